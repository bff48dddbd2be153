import type { Stop } from '../../../domain/clock.js';

/** Least time from one look at the kinds to the next, in milliseconds: figures that change faster are not read, and draw the eye. */
const REST_MS = 500;

/** What is said around the rows depends on this. */
export interface SummaryFigures {
  /** Rows that are shown, headers of groups among them. */
  readonly shown: number;
  readonly matching: number;
  readonly total: number;
  /** How many nodes there are of each kind. */
  readonly kinds: readonly number[];
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
  #toldRows = '';
  #toldKinds = '';
  #stopRest: Stop | undefined;

  constructor(host: SummaryHost) {
    this.#host = host;
  }

  /** The present figures are told, whoever asked for it. */
  noteTold(): void {
    const figures = this.#host.figures();
    this.#toldRows = rowsOf(figures);
    this.#toldKinds = kindsOf(figures);
    this.#stopRest ??= this.#host.after(REST_MS, () => {
      this.#stopRest = undefined;
      if (kindsOf(this.#host.figures()) !== this.#toldKinds) this.#host.changed();
    });
  }

  /** Values came; returns whether figures are told at once. Those that wait are told after the rest. */
  noteValues(): boolean {
    const figures = this.#host.figures();
    const rests = this.#stopRest !== undefined;
    const isDue = rowsOf(figures) !== this.#toldRows || (!rests && kindsOf(figures) !== this.#toldKinds);
    if (isDue) this.#host.changed();
    return isDue;
  }

  /** Lets nothing happen later. */
  clear(): void {
    this.#stopRest?.();
    this.#stopRest = undefined;
  }
}

function rowsOf({ shown, matching, total }: SummaryFigures): string {
  return [shown, matching, total].join(' ');
}

function kindsOf({ kinds }: SummaryFigures): string {
  return kinds.join(' ');
}
