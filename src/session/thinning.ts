/**
 * Keeps the lowest and the highest point of each bucket of time, in their order, and moves them together from `from`
 * on. Returns the index behind the last one kept. A bucket of one or two points stays as it is, and an empty one stays
 * empty: a gap remains a gap.
 *
 * @param times epoch milliseconds, ascending
 * @param bucketMs length of a bucket in milliseconds; buckets begin at its multiples
 */
export function thin(times: Float64Array, values: Float64Array, from: number, to: number, bucketMs: number): number {
  let kept = from;
  let start = from;
  while (start < to) {
    const end = endOfBucket(times, start, to, bucketMs);
    const [first, second] = extremes(values, start, end);
    kept = keep(times, values, first, kept);
    if (second !== first) kept = keep(times, values, second, kept);
    start = end;
  }
  return kept;
}

function endOfBucket(times: Float64Array, start: number, to: number, bucketMs: number): number {
  const bucket = Math.floor((times[start] ?? 0) / bucketMs);
  let end = start + 1;
  while (end < to && Math.floor((times[end] ?? 0) / bucketMs) === bucket) end += 1;
  return end;
}

/** Indexes of the lowest and the highest value, the earlier one first. Where all are equal: of the first and the last. */
function extremes(values: Float64Array, start: number, end: number): [number, number] {
  let [low, high] = [start, start];
  for (let index = start + 1; index < end; index += 1) {
    const value = values[index] ?? NaN;
    if (value < (values[low] ?? NaN)) low = index;
    if (value > (values[high] ?? NaN)) high = index;
  }
  if (low === high) return [start, end - 1];
  return low < high ? [low, high] : [high, low];
}

function keep(times: Float64Array, values: Float64Array, index: number, kept: number): number {
  times[kept] = times[index] ?? NaN;
  values[kept] = values[index] ?? NaN;
  return kept + 1;
}
