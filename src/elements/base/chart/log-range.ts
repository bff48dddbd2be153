import { chooseRange, placeOf, type TargetPlace, type ValueRange } from './value-range.js';
import { decades } from './value-scale.js';

/** Most decades between the threshold of a scale and its end: what is smaller is as good as zero there. */
const MOST_DECADES = 8;

/** Within so many decades there are enough round numbers at equal distances. */
const FEW_DECADES = 0.7;

/** The present range stays while it is at most so many times too large. */
const SPARE = 1.5;

/** Beyond these nothing is drawn to scale: what is smaller is as good as zero. */
const SMALLEST = 1e-12;
const LARGEST = 1e300;

/** What is known of the values that are drawn on a logarithmic scale. */
export interface LogExtent {
  readonly low: number;
  readonly high: number;
  /** The smallest size of a value that is not as good as zero; nothing where all are. */
  readonly leastSize: number | undefined;
}

/** Lowest, highest and smallest finite values; nothing where there is none. */
export function logExtentOf(columns: readonly Float64Array[]): LogExtent | undefined {
  let [low, high, least] = [Infinity, -Infinity, Infinity];
  for (const column of columns) {
    for (const value of column) {
      if (value < low) low = value;
      if (value > high) high = value;
      const size = Math.abs(value);
      if (size < least && size >= SMALLEST) least = size;
    }
  }
  return low > high ? undefined : { low, high, leastSize: least === Infinity ? undefined : least };
}

/**
 * Chooses what a logarithmic scale shows: from a round number under the data to one over it. Zero has a place of its
 * own, one decade under the smallest value, where there is a zero; negative values are mirrored under it.
 *
 * @param lines How many grid lines fit, about.
 * @param previous The range that is shown now; kept where it still serves.
 */
export function chooseLogRange(
  extent: LogExtent,
  target: number | undefined,
  lines: number,
  previous?: ValueRange,
): ValueRange {
  const { low, high, leastSize } = extent;
  if (leastSize === undefined) return chooseRange([low, high], target, lines, previous);
  const threshold = thresholdOf(extent, target);
  const place = targetPlace(extent, target, threshold, previous?.target === 'inside');
  const [from, to] =
    place === 'inside' && target !== undefined ? [Math.min(low, target), Math.max(high, target)] : [low, high];
  const isShort = from > 0 && Math.log10(to / from) < FEW_DECADES;
  const range = isShort ? short(from, to, lines, place) : long(from, to, lines, threshold, place);
  return previous !== undefined && stillServes(previous, range, from, to) ? previous : range;
}

/** Less than a factor of five: the round numbers of a linear scale, at the places that they have on this one. */
function short(from: number, to: number, lines: number, target: TargetPlace): ValueRange {
  const { low, high, step } = chooseRange([from, to], undefined, lines);
  const bottom = low > 0 ? low : Math.min(step, floorTo(from, [1, 2, 5]));
  const count = Math.round((high - bottom) / step);
  const inner = Array.from({ length: count + 1 }, (_, index) => bottom + index * step).filter((value) => value <= high);
  return { low: bottom, high, step, target, log: { threshold: bottom, lines: inner } };
}

function long(from: number, to: number, lines: number, threshold: number, target: TargetPlace): ValueRange {
  const span = decades(to, threshold) - decades(from, threshold);
  const steps = span <= lines / 2.5 ? [1, 2, 5] : [1];
  const skip = Math.max(1, Math.ceil(span / lines));
  // What is smaller than the threshold is on the line between it and zero.
  const inward = (value: number): number => (value < threshold ? 0 : floorTo(value, steps));
  const outward = (value: number): number => ceilTo(Math.max(value, threshold), steps);
  const low = from < 0 ? -outward(-from) : inward(from);
  const high = to > 0 ? outward(to) : -inward(-to);
  const up = rungs(threshold, Math.max(high, -low), steps, skip);
  const inner = [...up.map((value) => -value).reverse(), 0, ...up].filter((value) => value >= low && value <= high);
  return { low, high, step: threshold, target, log: { threshold, lines: inner } };
}

/** A round number from which on the scale is logarithmic: under the smallest value, but not endlessly far down. */
function thresholdOf({ low, high, leastSize = 1 }: LogExtent, target: number | undefined): number {
  const largest = Math.min(LARGEST, Math.max(Math.abs(low), Math.abs(high), SMALLEST));
  const smallest = target !== undefined && target > 0 ? Math.min(leastSize, target) : leastSize;
  const lowest = Math.max(SMALLEST, largest / 10 ** MOST_DECADES);
  return power(Math.floor(Math.log10(Math.max(smallest, lowest))));
}

function targetPlace(
  { low, high }: LogExtent,
  target: number | undefined,
  threshold: number,
  inside: boolean,
): TargetPlace {
  const height = (value: number): number => decades(value, threshold);
  return placeOf([height(low), height(high)], target === undefined ? undefined : height(target), low === high, inside);
}

/** The round numbers of so many decades, from the threshold on. */
function rungs(threshold: number, end: number, steps: readonly number[], skip: number): number[] {
  const found: number[] = [];
  const first = Math.round(Math.log10(threshold));
  for (let exponent = first; power(exponent) <= end; exponent += skip)
    for (const step of steps) if (step * power(exponent) <= end) found.push(step * power(exponent));
  return found;
}

function floorTo(value: number, steps: readonly number[]): number {
  const base = power(Math.floor(Math.log10(value)));
  return (steps.findLast((step) => step * base <= value * 1.000_001) ?? 1) * base;
}

function ceilTo(value: number, steps: readonly number[]): number {
  const base = power(Math.floor(Math.log10(value)));
  return ([...steps, 10].find((step) => step * base >= value * 0.999_999) ?? 10) * base;
}

/** Ten to a power, as exactly as a number can tell it. */
function power(exponent: number): number {
  return Number(`1e${exponent}`);
}

function stillServes(previous: ValueRange, range: ValueRange, from: number, to: number): boolean {
  if (previous.log === undefined || range.log === undefined || previous.target !== range.target) return false;
  const { threshold } = previous.log;
  const height = (value: number): number => decades(value, threshold);
  const span = ({ low, high }: ValueRange): number => height(high) - height(low);
  const fits = previous.low <= from && previous.high >= to && threshold <= range.log.threshold;
  return fits && span(previous) <= SPARE * span(range);
}
