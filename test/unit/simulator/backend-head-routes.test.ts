import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Role } from '../../../simulator/accounts.js';
import { sample } from './support/sample.js';
import { get, startWithClock } from './support/server.js';
import { userWithToken } from './support/users.js';

async function start(role: Role = 'USER', gateway = false) {
  const { user, token } = userWithToken(role);
  const { simulator, clock } = await startWithClock({
    ...{ profile: 'backend-head', nodes: 30, users: [user], rateLimit: false, gateway },
  } as const);
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  const call = async (method: string, path: string, body?: unknown) => {
    const reply = await get(simulator, path, {
      ...{ method, headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { ...reply, body: reply.body as Record<string, unknown> };
  };
  return { simulator, clock, call };
}

interface Channel {
  readonly channelId: string;
  readonly validatorNodes: readonly { readonly nodeId: string; readonly port: number }[];
}

describe('demo channels', () => {
  const create = { channelName: 'One', validatorNodeCount: 2, businessNodeCount: 1, slimNodeCount: 1, timestamp: 1 };

  it('are made with 201, and their node ids repeat', async () => {
    const { call, clock } = await start();
    const made = [await call('POST', '/demo/channels/create', create)];
    clock.advance(1);
    made.push(await call('POST', '/demo/channels/create', create));
    expect(made.map(({ status }) => status)).toEqual([201, 201]);
    const [one, other] = made.map(({ body }) => body.data as Channel);
    expect(one?.channelId).toMatch(/^demo-channel-\d+$/);
    expect(one?.channelId).not.toBe(other?.channelId);
    expect(one?.validatorNodes).toEqual(other?.validatorNodes);
    expect(one?.validatorNodes.map(({ nodeId, port }) => [nodeId, port])).toEqual([
      ['validator-node-1', 9_000],
      ['validator-node-2', 9_001],
    ]);
    expect((await call('GET', '/demo/channels')).body.data).toHaveLength(2);
    expect((await call('GET', '/demo/health')).body.data).toMatchObject({ activeChannels: 0, totalNodes: 8 });
  });

  it('collide where two are made in one millisecond', async () => {
    const { call } = await start();
    await call('POST', '/demo/channels/create', create);
    await call('POST', '/demo/channels/create', create);
    expect((await call('GET', '/demo/channels')).body.data).toHaveLength(1);
  });

  it('report zero before the first start, go on after a stop, and fall below zero for small targets', async () => {
    const { call } = await start();
    const { channelId } = (await call('POST', '/demo/channels/create', create)).body.data as Channel;
    const path = `/demo/channels/${channelId}`;
    const tps = async (): Promise<number[]> =>
      ((await call('GET', `${path}/metrics`)).body.data as { tps: number }[]).map((point) => point.tps);
    expect(await tps()).toEqual(Array(10).fill(0));
    await call('POST', `${path}/start`, { ...(sample('rest-demo-channel-start-request') as object), targetTPS: 1_000 });
    expect((await call('GET', `${path}/state`)).body.data).toMatchObject({ isRunning: true, transactionCount: 0 });
    expect(Math.min(...(await tps()))).toBeLessThan(0);
    const stopped = await call('POST', `${path}/stop`);
    expect(Object.keys(stopped.body)).toEqual(['success', 'message', 'timestamp']);
    expect((await call('GET', `${path}/state`)).body.data).toMatchObject({ isRunning: false, targetTPS: 1_000 });
    expect(new Set(await tps()).size).toBeGreaterThan(1);
  });

  it('refuse a field they do not know, another kind, and no body', async () => {
    const { call } = await start();
    for (const body of [{ ...create, colour: 'red' }, { ...create, slimNodeCount: '3' }, undefined])
      expect(await call('POST', '/demo/channels/create', body)).toMatchObject({
        status: 400,
        body: { error: expect.any(String) as string },
      });
  });

  it.each(['GET /demo/channels/nobody', 'GET /demo/channels/nobody/state', 'POST /demo/channels/nobody/stop'])(
    'answer %s with 404',
    async (line) => {
      const { call } = await start();
      const [method = '', path = ''] = line.split(' ');
      expect(await call(method, path)).toMatchObject({ status: 404, body: { error: 'Channel not found' } });
    },
  );

  it('know no other method', async () => {
    const { call } = await start();
    const { channelId } = (await call('POST', '/demo/channels/create', create)).body.data as Channel;
    expect((await call('DELETE', `/demo/channels/${channelId}`)).status).toBe(405);
    expect((await call('PATCH', `/demo/channels/${channelId}`)).status).toBe(405);
  });
});

describe('demo sessions', () => {
  it('are made, started and taken away, with JSON inside text and dates without a zone', async () => {
    const { call } = await start();
    const made = await call('POST', '/demos', { demoName: 'Trial', channelsJson: '[{"id":"c1"}]' });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ status: 'PENDING', channelsJson: '[{"id":"c1"}]', slimNodesJson: '[]' });
    expect(made.body.expiresAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+$/);
    const path = `/demos/${String(made.body.id)}`;
    expect((await call('POST', `${path}/start`)).body.status).toBe('RUNNING');
    expect((await call('PUT', path, { transactionCount: 7 })).body.transactionCount).toBe(7);
    expect((await call('POST', `${path}/extend`)).status).toBe(403);
    expect((await call('DELETE', path)).status).toBe(204);
    expect((await call('GET', path)).status).toBe(404);
  });

  it('may be extended by an admin', async () => {
    const { call } = await start('ADMIN');
    const made = await call('POST', '/demos?durationMinutes=60&isAdmin=true', {});
    const extended = await call('POST', `/demos/${String(made.body.id)}/extend`);
    expect([made.body.durationMinutes, extended.body.durationMinutes]).toEqual([60, 70]);
  });
});

describe('signing in', () => {
  it('gives a cookie and no token, and only verify and logout look at it', async () => {
    const password = randomUUID();
    const { simulator } = await startWithClock({
      ...{ profile: 'backend-head', users: [{ id: 'u', name: 'demo', role: 'USER', password }] },
    } as const);
    const signIn = (body: unknown): ReturnType<typeof get> =>
      get(simulator, '/login/authenticate', { method: 'POST', body: JSON.stringify(body) });
    const reply = await signIn({ username: 'demo', password });
    expect(reply.body).not.toHaveProperty('token');
    expect(reply.headers.get('set-cookie')).toMatch(/^session_id=.+HttpOnly/);
    const cookie = { Cookie: reply.headers.get('set-cookie')?.split(';')[0] ?? '' };
    expect((await get(simulator, '/login/verify', { headers: cookie })).status).toBe(200);
    expect((await get(simulator, '/dashboard', { headers: cookie })).status).toBe(401);
    await get(simulator, '/login/logout', { method: 'POST', headers: cookie });
    expect((await get(simulator, '/login/verify', { headers: cookie })).status).toBe(401);
    expect((await signIn({ username: 'demo', password: 'other' })).status).toBe(401);
    expect((await signIn({ username: '', password })).status).toBe(400);
  });
});

describe('other routes', () => {
  it('have no /performance, also with a token', async () => {
    const { call } = await start();
    expect((await call('GET', '/performance')).status).toBe(404);
  });

  it('let the deprecated load test run sixty times a minute', async () => {
    const { call, clock } = await start();
    for (let count = 0; count < 60; count += 1) expect((await call('GET', '/deprecated/performance')).status).toBe(200);
    expect((await call('GET', '/deprecated/performance')).status).toBe(429);
    clock.advance(60_000);
    expect((await call('GET', '/deprecated/performance')).status).toBe(200);
  });

  it.each(['limit=0', 'limit=101', 'limit=x'])('refuse network events for %s', async (query) => {
    const { call } = await start();
    expect((await call('GET', `/live/network/events?${query}`)).status).toBe(400);
    expect((await call('GET', '/live/network/events?limit=100')).status).toBe(200);
  });

  it('draw the edges of the topology anew, self-loops and unknown counts among them', async () => {
    const { call } = await start();
    const [one, other] = [
      await call('GET', '/blockchain/network/topology'),
      await call('GET', '/blockchain/network/topology'),
    ];
    expect(one.body.connections).not.toEqual(other.body.connections);
    expect(one.body.totalConnections).not.toBe((one.body.connections as unknown[]).length);
  });

  it('name channels that the socket does not know, and change them every three seconds', async () => {
    const { call, clock } = await start();
    const channels = async (): Promise<Record<string, unknown>[]> =>
      (await call('GET', '/live/channels')).body.channels as Record<string, unknown>[];
    const before = await channels();
    expect(before.map((channel) => channel.channelId)).toEqual(['CH_MAIN_001', 'CH_PRIVATE_001', 'CH_CONSORTIUM_001']);
    clock.advance(3_000);
    expect((await channels())[0]?.currentTps).not.toBe(before[0]?.currentTps);
    expect((await call('GET', '/live/channels/CH_PRIVATE_001')).body).toMatchObject({ type: 'private' });
    expect((await call('GET', '/live/channels/main-channel')).status).toBe(404);
  });

  it('show a partition in the list of consensus nodes', async () => {
    const { call, simulator } = await start();
    simulator.control({ do: 'incident', kind: 'network-partition' });
    const { body } = await call('GET', '/consensus/nodes');
    expect(body.consensusHealth).toBe('DEGRADED');
    expect((body.nodes as { status: string }[]).map((node) => node.status)).toContain('INACTIVE');
  });

  it('write the dashboard’s instants as ISO text', async () => {
    const { call, clock } = await start();
    clock.advance(2_000);
    const { body } = await call('GET', '/dashboard');
    const iso = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
    expect(body.timestamp).toMatch(iso);
    expect((body.recentHistory as { timestamp: string }[])[0]?.timestamp).toMatch(iso);
    expect((await call('GET', '/dashboard/history/1h')).status).toBe(200);
    expect((await call('GET', '/dashboard/history/2h')).status).toBe(400);
  });
});

describe('the gateway’s answers', () => {
  it('are wrapped, in snake case, and 200 even for a failure', async () => {
    const { call } = await start('USER', true);
    expect((await call('GET', '/health')).body).toMatchObject({ status: 200, data: { status: 'healthy' } });
    expect((await call('GET', '/analytics/performance')).body.data).toHaveProperty('current_tps');
    const missing = await call('GET', '/validators/nobody');
    expect([missing.status, missing.body.status]).toEqual([200, 503]);
    expect((await call('GET', '/stats')).body).not.toHaveProperty('data');
  });

  it('can be switched while the server runs', async () => {
    const { call, simulator } = await start();
    expect((await call('GET', '/health')).body.status).toBe('UP');
    simulator.control({ do: 'gateway', on: true });
    expect((await call('GET', '/health')).body.status).toBe(200);
  });
});
