import { FRESH_MS, type DataHealth } from '../../../session/data-health.js';
import type { Series } from '../../../session/series.js';
import { usualInterval } from './gaps.js';

/** A quantity is fresh for so many of its usual intervals, where that is longer than anything is fresh. */
const FRESH_INTERVALS = 3;

/**
 * The health of one quantity: that of everything the network reports, but stale where only this quantity stopped
 * coming. Otherwise a line could stand still under a badge that says "live".
 */
export function healthOf(series: Series, health: DataHealth, now: number): DataHealth {
  const fresh = health.state === 'live' || health.state === 'demo';
  if (!fresh || series.length === 0) return health;
  const ageMs = now - series.lastTime;
  const limit = Math.max(FRESH_MS, FRESH_INTERVALS * (usualInterval(series.times) ?? 0));
  return ageMs > limit ? { ...health, state: 'stale', ageMs } : health;
}
