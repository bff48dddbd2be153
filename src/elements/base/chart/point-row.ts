import { CLOCK_SET_BACK_MS } from '../../../session/arrival-order.js';
import { firstAtOrAfter, type Columns } from './columns.js';

/** Points older than this, seen from the newest one, go when room is needed: the longest window and a little more. */
const KEPT_MS = 3_610_000;

/** Most points that are kept of a row to which points are added. */
const MOST_POINTS = 1_000_000;

const LEAST_CAPACITY = 256;

/**
 * Points of several lines that grow at their end, as columns. Adding a point costs the same however many there are.
 * Views that were given out stay as they are: when room runs out the points move to new memory. What reads them knows
 * by {@link Columns.row} which it has seen: only the newest point may still change.
 */
export class PointRow {
  #times: Float64Array;
  #values: Float64Array[];
  #end: number;
  /** Number of the first point in the memory, counted from the row's beginning. */
  #first = 0;
  #identity: object = {};

  /** @param columns Points to begin with, times ascending. They are taken over, not copied. */
  constructor({ times, values }: Columns) {
    this.#times = times;
    this.#values = [...values];
    this.#end = times.length;
  }

  /** Number of lines. */
  get lines(): number {
    return this.#values.length;
  }

  /** Time of the newest point in epoch milliseconds; -Infinity where there is none. */
  get lastTime(): number {
    return this.#end === 0 ? -Infinity : (this.#times[this.#end - 1] ?? -Infinity);
  }

  /** The points as they are now, without a copy. */
  get columns(): Columns {
    return {
      times: this.#times.subarray(0, this.#end),
      values: this.#values.map((column) => column.subarray(0, this.#end)),
      row: { of: this.#identity, first: this.#first },
    };
  }

  /**
   * Adds points of as many lines. Of two points of the same time the later one counts. Points that are a little older
   * than the newest one are left out; much older ones mean that the clock was set back, and what is then in the future
   * goes.
   */
  append({ times, values }: Columns): void {
    for (let index = 0; index < times.length; index += 1) this.#push(times[index] ?? NaN, values, index);
  }

  #push(time: number, values: readonly Float64Array[], index: number): void {
    if (time < this.lastTime - CLOCK_SET_BACK_MS) this.#dropFrom(time);
    if (time < this.lastTime) return;
    if (time > this.lastTime) {
      if (this.#end === this.#times.length) this.#makeRoom(time);
      this.#times[this.#end] = time;
      this.#end += 1;
    }
    const at = this.#end - 1;
    this.#values.forEach((column, line) => (column[at] = values[line]?.[index] ?? NaN));
  }

  #makeRoom(now: number): void {
    const used = this.#times.subarray(0, this.#end);
    const from = Math.max(firstAtOrAfter(used, now - KEPT_MS), this.#end - MOST_POINTS);
    const kept = this.#end - from;
    const move = (column: Float64Array): Float64Array => {
      const moved = new Float64Array(Math.max(LEAST_CAPACITY, kept * 2));
      moved.set(column.subarray(from, this.#end));
      return moved;
    };
    this.#times = move(this.#times);
    this.#values = this.#values.map(move);
    this.#first += from;
    this.#end = kept;
  }

  /** Points that were there already are gone: for whoever reads this, it is another row, in other memory. */
  #dropFrom(time: number): void {
    this.#end = firstAtOrAfter(this.#times.subarray(0, this.#end), time);
    this.#times = this.#times.slice(0, this.#end);
    this.#values = this.#values.map((column) => column.slice(0, this.#end));
    this.#identity = {};
  }
}
