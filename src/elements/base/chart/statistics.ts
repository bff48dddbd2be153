import type { Columns } from './columns.js';
import { summaryOf } from './row-blocks.js';

/** Where a quantity is going. */
export type Trend = 'rising' | 'falling' | 'steady';

/** What can be said about the points of a window. Every point counts the same, whatever the time to the next. */
export interface Statistics {
  readonly current: number;
  readonly average: number;
  readonly peak: number;
  /** 95 % of the points are at or below this one (nearest rank). */
  readonly p95: number;
  /** Where p95 is told from every n-th point only: that n. Nothing where every point counts. */
  readonly p95Every?: number | undefined;
  readonly low: number;
  readonly trend: Trend;
}

/** A change of the average below this share is no change. */
const STEADY_SHARE = 0.02;

/** Up to so many points everything is exact and every point is looked at. */
const EXACT_POINTS = 4_096;

/**
 * Statistics of one line of some columns, from one index to another (not included). In a long window the percentile is told from a sample of
 * 2,048 to 4,096 points, evenly taken: its rank is then right within one percent (two standard errors of a share of
 * 95 %). Everything else is exact, but for values that are missing, which count as points where a trend is told.
 */
export function statisticsIn(
  columns: Columns,
  line: number,
  from: number,
  to = columns.times.length,
): Statistics | undefined {
  const values = (columns.values[line] ?? new Float64Array()).subarray(0, to);
  const length = values.length - from;
  if (length <= EXACT_POINTS) return statisticsOf(values.subarray(from));
  const { count, mean, low, high } = summaryOf(columns, line, from, values.length);
  if (count === 0) return undefined;
  const third = Math.floor(length / 3);
  const before = summaryOf(columns, line, from, from + third);
  const after = summaryOf(columns, line, values.length - third, values.length);
  const [p95, p95Every] = sampledP95(values, from, columns.row?.first ?? 0);
  return {
    current: values[values.findLastIndex(Number.isFinite)] ?? mean,
    average: mean,
    peak: high,
    p95: p95 ?? high,
    p95Every,
    low,
    trend: before.count === 0 || after.count === 0 ? 'steady' : trendBetween(before.mean, after.mean),
  };
}

/** Takes every n-th point of the row, so that the same ones are taken while the window slides. */
function sampledP95(values: Float64Array, from: number, first: number): [p95: number | undefined, every: number] {
  const every = 2 ** Math.ceil(Math.log2((values.length - from) / EXACT_POINTS));
  const sample: number[] = [];
  for (let at = Math.ceil((first + from) / every) * every - first; at < values.length; at += every) {
    const value = values[at] ?? NaN;
    if (!Number.isNaN(value)) sample.push(value);
  }
  const sorted = Float64Array.from(sample).sort();
  return [sorted[Math.ceil(sorted.length * 0.95) - 1], every];
}

/** Statistics of the finite values among these, oldest first; nothing where there are none. */
export function statisticsOf(values: Float64Array): Statistics | undefined {
  const finite = values.filter(Number.isFinite);
  const current = finite.at(-1);
  if (current === undefined) return undefined;
  const sorted = finite.toSorted();
  return {
    current,
    average: averageOf(finite),
    peak: sorted.at(-1) ?? current,
    p95: sorted[Math.ceil(sorted.length * 0.95) - 1] ?? current,
    low: sorted[0] ?? current,
    trend: trendOf(finite),
  };
}

function averageOf(values: Float64Array): number {
  // Each value is divided first: a sum of the largest numbers would be infinite.
  return values.reduce((sum, value) => sum + value / values.length, 0);
}

/** Compares the last third with the first one. */
function trendOf(values: Float64Array): Trend {
  const third = Math.floor(values.length / 3);
  if (third === 0) return 'steady';
  return trendBetween(averageOf(values.subarray(0, third)), averageOf(values.subarray(values.length - third)));
}

function trendBetween(before: number, after: number): Trend {
  if (Math.abs(after - before) <= STEADY_SHARE * Math.max(Math.abs(before), Math.abs(after))) return 'steady';
  return after > before ? 'rising' : 'falling';
}
