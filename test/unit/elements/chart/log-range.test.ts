import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseLogRange, logExtentOf } from '../../../../src/elements/base/chart/log-range.js';
import { projectionOf } from '../../../../src/elements/base/chart/projection.js';
import { valuesOf, type ValueRange } from '../../../../src/elements/base/chart/value-range.js';
import { decades, helpfulScale } from '../../../../src/elements/base/chart/value-scale.js';

function rangeOf(values: readonly number[], target?: number, previous?: ValueRange): ValueRange {
  const extent = logExtentOf([Float64Array.from(values)]);
  if (extent === undefined) throw new Error('There should be values.');
  return chooseLogRange(extent, target, 5, previous);
}

describe('a logarithmic range', () => {
  it('shows three thousand and two million as round powers of ten', () => {
    const range = rangeOf([3_000, 1_950_000], 2_000_000);
    expect([range.low, range.high, range.target]).toEqual([1_000, 10_000_000, 'inside']);
    expect(valuesOf(range)).toEqual([1_000, 10_000, 100_000, 1_000_000, 10_000_000]);
  });

  it('has a place for zero, under the smallest value', () => {
    const range = rangeOf([0, 3_000, 900_000]);
    expect(range.low).toBe(0);
    expect(valuesOf(range)).toEqual([0, 1_000, 10_000, 100_000, 1_000_000]);
  });

  it('mirrors negative values', () => {
    const lines = valuesOf(rangeOf([-900, 5, 700]));
    expect(lines).toEqual(lines.map((value) => 0 - value).reverse());
    expect(lines).toContain(0);
  });

  it('has the round numbers of a linear scale where values are near each other', () => {
    expect(valuesOf(rangeOf([27_400, 29_300]))).toContain(28_000);
  });

  it('keeps the range that is shown while it serves, and shows nothing but zeros on a linear one', () => {
    const range = rangeOf([3_000, 1_950_000]);
    expect(rangeOf([2_500, 1_100_000], undefined, range)).toBe(range);
    expect(rangeOf([2_500, 20_000_000], undefined, range)).not.toBe(range);
    expect(rangeOf([0, 0]).log).toBeUndefined();
  });

  it('holds whatever values there are, in few lines that ascend', () => {
    const anyValue = fc.oneof(
      fc.double({ noNaN: true, min: -1e300, max: 1e300 }),
      fc.constantFrom(0, 2 ** 53, 1e-300, 5e-324),
    );
    fc.assert(
      fc.property(fc.array(anyValue, { minLength: 1, maxLength: 9 }), fc.option(anyValue), (values, target) => {
        const range = rangeOf(values, target ?? undefined);
        const lines = valuesOf(range);
        expect(range.low).toBeLessThan(range.high);
        expect(range.low).toBeLessThanOrEqual(Math.min(...values));
        expect(range.high).toBeGreaterThanOrEqual(Math.max(...values));
        expect(lines.length).toBeLessThan(30);
        expect(lines).toEqual([...new Set(lines)].sort((a, b) => a - b));
        const insets = { top: 0, right: 0, bottom: 0, left: 0 };
        const { y } = projectionOf({ width: 9, height: 100, insets, from: 0, to: 1, range, rightToLeft: false });
        for (const value of values) expect(y(value)).toSatisfy((top: number) => top >= -0.01 && top <= 100.01);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a logarithmic scale', () => {
  it('rises by one for each factor of ten, and is a line around zero', () => {
    expect([0, 5, 10, 100, 1_000].map((value) => decades(value, 10))).toEqual([0, 0.5, 1, 2, 3]);
    expect(decades(-100, 10)).toBe(-2);
  });

  const scaleOf = (values: readonly number[], before: 'linear' | 'log' = 'linear') =>
    helpfulScale(Float64Array.from(values), before);
  const many = (value: number, count: number): number[] => Array.from({ length: count }, () => value);

  it('helps where a network went from three thousand to two million, and not once most of it is at two million', () => {
    expect(scaleOf([...many(3_000, 50), ...many(2e6, 10)])).toBe('log');
    expect(scaleOf([...many(3_000, 20), ...many(2e6, 40)], 'log')).toBe('linear');
  });

  it('is not chosen for a value that falls for a moment, nor below zero, nor without values', () => {
    expect(scaleOf([...many(2e6, 59), 10])).toBe('linear');
    expect(scaleOf([-5, ...many(3, 50), 2e6])).toBe('linear');
    expect(scaleOf([])).toBe('linear');
    expect(scaleOf(many(0, 5))).toBe('linear');
  });

  it('stays until it is clearly not needed', () => {
    const values = [...many(30, 50), ...many(1_000, 9)];
    expect(scaleOf(values, 'linear')).toBe('linear');
    expect(scaleOf(values, 'log')).toBe('log');
  });
});
