import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { RestClient } from '../../../src/v11/index.js';
import { ManualClock } from '../../support/manual-clock.js';
import { sample } from './support/samples.js';
import { until } from './support/until.js';

const closers: (() => Promise<unknown>)[] = [];
afterEach(() => Promise.all(closers.splice(0).map((close) => close())));

async function clientOf(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const clock = new ManualClock();
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v11`;
  return { client: new RestClient({ base, clock, timeoutMs: 5_000 }), clock };
}

function answering(status: number, body: string) {
  return clientOf((_, response) => response.writeHead(status, { 'content-type': 'application/json' }).end(body));
}

test('gives the parsed body, and sends no header that would need a preflight', async () => {
  let asked: { url: string | undefined; names: string[] } | undefined;
  const { client, clock } = await clientOf((request, response) => {
    asked = { url: request.url, names: Object.keys(request.headers) };
    response.end(sample('rest-health.json'));
  });
  expect(await client.get('/health')).toMatchObject({ ok: true, value: { status: 'UP' } });
  expect(asked?.url).toBe('/api/v11/health');
  for (const name of ['authorization', 'cookie', 'x-api-key', 'content-type', 'referer'])
    expect(asked?.names).not.toContain(name);
  expect(clock.pending).toBe(0);
});

test('takes a body out of a gateway’s envelope', async () => {
  const { client } = await answering(200, sample('rest-health-portalgateway.json'));
  expect(await client.get('/health')).toEqual({ ok: true, value: { status: 'healthy', uptime_seconds: 7315 } });
});

test('finds the failure in a gateway’s envelope that came with status 200', async () => {
  const { client } = await answering(200, '{"status":503,"message":"consensus is down","data":null}');
  expect(await client.get('/health')).toMatchObject({
    ok: false,
    failure: { code: 'bad-response', message: expect.stringContaining('consensus is down') as string },
  });
});

test('says when the call budget is renewed', async () => {
  const { client, clock } = await answering(429, sample('rest-error-429.json'));
  expect(await client.get('/stats')).toMatchObject({
    ok: false,
    failure: { code: 'rate-limited', retryAt: clock.now() + 2_817_000 },
  });
});

test.each(['{}', 'no json', '{"retryAfterSeconds":-1}', '{"retryAfterSeconds":1e9}', '{"retryAfterSeconds":{}}'])(
  'a 429 with %s is still honoured, for an hour at most',
  async (body) => {
    const { client, clock } = await answering(429, body);
    const answer = await client.get('/stats');
    const waitMs = !answer.ok && answer.failure.code === 'rate-limited' ? answer.failure.retryAt - clock.now() : 0;
    expect(waitMs).toBeGreaterThan(0);
    expect(waitMs).toBeLessThanOrEqual(3_600_000);
  },
);

test('asks for a token where the backend does', async () => {
  const { client } = await answering(401, sample('rest-error-401.json'));
  expect(await client.get('/channels')).toMatchObject({ ok: false, failure: { code: 'unauthorized' } });
});

test.each([
  [404, sample('rest-error-404-node.json'), 'Node not found'],
  [500, '<html>oops</html>', 'status 500'],
  [200, '<html>welcome</html>', 'not JSON'],
  [200, '{"cut":', 'not JSON'],
  [204, '', 'not JSON'],
])('an answer of %d with %s is a bad response', async (status, body, words) => {
  const { client } = await answering(status, body);
  expect(await client.get('/x')).toMatchObject({
    ok: false,
    failure: { code: 'bad-response', message: expect.stringContaining(words) as string },
  });
});

test('an endless answer is cut off', async () => {
  let ended = false;
  const { client } = await clientOf((_, response) => {
    const timer = setInterval(() => response.write('x'.repeat(500_000)), 1);
    response.on('close', () => {
      clearInterval(timer);
      ended = true;
    });
  });
  expect(await client.get('/x')).toMatchObject({
    ok: false,
    failure: { code: 'bad-response', message: expect.stringContaining('too large') as string },
  });
  await until('the server was told', () => ended);
});

describe('an answer that does not come', () => {
  test('is given up after the timeout, also if it has begun', async () => {
    let asked = false;
    const { client, clock } = await clientOf((_, response) => {
      asked = true;
      response.write('{"slow":');
    });
    const answer = client.get('/x');
    await until('it was asked for', () => asked);
    clock.advance(5_000);
    expect(await answer).toMatchObject({ ok: false, failure: { code: 'unreachable' } });
  });

  test('can be given up by the caller, before and during the call', async () => {
    const { client } = await clientOf(() => undefined);
    expect(await client.get('/x', AbortSignal.abort())).toMatchObject({ ok: false });
    const abort = new AbortController();
    const answer = client.get('/x', abort.signal);
    abort.abort();
    expect(await answer).toMatchObject({ ok: false, failure: { code: 'unreachable' } });
  });

  test('from a port where nobody listens is unreachable', async () => {
    const { client } = await answering(200, '{}');
    await Promise.all(closers.splice(0).map((close) => close()));
    expect(await client.get('/x')).toMatchObject({ ok: false, failure: { code: 'unreachable' } });
  });
});

test('a redirect is not followed, wherever it leads', async () => {
  const asked: (string | undefined)[] = [];
  const { client } = await clientOf((request, response) => {
    asked.push(request.url);
    if (request.url === '/api/v11/x') response.writeHead(302, { location: '/elsewhere' }).end();
    else response.end('{}');
  });
  expect(await client.get('/x')).toMatchObject({ ok: false, failure: { code: 'unreachable' } });
  expect(asked).toEqual(['/api/v11/x']);
});
