import type { Band } from './bands.js';
import type { ValueRange } from './value-range.js';

/** The part of a value axis that one band of the target covers. */
export interface BandView {
  readonly band: Band;
  readonly low: number;
  readonly high: number;
  /** What it is called. */
  readonly label: string;
}

/** Where the bands begin, as a share of the target. */
const GOOD_FROM = 0.9;
const FAIR_FROM = 0.7;

/**
 * The bands of a target that a range shows, the lowest first. None where the range lies within a single one: there is
 * nothing to tell apart then, and a whole picture in the colour of a state would be an alarm, not a scale.
 */
export function bandViews(
  { low, high }: ValueRange,
  target: number | undefined,
  labelOf: (band: Band) => string,
): readonly BandView[] {
  if (target === undefined || !(target > 0) || !Number.isFinite(target)) return [];
  const bands: readonly (readonly [Band, number, number])[] = [
    ['poor', -Infinity, FAIR_FROM * target],
    ['fair', FAIR_FROM * target, GOOD_FROM * target],
    ['good', GOOD_FROM * target, Infinity],
  ];
  const seen = bands.filter(([, from, to]) => from < high && to > low);
  if (seen.length < 2) return [];
  return seen.map(([band, from, to]) => ({
    band,
    low: Math.max(low, from),
    high: Math.min(high, to),
    label: labelOf(band),
  }));
}
