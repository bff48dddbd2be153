/** Time and randomness as interfaces, so that everything which depends on them can be tested without waiting. */

/** Ends what was started; calling it twice does nothing. */
export type Stop = () => void;

/** A source of time. */
export interface Clock {
  /** Wall time in epoch milliseconds. May jump when the machine's clock is set. */
  now(): number;
  /** Milliseconds that never go back; only differences mean something. */
  elapsed(): number;
  /** Runs once after a delay in milliseconds, unless stopped before. */
  after(delayMs: number, run: () => void): Stop;
}

/** A number drawn evenly from 0 (included) to 1 (excluded). */
export type Random = () => number;
