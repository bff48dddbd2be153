/**
 * Sorts rows by their keys, the first column of keys first. Rows with equal keys stand in the order of their numbers, so
 * there is one right order. NaN comes last; no key may be -0.
 */

/** Up to here comparing is faster than counting. */
const FEW = 256;

/** Bits looked at in one pass, and how many passes 64 bits take. */
const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;
const PASSES = 6;

/** Which half of a double comes first in memory. */
const LOW = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 0 : 1;
const HIGH = 1 - LOW;

/** Columns of keys by row, the most important first. */
export type KeyColumns = readonly Float64Array[];

/** Memory of a sort, kept between two sorts. */
export class StableSorter {
  #high: Uint32Array = new Uint32Array(0);
  #low: Uint32Array = new Uint32Array(0);
  #spare: Uint32Array = new Uint32Array(0);
  readonly #histogram: Uint32Array = new Uint32Array(DIGITS * PASSES);

  /** Sorts the first `count` rows in place; give them ascending. Takes time in proportion to the count, whatever the keys. */
  sort(rows: Uint32Array, count: number, keys: KeyColumns): void {
    if (count <= FEW) {
      rows.subarray(0, count).sort((a, b) => compareRows(keys, a, b));
      return;
    }
    for (let column = keys.length - 1; column >= 0; column -= 1) this.#radixSort(rows, count, keys[column] ?? NOTHING);
  }

  #radixSort(rows: Uint32Array, count: number, keys: Float64Array): void {
    this.#reserve(keys.length);
    this.#readBits(rows, count, keys);
    let from: Uint32Array = rows;
    let to: Uint32Array = this.#spare;
    for (let pass = 0; pass < PASSES; pass += 1) {
      const offsets = this.#histogram.subarray(pass * DIGITS, (pass + 1) * DIGITS);
      if (!toOffsets(offsets, count)) continue;
      const halves = pass < PASSES / 2 ? this.#low : this.#high;
      const shift = (pass % (PASSES / 2)) * DIGIT_BITS;
      for (let index = 0; index < count; index += 1) {
        const row = from[index] ?? 0;
        const digit = ((halves[row] ?? 0) >>> shift) & (DIGITS - 1);
        const place = offsets[digit] ?? 0;
        offsets[digit] = place + 1;
        to[place] = row;
      }
      [from, to] = [to, from];
    }
    if (from !== rows) rows.set(from.subarray(0, count));
  }

  /** Turns doubles into integers of the same order, in two halves, and counts the digits of all passes. */
  #readBits(rows: Uint32Array, count: number, keys: Float64Array): void {
    const bits = new Uint32Array(keys.buffer, keys.byteOffset, keys.length * 2);
    this.#histogram.fill(0);
    for (let index = 0; index < count; index += 1) {
      const row = rows[index] ?? 0;
      const high = bits[row * 2 + HIGH] ?? 0;
      const low = bits[row * 2 + LOW] ?? 0;
      // Negative doubles grow towards zero and lie below positive ones; what is no number lies above everything.
      const flip = high >>> 31 === 1 ? ALL : 0;
      const unknown = Number.isNaN(keys[row] ?? NaN);
      this.#count(row, unknown ? ALL : high ^ (flip | 0x8000_0000), unknown ? ALL : low ^ flip);
    }
  }

  #count(row: number, high: number, low: number): void {
    const histogram = this.#histogram;
    this.#high[row] = high;
    this.#low[row] = low;
    for (let pass = 0; pass < PASSES; pass += 1) {
      const word = pass < PASSES / 2 ? low : high;
      const slot = pass * DIGITS + ((word >>> ((pass % (PASSES / 2)) * DIGIT_BITS)) & (DIGITS - 1));
      histogram[slot] = (histogram[slot] ?? 0) + 1;
    }
  }

  #reserve(rows: number): void {
    if (rows <= this.#high.length) return;
    this.#high = new Uint32Array(rows);
    this.#low = new Uint32Array(rows);
    this.#spare = new Uint32Array(rows);
  }
}

const ALL = 0xffff_ffff;
const NOTHING = new Float64Array(0);

/** Order of two rows: by their keys, and by number where all keys are equal. */
export function compareRows(columns: KeyColumns, a: number, b: number): number {
  for (let column = 0; column < columns.length; column += 1) {
    const left = columns[column]?.[a] ?? NaN;
    const right = columns[column]?.[b] ?? NaN;
    if (left < right) return -1;
    if (left > right) return 1;
    const unknown = Number(Number.isNaN(left)) - Number(Number.isNaN(right));
    if (unknown !== 0) return unknown;
  }
  return a - b;
}

/** Turns counts into first places. Returns false where all rows share one digit, so that the pass changes nothing. */
function toOffsets(counts: Uint32Array, total: number): boolean {
  let place = 0;
  for (let digit = 0; digit < counts.length; digit += 1) {
    const count = counts[digit] ?? 0;
    if (count === total) return false;
    counts[digit] = place;
    place += count;
  }
  return true;
}
