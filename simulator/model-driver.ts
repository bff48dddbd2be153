import type { Clock, Stop } from '../src/domain/clock.js';
import type { Network } from '../src/v11/simulator/network.js';
import { repeat } from '../src/v11/simulator/repeat.js';

/** The model moves four times a second. */
export const BEATS_PER_SECOND = 4;

/** Hears every beat; `beat` counts from 0 to 3 within a second. */
export type BeatListener = (beat: number) => void;

/** Lets the network's time pass with the clock, and tells when. */
export class ModelDriver {
  readonly #listeners = new Set<BeatListener>();
  readonly #stop: Stop;
  #beats = 0;

  constructor(network: Network, clock: Clock) {
    let steppedAt = clock.elapsed();
    this.#stop = repeat(clock, 1_000 / BEATS_PER_SECOND, () => {
      const elapsed = clock.elapsed();
      network.advance(elapsed - steppedAt);
      steppedAt = elapsed;
      const beat = this.#beats++ % BEATS_PER_SECOND;
      for (const listener of [...this.#listeners]) listener(beat);
    });
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
}
