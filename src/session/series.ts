/** A step back in time of more than this is a clock that was set, in milliseconds. */
const CLOCK_SET_BACK_MS = 2_000;

/**
 * The recent past of one quantity: times and values as columns, oldest first, always contiguous, so that a chart
 * reads them without a copy per point.
 */
export class Series {
  #times: Float64Array;
  #values: Float64Array;
  #start = 0;
  #end = 0;
  #capacity: number;

  /** @param capacity Most points that are kept; the oldest is dropped beyond it. */
  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#times = new Float64Array(capacity * 2);
    this.#values = new Float64Array(capacity * 2);
  }

  /** Number of points. */
  get length(): number {
    return this.#end - this.#start;
  }

  /** Epoch milliseconds of the points, ascending. A view: valid until the next `push`. */
  get times(): Float64Array {
    return this.#times.subarray(this.#start, this.#end);
  }

  /** Values of the points. A view: valid until the next `push`. */
  get values(): Float64Array {
    return this.#values.subarray(this.#start, this.#end);
  }

  /** Time of the newest point, or -Infinity. */
  get lastTime(): number {
    return this.length === 0 ? -Infinity : (this.#times[this.#end - 1] ?? -Infinity);
  }

  /**
   * Adds a point. A point within `mergeMs` of the newest one replaces its value, so that a fast source does not
   * push the past out of the window. A point that is a little older than the newest one is ignored; a much older one
   * means that the machine's clock was set back, and what is then in the future goes.
   */
  push(time: number, value: number, mergeMs = 0): void {
    if (!Number.isFinite(time) || !Number.isFinite(value)) return;
    if (time < this.lastTime - CLOCK_SET_BACK_MS) this.#dropFrom(time);
    if (time < this.lastTime) return;
    if (time - this.lastTime < mergeMs || time === this.lastTime) {
      this.#values[this.#end - 1] = value;
      return;
    }
    if (this.length === this.#capacity) this.#start += 1;
    if (this.#end === this.#times.length) this.#compact();
    this.#times[this.#end] = time;
    this.#values[this.#end] = value;
    this.#end += 1;
  }

  /** Keeps at least so many points from now on; never shrinks. */
  reserve(capacity: number): void {
    if (capacity <= this.#capacity) return;
    const times = new Float64Array(capacity * 2);
    const values = new Float64Array(capacity * 2);
    times.set(this.times);
    values.set(this.values);
    this.#end = this.length;
    this.#start = 0;
    [this.#times, this.#values, this.#capacity] = [times, values, capacity];
  }

  /** Forgets everything. */
  clear(): void {
    this.#start = 0;
    this.#end = 0;
  }

  #dropFrom(time: number): void {
    while (this.length > 0 && this.lastTime >= time) this.#end -= 1;
  }

  #compact(): void {
    this.#times.copyWithin(0, this.#start, this.#end);
    this.#values.copyWithin(0, this.#start, this.#end);
    this.#end -= this.#start;
    this.#start = 0;
  }
}
