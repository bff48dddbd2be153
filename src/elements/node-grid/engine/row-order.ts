import { compareRows, StableSorter } from './stable-sort.js';

/** When more than one row in so many moved, sorting all is faster than putting the moved ones in their places. */
const MERGE_SHARE = 6;

/**
 * Rows in the order of their keys, kept in order incrementally: rows whose key did not change stay as they are, the
 * others are sorted among themselves and merged in. Keys and members are arrays by row number.
 */
export class RowOrder {
  readonly #sorter = new StableSorter();
  #rows = new Uint32Array(64);
  #spare = new Uint32Array(64);
  #moved = new Uint32Array(64);
  #movedCount = 0;
  #leaving = new Uint8Array(64);
  #inside = new Uint8Array(64);
  /** Keys at the time of ordering; NaN for rows that are not in their place. */
  #keys = new Float64Array(64);
  #count = 0;
  #size = 0;

  /** Number of rows in the order. */
  get count(): number {
    return this.#count;
  }

  /** The row at a position; nothing beyond the end. */
  at(index: number): number | undefined {
    return index < this.#count ? this.#rows[index] : undefined;
  }

  /** The position of a row, or -1. */
  indexOf(row: number): number {
    return this.#inside[row] === 1 ? this.#rows.subarray(0, this.#count).indexOf(row) : -1;
  }

  /** Puts every member in its place. Returns whether anything moved, came or went. */
  update(keys: Float64Array, members: Uint8Array, size: number): boolean {
    this.#reserve(size);
    const left = this.#findMoves(keys, members, size);
    if (this.#movedCount === 0 && left === 0) return false;
    if (this.#movedCount * MERGE_SHARE > this.#count) this.#sortAll(members, size);
    else this.#merge();
    return true;
  }

  /**
   * Keeps every row where it is, whatever its key: only rows without a node go, and new members come at the end.
   * Returns whether any came or went. The next `update` puts everything right.
   */
  hold(members: Uint8Array, isTaken: (row: number) => boolean, size: number): boolean {
    this.#reserve(size);
    const before = this.#count;
    const kept = this.#drop((row) => row >= size || !isTaken(row));
    for (let row = 0; row < size; row += 1) if (members[row] === 1 && this.#inside[row] === 0) this.#append(row);
    this.#size = size;
    return kept !== before || this.#count !== before;
  }

  /** Collects the rows that are not in their place any more. Returns how many leave for good. */
  #findMoves(keys: Float64Array, members: Uint8Array, size: number): number {
    this.#movedCount = 0;
    let left = 0;
    for (let row = 0; row < Math.max(size, this.#size); row += 1) {
      const belongs = row < size && members[row] === 1;
      const inside = this.#inside[row] === 1;
      const key = keys[row] ?? Infinity;
      if (belongs === inside && (!inside || key === this.#keys[row])) continue;
      if (inside) this.#leaving[row] = 1;
      if (belongs) this.#moved[this.#movedCount++] = row;
      else left += 1;
      this.#inside[row] = belongs ? 1 : 0;
      this.#keys[row] = key;
    }
    this.#size = size;
    return left;
  }

  #sortAll(members: Uint8Array, size: number): void {
    this.#leaving.fill(0);
    this.#count = 0;
    for (let row = 0; row < size; row += 1) if (members[row] === 1) this.#rows[this.#count++] = row;
    this.#sorter.sort(this.#rows, this.#count, this.#keys);
  }

  #merge(): void {
    this.#sorter.sort(this.#moved, this.#movedCount, this.#keys);
    const target = this.#spare;
    let next = 0;
    let written = 0;
    for (let index = 0; index < this.#count; index += 1) {
      const row = this.#rows[index] ?? 0;
      if (this.#leaving[row] === 1) {
        this.#leaving[row] = 0;
        continue;
      }
      while (next < this.#movedCount && compareRows(this.#keys, this.#moved[next] ?? 0, row) < 0) {
        target[written++] = this.#moved[next++] ?? 0;
      }
      target[written++] = row;
    }
    while (next < this.#movedCount) target[written++] = this.#moved[next++] ?? 0;
    this.#spare = this.#rows;
    this.#rows = target;
    this.#count = written;
  }

  #drop(isGone: (row: number) => boolean): number {
    let kept = 0;
    for (let index = 0; index < this.#count; index += 1) {
      const row = this.#rows[index] ?? 0;
      if (isGone(row)) this.#inside[row] = 0;
      else this.#rows[kept++] = row;
    }
    this.#count = kept;
    return kept;
  }

  #append(row: number): void {
    this.#rows[this.#count++] = row;
    this.#inside[row] = 1;
    this.#keys[row] = NaN;
  }

  #reserve(size: number): void {
    if (size <= this.#rows.length) return;
    const capacity = size * 2;
    this.#rows = larger(this.#rows, new Uint32Array(capacity));
    this.#inside = larger(this.#inside, new Uint8Array(capacity));
    this.#keys = larger(this.#keys, new Float64Array(capacity));
    this.#spare = new Uint32Array(capacity);
    this.#moved = new Uint32Array(capacity);
    this.#leaving = new Uint8Array(capacity);
  }
}

function larger<Column extends Uint32Array | Uint8Array | Float64Array>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}
