import type { Clock, Random, Stop } from '../domain/clock.js';
import {
  dueAt,
  initialLiveness,
  reduceLiveness,
  SLEPT_MS,
  type Liveness,
  type LivenessEffect,
  type LivenessEvent,
} from './liveness.js';

/** What a supervised connection can be told to do. */
export interface Supervised {
  /** Opens a connection and reports `opened` or `closed`, the latter within `timeoutMs` per address tried. */
  open(timeoutMs: number): void;
  ping(): void;
  /** Forgets the connection without waiting for it. Nothing may be reported about it afterwards. */
  abandon(): void;
  /** The state is another one; called after what had to be done was done. */
  changed(state: Liveness): void;
}

/**
 * A sleep of the machine is noticed so much later at most, in milliseconds: a timer that was set for later than this goes
 * on waiting after the sleep where the browser's clock stood still.
 */
const WATCH_MS = 1_000;

/**
 * Runs {@link reduceLiveness} on a clock: one timer at most, none while nothing is due and nobody looks. One that fires
 * much too late, by either clock, tells of a sleep: elapsed time may stand still in it, the wall's does not.
 */
export class Supervisor {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #supervised: Supervised;
  #state: Liveness;
  #stopTimer: Stop | undefined;
  #timerAt = Infinity;
  #lifeAt = -Infinity;

  constructor(clock: Clock, random: Random, supervised: Supervised, visible = true) {
    this.#clock = clock;
    this.#random = random;
    this.#supervised = supervised;
    this.#state = initialLiveness(visible);
  }

  get state(): Liveness {
    return this.#state;
  }

  /** Something happened. */
  dispatch(event: LivenessEvent): void {
    const before = this.#state;
    this.#noteLife();
    this.#apply(event, this.#clock.elapsed());
    this.#schedule();
    if (this.#state !== before) this.#supervised.changed(this.#state);
  }

  /**
   * A frame arrived. This is the hot path: while all is well only the time is noted, and the timer that is set
   * anyway finds it there.
   */
  life(): void {
    this.#lifeAt = this.#clock.elapsed();
    if (this.#state.phase === 'suspect') this.dispatch({ type: 'life' });
  }

  #noteLife(): void {
    const lifeAt = this.#lifeAt;
    this.#lifeAt = -Infinity;
    if (lifeAt !== -Infinity) this.#apply({ type: 'life' }, lifeAt);
  }

  #apply(event: LivenessEvent, at: number): void {
    const { state, effects } = reduceLiveness(this.#state, event, at, this.#random);
    this.#state = state;
    for (const effect of effects) this.#perform(effect);
  }

  #perform(effect: LivenessEffect): void {
    switch (effect.type) {
      case 'open':
        return this.#supervised.open(effect.timeoutMs);
      case 'ping':
        return this.#supervised.ping();
      case 'abandon':
        return this.#supervised.abandon();
    }
  }

  #schedule(): void {
    const dueElapsed = this.#nextLook();
    if (dueElapsed === Infinity) this.#unschedule();
    // One that fires too early finds nothing to do, and is cheaper than setting another.
    if (dueElapsed === Infinity || (this.#stopTimer !== undefined && this.#timerAt <= dueElapsed)) return;
    this.#unschedule();
    this.#timerAt = dueElapsed;
    const delayMs = Math.max(0, dueElapsed - this.#clock.elapsed());
    const dueWall = this.#clock.now() + delayMs;
    this.#stopTimer = this.#clock.after(delayMs, () => {
      this.#stopTimer = undefined;
      const lateMs = Math.max(this.#clock.elapsed() - dueElapsed, this.#clock.now() - dueWall);
      this.dispatch({ type: lateMs > SLEPT_MS ? 'wake' : 'tick' });
    });
  }

  #nextLook(): number {
    const { phase, visible } = this.#state;
    const isWatched = visible && phase !== 'idle' && phase !== 'stopped';
    return Math.min(dueAt(this.#state), isWatched ? this.#clock.elapsed() + WATCH_MS : Infinity);
  }

  #unschedule(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
  }
}
