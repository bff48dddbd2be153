import { describe, expect, it } from 'vitest';
import { createConfiguration } from '../../../src/domain/configuration.js';
import { NODE_TYPES, createNodeConfiguration } from '../../../src/domain/node-config.js';
import { sample, shapeOf } from './support/sample.js';
import { connect, get, startWithClock } from './support/server.js';
import type { Frame } from './support/socket-client.js';

function subscription(channel: string, nodeId?: string): Frame {
  return {
    type: 'subscribe',
    data: { channel, nodeId },
    timestamp: 1_790_000_123_456,
    id: 'msg-1790000123456-k3v9qd1zx',
  };
}

async function startWith(nodes: number) {
  const { simulator, clock } = await startWithClock({ profile: 'design', nodes });
  return { simulator, clock, client: await connect(simulator, '/ws') };
}

describe('the design profile’s /ws', () => {
  it('says nothing before it is asked', async () => {
    const { client, clock } = await startWith(10);
    clock.advance(5_000);
    await client.settled();
    expect(client.frames).toEqual([]);
  });

  it('sends system metrics every second in the documented shape', async () => {
    const { client, clock } = await startWith(10);
    await client.send(sample('wsA-design-c2s-subscribe'));
    clock.advance(5_000);
    await client.settled();
    expect(client.frames).toHaveLength(5);
    expect(shapeOf(client.frames[0])).toMatchObject(shapeOf(sample('wsA-design-s2c-system-metrics')) as object);
    expect(client.frames.map((frame) => Number(frame.timestamp) - clock.now())).toEqual([
      -4_950, -3_950, -2_950, -1_950, -950,
    ]);
  });

  it('sends one frame per node and second in a small network', async () => {
    const { client, clock } = await startWith(12);
    await client.send(subscription('node-updates'));
    clock.advance(3_000);
    await client.settled();
    expect(client.frames).toHaveLength(36);
    const validator = client.frames.find((frame) => (frame.data as Frame).nodeType === 'validator');
    expect(shapeOf(validator)).toMatchObject(shapeOf(sample('wsA-design-s2c-node-update')) as object);
  });

  it('tells of each type what the schema design’s NodeMetrics knows', async () => {
    const { client, clock } = await startWith(12);
    await client.send(subscription('node-updates'));
    clock.advance(1_000);
    await client.settled();
    const { nodeMetrics } = sample('metricscache-seed') as { nodeMetrics: Record<string, { nodeType: string }> };
    const bodies = client.frames.map((frame) => frame.data as Frame);
    for (const type of NODE_TYPES) {
      const expected = Object.values(nodeMetrics).find((metrics) => metrics.nodeType === type);
      expect(shapeOf(bodies.find((body) => body.nodeType === type))).toMatchObject(shapeOf(expected) as object);
    }
  });

  it('sends single nodes to who asks for single nodes', async () => {
    const { client, clock, simulator } = await startWith(12);
    const [first, second] = simulator.network.nodes;
    await client.send(subscription('node-updates', first?.id));
    await client.send(subscription('node-updates', second?.id));
    await client.send(subscription('node-updates', 'nobody'));
    clock.advance(1_000);
    await client.settled();
    expect(client.frames.map((frame) => (frame.data as Frame).nodeId)).toEqual([first?.id, second?.id]);
  });

  it('bundles the nodes of a large network in lists of up to 50, each node once a second', async () => {
    const { client, clock, simulator } = await startWith(130);
    await client.send(subscription('node-updates'));
    clock.advance(1_000);
    await client.settled();
    const lists = client.frames.map((frame) => frame.data as Frame[]);
    expect(new Set(client.frames.map((frame) => frame.type))).toEqual(new Set(['node-updates']));
    expect(Math.max(...lists.map((list) => list.length))).toBeLessThanOrEqual(50);
    expect(lists.flat().map((body) => body.nodeId)).toEqual(simulator.network.nodes.map((node) => node.id));
    expect(shapeOf(lists[0]?.[0])).toMatchObject(
      shapeOf((sample('wsA-design-s2c-node-update') as Frame).data) as object,
    );
  });

  it('carries 10,000 nodes in 200 frames a second', async () => {
    const { client, clock } = await startWith(10_000);
    await client.send(subscription('node-updates'));
    clock.advance(1_000);
    await client.settled();
    expect(client.frames).toHaveLength(200);
    expect(client.frames.flatMap((frame) => frame.data as Frame[])).toHaveLength(10_000);
  });

  it('tells of consensus every second, and at once when it changes', async () => {
    const { client, clock, simulator } = await startWith(12);
    await client.send(subscription('consensus-state'));
    const { leaderId } = simulator.network;
    clock.advance(1_000);
    await client.settled();
    expect(shapeOf(client.frames[0])).toEqual(shapeOf(sample('wsA-design-s2c-consensus-update')));
    simulator.network.crash(leaderId, 60_000);
    clock.advance(10_000);
    await client.settled();
    expect(client.frames.length).toBeGreaterThan(12);
    const leaders = client.frames.map((frame) => (frame.data as Frame).currentLeader);
    expect(leaders[0]).toBe(leaderId);
    expect(leaders).toContain('');
    expect(leaders.at(-1)).toBe(simulator.network.leaderId);
  });

  it('stops what is unsubscribed, without a word', async () => {
    const { client, clock, simulator } = await startWith(12);
    await client.send(subscription('consensus-state'));
    await client.send(subscription('node-updates'));
    await client.send(subscription('node-updates', simulator.network.nodes[0]?.id));
    await client.send(sample('wsA-design-c2s-unsubscribe'));
    await client.send({ type: 'unsubscribe', data: { channel: 'node-updates' } });
    clock.advance(2_000);
    await client.settled();
    expect(client.frames).toEqual([]);
  });

  it('answers a ping with its own timestamp', async () => {
    const { client, clock } = await startWith(5);
    clock.advance(40);
    await client.send(sample('wsA-design-c2s-ping'));
    expect(shapeOf(client.frames[0])).toEqual(shapeOf(sample('wsA-design-s2c-pong')));
    expect(client.frames).toEqual([{ type: 'pong', data: { timestamp: 1_790_000_123_456 }, timestamp: clock.now() }]);
  });

  it('answers requests for a node and for the system at once', async () => {
    const { client, simulator } = await startWith(5);
    await client.send({ type: 'request', data: { resource: 'node-state', nodeId: simulator.network.nodes[2]?.id } });
    await client.send(sample('wsA-design-c2s-request-system-health'));
    await client.send(sample('wsA-design-c2s-request-node-state'));
    expect(client.frames.map((frame) => frame.type)).toEqual(['node-update', 'system-metrics']);
    expect((client.frames[0]?.data as Frame).nodeId).toBe(simulator.network.nodes[2]?.id);
  });

  it.each([
    'not JSON',
    '[]',
    'null',
    '7',
    '{"type":"subscribe"}',
    '{"type":"subscribe","data":{"channel":"weather"}}',
    '{"type":"dance","data":{}}',
    JSON.stringify(sample('wsA-design-c2s-transaction')),
    JSON.stringify(sample('wsA-design-c2s-authenticate-future')),
  ])('ignores %s', async (text) => {
    const { client, clock } = await startWith(5);
    await client.send(text);
    clock.advance(1_000);
    await client.settled();
    expect(client.frames).toEqual([]);
    expect(client.closeCode).toBeUndefined();
  });

  it('follows a configuration', async () => {
    const node = createNodeConfiguration('channel', 'edge', 'Edge router');
    const configuration = { ...createConfiguration({ id: 'c', name: 'One', now: 0 }), nodes: [node] };
    const { simulator, clock } = await startWithClock({ configuration });
    const client = await connect(simulator, '/ws');
    await client.send(subscription('node-updates'));
    clock.advance(1_000);
    await client.settled();
    expect(client.frames.map((frame) => (frame.data as Frame).nodeId)).toEqual(['edge']);
  });
});

describe('the design profile’s REST', () => {
  it('answers stats from the model, without a limit', async () => {
    const { simulator, clock } = await startWithClock({ nodes: 30, performanceMode: 'educational' });
    clock.advance(10_000);
    const { status, body } = await get(simulator, '/stats');
    expect(status).toBe(200);
    expect(shapeOf(body)).toEqual(shapeOf(sample('rest-stats')));
    expect(body).toMatchObject({
      performance: {
        tps: simulator.network.system('tps'),
        totalTransactions: simulator.network.system('totalTransactions'),
      },
      consensus: { leaderNodeId: simulator.network.leaderId },
      network: { totalNodes: 30 },
    });
    for (let call = 0; call < 110; call += 1) expect((await get(simulator, '/health')).status).toBe(200);
  });
});
