import { expect, test } from 'vitest';
import { HostMemory, RestClient } from '../../../../src/v11/index.js';
import { ManualClock } from '../../../support/manual-clock.js';
import { record } from '../support/figures.js';
import { Ledger, LedgerSink } from '../support/ledger.js';
import { backend, proxyTo, RealStream, realStream } from '../support/real-stream.js';
import { StreamBench } from '../support/stream-bench.js';
import { until } from '../support/until.js';

const MINUTE_MS = 60_000;

/** The most of `times` that lie in any minute. */
/** Waiting to a moment ends a rounding before or after it, so that a minute is a moment shorter here. */
const ROUNDING_MS = 0.001;

function mostInAMinute(times: readonly number[]): number {
  const lengthMs = MINUTE_MS - ROUNDING_MS;
  return Math.max(0, ...times.map((start) => times.filter((at) => at >= start && at < start + lengthMs).length));
}

test.each([1000, 1001, 1003, 1006, 1007, 1009, 1011, 1012, 1013, 1014, 3000, 4000, 4429, 4500])(
  'R5: a server that accepts and then closes with %d sees at most eight attempts a minute, and a good one is used at last',
  async (code) => {
    let isWell = false;
    const tried: number[] = [];
    const server = await backend({
      '/ws': (client) => {
        tried.push(real.clock.elapsed());
        if (isWell) return client.send('{"type":"system-metrics","data":{"tps":1}}');
        // Told first, closed then: a frame is no proof of health.
        client.send('{"type":"system-metrics","data":{"tps":0}}');
        if (code === 1006) client.terminate();
        else client.close(code, 'not now');
      },
    });
    const real = realStream(server.port);
    real.stream.start();
    while (real.clock.elapsed() < 3 * MINUTE_MS) {
      await until('it was closed', () => real.phase === 'backoff');
      real.skipToRetry();
    }
    expect(tried.length).toBeGreaterThan(5);
    expect(mostInAMinute(tried)).toBeLessThanOrEqual(8);
    isWell = true;
    await until('it is live', () => {
      if (real.phase === 'backoff') real.skipToRetry();
      return real.sink.figures.tps === 1;
    });
    expect(real.phase).toBe('live');
  },
);

test('R5: the wait grows until a connection was stable for ten seconds', async () => {
  const server = await backend({ '/ws': () => undefined });
  const waits: number[] = [];
  const real = realStream(server.port, { random: () => 0.999 });
  await real.live();
  for (let round = 0; round < 4; round += 1) {
    await until('the server has a client', () => server.clients.length === 1);
    // Lives for nine seconds, then for eleven; pings are answered by nobody, so a frame comes now and then.
    for (let second = 0; second < (round < 3 ? 4 : 11); second += 1) {
      const { received } = real.stream.frames;
      server.say('{"type":"pong"}');
      await until('it was heard', () => real.stream.frames.received > received);
      real.clock.advance(1_000);
    }
    server.clients[0]?.close(1011);
    await until('the loss is known', () => real.phase === 'backoff');
    waits.push(Math.round(((real.stream.status.retryAt ?? 0) - real.clock.now()) / 1_000));
    await real.liveAgain();
  }
  expect(waits).toEqual([1, 2, 4, 1]);
});

test.each([
  [1013, 'retry after 7', 7_000],
  [1013, 'try again in 1500 ms', 1_500],
  [1013, '', 5_000],
  [4429, '{"retryAfterSeconds":90}', 90_000],
  [4429, 'retry after 99999999', 3_600_000],
] as const)(
  'R7: a server that closes with %d “%s” is left alone for %d ms and some jitter',
  async (code, reason, askedMs) => {
    let asked = 0;
    const server = await backend({
      '/ws': (client) => {
        asked += 1;
        client.close(code, reason);
      },
    });
    const waits: number[] = [];
    for (const drawn of [0, 0.5, 0.999]) {
      const real = realStream(server.port, { random: () => drawn });
      real.stream.start();
      await until('the loss is known', () => real.phase === 'backoff');
      waits.push((real.stream.status.retryAt ?? 0) - real.clock.now());
      const before = asked;
      // The page coming back is no reason to come earlier.
      real.stream.wake();
      real.clock.advance(askedMs - 1);
      real.stream.online();
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect([asked, real.phase]).toEqual([before, 'backoff']);
    }
    expect(waits[0]).toBe(askedMs);
    expect(waits[1]).toBeGreaterThan(askedMs + 400);
    expect(waits[2]).toBeGreaterThan(waits[1] ?? 0);
  },
);

test.each([
  [503, { 'retry-after': '30' }, '', 30],
  [503, { 'retry-after': 'Mon, 21 Sep 2026 14:15:43 GMT' }, '<html>', 20],
  [503, {}, '{"error":"busy","retryAfterSeconds":12}', 12],
  [429, {}, '{"error":"Rate limit exceeded","retryAfterSeconds":2817}', 2_817],
] as const)(
  'R7: a REST answer of %d with %o and “%s” is honoured: no call for %d s',
  async (status, headers, body, seconds) => {
    let asked = 0;
    const server = await backend({}, (_, response) => {
      asked += 1;
      response.writeHead(status, headers).end(body);
    });
    const clock = new ManualClock();
    const base = `http://127.0.0.1:${server.port}/api/v11`;
    const answer = await new RestClient({ base, clock }).get('/stats');
    const waitMs = !answer.ok && answer.failure.code === 'rate-limited' ? answer.failure.retryAt - clock.now() : 0;
    expect(Math.abs(waitMs - seconds * 1_000)).toBeLessThan(1_000);
    const budget = new HostMemory().budgetOf(base, clock);
    budget.block(waitMs);
    clock.advance(waitMs - 1);
    expect([await budget.take(true), asked]).toEqual([false, 1]);
  },
);

test('R4: ten minutes of 200 ms up and 300 ms down are no storm, and the state is exact at the end', () => {
  const bench = new StreamBench({ random: Math.random });
  let shown = 0;
  bench.stream.start();
  for (let passed = 0; passed < 600_000; passed += 50) {
    const isUp = passed % 500 < 200;
    for (const socket of bench.sockets.all) {
      if (socket.isAbandoned || socket.path !== '/ws') continue;
      if (!isUp) socket.drop();
      else {
        socket.accept();
        socket.say({ type: 'system-metrics', data: { tps: (shown += 1) } });
      }
    }
    for (const socket of bench.sockets.all) if (!socket.isAbandoned && socket.path !== '/ws') socket.drop();
    bench.clock.advance(50);
  }
  const attempts = bench.sockets.count('/ws');
  record('R4', { minutes: 10, attempts, most_allowed: 80 });
  expect(attempts).toBeLessThanOrEqual(80);
  expect(attempts).toBeGreaterThan(10);
  bench.clock.advance(60_000);
  while (bench.stream.status.phase !== 'live') {
    for (const socket of bench.sockets.all) if (!socket.isAbandoned && socket.path === '/ws') socket.accept();
    bench.clock.advance(10);
  }
  bench.sockets.last('/ws').say({ type: 'system-metrics', data: { tps: 123_456 } });
  expect([bench.stream.status.phase, bench.sink.figures.tps]).toEqual(['live', 123_456]);
});

test('R4: a real network that flaps, is slow and late ends in the exact state', async () => {
  const ledger: Ledger = new Ledger((text) => server.say(text));
  const server = await backend({ '/ws': ledger.behaviour });
  const proxy = await proxyTo(server.port);
  proxy.delay(3);
  proxy.throttle(200_000);
  const real = new RealStream(proxy.port, new LedgerSink());
  await real.live();
  for (let flap = 0; flap < 20; flap += 1) {
    await until('the server has a client', () => server.clients.length > 0);
    const before = real.sink.last;
    ledger.tick();
    await until('a number arrived', () => real.sink.last > before);
    proxy.down(true);
    await until('the loss is known', () => real.phase === 'backoff');
    // While it is down, tries are in vain.
    real.skipToRetry();
    await until('it failed', () => real.phase === 'backoff');
    proxy.down(false);
    await real.liveAgain();
  }
  await until('the server has a client', () => server.clients.length > 0);
  ledger.tick();
  await until('the state is the server’s', () => real.sink.last === ledger.count);
  expect(real.sink.faults).toEqual([]);
  expect([proxy.done.cut >= 20, proxy.done.delayed > 40]).toEqual([true, true]);
});
