import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { RestClient, type RestClientOptions } from '../../../../src/v11/index.js';
import { ManualClock } from '../../../support/manual-clock.js';
import { closing } from '../support/real-stream.js';
import { until } from '../support/until.js';

/** A server, and a client of it that may repeat a call. */
async function rest(listener: RequestListener, options: Partial<RestClientOptions> = {}) {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing({
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  });
  const clock = new ManualClock();
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v11`;
  const client = new RestClient({ base, clock, timeoutMs: 5_000, mayRetry: () => Promise.resolve(true), ...options });
  /** Lets the wait before a repeated call pass. */
  const answer = async (): Promise<unknown> => {
    const call = client.get('/stats');
    let isOver = false;
    void call.then(() => (isOver = true));
    await until('it was asked for', () => asked > 0);
    await until('it is over', () => {
      if (!isOver && asked < 2) clock.advance(20);
      return isOver;
    });
    return call;
  };
  return { clock, client, answer, asked: () => asked };
}

test.each([
  ['R21: 500', 500, 'oops', 'status 500'],
  ['R21: an HTML page', 200, '<!doctype html><title>login</title>', 'not JSON'],
  ['R21: truncated JSON', 200, '{"performance":{"tps":1', 'not JSON'],
  ['R21: 404', 404, '{"error":"Not found"}', 'Not found'],
])('%s is a failure in words, asked for once', async (_, status, body, words) => {
  const { answer, asked } = await rest((__, response) => response.writeHead(status).end(body));
  expect(await answer()).toMatchObject({
    ok: false,
    failure: { code: 'bad-response', message: expect.stringContaining(words) as string },
  });
  expect(asked()).toBe(1);
});

test('R21: 204 is a failure, not an exception', async () => {
  const { answer } = await rest((_, response) => response.writeHead(204).end());
  expect(await answer()).toMatchObject({ ok: false, failure: { code: 'bad-response' } });
});

test('R21: a connection that is reset in the middle of an answer is asked for once more, and no more than that', async () => {
  const { answer, asked } = await rest((_, response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('{"performance":');
    response.socket?.resetAndDestroy();
  });
  expect(await answer()).toMatchObject({ ok: false, failure: { code: 'unreachable' } });
  expect(asked()).toBe(2);
});

test('R21: what a gateway answers while its backend restarts is repeated, and the second answer counts', async () => {
  let calls = 0;
  const { answer, asked } = await rest((_, response) => {
    calls += 1;
    if (calls === 1) response.writeHead(502).end('<html>bad gateway</html>');
    else response.end('{"tps":1}');
  });
  expect(await answer()).toEqual({ ok: true, value: { tps: 1 } });
  expect(asked()).toBe(2);
});

test('R21: nothing is repeated where the budget has no second call, after a timeout, or after the caller gave up', async () => {
  const without = await rest((_, response) => void response.socket?.destroy(), {
    mayRetry: () => Promise.resolve(false),
  });
  expect(await without.answer()).toMatchObject({ ok: false, failure: { code: 'unreachable' } });
  expect(without.asked()).toBe(1);
  const slow = await rest(() => undefined);
  const call = slow.client.get('/stats');
  await until('it was asked for', () => slow.asked() === 1);
  slow.clock.advance(5_000);
  expect(await call).toMatchObject({ ok: false, failure: { code: 'unreachable' } });
  const abort = new AbortController();
  const given = await rest(() => undefined);
  const givenUp = given.client.get('/stats', abort.signal);
  await until('it was asked for', () => given.asked() === 1);
  abort.abort();
  expect(await givenUp).toMatchObject({ ok: false });
  expect([slow.asked(), given.asked(), slow.clock.pending, given.clock.pending]).toEqual([1, 1, 0, 0]);
});

test('R21: an answer that drips for ever is given up in time', async () => {
  let dripped = 0;
  const { client, clock } = await rest((_, response) => {
    const timer = setInterval(() => response.write(String((dripped += 1))), 1);
    response.on('close', () => clearInterval(timer));
  });
  const call = client.get('/stats');
  await until('it drips', () => dripped > 20);
  clock.advance(5_000);
  expect(await call).toMatchObject({ ok: false, failure: { code: 'unreachable' } });
  const after = dripped;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(dripped - after).toBeLessThan(15);
});

test('R21: a redirect to another origin is not followed, and nothing is sent there', async () => {
  const elsewhere = await rest((_, response) => response.end('{}'));
  const away = `http://localhost:${(await portOf(elsewhere.client)).port}/steal`;
  const { answer } = await rest((_, response) => response.writeHead(302, { location: away }).end());
  expect(await answer()).toMatchObject({ ok: false, failure: { code: 'unreachable' } });
  expect(elsewhere.asked()).toBe(0);
});

/** Where a client calls, found out by calling nobody. */
async function portOf(client: RestClient): Promise<URL> {
  const failed = await client.get('/x', AbortSignal.abort());
  return new URL(!failed.ok && failed.failure.code === 'unreachable' ? failed.failure.url : 'http://x');
}
