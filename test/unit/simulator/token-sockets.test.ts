import { describe, expect, it } from 'vitest';
import { ROLES, type Role } from '../../../simulator/accounts.js';
import type { Simulator } from '../../../simulator/server.js';
import type { ManualClock } from '../../support/manual-clock.js';
import { sample, shapeOf } from './support/sample.js';
import { connect, get, startWithClock } from './support/server.js';
import type { SocketClient } from './support/socket-client.js';
import { userWithToken } from './support/users.js';

async function start(...roles: Role[]) {
  const members = (roles.length === 0 ? (['USER'] as const) : roles).map((role) => userWithToken(role));
  const { simulator, clock } = await startWithClock({
    profile: 'backend-head',
    nodes: 20,
    users: members.map(({ user }) => user),
  });
  return { simulator, clock, tokens: members.map(({ token }) => token), token: members[0]?.token ?? '' };
}

async function enter(simulator: Simulator, token: string): Promise<SocketClient> {
  const client = await connect(simulator, '/ws/v11');
  await client.send({ type: 'auth', token });
  expect(client.ofType('auth_response').at(-1)).toMatchObject({ status: 'success' });
  return client;
}

describe('/ws/v11', () => {
  it('asks who is there, and takes a token it knows', async () => {
    const { simulator, token } = await start();
    const client = await enter(simulator, token);
    expect(client.frames.map(shapeOf)).toEqual([
      shapeOf(sample('wsB-v11-s2c-auth_required')),
      shapeOf(sample('wsB-v11-s2c-auth_response-ok')),
    ]);
  });

  it('closes with 1008 who does not say so within ten seconds, and ignores a token in the address', async () => {
    const { simulator, clock, token } = await start();
    const client = await connect(simulator, `/ws/v11?token=${token}`, { Authorization: `Bearer ${token}` });
    await client.send({ type: 'subscribe', channel: 'analytics' });
    expect(client.ofType('error')[0]).toMatchObject({ message: 'Authentication required' });
    clock.advance(9_999);
    await client.settled();
    expect(client.closeCode).toBeUndefined();
    clock.advance(1);
    await client.closed();
    expect([client.closeCode, client.closeReason]).toEqual([1008, 'Authentication timeout']);
  });

  it('refuses a token it does not know, but leaves the socket open until the ten seconds are over', async () => {
    const { simulator, clock } = await start();
    const client = await connect(simulator, '/ws/v11');
    await client.send({ type: 'auth', token: 'nothing' });
    await client.send({ type: 'auth' });
    expect(client.ofType('auth_response').map((frame) => [frame.status, frame.message])).toEqual([
      ['error', 'Invalid or expired token'],
      ['error', 'Missing token'],
    ]);
    expect(shapeOf(client.ofType('auth_response')[0])).toEqual(shapeOf(sample('wsB-v11-s2c-auth_response-error')));
    clock.advance(10_000);
    await client.closed();
    expect(client.closeCode).toBe(1008);
  });

  it('no longer takes a token that was revoked', async () => {
    const { simulator, token } = await start();
    const before = await enter(simulator, token);
    expect(simulator.control({ do: 'revoke', token })).toMatchObject({ hit: 1 });
    const client = await connect(simulator, '/ws/v11');
    await client.send({ type: 'auth', token });
    expect(client.ofType('auth_response')[0]).toMatchObject({ status: 'error' });
    expect(before.closeCode).toBeUndefined();
  });

  it('speaks every second on analytics, and on nothing else', async () => {
    const { simulator, clock, token } = await start('ADMIN');
    const client = await enter(simulator, token);
    await client.send(sample('wsB-v11-c2s-subscribe'));
    expect(client.ofType('subscribe_response')).toEqual([sample('wsB-v11-s2c-subscribe_response')]);
    for (const channel of ['transactions', 'blocks', 'consensus', 'metrics'])
      await client.send({ type: 'subscribe', channel });
    expect(client.ofType('subscribe_response').at(-1)).toEqual({
      ...{ type: 'subscribe_response', status: 'success', channel: 'metrics', filter: '', priority: 0 },
    });
    clock.advance(5_000);
    await client.settled();
    expect(client.ofType('message')).toHaveLength(5);
    expect(shapeOf(client.ofType('message')[0])).toEqual(shapeOf(sample('wsB-v11-s2c-message-analytics')));
    await client.send(sample('wsB-v11-c2s-unsubscribe'));
    expect(client.ofType('unsubscribe_response')).toEqual([sample('wsB-v11-s2c-unsubscribe_response')]);
    clock.advance(5_000);
    await client.settled();
    expect(client.ofType('message')).toHaveLength(5);
  });

  it.each([
    ['USER', ['transactions', 'blocks', 'bridge', 'analytics']],
    ['VALIDATOR', ['transactions', 'blocks', 'bridge', 'analytics', 'network', 'validators']],
    ['DEVELOPER', ['transactions', 'blocks', 'bridge', 'analytics', 'metrics', 'debug']],
    [
      'ADMIN',
      [
        ...['transactions', 'blocks', 'bridge', 'analytics', 'consensus', 'admin'],
        ...['network', 'validators', 'metrics', 'debug'],
      ],
    ],
  ] as const)('lets %s hear its channels alone', async (role, allowed) => {
    const { simulator, token } = await start(role);
    const client = await enter(simulator, token);
    const all = [
      ...['transactions', 'blocks', 'bridge', 'analytics', 'consensus', 'admin', 'network', 'validators', 'metrics'],
      ...['debug', 'weather', 'constructor'],
    ];
    for (const channel of all) await client.send({ type: 'subscribe', channel });
    expect(client.ofType('subscribe_response').map((frame) => frame.channel)).toEqual(
      all.filter((channel) => (allowed as readonly string[]).includes(channel)),
    );
    const refused = all.filter((channel) => !(allowed as readonly string[]).includes(channel));
    expect(client.ofType('error').map((frame) => frame.message)).toEqual(
      refused.map((channel) => `Not authorized to subscribe to channel: ${channel}`),
    );
    expect(ROLES).toContain(role);
  });

  it('takes five connections of a user and fifty subscriptions', async () => {
    const { simulator, tokens } = await start('USER', 'USER');
    const [token = '', other = ''] = tokens;
    const clients: SocketClient[] = [];
    for (let count = 0; count < 5; count += 1) clients.push(await enter(simulator, token));
    const sixth = await connect(simulator, '/ws/v11');
    await sixth.send({ type: 'auth', token });
    expect(sixth.ofType('auth_response')[0]).toMatchObject({ status: 'error' });
    await enter(simulator, other);
    clients[0]?.close();
    await clients[0]?.closed();
    await expect.poll(() => simulator.connections('/ws/v11')).toBe(6);
    await sixth.send({ type: 'auth', token });
    expect(sixth.ofType('auth_response')[1]).toMatchObject({ status: 'success' });
    for (let filter = 0; filter < 51; filter += 1)
      await sixth.send({ type: 'subscribe', channel: 'analytics', filter: `f${filter}` });
    expect(sixth.ofType('subscribe_response')).toHaveLength(50);
    expect(sixth.ofType('error').map((frame) => frame.message)).toEqual([
      'Subscription limit exceeded or invalid channel',
    ]);
  });

  it('keeps messages for who is away, the last thousand, and delivers them before the answer to auth', async () => {
    const { simulator, clock, token } = await start();
    const client = await enter(simulator, token);
    await client.send({ type: 'subscribe', channel: 'analytics' });
    client.close();
    await expect.poll(() => simulator.connections('/ws/v11')).toBe(0);
    clock.advance(1_100_000);
    const again = await enter(simulator, token);
    expect(again.frames.map((frame) => frame.type)).toEqual([
      'auth_required',
      ...Array<string>(1_000).fill('message'),
      'auth_response',
    ]);
    const [first] = again.ofType('message');
    expect(clock.now() - Number(first?.timestamp)).toBeLessThan(1_001_000);
  });

  it('asks for life every thirty seconds, and closes with 1001 who has not answered for sixty', async () => {
    const { simulator, clock, token } = await start();
    const client = await enter(simulator, token);
    clock.advance(30_000);
    await client.settled();
    expect(client.ofType('ping').map(shapeOf)).toEqual([shapeOf(sample('wsB-v11-s2c-ping'))]);
    await client.send(sample('wsB-v11-c2s-pong'));
    clock.advance(45_000);
    await client.send(sample('wsB-v11-c2s-ping'));
    expect(client.ofType('pong').map(shapeOf)).toEqual([shapeOf(sample('wsB-v11-s2c-pong'))]);
    clock.advance(15_000);
    await client.settled();
    expect(client.closeCode).toBeUndefined();
    clock.advance(1);
    await client.closed();
    expect([client.closeCode, client.closeReason]).toEqual([1001, 'Heartbeat timeout']);
  });

  it.each([
    ['not JSON', 'Invalid message format'],
    ['{}', 'Missing type field'],
    ['{"type":"dance"}', 'Unknown message type: dance'],
    ['{"type":"subscribe"}', 'Missing channel field'],
    ['{"type":"subscribe","channel":"analytics","filter":7}', 'Invalid message format'],
  ])('answers %s with an error', async (text, message) => {
    const { simulator, token } = await start();
    const client = await enter(simulator, token);
    await client.send(text);
    expect(client.ofType('error').map((frame) => frame.message)).toEqual([message]);
    expect(shapeOf(client.ofType('error')[0])).toEqual(shapeOf(sample('wsB-v11-s2c-error')));
  });
});

describe('/ws/transactions', () => {
  const open = async (simulator: Simulator, clock: ManualClock, token: string): Promise<SocketClient> => {
    const client = await connect(simulator, `/ws/transactions?token=${token}`);
    clock.advance(50);
    await client.settled();
    return client;
  };

  it.each(['', '?token=nothing'])('closes with 1008 after a handshake that succeeded, for “%s”', async (query) => {
    const { simulator } = await start();
    const client = await connect(simulator, `/ws/transactions${query}`);
    await client.closed();
    expect([client.closeCode, client.closeReason]).toEqual([1008, 'Authentication required']);
    expect(client.texts).toEqual([]);
  });

  it('welcomes, and tells in plain text what is subscribed', async () => {
    const { simulator, clock, token } = await start();
    const client = await open(simulator, clock, token);
    expect(client.frames.map(shapeOf)).toEqual([shapeOf(sample('wsB-txcmd-s2c-WELCOME'))]);
    expect(client.unreadable).toEqual(['SUBSCRIBED transactions', 'SUBSCRIBED system']);
  });

  it('takes the token from the header as well', async () => {
    const { simulator, token } = await start();
    const client = await connect(simulator, '/ws/transactions', { Authorization: `Bearer ${token}` });
    await client.first('WELCOME');
  });

  it('understands plain commands in any case, and no JSON', async () => {
    const { simulator, clock, token } = await start();
    const client = await open(simulator, clock, token);
    client.forget();
    for (const command of ['ping', 'UNSUBSCRIBE system', 'subscribe Blocks', 'SUBSCRIBE', 'LIST', 'STATS']) {
      clock.advance(20);
      await client.send(command);
    }
    clock.advance(20);
    await client.send('{"type":"ping"}');
    expect(client.unreadable).toEqual([
      'PONG',
      'UNSUBSCRIBED system',
      'SUBSCRIBED blocks',
      'ERROR: Channel name required',
      expect.stringMatching(/^ERROR: Unknown command '\{"TYPE":"PING"\}'\. /) as string,
    ]);
    expect(client.ofType('SUBSCRIPTIONS')).toEqual([{ type: 'SUBSCRIPTIONS', channels: ['transactions', 'blocks'] }]);
    expect(client.ofType('STATS')).toMatchObject([{ totalSessions: 1, uniqueUsers: 1, activeChannels: 2 }]);
    expect(client.frames.map(shapeOf)).toEqual([
      shapeOf(sample('wsB-txcmd-s2c-SUBSCRIPTIONS')),
      shapeOf(sample('wsB-txcmd-s2c-STATS')),
    ]);
    client.close();
    await client.closed();
    expect((await open(simulator, clock, token)).unreadable).toEqual(['SUBSCRIBED transactions', 'SUBSCRIBED blocks']);
  });

  it('beats every thirty seconds, broadcasts nothing, and closes with 1001 who is silent for a minute', async () => {
    const { simulator, clock, token } = await start();
    const client = await open(simulator, clock, token);
    clock.advance(30_000);
    await client.send('PING');
    clock.advance(59_999);
    await client.settled();
    expect(client.ofType('HEARTBEAT').map(shapeOf)).toEqual(Array(3).fill(shapeOf(sample('wsB-txcmd-s2c-HEARTBEAT'))));
    expect(client.ofType('HEARTBEAT').map((frame) => frame.connectionDuration)).toEqual([30, 60, 90]);
    expect(client.closeCode).toBeUndefined();
    clock.advance(1);
    await client.closed();
    expect([client.closeCode, client.closeReason]).toEqual([1001, 'Connection timeout']);
  });

  it('ends a session with its first command after half an hour', async () => {
    const { simulator, clock, token } = await start();
    const client = await open(simulator, clock, token);
    for (let minute = 0; minute < 30; minute += 1) {
      await client.send('PING');
      clock.advance(59_990);
    }
    await client.send('PING');
    clock.advance(1_000);
    client.say('PING');
    await client.closed();
    expect([client.closeCode, client.closeReason]).toEqual([1001, 'Session timeout']);
  });

  it('takes a command within ten milliseconds of the opening for an attack', async () => {
    const { simulator, clock, token } = await start();
    const client = await connect(simulator, `/ws/transactions?token=${token}`);
    clock.advance(9);
    client.say('PING');
    await client.closed();
    expect([client.closeCode, client.closeReason]).toEqual([1008, 'Suspicious activity']);
  });
});

describe('/ws/tokens', () => {
  it('refuses every subscription in six fields, without a zone', async () => {
    const { simulator } = await start();
    const client = await connect(simulator, '/ws/tokens');
    await client.send(sample('wsB-tokens-c2s-SUBSCRIBE'));
    await client.send(sample('wsB-tokens-c2s-PING'));
    expect(client.frames.map((frame) => frame.action)).toEqual(['ERROR', 'PONG']);
    expect(client.frames.map(shapeOf)).toEqual(Array(2).fill(shapeOf(sample('wsB-tokens-s2c-ERROR'))));
    expect(client.frames[0]?.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/);
  });

  it('tells of a revoked token when a test lets it', async () => {
    const { simulator } = await start();
    const client = await connect(simulator, '/ws/tokens');
    simulator.control({ do: 'emit', path: '/ws/tokens' });
    await client.settled();
    expect(client.frames.map(shapeOf)).toEqual([shapeOf(sample('wsB-tokens-s2c-TOKEN_REVOKED'))]);
  });
});

describe('/api/v11/portal/websocket', () => {
  it('sends what looks like JSON and is none: on open, every second, and to whatever is said', async () => {
    const { simulator, clock } = await start();
    const client = await connect(simulator, '/api/v11/portal/websocket');
    clock.advance(2_000);
    await client.send('anything');
    expect(client.frames).toEqual([]);
    expect(client.unreadable.map((text) => /^\{"type":"(\w+)","data":\w+\[.+\]\}$/.exec(text)?.[1])).toEqual([
      ...['initial_data', 'realtime_metrics', 'realtime_metrics', 'analytics'],
    ]);
  });
});

describe('protected routes', () => {
  it('let a known token in, until it is revoked', async () => {
    const { simulator, token } = await start();
    const headers = { Authorization: `Bearer ${token}` };
    expect((await get(simulator, '/datafeeds', { headers })).status).not.toBe(401);
    simulator.control({ do: 'revoke', token });
    expect((await get(simulator, '/datafeeds', { headers })).status).toBe(401);
  });
});
