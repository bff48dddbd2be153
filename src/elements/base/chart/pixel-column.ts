import type { OutlinePen } from './outline.js';

/** The first, lowest, highest and last of the points that fall into one column of pixels, in the order they came. */
export class PixelColumn {
  /** Which column; NaN before the first. */
  number = NaN;
  /** Time of the last point; NaN where there is none. */
  lastTime = NaN;
  /** Index of the last point among those that were taken last. */
  lastIndex = -1;
  #lastValue = NaN;
  #firstTime = NaN;
  #firstValue = NaN;
  #lowTime = NaN;
  #low = Infinity;
  #highTime = NaN;
  #high = -Infinity;

  /** Forgets everything. */
  clear(): void {
    this.begin(NaN);
    this.lastTime = NaN;
  }

  /** Begins another column, without a point. */
  begin(number: number): void {
    this.number = number;
    this.#firstTime = NaN;
    this.#low = Infinity;
    this.#high = -Infinity;
  }

  /**
   * Adds the point at an index, which has a value, and those after it that are before a time and before another index;
   * answers the index of the next one. They are later than all others.
   */
  take(times: Float64Array, values: Float64Array, from: number, to: number, until: number): number {
    // Of millions of points each is looked at here, once: what is compared stays in variables of its own.
    let index = from;
    let low = this.#low;
    let high = this.#high;
    let [lowAt, highAt, lastAt] = [-1, -1, from];
    for (; index < to; index += 1) {
      if (index > from && !((times[index] ?? NaN) < until)) break;
      const value = values[index] ?? NaN;
      if (Number.isNaN(value)) continue;
      lastAt = index;
      if (value < low) {
        low = value;
        lowAt = index;
      }
      if (value > high) {
        high = value;
        highAt = index;
      }
    }
    if (Number.isNaN(this.#firstTime)) {
      this.#firstTime = times[from] ?? NaN;
      this.#firstValue = values[from] ?? NaN;
    }
    this.#low = low;
    this.#high = high;
    if (lowAt >= 0) this.#lowTime = times[lowAt] ?? NaN;
    if (highAt >= 0) this.#highTime = times[highAt] ?? NaN;
    this.lastTime = times[lastAt] ?? NaN;
    this.#lastValue = values[lastAt] ?? NaN;
    this.lastIndex = lastAt;
    return index;
  }

  /** Draws one to four points; none where there is none. */
  draw(pen: OutlinePen): void {
    if (Number.isNaN(this.#firstTime)) return;
    pen.add(this.#firstTime, this.#firstValue);
    const lowFirst = this.#lowTime <= this.#highTime;
    this.#drawBetween(pen, lowFirst ? this.#lowTime : this.#highTime, lowFirst ? this.#low : this.#high);
    if (this.#lowTime !== this.#highTime)
      this.#drawBetween(pen, lowFirst ? this.#highTime : this.#lowTime, lowFirst ? this.#high : this.#low);
    if (this.lastTime > this.#firstTime) pen.add(this.lastTime, this.#lastValue);
  }

  #drawBetween(pen: OutlinePen, time: number, value: number): void {
    if (time > this.#firstTime && time < this.lastTime) pen.add(time, value);
  }
}
