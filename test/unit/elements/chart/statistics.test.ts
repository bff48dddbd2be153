import { describe, expect, it } from 'vitest';
import { bandOf } from '../../../../src/elements/base/chart/bands.js';
import { statisticsOf } from '../../../../src/elements/base/chart/statistics.js';

const of = (...values: number[]) => statisticsOf(Float64Array.from(values));

describe('statistics of a window', () => {
  it('tells the newest, the average, the peak, the lowest and the 95th percentile', () => {
    const values = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(of(...values)).toMatchObject({ current: 100, average: expect.closeTo(50.5, 9), peak: 100, p95: 95, low: 1 });
  });

  it('is silent about no values, and calls a single one steady', () => {
    expect(of()).toBeUndefined();
    expect(of(7)).toEqual({ current: 7, average: 7, peak: 7, p95: 7, low: 7, trend: 'steady' });
  });

  it('ignores what is not a number', () => {
    expect(of(NaN, 4, Infinity, 8, NaN)).toMatchObject({ current: 8, average: 6, peak: 8, low: 4 });
    expect(of(NaN, Infinity)).toBeUndefined();
  });

  it('keeps a peak below zero, and averages the largest numbers', () => {
    expect(of(-5, -9)).toMatchObject({ peak: -5, low: -9, average: -7 });
    expect(of(Number.MAX_VALUE, Number.MAX_VALUE)?.average).toBe(Number.MAX_VALUE);
    expect(of(2 ** 53, 2 ** 53)?.average).toBe(2 ** 53);
  });

  it('sees a trend only where the last third differs by more than two percent from the first', () => {
    expect(of(100, 100, 110, 120, 120, 120)?.trend).toBe('rising');
    expect(of(120, 120, 110, 100, 100, 100)?.trend).toBe('falling');
    expect(of(100, 101, 99, 100, 101, 100)?.trend).toBe('steady');
    expect(of(-100, -100, -50)?.trend).toBe('rising');
  });
});

describe('efficiency bands', () => {
  it.each([
    [120, 'good'],
    [90, 'good'],
    [89.5, 'good'],
    [89.4, 'fair'],
    [70, 'fair'],
    [69.4, 'poor'],
    [0, 'poor'],
    [-3, 'poor'],
  ] as const)('%d percent is %s', (percent, band) => {
    expect(bandOf(percent)).toBe(band);
  });
});
