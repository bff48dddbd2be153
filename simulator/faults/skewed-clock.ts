import type { Clock, Stop } from '../../src/domain/clock.js';

/** A clock whose wall time is wrong by some milliseconds, as on a server that nobody sets. */
export class SkewedClock implements Clock {
  skewMs = 0;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now() + this.skewMs;
  }

  elapsed(): number {
    return this.#clock.elapsed();
  }

  after(delayMs: number, run: () => void): Stop {
    return this.#clock.after(delayMs, run);
  }
}
