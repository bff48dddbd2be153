import { storageBlocked } from '../failures.js';
import type { Clock } from '../ports.js';

/** How long the best store may take to open, in milliseconds (reliability S6), and a lesser one while people wait. */
export const OPEN_MS = 2_000;
export const OPEN_STAND_IN_MS = 400;

/** How long one store may take for an operation, and all of them together, in milliseconds (reliability G16). */
export const OPERATION_MS = 2_500;
const CALL_MS = 2_900;

/** What the last of several stores gets in any case. */
const LEAST_MS = 100;

/** Waits for stores, but for no store longer than it may take, and for none any more when all of them are closed. */
export class Deadlines {
  /** What to do with everyone who waits. */
  readonly #waiting = new Set<() => void>();

  constructor(private readonly clock: Clock) {}

  /** What a store says, or a failure that names the store when its time is up. */
  within<Result>(work: Promise<Result>, name: string, limitMs: number): Promise<Result> {
    return new Promise((resolve, reject) => {
      const giveUp = (why: string): void => end(() => reject(storageBlocked(name, why)));
      const close = (): void => giveUp('it was closed');
      const stop = this.clock.after(limitMs, () => giveUp('it does not answer'));
      const end = (settle: () => void): void => {
        stop();
        this.#waiting.delete(close);
        settle();
      };
      this.#waiting.add(close);
      work.then(
        (result) => end(() => resolve(result)),
        (error: Error) => end(() => reject(error)),
      );
    });
  }

  /** Starts the time of one call, and tells from then on how much of it the next store may take, in milliseconds. */
  ofCall(): () => number {
    const end = this.clock.elapsed() + CALL_MS;
    return () => Math.min(OPERATION_MS, Math.max(LEAST_MS, end - this.clock.elapsed()));
  }

  /** Nobody waits any longer. */
  close(): void {
    for (const giveUp of [...this.#waiting]) giveUp();
  }
}
