import { describe, expect, it } from 'vitest';
import { CalmTrend, changeOf } from '../../../../src/elements/metric-cards/trend.js';

/** One value a second, the last one a minute after the first unless there are fewer. */
function points(...values: number[]): { times: Float64Array; values: Float64Array } {
  return {
    times: Float64Array.from(values, (_, index) => 1_000_000 + index * 1_000),
    values: Float64Array.from(values),
  };
}

/** A minute in which the first half has one value and the second another. */
function step(before: number, after: number): { times: Float64Array; values: Float64Array } {
  return points(...Array.from({ length: 61 }, (_, second) => (second < 30 ? before : after)));
}

const percent = (value: number) => ({ percent: value, overMs: 60_000 });

describe('the change of a quantity', () => {
  it('is that of the newest quarter of the last minute against the oldest one', () => {
    expect(changeOf(step(100, 110))).toEqual({ percent: 10, overMs: 60_000 });
    expect(changeOf(step(100, 75))).toEqual({ percent: -25, overMs: 60_000 });
  });

  it('looks at no more than the last minute, however long the past is', () => {
    const long = points(...Array.from({ length: 300 }, (_, second) => (second < 200 ? 5_000_000 : 100)));
    expect(changeOf(long)).toEqual({ percent: 0, overMs: 60_000 });
  });

  it('says over how long where less than a minute is known, and nothing below twenty seconds', () => {
    expect(changeOf(points(...Array.from({ length: 31 }, () => 7)))).toEqual({ percent: 0, overMs: 30_000 });
    expect(changeOf(points(...Array.from({ length: 20 }, () => 7)))).toBeUndefined();
    expect(changeOf(points())).toBeUndefined();
    expect(changeOf(points(7))).toBeUndefined();
  });

  it('is unknown where nothing was heard at one of its ends', () => {
    const { times, values } = step(100, 110);
    const late = {
      times: Float64Array.from([0, ...times.subarray(40)]),
      values: Float64Array.from([1, ...values.subarray(40)]),
    };
    expect(changeOf(late)).toBeUndefined();
  });

  it('has no percent of nothing, and stays finite for the largest numbers', () => {
    expect(changeOf(step(0, 5))?.percent).toBe(Infinity);
    expect(changeOf(step(0, -5))?.percent).toBe(-Infinity);
    expect(changeOf(step(0, 0))?.percent).toBe(0);
    expect(changeOf(step(-100, -50))?.percent).toBe(50);
    expect(changeOf(step(1.7e308, 1.7e308))?.percent).toBe(0);
    expect(changeOf(step(2 ** 53, 2 ** 53 * 1.5))?.percent).toBeCloseTo(50);
  });
});

describe('a trend', () => {
  it('rises or falls from two percent on, and is steady again only below one', () => {
    const trend = new CalmTrend();
    const after = (change: number) => trend.next(percent(change))?.trend;
    expect([1.9, 2, 1.5, 1, 0.9, 1.9].map(after)).toEqual(['steady', 'rising', 'rising', 'rising', 'steady', 'steady']);
    expect([-1.9, -2, -1.2, -0.5].map(after)).toEqual(['steady', 'falling', 'falling', 'steady']);
  });

  it('does not flicker between up and down around zero, nor around its limits', () => {
    const trend = new CalmTrend();
    const shown = Array.from({ length: 200 }, (_, look) => trend.next(percent(look % 2 === 0 ? 1.99 : -1.99))?.trend);
    expect(new Set(shown)).toEqual(new Set(['steady']));
    const rising = new CalmTrend();
    rising.next(percent(3));
    const near = Array.from({ length: 200 }, (_, look) => rising.next(percent(look % 2 === 0 ? 1.8 : 2.2))?.trend);
    expect(new Set(near)).toEqual(new Set(['rising']));
  });

  it('goes straight from rising to falling where a quantity does', () => {
    const trend = new CalmTrend();
    trend.next(percent(5));
    expect(trend.next(percent(-5))?.trend).toBe('falling');
  });

  it('begins anew after a time in which nothing was known', () => {
    const trend = new CalmTrend();
    trend.next(percent(5));
    expect(trend.next(undefined)).toBeUndefined();
    expect(trend.next(percent(1.5))?.trend).toBe('steady');
  });
});
