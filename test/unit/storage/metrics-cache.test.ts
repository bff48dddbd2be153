import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MetricsCache, NodeMetrics } from '../../../src/domain/metrics.js';
import { FailureError } from '../../../src/domain/failure.js';
import { MemoryRecords, type RecordStore } from '../../../src/storage/index.js';
import { columnsSizeBytes, fromColumns, toColumns } from '../../../src/storage/metrics-columns.js';
import { failureFrom, FakeProfile, seedMetrics } from './support.js';

const MINUTE_MS = 60_000;

function validator(nodeId: string, changes: Partial<NodeMetrics> = {}): NodeMetrics {
  const figures = { blocksValidated: 1, votesReceived: 2, votesCast: 3, consensusRounds: 4, role: 'LEADER' as const };
  const common = {
    nodeId,
    nodeType: 'validator' as const,
    state: 'LEADER',
    throughput: 1.5,
    totalMessages: 10,
    errorCount: 0,
  };
  return { ...common, lastUpdate: '2026-09-21T14:15:23.456Z', validator: figures, ...changes };
}

function metricsWith(nodes: readonly NodeMetrics[]): MetricsCache {
  return { ...seedMetrics(), nodeMetrics: Object.fromEntries(nodes.map((node) => [node.nodeId, node])) };
}

describe('the metrics cache', () => {
  it('gives the last metrics after a reload, in the schema design’s form', async () => {
    const profile = new FakeProfile();
    await profile.open().metricsCache.saveMetrics(seedMetrics());
    const loaded = await profile.open().metricsCache.getLatestMetrics();
    expect(loaded).toEqual({ ...seedMetrics(), expiresAt: '2026-09-21T14:20:23.456Z' });
    expect(JSON.stringify(loaded)).toBe(JSON.stringify(seedMetrics()));
  });

  it('sets the expiry itself, to five minutes from now', async () => {
    const profile = new FakeProfile();
    const { metricsCache } = profile.open();
    await metricsCache.saveMetrics({ ...seedMetrics(), expiresAt: '2099-01-01T00:00:00.000Z' });
    expect((await metricsCache.getLatestMetrics())?.expiresAt).toBe('2026-09-21T14:20:23.456Z');
  });

  it('gives nothing from the moment on at which the metrics expire', async () => {
    const profile = new FakeProfile();
    const { metricsCache } = profile.open();
    await metricsCache.saveMetrics(seedMetrics());
    profile.clock.advance(5 * MINUTE_MS - 1);
    expect(await metricsCache.getLatestMetrics()).not.toBeNull();
    profile.clock.advance(1);
    expect(await metricsCache.getLatestMetrics()).toBeNull();
  });

  it('takes metrics from the future for expired, so that they are not fresh for ever', async () => {
    const profile = new FakeProfile();
    const { metricsCache } = profile.open();
    await metricsCache.saveMetrics(seedMetrics());
    profile.clock.setWallClock(profile.clock.now() - 24 * 60 * MINUTE_MS);
    expect(await metricsCache.getLatestMetrics()).toBeNull();
    await metricsCache.saveMetrics({ ...seedMetrics(), systemMetrics: { ...seedMetrics().systemMetrics, tps: 1 } });
    expect((await metricsCache.getLatestMetrics())?.systemMetrics.tps).toBe(1);
  });

  it('gives the newest of several, whatever their own timestamps say', async () => {
    const { metricsCache } = new FakeProfile().open();
    for (const [tps, timestamp] of [
      [1, '2026-09-21T14:15:00.500Z'],
      [2, '2026-09-21T14:15:00Z'],
      [3, '2026-09-21T19:45:00+05:30'],
    ] as const) {
      await metricsCache.saveMetrics({
        ...seedMetrics(),
        timestamp,
        systemMetrics: { ...seedMetrics().systemMetrics, tps },
      });
      expect((await metricsCache.getLatestMetrics())?.systemMetrics.tps).toBe(tps);
    }
  });

  it('forgets what is expired, on request and with each save', async () => {
    const profile = new FakeProfile();
    const { metricsCache } = profile.open();
    await metricsCache.saveMetrics(seedMetrics());
    const one = await metricsCache.getCacheSize();
    expect(one).toBeGreaterThan(500);
    await metricsCache.saveMetrics(seedMetrics());
    expect(await metricsCache.getCacheSize()).toBe(2 * one);
    profile.clock.advance(5 * MINUTE_MS);
    await metricsCache.saveMetrics(seedMetrics());
    expect(await metricsCache.getCacheSize()).toBe(one);
    profile.clock.advance(5 * MINUTE_MS);
    await metricsCache.clearExpired();
    expect(await metricsCache.getCacheSize()).toBe(0);
  });

  it('forgets everything on request, and tells', async () => {
    const { metricsCache } = new FakeProfile().open();
    const heard: string[] = [];
    metricsCache.subscribe(({ kind }) => heard.push(kind));
    await metricsCache.saveMetrics(seedMetrics());
    await metricsCache.clearCache();
    expect(await metricsCache.getLatestMetrics()).toBeNull();
    expect(await metricsCache.getCacheSize()).toBe(0);
    expect(heard).toEqual(['saved', 'cleared']);
  });

  it('makes room by forgetting the oldest', async () => {
    const profile = new FakeProfile();
    const measured = profile.open();
    await measured.metricsCache.saveMetrics(seedMetrics());
    const one = await measured.metricsCache.getCacheSize();
    const { metricsCache } = profile.open({ metricsMaxBytes: 3 * one });
    for (let save = 0; save < 6; save += 1) await metricsCache.saveMetrics(seedMetrics());
    expect(await metricsCache.getCacheSize()).toBe(3 * one);
    expect(await metricsCache.getLatestMetrics()).not.toBeNull();
  });

  it('refuses metrics that are larger than the whole cache, and keeps the former ones', async () => {
    const { metricsCache } = new FakeProfile().open({ metricsMaxBytes: 5_000 });
    await metricsCache.saveMetrics(seedMetrics());
    const giant = metricsWith(Array.from({ length: 200 }, (_, index) => validator(`node-${index}`)));
    const failure = await failureFrom(metricsCache.saveMetrics(giant));
    expect(failure).toMatchObject({ code: 'quota-exceeded', store: 'metrics cache' });
    expect(failure.message).toMatch(/^Storage quota exceeded/);
    expect(Object.keys((await metricsCache.getLatestMetrics())?.nodeMetrics ?? {})).toEqual(
      Object.keys(seedMetrics().nodeMetrics),
    );
  });

  it('keeps the newest when the disk holds less than we would', async () => {
    /** Holds one snapshot. */
    class SmallDisk extends MemoryRecords {
      override async transact<Result>(...[selection, change]: Parameters<RecordStore['transact']>): Promise<Result> {
        const held = [...(await this.readAll('snapshot/')).keys()];
        return super.transact(selection, (current) => {
          const decided = change(current);
          const added = [...decided.writes].filter(
            ([key, value]) => key.startsWith('snapshot/') && value !== undefined,
          );
          const gone = held.filter((key) => decided.writes.has(key) && decided.writes.get(key) === undefined);
          if (held.length - gone.length + added.length > 1)
            throw new FailureError({ code: 'quota-exceeded', store: 'disk', message: 'full' });
          return decided;
        }) as Promise<Result>;
      }
    }
    const { metricsCache } = new FakeProfile().open({ metrics: new SmallDisk() });
    for (const tps of [1, 2])
      await metricsCache.saveMetrics({ ...seedMetrics(), systemMetrics: { ...seedMetrics().systemMetrics, tps } });
    expect((await metricsCache.getLatestMetrics())?.systemMetrics.tps).toBe(2);
  });

  it('never mixes two snapshots when another tab saves while one is read', async () => {
    let interfere: (() => Promise<void>) | undefined;
    class BusyStore extends MemoryRecords {
      override async read(keys: readonly string[]): Promise<readonly unknown[]> {
        const now = keys.length > 1 ? interfere : undefined;
        if (now !== undefined) interfere = undefined;
        await now?.();
        return super.read(keys);
      }
    }
    const { metricsCache } = new FakeProfile().open({ metrics: new BusyStore() });
    const numbered = (tps: number): MetricsCache => {
      const chartData = { ...seedMetrics().chartData, tps: [{ timestamp: '2026-09-21T14:15:23.456Z', value: tps }] };
      return { ...seedMetrics(), systemMetrics: { ...seedMetrics().systemMetrics, tps }, chartData };
    };
    await metricsCache.saveMetrics(numbered(1));
    interfere = () => metricsCache.saveMetrics(numbered(2));
    const loaded = await metricsCache.getLatestMetrics();
    expect([loaded?.systemMetrics.tps, loaded?.chartData.tps[0]?.value]).toEqual([2, 2]);
  });

  it.each([
    ['a system figure', { ...seedMetrics(), systemMetrics: { ...seedMetrics().systemMetrics, tps: NaN } }],
    ['a figure of a node', metricsWith([validator('a', { throughput: Infinity })])],
    [
      'a figure of a group',
      metricsWith([{ ...validator('a'), channel: { activeConnections: 1, routingEfficiency: NaN, queueDepth: 0 } }]),
    ],
    ['a time', metricsWith([validator('a', { lastUpdate: 'yesterday' })])],
    ['a node', { ...seedMetrics(), nodeMetrics: { a: null as unknown as NodeMetrics } }],
  ])('refuses %s that is none', async (_what, metrics) => {
    const { metricsCache } = new FakeProfile().open();
    expect((await failureFrom(metricsCache.saveMetrics(metrics))).code).toBe('invalid-metrics');
    expect(await metricsCache.getLatestMetrics()).toBeNull();
  });

  it('is empty rather than broken when its database holds something else', async () => {
    const profile = new FakeProfile();
    const storage = profile.open();
    await storage.metricsCache.saveMetrics(seedMetrics());
    storage.dispose();
    const request = profile.indexedDB.open('aurigraph-widgets-metrics');
    await new Promise<void>((resolve) => {
      request.onsuccess = () => {
        const transaction = request.result.transaction('records', 'readwrite');
        transaction.objectStore('records').put('garbage', 'snapshot/1');
        transaction.oncomplete = () => resolve();
      };
    });
    request.result.close();
    expect(await profile.open().metricsCache.getLatestMetrics()).toBeNull();
  });
});

describe('nodes as columns', () => {
  const figure = fc.double({ noNaN: true, noDefaultInfinity: true });
  const time = fc.constantFrom('2026-09-21T14:15:23.456Z', '2026-09-21T14:15:23Z', '2026-09-21T19:45:23.456789+05:30');
  const channel = fc.record({ activeConnections: figure, routingEfficiency: figure, queueDepth: figure });
  const role = fc.constantFrom('LEADER' as const, 'FOLLOWER' as const, 'CANDIDATE' as const);
  const validatorFigures = fc.record({
    blocksValidated: figure,
    votesReceived: figure,
    votesCast: figure,
    consensusRounds: figure,
    role,
  });
  const slim = fc.record({
    feedRate: figure,
    apiCalls: figure,
    apiErrors: figure,
    latency: figure,
    successRate: figure,
  });
  const node = fc.record(
    {
      nodeType: fc.constantFrom('channel' as const, 'validator' as const, 'business' as const, 'slim' as const),
      state: fc.string(),
      throughput: figure,
      totalMessages: figure,
      errorCount: figure,
      lastUpdate: time,
      channel,
      validator: validatorFigures,
      slim,
      'x-unknown': fc.jsonValue({ maxDepth: 2 }),
    },
    { requiredKeys: ['nodeType', 'state', 'throughput', 'totalMessages', 'errorCount', 'lastUpdate'] },
  );
  const id = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', '0'));
  const nodes = fc.uniqueArray(fc.tuple(id, node), { selector: ([key]) => key, maxLength: 12 });

  it('come back exactly, with unknown fields, in their order, and with hostile ids', () => {
    fc.assert(
      fc.property(nodes, (entries) => {
        const original = Object.fromEntries(entries.map(([nodeId, rest]) => [nodeId, { nodeId, ...rest }]));
        const result = toColumns(original);
        if (!result.ok) throw new Error(JSON.stringify(result.issues));
        const copy = fromColumns(structuredClone(result.columns));
        expect(Object.keys(copy)).toEqual(Object.keys(original));
        expect(copy).toEqual(original);
      }),
    );
  });

  it('keep a node whose id differs from its key', () => {
    const odd = { key: validator('another') };
    const result = toColumns(odd);
    expect(result.ok && fromColumns(result.columns)).toEqual(odd);
  });

  it('take much less room than objects', () => {
    const many = metricsWith(Array.from({ length: 1_000 }, (_, index) => validator(`node-${index}`))).nodeMetrics;
    const result = toColumns(many);
    expect(result.ok && columnsSizeBytes(result.columns)).toBeLessThan(JSON.stringify(many).length / 2);
  });
});
