import { describe, expect, it } from 'vitest';
import { chooseRange, extentOf, valuesOf } from '../../../../src/elements/base/chart/value-range.js';

const share = (range: { low: number; high: number }, from: number, to: number): number =>
  (to - from) / (range.high - range.low);

describe('the value axis', () => {
  it('shows data and target on round numbers', () => {
    const range = chooseRange([1_860_000, 2_090_000], 2_000_000, 5);
    expect(range).toEqual({ low: 1_800_000, high: 2_200_000, step: 100_000, target: 'inside' });
    expect(valuesOf(range)).toEqual([1_800_000, 1_900_000, 2_000_000, 2_100_000, 2_200_000]);
  });

  it('names a far target at the edge instead of crushing the data', () => {
    const above = chooseRange([9_000, 10_000], 2_000_000, 5);
    expect(above.target).toBe('above');
    expect(share(above, 9_000, 10_000)).toBeGreaterThan(0.4);
    expect(chooseRange([2_000_000, 2_100_000], 3_000, 5).target).toBe('below');
  });

  it('keeps a target in view a little longer than it would take it in', () => {
    const near = chooseRange([24_000, 24_500], 30_000, 5);
    expect(near.target).toBe('inside');
    const farther: [number, number] = [20_000, 20_300];
    expect(chooseRange(farther, 30_000, 5).target).toBe('above');
    expect(chooseRange(farther, 30_000, 5, near).target).toBe('inside');
    expect(chooseRange([15_000, 15_200], 30_000, 5, near).target).toBe('above');
  });

  it('does not make drama of noise', () => {
    const range = chooseRange([28_000, 28_050], undefined, 5);
    expect(share(range, 28_000, 28_050)).toBeLessThan(0.05);
  });

  it('begins at zero where values fall that far, and shows an idle network under its target', () => {
    expect(chooseRange([3_000, 30_000], 30_000, 5).low).toBe(0);
    expect(chooseRange([0, 0], 30_000, 5)).toMatchObject({ low: 0, target: 'inside' });
    expect(chooseRange([0, 0], undefined, 5)).toMatchObject({ low: 0 });
  });

  it('shows nothing but zeros between numbers that people can read', () => {
    expect(valuesOf(chooseRange([0, 0], undefined, 4))).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(valuesOf(chooseRange([0, 0], undefined, 2))).toEqual([0, 0.5, 1]);
  });

  it('goes below zero only where values do', () => {
    expect(chooseRange([-700, 600], undefined, 5).low).toBeLessThanOrEqual(-700);
    expect(chooseRange([1, 90], undefined, 5).low).toBe(0);
  });

  it('stays while it serves, and follows when it does not', () => {
    const range = chooseRange([28_000, 30_500], 30_000, 5);
    expect(chooseRange([28_100, 30_300], 30_000, 5, range)).toBe(range);
    expect(chooseRange([28_000, 40_000], 30_000, 5, range)).not.toBe(range);
    expect(chooseRange([200, 240], undefined, 5, range).high).toBeLessThan(300);
  });

  it.each([[[2 ** 53, 2 ** 53]], [[-(2 ** 53), 2 ** 53]], [[1e300, 1e300]], [[1e-9, 2e-9]], [[0.1, 0.3]]] as [
    [number, number],
  ][])('is finite and holds its data for %j', (extent) => {
    const range = chooseRange(extent, 2_000_000, 5);
    expect(range.low).toBeLessThanOrEqual(extent[0]);
    expect(range.high).toBeGreaterThanOrEqual(extent[1]);
    const values = valuesOf(range);
    expect(values.length).toBeGreaterThan(1);
    expect(values.length).toBeLessThan(15);
  });

  it('looks at every line, and past what is not a number', () => {
    expect(extentOf([Float64Array.of(3, NaN), Float64Array.of(9, 1)])).toEqual([1, 9]);
    expect(extentOf([Float64Array.of(NaN)])).toBeUndefined();
    expect(extentOf([])).toBeUndefined();
    expect(extentOf([Float64Array.of(-Infinity, Infinity)])).toEqual([-1e300, 1e300]);
  });
});
