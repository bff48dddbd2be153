/** The metrics cache under the faults of the catalogue: clocks, full disks, giants, values nobody can store, damage. */
import { describe, expect, it } from 'vitest';
import type { MetricsCache } from '../../../src/domain/metrics.js';
import { MemoryRecords } from '../../../src/storage/index.js';
import {
  DAY_MS,
  lastTps,
  metricsWith,
  MINUTE_MS,
  numbered,
  numberedSnapshot,
  SmallDisk,
  validator,
} from './metrics-support.js';
import { failureFrom, FakeProfile, seedMetrics, until } from './support.js';

describe('S22: a clock that jumps', () => {
  it.each([
    ['forward', DAY_MS],
    ['back', -DAY_MS],
  ])('a day %s neither ages nor refreshes what this page saved: time that passed counts', async (_way, jump) => {
    const profile = new FakeProfile();
    const { metricsCache } = profile.open();
    await metricsCache.saveMetrics(numbered(1));
    const before = profile.clock.now();
    profile.clock.setWallClock(before + jump);
    expect(profile.clock.now() - before).toBe(jump);
    expect(await lastTps(metricsCache)).toBe(1);
    profile.clock.advance(5 * MINUTE_MS - 1);
    expect(await lastTps(metricsCache)).toBe(1);
    profile.clock.advance(1);
    expect(await metricsCache.getLatestMetrics()).toBeNull();
  });

  it.each([
    ['forward', DAY_MS],
    ['back', -DAY_MS],
    ['back by little more than its time', -5 * MINUTE_MS - 1],
  ])('%s makes expired what an earlier page saved, for which there is only the wall clock', async (_way, jump) => {
    const profile = new FakeProfile();
    await profile.open().metricsCache.saveMetrics(numbered(1));
    expect(await lastTps(profile.open().metricsCache)).toBe(1);
    profile.clock.setWallClock(profile.clock.now() + jump);
    expect(await profile.open().metricsCache.getLatestMetrics()).toBeNull();
  });

  it('a little back leaves fresh what an earlier page saved, but not for ever', async () => {
    const profile = new FakeProfile();
    await profile.open().metricsCache.saveMetrics(numbered(1));
    profile.clock.setWallClock(profile.clock.now() - 2_000);
    const later = profile.open();
    expect(await lastTps(later.metricsCache)).toBe(1);
    profile.clock.advance(5 * MINUTE_MS + 2_000);
    expect(await later.metricsCache.getLatestMetrics()).toBeNull();
  });

  it('does not let a snapshot of the future stand before a new one, or keep its points in the window', async () => {
    const profile = new FakeProfile();
    await profile.open().metricsCache.saveMetrics(numbered(1));
    const pointTime = (metrics: MetricsCache | null): string | undefined => metrics?.chartData.tps.at(-1)?.timestamp;
    expect(pointTime(await profile.open().metricsCache.getLatestMetrics())).toBe('2026-09-21T14:15:23.456Z');
    profile.clock.setWallClock(profile.clock.now() - 4 * MINUTE_MS);
    const { metricsCache } = profile.open();
    const point = { timestamp: new Date(profile.clock.now()).toISOString(), value: 5 };
    const chartData = { tps: [point], consensus: [], apiFeeds: [], finalityLatency: [] };
    await metricsCache.saveMetrics(numbered(2, { chartData }));
    const latest = await metricsCache.getLatestMetrics();
    expect(latest?.systemMetrics.tps).toBe(2);
    expect(latest?.chartData.tps).toEqual([point]);
  });

  it('takes a new snapshot for no old one after a wipe gave it the same number', async () => {
    const profile = new FakeProfile();
    const { metricsCache } = profile.open();
    await metricsCache.saveMetrics(numbered(1));
    profile.clock.advance(1_000);
    const other = profile.open();
    await other.metricsCache.clearCache();
    await other.metricsCache.saveMetrics(numbered(2));
    profile.clock.setWallClock(profile.clock.now() - DAY_MS);
    // The first page can tell nothing of the age of what another saved; that one can.
    expect(await metricsCache.getLatestMetrics()).toBeNull();
    expect(await lastTps(other.metricsCache)).toBe(2);
  });
});

describe('what is expired', () => {
  it('is deleted by itself when its time is up, and no timer stays', async () => {
    const profile = new FakeProfile();
    const store = new MemoryRecords();
    const storage = profile.open({ metrics: store });
    await storage.metricsCache.saveMetrics(numbered(1));
    expect((await store.readAll('snapshot/')).size).toBe(1);
    profile.clock.advance(5 * MINUTE_MS);
    await until(async () => expect((await store.readAll('')).get('chart')).toBeUndefined());
    expect((await store.readAll('snapshot/')).size).toBe(0);
    expect(await storage.metricsCache.getCacheSize()).toBe(0);
    const idle = profile.clock.pending;
    await storage.metricsCache.saveMetrics(numbered(2));
    expect(profile.clock.pending).toBe(idle + 1);
    storage.dispose();
    await until(() => expect(profile.clock.pending).toBe(0));
  });

  it('is deleted one after another, at most every ten seconds', async () => {
    const profile = new FakeProfile();
    const { metricsCache } = profile.open();
    for (let save = 0; save < 4; save += 1) {
      await metricsCache.saveMetrics(numbered(save));
      profile.clock.advance(4_000);
    }
    const all = await metricsCache.getCacheSize();
    profile.clock.advance(5 * MINUTE_MS - 12_000);
    await until(async () => expect(await metricsCache.getCacheSize()).toBeLessThan(all));
    expect(await metricsCache.getExpiredSize()).toBe(0);
    profile.clock.advance(12_000);
    await until(async () => {
      profile.clock.advance(0);
      expect(await metricsCache.getCacheSize()).toBe(0);
    });
  });

  it('is deleted when a page starts', async () => {
    const profile = new FakeProfile();
    const before = profile.open();
    await before.metricsCache.saveMetrics(numbered(1));
    before.dispose();
    profile.clock.advance(6 * MINUTE_MS);
    const { metricsCache } = profile.open();
    expect(await metricsCache.getExpiredSize()).toBeGreaterThan(500);
    await until(async () => expect(await metricsCache.getCacheSize()).toBe(0));
  });

  it('does not disturb a page whose store fails', async () => {
    class Failing extends MemoryRecords {
      failed = 0;
      override read(): Promise<never> {
        this.failed += 1;
        return Promise.reject(new Error('no'));
      }
    }
    const metrics = new Failing();
    const profile = new FakeProfile();
    const storage = profile.open({ metrics });
    await until(() => expect(metrics.failed).toBeGreaterThan(0));
    await storage.metricsCache.saveMetrics(numbered(1));
    profile.clock.advance(5 * MINUTE_MS);
    await until(() => expect(metrics.failed).toBeGreaterThan(1));
  });
});

describe('S24: more than the cache holds', () => {
  it('refuses a giant and keeps what was there', async () => {
    const { metricsCache } = new FakeProfile().open({ maxStorageSize: 5_000 });
    await metricsCache.saveMetrics(numbered(1));
    const size = await metricsCache.getCacheSize();
    const giant = metricsWith(Array.from({ length: 200 }, (_, index) => validator(`node-${index}`)));
    const failure = await failureFrom(metricsCache.saveMetrics(giant));
    expect(failure).toMatchObject({ code: 'quota-exceeded', store: 'metrics cache' });
    expect(failure.message).toMatch(/^Storage quota exceeded/);
    expect(await metricsCache.getCacheSize()).toBe(size);
    expect(await lastTps(metricsCache)).toBe(1);
  });

  it('never holds more than its limit, points included, and evicts in the same transaction', async () => {
    const sizes: number[] = [];
    class Watched extends MemoryRecords {
      override async transact<Result>(...args: Parameters<MemoryRecords['transact']>): Promise<Result> {
        const result = (await super.transact(...args)) as Result;
        sizes.push((await this.readAll('snapshot/')).size);
        return result;
      }
    }
    const { metricsCache } = new FakeProfile().open({ metrics: new Watched(), maxStorageSize: 4_000 });
    for (let save = 0; save < 8; save += 1) await metricsCache.saveMetrics(numbered(save));
    expect(Math.max(...sizes)).toBe(3);
    expect(sizes.at(-1)).toBe(3);
    expect(await metricsCache.getCacheSize()).toBeLessThanOrEqual(4_000);
    expect(await lastTps(metricsCache)).toBe(7);
  });

  it('S4: learns from a full disk: half of what fitted is the limit from then on', async () => {
    const metrics = new SmallDisk(4);
    const { metricsCache } = new FakeProfile().open({ metrics });
    for (let save = 1; save <= 4; save += 1) await metricsCache.saveMetrics(numbered(save));
    expect(metrics.refused).toBe(0);
    const fitted = await metricsCache.getCacheSize();
    await metricsCache.saveMetrics(numbered(5));
    expect(metrics.refused).toBe(1);
    expect(await metricsCache.getCacheSize()).toBeLessThanOrEqual(fitted / 2);
    expect(await lastTps(metricsCache)).toBe(5);
    metrics.capacity = 100;
    for (let save = 6; save <= 12; save += 1) await metricsCache.saveMetrics(numbered(save));
    expect(metrics.refused).toBe(1);
    expect(await metricsCache.getCacheSize()).toBeLessThanOrEqual(fitted / 2);
    expect(await lastTps(metricsCache)).toBe(12);
  });

  it('S4: keeps the newest on a disk that holds one', async () => {
    const metrics = new SmallDisk(1);
    const { metricsCache } = new FakeProfile().open({ metrics });
    for (const tps of [1, 2]) await metricsCache.saveMetrics(numbered(tps));
    expect(metrics.refused).toBe(1);
    expect(await lastTps(metricsCache)).toBe(2);
  });

  it('S5: tries once more and no oftener, and recovers without a reload when there is room again', async () => {
    const metrics = new SmallDisk(0);
    const { metricsCache } = new FakeProfile().open({ metrics });
    expect(await failureFrom(metricsCache.saveMetrics(numbered(1)))).toMatchObject({ store: 'disk' });
    expect(metrics.refused).toBe(2);
    metrics.capacity = 1;
    await metricsCache.saveMetrics(numbered(2));
    expect(await lastTps(metricsCache)).toBe(2);
  });
});

describe('S25: a value that nobody can store', () => {
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;

  it.each([
    ['a function', () => 1],
    ['a proxy', new Proxy({}, {})],
    ['a symbol', Symbol('x')],
    ['a circle', circle],
    ['a big integer', 1n],
  ])('%s is refused, and the former snapshot stays', async (_what, value) => {
    const profile = new FakeProfile();
    for (const options of [{}, { metrics: new MemoryRecords() }]) {
      const { metricsCache } = profile.open(options);
      await metricsCache.saveMetrics(numbered(1));
      const size = await metricsCache.getCacheSize();
      const odd = numbered(2);
      const failure = await failureFrom(
        metricsCache.saveMetrics({ ...odd, systemMetrics: { ...odd.systemMetrics, odd: value } }),
      );
      expect(failure.code).toBe('unexpected');
      expect(await lastTps(metricsCache)).toBe(1);
      expect(await metricsCache.getCacheSize()).toBe(size);
    }
  });

  it.each([NaN, Infinity, -Infinity])('%s is refused, in a snapshot of columns too', async (odd) => {
    const { metricsCache } = new FakeProfile().open();
    await metricsCache.saveMetrics(numbered(1));
    expect((await failureFrom(metricsCache.saveMetrics(numbered(odd)))).code).toBe('invalid-metrics');
    const { frame, ...columns } = numberedSnapshot(2);
    const broken = { ...columns, frame: { ...frame, systemMetrics: { ...frame.systemMetrics, tps: odd } } };
    expect((await failureFrom(metricsCache.saveSnapshot(() => broken))).code).toBe('invalid-metrics');
    expect(await lastTps(metricsCache)).toBe(1);
  });
});

describe('a damaged cache', () => {
  const damage = async (store: MemoryRecords, key: string, value: unknown): Promise<void> => {
    await store.transact({}, () => ({ writes: new Map([[key, value]]), result: undefined }));
    expect(await store.read([key])).toEqual([value]);
  };

  it.each([
    ['a text', 'garbage'],
    ['a list of an older form', [{ sequence: 1, expiresAt: 1, bytes: 1 }]],
    ['an entry without a size', { entries: [{ sequence: 1, savedAt: 1 }], chartBytes: 0 }],
  ])('whose list is %s is empty, and leaves nothing behind that nobody would find again', async (_what, list) => {
    const store = new MemoryRecords();
    const { metricsCache } = new FakeProfile().open({ metrics: store });
    for (const tps of [1, 2, 3]) await metricsCache.saveMetrics(numbered(tps));
    await damage(store, 'index', list);
    expect(await metricsCache.getLatestMetrics()).toBeNull();
    expect(await metricsCache.getCacheSize()).toBe(0);
    await metricsCache.saveMetrics(numbered(4));
    expect([...(await store.readAll('snapshot/')).keys()]).toEqual(['snapshot/1']);
    expect(await lastTps(metricsCache)).toBe(4);
  });

  it.each([
    ['text', 'garbage'],
    ['columns that do not fit', { frame: seedMetrics(), nodes: { ids: 'abc', idLengths: new Uint32Array([1]) } }],
    ['frame without figures', { ...numberedSnapshot(1), frame: {} }],
  ])('whose snapshot is a %s has none', async (_what, value) => {
    const store = new MemoryRecords();
    const { metricsCache } = new FakeProfile().open({ metrics: store });
    await metricsCache.saveMetrics(numbered(1));
    await damage(store, 'snapshot/1', value);
    expect(await metricsCache.getLatestMetrics()).toBeNull();
  });

  it('whose points are damaged gives the rest', async () => {
    const store = new MemoryRecords();
    const { metricsCache } = new FakeProfile().open({ metrics: store });
    await metricsCache.saveMetrics(numbered(1));
    const [chart] = await store.read(['chart']);
    await damage(store, 'chart', { ...(chart as object), tps: { times: new Float64Array([NaN]), values: [] } });
    const latest = await metricsCache.getLatestMetrics();
    expect(latest?.systemMetrics.tps).toBe(1);
    expect(latest?.chartData.tps).toEqual([]);
    expect(latest?.chartData.consensus).toEqual(seedMetrics().chartData.consensus);
  });
});
