import { describe, expect, test } from 'vitest';
import { AT, decode } from './support/decode.js';
import { sample } from './support/samples.js';

describe('/ws/metrics', () => {
  test('its throughput is measured, its error rate is a constant', () => {
    const { sink, kind } = decode('/ws/metrics', sample('wsB-metrics.json'));
    expect(kind).toBe('data');
    expect(sink.reading('tps')).toEqual([781204, 'measured']);
    expect(sink.reading('cpuPercent')).toEqual([37.5, 'measured']);
    expect(sink.reading('memoryMb')).toEqual([1184, 'measured']);
    expect(sink.reading('errorRate')).toEqual([0.001, 'constant']);
  });

  test('a negative load means that the machine has none', () => {
    const { sink } = decode('/ws/metrics', { tps: 0, cpu: -12.5, memory: 3 });
    expect(sink.figures).toEqual({ tps: 0, memoryMb: 3 });
  });
});

describe('the other flat sockets, should they ever speak', () => {
  test('/ws/consensus gives leader, term and rounds', () => {
    const { sink } = decode('/ws/consensus', sample('wsB-consensus.json'));
    expect(sink.figures).toEqual({ term: 9, consensusRounds: 12 });
    expect(sink.leaders).toEqual(['0x7a3f91c0d5e826b47a3f91c0d5e826b47a3f91c0']);
  });

  test('/ws/validators gives a validator and its state', () => {
    const { sink } = decode('/ws/validators', sample('wsB-validators.json'));
    expect(sink.nodes.get('0xc41d90aa27be6358c41d90aa27be6358c41d90aa')).toMatchObject({
      type: 'validator',
      state: 'ACTIVE',
    });
  });

  test('/ws/network gives a peer and its distance', () => {
    const { sink } = decode('/ws/network', sample('wsB-network.json'));
    expect(sink.nodes.get('peer-7f21')).toMatchObject({ state: 'connected', values: { latencyMs: 23 } });
  });

  test('/ws/transactions/legacy is understood and shows nothing', () => {
    expect(decode('/ws/transactions/legacy', sample('wsB-transactions-legacy.json'))).toMatchObject({
      kind: 'data',
      sink: { calls: 0 },
    });
  });
});

describe('/ws/dashboard', () => {
  test('its measured figures are taken, its default node counts are marked, its consensus zeros are not taken', () => {
    const { sink, kind } = decode('/ws/dashboard', sample('wsB-dashboard-s2c-metrics.json'));
    expect(kind).toBe('data');
    expect(sink.figures).toEqual({
      tps: 64120,
      averageTps: 60210.5,
      peakTps: 71003,
      totalTransactions: 4120871,
      finalityMs: 41.2,
      finalityP50Ms: 38.9,
      finalityP95Ms: 77.4,
      finalityP99Ms: 96,
      totalNodes: 7,
      activeNodes: 7,
      cpuPercent: 21.7,
      memoryMb: 690,
    });
    expect(sink.origins.tps).toEqual({
      source: '/ws/dashboard',
      at: AT,
      sentAt: 1790000123456,
      confidence: 'reported',
    });
    expect(sink.origins.activeNodes?.confidence).toBe('constant');
    expect(sink.leaders).toEqual([]);
  });

  test('consensus of a deployment that has one is taken', () => {
    const consensusMetrics = { currentTerm: 4, leaderId: 'node-2' };
    const { sink } = decode('/ws/dashboard', { type: 'metrics', data: { consensusMetrics } });
    expect([sink.figures.term, sink.leaders]).toEqual([4, ['node-2']]);
  });

  test('its acknowledgement has no type and is known all the same', () => {
    expect(decode('/ws/dashboard', sample('wsB-dashboard-s2c-ack.json')).kind).toBe('control');
  });

  test('a list of no nodes changes nothing', () => {
    expect(decode('/ws/dashboard', sample('wsB-dashboard-s2c-nodes-empty.json'))).toMatchObject({
      kind: 'data',
      sink: { calls: 0 },
    });
  });

  test('nodes are read, with instants in decimal seconds', () => {
    const { sink } = decode('/ws/dashboard', sample('wsB-dashboard-s2c-nodes.json'));
    expect(sink.nodes.get('node-3')).toEqual({
      type: 'validator',
      state: 'FOLLOWER',
      at: AT,
      values: { throughput: 9150, latencyMs: 12.4, transactionsProcessed: 588120, blocksValidated: 1320 },
    });
  });

  test('a node that was silent for ten minutes is ten minutes old, whatever the clocks say', () => {
    const message = JSON.parse(sample('wsB-dashboard-s2c-nodes.json')) as {
      data: { status: { lastHeartbeat: number } }[];
      timestamp: number;
    };
    for (const node of message.data) node.status.lastHeartbeat = message.timestamp / 1_000 - 600;
    expect(decode('/ws/dashboard', message).sink.nodes.get('node-3')?.at).toBe(AT - 600_000);
  });

  test('an unhealthy node is shown as such, under either name of the flag', () => {
    for (const flag of ['isHealthy', 'healthy']) {
      const node = { nodeId: 'n', status: 'ACTIVE', [flag]: false };
      expect(decode('/ws/dashboard', { type: 'nodes', data: [node] }).sink.nodes.get('n')?.state).toBe('UNHEALTHY');
    }
  });

  test('performance gives throughput, finality and error rate', () => {
    const { sink } = decode('/ws/dashboard', sample('wsB-dashboard-s2c-performance.json'));
    expect(sink.figures).toEqual({ tps: 64120, averageTps: 60210.5, peakTps: 71003, finalityMs: 41.2, errorRate: 0 });
  });
});

describe('/api/v11/live/stream', () => {
  test('throughput is random, average and peak are constants', () => {
    const { sink, kind } = decode('/api/v11/live/stream', sample('wsB-live-s2c-tps_update.json'));
    expect(kind).toBe('data');
    expect(sink.reading('tps')).toEqual([812334, 'random']);
    expect(sink.reading('averageTps')).toEqual([750000, 'constant']);
    expect(sink.reading('peakTps')).toEqual([800000, 'constant']);
    expect(sink.figures.finalityMs).toBeUndefined();
  });

  test('node counts are constants', () => {
    const { sink } = decode('/api/v11/live/stream', sample('wsB-live-s2c-network_update.json'));
    expect(sink.reading('activeNodes')).toEqual([64, 'constant']);
    expect(sink.reading('totalNodes')).toEqual([100, 'constant']);
  });

  test('constant blocks and validators say nothing about blocks and nodes', () => {
    for (const name of ['block_update', 'validator_update']) {
      expect(decode('/api/v11/live/stream', sample(`wsB-live-s2c-${name}.json`))).toMatchObject({
        kind: 'data',
        sink: { calls: 0 },
      });
    }
  });

  test('greeting, confirmation, pong and error are no data', () => {
    for (const name of ['connection_established', 'subscription_confirmed', 'pong', 'error']) {
      expect(decode('/api/v11/live/stream', sample(`wsB-live-s2c-${name}.json`)).kind).toBe('control');
    }
  });
});

describe('/ws/channels', () => {
  test('its figures are random, its validators are not nodes', () => {
    const { sink, kind } = decode('/ws/channels', sample('wsB-channels-s2c-channel_update.json'));
    expect(kind).toBe('data');
    expect(sink.figures).toEqual({ tps: 903417, totalTransactions: 150622019 });
    expect(sink.origins.tps?.confidence).toBe('random');
  });

  test('blocks give the block counter', () => {
    expect(decode('/ws/channels', sample('wsB-channels-s2c-block.json')).sink.reading('blocksValidated')).toEqual([
      12571,
      'random',
    ]);
  });

  test('transactions are understood and show nothing', () => {
    expect(decode('/ws/channels', sample('wsB-channels-s2c-transaction.json'))).toMatchObject({
      kind: 'data',
      sink: { calls: 0 },
    });
  });

  test('greeting, acknowledgement and error are no data', () => {
    for (const name of ['connected', 'subscribed', 'error']) {
      expect(decode('/ws/channels', sample(`wsB-channels-s2c-${name}.json`)).kind).toBe('control');
    }
  });
});
