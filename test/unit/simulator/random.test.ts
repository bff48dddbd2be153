import { describe, expect, it } from 'vitest';
import { countOf, createRandom, integerBetween, noise, waitFor } from '../../../src/v11/simulator/random.js';

function draw(count: number, next: () => number): number[] {
  return Array.from({ length: count }, next);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('seeded randomness', () => {
  it('repeats itself with the same seed only', () => {
    expect(draw(50, createRandom(42))).toEqual(draw(50, createRandom(42)));
    expect(draw(50, createRandom(42))).not.toEqual(draw(50, createRandom(43)));
  });

  it.each([0, -1, 0.5, 4_294_967_297, NaN])('takes %s as a seed', (seed) => {
    const numbers = draw(10_000, createRandom(seed));
    expect(numbers.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(mean(numbers)).toBeCloseTo(0.5, 1);
  });

  it('draws whole numbers with both bounds', () => {
    const random = createRandom(1);
    expect(new Set(draw(500, () => integerBetween(random, 3, 6)))).toEqual(new Set([3, 4, 5, 6]));
  });

  it('counts fractional rates right on average, in whole numbers', () => {
    const random = createRandom(1);
    const counts = draw(20_000, () => countOf(random, 2.3));
    expect(counts.every(Number.isInteger)).toBe(true);
    expect(mean(counts)).toBeCloseTo(2.3, 1);
    expect(countOf(random, -5)).toBe(0);
  });

  it('keeps noise and waits within their bounds', () => {
    const random = createRandom(1);
    const noises = draw(20_000, () => noise(random));
    expect(Math.max(...noises.map(Math.abs))).toBeLessThanOrEqual(3);
    expect(mean(noises)).toBeCloseTo(0, 1);
    expect(mean(draw(20_000, () => waitFor(random, 100)))).toBeGreaterThan(90);
    expect(Math.max(...draw(20_000, () => waitFor(random, 100)))).toBeLessThanOrEqual(500);
  });
});
