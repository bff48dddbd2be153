import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LiveMetrics } from '../../../src/session/live-metrics.js';
import { MetricsKeeper } from '../../../src/session/metrics-keeper.js';
import { snapshots } from '../../../src/session/snapshots.js';
import type { MetricsSnapshot } from '../../../src/storage/index.js';
import { ManualClock } from '../../support/manual-clock.js';

/** A cache that notes what it is asked to keep, and says whose turn it is. */
class WatchedCache {
  readonly taken: MetricsSnapshot[] = [];
  readonly turns: boolean[] = [];
  prepared = 0;
  isOurs = true;
  fails = false;

  prepare(): void {
    this.prepared += 1;
  }

  async saveSnapshot(take: () => MetricsSnapshot, turn = { last: false }): Promise<boolean> {
    this.turns.push(turn.last);
    if (this.fails) throw new Error('full');
    if (this.isOurs) this.taken.push(take());
    return this.isOurs;
  }
}

let clock: ManualClock;
let live: LiveMetrics;
let cache: WatchedCache;
let visible: boolean;
let network: string | undefined;
let keeper: MetricsKeeper;

const hear = (tps: number, source = '/ws'): void =>
  live.system('tps', tps, { source, at: clock.now(), confidence: 'measured' });

/** Lets time pass second by second, with a value in each. */
async function pass(seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    clock.advance(1_000);
    hear(second);
    await Promise.resolve();
  }
}

beforeAll(() => snapshots.load());

beforeEach(() => {
  clock = new ManualClock();
  live = new LiveMetrics({ clock });
  cache = new WatchedCache();
  [visible, network] = [true, 'a'];
  keeper = new MetricsKeeper({
    live,
    cache,
    clock,
    performanceMode: () => 'development',
    network: () => network,
    isVisible: () => visible,
  });
});

describe('what a page shows', () => {
  it('can be saved when the page is left: what that needs is loaded before', () => {
    keeper.start();
    expect(cache.prepared).toBe(1);
    hear(1);
    keeper.saveLast();
    // At once, with nothing waited for.
    expect(cache.taken).toHaveLength(1);
  });

  it('is saved every five seconds, dated by the newest value, with the network it is of', async () => {
    keeper.start();
    await pass(16);
    expect(cache.turns).toEqual([false, false, false]);
    expect(cache.taken[0]?.frame.timestamp).toBe('2026-09-21T14:15:27.456Z');
    expect(cache.taken[0]?.network).toBe('a');
    keeper.stop();
    expect(clock.pending).toBe(0);
  });

  it('is saved every fifteen seconds where there are many nodes', async () => {
    for (let node = 0; node < 1_001; node += 1)
      live.node(`n${node}`, 'slim', 'STREAMING', { source: '/ws', at: clock.now(), confidence: 'measured' });
    keeper.start();
    await pass(31);
    expect(cache.taken).toHaveLength(2);
    expect(cache.taken[0]?.nodes.types).toHaveLength(1_001);
    keeper.stop();
  });

  it('is not saved while the page is hidden, but once when it is hidden, and goes on when it is seen', async () => {
    keeper.start();
    await pass(6);
    expect(cache.turns).toEqual([false]);
    visible = false;
    keeper.saveLast();
    await pass(60);
    expect(cache.turns).toEqual([false, true]);
    visible = true;
    await pass(5);
    expect(cache.turns).toEqual([false, true, false]);
    keeper.stop();
  });

  it('is not saved twice when nothing came in between, also when a page is hidden and then left', async () => {
    hear(1);
    keeper.saveLast();
    keeper.saveLast();
    keeper.start();
    clock.advance(60_000);
    await Promise.resolve();
    expect(cache.taken).toHaveLength(1);
    keeper.stop();
  });

  it('is not taken while it is another tab’s turn, and then as it is by then', async () => {
    cache.isOurs = false;
    keeper.start();
    await pass(11);
    expect(cache.turns).toHaveLength(2);
    expect(cache.taken).toEqual([]);
    cache.isOurs = true;
    clock.advance(5_000);
    await Promise.resolve();
    expect(cache.taken).toHaveLength(1);
    keeper.stop();
  });

  it('is tried again after a failure, which disturbs nobody', async () => {
    cache.fails = true;
    hear(1);
    keeper.saveLast();
    await new Promise((resolve) => setImmediate(resolve));
    cache.fails = false;
    keeper.saveLast();
    expect(cache.taken).toHaveLength(1);
  });

  it('is not saved where it is what was restored', () => {
    hear(1, 'cache');
    keeper.saveLast();
    expect(cache.turns).toEqual([]);
  });

  it('is nothing at first', () => {
    keeper.saveLast();
    expect(cache.turns).toEqual([]);
  });
});
