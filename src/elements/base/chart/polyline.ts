import type { PathPen } from './line-path.js';
import type { Outline } from './outline.js';
import type { Projection } from './projection.js';

/** How far the tip of a sharp corner may stick out: the less, the farther. */
const SHARPEST = 0.5;

/** The points of a line on a canvas, in memory that is used again. Where there is no place, there is a break. */
export class Polyline {
  #xs = new Float64Array(0);
  #ys = new Float64Array(0);
  #length = 0;

  /** Takes the line of an outline, without points that cannot be seen; answers how far it goes up and down. */
  project({ times, values }: Outline, { x, y }: Projection): number {
    this.#begin(times.length);
    let stretch = 0;
    let travel = 0;
    for (let index = 0; index < times.length; index += 1) {
      const value = values[index] ?? NaN;
      if (Number.isNaN(value)) {
        if (stretch > 0) this.#set(this.#length, NaN, NaN);
        stretch = 0;
        continue;
      }
      const left = x(times[index] ?? NaN);
      const top = y(value);
      if (stretch > 0) travel += Math.abs(top - (this.#ys[this.#length - 1] ?? 0));
      if (stretch > 1 && this.#isBetween(left, top)) this.#set(this.#length - 1, left, top);
      else {
        this.#set(this.#length, left, top);
        stretch += 1;
      }
    }
    return travel;
  }

  /** Draws the line, so many pixels beside itself. */
  trace(pen: PathPen, aside: number): void {
    for (let from = 0; from < this.#length;) {
      let to = from;
      while (to < this.#length && !Number.isNaN(this.#xs[to])) to += 1;
      this.#traceStretch(pen, from, to, aside);
      from = to + 1;
    }
  }

  #begin(capacity: number): void {
    this.#length = 0;
    if (capacity <= this.#xs.length) return;
    this.#xs = new Float64Array(capacity * 2);
    this.#ys = new Float64Array(capacity * 2);
  }

  #set(at: number, x: number, y: number): void {
    this.#xs[at] = x;
    this.#ys[at] = y;
    this.#length = at + 1;
  }

  /** Whether the last point lies between the one before it and the next one, less than a pixel apart. */
  #isBetween(nextX: number, nextY: number): boolean {
    const at = this.#length - 1;
    if (!(Math.abs(nextX - (this.#xs[at - 1] ?? NaN)) < 1)) return false;
    const lastY = this.#ys[at] ?? NaN;
    return (lastY - (this.#ys[at - 1] ?? NaN)) * (nextY - lastY) >= 0;
  }

  /** Every corner moves to where the two neighbouring pieces meet when they are moved. */
  #traceStretch(pen: PathPen, from: number, to: number, aside: number): void {
    const xs = this.#xs;
    const ys = this.#ys;
    // Across the piece before a corner, and the one after it, one pixel long.
    let beforeX = 0;
    let beforeY = 0;
    for (let index = from; index < to; index += 1) {
      const x = xs[index] ?? 0;
      const y = ys[index] ?? 0;
      let acrossX = beforeX;
      let acrossY = beforeY;
      if (index + 1 < to) {
        const alongX = (xs[index + 1] ?? 0) - x;
        const alongY = (ys[index + 1] ?? 0) - y;
        const length = Math.sqrt(alongX * alongX + alongY * alongY) || 1;
        acrossX = -alongY / length;
        acrossY = alongX / length;
      }
      if (index === from) {
        beforeX = acrossX;
        beforeY = acrossY;
      }
      const share = aside / Math.max(SHARPEST, 1 + acrossX * beforeX + acrossY * beforeY);
      const left = x + (acrossX + beforeX) * share;
      const top = y + (acrossY + beforeY) * share;
      if (index === from) pen.moveTo(left, top);
      else pen.lineTo(left, top);
      beforeX = acrossX;
      beforeY = acrossY;
    }
  }
}
