import { describe, expect, it } from 'vitest';
import { Series } from '../../../../src/session/series.js';
import { sparklineShape, type SparklineShape } from '../../../../src/elements/base/sparkline/sparkline-shape.js';

const OPTIONS = { windowMs: 60_000, width: 103, height: 26 };

/** One value a second; what is missing was not heard. */
function series(values: readonly (number | undefined)[], everyMs = 1_000): Series {
  const made = new Series(10_000);
  values.forEach((value, index) => value !== undefined && made.push(1_000_000 + index * everyMs, value));
  return made;
}

function wave(length: number): number[] {
  return Array.from({ length }, (_, index) => 1_000 + 300 * Math.sin(index / 5));
}

/** Places of a path, one list for each stretch. */
function stretches({ line }: SparklineShape): [number, number][][] {
  return line
    .split('M')
    .slice(1)
    .map((stretch) =>
      stretch
        .replace('h0', '')
        .split('L')
        .map((place) => place.split(' ').map(Number) as [number, number]),
    );
}

function shape(points: { times: Float64Array; values: Float64Array }, options = {}): SparklineShape {
  const made = sparklineShape(points, { ...OPTIONS, ...options });
  if (made === undefined) throw new Error('Nothing was drawn.');
  return made;
}

describe('a sparkline', () => {
  it('goes from one edge to the dot at the other, inside its box', () => {
    const [places] = stretches(shape(series(wave(61))));
    expect(places).toHaveLength(61);
    expect(places?.[0]?.[0]).toBe(0);
    expect(places?.at(-1)?.[0]).toBe(100);
    for (const [x, y] of places ?? []) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(y).toBeGreaterThanOrEqual(3);
      expect(y).toBeLessThanOrEqual(23);
    }
    expect(shape(series(wave(61))).last).toBe(`M${places?.at(-1)?.join(' ')}h0`);
  });

  it('shows only its window, and enters it on the line from outside', () => {
    const values = Array.from({ length: 200 }, (_, index) => index);
    const [places] = stretches(shape(series(values, 700)));
    expect(places?.[0]?.[0]).toBe(0);
    expect(places?.[1]?.[0]).toBeGreaterThan(0);
    const [first, second, third] = places ?? [];
    const slope = (a: [number, number], b: [number, number]) => (b[1] - a[1]) / (b[0] - a[0]);
    expect(slope(first ?? [0, 0], second ?? [1, 1])).toBeCloseTo(slope(second ?? [0, 0], third ?? [1, 1]), 0);
  });

  it('leaves gaps open, and shows a point that stands alone', () => {
    const values = wave(61).map((value, second) =>
      (second > 10 && second < 25) || (second > 25 && second < 40) ? undefined : value,
    );
    const drawn = shape(series(values));
    expect(stretches(drawn).map(({ length }) => length)).toEqual([11, 1, 21]);
    expect(drawn.line).toMatch(/M[\d.]+ [\d.]+h0M/);
    expect(drawn.area.match(/Z/g)).toHaveLength(2);
  });

  it('does not come in from outside over a gap', () => {
    const drawn = shape(series([5, ...Array.from({ length: 40 }, () => undefined), ...wave(50)]));
    expect(stretches(drawn)[0]?.[0]?.[0]).toBeGreaterThan(15);
  });

  it('is thinned to the columns of pixels, and keeps every peak', () => {
    const values = wave(3_000);
    values[1_711] = 9_000;
    const points = series(values, 20);
    const drawn = shape(points, { pixelRatio: 1 });
    const [places] = stretches(drawn);
    expect(places?.length).toBeLessThanOrEqual(4 * 102);
    expect(Math.min(...(places ?? []).map(([, y]) => y))).toBe(3);
    const sharp = stretches(shape(points, { pixelRatio: 3 }))[0]?.length ?? 0;
    expect(sharp).toBeGreaterThan((places?.length ?? 0) * 1.5);
  });

  it('reads the columns where they are, and changes nothing in them', () => {
    const points = series(wave(90));
    const before = [points.times.slice(), points.values.slice()];
    shape(points);
    expect([points.times, points.values]).toEqual(before);
  });

  it('makes no drama of a quiet line', () => {
    const [places] = stretches(shape(series(wave(61).map((value) => 1_000 + (value - 1_000) / 100))));
    const heights = (places ?? []).map(([, y]) => y);
    expect(Math.max(...heights) - Math.min(...heights)).toBeLessThan(1.5);
  });

  it('shows everything from zero beside a value that is to be reached', () => {
    const drawn = shape(series(wave(61)), { reference: 13_000 });
    expect(drawn.reference).toBe('M0 4.8H100');
    expect(stretches(drawn)[0]?.every(([, y]) => y > 20)).toBe(true);
    expect(shape(series(wave(61)), { reference: 600 }).reference).toMatch(/^M0 1\d(\.\d)?H100$/);
  });

  it.each([
    ['one point', [7]],
    ['zero', [0, 0, 0]],
    ['negative values', [-5, -3, -9]],
    ['values beyond every integer', [2 ** 53, 2 ** 53 + 2, 2 ** 60]],
    ['the largest numbers', [1.7e308, -1.7e308, 1]],
  ])('is a sensible line for %s', (_, values) => {
    const drawn = shape(series(values));
    expect(drawn.line).toMatch(/^[MLh\d. -]+$/);
    for (const [x, y] of stretches(drawn).flat()) expect(x >= 0 && x <= 100 && y >= 3 && y <= 23).toBe(true);
  });

  it('leaves out what is no number', () => {
    const times = Float64Array.from([0, 1_000, 2_000, 3_000, 4_000, 5_000]);
    const values = Float64Array.from([1, 2, NaN, 4, 5, NaN]);
    const drawn = shape({ times, values });
    expect(stretches(drawn).map(({ length }) => length)).toEqual([2, 2]);
    expect(drawn.last).toBe('');
  });

  it('is nothing without points, and where there is no room', () => {
    expect(sparklineShape(new Series(10), OPTIONS)).toBeUndefined();
    const nothing = { times: Float64Array.from([1]), values: Float64Array.from([NaN]) };
    expect(sparklineShape(nothing, OPTIONS)).toBeUndefined();
    for (const size of [0, NaN, -5, 7])
      expect(sparklineShape(series(wave(61)), { ...OPTIONS, width: size })).toBeUndefined();
  });

  it('forgets the future when the clock is set back, as its series does', () => {
    const points = series(wave(61));
    points.push(1_020_000, 1_000);
    expect(stretches(shape(points))[0]).toHaveLength(21);
  });
});
