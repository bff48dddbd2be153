import { describe, expect, test } from 'vitest';
import { decodeBody } from '../../../src/v11/index.js';
import { AT } from './support/decode.js';
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
