/** What the close codes of a WebSocket mean for a next try (protocol 1.7, 1.8 and 6.2; reliability R5 to R7). */

/** Policy (a token is wanted, protocol 1.8) and its private kin: trying again is of no use. */
const TERMINAL: ReadonlySet<number> = new Set([1008, 4401, 4403]);

/** The server has too much to do, or had too much of us. */
const BUSY: ReadonlySet<number> = new Set([1013, 4429]);

/** The delay where a busy server asks for none by number, in milliseconds. */
const BUSY_MS = 5_000;
/** The longest delay that is honoured: the backend's own window is an hour (protocol 2.4). In milliseconds. */
const LONGEST_MS = 3_600_000;

/** Whether a close code says that trying again is of no use. */
export function isTerminal(code: number): boolean {
  return TERMINAL.has(code);
}

/**
 * The delay that a close code and its reason ask for, in milliseconds, up to an hour; 0 if they ask for none. A reason
 * is free text: its first number counts, in seconds unless it says `ms`.
 */
export function askedDelayMs(code: number, reason: string): number {
  if (!BUSY.has(code)) return 0;
  const [, number, unit] = /(\d{1,9}(?:\.\d{1,3})?)\s*(ms)?/i.exec(reason) ?? [];
  const delayMs = Number(number ?? 0) * (unit === undefined ? 1_000 : 1);
  return delayMs > 0 ? Math.min(delayMs, LONGEST_MS) : BUSY_MS;
}
