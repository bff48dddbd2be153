/** Rows that changed since they were last handed over, each once, in the order of their first change. */
export class DirtyRows {
  #isDirty = new Uint8Array(64);
  #rows = new Uint32Array(64);
  #count = 0;

  /** How many there are. */
  get count(): number {
    return this.#count;
  }

  /** The rows. A view: valid until the next change. */
  get rows(): Uint32Array {
    return this.#rows.subarray(0, this.#count);
  }

  /** Notes a row. */
  add(row: number): void {
    if (row >= this.#isDirty.length) this.#grow(row + 1);
    if (this.#isDirty[row] === 1) return;
    this.#isDirty[row] = 1;
    this.#rows[this.#count] = row;
    this.#count += 1;
  }

  /** Forgets all. */
  clear(): void {
    for (let index = 0; index < this.#count; index += 1) this.#isDirty[this.#rows[index] ?? 0] = 0;
    this.#count = 0;
  }

  #grow(least: number): void {
    const capacity = Math.max(least, this.#isDirty.length * 2);
    const isDirty = new Uint8Array(capacity);
    isDirty.set(this.#isDirty);
    const rows = new Uint32Array(capacity);
    rows.set(this.#rows);
    [this.#isDirty, this.#rows] = [isDirty, rows];
  }
}
