import type { Columns } from './columns.js';

/** One line as it is drawn: points in the order of time. A value that is NaN is a break, and its time means nothing. */
export interface Outline {
  readonly times: Float64Array;
  readonly values: Float64Array;
  /** Which of its points will be the same the next time; nothing where any of them may change. */
  readonly settled?: Settled | undefined;
}

/** The points at the beginning of an outline that stay as they are, while the oldest go and others are added after them. */
export interface Settled {
  /** The outline. Another object where points before are different now. */
  readonly of: object;
  /** Number of its first point, counted from its beginning. */
  readonly first: number;
  readonly count: number;
}

/**
 * An outline of every point there is, for where there are few. A line goes on where only others have a point.
 *
 * @param pen writes it, in its memory; what it wrote before is lost
 */
export function outlineOfAll(
  { times, values, joined }: Columns,
  line: number,
  gaps: readonly number[],
  pen = new OutlinePen(times.length + gaps.length),
): Outline {
  const column = values[line] ?? new Float64Array();
  pen.cutTo(0);
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
    return this.outlineFrom(0);
  }

  /** Number of points. */
  get length(): number {
    return this.#length;
  }

  /** Without so many of the oldest points. */
  outlineFrom(from: number): Outline {
    return { times: this.#times.subarray(from, this.#length), values: this.#values.subarray(from, this.#length) };
  }

  add(time: number, value: number): void {
    if (this.#length === this.#times.length) this.#grow();
    this.#times[this.#length] = time;
    this.#values[this.#length] = value;
    this.#length += 1;
  }

  /** Forgets what was written after so many points; the memory stays. */
  cutTo(length: number): void {
    this.#length = length;
  }

  /** Puts a break before a point, or takes one away. */
  setBreak(at: number, isBreak: boolean): void {
    const [to, from] = isBreak ? [at + 1, at] : [at, at + 1];
    if (isBreak) this.add(NaN, NaN);
    this.#times.copyWithin(to, from, this.#length);
    this.#values.copyWithin(to, from, this.#length);
    if (isBreak) this.#times[at] = this.#values[at] = NaN;
    else this.#length -= 1;
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
