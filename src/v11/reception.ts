import type { Clock, Stop } from '../domain/clock.js';

/** The last frame of any kind is this old at most while something is received, in milliseconds. */
const RECEIVING_MS = 6_000;
/** The last frame with data is this old at most while it is fresh, in milliseconds; as elements judge it. */
const FRESH_MS = 3_000;

/**
 * Whether frames arrive, and whether they tell anything. Hearing a frame costs two comparisons while nothing changes;
 * one timer waits for what ends by itself.
 */
export class Reception {
  readonly #clock: Clock;
  readonly #changed: () => void;
  #receiving = false;
  #fresh = false;
  #heardAt = -Infinity;
  #dataAt = -Infinity;
  #stopTimer: Stop | undefined;

  /** @param changed hears that one of the two facts is another one now */
  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  /** Whether frames of any kind arrive. */
  get receiving(): boolean {
    return this.#receiving;
  }

  /** Whether frames with data arrive. */
  get fresh(): boolean {
    return this.#fresh;
  }

  /** A frame arrived. */
  heard(hadData: boolean): void {
    this.#heardAt = this.#clock.elapsed();
    if (hadData) this.#dataAt = this.#heardAt;
    if (!this.#receiving || (hadData && !this.#fresh)) this.#judge();
  }

  /** Nothing is received any more, because nothing is open. */
  end(): void {
    this.#heardAt = -Infinity;
    this.#dataAt = -Infinity;
    this.#receiving = false;
    this.#fresh = false;
    this.#stopTimer?.();
    this.#stopTimer = undefined;
  }

  #judge(): void {
    const before = [this.#receiving, this.#fresh];
    const now = this.#clock.elapsed();
    this.#receiving = now - this.#heardAt < RECEIVING_MS;
    this.#fresh = now - this.#dataAt < FRESH_MS;
    this.#plan(now);
    if (before[0] !== this.#receiving || before[1] !== this.#fresh) this.#changed();
  }

  #plan(now: number): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    if (!this.#receiving) return;
    const endsAt = this.#fresh ? this.#dataAt + FRESH_MS : this.#heardAt + RECEIVING_MS;
    this.#stopTimer = this.#clock.after(endsAt - now, () => {
      this.#stopTimer = undefined;
      this.#judge();
    });
  }
}
