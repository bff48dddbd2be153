/** Where a quantity is going. */
export type Trend = 'rising' | 'falling' | 'steady';

/** What can be said about the points of a window. Every point counts the same, whatever the time to the next. */
export interface Statistics {
  readonly current: number;
  readonly average: number;
  readonly peak: number;
  /** 95 % of the points are at or below this one (nearest rank). */
  readonly p95: number;
  readonly low: number;
  readonly trend: Trend;
}

/** A change of the average below this share is no change. */
const STEADY_SHARE = 0.02;

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
  const before = averageOf(values.subarray(0, third));
  const after = averageOf(values.subarray(values.length - third));
  if (Math.abs(after - before) <= STEADY_SHARE * Math.max(Math.abs(before), Math.abs(after))) return 'steady';
  return after > before ? 'rising' : 'falling';
}
