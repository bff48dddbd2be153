/** A list of row numbers that keeps its memory, so that a list per frame makes no garbage. */
export class RowList {
  #rows: Uint32Array = new Uint32Array(64);
  #count = 0;

  /** Number of rows in the list. */
  get count(): number {
    return this.#count;
  }

  /** The row at a place from 0 up to, but without, `count`. */
  at(place: number): number {
    return this.#rows[place] ?? 0;
  }

  /** Adds a row at the end. */
  add(row: number): void {
    if (this.#count === this.#rows.length) {
      const larger = new Uint32Array(this.#count * 2);
      larger.set(this.#rows);
      this.#rows = larger;
    }
    this.#rows[this.#count++] = row;
  }

  /** Empties the list. */
  clear(): void {
    this.#count = 0;
  }
}
