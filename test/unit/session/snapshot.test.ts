import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NODE_FIELDS } from '../../../src/domain/live-update.js';
import { metricsCacheSchema } from '../../../src/domain/schemas/metrics.js';
import { NODE_TYPES } from '../../../src/domain/node-config.js';
import { validate } from '../../../src/domain/validation.js';
import { LiveMetrics } from '../../../src/session/live-metrics.js';
import { captureSnapshot, restoreColumns, restoreSnapshot, takeSnapshot } from '../../../src/session/snapshot.js';
import { isColumns } from '../../../src/storage/metrics/metrics-columns.js';

const cache = JSON.parse(
  readFileSync(new URL('../../fixtures/samples/metricscache-seed.json', import.meta.url), 'utf8'),
);
const T0 = Date.parse(cache.timestamp);

describe('a snapshot', () => {
  it('of restored metrics is what was restored', () => {
    const live = new LiveMetrics();
    restoreSnapshot(live, cache);
    const again = takeSnapshot(live, 'development', T0);
    expect(again.nodeMetrics).toEqual(cache.nodeMetrics);
    expect(again.systemMetrics).toEqual({ ...cache.systemMetrics, efficiency: (28640 / 30000) * 100 });
    expect(again.chartData.consensus).toEqual(cache.chartData.consensus);
    expect(again.timestamp).toBe(cache.timestamp);
    expect(again.expiresAt).toBe(cache.expiresAt);
    expect(validate(metricsCacheSchema, again).ok).toBe(true);
  });

  it('of nothing is valid and all zero', () => {
    const empty = takeSnapshot(new LiveMetrics(), 'production', T0);
    expect(validate(metricsCacheSchema, empty).ok).toBe(true);
    expect(empty.systemMetrics.tps).toBe(0);
  });

  it('is replaced by anything that arrives', () => {
    const live = new LiveMetrics();
    restoreSnapshot(live, cache);
    live.system('tps', 5, { source: '/ws', at: T0 + 1, confidence: 'constant' });
    expect(live.reading('tps')?.value).toBe(5);
  });

  it('keeps at most 60 points of a chart', () => {
    const live = new LiveMetrics();
    for (let second = 0; second < 200; second += 1)
      live.system('tps', second, { source: 'a', at: T0 + second * 1000, confidence: 'measured' });
    const { tps } = takeSnapshot(live, 'development', T0).chartData;
    expect(tps).toHaveLength(60);
    expect(tps.at(-1)?.value).toBe(199);
  });

  it('keeps a node with a hostile id as an ordinary entry', () => {
    const live = new LiveMetrics();
    live.node('__proto__', 'channel', 'ROUTING', { source: 'a', at: T0, confidence: 'measured' });
    const { nodeMetrics } = takeSnapshot(live, 'development', T0);
    expect(Object.keys(nodeMetrics)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(nodeMetrics)).toBe(Object.prototype);
  });
});

describe('a snapshot of columns', () => {
  const origin = { source: 'a', at: T0, confidence: 'measured' } as const;
  const capture = (live: LiveMetrics) => structuredClone(captureSnapshot(live, 'development', T0, 'net'));

  /** The figures that a snapshot has of a node of each type. */
  const fieldsOf = {
    channel: ['activeConnections', 'routingEfficiency', 'queueDepth'],
    validator: ['blocksValidated', 'votesReceived', 'votesCast', 'consensusRounds'],
    business: ['transactionsProcessed', 'queueSize', 'successRate'],
    slim: ['feedRate', 'apiCalls', 'apiErrors', 'latencyMs', 'successRate'],
  } as const;

  /** Everything that a table knows about nodes and that a snapshot keeps. */
  function known({ nodes }: LiveMetrics): unknown[] {
    const rows: unknown[] = [];
    for (let row = 0; row < nodes.size; row += 1) {
      const id = nodes.idOf(row);
      if (id === undefined) continue;
      const type = nodes.typeOf(row);
      const fields = [
        'throughput',
        'totalMessages',
        'errorCount',
        ...(type === undefined ? [] : fieldsOf[type]),
      ] as const;
      const figures = fields.map((field) => nodes.value(row, field));
      rows.push([id, type, nodes.stateOf(row), nodes.updatedAt[row], ...figures]);
    }
    return rows;
  }

  const event = fc.record({
    id: fc.constantFrom('a', 'b', '__proto__', 'x\0y', '', '\ud83d', '\ude00', 'constructor', 'e', 'f'),
    type: fc.constantFrom(...NODE_TYPES, undefined),
    state: fc.constantFrom('LEADER', 'ROUTING', '', undefined),
    at: fc.integer({ min: 0, max: 2 ** 45 }),
    value: fc.double({ noNaN: true, noDefaultInfinity: true }),
    isGone: fc.boolean(),
  });

  it('gives back what was known of every node, and nothing that was not, whatever came and went', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        const live = new LiveMetrics();
        for (const { id, type, state, at, value, isGone } of events) {
          if (isGone) live.removeNode(id);
          else {
            const row = live.node(id, type, state, { ...origin, at });
            // Every other figure stays unknown.
            for (const field of NODE_FIELDS.filter((_field, index) => index % 2 === at % 2))
              live.nodeValue(row, field, value);
          }
          // Taken in between as well: what is kept from one snapshot to the next must not be out of date.
          captureSnapshot(live, 'development', T0);
        }
        const again = new LiveMetrics();
        const taken = capture(live);
        expect(isColumns(taken.nodes)).toBe(true);
        restoreColumns(again, taken);
        expect(known(again)).toEqual(known(live));
      }),
    );
  });

  it('keeps "unknown" apart from zero, which the schema design’s form cannot', () => {
    const live = new LiveMetrics();
    const row = live.node('a', 'validator', 'LEADER', origin);
    live.nodeValue(row, 'votesCast', 0);
    const again = new LiveMetrics();
    restoreColumns(again, capture(live));
    expect(again.nodes.value(0, 'votesCast')).toBe(0);
    expect(again.nodes.value(0, 'throughput')).toBeNaN();
    expect(takeSnapshot(live, 'development', T0).nodeMetrics['a']).toMatchObject({ throughput: 0 });
  });

  it('is a copy: what arrives while it is written does not change it', () => {
    const live = new LiveMetrics();
    const row = live.node('a', 'channel', 'ROUTING', origin);
    live.nodeValue(row, 'queueDepth', 1);
    live.system('tps', 1, origin);
    const taken = captureSnapshot(live, 'development', T0);
    const before = structuredClone(taken);
    live.nodeValue(row, 'queueDepth', 2);
    live.node('b', 'channel', 'DOWN', { ...origin, at: T0 + 1 });
    live.system('tps', 2, { ...origin, at: T0 + 1_000 });
    expect(taken).toEqual(before);
  });

  it('joins the ids once, until a node comes, goes or changes its type', () => {
    const live = new LiveMetrics();
    live.node('a', 'channel', 'ROUTING', origin);
    const roster = () => captureSnapshot(live, 'development', T0).nodes.idLengths;
    const first = roster();
    live.node('a', undefined, 'DOWN', { ...origin, at: T0 + 1 });
    expect(roster()).toBe(first);
    live.node('b', 'slim', 'STREAMING', origin);
    const second = roster();
    expect(second).not.toBe(first);
    live.node('b', 'channel', 'ROUTING', origin);
    expect(roster()).not.toBe(second);
    live.removeNode('a');
    expect(captureSnapshot(live, 'development', T0).nodes.ids).toBe('b');
  });

  it('has points of validated blocks and rounds that belong to each other, however many there are of each', () => {
    const live = new LiveMetrics();
    for (let second = 0; second < 5; second += 1)
      live.system('blocksValidated', second, { ...origin, at: T0 + second * 1_000 });
    for (let second = 3; second < 5; second += 1)
      live.system('consensusRounds', second * 10, { ...origin, at: T0 + second * 1_000 });
    const { consensus } = captureSnapshot(live, 'development', T0).chart;
    expect(consensus.values.map((values) => [...values])).toEqual([
      [0, 1, 2, 3, 4],
      [0, 0, 0, 30, 40],
    ]);
  });

  it('restores no counter that nobody told, and rates of those that somebody did', () => {
    const live = new LiveMetrics();
    for (let second = 0; second < 5; second += 1)
      live.system('blocksValidated', 100 + second * 2, { ...origin, at: T0 + second * 1_000 });
    const again = new LiveMetrics();
    restoreColumns(again, captureSnapshot(live, 'development', T0 + 4_000));
    expect([...again.series('blocksPerMinute').values]).toEqual([120, 120]);
    expect(again.series('consensusRounds').length).toBe(0);
    expect(again.series('roundsPerMinute').length).toBe(0);
  });

  it('restores nodes that have other fields too, as far as they are known', () => {
    const live = new LiveMetrics();
    const odd = {
      ...cache.nodeMetrics,
      odd: { ...Object.values<object>(cache.nodeMetrics)[3], nodeId: 'odd', extra: 1 },
    };
    restoreSnapshot(live, { ...cache, nodeMetrics: odd });
    const row = live.nodes.rowOf('odd') ?? -1;
    expect(live.nodes.typeOf(row)).toBe('slim');
    expect(live.nodes.value(row, 'latencyMs')).toBe(180);
    expect(live.nodes.updatedAt[row]).toBe(T0);
    expect(live.nodes.value(row, 'queueDepth')).toBeNaN();
  });
});
