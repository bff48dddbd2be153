import { reservedRows } from './reserve.js';
import { RowSelector } from './row-selector.js';
import type { SortKeys } from './sort-keys.js';
import { compareRows, StableSorter, type KeyColumns } from './stable-sort.js';

/** Up to here all rows are sorted at once. */
const FEW = 512;

/** Places that are found together with one that is asked for: before it, and from it on. */
const BEFORE = 64;
const AFTER = 192;

/** So many stretches of one order are found one by one; then somebody scrolls or wants all, and all rows are sorted. */
const STRETCHES = 2;

/**
 * Members in the order of their keys, as far as somebody asks: few of many rows are in sight, and where values change ten
 * times a second the rest is not worth sorting. Whatever is told is exact.
 */
export class RowOrder {
  readonly #sorter = new StableSorter();
  readonly #selector = new RowSelector();
  /** Rows of members, ascending. */
  #list: Uint32Array = new Uint32Array(64);
  #sorted: Uint32Array = new Uint32Array(64);
  #members: Uint8Array = new Uint8Array(0);
  #columns: KeyColumns = [];
  #count = 0;
  #isSorted = true;
  #stretch = { first: 0, end: 0, tries: 0 };

  /** Number of rows in the order. */
  get count(): number {
    return this.#count;
  }

  /** All rows in order. A view: valid until the next `update`. */
  get rows(): Uint32Array {
    if (!this.#isSorted) this.#sort();
    return this.#sorted.subarray(0, this.#count);
  }

  /** The row at a place; nothing beyond the end. */
  at(place: number): number | undefined {
    if (place >= this.#count) return undefined;
    if (!this.#isSorted && !this.#isNear(place)) this.#find(place);
    return this.#isSorted ? this.#sorted[place] : this.#selector.at(place - this.#stretch.first);
  }

  /** The place of a row, or -1. */
  placeOf(row: number): number {
    if (this.#members[row] !== 1) return -1;
    if (this.#isSorted) return this.rows.indexOf(row);
    let place = 0;
    for (let index = 0; index < this.#count; index += 1)
      if (compareRows(this.#columns, this.#list[index] ?? 0, row) < 0) place += 1;
    return place;
  }

  /**
   * Takes over keys and members, which must stay as they are until the next time.
   *
   * @param anew Whether the keys mean something else than before.
   * @returns Whether rows came or went, or have other keys.
   */
  update(keys: SortKeys, members: Uint8Array, size: number, anew: boolean): boolean {
    const came = this.#listMembers(members, size);
    const changed = keys.takeChanged() || came || anew;
    this.#members = members;
    this.#columns = keys.columns;
    if (!changed) return false;
    this.#isSorted = false;
    this.#stretch = { first: 0, end: 0, tries: 0 };
    return true;
  }
  /** Returns whether rows came or went. */
  #listMembers(members: Uint8Array, size: number): boolean {
    this.#list = reservedRows(this.#list, size);
    const before = this.#count;
    let count = 0;
    let changed = false;
    for (let row = 0; row < size; row += 1) {
      if (members[row] !== 1) continue;
      if (this.#list[count] !== row) changed = true;
      this.#list[count++] = row;
    }
    this.#count = count;
    return changed || count !== before;
  }

  #isNear(place: number): boolean {
    return place >= this.#stretch.first && place < this.#stretch.end;
  }

  #find(place: number): void {
    const tries = this.#stretch.tries + 1;
    if (this.#count <= FEW || tries > STRETCHES) return this.#sort();
    const [from, to] = [Math.max(0, place - BEFORE), Math.min(this.#count, place + AFTER)];
    const first = this.#selector.select(this.#list, this.#count, this.#columns, from, to);
    this.#stretch = { first, end: first + this.#selector.count, tries };
  }

  #sort(): void {
    this.#sorted = reservedRows(this.#sorted, this.#count);
    this.#sorted.set(this.#list.subarray(0, this.#count));
    this.#sorter.sort(this.#sorted, this.#count, this.#columns);
    this.#isSorted = true;
  }
}
