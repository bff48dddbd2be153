import type { Stop } from '../../../domain/clock.js';
import type { Session } from '../../../session/session.js';

/** How often the figures of values that come faster change at most, in milliseconds: who reads them needs time. */
export const FIGURES_MS = 1_000;

/** Runs something when it is asked to, but never twice within an interval: what comes too early runs when due. */
export class Pace {
  readonly #session: Pick<Session, 'now' | 'after'>;
  readonly #run: () => void;
  #ranAt: number | undefined;
  #cancel: Stop | undefined;

  constructor(session: Pick<Session, 'now' | 'after'>, run: () => void) {
    this.#session = session;
    this.#run = run;
  }

  /** Runs now if the last time is at least `intervalMs` ago, otherwise as soon as it is. */
  ask(intervalMs: number): void {
    const since = this.#session.now() - (this.#ranAt ?? -Infinity);
    // A clock that was set back must not stop the picture for as long.
    if (since >= intervalMs || since < 0) this.runNow();
    else this.#cancel ??= this.#session.after(intervalMs - since, () => this.runNow());
  }

  /** Runs whatever the interval. */
  runNow(): void {
    this.stop();
    this.#ranAt = this.#session.now();
    this.#run();
  }

  /** Cancels what is planned. */
  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
