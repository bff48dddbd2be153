/** The columns that a host page gives to a grid: what can be said of one, and how it is read. Nothing here knows the DOM. */
import { plainText } from '../chart/annotations.js';
import { fieldOf } from '../host-field.js';
import type { RecordProblem } from './record-problem.js';

/**
 * What stands in a column.
 *
 * - `text`: any words. `choice`: one of at most 255 words; what has more is shown as text. Only choices make groups.
 * - `number`: figures. `bar`: figures with a bar from 0 to `max`.
 * - `time`: a moment as epoch milliseconds, `Date` or text with its zone (ISO 8601), shown as an age.
 */
export const COLUMN_KINDS = ['text', 'number', 'choice', 'bar', 'time'] as const;
/** What stands in a column, as a word. */
export type ColumnKind = (typeof COLUMN_KINDS)[number];

/** What a group says of a column of figures. */
export const AGGREGATIONS = ['sum', 'average', 'none'] as const;
/** What a group says of a column of figures, as a word. */
export type Aggregation = (typeof AGGREGATIONS)[number];

/** A row of a host page: an `id` (text or number) and what the columns name. It is read when it is given, and not changed. */
export type GridRecord = Readonly<Record<string, unknown>>;

/** A column of a host page. */
export interface GridColumnDefinition {
  /**
   * Name of the field in a row; also the name in filters, in `sort` and in views. 1 to 80 characters, and none of the names
   * that every object has, such as `constructor`. In filters, `_` stands for what cannot be typed there, such as spaces.
   */
  readonly key: string;
  /** Heading; default: the key. */
  readonly label?: string | undefined;
  /** Default: `text`. */
  readonly kind?: ColumnKind | undefined;
  /** What figures are counted in, such as `ms`; default: nothing. */
  readonly unit?: string | undefined;
  /** Where a bar is full, above 0; default: the largest value in the column. */
  readonly max?: number | undefined;
  /** In CSS pixels, above 0; default: as the grid thinks fit. */
  readonly width?: number | undefined;
  /** Whether the column is left out until somebody asks for it; default: false. */
  readonly hidden?: boolean | undefined;
  /** Whether groups add figures up, average them or leave them out; default: `average` for bars, `sum` for numbers. */
  readonly aggregate?: Aggregation | undefined;
  /** The words of a choice in their order; others come after them, from A. Default: none. */
  readonly choices?: readonly string[] | undefined;
}

/** A column that was checked, with its defaults. */
export interface PageColumn {
  readonly key: string;
  readonly label: string;
  readonly kind: ColumnKind;
  /** Empty for none. */
  readonly unit: string;
  readonly max: number | undefined;
  readonly width: number | undefined;
  readonly hidden: boolean;
  /** `none` for what has no figures that could be added. */
  readonly aggregate: Aggregation;
  readonly choices: readonly string[];
}

/** Columns that can be shown, and what is wrong with the others. */
export interface ReadColumns {
  readonly columns: readonly PageColumn[];
  readonly problems: readonly RecordProblem[];
}

/** Most columns that are read. */
export const MOST_COLUMNS = 64;
/** Most words of a choice: one code of 8 bits stands for an unknown one. */
export const MOST_CHOICES = 255;
/** Longest key, in characters. */
const LONGEST_KEY = 80;
/** Widest column, in CSS pixels. */
const WIDEST = 10_000;

/** Reads columns, whatever was given. Never throws; what cannot be used is left out and told. */
export function readColumnDefinitions(given: unknown): ReadColumns {
  if (given === undefined || given === null) return { columns: [], problems: [] };
  const reader = new ColumnReader();
  try {
    if (Array.isArray(given)) reader.readAll(given);
    else reader.problems.push({ code: 'not-columns' });
  } catch {
    // A list whose length throws.
    reader.problems.push({ code: 'not-columns' });
  }
  return reader;
}

/** Whether two lists of columns say the same, so that a page may make them anew whenever it likes. */
export function areSameColumns(left: readonly PageColumn[], right: readonly PageColumn[]): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

class ColumnReader implements ReadColumns {
  readonly columns: PageColumn[] = [];
  readonly problems: RecordProblem[] = [];
  #place = 0;

  readAll(given: readonly unknown[]): void {
    const count = given.length;
    if (count > MOST_COLUMNS) this.problems.push({ code: 'too-many-columns', count, most: MOST_COLUMNS });
    for (this.#place = 0; this.#place < Math.min(count, MOST_COLUMNS); this.#place += 1) {
      const one = fieldOf(given, String(this.#place));
      const key = this.#readKey(fieldOf(one, 'key'));
      if (key !== undefined) this.columns.push(this.#readColumn(one, key));
    }
  }

  #readKey(key: unknown): string | undefined {
    const place = this.#place;
    if (typeof key !== 'string' || key === '' || key.length > LONGEST_KEY)
      this.problems.push({ code: 'unusable-key', place, most: LONGEST_KEY });
    else if (key in Object.prototype) this.problems.push({ code: 'reserved-key', place, key });
    else if (this.columns.some((column) => column.key === key)) this.problems.push({ code: 'doubled-key', place, key });
    else return key;
    return undefined;
  }

  #readColumn(one: unknown, key: string): PageColumn {
    const kind = this.#word(one, 'kind', COLUMN_KINDS) ?? 'text';
    return {
      key,
      label: this.#text(one, 'label') || plainText(key) || key,
      kind,
      unit: this.#text(one, 'unit'),
      max: this.#above0(one, 'max', Infinity),
      width: this.#above0(one, 'width', WIDEST),
      hidden: this.#flag(one, 'hidden'),
      aggregate: this.#aggregate(one, kind),
      choices: this.#choices(one),
    };
  }

  #word<Word extends string>(one: unknown, field: string, words: readonly Word[]): Word | undefined {
    const given = fieldOf(one, field);
    return this.#used(
      field,
      given,
      words.find((word) => word === given),
    );
  }

  #text(one: unknown, field: string): string {
    const given = fieldOf(one, field);
    return this.#used(field, given, typeof given === 'string' ? plainText(given) : undefined) ?? '';
  }

  #flag(one: unknown, field: string): boolean {
    const given = fieldOf(one, field);
    return this.#used(field, given, typeof given === 'boolean' ? given : undefined) ?? false;
  }

  /** A finite number above 0, up to a limit. */
  #above0(one: unknown, field: string, most: number): number | undefined {
    const given = fieldOf(one, field);
    const usable = typeof given === 'number' && Number.isFinite(given) && given > 0 && given <= most;
    return this.#used(field, given, usable ? given : undefined);
  }

  #aggregate(one: unknown, kind: ColumnKind): Aggregation {
    const given = this.#word(one, 'aggregate', AGGREGATIONS);
    if (kind === 'number') return given ?? 'sum';
    return kind === 'bar' ? (given ?? 'average') : 'none';
  }

  #choices(one: unknown): readonly string[] {
    const given = fieldOf(one, 'choices');
    const words = wordsIn(given);
    return this.#used('choices', given, words) ?? [];
  }

  /** What can be used of a field, which is told where it is nothing although something was given. */
  #used<Value>(field: string, given: unknown, usable: Value | undefined): Value | undefined {
    const isMissing = given === undefined || given === null;
    if (usable === undefined && !isMissing) this.problems.push({ code: 'unusable-field', place: this.#place, field });
    return usable;
  }
}

/** Texts of a list, each once; nothing where it is no list of texts or longer than a choice may be. */
function wordsIn(given: unknown): readonly string[] | undefined {
  try {
    if (!Array.isArray(given) || given.length > MOST_CHOICES) return undefined;
    const list: readonly unknown[] = given;
    const words = Array.from({ length: list.length }, (_, place) => list[place]);
    return words.every((word) => typeof word === 'string')
      ? [...new Set(words)].filter((word) => word !== '')
      : undefined;
  } catch {
    return undefined;
  }
}
