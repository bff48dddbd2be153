import { describe, expect, test } from 'vitest';
import { CallBudget } from '../../../src/v11/index.js';
import { ManualClock } from '../../support/manual-clock.js';

describe('the call budget', () => {
  test('gives a few calls at once and then one every forty seconds', () => {
    const clock = new ManualClock();
    const budget = new CallBudget(clock);
    expect([1, 2, 3, 4, 5].map(() => budget.take())).toEqual([true, true, true, true, false]);
    expect(budget.waitMs()).toBe(40_000);
    clock.advance(39_999);
    expect(budget.take()).toBe(false);
    clock.advance(1);
    expect([budget.take(), budget.take()]).toEqual([true, false]);
  });

  test('never gives a hundred calls in any hour, however greedy one is and however long one waited before', () => {
    const clock = new ManualClock();
    const budget = new CallBudget(clock);
    const taken: number[] = [];
    clock.advance(7_200_000);
    for (let second = 0; second < 3 * 3_600; second += 1) {
      while (budget.take()) taken.push(second);
      clock.advance(1_000);
    }
    const inHourFrom = (start: number): number => taken.filter((at) => at >= start && at < start + 3_600).length;
    expect(Math.max(...taken.map(inHourFrom))).toBeLessThan(100);
    expect(taken.length).toBeGreaterThan(250);
  });

  test('gives none while the backend wants none', () => {
    const clock = new ManualClock();
    const budget = new CallBudget(clock);
    budget.block(2_817_000);
    clock.advance(2_816_999);
    expect(budget.take()).toBe(false);
    clock.advance(1);
    expect(budget.take()).toBe(true);
  });
});
