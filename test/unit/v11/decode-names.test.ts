/** The name tables of protocol 1.11, row by row. */
import { describe, expect, test } from 'vitest';
import type { SystemField } from '../../../src/domain/live-update.js';
import { decodeBody, readTransactionsControl, type FrameSource } from '../../../src/v11/index.js';
import { instant, quantity } from '../../../src/v11/decode/readers.js';
import { AT, decode } from './support/decode.js';
import { RecordingSink } from './support/recording-sink.js';

const metrics = (data: object) => decode('/ws', { type: 'system-metrics', data }).sink;
const node = (data: object) =>
  decode('/ws', { type: 'node-update', data: { nodeId: 'n', ...data } }).sink.nodes.get('n');
const body = (route: Parameters<typeof decodeBody>[0], value: unknown) => {
  const sink = new RecordingSink();
  decodeBody(route, value, sink, AT);
  return sink;
};

describe('what the portal expects, should a backend send it', () => {
  test('/ws/metrics with a data wrapper and other names', () => {
    const data = { tps: 1, avgTps: 2, peakTps: 3, totalTransactions: 4, avgLatencyMs: 5, memoryUsageMb: 6 };
    const expected = { tps: 1, averageTps: 2, peakTps: 3, totalTransactions: 4, memoryMb: 6 };
    expect(decode('/ws/metrics', { channel: 'metrics', data }).sink.figures).toEqual(expected);
    expect(decode('/ws/metrics', { type: 'metric', channel: 'metrics', data }).sink.figures).toEqual(expected);
    expect(decode('/ws/metrics', { type: 'metric', data }).sink.figures).toEqual(expected);
  });

  test('/ws/transactions with a single transaction is understood and shows nothing; its text protocol is control', () => {
    const data = { id: 't', hash: '0x1', amount: 5, fee: 1, blockHeight: 3, status: 'confirmed' };
    expect(decode('/ws/transactions', { channel: 'transactions', data })).toMatchObject({
      kind: 'data',
      sink: { calls: 0 },
    });
    expect(decode('/ws/transactions', 'SUBSCRIBED transactions').kind).toBe('control');
    expect(readTransactionsControl('PONG')).toEqual({ type: 'pong' });
  });

  test.each([
    ['/ws/validators', 'validators', { validator: 'v1', status: 'ACTIVE' }, 'v1', 'ACTIVE'],
    ['/ws/validators', 'validators', [{ nodeId: 'v1', status: 'jailed' }], 'v1', 'jailed'],
    ['/ws/network', 'network', { peerId: 'p1', connected: false }, 'p1', 'disconnected'],
  ] as const)('%s with a data wrapper', (socket, channel, data, id, state) => {
    expect(decode(socket, { channel, data }).sink.nodes.get(id)?.state).toBe(state);
    expect(decode(socket, { type: channel, data }).sink.nodes.get(id)?.state).toBe(state);
  });

  test('/ws/consensus with a data wrapper', () => {
    const { sink } = decode('/ws/consensus', { channel: 'consensus', data: { leader: 'a', term: 4, round: 5 } });
    expect([sink.figures, sink.leaders]).toEqual([{ term: 4, consensusRounds: 5 }, ['a']]);
  });

  test('/ws/channels without its wrapper, and with one', () => {
    const figures = { tps: 7, totalTransactions: 8 };
    expect(decode('/ws/channels', { type: 'channel_update', metrics: figures }).sink.figures).toEqual(figures);
    expect(decode('/ws/channels', { type: 'metrics', channel: 'metrics', data: figures }).sink.figures).toEqual(
      figures,
    );
    expect(decode('/ws/channels', { channel: 'blocks', data: { height: 9 } }).sink.figures).toEqual({
      blocksValidated: 9,
    });
  });

  test('/api/v11/live/stream with `data` in the place of `payload`', () => {
    const { sink } = decode('/api/v11/live/stream', { channel: 'metrics', data: { currentTps: 5 } });
    expect(sink.figures).toEqual({ tps: 5 });
  });

  test('what a client sends means nothing when a server sends it', () => {
    const frame = { channel: 'metrics', data: { subscribe: true }, timestamp: '2026-09-21T14:15:23.456Z' };
    expect(decode('/ws/metrics', frame)).toMatchObject({ kind: 'unknown', sink: { calls: 0 } });
  });

  test.each(['CONSENSUS_UPDATE', 'consensus_update', 'consensus'])('the type %s, in either case', (type) => {
    const { sink, kind } = decode('/ws/dashboard', { type, data: { currentTerm: 4, leaderNodeId: 'a' } });
    expect([kind, sink.figures, sink.leaders]).toEqual(['data', { term: 4 }, ['a']]);
  });

  test('types that nobody knows stay unknown, whatever they carry', () => {
    for (const type of ['news', '', 'METRICS_2', 'constructor', '__proto__']) {
      expect(decode('/ws/metrics', { type, data: { currentTPS: 5 } })).toMatchObject({
        kind: 'unknown',
        sink: { calls: 0 },
      });
    }
  });

  test('the consensus and network frames of the V12 documents', () => {
    const { sink } = decode('/api/v12/realtime', {
      type: 'consensus',
      data: { round: 3, step: 'PREVOTE', proposer: 'v9', votes: 5 },
    });
    expect([sink.figures, sink.leaders]).toEqual([{ consensusRounds: 3 }, ['v9']]);
    expect(decode('/api/v12/realtime', { round: 3, step: 'PREVOTE', proposer: 'v9', votes: 5 }).sink.leaders).toEqual([
      'v9',
    ]);
    // The number of peers is not the number of nodes.
    for (const frame of [
      { type: 'network', data: { event: 'join', peerCount: 5 } },
      { event: 'join', peerCount: 5 },
    ]) {
      expect(decode('/api/v12/realtime', frame)).toMatchObject({ kind: 'data', sink: { calls: 0 } });
    }
  });
});

describe('current TPS', () => {
  test.each(['tps', 'currentTPS', 'currentTps', 'transactionsPerSecond', 'transactions_per_second', 'throughputTPS'])(
    'is known as %s',
    (name) => expect(metrics({ [name]: 5 }).figures).toEqual({ tps: 5 }),
  );

  test('is `throughput` on /ws/channels', () => {
    expect(decode('/ws/channels', { type: 'channel_update', metrics: { throughput: 5 } }).sink.figures).toEqual({
      tps: 5,
    });
  });

  test('is a node’s `throughput` in a node-update', () => {
    expect(node({ throughput: 5 })?.values).toEqual({ throughput: 5 });
  });

  test('is not `throughput` on /live/consensus, where it counts blocks, nor where it is an object', () => {
    expect(body('/live/consensus', { throughput: 2.1 }).figures).toEqual({});
    expect(
      decode('/ws/dashboard', { type: 'performance', data: { throughput: { currentTPS: 5 } } }).sink.figures,
    ).toEqual({ tps: 5 });
  });

  test('is not `throughput` where nobody says what it counts', () => {
    expect(metrics({ throughput: 5 }).figures).toEqual({});
    expect(body('/consensus/status', { nodeId: 'n', throughput: 5 }).nodes.get('n')?.values).toEqual({});
    expect(body('/consensus/nodes', { nodes: [{ nodeId: 'n', throughput: 5 }] }).nodes.get('n')?.values).toEqual({});
  });
});

test.each([
  ['averageTps', ['avgTps', 'averageTPS', 'avgTPS', 'averageTps']],
  ['peakTps', ['peakTps', 'peakTPS']],
  [
    'finalityMs',
    [
      'avgFinalityLatency',
      'avgFinalityLatencyMs',
      'averageFinalityMs',
      'finalityLatencyMs',
      'finalityTimeMs',
      'averageFinalizationTime',
    ],
  ],
  ['finalityP50Ms', ['finalityP50Ms', 'p50FinalityMs']],
  ['finalityP95Ms', ['finalityP95Ms', 'p95FinalityMs']],
  ['finalityP99Ms', ['finalityP99Ms', 'p99FinalityMs']],
  ['term', ['term', 'currentTerm']],
  ['cpuPercent', ['cpu', 'cpuUsage', 'cpuUsagePercent', 'cpu_usage_percent', 'cpuPercent', 'cpuUtilization']],
  ['memoryMb', ['memoryUsageMb', 'memoryUsedMB']],
] as const)('average, peak, finality, term, CPU, memory: %s under each of its names', (field: SystemField, names) => {
  for (const name of names) expect(metrics({ [name]: 41.5 }).figures, name).toEqual({ [field]: 41.5 });
});

test('plain latency is never finality', () => {
  for (const name of [
    'latency',
    'avgLatency',
    'avgLatencyMs',
    'consensusLatency',
    'networkLatencyMs',
    'p95LatencyMs',
  ]) {
    expect(metrics({ [name]: 5 }).figures).toEqual({});
  }
});

test('of several names of one figure the first that is usable counts', () => {
  expect(metrics({ currentTPS: 5, tps: 'n/a', throughputTPS: 7 }).figures).toEqual({ tps: 5 });
});

describe('the leader', () => {
  test.each(['currentLeader', 'leader', 'leaderNodeId', 'leaderId', 'leaderNode', 'proposer'])(
    'is known as %s',
    (name) => {
      const leaders = ['node-1', null, '', 'unknown', 'UNKNOWN', 7].map(
        (leader) => decode('/ws', { type: 'consensus-update', data: { [name]: leader } }).sink.leaders,
      );
      expect(leaders).toEqual([['node-1'], [''], [''], [''], [''], []]);
    },
  );

  test('is not forgotten because a stub knows none', () => {
    const consensusMetrics = { currentTerm: 0, leaderId: 'unknown' };
    expect(decode('/ws/dashboard', { type: 'metrics', data: { consensusMetrics } }).sink.leaders).toEqual([]);
  });
});

describe('CPU', () => {
  test('may be above 100 percent and is shown so', () => {
    expect(decode('/ws/metrics', { tps: 1, cpu: 312.5 }).sink.figures.cpuPercent).toBe(312.5);
  });

  test('below zero is no figure', () => {
    expect(decode('/ws/metrics', { tps: 1, cpu: -12.5 }).sink.figures).toEqual({ tps: 1 });
  });
});

describe('memory', () => {
  test.each<[string, object]>([
    ['/ws/metrics', { tps: 1, memory: 384 }],
    ['/ws/dashboard', { type: 'metrics', data: { systemPerformance: { memoryUsedMB: 384 } } }],
    ['/ws', { type: 'system-metrics', data: { memoryUsedBytes: 402_653_184 } }],
  ])('is in MB on %s', (socket, frame) => {
    expect(decode(socket as FrameSource, frame).sink.figures.memoryMb).toBe(384);
  });

  test.each<[string, object]>([
    ['the Oct-2025 hooks', { currentTPS: 1, memoryUsage: 61 }],
    ['a node of the dashboard', { type: 'metrics', data: { nodeHealth: [{ nodeId: 'n', memoryUsage: 61 }] } }],
    [
      'the analytics of /ws/v11',
      { type: 'message', channel: 'analytics', data: { tps: 1, resources: { memoryUsage: 61 } } },
    ],
  ])('is a percentage in %s, and no megabytes', (_, frame) => {
    for (const socket of ['/ws/metrics', '/ws/dashboard', '/ws/v11'] as const) {
      expect(decode(socket, frame).sink.figures.memoryMb).toBeUndefined();
    }
  });
});

test('a performance score, of 1 or of 100, is taken for nothing else', () => {
  const score = { performanceScore: 0.93 };
  expect(decode('/ws/consensus', { leader: 'a', term: 1, ...score }).sink.figures).toEqual({ term: 1 });
  expect(decode('/ws/consensus', { currentLeader: 'a', term: 1, performanceScore: 93 }).sink.figures).toEqual({
    term: 1,
  });
  expect(body('/live/consensus', { term: 1, ...score }).figures).toEqual({ term: 1 });
});

describe('rates', () => {
  test('of errors are shares of 1; more than all is no share', () => {
    expect(metrics({ errorRate: 0.02 }).figures).toEqual({ errorRate: 0.02 });
    expect(metrics({ errorRate: 1 }).figures).toEqual({ errorRate: 1 });
    expect(metrics({ errorRate: 2 }).figures).toEqual({});
  });

  test('of participation are shares of 100, and of 1 on the cluster route', () => {
    expect(metrics({ participationRate: '98.7' }).figures).toEqual({ participationPercent: 98.7 });
    expect(metrics({ participationRate: 100.5 }).figures).toEqual({});
    expect(body('/live/consensus/cluster', { participationRate: 0.875 }).figures).toEqual({
      participationPercent: 87.5,
    });
    expect(body('/live/consensus', { participants: 7, totalNodes: 8 }).figures).toEqual({ participationPercent: 87.5 });
    expect(body('/live/consensus', { participants: 7, totalNodes: 0 }).figures).toEqual({});
  });

  test('of success are shares of 100', () => {
    expect(node({ business: { successRate: 99.6 } })?.values).toEqual({ successRate: 99.6 });
    expect(node({ business: { successRate: 101 } })?.values).toEqual({});
  });

  test('of routing are ratios, and percentages in the old demo', () => {
    expect(node({ channel: { routingEfficiency: 0.997 } })?.values).toEqual({ routingEfficiency: 0.997 });
    expect(node({ channel: { routingEfficiency: '99.70' } })?.values.routingEfficiency).toBeCloseTo(0.997);
  });
});

describe('status', () => {
  test.each(['ACTIVE', 'active', 'Running', 'ONLINE', 'Healthy', 'connected', 'UP', 'ok'])(
    '%s is nothing special, so the role is shown',
    (status) => expect(node({ role: 'FOLLOWER', status })?.state).toBe('FOLLOWER'),
  );

  test.each(['ERROR', 'error', 'Stopped', 'rate-limited', 'DEGRADED', 'Unreachable', 'SYNCING'])(
    '%s is shown as the backend has it',
    (status) => expect(node({ role: 'LEADER', status })?.state).toBe(status),
  );

  test('of health: a node that is not well is shown so, unless its status says more', () => {
    const stateOf = (status: object) =>
      decode('/ws/dashboard', { type: 'nodes', data: [{ nodeId: 'n', status }] }).sink.nodes.get('n')?.state;
    expect(stateOf({ state: 'ACTIVE', role: 'LEADER', isHealthy: false })).toBe('UNHEALTHY');
    expect(stateOf({ state: 'Running', healthy: false })).toBe('UNHEALTHY');
    expect(stateOf({ state: 'UNREACHABLE', isHealthy: false })).toBe('UNREACHABLE');
    expect(stateOf({ state: 'ACTIVE', role: 'LEADER', isHealthy: true })).toBe('LEADER');
  });
});

describe('big numbers', () => {
  test('in texts that are no figures stay texts', () => {
    const frame = { txHash: '0x1', from: 'a', to: 'b', value: '2500000000000000000' };
    expect(decode('/ws/transactions/legacy', frame)).toMatchObject({ kind: 'data', sink: { calls: 0 } });
    expect(body('/nodes', { nodes: [{ nodeId: 'n', stakeAmount: '1000000 AUR' }] }).nodes.get('n')?.values).toEqual({});
  });

  test('in texts that are figures are the nearest number', () => {
    expect(metrics({ totalTransactions: '9007199254740993' }).figures).toEqual({
      totalTransactions: 9_007_199_254_740_992,
    });
  });
});

describe('times', () => {
  const MOMENT = Date.parse('2026-09-21T14:15:23.456Z');

  test.each<[string, unknown]>([
    ['ISO', '2026-09-21T14:15:23.456Z'],
    ['ISO with six digits', '2026-09-21T14:15:23.456789Z'],
    ['ISO with nine digits', '2026-09-21T14:15:23.456789012Z'],
    ['ISO with an offset', '2026-09-21T19:45:23.456+05:30'],
    ['ISO with nine digits and an offset', '2026-09-21T19:45:23.456789012+05:30'],
    ['ISO without a zone, taken as UTC', '2026-09-21T14:15:23.456'],
    ['ISO without a zone, with six digits', '2026-09-21T14:15:23.456789'],
    ['milliseconds', MOMENT],
    ['decimal seconds', MOMENT / 1_000],
    ['microseconds', MOMENT * 1_000],
    ['nanoseconds', MOMENT * 1_000_000],
  ])('in %s', (_, value) => {
    expect(Math.floor(instant(value) ?? NaN)).toBe(MOMENT);
  });

  test('nine decimals of a second are kept as far as a number goes', () => {
    expect(instant(JSON.parse('1790000123.456789012'))).toBeCloseTo(1790000123456.789, 2);
  });

  test('a number is read by its size, at every border', () => {
    expect([99_999_999_999, 1e11, 1e14 - 1, 1e14, 1e17 - 16, 1e17].map(instant)).toEqual([
      99_999_999_999_000,
      1e11,
      1e14 - 1,
      1e11,
      (1e17 - 16) / 1e3,
      1e11,
    ]);
  });

  test.each([
    '14:15:23',
    '2026-09-21',
    'now',
    '',
    '2026-13-41T99:99:99Z',
    'T14:15:23',
    '1790000123456',
    0,
    -1,
    NaN,
    Infinity,
    null,
    {},
    '2026-09-21T14:15:23.456Z'.padEnd(50, '0'),
  ])('%s is no instant', (value) => {
    expect(instant(value)).toBeUndefined();
  });

  test('of nodes in decimal seconds or ISO make a silent node old, also where the clocks are apart', () => {
    const sentAt = 1790000123.456;
    for (const [lastHeartbeat, timestamp] of [
      [sentAt - 600, sentAt],
      [new Date((sentAt - 600) * 1_000).toISOString(), new Date(sentAt * 1_000).toISOString()],
    ]) {
      const data = { timestamp, nodeHealth: [{ nodeId: 'n', lastHeartbeat }] };
      const { sink } = decode('/ws/dashboard', { type: 'metrics', data });
      expect(sink.nodes.get('n')?.at).toBeCloseTo(AT - 600_000, 0);
    }
  });
});

describe('numbers in texts', () => {
  test.each([
    ['9640.50', 9640.5],
    ['0', 0],
    ['.5', 0.5],
    ['+7', 7],
    ['1e3', 1_000],
    ['-0.0', 0],
  ])('%s is a number', (text, value) => {
    expect(quantity(text)).toBe(value);
  });

  test.each([
    '',
    ' ',
    '12abc',
    '1,000',
    ' 12 ',
    '0x10',
    'NaN',
    'Infinity',
    '1e999',
    '-1',
    '١٢',
    '1_000',
    '1e',
    '--1',
    '9'.repeat(41),
  ])('“%s” is none', (text) => expect(quantity(text)).toBeNaN());
});
