import { WebSocket } from 'ws';
import { expect, test } from 'vitest';
import type { Clock } from '../../../../src/domain/clock.js';
import { V11Stream } from '../../../../src/v11/index.js';
import { dueAt, initialLiveness, reduceLiveness, type Liveness } from '../../../../src/v11/liveness.js';
import { percentile, record } from '../support/figures.js';
import { backend, closing } from '../support/real-stream.js';
import { RecordingSink } from '../support/recording-sink.js';
import { until } from '../support/until.js';

const CLIENTS = Number(process.env.AURIGRAPH_CLIENTS ?? 10_000);
const SOCKETS = Number(process.env.AURIGRAPH_SOCKETS ?? 100);

/** The server is back so long after it dropped everyone, and then takes so many a second. */
const BACK_MS = 20_000;
const TAKES_A_SECOND = 500;

/** A generator of evenly spread numbers that is the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Clients that lost a server at one instant, in steps of a millisecond. */
function storm(clients: number, random: () => number) {
  const states: Liveness[] = Array.from({ length: clients }, () => {
    const connecting = reduceLiveness(initialLiveness(), { type: 'start' }, 0, random).state;
    const live = reduceLiveness(connecting, { type: 'opened', heartbeat: 'none' }, 0, random).state;
    // An hour later.
    return reduceLiveness(live, { type: 'closed', reason: 1006 }, 3_600_000, random).state;
  });
  const due = new Map<number, number[]>();
  const plan = (client: number, at: number): void => {
    const slot = Math.ceil(at);
    due.set(slot, [...(due.get(slot) ?? []), client]);
  };
  states.forEach((state, client) => plan(client, dueAt(state)));
  const attempts: number[] = [];
  const backAt: number[] = [];
  const taken = new Map<number, number>();
  const tries = states.map(() => [] as number[]);
  for (let at = 3_600_000; backAt.length < clients && at < 3_600_000 + 600_000; at += 1) {
    for (const client of due.get(at) ?? []) {
      const state = states[client] ?? initialLiveness();
      const ticked = reduceLiveness(state, { type: 'tick' }, at, random);
      states[client] = ticked.state;
      if (!ticked.effects.some(({ type }) => type === 'open')) {
        plan(client, Math.max(at + 1, dueAt(ticked.state)));
        continue;
      }
      const since = at - 3_600_000;
      attempts.push(since);
      tries[client]?.push(since);
      const second = Math.floor(since / 1_000);
      const isTaken = since >= BACK_MS && (taken.get(second) ?? 0) < TAKES_A_SECOND;
      if (isTaken) {
        taken.set(second, (taken.get(second) ?? 0) + 1);
        backAt.push(since);
      } else {
        states[client] = reduceLiveness(ticked.state, { type: 'closed', reason: 1006 }, at + 5, random).state;
        plan(client, dueAt(states[client] ?? initialLiveness()));
      }
    }
    due.delete(at);
  }
  return { attempts, backAt, tries };
}

test(`R20 G7: ${CLIENTS.toLocaleString('en')} clients that lose a server at one instant return within a minute, and never all at once`, () => {
  const { attempts, backAt, tries } = storm(CLIENTS, seeded(11));
  const perSecond = new Map<number, number>();
  for (const at of attempts.filter((time) => time >= BACK_MS))
    perSecond.set(Math.floor(at / 1_000), (perSecond.get(Math.floor(at / 1_000)) ?? 0) + 1);
  const perMinute = tries.map((times) =>
    Math.max(...times.map((start) => times.filter((at) => at >= start && at < start + 60_000).length)),
  );
  const figures = {
    clients: CLIENTS,
    attempts: attempts.length,
    peak_per_second_after_return: Math.max(...perSecond.values()),
    back_p50_s: percentile(backAt, 0.5) / 1_000,
    back_p999_s: percentile(backAt, 0.999) / 1_000,
    all_back_s: Math.max(...backAt) / 1_000,
    all_back_after_return_s: (Math.max(...backAt) - BACK_MS) / 1_000,
    most_attempts_a_minute: Math.max(...perMinute),
  };
  record('G7', figures);
  expect(backAt).toHaveLength(CLIENTS);
  // It happened: everyone tried in vain while the server was away.
  expect(tries.every((times) => (times[0] ?? Infinity) < BACK_MS)).toBe(true);
  expect(figures.peak_per_second_after_return).toBeLessThanOrEqual(1_000);
  expect(figures.all_back_after_return_s).toBeLessThanOrEqual(60);
  expect(figures.most_attempts_a_minute).toBeLessThanOrEqual(8);
});

/** The machine's clock, ten times as fast. */
const fastClock: Clock = {
  now: () => Date.now() * 10,
  elapsed: () => performance.now() * 10,
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs / 10);
    return () => clearTimeout(timer);
  },
};

test(`R20: ${SOCKETS} real sockets that are dropped at once come back spread out, and all of them`, async () => {
  let isAway = false;
  const arrivals: number[] = [];
  const server = await backend({
    '/ws': (client) => {
      arrivals.push(fastClock.elapsed());
      if (isAway) client.close(1013, '');
      else client.on('message', () => client.send('{"type":"pong"}'));
    },
  });
  const streams = Array.from({ length: SOCKETS }, () => {
    const stream = new V11Stream({
      wsUrl: `ws://127.0.0.1:${server.port}/ws`,
      url: `http://127.0.0.1:${server.port}`,
      sink: new RecordingSink(),
      clock: fastClock,
      openSocket: (url) => new WebSocket(url),
    });
    closing({ close: () => stream.stop() });
    stream.start();
    return stream;
  });
  const live = (): number => streams.filter(({ status }) => status.phase === 'live').length;
  await until('all are live', () => live() === SOCKETS && server.clients.length === SOCKETS);
  const droppedAt = fastClock.elapsed();
  const before = arrivals.length;
  isAway = true;
  for (const client of server.clients) client.terminate();
  await until('all noticed', () => live() === 0);
  await until('some tried in vain', () => arrivals.length > before + SOCKETS / 2);
  isAway = false;
  await until('all are back', () => live() === SOCKETS);
  const tries = arrivals.slice(before).map((at) => at - droppedAt);
  const most = Math.max(...tries.map((start) => tries.filter((at) => at >= start && at < start + 100).length));
  record('R20', {
    sockets: SOCKETS,
    attempts: tries.length,
    most_in_100_ms: most,
    all_back_s: Math.round(Math.max(...tries) / 100) / 10,
  });
  // Full jitter over a second and more: not half of them in any tenth of a second.
  expect(most).toBeLessThan(SOCKETS / 2);
});
