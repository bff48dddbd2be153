import type { Columns, RowPlace } from './columns.js';
import { isLong, usualInterval } from './gaps.js';
import { OutlinePen, type Outline } from './outline.js';
import { PixelColumn } from './pixel-column.js';

/** Points that are forgotten together. */
const DROPPED_AT_ONCE = 1_024;

/** A pause that is longer than a column. Whether it is a gap depends on what is usual, which may change. */
interface Pause {
  /** Number of the point of the row after it. */
  readonly point: number;
  /** Place in what is settled of its break, or where that would be. */
  at: number;
  isGap: boolean;
}

/**
 * Thins one line to the first, lowest, highest and last point of each pixel column. Columns begin at multiples of their
 * length, wherever the window is, so that a window that slides needs only its new points looked at, and so that a
 * line keeps its shape while it slides.
 */
export class LineThinner {
  readonly #column = new PixelColumn();
  /** What is settled, and after it, until the next call, what is not. */
  readonly #pen = new OutlinePen(0);
  #settled = 0;
  #identity: object = {};
  /** How many points were dropped from what is settled. */
  #dropped = 0;
  #pauses: Pause[] = [];
  #columnMs = NaN;
  #usual = NaN;
  #row: object | undefined;
  /** Number of the oldest point that was asked for last, of the next one to look at, and of the last one that has a value. */
  #oldest = 0;
  #next = 0;
  #last = -1;
  /** Where in what is settled the window begins. */
  #from = 0;

  /**
   * The outline of a line. Valid until the next call.
   *
   * @param columnMs Length of a pixel column in milliseconds.
   * @param usual The usual interval of the points in milliseconds.
   */
  read(columns: Columns, line: number, columnMs: number, usual = usualInterval(columns.times) ?? Infinity): Outline {
    const values = columns.values[line] ?? new Float64Array();
    const { times, row: place = { of: {}, first: 0 } } = columns;
    // The newest point of a row may still change.
    const closed = place.first + Math.max(0, values.length - 1);
    this.#usual = usual;
    this.#pen.cutTo(this.#settled);
    if (!this.#continues(place, columnMs, closed)) this.#begin(place, columnMs);
    this.#oldest = place.first;
    this.#take(times, values, place.first, closed);
    this.#settled = this.#pen.length;
    this.#forget(times[0] ?? NaN);
    this.#judge(times, place.first);
    this.#addNewest(times, values, place.first);
    const settled = { of: this.#identity, first: this.#dropped + this.#from, count: this.#settled - this.#from };
    return { ...this.#pen.outlineFrom(this.#from), settled };
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
    this.#from = this.#dropped = 0;
    this.#identity = {};
    this.#pauses = [];
    this.#pen.cutTo(0);
    this.#column.clear();
  }

  #take(times: Float64Array, values: Float64Array, first: number, closed: number): void {
    const column = this.#column;
    const end = closed - first;
    for (let index = this.#next - first; index < end;) {
      // A missing value begins no column.
      if (Number.isNaN(values[index] ?? NaN)) {
        index += 1;
        continue;
      }
      const number = Math.floor((times[index] ?? NaN) / this.#columnMs);
      if (number !== column.number) this.#enter(number, times, index, first);
      index = column.take(times, values, index, end, (number + 1) * this.#columnMs);
      this.#last = first + column.lastIndex;
    }
    this.#next = closed;
  }

  /** Finishes the present column and begins another one with the point at an index. */
  #enter(column: number, times: Float64Array, index: number, first: number): void {
    const pauseMs = (times[index] ?? NaN) - this.#column.lastTime;
    this.#column.draw(this.#pen);
    this.#column.begin(column);
    if (this.#last < 0) return;
    if (first + index - this.#last > 1) this.#pen.add(NaN, NaN);
    else if (pauseMs > this.#columnMs) this.#pause(times, index, first);
  }

  #pause(times: Float64Array, index: number, first: number): void {
    const isGap = isGapBefore(times, index, this.#usual);
    this.#pauses.push({ point: first + index, at: this.#pen.length, isGap });
    if (isGap) this.#pen.add(NaN, NaN);
  }

  /** Leaves out what is before the window, but for one point, from which the line enters it. */
  #forget(before: number): void {
    const { times, values } = this.#pen.outline;
    for (let index = this.#from; index < times.length; index += 1) {
      if (Number.isNaN(values[index])) continue;
      if (!((times[index] ?? NaN) < before)) break;
      this.#from = index;
    }
    const gone = this.#pauses.findIndex(({ at }) => at > this.#from);
    this.#pauses.splice(0, gone < 0 ? this.#pauses.length : gone);
    // Moving what stays costs the same for one point and for many.
    if (this.#from < DROPPED_AT_ONCE) return;
    this.#pen.drop(this.#from);
    for (const pause of this.#pauses) pause.at -= this.#from;
    this.#dropped += this.#from;
    this.#settled -= this.#from;
    this.#from = 0;
  }

  /** Looks again at what is a gap. Where one comes or goes, the line is another one. */
  #judge(times: Float64Array, first: number): void {
    let shift = 0;
    for (const pause of this.#pauses) {
      pause.at += shift;
      if (isGapBefore(times, pause.point - first, this.#usual) === pause.isGap) continue;
      pause.isGap = !pause.isGap;
      this.#pen.setBreak(pause.at, pause.isGap);
      this.#identity = {};
      shift += pause.isGap ? 1 : -1;
    }
    this.#settled += shift;
  }

  /** The present column, which more points may fall into, and the newest point, which may be another one next time. */
  #addNewest(times: Float64Array, values: Float64Array, first: number): void {
    const index = values.length - 1;
    const [time, value] = [times[index] ?? NaN, values[index] ?? NaN];
    const before = this.#column.lastTime;
    this.#column.draw(this.#pen);
    if (Number.isNaN(value)) return;
    const isAway = time - before > this.#columnMs && isLong(times, index, this.#usual);
    if (this.#last >= 0 && (first + index - this.#last > 1 || isAway)) this.#pen.add(NaN, NaN);
    this.#pen.add(time, value);
  }
}

function isGapBefore(times: Float64Array, index: number, usual: number): boolean {
  return index > 0 && isLong(times, index, usual);
}
