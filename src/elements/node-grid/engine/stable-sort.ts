/** Up to here comparing is faster than counting. */
const FEW = 256;

/** Bits looked at in one pass, and how many passes 64 bits take. */
const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;
const PASSES = 6;

/** Memory of a sort, kept between two sorts. */
export class StableSorter {
  #high = new Uint32Array(0);
  #low = new Uint32Array(0);
  #spare = new Uint32Array(0);
  readonly #histogram = new Uint32Array(DIGITS * PASSES);

  /**
   * Sorts the first `count` rows by their keys, in place; rows with equal keys keep their order, so give them
   * ascending. Keys must not be NaN or -0. Takes time in proportion to the count, whatever the keys.
   */
  sort(rows: Uint32Array, count: number, keys: Float64Array): void {
    if (count <= FEW) rows.subarray(0, count).sort((a, b) => compareRows(keys, a, b));
    else this.#radixSort(rows, count, keys);
  }

  #radixSort(rows: Uint32Array, count: number, keys: Float64Array): void {
    this.#reserve(keys.length);
    this.#readBits(rows, count, keys);
    let from: Uint32Array = rows;
    let to: Uint32Array = this.#spare;
    for (let pass = 0; pass < PASSES; pass += 1) {
      const offsets = this.#histogram.subarray(pass * DIGITS, (pass + 1) * DIGITS);
      if (!toOffsets(offsets, count)) continue;
      for (let index = 0; index < count; index += 1) {
        const row = from[index] ?? 0;
        const digit = this.#digit(row, pass);
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
    const histogram = this.#histogram.fill(0);
    for (let index = 0; index < count; index += 1) {
      const row = rows[index] ?? 0;
      const high = bits[row * 2 + HIGH] ?? 0;
      // Negative doubles grow towards zero and lie below positive ones.
      const negative = high >>> 31 === 1;
      this.#high[row] = negative ? ~high : high | 0x8000_0000;
      this.#low[row] = negative ? ~(bits[row * 2 + LOW] ?? 0) : (bits[row * 2 + LOW] ?? 0);
      for (let pass = 0; pass < PASSES; pass += 1) {
        const slot = pass * DIGITS + this.#digit(row, pass);
        histogram[slot] = (histogram[slot] ?? 0) + 1;
      }
    }
  }

  #digit(row: number, pass: number): number {
    const word = (pass < PASSES / 2 ? this.#low[row] : this.#high[row]) ?? 0;
    return (word >>> ((pass % (PASSES / 2)) * DIGIT_BITS)) & (DIGITS - 1);
  }

  #reserve(rows: number): void {
    if (rows <= this.#high.length) return;
    this.#high = new Uint32Array(rows);
    this.#low = new Uint32Array(rows);
    this.#spare = new Uint32Array(rows);
  }
}

/** Which half of a double comes first in memory. */
const LOW = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 0 : 1;
const HIGH = 1 - LOW;

/** Order of two rows: by key, and by row where keys are equal. */
export function compareRows(keys: Float64Array, a: number, b: number): number {
  const keyA = keys[a] ?? Infinity;
  const keyB = keys[b] ?? Infinity;
  return keyA < keyB ? -1 : keyA > keyB ? 1 : a - b;
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
