import type { Failure } from '../domain/failure.js';
import type { FeedStatus } from '../v11/feed.js';
import { CACHE_SOURCE, type LiveMetrics, type LiveTopic } from './live-metrics.js';

/** Where values come from: the demo network in the page, or a V11 backend. */
export type Mode = 'demo' | 'live';

/**
 * What an element can say about the data it shows.
 *
 * - `loading`: nothing yet, but something is on its way.
 * - `live`: connected, receiving, and fresh.
 * - `demo`: simulated in the page.
 * - `stale`: there are values, but they are old or the connection is lost.
 * - `idle`: nobody asked for a connection yet; there may be values from an earlier visit.
 * - `failed`: no values, and no connection.
 */
export type DataState = 'loading' | 'live' | 'demo' | 'stale' | 'idle' | 'failed';

/** The health of one topic at one moment. */
export interface DataHealth {
  readonly state: DataState;
  /** Age of the newest value in milliseconds, never negative; nothing if there is no value. */
  readonly ageMs: number | undefined;
  /** Endpoint of the newest value; empty if there is none. */
  readonly source: string;
  /** Whether the values were kept from an earlier visit. */
  readonly cached: boolean;
  /** Whether a transport is connected, whatever it delivers. */
  readonly connected: boolean;
  /** Why there is no fresh data. */
  readonly failure: Failure | undefined;
}

/** The health of data before anything is known. */
export const NO_DATA: DataHealth = Object.freeze({
  state: 'loading',
  ageMs: undefined,
  source: '',
  cached: false,
  connected: false,
  failure: undefined,
});

/** Values are fresh for this long at least, in milliseconds: three seconds without news is news. */
export const FRESH_MS = 3_000;

/** Slow sources are fresh for so many of their own intervals, but never longer than {@link LONGEST_FRESH_MS}. */
const FRESH_INTERVALS = 2.5;
const LONGEST_FRESH_MS = 3 * 60 * 1_000;

/** Judges a topic. "Connected", "receiving" and "fresh" are three different things. */
export function judge(live: LiveMetrics, topic: LiveTopic, feed: FeedStatus, mode: Mode): DataHealth {
  const source = live.sourceOf(topic);
  const ageMs = live.ageMs(topic);
  const connected = feed.phase === 'live' || feed.phase === 'suspect';
  const cached = source === CACHE_SOURCE;
  const fresh = ageMs !== undefined && !cached && ageMs <= freshFor(live.intervalMs(topic));
  return { state: stateOf(feed, mode, ageMs, fresh), ageMs, source, cached, connected, failure: feed.failure };
}

function freshFor(intervalMs: number | undefined): number {
  return Math.min(Math.max(FRESH_MS, (intervalMs ?? 0) * FRESH_INTERVALS), LONGEST_FRESH_MS);
}

function stateOf(feed: FeedStatus, mode: Mode, ageMs: number | undefined, fresh: boolean): DataState {
  if (feed.phase === 'idle') return 'idle';
  if (ageMs === undefined) return isLost(feed) ? 'failed' : 'loading';
  if (feed.phase !== 'live' || !fresh) return 'stale';
  return mode === 'demo' ? 'demo' : 'live';
}

/** Whether there is no connection; trying once more in vain is no news, so that nothing flickers with each attempt. */
function isLost({ phase, failure }: FeedStatus): boolean {
  return phase === 'backoff' || phase === 'stopped' || (phase === 'connecting' && failure !== undefined);
}
