/** A pause longer than so many usual intervals is a gap: nothing is known there, and no line is drawn. */
const GAP_INTERVALS = 3;

/** Intervals from which the usual one is told, newest last. */
const USUAL_OF = 64;

/** Intervals on each side with which a long one is compared, so that a slower source does not look broken. */
const NEIGHBOURS = 4;

/** The usual time between two points in milliseconds (the median of the newest ones); nothing below two points. */
export function usualInterval(times: Float64Array): number | undefined {
  const first = Math.max(1, times.length - USUAL_OF);
  const found = newest.subarray(0, Math.max(0, times.length - first));
  for (let place = 0; place < found.length; place += 1) found[place] = intervalBefore(times, first + place);
  // Numbers in a typed array are sorted as such, without a function that compares two.
  return found.sort()[Math.floor(found.length / 2)];
}

/** Memory for the newest intervals: a chart asks for the usual one with every picture. */
const newest = new Float64Array(USUAL_OF);

/**
 * Indexes after which there is a gap: the next point comes much later than usual, or one of the two has no value.
 * A stretch where all intervals are long is a slow source, not a row of gaps.
 */
export function gapsIn(times: Float64Array, values: Float64Array): number[] {
  const usual = usualInterval(times) ?? Infinity;
  const gaps: number[] = [];
  for (let index = 0; index + 1 < times.length; index += 1) {
    const isMissing = Number.isNaN(values[index]) || Number.isNaN(values[index + 1]);
    const isLonger = (times[index + 1] ?? NaN) - (times[index] ?? NaN) > GAP_INTERVALS * usual;
    if (isMissing || (isLonger && isLong(times, index + 1, usual))) gaps.push(index);
  }
  return gaps;
}

/** Whether a pause before a point is a gap, where `usual` is the usual interval in milliseconds. */
export function isLong(times: Float64Array, index: number, usual: number): boolean {
  const interval = intervalBefore(times, index);
  if (interval <= GAP_INTERVALS * usual) return false;
  const left = intervals(times, Math.max(1, index - NEIGHBOURS), index);
  const right = intervals(times, index + 1, Math.min(times.length, index + 1 + NEIGHBOURS));
  const slow = (side: readonly number[]): boolean => side.length > 0 && interval <= GAP_INTERVALS * (median(side) ?? 0);
  // Slow on either side is enough: a source that just became slower, or is about to become faster.
  return !slow(left) && !slow(right);
}

function intervals(times: Float64Array, from: number, to: number): number[] {
  const found: number[] = [];
  for (let index = from; index < to; index += 1) found.push(intervalBefore(times, index));
  return found;
}

function intervalBefore(times: Float64Array, index: number): number {
  return (times[index] ?? NaN) - (times[index - 1] ?? NaN);
}

function median(numbers: readonly number[]): number | undefined {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}
