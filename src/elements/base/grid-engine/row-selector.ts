import { reservedRows } from './reserve.js';
import { StableSorter, type KeyColumns } from './stable-sort.js';

/** So few rows are sorted at once. */
const FEW = 256;

/** Equal parts of the range of finite keys. */
const PARTS = 1_022;

/** Buckets in the order of what they hold: negative infinity, the parts, infinity, and unknown keys. */
const LOWEST = 0;
const FIRST_PART = 1;
const HIGHEST = PARTS + 1;
const UNKNOWN = PARTS + 2;
const BUCKETS = PARTS + 3;

/** How often a column may be divided without fewer rows left, before all are sorted: keys of wildly different size. */
const PATIENCE = 3;

/**
 * Finds the rows of a stretch of an order without ordering the others. A page shows some fifty rows of a hundred thousand,
 * and where all of them change ten times a second this takes a tenth of the time of sorting them. Keys are looked at in
 * the order in which they are in memory: rows are counted by parts of the range of keys, and only those of the parts around
 * the stretch are looked at again.
 */
export class RowSelector {
  readonly #sorter = new StableSorter();
  readonly #counts = new Uint32Array(BUCKETS);
  #rows: Uint32Array = new Uint32Array(0);
  #buckets = new Uint16Array(0);
  #count = 0;
  #min = 0;
  #max = 0;

  /** Number of rows that the last selection ended with. */
  get count(): number {
    return this.#count;
  }

  /** One of those rows, in order from 0. */
  at(index: number): number | undefined {
    return this.#rows[index];
  }

  /**
   * Selects the rows at some places of the order, and maybe some around them. Returns the place of the first one.
   *
   * @param rows All rows of the order, ascending.
   */
  select(rows: Uint32Array, count: number, columns: KeyColumns, first: number, end: number): number {
    this.#take(rows, count);
    let start = 0;
    let stalled = 0;
    for (let column = 0; column < columns.length && this.#count > FEW && stalled < PATIENCE;) {
      const keys = columns[column];
      const before = this.#count;
      if (keys === undefined || this.#isOneKey(keys)) {
        column += 1;
        continue;
      }
      if (!this.#fill(keys)) break;
      start += this.#narrow(first - start, end - start);
      stalled = this.#count * 2 > before ? stalled + 1 : 0;
    }
    this.#sorter.sort(this.#rows, this.#count, columns);
    return start;
  }

  #take(rows: Uint32Array, count: number): void {
    this.#rows = reservedRows(this.#rows, count);
    if (this.#buckets.length < this.#rows.length) this.#buckets = new Uint16Array(this.#rows.length);
    this.#rows.set(rows.subarray(0, count));
    this.#count = count;
  }

  /** Looks for the range of the finite keys. Returns whether all rows have the same key, finite or not. */
  #isOneKey(keys: Float64Array): boolean {
    const one = keys[this.#rows[0] ?? 0] ?? NaN;
    let [min, max] = [Infinity, -Infinity];
    let same = true;
    for (let index = 0; index < this.#count; index += 1) {
      const key = keys[this.#rows[index] ?? 0] ?? NaN;
      if (key !== one) same = false;
      if (key < min && key !== -Infinity) min = key;
      if (key > max && key !== Infinity) max = key;
    }
    this.#min = min;
    this.#max = max;
    return same || (Number.isNaN(one) && this.#areUnknown(keys));
  }

  #areUnknown(keys: Float64Array): boolean {
    for (let index = 0; index < this.#count; index += 1)
      if (!Number.isNaN(keys[this.#rows[index] ?? 0] ?? NaN)) return false;
    return true;
  }

  /** Counts the rows of every bucket. Returns false where the range of keys is too small to be divided. */
  #fill(keys: Float64Array): boolean {
    // Halves, since the range of two doubles may be more than a double.
    const [half, range] = [this.#min / 2, this.#max / 2 - this.#min / 2];
    const counts = this.#counts.fill(0);
    if (!(range > 0) && this.#min !== this.#max && this.#min <= this.#max) return false;
    for (let index = 0; index < this.#count; index += 1) {
      const key = keys[this.#rows[index] ?? 0] ?? NaN;
      const bucket = bucketOf(key, half, range);
      this.#buckets[index] = bucket;
      counts[bucket] = (counts[bucket] ?? 0) + 1;
    }
    return true;
  }

  /** Keeps the rows of the buckets around a stretch. Returns how many rows come before them. */
  #narrow(first: number, end: number): number {
    let [low, below] = [LOWEST, 0];
    while (low < UNKNOWN && below + (this.#counts[low] ?? 0) <= first) below += this.#counts[low++] ?? 0;
    let [high, reached] = [low, below + (this.#counts[low] ?? 0)];
    while (high < UNKNOWN && reached < end) reached += this.#counts[++high] ?? 0;
    let kept = 0;
    for (let index = 0; index < this.#count; index += 1) {
      const bucket = this.#buckets[index] ?? 0;
      if (bucket >= low && bucket <= high) this.#rows[kept++] = this.#rows[index] ?? 0;
    }
    this.#count = kept;
    return below;
  }
}

/** Grows with the key, so that who is in an earlier bucket comes before who is in a later one. */
function bucketOf(key: number, half: number, range: number): number {
  if (key === -Infinity) return LOWEST;
  if (key === Infinity) return HIGHEST;
  if (Number.isNaN(key)) return UNKNOWN;
  return range > 0 ? FIRST_PART + Math.floor(((key / 2 - half) / range) * (PARTS - 1)) : FIRST_PART;
}
