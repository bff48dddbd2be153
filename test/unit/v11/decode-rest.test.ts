import { describe, expect, test } from 'vitest';
import { LiveMetrics } from '../../../src/session/live-metrics.js';
import { decodeBody } from '../../../src/v11/index.js';
import { ManualClock } from '../../support/manual-clock.js';
import { AT } from './support/decode.js';
import type { Origin } from '../../../src/domain/live-update.js';
import { RecordingSink } from './support/recording-sink.js';
import { sample } from './support/samples.js';

describe('REST', () => {
  function body(route: Parameters<typeof decodeBody>[0], name: string) {
    const sink = new RecordingSink();
    return { kind: decodeBody(route, JSON.parse(sample(name)), sink, AT), sink };
  }

  test('/stats gives a snapshot that is known to be invented', () => {
    const { sink, kind } = body('/stats', 'rest-stats.json');
    expect(kind).toBe('data');
    expect(sink.figures).toEqual({
      tps: 801220,
      averageTps: 790004,
      peakTps: 948004.8,
      totalTransactions: 9120440,
      memoryMb: 388.2,
      cpuPercent: 52.9,
      term: 418,
      finalityMs: 58.4,
      blocksValidated: 101223,
      totalNodes: 25,
      activeNodes: 22,
    });
    expect(sink.leaders).toEqual(['validator-7']);
    expect(sink.reading('tps')[1]).toBe('random');
    expect(sink.reading('activeNodes')[1]).toBe('constant');
  });

  test('of two answers the one that was made later counts, whichever comes last', () => {
    const live = new LiveMetrics({ clock: new ManualClock(AT), schedule: () => () => undefined });
    const answer = (term: number, madeAt: string) => ({ term, currentLeader: `v-${term}`, timestamp: madeAt });
    decodeBody('/live/consensus', answer(19, '2026-09-21T14:15:24.000Z'), live, AT);
    decodeBody('/live/consensus', answer(18, '2026-09-21T14:15:23.000Z'), live, AT + 40);
    expect(live.reading('term')?.value).toBe(19);
    expect(live.leaderReading?.value).toBe('v-19');
    decodeBody('/live/consensus', answer(20, '2026-09-21T14:15:25.000Z'), live, AT + 80);
    expect(live.reading('term')?.value).toBe(20);
  });

  test('points of the past are told once each, however often the list comes', () => {
    const live = new LiveMetrics({ clock: new ManualClock(AT), schedule: () => () => undefined });
    const at = (second: number): string =>
      new Date(Date.parse('2026-09-21T14:15:00.000Z') + second * 1_000).toISOString();
    const points = [5, 5, 7, 7, 9].map((tps, second) => ({ timestamp: at(second), tps }));
    for (let ask = 0; ask < 3; ask += 1)
      decodeBody('/analytics/dashboard', { tpsOverTime: points, timestamp: at(4) }, live, AT);
    expect([...live.series('tps').values]).toEqual([5, 5, 7, 7, 9]);
  });

  test('/stats of the design documents is flat', () => {
    expect(body('/stats', 'rest-stats-seedera.json').sink.figures).toEqual({
      totalTransactions: 1934502,
      averageTps: 28120,
      peakTps: 31000,
      blocksValidated: 4182,
    });
  });

  test('/live/consensus gives leader, term and participation; its throughput is blocks, not transactions', () => {
    const { sink } = body('/live/consensus', 'rest-live-consensus.json');
    expect(sink.figures).toEqual({ term: 31, consensusRounds: 89240, participationPercent: 100 });
    expect(sink.leaders).toEqual(['node-2']);
  });

  test('/nodes gives nodes', () => {
    expect(body('/nodes', 'rest-nodes.json').sink.nodes.get('node-0001')).toEqual({
      type: 'validator',
      state: 'ACTIVE',
      at: AT,
      values: {},
    });
  });

  test.each([
    ['API', 'slim'],
    ['api-integration', 'slim'],
    ['API_INTEGRATION', 'slim'],
    ['Channel', 'channel'],
    ['BUSINESS', 'business'],
    ['FULL_NODE', undefined],
    [7, undefined],
  ])('a node of type %s is shown as %s', (nodeType, expected) => {
    const sink = new RecordingSink();
    decodeBody('/nodes', { nodes: [{ nodeId: 'n', nodeType }] }, sink, AT);
    expect(sink.nodes.get('n')?.type).toBe(expected);
  });

  test('a body that is something else is refused', () => {
    for (const route of ['/stats', '/live/consensus', '/nodes'] as const) {
      for (const value of [null, 7, 'x', []])
        expect(decodeBody(route, value, new RecordingSink(), AT)).toBe('malformed');
    }
  });
});

describe('points of the past', () => {
  class PointsSink extends RecordingSink {
    readonly points: [number, number][] = [];
    override system(...args: Parameters<RecordingSink['system']>): void {
      if (args[0] === 'tps') this.points.push([args[2].at, args[1]]);
      super.system(...args);
    }
  }

  test('are told oldest first, each with its time on this machine, whatever their order and the backend’s clock', () => {
    const point = (secondsAgo: number) => ({
      timestamp: 5_000_000_000_000 - secondsAgo * 1_000,
      tps: 100 - secondsAgo,
    });
    for (const data of [[0, 1, 2].map(point), [2, 1, 0].map(point), [1, 0, 2].map(point)]) {
      const sink = new PointsSink();
      const answer = { success: true, data, timestamp: 5_000_000_001_000 };
      expect(decodeBody('/demo/channels/c/metrics', answer, sink, AT)).toBe('data');
      expect(sink.points).toEqual([
        [AT - 3_000, 98],
        [AT - 2_000, 99],
        [AT - 1_000, 100],
      ]);
    }
  });

  test('without a time, or below zero, are left out', () => {
    const sink = new PointsSink();
    const tpsOverTime = [{ tps: 5 }, { timestamp: '14:15:23', tps: 6 }, { timestamp: 1e12, tps: -7 }, 8, null];
    expect(decodeBody('/analytics/dashboard', { tpsOverTime, avgTPS: 3 }, sink, AT)).toBe('data');
    expect([sink.points, sink.figures]).toEqual([[], { averageTps: 3 }]);
  });
});

describe('the demo routes', () => {
  test('tell nodes of two channels apart, although their ids repeat', () => {
    const sink = new RecordingSink();
    const data = [{ nodeId: 'validator-node-1', nodeType: 'validator', status: 'degraded', tps: 5, errorsCount: 1 }];
    for (const id of ['a', 'b']) decodeBody(`/demo/channels/${id}/nodes/metrics`, { success: true, data }, sink, AT);
    expect([...sink.nodes.keys()]).toEqual(['a/validator-node-1', 'b/validator-node-1']);
    expect(sink.nodes.get('a/validator-node-1')).toEqual({
      type: 'validator',
      state: 'degraded',
      at: AT,
      values: { throughput: 5, errorCount: 1 },
    });
  });

  test('list every channel’s nodes; one that is switched off is shown so', () => {
    const sink = new RecordingSink();
    const data = ['a', 'b'].map((channelId) => ({
      channelId,
      slimNodes: [{ nodeId: 's', nodeType: 'slim', enabled: channelId === 'a' }],
    }));
    expect(decodeBody('/demo/channels', { success: true, data }, sink, AT)).toBe('data');
    expect(Array.from(sink.nodes, ([id, { state }]) => [id, state])).toEqual([
      ['a/s', undefined],
      ['b/s', 'disabled'],
    ]);
  });

  test.each([
    '/demo/channels/',
    '/demo/channels/a/b/c/d',
    '/demo/channels/a/secrets',
    '/other',
    '/demo/channels/a/../x',
  ])('%s is not known', (route) => {
    const answer = { success: true, data: [] };
    expect(decodeBody(route as '/stats', answer, new RecordingSink(), AT)).toBe('unknown');
  });
});

test('/live/channels adds its channels up where it lists them all', () => {
  const channels = [
    { channelId: 'a', currentTps: 5, totalTransactions: 50 },
    { channelId: 'b', currentTps: 7, totalTransactions: 70 },
  ];
  const figuresOf = (answer: object) => {
    const sink = new RecordingSink();
    expect(decodeBody('/live/channels', answer, sink, AT)).toBe('data');
    return sink.figures;
  };
  expect(figuresOf({ channels, totalChannels: 2 })).toEqual({ tps: 12, totalTransactions: 120 });
  expect(figuresOf({ channels, totalChannels: 3 })).toEqual({});
  expect(figuresOf({ channels: [...channels, {}], totalChannels: 3 })).toEqual({});
});

test('a validator that is offline is shown so, whatever its status says', () => {
  const sink = new RecordingSink();
  const validators = [{ id: 'v', status: 'ACTIVE', isOnline: false, blocksProduced: 5 }];
  decodeBody('/validators', { validators }, sink, AT);
  expect(sink.nodes.get('v')).toMatchObject({ state: 'OFFLINE', values: { blocksValidated: 5 } });
});

test('nodes of one answer share one origin, except those that were silent for long', () => {
  const sink = new RecordingSink();
  const nodes = [0, 0, 600_000].map((agoMs, index) => ({ nodeId: `n${index}`, lastSeenTimestamp: 2e12 - agoMs }));
  decodeBody('/nodes', { nodes, timestamp: 2e12 }, sink, AT);
  const [first, second, silent] = [...sink.nodeOrigins.values()] as [Origin, Origin, Origin];
  expect(first).toBe(second);
  expect(silent).toEqual({ ...first, at: AT - 600_000 });
});
