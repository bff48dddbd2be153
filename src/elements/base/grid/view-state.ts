/**
 * What a person chose of a grid, as a short text that stands in an address as it is, and is kept in the preferences:
 *
 *     columns.node-166.type-off.throughput*sort.throughput-desc.errors*group.type*density.compact*filter.state_3Aleader
 *
 *     view      = [ part *( "*" part ) ]                      in any order; the first of two of a name counts
 *     part      = "columns" *( "." key [ "-" width ] [ "-off" ] )    width in CSS px; off: hidden
 *               / "sort" *( "." key [ "-desc" ] )             the most important first; upwards unless it says desc
 *               / "group" [ "." key ]
 *               / "density." ( "comfortable" / "compact" )
 *               / "filter." text
 *     key       = letters, digits and escapes                 escapes are those of `domain/plain-text.ts`
 *     text      = letters, digits, "-", "." and escapes
 *
 * The four marks `* . - _` are those that no way of putting a text into an address changes. Parts and marks that are not
 * known here are passed over, so that versions read each other's views. Nothing is said by a part that is missing; a
 * part without anything behind it says "none".
 */
import { fromPlainText, toPlainText } from '../../../domain/plain-text.js';

/** How close rows stand. */
export type GridDensity = 'comfortable' | 'compact';

/** A column as a person has it. */
export interface ViewColumn {
  readonly key: string;
  /** In CSS px, 40 to 2,000, where a person set one. */
  readonly width?: number;
  /** Left out: shown. */
  readonly hidden?: boolean;
}

/** One thing that rows are ordered by. */
export interface ViewSort {
  readonly column: string;
  readonly direction: 'asc' | 'desc';
}

/** What a person chose of a grid. What is missing was not chosen. */
export interface GridViewState {
  /** Columns in their order, hidden ones among them; at most 64. */
  readonly columns?: readonly ViewColumn[];
  /** The most important first; at most 8. */
  readonly sort?: readonly ViewSort[];
  /** Key of a column; empty: rows are not grouped. */
  readonly groupBy?: string;
  readonly density?: GridDensity;
  /** As it was typed; nothing that was read is understood yet. */
  readonly filter?: string;
}

/** Something in a view that was passed over, so that people can be told. */
export interface IgnoredInView {
  /**
   * `too-long`: the whole text. `too-many`: more columns or sort keys than there may be. `unknown-value`: of a column's
   * width or mark, a direction, or a density.
   */
  readonly why:
    'too-long' | 'too-many' | 'unknown-part' | 'unknown-column' | 'unknown-value' | 'repeated-part' | 'repeated-column';
  /** What stands there, at most 40 characters; hostile, and nothing but text. */
  readonly text: string;
}

/** What a text says about a view. */
export interface ViewReading {
  readonly state: GridViewState;
  /** At most 20. */
  readonly ignored: readonly IgnoredInView[];
}

/** Longest view that is written or read, in characters. */
export const MAX_VIEW_LENGTH = 2_000;
/** Most columns of a view. */
export const MAX_VIEW_COLUMNS = 64;
/** Most columns that rows are ordered by. */
export const MAX_VIEW_SORTS = 8;
/** Narrowest and widest column, in CSS px. */
export const COLUMN_WIDTHS = { min: 40, max: 2_000 } as const;

const MAX_IGNORED = 20;
const MAX_IGNORED_LENGTH = 40;
const DENSITIES: readonly GridDensity[] = ['comfortable', 'compact'];

/**
 * A view as a text. Never throws. Widths are rounded, and brought into their range; a part that does not fit into 2,000
 * characters is left out, a filter before the columns.
 */
export function formatView({ columns, sort, groupBy, density, filter }: GridViewState): string {
  const parts = [
    columns && ['columns', ...columns.slice(0, MAX_VIEW_COLUMNS).map(formatColumn)],
    sort && ['sort', ...sort.slice(0, MAX_VIEW_SORTS).map(formatSort)],
    groupBy === undefined ? undefined : ['group', toPlainText(groupBy)],
    density && ['density', density],
    filter === undefined ? undefined : ['filter', toPlainText(filter, '-.')],
  ];
  return parts.reduce<string>((view, items) => {
    const longer = items === undefined ? view : view + (view === '' ? '' : '*') + items.join('.');
    return longer.length > MAX_VIEW_LENGTH ? view : longer;
  }, '');
}

function formatColumn({ key, width, hidden }: ViewColumn): string {
  const isSet = width !== undefined && Number.isFinite(width);
  const px = isSet ? Math.min(COLUMN_WIDTHS.max, Math.max(COLUMN_WIDTHS.min, Math.round(width))) : undefined;
  return toPlainText(key) + (px === undefined ? '' : `-${px}`) + (hidden === true ? '-off' : '');
}

function formatSort({ column, direction }: ViewSort): string {
  return toPlainText(column) + (direction === 'desc' ? '-desc' : '');
}

/**
 * What a text says, whoever wrote it. Never throws, and takes no more than it may: the state is in order, with known
 * columns only, each of them once. Whether rows can be ordered or grouped by a column is for the grid to say.
 *
 * @param keys Columns that are known here.
 */
export function readView(text: string, keys: readonly string[]): ViewReading {
  return new ViewReader(keys).read(text);
}

/**
 * Every known column in the order of a view: those that the view does not name, because it is older than they are, stand
 * behind the known column that precedes them, so that no view loses a new column. What is not known is left out.
 *
 * @param known All columns in their default order, as they are where nobody chose anything.
 */
export function mergeColumns(kept: readonly ViewColumn[] | undefined, known: readonly ViewColumn[]): ViewColumn[] {
  const missing = new Set(known.map(({ key }) => key));
  const columns = (kept ?? []).filter(({ key }) => missing.delete(key));
  let before: string | undefined;
  for (const column of known) {
    if (missing.delete(column.key)) columns.splice(placeBehind(before, columns), 0, column);
    before = column.key;
  }
  return columns;
}

function placeBehind(key: string | undefined, columns: readonly ViewColumn[]): number {
  return columns.findIndex((column) => column.key === key) + 1;
}

/** A state that is being read. */
type Draft = { -readonly [Field in keyof GridViewState]: GridViewState[Field] };

class ViewReader {
  readonly #keys: ReadonlySet<string>;
  readonly #state: Draft = {};
  readonly #ignored: IgnoredInView[] = [];

  constructor(keys: readonly string[]) {
    this.#keys = new Set(keys);
  }

  read(text: string): ViewReading {
    if (text.length > MAX_VIEW_LENGTH) this.#ignore('too-long', text);
    else this.#readParts(text);
    return { state: this.#state, ignored: this.#ignored };
  }

  #readParts(text: string): void {
    const seen = new Set<string>();
    for (const part of text.split('*')) {
      const [name = '', ...items] = part.split('.');
      if (part === '') continue;
      if (seen.has(name)) this.#ignore('repeated-part', part);
      else this.#readPart(name, items, part);
      seen.add(name);
    }
  }

  #readPart(name: string, items: readonly string[], part: string): void {
    if (name === 'columns') this.#readColumns(items);
    else if (name === 'sort') this.#readSort(items);
    else if (name === 'group') this.#readGroup(items.join('.'));
    else if (name === 'density') this.#readDensity(items.join('.'));
    else if (name === 'filter') this.#state.filter = fromPlainText(items.join('.'));
    else this.#ignore('unknown-part', part);
  }

  #readColumns(items: readonly string[]): void {
    const columns = this.#readItems(items, MAX_VIEW_COLUMNS, (...parts) => this.#column(...parts));
    if (columns !== undefined) this.#state.columns = columns;
  }

  #column(key: string, marks: readonly string[], item: string): ViewColumn {
    const column: { key: string; width?: number; hidden?: boolean } = { key };
    for (const mark of marks) {
      const width = widthIn(mark);
      if (mark === 'off') column.hidden = true;
      else if (width !== undefined) column.width ??= width;
      else this.#ignore('unknown-value', item);
    }
    return column;
  }

  #readSort(items: readonly string[]): void {
    const sort = this.#readItems(items, MAX_VIEW_SORTS, (column, marks, item): ViewSort => {
      if (marks.some((mark) => mark !== 'desc' && mark !== 'asc')) this.#ignore('unknown-value', item);
      return { column, direction: marks.includes('desc') ? 'desc' : 'asc' };
    });
    if (sort !== undefined) this.#state.sort = sort;
  }

  #readGroup(item: string): void {
    const key = fromPlainText(item);
    if (key === '' || this.#keys.has(key)) this.#state.groupBy = key;
    else this.#ignore('unknown-column', item);
  }

  #readDensity(item: string): void {
    const density = DENSITIES.find((known) => known === item);
    if (density === undefined) this.#ignore('unknown-value', item);
    else this.#state.density = density;
  }

  /** What a list says of known columns; nothing if it names no column that is known, so that it says nothing at all. */
  #readItems<Item>(
    items: readonly string[],
    most: number,
    make: (key: string, marks: readonly string[], item: string) => Item,
  ): Item[] | undefined {
    const made = new Map<string, Item>();
    for (const item of items) {
      const [name = '', ...marks] = item.split('-');
      const key = fromPlainText(name);
      if (!this.#keys.has(key)) this.#ignore('unknown-column', item);
      else if (made.has(key)) this.#ignore('repeated-column', item);
      else if (made.size >= most) this.#ignore('too-many', item);
      else made.set(key, make(key, marks, item));
    }
    return made.size === 0 && items.length > 0 ? undefined : [...made.values()];
  }

  #ignore(why: IgnoredInView['why'], text: string): void {
    if (this.#ignored.length < MAX_IGNORED) this.#ignored.push({ why, text: text.slice(0, MAX_IGNORED_LENGTH) });
  }
}

/** A width in CSS px; nothing for what is none, or out of range. */
function widthIn(mark: string): number | undefined {
  const width = /^\d{1,4}$/.test(mark) ? Number(mark) : 0;
  return width >= COLUMN_WIDTHS.min && width <= COLUMN_WIDTHS.max ? width : undefined;
}
