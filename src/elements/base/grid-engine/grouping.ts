import type { ChoiceColumn, GridSource } from './grid-source.js';
import type { Section } from './sections.js';

/** Codes fit into 8 bits. */
const CODES = 256;

/** Figures of a group in one column; NaN where no row tells one. */
export interface Aggregate {
  /** Rows that tell a figure. */
  readonly known: number;
  readonly sum: number;
  readonly average: number;
  readonly min: number;
  readonly max: number;
}

/** Sums by code, made when somebody asks for the first of them. */
interface Sums {
  readonly known: Uint32Array;
  readonly sum: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  fresh: boolean;
}

/**
 * Rows by the words of one column of choices. Groups come in the order of those words, unknown ones last. Figures are
 * those of all rows that match, also of rows that hold still under the header of a group that they left. They are summed
 * anew from the columns, in the order of row numbers, so that nothing drifts, and only those that somebody asks for.
 */
export class Grouping {
  /** Codes of groups that show nothing but their header; kept while a group is empty. */
  readonly collapsed = new Set<number>();
  /** Place of every code in the order of groups. */
  readonly ranks: number[] = Array.from({ length: CODES }, (_, code) => CODES + code);
  readonly #counts: Uint32Array = new Uint32Array(CODES);
  readonly #sums = new Map<string, Sums>();
  #codes: Uint8Array = new Uint8Array(0);
  #members: Uint8Array = new Uint8Array(0);
  #source: GridSource | undefined;
  #size = 0;

  /** @param column A column of choices. */
  constructor(readonly column: string) {}

  /** Group of each row. A view: valid until the source is read again. */
  get codes(): Uint8Array {
    return this.#codes;
  }

  /** Looks at all rows again. */
  read(source: GridSource, members: Uint8Array): void {
    const column = source.column(this.column);
    this.#source = source;
    this.#size = source.size;
    this.#members = members;
    this.#codes = column?.kind === 'choice' ? column.codes : new Uint8Array(source.size);
    if (column?.kind === 'choice') this.#rank(column);
    this.#counts.fill(0);
    for (let row = 0; row < source.size; row += 1) {
      const code = this.#codes[row] ?? 0;
      if (members[row] === 1) this.#counts[code] = (this.#counts[code] ?? 0) + 1;
    }
    for (const sums of this.#sums.values()) sums.fresh = false;
  }

  /** Groups that have rows, in their order. */
  sections(): Section[] {
    const codes = Array.from(this.#counts.keys()).filter((code) => this.countOf(code) > 0);
    codes.sort((a, b) => (this.ranks[a] ?? 0) - (this.ranks[b] ?? 0));
    return codes.map((code) => ({ code, length: this.countOf(code) }));
  }

  /** Number of rows that belong to a group. */
  countOf(code: number): number {
    return this.#counts[code] ?? 0;
  }

  /** Figures of a group in a column of figures. */
  aggregateOf(code: number, name: string): Aggregate {
    const sums = this.#sumsOf(name);
    const known = sums.known[code] ?? 0;
    if (known === 0) return { known, sum: NaN, average: NaN, min: NaN, max: NaN };
    const sum = sums.sum[code] ?? NaN;
    return { known, sum, average: sum / known, min: sums.min[code] ?? NaN, max: sums.max[code] ?? NaN };
  }

  #rank({ ranks }: ChoiceColumn): void {
    for (let code = 0; code < CODES; code += 1) {
      const rank = ranks[code] ?? NaN;
      this.ranks[code] = Number.isNaN(rank) ? CODES + code : rank;
    }
  }

  #sumsOf(name: string): Sums {
    const known = this.#sums.get(name) ?? noSums();
    this.#sums.set(name, known);
    if (!known.fresh) this.#sum(known, name);
    return known;
  }

  #sum(sums: Sums, name: string): void {
    const { known, sum, min, max } = sums;
    const column = this.#source?.column(name);
    sums.fresh = true;
    known.fill(0);
    sum.fill(0);
    min.fill(Infinity);
    max.fill(-Infinity);
    if (column?.kind !== 'number') return;
    const { values } = column;
    for (let row = 0; row < this.#size; row += 1) {
      const value = values[row] ?? NaN;
      if (this.#members[row] !== 1 || Number.isNaN(value)) continue;
      const code = this.#codes[row] ?? 0;
      known[code] = (known[code] ?? 0) + 1;
      sum[code] = (sum[code] ?? 0) + value;
      min[code] = Math.min(min[code] ?? value, value);
      max[code] = Math.max(max[code] ?? value, value);
    }
  }
}

function noSums(): Sums {
  const figures = (): Float64Array => new Float64Array(CODES);
  return { known: new Uint32Array(CODES), sum: figures(), min: figures(), max: figures(), fresh: false };
}
