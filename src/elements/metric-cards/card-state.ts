import type { DataHealth } from '../../session/data-health.js';
import type { Card } from './card.js';

/**
 * What a card is at one moment.
 *
 * - `loading`: its value may still come.
 * - `live`, `demo`: fresh; the second is simulated.
 * - `stale`: old, or the connection is lost.
 * - `unknown`: the network answers, and does not tell this figure.
 */
export type CardState = 'loading' | 'live' | 'demo' | 'stale' | 'unknown';

/** How long other figures may be ahead of one before it counts as not told, in milliseconds. */
export const PATIENCE_MS = 3_000;

/** The state of a card, and the age of its value in milliseconds where it has one. */
export interface CardCondition {
  readonly state: CardState;
  readonly ageMs: number | undefined;
}

/**
 * Judges a card.
 *
 * @param health of everything the network reports
 * @param waitedMs How long there have been values of any kind, in milliseconds; nothing while there are none.
 */
export function conditionOf(
  { figure }: Pick<Card, 'figure'>,
  health: DataHealth,
  now: number,
  waitedMs: number | undefined,
): CardCondition {
  if (figure === undefined) {
    const waits = waitedMs === undefined || waitedMs < PATIENCE_MS;
    return { state: waits ? 'loading' : 'unknown', ageMs: undefined };
  }
  const ageMs = Math.max(0, now - figure.origin.at);
  const { state } = health;
  const fresh = (state === 'live' || state === 'demo') && ageMs <= figure.freshForMs;
  return { state: fresh ? state : 'stale', ageMs };
}
