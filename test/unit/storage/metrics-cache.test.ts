import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MetricsCache, NodeMetrics } from '../../../src/domain/metrics.js';
import { MemoryRecords } from '../../../src/storage/index.js';
import { columnsSizeBytes, fromColumns, isColumns } from '../../../src/storage/metrics/metrics-columns.js';
import { toColumns } from '../../../src/storage/metrics/node-columns.js';
import { metricsWith, MINUTE_MS, validator } from './metrics-support.js';
import { failureFrom, FakeProfile, seedMetrics } from './support.js';

/** Points of the sample: two of throughput, one of finality, one of consensus with two figures, eight bytes each. */
const CHART_BYTES = 8 * (2 * 2 + 2 + 3);

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
    expect(one).toBeGreaterThan(500 + CHART_BYTES);
    await metricsCache.saveMetrics(seedMetrics());
    expect(await metricsCache.getCacheSize()).toBe(2 * one - CHART_BYTES);
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
    const { metricsCache } = profile.open({ maxStorageSize: 3 * one });
    for (let save = 0; save < 6; save += 1) await metricsCache.saveMetrics(seedMetrics());
    expect(await metricsCache.getCacheSize()).toBe(3 * one - 2 * CHART_BYTES);
    expect(await metricsCache.getLatestMetrics()).not.toBeNull();
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
  const id = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('\0', '\ud83d', '\ude00', 'a') }),
    fc.constantFrom('__proto__', 'constructor', '0'),
  );
  const nodes = fc.uniqueArray(fc.tuple(id, node), { selector: ([key]) => key, maxLength: 12 });

  it('come back exactly, with unknown fields, in their order, and with hostile ids', () => {
    fc.assert(
      fc.property(nodes, (entries) => {
        const original = Object.fromEntries(entries.map(([nodeId, rest]) => [nodeId, { nodeId, ...rest }]));
        const result = toColumns(original);
        if (!result.ok) throw new Error(JSON.stringify(result.issues));
        const stored = structuredClone(result.columns);
        expect(isColumns(stored)).toBe(true);
        const copy = fromColumns(stored);
        expect(Object.keys(copy)).toEqual(Object.keys(original));
        expect(copy).toEqual(original);
      }),
    );
  });

  it('are joined ids and typed arrays, whatever characters an id has', () => {
    const hostile = ['', '\0', 'a\0b', '__proto__', 'constructor', '\ud83d', '\ude00', '😀', 'é', 'x'.repeat(100_000)];
    const result = toColumns(Object.fromEntries(hostile.map((id) => [id, validator(id)])));
    if (!result.ok) throw new Error(JSON.stringify(result.issues));
    expect(result.columns.ids).toBe(hostile.join(''));
    expect(result.columns.others).toEqual([]);
    const copy = structuredClone(result.columns);
    expect(isColumns(copy)).toBe(true);
    expect(Object.keys(fromColumns(copy))).toEqual(hostile);
    expect(Object.getPrototypeOf(fromColumns(copy))).toBe(Object.prototype);
  });

  it('are recognised, and nothing else is taken for them', () => {
    const nodes = [validator('a'), validator('b', { nodeType: 'channel' }), validator('c', { odd: 1 })];
    const result = toColumns(metricsWith(nodes).nodeMetrics);
    if (!result.ok) throw new Error(JSON.stringify(result.issues));
    const { columns } = result;
    expect(isColumns(structuredClone(columns))).toBe(true);
    const rows = (...values: number[]) => Uint32Array.from(values);
    const [channels = rows(), validators = rows(), ...rest] = columns.groupRows;
    const broken: object[] = [
      { ids: 'abc' },
      { ids: undefined },
      { idLengths: rows(1) },
      { idLengths: [1, 1] },
      { types: new Uint8Array(3) },
      { states: { words: [], at: rows(0, 0) } },
      { states: { words: ['x', 1], at: rows(0, 0) } },
      { states: { words: ['x'], at: rows(0) } },
      { groupRows: [] },
      { groupRows: [channels, rows(0, 7), ...rest] },
      { groupRows: [channels, [...validators], ...rest] },
      { numbers: columns.numbers.slice(1) },
      { numbers: columns.numbers.map(() => 9e15) },
      { numbers: [...columns.numbers] },
      { roles: Uint8Array.of(0, 3) },
      { roles: [0, 1] },
      { others: {} },
      { others: [[0, 'c', { nodeId: 'c' }]] },
      { others: ['c'] },
    ];
    for (const changes of broken) expect(isColumns({ ...columns, ...changes }), Object.keys(changes)[0]).toBe(false);
    for (const other of [undefined, null, 'text', 1, []]) expect(isColumns(other)).toBe(false);
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
