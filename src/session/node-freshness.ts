import type { LiveMetrics } from './live-metrics.js';
import { NO_ORIGIN } from './origin-codes.js';

/**
 * A node is fresh for this long at least, in milliseconds. A backend tells of its nodes one by one and at no promised pace
 * (protocol 1.2), so that three seconds without news of one of them are none; a lost connection is told sooner, by `judge`.
 */
const LEAST_MS = 10_000;

/** A node of a slow source is fresh for so many of that source's intervals, but never longer than {@link MOST_MS}. */
const INTERVALS = 2.5;
const MOST_MS = 3 * 60 * 1_000;

/**
 * Tells which nodes are stale at one moment: silent for longer than they usually are. What their source announced counts,
 * or else the pace at which nodes are heard of. One that is dated so far ahead is stale as well, so that a clock that was
 * set back makes nothing fresh for ever.
 *
 * @param now epoch milliseconds
 * @returns whether the node in a row of `live.nodes` is stale; false for a row that nothing is known of
 */
export function nodeStaleness(live: LiveMetrics, now: number): (row: number) => boolean {
  const { nodes } = live;
  const measuredMs = live.news('nodes')?.measuredMs ?? 0;
  return (row) => {
    const { everyMs = measuredMs } = nodes.origins.kindOf(nodes.originCodes[row] ?? NO_ORIGIN);
    const freshMs = Math.min(Math.max(LEAST_MS, everyMs * INTERVALS), MOST_MS);
    return Math.abs(now - (nodes.updatedAt[row] ?? now)) > freshMs;
  };
}
