import { describe, expect, it } from 'vitest';
import { createConfiguration } from '../../../src/domain/configuration.js';
import type { NodeField } from '../../../src/domain/live-update.js';
import { createNodeConfiguration } from '../../../src/domain/node-config.js';
import { TARGET_TPS, PERFORMANCE_MODES } from '../../../src/domain/performance-mode.js';
import { createNetwork, MAX_ADVANCE_MS } from '../../../src/v11/simulator/network.js';
import { ORIGIN, starter, valuesOf, watch } from './support/model.js';
import { RecordingSink } from './support/recording-sink.js';

describe('the same seed', () => {
  it('gives the same values after the same time', () => {
    const [one, other] = [createNetwork({ seed: 7, nodes: 60 }), createNetwork({ seed: 7, nodes: 60 })];
    watch(one, 300, () => undefined);
    watch(other, 300, () => undefined);
    expect(valuesOf(one)).toEqual(valuesOf(other));
  });

  it('gives the same values however the time was divided', () => {
    const [seconds, frames] = [createNetwork({ seed: 3 }), createNetwork({ seed: 3 })];
    for (let second = 0; second < 60; second += 1) seconds.advance(1_000);
    for (let frame = 0; frame < 3_600; frame += 1) frames.advance(1_000 / 60);
    expect(valuesOf(frames)).toEqual(valuesOf(seconds));
  });

  it('gives other values with another seed', () => {
    const [one, other] = [createNetwork({ seed: 1 }), createNetwork({ seed: 2 })];
    expect(valuesOf(one)).not.toEqual(valuesOf(other));
  });
});

describe('time', () => {
  it('does not catch up with a night’s sleep', () => {
    const [slept, awake] = [createNetwork(), createNetwork()];
    slept.advance(8 * 3_600_000);
    awake.advance(MAX_ADVANCE_MS);
    expect(valuesOf(slept)).toEqual(valuesOf(awake));
  });

  it.each([0, -5_000, NaN, -Infinity])('does not move for %s ms', (elapsedMs) => {
    const network = createNetwork();
    const before = valuesOf(network);
    network.advance(elapsedMs);
    expect(valuesOf(network)).toEqual(before);
  });
});

describe('figures of the network', () => {
  it.each(PERFORMANCE_MODES)('TPS stay around the target of %s', (performanceMode) => {
    const network = createNetwork({ performanceMode, nodes: 40 });
    const ratios: number[] = [];
    watch(network, 900, () => ratios.push(network.system('tps') / TARGET_TPS[performanceMode]));
    const usual = ratios.filter((ratio) => ratio >= 0.85 && ratio <= 1.05).length / ratios.length;
    expect(usual).toBeGreaterThan(0.93);
    expect(Math.max(...ratios)).toBeLessThan(1.1);
    expect(new Set(ratios).size).toBeGreaterThan(100);
  });

  it('TPS are what the validators carry together', () => {
    const network = createNetwork({ nodes: 50 });
    watch(network, 30, () => {
      const sum = network.nodes.reduce(
        (total, node, row) => total + (node.type === 'validator' ? network.figure(row, 'throughput') : 0),
        0,
      );
      expect(network.system('tps')).toBe(Math.round(sum));
    });
  });

  it('totals never go down', () => {
    const network = createNetwork();
    const totals = ['totalTransactions', 'blocksValidated', 'consensusRounds', 'term'] as const;
    let before = totals.map((field) => network.system(field));
    watch(network, 600, () => {
      const now = totals.map((field) => network.system(field));
      now.forEach((total, index) => expect(total).toBeGreaterThanOrEqual(before[index] ?? 0));
      before = now;
    });
  });

  it('blocks take longer to become final the higher the load', () => {
    const network = createNetwork({ seed: 5 });
    const [calm, busy]: [number[], number[]] = [[], []];
    watch(network, 3_600, () => {
      if (network.leaderId === '') return;
      if (network.loadRatio < 0.92) calm.push(network.system('finalityMs'));
      if (network.loadRatio > 0.99) busy.push(network.system('finalityMs'));
    });
    const average = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(average(busy)).toBeGreaterThan(average(calm) + 10);
  });

  it('another mode is reached within seconds', () => {
    const network = createNetwork({ performanceMode: 'educational' });
    network.setPerformanceMode('staging');
    watch(network, 10, () => undefined);
    expect(network.system('tps')).toBeGreaterThan(0.8 * TARGET_TPS.staging);
  });

  it('a network without nodes stands still', () => {
    const network = createNetwork({ configuration: { ...starter(), nodes: [] } });
    watch(network, 30, () => undefined);
    expect(network.system('tps')).toBe(0);
    expect(network.system('activeNodes')).toBe(0);
    expect(network.leaderId).toBe('');
  });
});

describe('elections', () => {
  it('a network is led from the start', () => {
    const network = createNetwork();
    expect(network.state(network.rowOf(network.leaderId) ?? -1)).toBe('LEADER');
  });

  it('a leader that falls is followed by a candidate, and then by another leader in a later term', () => {
    const network = createNetwork({ nodes: 20 });
    const { leaderId } = network;
    const term = network.system('term');
    network.crash(leaderId, 60_000);
    const seen = new Set<string>();
    watch(network, 20, () => network.nodes.forEach((_, row) => seen.add(network.state(row))), 100);
    expect(seen).toContain('CANDIDATE');
    expect(seen).toContain('ERROR');
    expect(network.leaderId).not.toBe('');
    expect(network.leaderId).not.toBe(leaderId);
    expect(network.system('term')).toBeGreaterThan(term);
  });

  it('happen by themselves now and then, and never leave two leaders', () => {
    const network = createNetwork({ configuration: starter() });
    const leaders = new Set<string>();
    watch(network, 3_600, () => {
      leaders.add(network.leaderId);
      const leading = network.nodes.filter((_, row) => network.state(row) === 'LEADER').length;
      expect(leading).toBe(network.leaderId === '' ? 0 : 1);
    });
    expect(leaders.size).toBeGreaterThan(2);
  });

  it('nobody leads without a majority, throughput falls to nothing, and both come back', () => {
    const network = createNetwork({ configuration: starter() });
    const validators = network.nodes.filter((node) => node.type === 'validator');
    validators.slice(0, 2).forEach((node) => network.crash(node.id, 30_000));
    watch(network, 15, () => undefined);
    expect(network.leaderId).toBe('');
    expect(network.system('tps')).toBeLessThan(0.05 * TARGET_TPS.development);
    watch(network, 30, () => undefined);
    expect(network.leaderId).not.toBe('');
    expect(network.system('tps')).toBeGreaterThan(0.7 * TARGET_TPS.development);
  });

  it('votes and blocks of a validator grow with the rounds', () => {
    const network = createNetwork();
    const row = network.nodes.findIndex((node) => node.type === 'validator');
    const figures = ['consensusRounds', 'votesCast', 'blocksValidated'] as const;
    const before = figures.map((field) => network.figure(row, field));
    watch(network, 60, () => undefined);
    figures.forEach((field, index) => expect(network.figure(row, field)).toBeGreaterThan((before[index] ?? 0) + 60));
  });
});

describe('nodes', () => {
  it('a node that crashes shows it, counts an error, carries nothing, and comes back', () => {
    const network = createNetwork({ nodes: 30 });
    const row = network.nodes.findIndex((node) => node.type === 'channel');
    const errors = network.figure(row, 'errorCount');
    const active = network.system('activeNodes');
    expect(network.crash(network.nodes[row]?.id ?? '', 5_000)).toBe(true);
    network.advance(1_000);
    expect(network.state(row)).toBe('ERROR');
    expect(network.figure(row, 'throughput')).toBe(0);
    expect(network.figure(row, 'errorCount')).toBeGreaterThan(errors);
    expect(network.system('activeNodes')).toBe(active - 1);
    const seen: string[] = [];
    watch(network, 20, () => seen.push(network.state(row)));
    expect([...new Set(seen)]).toEqual(['ERROR', 'IDLE', 'CONNECTED', 'ROUTING']);
    expect(network.figure(row, 'throughput')).toBeGreaterThan(0);
  });

  it('a node that is unknown, switched off or down already cannot crash', () => {
    const configuration = starter();
    const nodes = configuration.nodes.map((node, index) => ({ ...node, enabled: index !== 0 }));
    const network = createNetwork({ configuration: { ...configuration, nodes } });
    const [off, on] = [nodes[0]?.id ?? '', nodes[4]?.id ?? ''];
    expect(network.crash('nobody', 1_000)).toBe(false);
    expect(network.crash(off, 1_000)).toBe(false);
    expect(network.crash(on, 1_000)).toBe(true);
    expect(network.crash(on, 1_000)).toBe(false);
  });

  it('go through the states of their type in an hour', () => {
    const network = createNetwork({ nodes: 60, seed: 4 });
    const seen = new Set<string>();
    watch(network, 3_600, () => network.nodes.forEach((node, row) => seen.add(`${node.type} ${network.state(row)}`)));
    expect([...seen].sort()).toEqual(
      [
        ...['channel CONNECTED', 'channel ERROR', 'channel IDLE', 'channel OVERLOAD', 'channel ROUTING'],
        ...['business ERROR', 'business IDLE', 'business PROCESSING'],
        ...['slim ACTIVE', 'slim CONNECTING', 'slim DISCONNECTED', 'slim STREAMING'],
        ...['validator CANDIDATE', 'validator ERROR', 'validator FOLLOWER', 'validator LEADER'],
      ].sort(),
    );
  });

  it('stay within what their settings allow', () => {
    const network = createNetwork({ nodes: 60, performanceMode: 'production' });
    const broken: string[] = [];
    const check = (row: number, field: NodeField, limit: number): void => {
      const value = network.figure(row, field);
      if (!(value >= 0 && value <= limit)) broken.push(`${network.nodes[row]?.id}: ${field} ${value}`);
    };
    watch(network, 900, () =>
      network.nodes.forEach((node, row) => {
        if (node.type === 'channel') {
          check(row, 'activeConnections', node.config.maxConnections);
          check(row, 'queueDepth', node.config.bufferSize);
          check(row, 'routingEfficiency', 1);
        }
        if (node.type === 'business') {
          check(row, 'throughput', node.config.processingCapacity);
          check(row, 'queueSize', node.config.queueSize);
        }
        check(row, 'successRate', 100);
      }),
    );
    expect(broken).toEqual([]);
  });

  it('a node that is switched off is STOPPED, at zero, and not active', () => {
    const configuration = starter();
    const nodes = configuration.nodes.map((node) => (node.type === 'business' ? { ...node, enabled: false } : node));
    const network = createNetwork({ configuration: { ...configuration, nodes } });
    const row = nodes.findIndex((node) => node.type === 'business');
    watch(network, 30, () => undefined);
    expect(network.state(row)).toBe('STOPPED');
    expect(network.figure(row, 'totalMessages')).toBe(0);
    expect(network.system('activeNodes')).toBe(nodes.length - 1);
    expect(network.system('totalNodes')).toBe(nodes.length);
  });

  it('a slim node calls its provider as often as it is configured to, within its rate limit', () => {
    const often = createNodeConfiguration('slim', 'often', 'Often');
    const limited = createNodeConfiguration('slim', 'limited', 'Limited');
    if (often.type !== 'slim' || limited.type !== 'slim') throw new Error('not slim');
    often.config = { ...often.config, updateFrequency: 2_000, rateLimit: 200 };
    limited.config = { ...limited.config, updateFrequency: 100, rateLimit: 60 };
    const configuration = { ...createConfiguration({ id: 'c', name: 'Feeds', now: 0 }), nodes: [often, limited] };
    const network = createNetwork({ configuration });
    const before = [network.figure(0, 'apiCalls'), network.figure(1, 'apiCalls')];
    let streaming = [0, 0];
    watch(
      network,
      120,
      () => (streaming = streaming.map((count, row) => count + (network.state(row) === 'STREAMING' ? 1 : 0))),
    );
    expect(network.figure(0, 'apiCalls') - (before[0] ?? 0)).toBeCloseTo((streaming[0] ?? 0) / 2, -1);
    expect(network.figure(1, 'apiCalls') - (before[1] ?? 0)).toBeLessThanOrEqual(121);
  });
});

describe('writing', () => {
  it('can be done in slices', () => {
    const network = createNetwork({ nodes: 30 });
    const [whole, slices] = [new RecordingSink(), new RecordingSink()];
    network.writeNodes(whole, ORIGIN);
    for (let from = 0; from < 30; from += 7) network.writeNodes(slices, ORIGIN, from, from + 7);
    expect([...slices.nodes]).toEqual([...whole.nodes]);
  });
});
