import type { RowFacts } from './row-facts.js';

/** Digits that numbers in names are padded to, so that node-9 comes before node-10. */
const NUMBER_WIDTH = 16;

/** The place of every row in the order of names, made anew only when names change. */
export class NameRanks {
  readonly #facts: RowFacts;
  readonly #keys = new Map<string, string>();
  #ranks = new Float64Array(0);
  #version = -1;

  constructor(facts: RowFacts) {
    this.#facts = facts;
  }

  /** Ranks by row, NaN where there is no node. Equal names have equal ranks. */
  get ranks(): Float64Array {
    if (this.#version !== this.#facts.namesVersion) this.#rank();
    return this.#ranks;
  }

  #rank(): void {
    this.#version = this.#facts.namesVersion;
    const rows = Array.from({ length: this.#facts.size }, (_, row) => row).filter((row) => this.#facts.isTaken(row));
    const keys = new Map(rows.map((row) => [row, this.#keyOf(this.#facts.nameOf(row))]));
    const keyOf = (row: number): string => keys.get(row) ?? '';
    rows.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
    this.#ranks = new Float64Array(this.#facts.size).fill(NaN);
    let rank = -1;
    let previous: string | undefined;
    for (const row of rows) {
      if (keyOf(row) !== previous) rank += 1;
      previous = keyOf(row);
      this.#ranks[row] = rank;
    }
    if (this.#keys.size > rows.length * 2) this.#keys.clear();
  }

  #keyOf(name: string): string {
    const known = this.#keys.get(name);
    if (known !== undefined) return known;
    const key = naturalKey(name);
    this.#keys.set(name, key);
    return key;
  }
}

/** A text that orders as people expect: case aside, and numbers by their value. */
export function naturalKey(name: string): string {
  return name.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(NUMBER_WIDTH, '0'));
}
