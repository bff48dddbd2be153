import type { Columns, RowPlace } from './columns.js';
import { isLong, usualInterval } from './gaps.js';
import { OutlinePen, type Outline } from './outline.js';
import { PixelColumn } from './pixel-column.js';

/** Points that are forgotten together. */
const DROPPED_AT_ONCE = 1_024;

/**
 * Thins one line to the first, lowest, highest and last point of each pixel column. Columns begin at multiples of their
 * length, wherever the window is, so that a window that slides needs only its new points looked at, and so that a
 * line keeps its shape while it slides.
 *
 * Where nothing is known for longer than a column, it is noted; whether that is a gap is told when the line is read, by
 * what is usual then.
 */
export class LineThinner {
  readonly #column = new PixelColumn();
  /** What is done. A value that is NaN may be a break; its time is the number of the point after it, NaN if it is one. */
  readonly #done = new OutlinePen(0);
  readonly #shown = new OutlinePen(0);
  #columnMs = NaN;
  #row: object | undefined;
  /** Number of the oldest point that was asked for last, of the next one to look at, and of the last one that has a value. */
  #oldest = 0;
  #next = 0;
  #last = -1;
  /** Where in what is done the window begins. */
  #from = 0;

  /**
   * The outline of a line. Valid until the next call.
   *
   * @param columnMs Length of a pixel column in milliseconds.
   */
  read(columns: Columns, line: number, columnMs: number): Outline {
    const values = columns.values[line] ?? new Float64Array();
    const place = columns.row ?? { of: {}, first: 0 };
    // The newest point of a row may still change.
    const closed = place.first + Math.max(0, values.length - 1);
    if (!this.#continues(place, columnMs, closed)) this.#begin(place, columnMs);
    this.#oldest = place.first;
    this.#take(columns.times, values, place.first, closed);
    this.#forget(columns.times[0] ?? NaN);
    return this.#show(columns.times, values, place.first);
  }

  #continues({ of, first }: RowPlace, columnMs: number, closed: number): boolean {
    const isSame = of === this.#row && columnMs === this.#columnMs;
    return isSame && first >= this.#oldest && first <= this.#next && closed >= this.#next;
  }

  #begin({ of, first }: RowPlace, columnMs: number): void {
    this.#row = of;
    this.#columnMs = columnMs;
    this.#next = first;
    this.#last = -1;
    this.#from = 0;
    this.#done.clear();
    this.#column.clear();
  }

  #take(times: Float64Array, values: Float64Array, first: number, closed: number): void {
    const column = this.#column;
    for (let index = this.#next - first; index < closed - first; index += 1) {
      const value = values[index] ?? NaN;
      if (Number.isNaN(value)) continue;
      const time = times[index] ?? NaN;
      const number = Math.floor(time / this.#columnMs);
      if (number !== column.number) this.#enter(number, time, first + index, this.#done);
      column.add(time, value);
      this.#last = first + index;
    }
    this.#next = closed;
  }

  /** Finishes the present column and begins another one with the point of this number. */
  #enter(column: number, time: number, point: number, pen: OutlinePen): void {
    const { lastTime } = this.#column;
    this.#column.draw(pen);
    this.#column.begin(column);
    if (this.#last < 0) return;
    if (point - this.#last > 1) pen.add(NaN, NaN);
    else if (time - lastTime > this.#columnMs) pen.add(point, NaN);
  }

  /** Leaves out what is before the window, but for one point, from which the line enters it. */
  #forget(before: number): void {
    const { times, values } = this.#done.outline;
    for (let index = this.#from; index < times.length; index += 1) {
      if (Number.isNaN(values[index])) continue;
      if (!((times[index] ?? NaN) < before)) break;
      this.#from = index;
    }
    // Moving what stays costs the same for one point and for many.
    if (this.#from < DROPPED_AT_ONCE) return;
    this.#done.drop(this.#from);
    this.#from = 0;
  }

  #show(times: Float64Array, values: Float64Array, first: number): Outline {
    this.#shown.clear();
    const usual = usualInterval(times) ?? Infinity;
    const { times: doneTimes, values: doneValues } = this.#done.outline;
    for (let index = this.#from; index < doneTimes.length; index += 1) {
      const [time, value] = [doneTimes[index] ?? NaN, doneValues[index] ?? NaN];
      const isNoBreak = Number.isNaN(value) && !Number.isNaN(time) && !isGapBefore(times, time - first, usual);
      if (!isNoBreak) this.#shown.add(time, value);
    }
    this.#showNewest(times, values, first, usual);
    return this.#shown.outline;
  }

  /** The present column, which more points may fall into, and the newest point, which may be another one next time. */
  #showNewest(times: Float64Array, values: Float64Array, first: number, usual: number): void {
    const index = values.length - 1;
    const [time, value] = [times[index] ?? NaN, values[index] ?? NaN];
    const before = this.#column.lastTime;
    this.#column.draw(this.#shown);
    if (Number.isNaN(value)) return;
    const isAway = time - before > this.#columnMs && isLong(times, index, usual);
    if (this.#last >= 0 && (first + index - this.#last > 1 || isAway)) this.#shown.add(NaN, NaN);
    this.#shown.add(time, value);
  }
}

function isGapBefore(times: Float64Array, index: number, usual: number): boolean {
  return index > 0 && isLong(times, index, usual);
}
