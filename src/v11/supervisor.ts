import type { Clock, Random, Stop } from '../domain/clock.js';
import {
  dueAt,
  initialLiveness,
  reduceLiveness,
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

/** Runs {@link reduceLiveness} on a clock: one timer at most, none while nothing is due. */
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
    const due = dueAt(this.#state);
    if (due === this.#timerAt && this.#stopTimer !== undefined) return;
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    this.#timerAt = due;
    if (due === Infinity) return;
    this.#stopTimer = this.#clock.after(Math.max(0, due - this.#clock.elapsed()), () => {
      this.#stopTimer = undefined;
      this.dispatch({ type: 'tick' });
    });
  }
}
