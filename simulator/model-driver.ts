import type { Clock, Stop } from '../src/domain/clock.js';
import type { Network } from '../src/v11/simulator/network.js';
import { repeat } from '../src/v11/simulator/repeat.js';

/** The model moves twenty times a second, so that what is sent once a second can be spread over it. */
export const BEATS_PER_SECOND = 20;

const BEAT_MS = 1_000 / BEATS_PER_SECOND;

/** Hears every beat; `beat` counts from 0 to 19 within a second. */
export type BeatListener = (beat: number) => void;

/**
 * Lets the network's time pass with the clock, and tells when. Beats that a busy machine was late for come one after
 * the other, so that a second always has all of them; more than a second of them is left out.
 */
export class ModelDriver {
  readonly #listeners = new Set<BeatListener>();
  readonly #network: Network;
  readonly #clock: Clock;
  readonly #startedAt: number;
  readonly #stop: Stop;
  #steppedAt: number;
  #beats = 0;

  constructor(network: Network, clock: Clock) {
    this.#network = network;
    this.#clock = clock;
    this.#startedAt = this.#steppedAt = clock.elapsed();
    this.#stop = repeat(clock, BEAT_MS, () => this.#catchUp());
  }

  /** Hears every beat. */
  onBeat(listener: BeatListener): Stop {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Ends the beat. */
  stop(): void {
    this.#stop();
    this.#listeners.clear();
  }

  #catchUp(): void {
    const elapsed = this.#clock.elapsed();
    this.#network.advance(elapsed - this.#steppedAt);
    this.#steppedAt = elapsed;
    // Timers may fire a fraction of a millisecond early.
    const due = Math.floor((elapsed - this.#startedAt + 1) / BEAT_MS);
    this.#beats = Math.max(this.#beats, due - BEATS_PER_SECOND);
    while (this.#beats < due) {
      const beat = this.#beats++ % BEATS_PER_SECOND;
      for (const listener of [...this.#listeners]) listener(beat);
    }
  }
}
