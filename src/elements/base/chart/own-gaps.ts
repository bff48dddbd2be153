import { gapsIn } from './gaps.js';

/**
 * The same as {@link gapsIn} for a line among others that come at other times: what counts is how often this line comes,
 * and a gap lasts until its own next point.
 */
export function gapsInOwnTimes(times: Float64Array, values: Float64Array): number[] {
  const own = Array.from(values.keys()).filter((index) => !Number.isNaN(values[index]));
  const broken = new Set(gapsIn(pick(times, own), pick(values, own)));
  const gaps = upTo(0, own[0] ?? times.length - 1);
  own.forEach((index, place) => {
    const next = own[place + 1] ?? times.length - 1;
    if (broken.has(place) || place + 1 === own.length) gaps.push(...upTo(index, next));
  });
  return gaps;
}

function pick(column: Float64Array, indexes: readonly number[]): Float64Array {
  return Float64Array.from(indexes, (index) => column[index] ?? NaN);
}

/** Indexes from the first to the one before the last. */
function upTo(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first) }, (_, step) => first + step);
}
