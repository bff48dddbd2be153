import { describe, expect, it } from 'vitest';
import { sample, shapeOf } from './support/sample.js';
import { connect, startWithClock } from './support/server.js';
import type { Frame } from './support/socket-client.js';

async function startAt(path: string, nodes = 20) {
  const { simulator, clock } = await startWithClock({ profile: 'backend-head', nodes });
  return { simulator, clock, client: await connect(simulator, path) };
}

describe('the backend-head profile', () => {
  it('refuses /ws before the handshake', async () => {
    const { simulator } = await startWithClock({ profile: 'backend-head' });
    await expect(connect(simulator, '/ws')).rejects.toThrow('HTTP 404');
    await expect(connect(simulator, '/ws/v12')).rejects.toThrow('HTTP 404');
    expect(simulator.connections()).toBe(0);
  });
});

describe('/ws/metrics', () => {
  it('sends a flat frame every second, unasked', async () => {
    const { client, clock, simulator } = await startAt('/ws/metrics');
    await client.send('{"action":"subscribe"}');
    clock.advance(3_000);
    await client.settled();
    expect(client.frames).toHaveLength(3);
    expect(shapeOf(client.frames[0])).toEqual(shapeOf(sample('wsB-metrics')));
    expect(client.frames[0]?.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    expect(client.frames[0]).toMatchObject({ errorRate: 0.001, connections: 1 });
    expect(
      client.frames.every(
        (frame) => Math.abs(Number(frame.tps) - simulator.network.targetTps) < 0.2 * simulator.network.targetTps,
      ),
    ).toBe(true);
  });

  it('counts the clients of all five flat sockets', async () => {
    const { client, clock, simulator } = await startAt('/ws/metrics');
    await connect(simulator, '/ws/consensus');
    await connect(simulator, '/ws/network');
    await connect(simulator, '/ws/dashboard');
    clock.advance(1_000);
    await client.settled();
    expect(client.frames[0]?.connections).toBe(3);
  });

  it.each(['/ws/consensus', '/ws/validators', '/ws/network', '/ws/transactions/legacy'])(
    '%s connects and is silent for ever',
    async (path) => {
      const { client, clock } = await startAt(path);
      await client.send('{"action":"subscribe","channels":["all"]}');
      clock.advance(60_000);
      await client.settled();
      expect(client.frames).toEqual([]);
      expect(client.closeCode).toBeUndefined();
    },
  );
});

describe('/ws/dashboard', () => {
  it('sends metrics on open and then every second, whatever was subscribed', async () => {
    const { client, clock } = await startAt('/ws/dashboard');
    await client.settled();
    expect(client.ofType('metrics')).toHaveLength(1);
    await client.send({ action: 'subscribe', channels: ['something else'] });
    clock.advance(4_000);
    await client.settled();
    expect(client.ofType('metrics')).toHaveLength(5);
    expect(shapeOf(client.ofType('metrics')[4])).toEqual(shapeOf(sample('wsB-dashboard-s2c-metrics')));
  });

  it('writes inner instants as decimal seconds with nine digits, the outer one in milliseconds', async () => {
    const { client, clock } = await startAt('/ws/dashboard');
    clock.advance(1_000);
    await client.settled();
    const text = client.texts.at(-1) ?? '';
    expect(text.match(/"timestamp":\d{10}\.\d{9}[,}]/g)).toHaveLength(2);
    const frame = client.frames.at(-1) as { timestamp: number; data: { timestamp: number } };
    expect(frame.timestamp).toBeGreaterThan(1e12);
    expect(frame.data.timestamp).toBeCloseTo(frame.timestamp / 1_000, 2);
  });

  it('keeps a minute of history, newest first', async () => {
    const { client, clock } = await startAt('/ws/dashboard');
    clock.advance(90_000);
    await client.settled();
    const { recentHistory } = client.ofType('metrics').at(-1)?.data as { recentHistory: { timestamp: number }[] };
    expect(recentHistory).toHaveLength(60);
    expect((recentHistory[0]?.timestamp ?? 0) - (recentHistory[59]?.timestamp ?? 0)).toBeCloseTo(59, 1);
  });

  it('acknowledges a subscription without a type', async () => {
    const { client } = await startAt('/ws/dashboard');
    await client.settled();
    client.forget();
    await client.send(sample('wsB-dashboard-c2s-subscribe'));
    expect(client.frames).toEqual([sample('wsB-dashboard-s2c-ack')]);
  });

  it('sends empty node lists every three seconds, and no performance, to who never subscribed', async () => {
    const { client, clock } = await startAt('/ws/dashboard');
    clock.advance(15_000);
    await client.settled();
    expect(client.ofType('nodes')).toHaveLength(5);
    expect(client.ofType('nodes').every((frame) => Array.isArray(frame.data) && frame.data.length === 0)).toBe(true);
    expect(client.ofType('performance')).toEqual([]);
  });

  it('replaces the set with every subscription; performance needs its name', async () => {
    const { client, clock } = await startAt('/ws/dashboard');
    await client.send({ action: 'subscribe', channels: ['nodes'] });
    await client.send({ action: 'subscribe', channels: ['performance'] });
    clock.advance(15_000);
    await client.settled();
    expect(client.ofType('nodes')).toEqual([]);
    expect(client.ofType('performance')).toHaveLength(3);
    expect(shapeOf(client.ofType('performance')[0])).toEqual(shapeOf(sample('wsB-dashboard-s2c-performance')));
  });

  it.each([
    'not JSON',
    '{"action":"unsubscribe","channels":["nodes"]}',
    '{"action":"subscribe"}',
    '{"action":"subscribe","channels":7}',
  ])('does not answer %s', async (text) => {
    const { client } = await startAt('/ws/dashboard');
    await client.settled();
    client.forget();
    await client.send(text);
    expect(client.frames).toEqual([]);
  });
});

describe('/api/v11/live/stream', () => {
  const path = '/api/v11/live/stream';

  it('greets and streams TPS every second, unasked', async () => {
    const { client, clock } = await startAt(path);
    clock.advance(3_000);
    await client.settled();
    expect(client.frames.map((frame) => frame.type)).toEqual([
      'connection_established',
      'tps_update',
      'tps_update',
      'tps_update',
    ]);
    expect(shapeOf(client.frames[0])).toEqual(shapeOf(sample('wsB-live-s2c-connection_established')));
    expect(shapeOf(client.frames[1])).toEqual(shapeOf(sample('wsB-live-s2c-tps_update')));
  });

  it.each([
    ['block_updates', 'block_update', 2],
    ['network_status', 'network_update', 3],
    ['validator_metrics', 'validator_update', 5],
  ])('confirms %s and sends %s every %s s, always the same', async (channel, type, everySeconds) => {
    const { client, clock } = await startAt(path);
    await client.send({ type: 'subscribe', channel });
    expect(shapeOf(client.ofType('subscription_confirmed')[0])).toEqual(
      shapeOf(sample('wsB-live-s2c-subscription_confirmed')),
    );
    clock.advance(30_000);
    await client.settled();
    const frames = client.ofType(type);
    expect(frames).toHaveLength(30 / everySeconds);
    expect(frames[0]?.payload).toEqual((sample(`wsB-live-s2c-${type}`) as Frame).payload);
    expect(new Set(frames.map((frame) => JSON.stringify(frame.payload))).size).toBe(1);
  });

  it('reports a current TPS that may exceed the peak', async () => {
    const { client, clock } = await startAt(path);
    clock.advance(60_000);
    await client.settled();
    const payloads = client
      .ofType('tps_update')
      .map((frame) => frame.payload as { currentTPS: number; peakTPS: number });
    expect(payloads.some(({ currentTPS, peakTPS }) => currentTPS > peakTPS)).toBe(true);
  });

  it('doubles the rate when a running stream is subscribed again', async () => {
    const { client, clock } = await startAt(path);
    await client.send({ type: 'subscribe', channel: 'tps_updates' });
    await client.send({ type: 'subscribe', channel: 'network_status' });
    await client.send({ type: 'subscribe', channel: 'network_status' });
    clock.advance(6_000);
    await client.settled();
    expect(client.ofType('tps_update')).toHaveLength(12);
    expect(client.ofType('network_update')).toHaveLength(4);
  });

  it('does nothing on unsubscribe, and does not answer', async () => {
    const { client, clock } = await startAt(path);
    await client.send(sample('wsB-live-c2s-subscribe'));
    const before = client.frames.length;
    await client.send(sample('wsB-live-c2s-unsubscribe'));
    expect(client.frames).toHaveLength(before);
    clock.advance(3_000);
    await client.settled();
    expect(client.ofType('network_update')).toHaveLength(1);
  });

  it('confirms channels that do not exist', async () => {
    const { client } = await startAt(path);
    await client.send({ type: 'subscribe', channel: 'constructor' });
    expect(client.ofType('subscription_confirmed')[0]?.payload).toEqual({
      channel: 'constructor',
      status: 'subscribed',
    });
  });

  it('answers a ping, and names what it cannot read', async () => {
    const { client } = await startAt(path);
    await client.send(sample('wsB-live-c2s-ping'));
    await client.send('{');
    await client.send({ type: 'subscribe' });
    await client.send({ type: 'dance' });
    expect(client.frames.map((frame) => frame.type)).toEqual(['connection_established', 'pong', 'error', 'error']);
    expect(shapeOf(client.frames[1])).toEqual(shapeOf(sample('wsB-live-s2c-pong')));
    expect(client.frames[2]?.payload).toEqual({ error: 'Invalid message format' });
    expect(client.frames[3]?.payload).toEqual((sample('wsB-live-s2c-error') as Frame).payload);
  });

  it('ends the senders of a client that leaves', async () => {
    const { client, clock, simulator } = await startAt(path);
    await client.send({ type: 'subscribe', channel: 'network_status' });
    const busy = clock.pending;
    client.close();
    await client.closed();
    await expect.poll(() => simulator.connections()).toBe(0);
    expect(clock.pending).toBe(busy - 2);
  });
});

describe('/ws/channels', () => {
  const path = '/ws/channels';

  it('greets without a timestamp, then sends everything, unasked', async () => {
    const { client, clock } = await startAt(path);
    clock.advance(10_000);
    await client.settled();
    expect(shapeOf(client.frames[0])).toEqual(shapeOf(sample('wsB-channels-s2c-connected')));
    for (const type of ['channel_update', 'transaction', 'block']) {
      expect(shapeOf(client.ofType(type)[0])).toEqual(shapeOf(sample(`wsB-channels-s2c-${type}`)));
    }
    expect(client.ofType('channel_update')).toHaveLength(5);
    expect(client.ofType('transaction')).toHaveLength(5);
    expect(client.ofType('block')).toHaveLength(2);
  });

  it('draws totals and heights that go down as well as up', async () => {
    const { client, clock } = await startAt(path);
    clock.advance(60_000);
    await client.settled();
    const totals = client
      .ofType('channel_update')
      .map((frame) => (frame.metrics as { totalTransactions: number }).totalTransactions);
    expect(totals.some((total, index) => total < (totals[index - 1] ?? 0))).toBe(true);
  });

  it('is silent for who subscribes to a REST id, and acknowledges with the request, not the set', async () => {
    const { client, clock } = await startAt(path);
    await client.send({ action: 'subscribe', channels: ['CH_MAIN_001'] });
    await client.send({ action: 'subscribe', channels: ['other'] });
    expect(client.ofType('subscribed').map((frame) => frame.channels)).toEqual([['CH_MAIN_001'], ['other']]);
    clock.advance(10_000);
    await client.settled();
    expect(client.ofType('channel_update')).toEqual([]);
  });

  it('adds subscriptions up', async () => {
    const { client, clock } = await startAt(path);
    await client.send({ action: 'subscribe', channels: ['other'] });
    await client.send(sample('wsB-channels-c2s-subscribe'));
    clock.advance(2_000);
    await client.settled();
    expect(client.ofType('channel_update')).toHaveLength(1);
  });

  it('turns everything on again when the last channel is unsubscribed, without a word', async () => {
    const { client, clock } = await startAt(path);
    await client.send({ action: 'subscribe', channels: ['other'] });
    client.forget();
    await client.send({ action: 'unsubscribe', channels: ['other'] });
    expect(client.frames).toEqual([]);
    clock.advance(2_000);
    await client.settled();
    expect(client.ofType('channel_update')).toHaveLength(1);
  });

  it.each(['{', '[]', '{"action":"subscribe","channels":"main-channel"}', '{"action":"subscribe","channels":[7]}'])(
    'calls %s an invalid format',
    async (text) => {
      const { client } = await startAt(path);
      await client.settled();
      client.forget();
      await client.send(text);
      expect(client.frames.map(shapeOf)).toEqual([shapeOf(sample('wsB-channels-s2c-error'))]);
      expect(client.frames[0]?.error).toBe('Invalid message format');
    },
  );

  it.each(['{"action":"dance","channels":["main-channel"]}', '{"action":"subscribe"}', '{}'])(
    'ignores %s',
    async (text) => {
      const { client } = await startAt(path);
      await client.settled();
      client.forget();
      await client.send(text);
      expect(client.frames).toEqual([]);
    },
  );
});
