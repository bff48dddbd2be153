import { describe, expect, it } from 'vitest';
import { gapsIn, usualInterval } from '../../../../src/elements/base/chart/gaps.js';

/** Times from intervals in seconds. */
function times(...seconds: number[]): Float64Array {
  let at = 0;
  return Float64Array.from([0, ...seconds.map((interval) => (at += interval * 1_000))]);
}

const steady = (count: number, seconds = 1): number[] => Array.from({ length: count }, () => seconds);

function gaps(of: Float64Array, values = of): number[] {
  return gapsIn(of, values);
}

describe('gaps', () => {
  it('are pauses of more than three usual intervals', () => {
    expect(gaps(times(...steady(10), 3, ...steady(10)))).toEqual([]);
    expect(gaps(times(...steady(10), 3.1, ...steady(10)))).toEqual([10]);
  });

  it('do not appear where a source is slow, became slower or became faster', () => {
    expect(gaps(times(...steady(20, 5)))).toEqual([]);
    expect(gaps(times(...steady(20, 1), ...steady(6, 5)))).toEqual([]);
    expect(gaps(times(...steady(6, 5), ...steady(20, 1)))).toEqual([]);
  });

  it('are seen on both sides of a lone point', () => {
    expect(gaps(times(...steady(8), 20, 20, ...steady(8)))).toEqual([8, 9]);
  });

  it('lie on both sides of a value that is missing', () => {
    const at = times(...steady(4));
    expect(gaps(at, Float64Array.from([1, 2, NaN, 4, 5]))).toEqual([1, 2]);
  });

  it('need points', () => {
    expect(gaps(times())).toEqual([]);
    expect(gaps(new Float64Array())).toEqual([]);
    expect(usualInterval(times())).toBeUndefined();
    expect(usualInterval(times(2))).toBe(2_000);
  });

  it('are judged by what is usual of late', () => {
    expect(usualInterval(times(...steady(200, 1), ...steady(70, 0.25)))).toBe(250);
  });
});
