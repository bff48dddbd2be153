import type { Series } from '../../../session/series.js';

/** Points as columns: one of times (epoch ms, ascending), and one of values for each line. */
export interface Columns {
  readonly times: Float64Array;
  readonly values: readonly Float64Array[];
  /** Whether these are columns of unlike times: NaN stands where only other lines have a point. */
  readonly joined?: boolean;
}

/**
 * The columns of several series over one column of times. Series that were written together, and a series alone,
 * are taken as they are, without a copy; otherwise a value is missing (NaN) where a series has no point at a time.
 */
export function readColumns(series: readonly Series[]): Columns {
  const columns = series.map(({ times, values }) => ({ times, values }));
  const [first] = columns;
  if (first === undefined) return { times: new Float64Array(), values: [] };
  if (columns.every(({ times }) => sameTimes(times, first.times))) {
    return { times: first.times, values: columns.map(({ values }) => values) };
  }
  return join(columns);
}

/** A copy that later values cannot change. */
export function copyColumns({ times, values, ...rest }: Columns): Columns {
  return { ...rest, times: times.slice(), values: values.map((column) => column.slice()) };
}

/** The points from a time on, and the one before them, from which the line enters the window. No copy. */
export function columnsFrom({ times, values, ...rest }: Columns, from: number): Columns {
  const start = Math.max(0, firstAtOrAfter(times, from) - 1);
  return { ...rest, times: times.subarray(start), values: values.map((column) => column.subarray(start)) };
}

/** Index of the first time that is not before `time`; the length where there is none. */
export function firstAtOrAfter(times: Float64Array, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? Infinity) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the point that is nearest in time; -1 where there are no points. */
export function nearestIndex(times: Float64Array, time: number): number {
  const after = firstAtOrAfter(times, time);
  const [left, right] = [times[after - 1], times[after]];
  if (left === undefined) return right === undefined ? -1 : after;
  return right === undefined || time - left <= right - time ? after - 1 : after;
}

function sameTimes(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((time, index) => time === b[index]);
}

function join(columns: readonly { readonly times: Float64Array; readonly values: Float64Array }[]): Columns {
  const times = Float64Array.from(new Set(columns.flatMap((column) => [...column.times]))).sort();
  const values = columns.map((column) => {
    const joined = new Float64Array(times.length).fill(NaN);
    column.times.forEach((time, index) => (joined[firstAtOrAfter(times, time)] = column.values[index] ?? NaN));
    return joined;
  });
  return { times, values, joined: true };
}
