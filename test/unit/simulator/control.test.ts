import { once } from 'node:events';
import { request } from 'node:http';
import { connect as connectTcp } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { ControlCommand, ControlReport } from '../../../simulator/control/command.js';
import type { Simulator, SimulatorOptions } from '../../../simulator/server.js';
import { connect, get, startWithClock } from './support/server.js';

const systemMetrics = { type: 'subscribe', data: { channel: 'system-metrics' } };

async function start(options: SimulatorOptions = {}) {
  const { simulator, clock } = await startWithClock({ nodes: 10, ...options });
  const client = await connect(simulator, '/ws');
  await client.send(systemMetrics);
  return { simulator, clock, client };
}

/** Carries out a command that must be understood. */
function run(simulator: Simulator, command: ControlCommand): ControlReport {
  const reply = simulator.control(command);
  if ('error' in reply) throw new Error(reply.error);
  return reply;
}

function countsOf(simulator: Simulator, path = '/ws'): ControlReport['counts'][string] {
  const counts = run(simulator, { do: 'state' }).counts[path];
  if (counts === undefined) throw new Error(`no ${path}`);
  return counts;
}

describe('dropping connections', () => {
  it.each([1000, 1001, 1008, 1011, 1012, 1013, 4401])('closes with %s and a reason', async (code) => {
    const { simulator, client } = await start();
    expect(run(simulator, { do: 'drop', code, reason: 'test' }).hit).toBe(1);
    await client.closed();
    expect([client.closeCode, client.closeReason]).toEqual([code, 'test']);
  });

  it.each([undefined, 0, 1005, 1006, 1015, 65_535])('ends abnormally with %s', async (code) => {
    const { simulator, client } = await start();
    run(simulator, { do: 'drop', ...(code === undefined ? {} : { code }) });
    await client.closed();
    // The client's library takes a code that may not be sent for a broken protocol.
    expect(client.closeCode).toBe(1006);
    expect(countsOf(simulator).dropped).toBe(1);
  });

  it('leaves other addresses alone', async () => {
    const { simulator } = await start({ profile: 'everything' });
    const other = await connect(simulator, '/ws/metrics');
    expect(run(simulator, { do: 'drop', path: '/ws', code: 1001 }).hit).toBe(1);
    await other.settled();
    expect(other.closeCode).toBeUndefined();
  });
});

describe('a handshake', () => {
  it('is refused with a status as often as asked, then let in', async () => {
    const { simulator } = await start();
    run(simulator, { do: 'refuse', path: '/ws', status: 503, times: 2 });
    await expect(connect(simulator, '/ws')).rejects.toThrow('HTTP 503');
    await expect(connect(simulator, '/ws')).rejects.toThrow('HTTP 503');
    await connect(simulator, '/ws');
    expect(countsOf(simulator)).toMatchObject({ refused: 2, accepted: 2 });
  });

  it('is refused for good, with Retry-After, until that is taken back', async () => {
    const { simulator } = await start();
    run(simulator, { do: 'refuse', status: 429, retryAfterSeconds: 7 });
    const socket = connectTcp(simulator.port, '127.0.0.1');
    socket.write('GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    const [head] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect(head.toString()).toMatch(/^HTTP\/1\.1 429 Too Many Requests\r\nRetry-After: 7\r\n/);
    run(simulator, { do: 'refuse', status: 0 });
    await connect(simulator, '/ws');
  });
});

describe('a stalled server', () => {
  it('keeps connections open and says nothing, to those that are there and those that come', async () => {
    const { simulator, clock, client } = await start();
    run(simulator, { do: 'stall' });
    const late = await connect(simulator, '/ws');
    clock.advance(10_000);
    late.say(systemMetrics);
    client.close();
    expect(countsOf(simulator).withheld).toBe(10);
    expect(simulator.connections('/ws')).toBe(2);
    run(simulator, { do: 'stall', what: 'nothing' });
    await client.closed();
    await late.settled();
    expect(client.frames).toEqual([]);
    clock.advance(1_000);
    await late.settled();
    expect(late.frames).toHaveLength(1);
  });

  it('reads nothing meanwhile: no heartbeat is answered, no close is returned', async () => {
    const { simulator, client } = await start();
    const { heard } = countsOf(simulator);
    run(simulator, { do: 'stall' });
    let answered = false;
    void client.pingAnswered().then(() => (answered = true));
    client.say({ type: 'ping', data: { timestamp: 1 } });
    client.close();
    // Whatever a second connection of the same server gets answered came after what the first one sent.
    await get(simulator, '/health');
    expect([answered, client.closeCode, countsOf(simulator).heard]).toEqual([false, undefined, heard]);
    run(simulator, { do: 'reset' });
    await client.closed();
  });

  it('that stalls pongs alone goes on with data', async () => {
    const { simulator, clock, client } = await start();
    run(simulator, { do: 'stall', what: 'pongs' });
    client.say({ type: 'ping', data: { timestamp: 1 } });
    await expect.poll(() => countsOf(simulator).withheld).toBe(1);
    clock.advance(2_000);
    await expect.poll(() => client.frames.map((frame) => frame.type)).toEqual(['system-metrics', 'system-metrics']);
    run(simulator, { do: 'stall', what: 'nothing' });
    await client.send({ type: 'ping', data: { timestamp: 1 } });
    expect(client.ofType('pong')).toHaveLength(1);
  });
});

describe('a delay', () => {
  it('makes every frame late, in order, and ends', async () => {
    const { simulator, clock, client } = await start();
    run(simulator, { do: 'delay', path: '/ws', ms: 1_500 });
    clock.advance(2_000);
    await client.settled();
    expect(client.frames).toHaveLength(1);
    expect(countsOf(simulator).delayed).toBe(2);
    run(simulator, { do: 'delay', path: '/ws', ms: 0 });
    clock.advance(1_500);
    await client.settled();
    const times = client.frames.map((frame) => Number(frame.timestamp));
    expect(times).toHaveLength(4);
    expect([...times].sort()).toEqual(times);
  });

  it('leaves no timer of a client that is gone', async () => {
    const { simulator, clock, client } = await start();
    const usual = clock.pending;
    run(simulator, { do: 'delay', path: '/ws', ms: 60_000 });
    clock.advance(1_000);
    expect(clock.pending).toBe(usual + 1);
    client.close();
    await expect.poll(() => simulator.connections()).toBe(0);
    expect(clock.pending).toBe(usual);
  });
});

describe('faulty frames', () => {
  it('break off, are empty or binary, and good ones follow', async () => {
    const { simulator, clock, client } = await start();
    run(simulator, { do: 'malformed' });
    run(simulator, { do: 'malformed', kind: 'empty' });
    run(simulator, { do: 'malformed', kind: 'fragments', bytes: 1_000 });
    run(simulator, { do: 'malformed', kind: 'huge', bytes: 2_000_000 });
    run(simulator, { do: 'binary', bytes: 8 });
    clock.advance(1_000);
    await client.settled();
    expect(client.unreadable.map((text) => text.length)).toEqual([39, 0, 1_000, 2_000_000]);
    expect(client.binaries).toBe(1);
    expect(client.frames.map((frame) => frame.type)).toEqual(['system-metrics']);
    expect(countsOf(simulator).faulty).toBe(5);
  });

  it('that are no UTF-8 make a client close', async () => {
    const { simulator, client } = await start();
    run(simulator, { do: 'malformed', kind: 'utf8' });
    await client.closed();
    expect(client.closeCode).toBe(1006);
  });

  it('come in bursts of so many a second, numbered, for so long', async () => {
    const { simulator, clock, client } = await start();
    const usual = clock.pending;
    run(simulator, { do: 'burst', perSecond: 1_000, forMs: 2_000, text: '{"type":"burst","n":{n}}' });
    clock.advance(500);
    await client.settled();
    expect(client.ofType('burst')).toHaveLength(500);
    clock.advance(5_000);
    await client.settled();
    expect(client.ofType('burst').map((frame) => frame.n)).toEqual(Array.from({ length: 2_000 }, (_, n) => n));
    expect(clock.pending).toBe(usual);
  });

  it('repeat what a client heard last, unless told otherwise', async () => {
    const { simulator, clock, client } = await start();
    clock.advance(500);
    run(simulator, { do: 'burst', perSecond: 100, forMs: 400 });
    clock.advance(400);
    await client.settled();
    expect(client.ofType('system-metrics')).toHaveLength(41);
  });
});

describe('silent sockets', () => {
  it.each(['/ws/consensus', '/ws/validators', '/ws/network', '/ws/transactions/legacy'])(
    '%s speaks when told to, until told not to',
    async (path) => {
      const { simulator, clock } = await startWithClock({ profile: 'backend-head' });
      const client = await connect(simulator, path);
      run(simulator, { do: 'emit', path, everyMs: 500 });
      clock.advance(2_000);
      await client.settled();
      expect(client.frames).toHaveLength(4);
      run(simulator, { do: 'emit', path, everyMs: 0 });
      run(simulator, { do: 'emit', path, text: '{"own":1}' });
      clock.advance(2_000);
      await client.settled();
      expect(client.frames.slice(4)).toEqual([{ own: 1 }]);
    },
  );
});

describe('REST faults', () => {
  it('are answers that a test makes up: as often as asked, then the real one', async () => {
    const { simulator } = await start();
    const path = '/api/v11/health';
    run(simulator, { do: 'answer', path, status: 500, text: '<h1>no</h1>', contentType: 'text/html', times: 1 });
    expect(await get(simulator, '/health')).toMatchObject({ status: 500, body: '<h1>no</h1>' });
    expect((await get(simulator, '/health')).status).toBe(200);
    run(simulator, { do: 'answer', path, status: 204, times: 1 });
    expect((await get(simulator, '/health')).status).toBe(204);
    run(simulator, { do: 'answer', path, status: 302, text: '{}', location: 'http://other.example/', times: 1 });
    const redirect = await get(simulator, '/health', { redirect: 'manual' });
    expect(redirect.headers.get('location')).toBe('http://other.example/');
    run(simulator, { do: 'answer', path, status: 200, text: '{"status":"UP"}', cutAfterBytes: 5, times: 1 });
    await expect(get(simulator, '/health')).rejects.toThrow();
    expect(run(simulator, { do: 'state' }).fakedCalls).toBe(4);
  });

  it('are answers that never end', async () => {
    const { simulator } = await start();
    run(simulator, { do: 'answer', path: '/api/v11/health', status: 200, text: '{}', cutAfterBytes: 1, hang: true });
    const abort = new AbortController();
    const response = await fetch(`${simulator.url}/api/v11/health`, { signal: abort.signal });
    const reader = response.body?.getReader();
    expect((await reader?.read())?.value).toHaveLength(1);
    abort.abort();
  });

  it('are late answers', async () => {
    const { simulator, clock } = await start();
    const usual = clock.pending;
    run(simulator, { do: 'delay', path: '/api/v11/health', ms: 3_000 });
    const answer = get(simulator, '/health');
    await expect.poll(() => clock.pending).toBe(usual + 1);
    clock.advance(3_000);
    expect((await answer).status).toBe(200);
    run(simulator, { do: 'reset' });
    expect((await get(simulator, '/health')).status).toBe(200);
  });
});

describe('other switches', () => {
  it('set the server’s clock wrong, by an hour and back', async () => {
    const { simulator, clock, client } = await start();
    expect(run(simulator, { do: 'skew', ms: -3_600_000 }).now).toBe(clock.now() - 3_600_000);
    clock.advance(1_000);
    await client.settled();
    expect(Number(client.frames[0]?.timestamp)).toBeLessThan(clock.now() - 3_600_000);
    run(simulator, { do: 'reset' });
    clock.advance(1_000);
    await client.settled();
    expect(Number(client.frames[1]?.timestamp)).toBeGreaterThan(clock.now() - 2_000);
  });

  it('switch the call budget while the server runs', async () => {
    const { simulator } = await startWithClock({ profile: 'backend-head' });
    for (let call = 0; call < 101; call += 1) await get(simulator, '/health');
    expect((await get(simulator, '/health')).status).toBe(429);
    run(simulator, { do: 'rate-limit', on: false });
    expect((await get(simulator, '/health')).status).toBe(200);
  });

  it('send nodes one by one, or several in a frame', async () => {
    const { simulator, clock } = await startWithClock({ nodes: 120 });
    const client = await connect(simulator, '/ws');
    await client.send({ type: 'subscribe', data: { channel: 'node-updates' } });
    run(simulator, { do: 'frames', nodesPerFrame: 1 });
    clock.advance(1_000);
    await client.settled();
    expect(client.ofType('node-update')).toHaveLength(120);
    expect(new Set(client.frames.map((frame) => (frame.data as { nodeId: string }).nodeId)).size).toBe(120);
    run(simulator, { do: 'frames', nodesPerFrame: 7 });
    clock.advance(1_000);
    await client.settled();
    expect(client.ofType('node-updates')).toHaveLength(Math.ceil(120 / 7));
  });

  it('begin and plan incidents, and crash a node', async () => {
    const { simulator, clock } = await startWithClock({ nodes: 40 });
    expect(run(simulator, { do: 'incident', kind: 'overload', durationMs: 5_000 })).toMatchObject({
      hit: 1,
      incidents: [{ kind: 'overload', over: false }],
    });
    run(simulator, { do: 'plan', script: [{ atMs: 2_000, incident: 'leader-crash' }] });
    clock.advance(6_000);
    expect(run(simulator, { do: 'state' }).incidents).toMatchObject([
      { kind: 'overload', over: true },
      { kind: 'leader-crash', over: false },
    ]);
    expect(run(simulator, { do: 'crash', nodeId: 'nobody', forMs: 1_000 }).hit).toBe(0);
  });

  it.each([
    [{ do: 'dance' }, /do must be one of drop, refuse/],
    [{}, /do must be one of/],
    [{ do: 'delay' }, /ms is missing/],
    [{ do: 'delay', ms: 1.5 }, /ms must be a whole number/],
    [{ do: 'stall', what: 'all' }, /what must be one of nothing, pongs, everything/],
    [{ do: 'drop', cod: 1001 }, /drop has no field “cod”/],
    [{ do: 'plan', script: [{ atMs: 0 }] }, /incident is missing/],
  ])('refuse %j', async (command, message) => {
    const { simulator } = await startWithClock();
    expect(simulator.control(command as ControlCommand)).toEqual({ error: expect.stringMatching(message) as string });
  });
});

describe('the control over HTTP', () => {
  const post = (simulator: Simulator, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${simulator.url}/__control`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });

  it('is not there unless it is switched on', async () => {
    const { simulator } = await start();
    expect((await post(simulator, { do: 'state' })).status).toBe(404);
  });

  it('carries out commands of a page on this machine', async () => {
    const { simulator, client } = await start({ control: true });
    const response = await post(simulator, { do: 'drop', code: 1012 }, { Origin: 'http://localhost:8080' });
    expect(response.headers.get('access-control-allow-origin')).toBe('http://localhost:8080');
    expect(await response.json()).toMatchObject({ hit: 1, connections: { '/ws': expect.any(Number) as number } });
    await client.closed();
    expect(client.closeCode).toBe(1012);
  });

  it('explains what it does not understand', async () => {
    const { simulator } = await start({ control: true });
    const response = await post(simulator, { do: 'dance' });
    expect([response.status, await response.json()]).toEqual([400, { error: expect.any(String) as string }]);
    expect((await post(simulator, [])).status).toBe(400);
    expect((await fetch(`${simulator.url}/__control`)).status).toBe(405);
  });

  it('keeps out pages from elsewhere, simple forms, and names that only point here', async () => {
    const { simulator } = await start({ control: true });
    const command = { do: 'state' };
    expect((await post(simulator, command, { Origin: 'https://portal.example' })).status).toBe(403);
    expect((await post(simulator, command, { 'Content-Type': 'text/plain' })).status).toBe(415);
    const rebound = request({
      port: simulator.port,
      host: '127.0.0.1',
      path: '/__control',
      method: 'POST',
      headers: { Host: 'rebound.example', 'Content-Type': 'application/json' },
    });
    rebound.end(JSON.stringify(command));
    const [response] = (await once(rebound, 'response')) as [{ statusCode: number; resume(): void }];
    response.resume();
    expect(response.statusCode).toBe(403);
  });
});
