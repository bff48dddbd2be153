import { describe, expect, it } from 'vitest';
import type { Origin } from '../../../src/domain/live-update.js';
import { LiveMetrics } from '../../../src/session/live-metrics.js';
import { ManualClock } from '../../support/manual-clock.js';

const T0 = 1_790_000_000_000;

function counted(
  values: readonly (number | undefined)[],
  source: (second: number) => string = () => '/ws',
): LiveMetrics {
  const live = new LiveMetrics({ clock: new ManualClock(T0) });
  values.forEach((value, second) => {
    if (value !== undefined) live.system('blocksValidated', value, from(source(second), second));
  });
  return live;
}

function from(source: string, second: number): Origin {
  return { source, at: T0 + second * 1_000, confidence: 'reported' };
}

function rates(live: LiveMetrics): [second: number, perMinute: number][] {
  const { times, values } = live.series('blocksPerMinute');
  return Array.from(times, (at, index) => [(at - T0) / 1_000, Math.round((values[index] ?? NaN) * 10) / 10]);
}

describe('the rate of a counter', () => {
  it('is the increase per minute, from the third second on', () => {
    expect(rates(counted([100, 102, 104, 106, 108]))).toEqual([
      [3, 120],
      [4, 120],
    ]);
  });

  it('is taken over ten seconds, so that a single block does not make it jump', () => {
    const blocks = Array.from({ length: 40 }, (_, second) => Math.floor(second / 2));
    const settled = rates(counted(blocks)).filter(([second]) => second >= 10);
    expect(settled).toHaveLength(30);
    expect(settled.every(([, rate]) => rate === 30)).toBe(true);
  });

  it('does not span a counter that starts anew: no spike, neither down nor up', () => {
    const live = counted([9_000, 9_002, 9_004, 9_006, 9_008, 3, 5, 7, 9]);
    expect(rates(live)).toEqual([
      [3, 120],
      [4, 120],
      [8, 120],
    ]);
  });

  it('does not span two sources, whose counters have nothing to do with each other', () => {
    const live = counted([100, 102, 104, 106, 90_000, 90_002, 90_004, 90_006], (second) =>
      second < 4 ? '/ws' : '/stats',
    );
    expect(rates(live)).toEqual([
      [3, 120],
      [7, 120],
    ]);
  });

  it('is zero while the counter stands still', () => {
    expect(rates(counted([5, 5, 5, 5]))).toEqual([[3, 0]]);
  });

  it('of a source that speaks seldom is the average since it spoke last', () => {
    const live = counted([]);
    [0, 40, 80].forEach((second, index) => live.system('consensusRounds', 1_000 + index * 80, from('/stats', second)));
    expect([...live.series('roundsPerMinute').values]).toEqual([120, 120]);
  });

  it('goes on when the clock was set back', () => {
    const live = counted([100, 102, 104, 106]);
    [-3_600, -3_599, -3_598, -3_597].forEach((second, index) =>
      live.system('blocksValidated', 108 + index, { ...from('/ws', second), sentAt: T0 + 5_000 + index * 1_000 }),
    );
    expect(rates(live)).toEqual([[-3_597, 60]]);
  });

  it('is forgotten with everything else', () => {
    const live = counted([100, 102, 104, 106]);
    live.clear();
    live.system('blocksValidated', 200, from('/ws', 7));
    expect(rates(live)).toEqual([]);
  });

  it('takes a bounded memory however often the counter comes', () => {
    const live = new LiveMetrics({ clock: new ManualClock(T0) });
    for (let tick = 0; tick < 5_000; tick += 1) live.system('blocksValidated', tick, from('/ws', tick / 100));
    const { length, values } = live.series('blocksPerMinute');
    expect(length).toBeLessThanOrEqual(200);
    expect(values.at(-1)).toBeCloseTo(6_000, -2);
  });
});
