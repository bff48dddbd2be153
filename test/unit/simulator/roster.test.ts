import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../src/domain/configuration.js';
import { NODE_TYPES, createNodeConfiguration } from '../../../src/domain/node-config.js';
import { createNetwork } from '../../../src/v11/simulator/network.js';
import { ORIGIN, starter, watch } from './support/model.js';
import { RecordingSink } from './support/recording-sink.js';

describe('the roster', () => {
  it('uses the ids, types and switches of a configuration', () => {
    const configuration = starter();
    const sink = new RecordingSink();
    createNetwork({ configuration }).writeTo(sink, ORIGIN);
    expect([...sink.nodes].map(([id, { type }]) => [id, type])).toEqual(
      configuration.nodes.map(({ id, type }) => [id, type]),
    );
  });

  it('fills a configuration up to the number that was asked for, and never cuts it', () => {
    const configuration = starter();
    expect(createNetwork({ configuration, nodes: 100 }).nodes).toHaveLength(100);
    expect(createNetwork({ configuration, nodes: 100 }).nodes.slice(0, 6)).toEqual(configuration.nodes);
    expect(createNetwork({ configuration, nodes: 2 }).nodes).toEqual(configuration.nodes);
  });

  it('never has an id twice, even where a configuration uses a generated one', () => {
    const nodes = [createNodeConfiguration('validator', 'node-validator-00001', 'Mine')];
    const network = createNetwork({ configuration: { ...starter(), nodes }, nodes: 50 });
    expect(new Set(network.nodes.map((node) => node.id)).size).toBe(50);
  });

  it('scales to 10,000 nodes of all types in a realistic mix', () => {
    const network = createNetwork({ nodes: 10_000 });
    network.advance(10_000);
    const sink = new RecordingSink();
    network.writeTo(sink, ORIGIN);
    expect(sink.nodes.size).toBe(10_000);
    expect(sink.nodes.has('node-validator-00042')).toBe(true);
    const counts = NODE_TYPES.map((type) => network.count(type).enabled);
    expect(counts.every((count) => count >= 500)).toBe(true);
    expect(network.count('validator').enabled).toBe(Math.max(...counts));
    expect(network.count('slim').enabled).toBe(Math.min(...counts));
    expect([...sink.nodes.values()].every((node) => Object.values(node.values).every(Number.isFinite))).toBe(true);
  });

  it.each([
    [-5, 0],
    [0.5, 0],
    [NaN, 24],
    [Infinity, 24],
    [1e9, 100_000],
  ])('%s nodes become %s', (asked, made) => {
    expect(createNetwork({ nodes: asked }).nodes).toHaveLength(made);
  });
});

describe('another configuration', () => {
  it('lets nodes that stay go on, brings new ones up cold, and tells which are gone', () => {
    const configuration = starter();
    const network = createNetwork({ configuration });
    watch(network, 30, () => undefined);
    const kept = configuration.nodes.slice(1, 5);
    const messages = kept.map((node) => network.figure(network.rowOf(node.id) ?? -1, 'totalMessages'));
    const total = network.system('totalTransactions');
    const added = createNodeConfiguration('channel', 'new', 'New');
    const gone = network.follow({ ...configuration, nodes: [added, ...kept] });
    expect(gone).toEqual([configuration.nodes[0]?.id, configuration.nodes[5]?.id]);
    expect(kept.map((node) => network.figure(network.rowOf(node.id) ?? -1, 'totalMessages'))).toEqual(messages);
    expect(network.state(network.rowOf('new') ?? -1)).toBe('IDLE');
    watch(network, 10, () => undefined);
    expect(network.state(network.rowOf('new') ?? -1)).toBe('ROUTING');
    expect(network.system('totalTransactions')).toBeGreaterThan(total);
  });

  it('keeps the leader that stays, and elects another where it went', () => {
    const configuration = starter();
    const network = createNetwork({ configuration });
    const { leaderId } = network;
    network.follow({ ...configuration, nodes: [...configuration.nodes].reverse() });
    expect(network.leaderId).toBe(leaderId);
    network.follow({ ...configuration, nodes: configuration.nodes.filter((node) => node.id !== leaderId) });
    expect(network.leaderId).toBe('');
    watch(network, 20, () => undefined);
    expect(network.leaderId).not.toBe('');
  });

  it('leaves no candidate behind from an election that it interrupts', () => {
    const configuration = starter();
    const network = createNetwork({ configuration });
    network.crash(network.leaderId, 120_000);
    const candidates = (): number => network.nodes.filter((_, row) => network.state(row) === 'CANDIDATE').length;
    while (candidates() === 0) network.advance(100);
    network.follow({ ...configuration, nodes: [...configuration.nodes].reverse() });
    watch(network, 20, () => undefined);
    expect(network.leaderId).not.toBe('');
    expect(candidates()).toBe(0);
  });

  it('stops a node that it switches off and starts it again later', () => {
    const configuration = starter();
    const network = createNetwork({ configuration });
    const withChannel = (enabled: boolean): Configuration => ({
      ...configuration,
      nodes: configuration.nodes.map((node) => (node.type === 'channel' ? { ...node, enabled } : node)),
    });
    network.follow(withChannel(false));
    watch(network, 5, () => undefined);
    expect(network.state(0)).toBe('STOPPED');
    expect(network.figure(0, 'throughput')).toBe(0);
    network.follow(withChannel(true));
    watch(network, 10, () => undefined);
    expect(network.state(0)).toBe('ROUTING');
  });
});
