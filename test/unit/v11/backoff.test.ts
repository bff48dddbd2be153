import { describe, expect, test } from 'vitest';
import { nextRetry } from '../../../src/v11/backoff.js';

describe('the wait before the next try', () => {
  test('doubles its limit from one second to thirty', () => {
    const longest = (failures: number): number => nextRetry(failures, 0, () => 1).delayMs;
    expect([0, 1, 2, 3, 4, 5, 50, 5_000].map(longest)).toEqual([
      1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000,
    ]);
  });

  test('is spread evenly below its limit, so that many clients do not return together', () => {
    const delays = Array.from({ length: 10_000 }, (_, index) => nextRetry(4, 0, () => index / 10_000).delayMs);
    const inQuarter = (quarter: number): number =>
      delays.filter((delay) => delay >= quarter * 4_000 && delay < (quarter + 1) * 4_000).length;
    for (const quarter of [0, 1, 2, 3]) expect(inQuarter(quarter)).toBeCloseTo(2_500, -2);
  });

  test('is never shorter than a quarter of a second', () => {
    expect(nextRetry(9, 0, () => 0).delayMs).toBe(250);
  });

  test('is that quarter of a second after a connection that lasted', () => {
    expect(nextRetry(9, 30_001, () => 1)).toEqual({ failures: 1, delayMs: 250 });
  });

  test('begins anew after ten stable seconds and not before', () => {
    expect(nextRetry(5, 10_000, () => 1)).toEqual({ failures: 1, delayMs: 1_000 });
    expect(nextRetry(5, 9_999, () => 1)).toEqual({ failures: 6, delayMs: 30_000 });
  });
});
