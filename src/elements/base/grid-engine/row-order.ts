import { reservedBytes, reservedRows } from './reserve.js';
import type { SortKeys } from './sort-keys.js';
import { compareRows, StableSorter, type KeyColumns } from './stable-sort.js';

/** When more than one row in so many moved, sorting all is faster than putting the moved ones in their places. */
const MERGE_SHARE = 6;

/**
 * Rows in the order of their keys, kept in order incrementally: rows whose keys did not change stay as they are, the
 * others are sorted among themselves and merged in. Members are flags by row number.
 */
export class RowOrder {
  readonly #sorter = new StableSorter();
  #rows: Uint32Array = new Uint32Array(64);
  #spare: Uint32Array = new Uint32Array(64);
  #moved: Uint32Array = new Uint32Array(64);
  #movedCount = 0;
  #leaving: Uint8Array = new Uint8Array(64);
  #inside: Uint8Array = new Uint8Array(64);
  #count = 0;
  #size = 0;

  /** Number of rows in the order. */
  get count(): number {
    return this.#count;
  }

  /** The rows in order, as long as `count`. A view: valid until the next `update`. */
  get rows(): Uint32Array {
    return this.#rows.subarray(0, this.#count);
  }

  /** The row at a place; nothing beyond the end. */
  at(place: number): number | undefined {
    return place < this.#count ? this.#rows[place] : undefined;
  }

  /** The place of a row, or -1. */
  placeOf(row: number): number {
    return this.#inside[row] === 1 ? this.rows.indexOf(row) : -1;
  }

  /**
   * Puts every member in its place. Returns whether anything moved, came or went.
   *
   * @param anew Whether the keys mean something else than before, so that every row may be anywhere.
   */
  update({ columns, changed }: SortKeys, members: Uint8Array, size: number, anew: boolean): boolean {
    this.#reserve(size);
    const left = this.#findMoves(changed, members, size);
    if (!anew && this.#movedCount === 0 && left === 0) return false;
    if (anew || this.#movedCount * MERGE_SHARE > this.#count) this.#sortAll(columns, members, size);
    else this.#merge(columns);
    return true;
  }

  /** Collects the rows that are not in their place any more. Returns how many leave for good. */
  #findMoves(changed: Uint8Array, members: Uint8Array, size: number): number {
    this.#movedCount = 0;
    let left = 0;
    for (let row = 0; row < Math.max(size, this.#size); row += 1) {
      const belongs = row < size && members[row] === 1;
      const inside = this.#inside[row] === 1;
      const stays = belongs === inside && (!inside || changed[row] === 0);
      changed[row] = 0;
      if (stays) continue;
      if (inside) this.#leaving[row] = 1;
      if (belongs) this.#moved[this.#movedCount++] = row;
      else left += 1;
      this.#inside[row] = belongs ? 1 : 0;
    }
    this.#size = size;
    return left;
  }

  #sortAll(keys: KeyColumns, members: Uint8Array, size: number): void {
    this.#leaving.fill(0);
    this.#count = 0;
    for (let row = 0; row < size; row += 1) if (members[row] === 1) this.#rows[this.#count++] = row;
    this.#sorter.sort(this.#rows, this.#count, keys);
  }

  #merge(keys: KeyColumns): void {
    this.#sorter.sort(this.#moved, this.#movedCount, keys);
    const target = this.#spare;
    let next = 0;
    let written = 0;
    for (let place = 0; place < this.#count; place += 1) {
      const row = this.#rows[place] ?? 0;
      if (this.#leaving[row] === 1) {
        this.#leaving[row] = 0;
        continue;
      }
      while (next < this.#movedCount && compareRows(keys, this.#moved[next] ?? 0, row) < 0) {
        target[written++] = this.#moved[next++] ?? 0;
      }
      target[written++] = row;
    }
    while (next < this.#movedCount) target[written++] = this.#moved[next++] ?? 0;
    this.#spare = this.#rows;
    this.#rows = target;
    this.#count = written;
  }

  #reserve(size: number): void {
    if (size <= this.#rows.length) return;
    this.#rows = reservedRows(this.#rows, size);
    this.#inside = reservedBytes(this.#inside, size);
    this.#spare = new Uint32Array(this.#rows.length);
    this.#moved = new Uint32Array(this.#rows.length);
    this.#leaving = new Uint8Array(this.#rows.length);
  }
}
