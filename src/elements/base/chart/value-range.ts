/** Where the target is, seen from the values that are drawn. */
export type TargetPlace = 'inside' | 'above' | 'below' | 'none';

/** The part of the value axis that is drawn. */
export interface ValueRange {
  readonly low: number;
  readonly high: number;
  /** Distance between two grid lines: 1, 2, 2.5 or 5 times a power of ten. */
  readonly step: number;
  readonly target: TargetPlace;
  /** Where the scale is logarithmic: from where on, and its grid lines. */
  readonly log?: { readonly threshold: number; readonly lines: readonly number[] };
}

/** Flat data is given at least this share of its size, so that noise does not look like drama. */
const LEAST_SPAN_SHARE = 0.1;

/** The target is drawn where the data keeps at least this share of the height; a little less where it already was. */
const DATA_SHARE = 0.2;
const DATA_SHARE_KEPT = 0.15;

/** Values that fall below this share of the largest one are shown from zero. */
const FROM_ZERO_SHARE = 0.4;

/** The present range stays while it is at most so many times too large: an axis that jumps cannot be read. */
const SPARE = 1.5;

/** Beyond this nothing is drawn to scale; keeps sums and differences finite. */
const LIMIT = 1e300;

/** What is smaller is zero: a step between two grid lines could not be told. */
const LEAST = 1e-300;

/** Lowest and highest finite value; nothing where there is none. */
export function extentOf(columns: readonly Float64Array[]): readonly [number, number] | undefined {
  let low = Infinity;
  let high = -Infinity;
  for (const column of columns) {
    // A counted loop: an iterator costs several times as much, and this is done with every picture.
    for (let index = 0; index < column.length; index += 1) {
      const value = column[index] ?? NaN;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low > high ? undefined : [clamp(low), clamp(high)];
}

/**
 * Chooses what to draw: the data with a little air, on round numbers, with the target if that does not crush the
 * data; otherwise the target is only named at the edge.
 *
 * @param lines How many grid lines fit, about.
 * @param previous The range that is shown now; kept where it still serves.
 */
export function chooseRange(
  extent: readonly [number, number],
  target: number | undefined,
  lines: number,
  previous?: ValueRange,
): ValueRange {
  const [low, high] = extent;
  const data = widen(low, high, target);
  const place = placeOf(data, target, low === high && low === 0, previous?.target === 'inside');
  const ends = place === 'inside' && target !== undefined ? [...data, target] : data;
  const [from, to] = air(Math.min(...ends), Math.max(...ends), low >= 0);
  const step = niceStep((to - from) / Math.max(1, lines));
  const range = { low: Math.floor(from / step) * step, high: Math.ceil(to / step) * step, step, target: place };
  return previous !== undefined && stillServes(previous, range, from, to) ? previous : range;
}

/** The round numbers of a range, from its bottom to its top. */
export function valuesOf({ low, high, step, log }: ValueRange): readonly number[] {
  if (log !== undefined) return log.lines;
  const count = Math.round((high - low) / step);
  return Array.from({ length: count + 1 }, (_, index) => low + index * step);
}

function widen(low: number, high: number, target: number | undefined): readonly [number, number] {
  const size = [Math.max(Math.abs(low), Math.abs(high)), Math.abs(target ?? 0)].find((one) => one > LEAST);
  // Nothing but zeros: from zero to one, with the air.
  if (size === undefined) return [Math.min(0, low), 0.9];
  const lacking = Math.max(0, size * LEAST_SPAN_SHARE - (high - low)) / 2;
  return [low - lacking, high + lacking];
}

/**
 * Where a target is, seen from the data: drawn with it, unless that would crush the data.
 *
 * @param idle Whether the data has no shape.
 * @param inside Whether the target is drawn now.
 */
export function placeOf(
  [low, high]: readonly [number, number],
  target: number | undefined,
  idle: boolean,
  inside: boolean,
): TargetPlace {
  if (target === undefined || !Number.isFinite(target)) return 'none';
  const whole = Math.max(high, target) - Math.min(low, target);
  // A network that does nothing has no shape that could be crushed.
  if (idle || (high - low) / whole >= (inside ? DATA_SHARE_KEPT : DATA_SHARE)) return 'inside';
  return target > high ? 'above' : 'below';
}

function air(low: number, high: number, positive: boolean): readonly [number, number] {
  const pad = (high - low) * 0.06;
  if (!positive) return [low - pad, high + pad];
  return [low < FROM_ZERO_SHARE * high ? 0 : Math.max(0, low - pad), high + pad];
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 2.5, 5, 10].find((candidate) => candidate * power >= rough * 0.999) ?? 10;
  return factor * power;
}

function stillServes(previous: ValueRange, range: ValueRange, from: number, to: number): boolean {
  const fits =
    previous.log === undefined && previous.low <= from && previous.high >= to && previous.target === range.target;
  return fits && previous.high - previous.low <= SPARE * (range.high - range.low) && previous.step >= range.step;
}

function clamp(value: number): number {
  return Math.min(Math.max(value, -LIMIT), LIMIT);
}
