import type { Points } from './contender.js';

const BEGIN = 1_700_000_000_000;

/** One moment: a value for each line. */
export interface Moment {
  readonly time: number;
  readonly values: readonly number[];
}

/** Lines that wander between 0 and 100, the same ones for whoever asks. */
export class RandomWalk {
  readonly #stepMs: number;
  readonly #values: number[];
  #seed = 12_345;
  #time = BEGIN;

  /** @param stepMs From one point to the next, in milliseconds. */
  constructor(lines: number, stepMs: number) {
    this.#stepMs = stepMs;
    this.#values = Array.from({ length: lines }, () => 50);
  }

  next(): Moment {
    this.#time += this.#stepMs;
    this.#values.forEach((value, line) => {
      const moved = value + (this.#random() - 0.5) * 4;
      this.#values[line] = Math.min(99, Math.max(1, moved));
    });
    return { time: this.#time, values: [...this.#values] };
  }

  /** So many points, as columns. */
  take(count: number): Points {
    const times = new Float64Array(count);
    const values = this.#values.map(() => new Float64Array(count));
    for (let index = 0; index < count; index += 1) {
      const moment = this.next();
      times[index] = moment.time;
      values.forEach((column, line) => (column[index] = moment.values[line] ?? NaN));
    }
    return { times, values, windowMs: count * this.#stepMs };
  }

  #random(): number {
    this.#seed = (Math.imul(this.#seed ^ (this.#seed >>> 15), 2_246_822_507) + 0x9e3779b9) >>> 0;
    return this.#seed / 2 ** 32;
  }
}
