import { describe, expect, test } from 'vitest';
import { AT, decode } from './support/decode.js';
import { sample } from './support/samples.js';

describe('the /ws of the design documents', () => {
  test('a node update becomes a node with its role and figures', () => {
    const { sink, kind } = decode('/ws', sample('wsA-design-s2c-node-update.json'));
    expect(kind).toBe('data');
    expect(sink.nodes.get('node-validator-204481')).toEqual({
      type: undefined,
      state: 'LEADER',
      at: AT,
      values: { throughput: 9640, blocksValidated: 4182, consensusRounds: 4197 },
    });
  });

  test('system metrics become figures, reported by the backend', () => {
    const { sink, kind } = decode('/ws', sample('wsA-design-s2c-system-metrics.json'));
    expect(kind).toBe('data');
    expect(sink.figures).toEqual({
      tps: 28640,
      totalTransactions: 1934502,
      activeNodes: 12,
      term: 17,
      finalityMs: 142.6,
    });
    expect(sink.leaders).toEqual(['node-validator-204481']);
    expect(sink.origins.tps).toEqual({ source: '/ws', at: AT, sentAt: 1790000123456, confidence: 'reported' });
  });

  test('a consensus update becomes leader and term', () => {
    const { sink } = decode('/ws', sample('wsA-design-s2c-consensus-update.json'));
    expect(sink.figures).toEqual({ term: 18 });
    expect(sink.leaders).toEqual(['node-validator-204482']);
  });

  test('a pong is no data', () => {
    expect(decode('/ws', sample('wsA-design-s2c-pong.json'))).toMatchObject({ kind: 'control', sink: { calls: 0 } });
  });

  test('the plural spelling and a list of nodes are understood', () => {
    const nodes = [{ nodeId: 'a', state: 'ROUTING' }, { nodeId: 'b' }, { noId: true }];
    for (const data of [nodes, { nodes }]) {
      const { sink, kind } = decode('/ws', { type: 'node-updates', data });
      expect(kind).toBe('data');
      expect([...sink.nodes.keys()]).toEqual(['a', 'b']);
    }
  });

  test('the seed’s node metrics are understood in their blocks', () => {
    const nodes = (JSON.parse(sample('metricscache-seed.json')) as { nodeMetrics: Record<string, object> }).nodeMetrics;
    const { sink } = decode('/ws', { type: 'node-updates', data: Object.values(nodes) });
    const seen = [...sink.nodes.values()].map(({ type, state, values }) => ({ type, state, ...values }));
    expect(seen).toEqual([
      {
        type: 'channel',
        state: 'ROUTING',
        throughput: 4875,
        totalMessages: 88120,
        errorCount: 1,
        activeConnections: 31,
        routingEfficiency: 0.997,
        queueDepth: 12,
      },
      {
        type: 'validator',
        state: 'LEADER',
        throughput: 9640,
        totalMessages: 41970,
        errorCount: 0,
        blocksValidated: 4182,
        votesReceived: 12551,
        votesCast: 12591,
        consensusRounds: 4197,
      },
      {
        type: 'business',
        state: 'PROCESSING',
        throughput: 7710,
        totalMessages: 5120,
        errorCount: 19,
        transactionsProcessed: 5101,
        queueSize: 12,
        successRate: 99.6,
      },
      {
        type: 'slim',
        state: 'STREAMING',
        throughput: 2,
        totalMessages: 720,
        errorCount: 3,
        feedRate: 0.4,
        apiCalls: 360,
        apiErrors: 3,
        latencyMs: 180,
        successRate: 99.2,
      },
    ]);
  });

  test('numbers written with toFixed are numbers, and nothing else in a text is', () => {
    const values = {
      throughput: '9640.50',
      errorCount: '12abc',
      totalMessages: '',
      latency: 'NaN',
      queueDepth: '0x10',
    };
    const { sink } = decode('/ws', { type: 'node-update', data: { nodeId: 'n', metrics: values } });
    expect(sink.nodes.get('n')?.values).toEqual({ throughput: 9640.5 });
  });

  test('routing efficiency in percent becomes the ratio of the schema design', () => {
    const { sink } = decode('/ws', {
      type: 'node-update',
      data: { nodeId: 'n', channel: { routingEfficiency: '99.70' } },
    });
    expect(sink.nodes.get('n')?.values.routingEfficiency).toBeCloseTo(0.997);
  });

  test('a node in trouble shows its trouble, not its role', () => {
    const states = [
      { role: 'LEADER', status: 'error' },
      { role: 'FOLLOWER', status: 'active' },
      { status: 'RUNNING' },
      { state: 'ROUTING', role: 'LEADER', status: 'error' },
      {},
    ].map((data) => decode('/ws', { type: 'node-update', data: { nodeId: 'n', ...data } }).sink.nodes.get('n')?.state);
    expect(states).toEqual(['error', 'FOLLOWER', 'RUNNING', 'ROUTING', undefined]);
  });

  test.each([
    ['tps', ['tps', 'currentTPS', 'currentTps', 'transactionsPerSecond', 'transactions_per_second', 'throughputTPS']],
    ['averageTps', ['avgTps', 'averageTPS', 'avgTPS']],
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
    ['term', ['term', 'currentTerm']],
    ['cpuPercent', ['cpu', 'cpuUsage', 'cpuUsagePercent', 'cpu_usage_percent', 'cpuPercent', 'cpuUtilization']],
    ['memoryMb', ['memoryUsageMb']],
    ['participationPercent', ['participationRate']],
    ['errorRate', ['errorRate']],
  ] as const)('%s is known under every name of the protocol', (field, names) => {
    for (const name of names) {
      expect(decode('/ws', { type: 'system-metrics', data: { [name]: 0.5 } }).sink.figures, name).toEqual({
        [field]: 0.5,
      });
    }
  });

  test.each(['currentLeader', 'leader', 'leaderNodeId', 'leaderId', 'leaderNode', 'proposer'])(
    '%s names the leader',
    (name) => {
      const leaders = ['node-1', null, '', 'unknown', 'UNKNOWN', 7].map(
        (leader) => decode('/ws', { type: 'consensus-update', data: { [name]: leader } }).sink.leaders,
      );
      expect(leaders).toEqual([['node-1'], [''], [''], [''], [''], []]);
    },
  );

  test('names that mean different things at different endpoints are left alone', () => {
    const data = { throughput: 1, memory: 2, memoryUsage: 3, latency: 4, performanceScore: 5 };
    expect(decode('/ws', { type: 'system-metrics', data }).sink.figures).toEqual({});
  });
});
