import type { Clock, Stop } from '../domain/clock.js';

/** The last frame of any kind is this old at most while something is received, in milliseconds. */
const RECEIVING_MS = 6_000;
/** The last frame with data is this old at most while it is fresh, in milliseconds; as elements judge it. */
const FRESH_MS = 3_000;

/** So many frames that cannot be read, and nothing else for so many milliseconds, are no connection (reliability R10). */
const MOST_RUBBISH = 5;
const RUBBISH_MS = 10_000;

/** What a frame was: it told something, was understood, or could not be read. */
export type Heard = 'data' | 'other' | 'rubbish';

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
  /** Frames in a row that could not be read, and when the first of them came. */
  #rubbish = 0;
  #rubbishSince = 0;
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

  /** Nothing but frames that cannot be read arrived for ten seconds. */
  get isRubbishOnly(): boolean {
    return this.#rubbish >= MOST_RUBBISH && this.#heardAt - this.#rubbishSince >= RUBBISH_MS;
  }

  /** A frame arrived. */
  heard(what: Heard): void {
    this.#heardAt = this.#clock.elapsed();
    if (what === 'data') this.#dataAt = this.#heardAt;
    if (what !== 'rubbish') this.#rubbish = 0;
    else if ((this.#rubbish += 1) === 1) this.#rubbishSince = this.#heardAt;
    if (!this.#receiving || (what === 'data' && !this.#fresh)) this.#judge();
  }

  /** Nothing is received any more, because nothing is open. */
  end(): void {
    this.#heardAt = -Infinity;
    this.#dataAt = -Infinity;
    this.#rubbish = 0;
    this.#receiving = false;
    this.#fresh = false;
    this.#stopTimer?.();
    this.#stopTimer = undefined;
  }

  #judge(): void {
    const before = [this.#receiving, this.#fresh];
    const now = this.#clock.elapsed();
    this.#receiving = this.#heardAt + RECEIVING_MS > now;
    this.#fresh = this.#dataAt + FRESH_MS > now;
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
