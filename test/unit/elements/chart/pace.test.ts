import { describe, expect, it } from 'vitest';
import { Summary } from '../../../../src/elements/base/chart/chart-summary.js';
import { healthOf } from '../../../../src/elements/base/chart/freshness.js';
import { Pace } from '../../../../src/elements/base/chart/pace.js';
import { Series } from '../../../../src/session/series.js';
import type { DataHealth } from '../../../../src/session/data-health.js';
import { ManualClock } from '../../../support/manual-clock.js';

function runner() {
  const clock = new ManualClock();
  const runs: number[] = [];
  const start = clock.now();
  return { clock, runs, pace: new Pace(clock, () => runs.push(clock.now() - start)) };
}

describe('the pace of a picture', () => {
  it('is never faster than the interval, and forgets nothing', () => {
    const { clock, runs, pace } = runner();
    for (let tick = 0; tick < 25; tick += 1) {
      pace.ask(1_000);
      clock.advance(100);
    }
    expect(runs).toEqual([0, 1_000, 2_000]);
    clock.advance(5_000);
    expect(runs).toEqual([0, 1_000, 2_000, 3_000]);
  });

  it('does not wait for a clock that was set back', () => {
    const { clock, runs, pace } = runner();
    pace.ask(1_000);
    clock.setWallClock(clock.now() - 3_600_000);
    pace.ask(1_000);
    expect(runs).toHaveLength(2);
  });

  it('leaves no timer behind when it is stopped', () => {
    const { clock, runs, pace } = runner();
    pace.ask(1_000);
    pace.ask(1_000);
    pace.stop();
    expect(clock.pending).toBe(0);
    clock.advance(5_000);
    expect(runs).toHaveLength(1);
  });
});

describe('the summary', () => {
  it('changes at most every ten seconds', () => {
    const summary = new Summary();
    expect(summary.at(0, 'network', () => 'one')).toBe('one');
    expect(summary.at(9_999, 'network', () => 'two')).toBe('one');
    expect(summary.at(10_000, 'network', () => 'two')).toBe('two');
    expect(summary.at(10_001, 'network', () => 'three')).toBe('two');
  });

  it('begins as soon as there is something to say', () => {
    const summary = new Summary();
    expect(summary.at(0, 'network', () => '')).toBe('');
    expect(summary.at(1, 'network', () => 'one')).toBe('one');
  });

  it('says nothing of a real network while a simulated one is shown, however lately it changed', () => {
    const summary = new Summary();
    expect(summary.at(0, 'network', () => 'real')).toBe('real');
    expect(summary.at(1, 'simulated', () => 'simulated')).toBe('simulated');
    expect(summary.at(2, 'network', () => 'real again')).toBe('real again');
  });
});

describe('the health of one quantity', () => {
  const live: DataHealth = {
    state: 'live',
    ageMs: 100,
    source: '/ws',
    cached: false,
    connected: true,
    failure: undefined,
  };

  function every(intervalMs: number): Series {
    const series = new Series(20);
    for (let index = 0; index <= 10; index += 1) series.push(index * intervalMs, 1);
    return series;
  }

  it('is stale when only this quantity stopped coming', () => {
    expect(healthOf(every(1_000), live, 12_000).state).toBe('live');
    expect(healthOf(every(1_000), live, 14_000)).toMatchObject({ state: 'stale', ageMs: 4_000 });
  });

  it('allows a slow source its pace', () => {
    expect(healthOf(every(5_000), live, 64_000).state).toBe('live');
    expect(healthOf(every(5_000), live, 66_000).state).toBe('stale');
  });

  it('never makes anything better', () => {
    expect(healthOf(every(1_000), { ...live, state: 'failed' }, 10_000).state).toBe('failed');
    expect(healthOf(new Series(5), live, 0)).toBe(live);
  });
});
