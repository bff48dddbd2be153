import type { Random } from '../domain/clock.js';

/** Longest wait between two tries, in milliseconds. */
const MAX_MS = 30_000;
/** The first wait is at most this long, and doubles from there. */
const BASE_MS = 1_000;
/** Shortest wait, in milliseconds: a server that accepts and closes at once must not be hammered. */
const FLOOR_MS = 250;

/** A connection that lasted this long shows that the server is well, in milliseconds. */
const STABLE_MS = 10_000;
/** After a connection that lasted this long the first retry comes at once, in milliseconds. */
const PROVEN_MS = 30_000;

/** What comes after a lost connection. */
export interface Retry {
  /** Failures in a row, this one included. */
  readonly failures: number;
  /** Time until the next try, in milliseconds: 250 to 30,000, or more where the server asked for it. */
  readonly delayMs: number;
}

/**
 * When to try again (reliability 3.7): full jitter, that is, evenly between nothing and a doubling limit, so that
 * thousands of clients which lost one server at one instant do not return at one instant. A server that asks for a
 * delay gets it, and jitter on top that grows with the delay, because it asked everyone for the same (reliability R7).
 *
 * @param failures failures in a row before this one
 * @param livedMs how long the connection was open; 0 if it never was
 * @param askedMs the delay that the server asked for; 0 if it asked for none
 */
export function nextRetry(failures: number, livedMs: number, random: Random, askedMs = 0): Retry {
  const before = livedMs >= STABLE_MS ? 0 : failures;
  const limitMs = Math.min(MAX_MS, BASE_MS * 2 ** before);
  if (askedMs > 0)
    return { failures: before + 1, delayMs: askedMs + random() * Math.max(limitMs, Math.min(MAX_MS, askedMs)) };
  const jitterMs = livedMs > PROVEN_MS ? 0 : random() * limitMs;
  return { failures: before + 1, delayMs: Math.max(FLOOR_MS, jitterMs) };
}
