import type { Columns } from './columns.js';

/** One line as it is drawn: points in the order of time. A value that is NaN is a break, and its time means nothing. */
export interface Outline {
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** An outline of every point there is, for where there are few. A line goes on where only others have a point. */
export function outlineOfAll({ times, values, joined }: Columns, line: number, gaps: readonly number[]): Outline {
  const column = values[line] ?? new Float64Array();
  const pen = new OutlinePen(times.length + gaps.length);
  let next = 0;
  for (let index = 0; index < times.length; index += 1) {
    const value = column[index] ?? NaN;
    if (!joined || !Number.isNaN(value)) pen.add(times[index] ?? NaN, value);
    if (gaps[next] !== index) continue;
    pen.add(NaN, NaN);
    next += 1;
  }
  return pen.outline;
}

/** Writes an outline. */
export class OutlinePen {
  #times: Float64Array;
  #values: Float64Array;
  #length = 0;

  /** @param capacity Points to make room for; it grows when more come. */
  constructor(capacity: number) {
    this.#times = new Float64Array(capacity);
    this.#values = new Float64Array(capacity);
  }

  get outline(): Outline {
    return { times: this.#times.subarray(0, this.#length), values: this.#values.subarray(0, this.#length) };
  }

  add(time: number, value: number): void {
    if (this.#length === this.#times.length) this.#grow();
    this.#times[this.#length] = time;
    this.#values[this.#length] = value;
    this.#length += 1;
  }

  /** Begins anew, in the same memory. */
  clear(): void {
    this.#length = 0;
  }

  /** Forgets so many of the oldest points. */
  drop(count: number): void {
    this.#times.copyWithin(0, count, this.#length);
    this.#values.copyWithin(0, count, this.#length);
    this.#length -= count;
  }

  #grow(): void {
    const [times, values] = [this.#times, this.#values];
    this.#times = new Float64Array(Math.max(64, times.length * 2));
    this.#values = new Float64Array(this.#times.length);
    this.#times.set(times);
    this.#values.set(values);
  }
}
