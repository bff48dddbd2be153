import { describe, expect, it } from 'vitest';
import { bandOf } from '../../../../src/elements/base/chart/bands.js';
import type { Columns } from '../../../../src/elements/base/chart/columns.js';
import { PointRow } from '../../../../src/elements/base/chart/point-row.js';
import { statisticsIn, statisticsOf } from '../../../../src/elements/base/chart/statistics.js';

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

describe('statistics of a long window', () => {
  /** A walk that repeats nothing. */
  const walk = (length: number, from = 0): number[] =>
    Array.from(
      { length },
      (_, index) => 1_000 + Math.sin((from + index) / 977) * 300 + (((from + index) * 7_919) % 100),
    );

  const columnsOf = (values: readonly number[], from = 0): Columns => ({
    times: Float64Array.from(values, (_, index) => from + index),
    values: [Float64Array.from(values)],
  });

  it('are those of every point, and p95 is nearly so and says from what', () => {
    const row = new PointRow(columnsOf(walk(100_000)));
    const exact = of(...walk(100_000));
    const told = statisticsIn(row.columns, 0, 0);
    expect(told).toMatchObject({
      current: exact?.current,
      average: expect.closeTo(exact?.average ?? NaN, 6),
      peak: exact?.peak,
      low: exact?.low,
      trend: exact?.trend,
      p95Every: 32,
    });
    const rank = walk(100_000).filter((value) => value <= (told?.p95 ?? NaN)).length / 100_000;
    expect(Math.abs(rank - 0.95)).toBeLessThan(0.01);
  });

  it('are exact up to some thousands of points, and say nothing of samples', () => {
    const values = walk(4_096);
    expect(statisticsIn(columnsOf(values), 0, 0)).toEqual(of(...values));
    expect(statisticsIn(columnsOf(values), 0, 0)?.p95Every).toBeUndefined();
  });

  it('stay right while the window slides over points that are not looked at again', () => {
    const row = new PointRow(columnsOf(walk(20_000)));
    statisticsIn(row.columns, 0, 0);
    for (let step = 1; step <= 5; step += 1) {
      row.append(columnsOf(walk(700, 20_000 + (step - 1) * 700), 20_000 + (step - 1) * 700));
      const from = step * 700 + 13;
      const exact = of(...walk(20_000 + step * 700).slice(from));
      expect(statisticsIn(row.columns, 0, from)).toMatchObject({
        average: expect.closeTo(exact?.average ?? NaN, 6),
        peak: exact?.peak,
        low: exact?.low,
      });
    }
    row.columns.values[0]?.fill(-1, 0, 10_000);
    expect(statisticsIn(row.columns, 0, 0)?.low).toBeGreaterThan(0);
  });

  it('leave out what is missing, average the largest numbers, and are silent about nothing', () => {
    const holes = Array.from({ length: 9_000 }, (_, index) => (index % 2 === 0 ? NaN : index < 4_500 ? 1 : 3));
    expect(statisticsIn(columnsOf(holes), 0, 0)).toMatchObject({
      current: 3,
      average: expect.closeTo(2, 9),
      low: 1,
      peak: 3,
    });
    const largest = Array.from({ length: 9_000 }, () => Number.MAX_VALUE);
    expect(statisticsIn(columnsOf(largest), 0, 0)?.average).toBeCloseTo(Number.MAX_VALUE, -300);
    expect(statisticsIn(columnsOf(holes.map(() => NaN)), 0, 0)).toBeUndefined();
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
