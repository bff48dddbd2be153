import { firstAtOrAfter } from '../base/chart/columns.js';
import type { Trend } from '../base/chart/statistics.js';
import type { Points } from '../base/sparkline/trace.js';

/** How a quantity changed over a stretch of time. */
export interface Change {
  /** Change of the average in percent; infinite where it was zero before and is not any more. */
  readonly percent: number;
  /** Length of the stretch in milliseconds. */
  readonly overMs: number;
}

/** A change that is calm enough to be shown. */
export interface TrendReading extends Change {
  readonly trend: Trend;
}

/** The change is that of the last minute, in milliseconds. */
const WINDOW_MS = 60_000;

/** Below this nothing is said: a few seconds are no trend; in milliseconds. */
const LEAST_MS = 20_000;

/** What is compared: averages of the first and the last part of the stretch, as long as this share of it. */
const PART = 0.25;

/** From so many percent on, a quantity rises or falls; until it is back under the second, it goes on to do so. */
const BEGINS_PERCENT = 2;
const ENDS_PERCENT = 1;

/**
 * How much a quantity changed over the last minute, or as long as its past is known: the average of the newest quarter
 * against that of the oldest one. Nothing where the past is too short, or unknown at one of the ends.
 */
export function changeOf(points: Points): Change | undefined {
  const [first, to] = [points.times[0], points.times.at(-1)];
  if (first === undefined || to === undefined) return undefined;
  const overMs = Math.min(WINDOW_MS, to - first);
  if (overMs < LEAST_MS) return undefined;
  const from = to - overMs;
  const before = averageOf(points, from, from + overMs * PART);
  const after = averageOf(points, to - overMs * PART, to);
  if (before === undefined || after === undefined) return undefined;
  return { percent: percentOf(before, after), overMs };
}

/**
 * Tells rising from falling without flickering: what is steady must change by 2 percent to rise or fall, and what does
 * is steady again only below 1 percent.
 */
export class CalmTrend {
  #trend: Trend = 'steady';

  /** The trend after another look; nothing where the change is not known, and then it begins anew. */
  next(change: Change | undefined): TrendReading | undefined {
    this.#trend = change === undefined ? 'steady' : trendAfter(this.#trend, change.percent);
    return change && { ...change, trend: this.#trend };
  }
}

function trendAfter(trend: Trend, percent: number): Trend {
  const direction = percent > 0 ? 'rising' : 'falling';
  const least = trend === direction ? ENDS_PERCENT : BEGINS_PERCENT;
  return Math.abs(percent) >= least ? direction : 'steady';
}

function averageOf({ times, values }: Points, from: number, to: number): number | undefined {
  let [sum, count] = [0, 0];
  for (let index = firstAtOrAfter(times, from); index < times.length && (times[index] ?? Infinity) <= to; index += 1) {
    const value = values[index] ?? NaN;
    if (!Number.isFinite(value)) continue;
    count += 1;
    // A running average, because a sum of the largest numbers would be infinite.
    sum += (value - sum) / count;
  }
  return count === 0 ? undefined : sum;
}

function percentOf(before: number, after: number): number {
  if (before === after) return 0;
  if (before === 0) return after > 0 ? Infinity : -Infinity;
  return ((after - before) / Math.abs(before)) * 100;
}
