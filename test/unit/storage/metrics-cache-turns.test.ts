/** Which of many tabs saves what it shows, and how often (reliability 3.3). */
import { describe, expect, it, vi } from 'vitest';
import type { MetricsSnapshot, Storage } from '../../../src/storage/index.js';
import { lastTps, MINUTE_MS, numbered, numberedSnapshot } from './metrics-support.js';
import { FakeProfile } from './support.js';

const save = ({ metricsCache }: Storage, tps: number, last = false): Promise<boolean> =>
  metricsCache.saveSnapshot(() => numberedSnapshot(tps), { last });

describe('saves that nobody asked for', () => {
  it('come from one of ten tabs, without locks', async () => {
    vi.stubGlobal('navigator', {});
    expect(navigator.locks).toBeUndefined();
    const profile = new FakeProfile();
    const tabs = Array.from({ length: 10 }, () => profile.open());
    const saved = await Promise.all(tabs.map((tab, index) => save(tab, index)));
    expect(saved.filter(Boolean)).toHaveLength(1);
    for (let second = 0; second < 60; second += 5) {
      profile.clock.advance(5_000);
      expect(await Promise.all(tabs.map((tab) => save(tab, second)))).toEqual(saved);
    }
    vi.unstubAllGlobals();
  });

  it('come at most once a second, and a snapshot that will not be saved is not even taken', async () => {
    const profile = new FakeProfile();
    const { metricsCache } = profile.open();
    const take = vi.fn((): MetricsSnapshot => numberedSnapshot(1));
    const saved: boolean[] = [];
    for (let turn = 0; turn < 100; turn += 1) {
      saved.push(await metricsCache.saveSnapshot(take));
      profile.clock.advance(100);
    }
    expect(saved.filter(Boolean)).toHaveLength(10);
    expect(take).toHaveBeenCalledTimes(10);
  });

  it('wait a second after a save that a host asked for, also in another tab', async () => {
    const profile = new FakeProfile();
    const [host, tab] = [profile.open(), profile.open()];
    await host.metricsCache.saveMetrics(numbered(1));
    expect(await save(tab, 2)).toBe(false);
    profile.clock.advance(1_000);
    expect(await save(tab, 3)).toBe(true);
  });

  it('are never in the way of a save that a host asks for', async () => {
    const profile = new FakeProfile();
    const [first, second] = [profile.open(), profile.open()];
    expect(await save(first, 1)).toBe(true);
    await second.metricsCache.saveMetrics(numbered(2));
    await second.metricsCache.saveMetrics(numbered(3));
    expect(await lastTps(first.metricsCache)).toBe(3);
    profile.clock.advance(1_000);
    expect(await save(second, 4)).toBe(false);
    expect(await save(first, 5)).toBe(true);
  });

  it('T10: are taken over when a tab falls silent, within 20 seconds and no sooner', async () => {
    const profile = new FakeProfile();
    const [killed, other] = [profile.open(), profile.open()];
    expect(await save(killed, 1)).toBe(true);
    expect(await save(other, 2)).toBe(false);
    profile.clock.advance(19_999);
    expect(await save(other, 2)).toBe(false);
    profile.clock.advance(1);
    expect(await save(other, 3)).toBe(true);
    expect(await save(killed, 4)).toBe(false);
  });

  it('are taken over at once when a tab is hidden or left, even if it saved just before', async () => {
    const profile = new FakeProfile();
    const [left, other] = [profile.open(), profile.open()];
    expect(await save(left, 1)).toBe(true);
    profile.clock.advance(500);
    expect(await save(left, 2, true)).toBe(false);
    profile.clock.advance(500);
    expect(await save(other, 3)).toBe(true);
    profile.clock.advance(1_000);
    expect(await save(other, 4, true)).toBe(true);
    profile.clock.advance(1_000);
    expect(await save(left, 5)).toBe(true);
  });

  it('do not end the turn of another tab when a tab without a turn is left', async () => {
    const profile = new FakeProfile();
    const [first, other] = [profile.open(), profile.open()];
    await save(first, 1);
    profile.clock.advance(2_000);
    expect(await save(other, 2, true)).toBe(false);
    profile.clock.advance(1_000);
    expect(await save(profile.open(), 3)).toBe(false);
    expect(await save(first, 4)).toBe(true);
  });

  it('S22: go on when the clock is set back under a turn', async () => {
    const profile = new FakeProfile();
    await save(profile.open(), 1);
    profile.clock.setWallClock(profile.clock.now() - 60 * MINUTE_MS);
    expect(await save(profile.open(), 2)).toBe(true);
  });
});

describe('metrics of two backends', () => {
  const of = (tps: number, network?: string) => () => numberedSnapshot(tps, network);

  it('never share a window of points, and the former network’s snapshots go', async () => {
    const profile = new FakeProfile();
    const { metricsCache } = profile.open();
    await metricsCache.saveSnapshot(of(1, 'a'));
    profile.clock.advance(5_000);
    const { chart, ...b } = numberedSnapshot(2, 'b');
    const later = { times: chart.tps.times.map((time) => time + 4_000), values: chart.tps.values };
    await metricsCache.saveSnapshot(() => ({ ...b, chart: { ...chart, tps: later } }));
    const latest = await metricsCache.getLatestSnapshot();
    expect(latest?.network).toBe('b');
    expect(latest?.chart.tps.times).toEqual(later.times);
    profile.clock.advance(5_000);
    await metricsCache.saveMetrics(numbered(3));
    expect((await metricsCache.getLatestSnapshot())?.network).toBeUndefined();
    expect((await metricsCache.getLatestSnapshot())?.chart.tps.times).toHaveLength(4);
  });
});
