/** The database of the schema design's own code (section 7.1): read, and never made, changed or held up. */
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import type { MetricsCache } from '../../../src/domain/metrics.js';
import { DesignMetrics } from '../../../src/storage/adapters/web/design-metrics.js';
import { ManualClock } from '../../support/manual-clock.js';
import { DAY_MS, lastTps, MINUTE_MS, numbered } from './metrics-support.js';
import { FakeProfile } from './support.js';

const NAME = 'AurigraphMetrics';

/** The class of schema design 7.1, re-expressed: one row per snapshot, under the text of its time. */
class MetricsCacheDB {
  constructor(private readonly factory: IDBFactory) {}

  async open(version = 1): Promise<IDBDatabase> {
    const request = this.factory.open(NAME, version);
    request.onupgradeneeded = () => {
      if (request.result.objectStoreNames.contains('metrics')) return;
      const store = request.result.createObjectStore('metrics', { keyPath: 'timestamp' });
      store.createIndex('expiresAt', 'expiresAt', { unique: false });
    };
    return result(request);
  }

  async saveMetrics(...all: readonly unknown[]): Promise<void> {
    const database = await this.open();
    for (const metrics of all)
      await result(database.transaction(['metrics'], 'readwrite').objectStore('metrics').put(metrics));
    database.close();
  }
}

function result<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Everything in the database, byte for byte. */
async function bytesOf(factory: IDBFactory): Promise<string> {
  const database = await result(factory.open(NAME));
  const store = database.transaction('metrics').objectStore('metrics');
  const { keyPath, autoIncrement, indexNames } = store;
  const rows = [await result(store.getAllKeys()), await result(store.getAll())];
  const shape = [database.version, [...database.objectStoreNames], keyPath, autoIncrement, [...indexNames]];
  database.close();
  // As text: the same number may have two binary forms in V8, depending on how hot the code is that made it.
  return JSON.stringify([shape, rows]);
}

/** A snapshot as the design's code keeps it. */
function kept(tps: number, at: number, changes: Partial<MetricsCache> = {}): MetricsCache {
  const timestamp = new Date(at).toISOString();
  return numbered(tps, { timestamp, expiresAt: new Date(at + 5 * MINUTE_MS).toISOString(), ...changes });
}

const names = async (factory: IDBFactory) => (await factory.databases()).map(({ name }) => name);

describe('S11: metrics of the schema design’s own code', () => {
  it('are given where we have none, in the same form, and stay as they are, byte for byte', async () => {
    const profile = new FakeProfile();
    const now = profile.clock.now();
    const metrics = kept(2, now - 1_000);
    await new MetricsCacheDB(profile.indexedDB).saveMetrics(kept(1, now - 2_000), metrics, kept(9, now - DAY_MS));
    const before = await bytesOf(profile.indexedDB);
    expect(before).toContain('"tps":2');
    const { metricsCache } = profile.open();
    expect(await metricsCache.getLatestMetrics()).toEqual(metrics);
    await metricsCache.saveMetrics(numbered(3));
    await metricsCache.clearExpired();
    await metricsCache.clearCache();
    expect(await lastTps(metricsCache)).toBe(2);
    expect(await bytesOf(profile.indexedDB)).toBe(before);
  });

  it('count where they are newer than ours, and only there', async () => {
    const profile = new FakeProfile();
    const now = profile.clock.now();
    const design = new MetricsCacheDB(profile.indexedDB);
    await design.saveMetrics(kept(1, now - 1_000));
    const { metricsCache } = profile.open();
    await metricsCache.saveMetrics(kept(2, now));
    expect(await lastTps(metricsCache)).toBe(2);
    await design.saveMetrics(kept(3, now + 500));
    expect(await lastTps(metricsCache)).toBe(3);
  });

  it.each(['with databases()', 'without databases()'])(
    'are not looked for twice, and nothing is made: %s',
    async (how) => {
      const profile = new FakeProfile();
      let opened = 0;
      const watched = {
        open: (name: string, version?: number) => {
          opened += name === NAME ? 1 : 0;
          return profile.indexedDB.open(name, version);
        },
        ...(how === 'with databases()' ? { databases: () => profile.indexedDB.databases() } : {}),
      } as IDBFactory;
      const { metricsCache } = profile.open({ indexedDB: watched });
      expect(await metricsCache.getLatestMetrics()).toBeNull();
      expect(await metricsCache.getLatestMetrics()).toBeNull();
      expect(opened).toBe(how === 'with databases()' ? 0 : 1);
      expect(await names(profile.indexedDB)).not.toContain(NAME);
      // The design's own code finds what it expects: a database that it makes itself.
      await new MetricsCacheDB(profile.indexedDB).saveMetrics(kept(1, profile.clock.now()));
    },
  );

  it('are found without databases() too', async () => {
    const profile = new FakeProfile();
    await new MetricsCacheDB(profile.indexedDB).saveMetrics(kept(1, profile.clock.now()));
    const watched = { open: (name: string) => profile.indexedDB.open(name) } as IDBFactory;
    expect(await lastTps(profile.open({ indexedDB: watched }).metricsCache)).toBe(1);
  });

  it('are another application’s where there is a namespace', async () => {
    const profile = new FakeProfile();
    await new MetricsCacheDB(profile.indexedDB).saveMetrics(kept(1, profile.clock.now()));
    expect(await profile.open({ namespace: 'mine' }).metricsCache.getLatestMetrics()).toBeNull();
    expect(await names(profile.indexedDB)).not.toContain(`mine:${NAME}`);
  });

  it('S23: are ordered by time and not by text', async () => {
    const profile = new FakeProfile();
    const design = new MetricsCacheDB(profile.indexedDB);
    const at = '2026-09-21T14:15:00';
    profile.clock.setWallClock(Date.parse(`${at}Z`) + 1_000);
    await design.saveMetrics(
      kept(1, 0, { timestamp: `${at}Z`, expiresAt: '2026-09-21T14:20:00Z' }),
      kept(2, 0, { timestamp: `${at}.500Z`, expiresAt: '2026-09-21T14:20:00Z' }),
      kept(3, 0, { timestamp: '2026-09-21T19:44:59+05:30', expiresAt: '2026-09-21T14:20:00Z' }),
    );
    // What the design's own cursor would give: the last by text.
    const database = await design.open();
    const cursor = await result(database.transaction('metrics').objectStore('metrics').openCursor(null, 'prev'));
    expect((cursor?.value as MetricsCache).systemMetrics.tps).toBe(3);
    database.close();
    expect(await lastTps(profile.open().metricsCache)).toBe(2);
  });

  it('S22: are not pinned by one that is dated tomorrow, nor by one that never expires', async () => {
    const profile = new FakeProfile();
    const now = profile.clock.now();
    await new MetricsCacheDB(profile.indexedDB).saveMetrics(
      kept(1, now - 1_000),
      kept(2, now + DAY_MS),
      kept(3, now - DAY_MS, { expiresAt: '2099-01-01T00:00:00.000Z' }),
      kept(4, now - 500, { expiresAt: new Date(now).toISOString() }),
    );
    expect(await lastTps(profile.open().metricsCache)).toBe(1);
  });

  it('are passed over where they are not valid', async () => {
    const profile = new FakeProfile();
    const now = profile.clock.now();
    const broken = kept(2, now - 1_000);
    await new MetricsCacheDB(profile.indexedDB).saveMetrics(
      kept(1, now - 2_000),
      { ...broken, systemMetrics: { ...broken.systemMetrics, tps: NaN } },
      { timestamp: new Date(now - 500).toISOString() },
      { timestamp: 'soon' },
      { timestamp: 12 },
    );
    expect(await lastTps(profile.open().metricsCache)).toBe(1);
  });

  it('are none where a database of that name holds something else', async () => {
    const profile = new FakeProfile();
    (await result(profile.indexedDB.open(NAME, 7))).close();
    expect(await profile.open().metricsCache.getLatestMetrics()).toBeNull();
    const database = await result(profile.indexedDB.open(NAME));
    expect([database.version, database.objectStoreNames.length]).toEqual([7, 0]);
    database.close();
  });
});

describe('reading that database', () => {
  const open = (factory: IDBFactory, clock = new ManualClock()) =>
    new DesignMetrics({ factory, databaseName: NAME, clock });

  it('leaves no connection open: its owner can upgrade and delete it', async () => {
    const factory = new IDBFactory();
    const clock = new ManualClock();
    const design = new MetricsCacheDB(factory);
    await design.saveMetrics(kept(1, clock.now()));
    expect((await open(factory, clock).latest(-Infinity))?.systemMetrics.tps).toBe(1);
    const upgraded = await Promise.race([
      design.open(2),
      new Promise((resolve) => setTimeout(resolve, 1_000, 'blocked')),
    ]);
    expect(upgraded).toHaveProperty('version', 2);
    expect(clock.pending).toBe(0);
  });

  it('gets out of the way of its owner in the middle of it', async () => {
    const factory = new IDBFactory();
    const clock = new ManualClock();
    const design = new MetricsCacheDB(factory);
    await design.saveMetrics(kept(1, clock.now()));
    const asked: string[] = [];
    const stuck = {
      databases: () => factory.databases(),
      open: (name: string) => {
        const request = factory.open(name);
        const store = { getAllKeys: () => ({ at: asked.push('keys') }) };
        request.addEventListener('success', () =>
          Object.assign(request.result, { transaction: () => ({ objectStore: () => store }) }),
        );
        return request;
      },
    } as IDBFactory;
    const reading = open(stuck, clock).latest(-Infinity);
    await expect.poll(() => asked).toEqual(['keys']);
    // Nobody answers, and our time is not up.
    const upgraded = await Promise.race([
      design.open(2),
      new Promise((resolve) => setTimeout(resolve, 1_000, 'blocked')),
    ]);
    expect(upgraded).toHaveProperty('version', 2);
    expect(clock.pending).toBe(1);
    clock.advance(2_000);
    expect(await reading).toBeNull();
  });

  it('S6: gives up after two seconds, and closes a connection that comes later', async () => {
    const clock = new ManualClock();
    let closed = 0;
    const request: { onsuccess?: () => void; result: unknown } = { result: { close: () => (closed += 1) } };
    const silent = { databases: async () => [{ name: NAME }], open: () => request } as unknown as IDBFactory;
    const reading = open(silent, clock).latest(-Infinity);
    await expect.poll(() => request.onsuccess).toBeDefined();
    clock.advance(1_999);
    expect(clock.pending).toBe(1);
    clock.advance(1);
    expect(await reading).toBeNull();
    expect(closed).toBe(0);
    request.onsuccess?.();
    expect(closed).toBe(1);
    expect(clock.pending).toBe(0);
  });

  it('S6: gives up when it is not even told which databases there are, and opens nothing afterwards', async () => {
    const clock = new ManualClock();
    let answer: (list: { name: string }[]) => void = () => undefined;
    let opened = 0;
    const factory = {
      databases: () => new Promise((resolve) => (answer = resolve)),
      open: () => (opened += 1),
    } as unknown as IDBFactory;
    const reading = open(factory, clock).latest(-Infinity);
    clock.advance(2_000);
    expect(await reading).toBeNull();
    answer([{ name: NAME }]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(opened).toBe(0);
  });

  it.each([
    ['databases()', { databases: () => Promise.reject(new DOMException('no', 'SecurityError')) }],
    [
      'open()',
      {
        open: () => {
          throw new DOMException('no', 'SecurityError');
        },
      },
    ],
  ])('S15: gives nothing where %s is forbidden', async (_what, factory) => {
    const clock = new ManualClock();
    expect(await open(factory as unknown as IDBFactory, clock).latest(-Infinity)).toBeNull();
    expect(clock.pending).toBe(0);
  });
});
