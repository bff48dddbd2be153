/** What the rows of a host page say, column by column, as the engine reads it. */
import { figureOf, LONGEST_CELL, textOf, timeOf, valueIn } from '../grid/cell-value.js';
import { MOST_CHOICES, type PageColumn, type GridRecord } from '../grid/column-definition.js';
import type { RecordProblem } from '../grid/record-problem.js';
import type { ChoiceColumn, NumberColumn, SourceColumn, TextColumn } from './grid-source.js';
import { ChoiceWords, UNKNOWN_CHOICE } from './choice-words.js';
import { reservedBytes, reservedNumbers } from './reserve.js';

/** Records by row; nothing where a row is free. */
export type RecordList = readonly (GridRecord | undefined)[];

/** The values of one column. */
export interface RecordColumn {
  /** What the engine reads. */
  readonly column: SourceColumn;
  /** What is wrong with the values that were read last. */
  readonly problems: readonly RecordProblem[];
  /**
   * Reads the column anew.
   *
   * @param changed Gets a flag for each row whose text or choice is another one.
   */
  read(records: RecordList, size: number, changed: Uint8Array): void;
  /** What stands in a row; nothing where it is unknown. */
  cellOf(row: number): string | number | undefined;
}

/** A column for the values of a definition. */
export function recordColumnOf({ key, kind, choices }: PageColumn): RecordColumn {
  if (kind === 'choice') return new ChoiceValues(key, choices);
  return kind === 'text' ? new TextValues(key) : new FigureValues(key, kind === 'time' ? timeOf : figureOf);
}

/** Figures or moments. */
class FigureValues implements RecordColumn {
  problems: readonly RecordProblem[] = [];
  column: NumberColumn = { kind: 'number', values: new Float64Array(0) };
  readonly #key: string;
  readonly #convert: (value: unknown) => number | undefined;

  constructor(key: string, convert: (value: unknown) => number | undefined) {
    this.#key = key;
    this.#convert = convert;
  }

  read(records: RecordList, size: number): void {
    const convert = this.#convert;
    const values = reservedNumbers(this.column.values, size);
    let unusable = 0;
    for (let row = 0; row < size; row += 1) {
      const record = records[row];
      const value = record === undefined ? NaN : convert(valueIn(record, this.#key));
      if (value === undefined) unusable += 1;
      values[row] = value ?? NaN;
    }
    this.column = { kind: 'number', values };
    this.problems = unusableOf(this.#key, unusable);
  }

  cellOf(row: number): number | undefined {
    const value = this.column.values[row] ?? NaN;
    return Number.isNaN(value) ? undefined : value;
  }
}

/** Words. */
class TextValues implements RecordColumn {
  readonly column: TextColumn = { kind: 'text', textOf: (row) => this.#texts[row] ?? '' };
  problems: readonly RecordProblem[] = [];
  readonly #key: string;
  readonly #texts: string[] = [];

  constructor(key: string) {
    this.#key = key;
  }

  read(records: RecordList, size: number, changed: Uint8Array): void {
    const texts = this.#texts;
    let [unusable, long] = [0, 0];
    texts.length = Math.min(texts.length, size);
    for (let row = 0; row < size; row += 1) {
      const record = records[row];
      const value = record === undefined ? '' : valueIn(record, this.#key);
      const text = textOf(value);
      if (text === undefined) unusable += 1;
      if (typeof value === 'string' && value.length > LONGEST_CELL) long += 1;
      if (texts[row] === (text ?? '')) continue;
      texts[row] = text ?? '';
      changed[row] = 1;
    }
    this.problems = [...unusableOf(this.#key, unusable), ...longOf(this.#key, long)];
  }

  cellOf(row: number): string | undefined {
    return this.#texts[row] || undefined;
  }

  /** Whether the rows have so few different words that they could be choices. */
  hasFewWords(size: number): boolean {
    const words = new Set<string>();
    for (let row = 0; row < size && words.size <= MOST_CHOICES; row += 1) words.add(this.#texts[row] ?? '');
    words.delete('');
    return words.size <= MOST_CHOICES;
  }
}

/** Choices, or texts while there are too many words. */
class ChoiceValues implements RecordColumn {
  column: SourceColumn = NO_CHOICES;
  problems: readonly RecordProblem[] = [];
  readonly #key: string;
  readonly #words: ChoiceWords;
  #codes: Uint8Array = new Uint8Array(0);
  /** Stands in while there are too many words. */
  #texts: TextValues | undefined;

  constructor(key: string, choices: readonly string[]) {
    this.#key = key;
    this.#words = new ChoiceWords(choices);
  }

  read(records: RecordList, size: number, changed: Uint8Array): void {
    this.#codes = reservedBytes(this.#codes, size);
    if (this.#texts !== undefined) this.#readTexts(this.#texts, records, size, changed);
    else if (!this.#readCodes(records, size, changed)) {
      this.#texts = new TextValues(this.#key);
      this.#readTexts(this.#texts, records, size, changed);
      changed.fill(1, 0, size);
    }
    this.column = this.#texts?.column ?? this.#choices();
  }

  cellOf(row: number): string | undefined {
    return this.#texts === undefined ? this.#words.wordOf(this.#codes[row] ?? UNKNOWN_CHOICE) : this.#texts.cellOf(row);
  }

  /** Returns whether there are few enough words. */
  #readCodes(records: RecordList, size: number, changed: Uint8Array): boolean {
    const codes = this.#codes;
    let [unusable, last] = [0, ''];
    let code: number | undefined = UNKNOWN_CHOICE;
    for (let row = 0; row < size; row += 1) {
      const record = records[row];
      const text = record === undefined ? '' : textOf(valueIn(record, this.#key));
      if (text === undefined) unusable += 1;
      // Neighbours often say the same.
      if ((text ?? '') !== last) {
        last = text ?? '';
        code = this.#words.codeOf(last) ?? this.#codeOfNewWord(last, row, changed);
      }
      if (code === undefined) return false;
      if (codes[row] !== code) changed[row] = 1;
      codes[row] = code;
    }
    this.problems = unusableOf(this.#key, unusable);
    return true;
  }

  /** Words that none of the rows up to one has any more make room. */
  #codeOfNewWord(word: string, row: number, changed: Uint8Array): number | undefined {
    const code = this.#words.take(word);
    if (code !== undefined) return code;
    this.#words.keepOnly(new Set(this.#codes.subarray(0, row)));
    // From now on a code may stand for another word than in the rows of before.
    changed.fill(1, 0, changed.length);
    return this.#words.take(word);
  }

  #readTexts(texts: TextValues, records: RecordList, size: number, changed: Uint8Array): void {
    texts.read(records, size, changed);
    this.problems = [...texts.problems, { code: 'too-many-choices', key: this.#key, most: MOST_CHOICES }];
    if (!texts.hasFewWords(size)) return;
    this.#texts = undefined;
    this.#words.keepOnly(new Set());
    this.#readCodes(records, size, changed);
    changed.fill(1, 0, size);
  }

  #choices(): ChoiceColumn {
    const [codes, words] = [this.#codes, this.#words];
    const isMeant = (row: number, typed: string): boolean =>
      words.lowerOf(codes[row] ?? UNKNOWN_CHOICE).startsWith(typed);
    return { kind: 'choice', codes, ranks: words.ranks, isMeant };
  }
}

const NO_CHOICES: ChoiceColumn = { kind: 'choice', codes: new Uint8Array(0), ranks: [], isMeant: () => false };

function unusableOf(key: string, count: number): readonly RecordProblem[] {
  return count === 0 ? [] : [{ code: 'unusable-values', count, key }];
}

function longOf(key: string, count: number): readonly RecordProblem[] {
  return count === 0 ? [] : [{ code: 'long-texts', count, key, most: LONGEST_CELL }];
}
