import type { Stop } from '../../../domain/clock.js';

/** Least time from one look at the kinds to the next, in milliseconds: figures that change faster are not read, and draw the eye. */
const REST_MS = 500;

/** What is said around the rows depends on this; as texts to compare. */
export interface SummaryFigures {
  /** How many rows there are. */
  readonly rows: string;
  /** How many nodes there are of each kind. */
  readonly kinds: string;
}

/** Where figures come from, and who tells them. */
export interface SummaryHost {
  figures(): SummaryFigures;
  /** Runs something after so many milliseconds; may refuse. */
  after(delayMs: number, run: () => void): Stop | undefined;
  /** Figures are to be told that differ from those told last. */
  changed(): void;
}

/**
 * Decides when the figures around the rows are told anew: how many rows there are at once, as screen readers count by it; how
 * many nodes of each kind at most twice a second.
 */
export class GridSummary {
  readonly #host: SummaryHost;
  #told: SummaryFigures | undefined;
  #stopRest: Stop | undefined;

  constructor(host: SummaryHost) {
    this.#host = host;
  }

  /** The present figures are told, whoever asked for it. */
  noteTold(): void {
    this.#told = this.#host.figures();
  }

  /** Values came; returns whether figures are told at once. Those that wait are told after the rest. */
  noteValues(): boolean {
    const { rows, kinds } = this.#host.figures();
    const isDue = rows !== this.#told?.rows || (this.#stopRest === undefined && kinds !== this.#told.kinds);
    if (!isDue) return false;
    this.#stopRest ??= this.#host.after(REST_MS, () => {
      this.#stopRest = undefined;
      this.noteValues();
    });
    this.#host.changed();
    return true;
  }

  /** Lets nothing happen later. */
  clear(): void {
    this.#stopRest?.();
    this.#stopRest = undefined;
  }
}
