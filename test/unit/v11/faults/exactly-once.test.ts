import { expect, test } from 'vitest';
import type { Ending } from '../support/chaos-proxy.js';
import { record } from '../support/figures.js';
import { Ledger, LedgerSink } from '../support/ledger.js';
import { backend, proxyTo, RealStream } from '../support/real-stream.js';
import { until } from '../support/until.js';

const RECONNECTS = Number(process.env.AURIGRAPH_RECONNECTS ?? 20_000);

/** Codes after which a stream comes back. */
const CODES = [1000, 1001, 1011, 1012, 1013, 1014, 3000, 4000, 4500];

/** A server of numbers, a proxy that scrambles it, and a stream that is live. */
async function chaos() {
  const ledger: Ledger = new Ledger((text) => server.say(text));
  const server = await backend({ '/ws': ledger.behaviour });
  const proxy = await proxyTo(server.port);
  const real = new RealStream(proxy.port, new LedgerSink());
  await real.live();
  return { ledger, server, proxy, real };
}

test(
  `G5 R1 R4 R8: over ${RECONNECTS} forced reconnects nothing is applied twice or too late, and the state is the server’s again at once`,
  async () => {
    const { ledger, server, proxy, real } = await chaos();
    const { sink, stream } = real;
    proxy.scramble({ duplicateEvery: 5, swapEvery: 6 });
    const ends: Record<string, number> = {};
    let wrong = 0;
    for (let round = 0; round < RECONNECTS; round += 1) {
      await until('the server has a client', () => server.clients.length > 0);
      ledger.tick();
      ledger.tick();
      ledger.tick();
      // A swapped frame waits in the proxy for the next one.
      const shown = sink.last;
      await until('a frame of this connection arrived', () => (ledger.tick(), sink.last > shown + 2));
      if (ledger.count - sink.last > 60) wrong += 1;
      const how = (['cut', 'reset', 'half-close', 'truncate', 'code', 'black hole'] as const)[round % 6] ?? 'cut';
      ends[how] = (ends[how] ?? 0) + 1;
      if (how === 'black hole') {
        proxy.blackHole(true);
        await real.passUntil('backoff', 500);
        proxy.blackHole(false);
      } else if (how === 'code') {
        for (const client of server.clients) client.close(CODES[round % CODES.length]);
      } else proxy.end(how satisfies Ending);
      await until('the loss is known', () => real.phase === 'backoff');
      // Told while nobody listens: a gap, and no more than that.
      ledger.tick();
      await real.liveAgain();
    }
    proxy.scramble({});
    await until('the server has a client', () => server.clients.length > 0);
    const before = sink.last;
    await until('the last state arrived', () => (ledger.tick(), sink.last > before + 5));
    await until('the state is the server’s', () => sink.last === ledger.count);
    record('G5', {
      reconnects: RECONNECTS,
      applied: sink.applied,
      missed: sink.missed,
      left_out: stream.frames.late ?? 0,
      twice_or_too_late: sink.faults.length,
      duplicated: proxy.done.duplicated,
      swapped: proxy.done.swapped,
    });
    expect(sink.faults).toEqual([]);
    expect(wrong).toBe(0);
    expect(sink.nodes.get(`node-${ledger.count % 5}`)).toBe(ledger.count);
    expect(proxy.connections).toBeGreaterThan(RECONNECTS);
    for (const count of [proxy.done.duplicated, proxy.done.swapped, sink.missed])
      expect(count).toBeGreaterThan(RECONNECTS / 4);
    expect(Object.keys(ends)).toHaveLength(Math.min(6, RECONNECTS));
    expect(real.mostSockets).toBeLessThanOrEqual(2);
  },
  RECONNECTS * 100 + 20_000,
);

test('R8: frames that a proxy repeats and swaps are applied once and in order, and counted', async () => {
  const { ledger, server, proxy, real } = await chaos();
  proxy.scramble({ duplicateEvery: 3, swapEvery: 4 });
  await until('the server has a client', () => server.clients.length > 0);
  for (let tick = 0; tick < 500; tick += 1) ledger.tick();
  await until('they arrived', () => real.sink.last >= ledger.count - 2);
  expect(real.sink.faults).toEqual([]);
  expect(proxy.done.duplicated).toBeGreaterThan(100);
  expect(proxy.done.swapped).toBeGreaterThan(100);
  expect(real.stream.frames.late).toBeGreaterThanOrEqual(proxy.done.duplicated);
  expect(real.phase).toBe('live');
});

test('R8: without the proxy’s help the same numbers would come twice: the ledger notices', () => {
  const sink = new LedgerSink();
  for (const value of [1, 2, 2, 1]) sink.system('tps', value);
  expect(sink.faults).toEqual(['network 2 after 2', 'network 1 after 2']);
});

test('R9: a server that begins anew, with lower numbers and an older clock, is believed after a reconnect', async () => {
  const { ledger, server, proxy, real } = await chaos();
  await until('the server has a client', () => server.clients.length > 0);
  for (let tick = 0; tick < 50; tick += 1) ledger.tick();
  await until('they arrived', () => real.sink.last === 50);
  const again: Ledger = new Ledger((text) => anew.say(text), 1_700_000_000_000);
  const anew = await backend({ '/ws': again.behaviour });
  proxy.retarget(anew.port);
  proxy.end('cut');
  await real.liveAgain();
  await until('the new server has a client', () => anew.clients.length > 0);
  real.sink.reset();
  again.tick();
  await until('the new server’s first number is shown', () => real.sink.last === 1);
  expect([proxy.done.cut, real.sink.faults]).toEqual([1, []]);
});

test('R9: a server whose clock is set back in mid-connection is believed after two seconds', async () => {
  const { server, real } = await chaos();
  await until('the server has a client', () => server.clients.length > 0);
  const say = (tps: number, timestamp: number): void =>
    server.say(JSON.stringify({ type: 'system-metrics', data: { tps }, timestamp }));
  say(10, 1_790_000_000_000);
  await until('the first is shown', () => real.sink.last === 10);
  say(11, 1_780_000_000_000);
  say(12, 1_790_000_000_001);
  await until('the third is shown', () => real.sink.last === 12);
  expect(real.stream.frames.late).toBe(1);
  real.clock.advance(2_001);
  say(13, 1_780_000_000_000);
  await until('the older clock is believed', () => real.sink.last === 13);
});
