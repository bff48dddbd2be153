/**
 * Rows that changed since they were last handed over, each once and in their order: whoever writes them to columns then
 * goes through his memory from one end to the other, which is several times as fast as in the order of the changes.
 */
export class DirtyRows {
  #isDirty = new Uint8Array(64);
  #count = 0;
  /** No row from here on is among them. */
  #end = 0;

  /** The rows, the lowest first. */
  get rows(): Uint32Array {
    const rows = new Uint32Array(this.#count);
    let place = 0;
    for (let row = 0; row < this.#end; row += 1) {
      if (this.#isDirty[row] !== 1) continue;
      rows[place] = row;
      place += 1;
    }
    return rows;
  }

  /** Notes a row. */
  add(row: number): void {
    if (row >= this.#isDirty.length) this.#grow(row + 1);
    if (this.#isDirty[row] === 1) return;
    this.#isDirty[row] = 1;
    this.#count += 1;
    if (row >= this.#end) this.#end = row + 1;
  }

  /** Forgets all. */
  clear(): void {
    this.#isDirty.fill(0, 0, this.#end);
    this.#count = 0;
    this.#end = 0;
  }

  #grow(least: number): void {
    const isDirty = new Uint8Array(Math.max(least, this.#isDirty.length * 2));
    isDirty.set(this.#isDirty);
    this.#isDirty = isDirty;
  }
}
