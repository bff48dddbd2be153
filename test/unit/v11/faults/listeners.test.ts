import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import type { Stop } from '../../../../src/domain/clock.js';
import { record } from '../support/figures.js';
import { StreamBench } from '../support/stream-bench.js';

const EVENTS = Number(process.env.AURIGRAPH_EVENTS ?? 10_000);
const FIGURES = '{"type":"system-metrics","data":{"tps":1}}';

afterEach(() => void vi.restoreAllMocks());

/** A stream whose status changes twice with every call: fresh, and no longer fresh. */
function flicker() {
  const bench = new StreamBench();
  const socket = bench.startDesign();
  return {
    bench,
    twice: () => {
      socket.say(FIGURES);
      for (let second = 0; second < 3; second += 1) {
        bench.clock.advance(1_000);
        socket.say('{"type":"pong"}');
      }
    },
  };
}

test(`R14 G10: of twenty listeners one always throws, and the others miss none of ${EVENTS.toLocaleString('en')} changes`, () => {
  let reported = 0;
  vi.spyOn(console, 'error').mockImplementation(() => void (reported += 1));
  const { bench, twice } = flicker();
  const heard = Array.from({ length: 20 }, () => 0);
  heard.forEach((_, index) =>
    bench.stream.subscribe(() => {
      heard[index] = (heard[index] ?? 0) + 1;
      if (index === 7) throw new Error('broken element');
    }),
  );
  const before = bench.statuses.length;
  for (let pair = 0; pair < EVENTS / 2; pair += 1) twice();
  const changes = bench.statuses.length - before;
  record('G10', { listeners: 20, changes, missed: heard.reduce((sum, count) => sum + changes - count, 0), reported });
  expect(changes).toBe(EVENTS);
  expect(new Set(heard)).toEqual(new Set([EVENTS]));
  expect(reported).toBe(EVENTS);
});

test('R14: a sink that throws loses its frame and nothing else', () => {
  const bench = new StreamBench();
  const throwing = vi.spyOn(bench.sink, 'system').mockImplementationOnce(() => {
    throw new Error('broken sink');
  });
  const socket = bench.startDesign();
  socket.say(FIGURES);
  expect(throwing).toHaveBeenCalledTimes(1);
  socket.say(FIGURES);
  expect([bench.stream.status.phase, bench.sink.figures.tps]).toEqual(['live', 1]);
});

test('R15: whatever listeners do in their callbacks, the others hear every change once, in order, and the last status is true', () => {
  const act = fc.constantFrom('leave', 'join', 'stop', 'start', 'retry', 'hide', 'wake', 'nothing');
  fc.assert(
    fc.property(fc.array(act, { minLength: 1, maxLength: 30 }), (acts) => {
      const bench = new StreamBench();
      const heard: string[] = [];
      const stops: Stop[] = [];
      let turn = 0;
      bench.stream.subscribe(() => {
        const what = acts[turn];
        turn += 1;
        if (what === 'leave') stops.pop()?.();
        if (what === 'join') stops.push(bench.stream.subscribe(() => undefined));
        if (what === 'stop') bench.stream.stop();
        if (what === 'start') bench.stream.start();
        if (what === 'retry') bench.stream.retry();
        if (what === 'hide') bench.stream.setVisible(turn % 2 === 0);
        if (what === 'wake') bench.stream.wake();
      });
      bench.stream.subscribe(({ phase }) => heard.push(phase));
      bench.stream.start();
      for (let step = 0; step < 20; step += 1) {
        for (const socket of bench.sockets.all) if (!socket.isAbandoned) socket.accept();
        for (const socket of bench.sockets.all) if (!socket.isAbandoned && step % 3 === 0) socket.say(FIGURES);
        if (step % 4 === 3) bench.sockets.all.at(-1)?.drop(1006);
        bench.clock.advance(700);
      }
      expect(heard.at(-1)).toBe(bench.stream.status.phase);
      // As many open sockets as the state wants: nothing was opened twice or forgotten.
      bench.stream.stop();
      expect(bench.clock.pending).toBe(0);
      expect(bench.stream.status.phase).toBe('idle');
      expect(bench.sockets.all.every((socket) => socket.isAbandoned || socket.ended)).toBe(true);
    }),
    { numRuns: 300 },
  );
});
