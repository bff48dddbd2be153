import type { OutlinePen } from './outline.js';

/** The first, lowest, highest and last of the points that fall into one column of pixels, in the order they came. */
export class PixelColumn {
  /** Which column; NaN before the first. */
  number = NaN;
  /** Time of the last point; NaN where there is none. */
  lastTime = NaN;
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

  /** Adds a point, later than all others. */
  add(time: number, value: number): void {
    if (Number.isNaN(this.#firstTime)) {
      this.#firstTime = time;
      this.#firstValue = value;
    }
    if (value < this.#low) {
      this.#low = value;
      this.#lowTime = time;
    }
    if (value > this.#high) {
      this.#high = value;
      this.#highTime = time;
    }
    this.lastTime = time;
    this.#lastValue = value;
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
