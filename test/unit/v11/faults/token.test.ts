import { inspect } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import { HostMemory, testConnection, type HostStore, type V11StreamOptions } from '../../../../src/v11/index.js';
import { findSecrets } from '../../../support/canaries.js';
import { ManualClock } from '../../../support/manual-clock.js';
import { backend, realStream } from '../support/real-stream.js';
import type { Behaviour, TestBackend } from '../support/test-backend.js';
import { TokenBackend } from '../support/token-backend.js';
import { until } from '../support/until.js';

const TOKEN = 'canary-Kx7Qm2Zr9Tw4-token';
const NEXT_TOKEN = 'canary-Bv5Hn8Jd1Ys6-token';

/** `/ws/metrics`, which asks for no token. */
const metrics: Behaviour = (client) =>
  client.send('{"timestamp":"2026-09-21T14:15:23.456Z","tps":7,"cpu":1,"memory":1}');

/** A backend whose token sockets take one token, and a stream that knows it. */
async function signedIn(options: Partial<V11StreamOptions> = {}, others: Record<string, Behaviour> = {}) {
  const token = new TokenBackend();
  token.tokens.add(TOKEN);
  const server = await backend({ '/ws/v11': token.v11, '/ws/transactions': token.transactions, ...others });
  return { token, server, real: realStream(server.port, { token: () => TOKEN, ...options }) };
}

/** Waits for the first figure: for ten seconds the token-free sockets are waited for, whose figures would be better. */
async function firstFigure(token: TokenBackend, real: ReturnType<typeof realStream>): Promise<void> {
  await until('a figure arrives', () => {
    token.say(12);
    real.clock.advance(50);
    return real.sink.figures.tps === 12;
  });
}

/** Everything a person, a log or a store could see of a stream. */
function shown(real: ReturnType<typeof realStream>): string {
  const { stream } = real;
  return [
    String(stream),
    JSON.stringify(stream),
    inspect(stream, { depth: 9, showHidden: true }),
    JSON.stringify(stream.status),
  ].join();
}

describe('a backend that wants a token', () => {
  test('gets it in the first message, then the subscriptions, and is live when it took it', async () => {
    const { token, server, real } = await signedIn({
      channels: [{ channel: 'analytics' }, { channel: 'blocks', priority: 2 }],
    });
    real.stream.start();
    await until('it is live', () => real.phase === 'live');
    await until('it is subscribed', () => token.textsTo('/ws/v11').length === 3);
    expect(token.textsTo('/ws/v11').map((text) => JSON.parse(text) as unknown)).toEqual([
      { type: 'auth', token: TOKEN },
      { type: 'subscribe', channel: 'analytics' },
      { type: 'subscribe', channel: 'blocks', priority: 2 },
    ]);
    await firstFigure(token, real);
    expect(real.stream.status).toMatchObject({ receiving: true, fresh: true });
    expect(real.phases).toContain('authenticating');
    expect(real.stream.status).toMatchObject({ source: '/ws/v11', connected: true, failure: undefined });
    // Not opted in: no token in an address, and the socket that wants one there is not used.
    expect(server.asked.join()).not.toContain(TOKEN);
    expect(server.count('/ws/transactions')).toBe(0);
  });

  test('is used beside the token-free sockets, answers its pings, and is subscribed to again after a reconnect', async () => {
    const { token, server, real } = await signedIn({}, { '/ws/metrics': metrics });
    await real.live();
    await until('the token was taken', () => token.members.length === 1);
    token.members[0]?.send('{"type":"ping","timestamp":1}');
    await until('the ping is answered', () => token.textsTo('/ws/v11').includes('{"type":"pong"}'));
    token.members[0]?.terminate();
    await until('the loss is known', () => !real.stream.status.source.includes('/ws/v11'));
    expect(real.phase).toBe('live');
    await until('it was subscribed to again', () => {
      real.clock.advance(50);
      return token.textsTo('/ws/v11').filter((text) => text.includes('"subscribe"')).length === 2;
    });
    expect(server.count('/ws/metrics')).toBeGreaterThan(0);
  });

  test('that refuses a channel is live, and the failure says so in words, without what the backend quoted', async () => {
    const { token, real } = await signedIn({ channels: [{ channel: 'analytics' }, { channel: 'admin' }] });
    token.forbidden.add('admin');
    await real.live();
    await until('the refusal is shown', () => real.stream.status.failure !== undefined);
    expect(real.stream.status).toMatchObject({ phase: 'live', failure: { code: 'unauthorized', url: '/ws/v11' } });
    expect(real.stream.status.failure?.message).toContain('does not allow this user a channel');
  });

  test('on /ws/transactions gets the token in the address only where the page opted in, and PING after a moment and every 30 s', async () => {
    const { token, server, real } = await signedIn({ tokenInUrl: true }, { '/ws/metrics': metrics });
    await real.live();
    await until('it is used', () => real.stream.status.source.includes('/ws/transactions'));
    expect(server.asked.filter((url) => url.includes(TOKEN))).toEqual([`/ws/transactions?token=${TOKEN}`]);
    const pings = (): number => token.textsTo('/ws/transactions').filter((text) => text === 'PING').length;
    // The page comes back at once: a command now would count as a flood.
    real.stream.wake();
    await new Promise((resolve) => setImmediate(resolve));
    expect(pings()).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 30));
    real.clock.advance(400);
    await until('it is pinged', () => pings() === 1);
    for (let second = 0; second < 61; second += 1) {
      const { received } = real.stream.frames;
      server.say(`{"timestamp":"2026-09-21T14:16:${String(second).padStart(2, '0')}.000Z","tps":7,"cpu":1,"memory":1}`);
      await until('it was heard', () => real.stream.frames.received > received);
      real.clock.advance(1_000);
    }
    expect(pings()).toBe(3);
    expect(real.stream.status.source).toContain('/ws/transactions');
  });

  test('at another origin than the token’s never gets it, and the failure says why', async () => {
    const { token, server, real } = await signedIn(
      { tokenOrigin: 'wss://elsewhere.example', tokenInUrl: true },
      { '/ws': (client) => client.send('{"type":"system-metrics","data":{"tps":1}}') },
    );
    await real.live();
    expect(real.stream.status.failure).toMatchObject({ code: 'origin-mismatch', origin: 'https://elsewhere.example' });
    expect([token.heard, server.asked.join().includes(TOKEN)]).toEqual([[], false]);
  });

  test('gets it over REST as a Bearer token, and no other header; another origin gets none', async () => {
    const headers: (string | undefined)[] = [];
    const { real, server } = await (async () => {
      const token = new TokenBackend();
      token.tokens.add(TOKEN);
      const started = await backend({ '/ws/metrics': metrics, '/ws/v11': token.v11 }, (request, response) => {
        headers.push(request.headers.authorization);
        response.end('{}');
      });
      return { server: started, real: realStream(started.port, { token: () => TOKEN }) };
    })();
    await real.live();
    real.clock.advance(0);
    await until('it was asked', () => headers.length > 0);
    expect(headers[0]).toBe(`Bearer ${TOKEN}`);
    const elsewhere = realStream(server.port, { token: () => TOKEN, url: `http://localhost:${server.port}` });
    await elsewhere.live();
    const before = headers.length;
    elsewhere.clock.advance(0);
    await until('the other origin was asked', () => headers.length > before);
    expect(headers.slice(before)).toEqual([undefined]);
  });

  test('on the planned /ws gets it before the subscriptions (protocol 1.2)', async () => {
    const texts: string[] = [];
    const { real } = await signedIn(
      {},
      { '/ws': (client) => client.on('message', (data: Buffer) => texts.push(data.toString())) },
    );
    await real.live();
    await until('it was subscribed to', () => texts.length === 4);
    const types = texts.map((text) => (JSON.parse(text) as { type: string }).type);
    expect(types).toEqual(['authenticate', 'subscribe', 'subscribe', 'subscribe']);
  });
});

describe('R6: a token that is refused', () => {
  test.each([1008, 4401, 4403])(
    'with close code %d on /ws stops the stream, and nothing is tried again',
    async (code) => {
      const { real, server } = await signedIn({ token: undefined }, { '/ws': (client) => client.close(code, 'no') });
      real.stream.start();
      await until('it is stopped', () => real.phase === 'stopped');
      real.clock.advance(3_600_000);
      expect(real.stream.status.failure).toMatchObject({ code: 'unauthorized' });
      expect([server.count('/ws'), real.clock.pending]).toEqual([1, 0]);
    },
  );

  test('by /ws/v11 is not sent again: one connection, and the stream stops', async () => {
    const { token, server, real } = await signedIn({ token: () => 'wrong-token' });
    real.stream.start();
    for (let step = 0; step < 400 && real.phase !== 'stopped'; step += 1) {
      real.clock.advance(250);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    const auths = token.textsTo('/ws/v11').filter((text) => text.includes('"auth"'));
    expect(auths).toHaveLength(1);
    expect(real.stream.status.failure).toMatchObject({ code: 'unauthorized' });
    const before = server.asked.length;
    real.clock.advance(3_600_000);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(server.asked).toHaveLength(before);
  });

  test('while token-free sockets work is a failure in words, and they go on', async () => {
    const { token, real } = await signedIn({ token: () => 'wrong-token' }, { '/ws/metrics': metrics });
    await real.live();
    await until('the refusal is shown', () => (real.clock.advance(20), real.stream.status.failure !== undefined));
    expect(real.stream.status).toMatchObject({ phase: 'live', failure: { code: 'unauthorized' } });
    expect(token.textsTo('/ws/v11').filter((text) => text.includes('"auth"'))).toHaveLength(1);
  });

  test('is replaced once by another one, if the page has another', async () => {
    let asked = 0;
    const { token, real } = await signedIn({ token: () => (asked++ === 0 ? 'stale-token' : TOKEN) });
    real.stream.start();
    await until('it is live', () => (real.clock.advance(20), real.phase === 'live'));
    expect(token.textsTo('/ws/v11').filter((text) => text.includes('"auth"'))).toHaveLength(2);
  });

  test.each([
    [
      'throws',
      () => {
        throw new Error('no');
      },
    ],
    ['rejects', () => Promise.reject(new Error('no'))],
    ['gives nothing', () => undefined],
    ['gives what is no token', () => 'two words\r\nX-Evil: 1'],
    ['never answers', () => new Promise<string>(() => undefined)],
  ] as [string, () => string | undefined | Promise<string>][])(
    'a page that %s keeps the token-free sockets',
    async (_, give) => {
      const { token, real } = await signedIn({ token: give }, { '/ws/metrics': metrics });
      await real.live();
      await until('its figure arrived', () => real.sink.figures.tps === 7);
      expect([real.phase, token.heard]).toEqual(['live', []]);
    },
  );
});

describe('R24: a token that expires in mid-stream', () => {
  async function expiring(next: () => string | Promise<string>) {
    let isExpired = false;
    const parts = await signedIn({ token: () => (isExpired ? next() : TOKEN) });
    await parts.real.live();
    await until('it is subscribed', () => parts.token.textsTo('/ws/v11').length === 2);
    await firstFigure(parts.token, parts.real);
    return {
      ...parts,
      expire: () => {
        isExpired = true;
        parts.token.tokens.delete(TOKEN);
        parts.token.tokens.add(NEXT_TOKEN);
        parts.token.members[0]?.send('{"type":"error","message":"Authentication expired","timestamp":1}');
      },
    };
  }

  test('is refreshed by the callback, and the old stream goes on until the new one is live', async () => {
    let give: (token: string) => void = () => undefined;
    const { token, real, expire } = await expiring(() => new Promise((resolve) => (give = resolve)));
    const phases = real.phases.length;
    const [old] = token.members;
    expire();
    await new Promise((resolve) => setTimeout(resolve, 20));
    // The page is still asking: the old connection lives.
    expect([token.members.length, old?.readyState]).toEqual([1, 1]);
    token.say(21);
    await until('the old one still tells', () => real.sink.figures.tps === 21);
    give(NEXT_TOKEN);
    await until('the new one took over', () => token.members.length === 2 && old?.readyState !== 1);
    token.say(22);
    await until('the new one tells', () => real.sink.figures.tps === 22);
    expect(token.textsTo('/ws/v11')).toContain(JSON.stringify({ type: 'auth', token: NEXT_TOKEN }));
    expect(new Set(real.phases.slice(phases))).not.toContain('backoff');
    expect(real.stream.status).toMatchObject({ phase: 'live', source: '/ws/v11', failure: undefined });
    expect(real.mostSockets).toBeLessThanOrEqual(6);
  });

  test('and cannot be refreshed is told, and the old stream goes on as long as the backend lets it', async () => {
    const { token, real, expire } = await expiring(() => TOKEN);
    expire();
    await until('it is told', () => real.stream.status.failure !== undefined);
    expect(real.stream.status).toMatchObject({ phase: 'live', failure: { code: 'unauthorized' } });
    expect(token.members[0]?.readyState).toBe(1);
  });

  test('and whose successor is refused keeps the old stream as well', async () => {
    const { token, real, expire } = await expiring(() => 'also-wrong-token');
    expire();
    await until('it is told', () => real.stream.status.failure !== undefined);
    expect([real.phase, token.members[0]?.readyState]).toEqual(['live', 1]);
  });

  test('with a close code is followed by a connection with the next token', async () => {
    const { token, real, expire } = await expiring(() => NEXT_TOKEN);
    expire();
    token.members[0]?.close(4401, 'expired');
    await until('it is live with the next token', () => {
      if (real.phase === 'backoff') real.skipToRetry();
      return token.members.length > 1 && real.phase === 'live';
    });
    expect(token.textsTo('/ws/v11').filter((text) => text.includes(NEXT_TOKEN)).length).toBeGreaterThan(0);
  });

  test('that the page replaces by itself is replaced at once, without a gap', async () => {
    let current = TOKEN;
    const { token, real } = await signedIn({ token: () => current });
    await real.live();
    await until('it is subscribed', () => token.textsTo('/ws/v11').length === 2);
    token.tokens.add(NEXT_TOKEN);
    current = NEXT_TOKEN;
    real.stream.renewToken();
    await until('the new one took over', () => token.members.length === 2 && token.members[0]?.readyState !== 1);
    expect(real.phase).toBe('live');
    real.stream.renewToken();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(token.members).toHaveLength(2);
  });
});

test('a token is in no message, failure, log, status, store or address, though the backend quotes it back', async () => {
  const logs: unknown[] = [];
  const spies = (['log', 'warn', 'error', 'info', 'debug'] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation((...args: unknown[]) => void logs.push(...args)),
  );
  const stored = new Map<string, string>();
  const store: HostStore = {
    getItem: (key) => stored.get(key) ?? null,
    setItem: (key, text) => void stored.set(key, text),
  };
  const fetched: string[] = [];
  const opened: string[] = [];
  const token = new TokenBackend();
  token.tokens.add(TOKEN);
  const quoting = (text: string) => JSON.stringify({ error: `No access with ${text}`, message: text });
  const server: TestBackend = await backend(
    { '/ws/metrics': metrics, '/ws/v11': token.v11, '/ws/transactions': token.transactions },
    (request, response) => void response.writeHead(500).end(quoting(request.headers.authorization ?? '')),
  );
  const statuses: string[] = [];
  let current = TOKEN;
  const real = realStream(server.port, {
    token: () => current,
    memory: new HostMemory({ store }),
    channels: [{ channel: 'analytics' }],
    fetch: (url, init) => {
      fetched.push(url);
      return fetch(url, init);
    },
  });
  real.stream.subscribe((status) => statuses.push(JSON.stringify(status)));
  await real.live();
  await until('the token was taken', () => token.members.length === 1);
  const member = token.members[0];
  for (const message of [`Not authorized: ${TOKEN}`, `Token ${TOKEN} has expired`, `bad channel ${TOKEN}`])
    member?.send(JSON.stringify({ type: 'error', message, timestamp: 1 }));
  current = NEXT_TOKEN;
  await until('the failure is shown', () => real.stream.status.failure !== undefined);
  for (let step = 0; step < 40; step += 1) {
    real.clock.advance(500);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  opened.push(...real.sockets.map(({ url }) => url));
  const report = await (async () => {
    const clock = new ManualClock();
    const testing = testConnection({
      wsUrl: `ws://127.0.0.1:${server.port}/ws`,
      url: `http://127.0.0.1:${server.port}`,
      clock,
      openSocket: (url) => (opened.push(url), new WebSocket(url)),
      token: () => current,
    });
    for (let step = 0; step < 60; step += 1) {
      clock.advance(200);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    return testing;
  })();
  for (const spy of spies) spy.mockRestore();
  // It was really used: the backend got it, and quoted it.
  expect(token.textsTo('/ws/v11').join()).toContain(TOKEN);
  expect(fetched.length).toBeGreaterThan(0);
  expect(stored.size).toBeGreaterThan(0);
  const seen = [
    shown(real),
    ...statuses,
    ...stored.values(),
    ...stored.keys(),
    ...fetched,
    ...opened,
    inspect(logs),
    JSON.stringify(report),
  ];
  expect(findSecrets(seen.join('\n'), [TOKEN, NEXT_TOKEN])).toEqual([]);
});
