import type { GridSource } from './grid-source.js';
import { reservedNumbers } from './reserve.js';
import { TextRanks } from './text-ranks.js';

/** `asc` for A to Z and small to large, `desc` for the other way round. */
export const DIRECTIONS = ['asc', 'desc'] as const;
/** Way of an order. */
export type Direction = (typeof DIRECTIONS)[number];

/** One column that rows are ordered by. Unknown values come last in both directions. */
export interface SortKey {
  readonly column: string;
  readonly direction: Direction;
}

/**
 * The keys that rows are ordered by: a column of numbers for each sort, such that ascending numbers are the order that
 * was asked for. Knows whether any of them is another than before, since all are compared while they are read.
 */
export class SortKeys {
  /** Keys by row, the most important column first. No key is -0. */
  readonly columns: Float64Array[] = [];
  readonly #ranks = new Map<string, TextRanks>();
  #changed = false;

  /** Whether any key is another than when this was asked last. */
  takeChanged(): boolean {
    const changed = this.#changed;
    this.#changed = false;
    return changed;
  }

  /** Makes room for so many columns and rows. */
  reserve(columns: number, size: number): void {
    this.columns.length = columns;
    for (let column = 0; column < columns; column += 1)
      this.columns[column] = reservedNumbers(this.columns[column] ?? new Float64Array(0), size);
  }

  /** Reads one column. A column that the source does not have leaves all rows equal. */
  read(place: number, { column: name, direction }: SortKey, source: GridSource): void {
    const sign = direction === 'asc' ? 1 : -1;
    const column = source.column(name);
    if (column?.kind === 'number') this.readNumbers(place, column.values, sign, source.size);
    else if (column?.kind === 'choice') this.readCodes(place, column.codes, column.ranks, sign, source.size);
    else if (column?.kind === 'text')
      this.readNumbers(place, this.#ranksOf(name).update(source, column), sign, source.size);
    else this.readNumbers(place, NOTHING, sign, source.size);
  }

  /** Reads figures. */
  readNumbers(place: number, values: Float64Array, sign: number, size: number): void {
    const keys = this.columns[place] ?? NOTHING;
    // Adding zero turns -0 into 0: the sort looks at bits.
    for (let row = 0; row < size; row += 1) this.#note(keys, row, (values[row] ?? NaN) * sign + 0);
  }

  /** Reads choices. */
  readCodes(place: number, codes: Uint8Array, ranks: readonly number[], sign: number, size: number): void {
    const keys = this.columns[place] ?? NOTHING;
    for (let row = 0; row < size; row += 1) this.#note(keys, row, (ranks[codes[row] ?? 0] ?? NaN) * sign + 0);
  }

  /** Texts are ranked while rows are ordered by them; what is not asked for is forgotten. */
  forgetTexts(kept: readonly SortKey[]): void {
    for (const name of this.#ranks.keys()) if (!kept.some(({ column }) => column === name)) this.#ranks.delete(name);
  }

  /** Texts that changed are noted, also while nobody asks for an order. */
  noteTexts(source: GridSource): void {
    for (const ranks of this.#ranks.values()) ranks.note(source.renewed);
  }

  #note(keys: Float64Array, row: number, key: number): void {
    const before = keys[row] ?? NaN;
    if (key === before || (Number.isNaN(key) && Number.isNaN(before))) return;
    keys[row] = key;
    this.#changed = true;
  }

  #ranksOf(name: string): TextRanks {
    const known = this.#ranks.get(name);
    if (known !== undefined) return known;
    const ranks = new TextRanks();
    this.#ranks.set(name, ranks);
    return ranks;
  }
}

const NOTHING = new Float64Array(0);
