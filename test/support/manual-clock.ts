import type { Clock, Stop } from '../../src/domain/clock.js';

/** A clock that a test moves by hand. */
export class ManualClock implements Clock {
  #now: number;
  #elapsed = 0;
  #timers = new Map<object, { readonly at: number; readonly run: () => void }>();

  constructor(now = Date.parse('2026-09-21T14:15:23.456Z')) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  elapsed(): number {
    return this.#elapsed;
  }

  after(delayMs: number, run: () => void): Stop {
    const key = {};
    this.#timers.set(key, { at: this.#elapsed + Math.max(0, delayMs), run });
    return () => this.#timers.delete(key);
  }

  /** Timers that still wait. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Lets time pass and runs what falls due, in order. */
  advance(ms: number): void {
    const end = this.#elapsed + ms;
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      const [key, timer] = next;
      this.#timers.delete(key);
      this.#move(timer.at - this.#elapsed);
      timer.run();
    }
    this.#move(end - this.#elapsed);
  }

  /** Lets time pass in which nothing runs, as while a machine sleeps; what fell due runs with the next `advance`. */
  sleep(ms: number): void {
    this.#move(ms);
  }

  /** Sets the wall clock without letting time pass, as a person or a time server does. */
  setWallClock(now: number): void {
    this.#now = now;
  }

  #move(ms: number): void {
    this.#elapsed += Math.max(0, ms);
    this.#now += Math.max(0, ms);
  }

  #next(end: number): [object, { readonly at: number; readonly run: () => void }] | undefined {
    let first: [object, { readonly at: number; readonly run: () => void }] | undefined;
    for (const entry of this.#timers) {
      if (entry[1].at <= end && (first === undefined || entry[1].at < first[1].at)) first = entry;
    }
    return first;
  }
}
