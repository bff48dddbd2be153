import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dueAt,
  initialLiveness,
  reduceLiveness,
  type Liveness,
  type LivenessEffect,
  type LivenessEvent,
} from '../../../src/v11/liveness.js';

const anyEvent: fc.Arbitrary<LivenessEvent> = fc.oneof(
  fc.constantFrom<LivenessEvent>(
    { type: 'start' },
    { type: 'stop' },
    { type: 'retry' },
    { type: 'tick' },
    { type: 'wake' },
    { type: 'online' },
    { type: 'offline' },
    { type: 'life' },
    { type: 'authenticated' },
    { type: 'visible', visible: false },
    { type: 'visible', visible: true },
  ),
  fc.record({
    type: fc.constant('opened' as const),
    heartbeat: fc.constantFrom('ping' as const, 'expect' as const),
    pingEveryMs: fc.option(fc.integer({ min: 1_000, max: 60_000 }), { nil: undefined }),
    authenticates: fc.boolean(),
  }),
  fc.record({
    type: fc.constant('closed' as const),
    reason: fc.constantFrom<number | 'silent' | 'failed' | 'denied'>(
      1000,
      1006,
      1008,
      1013,
      4401,
      'silent',
      'failed',
      'denied',
    ),
    askedMs: fc.constantFrom(0, 0, 500, 60_000),
  }),
);

/** Time that passes before an event: mostly little, sometimes as long as a sleep. */
const anyPause = fc.oneof(fc.nat(50), fc.nat(5_000), fc.nat(120_000)).map((ms) => ms + 0.137);

const story = fc.array(fc.tuple(anyEvent, anyPause), { maxLength: 120 });

/** What a story does, one step after the other. */
function* lived(events: readonly (readonly [LivenessEvent, number])[], random: () => number) {
  let state = initialLiveness();
  let at = 1_000.3;
  for (const [event, pause] of events) {
    at += pause;
    const before = state;
    const step = reduceLiveness(state, event, at, random);
    state = step.state;
    yield { before, event, at, state, effects: step.effects };
  }
}

const isOpen = ({ phase }: Liveness): boolean => phase === 'live' || phase === 'suspect';
const has = (effects: readonly LivenessEffect[], type: LivenessEffect['type']): boolean =>
  effects.some((effect) => effect.type === type);

describe('from any state, whatever happens', () => {
  test('there is a way on, unless it is stopped: time alone leads to another try, or to what was asked', () => {
    fc.assert(
      fc.property(story, fc.double({ min: 0, max: 0.999, noNaN: true }), (events, drawn) => {
        for (const { state, at } of lived(events, () => drawn)) {
          if (state.phase === 'idle' || state.phase === 'stopped') continue;
          // Nobody says anything any more: within a minute and a half and a few steps it has tried again.
          let [next, now, tries] = [state, at, 0];
          const patienceMs = 180_000;
          for (let step = 0; step < 80 && tries === 0; step += 1) {
            expect(dueAt(next)).toBeLessThan(Infinity);
            now = Math.max(now, dueAt(next));
            const taken = reduceLiveness(next, { type: 'tick' }, now, () => drawn);
            tries += has(taken.effects, 'open') ? 1 : 0;
            next = taken.state;
          }
          expect(tries).toBe(1);
          expect(now - at).toBeLessThan(patienceMs);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('no more than eight attempts begin in any minute (G7)', () => {
    fc.assert(
      fc.property(story, fc.double({ min: 0, max: 0.999, noNaN: true }), (events, drawn) => {
        const opened: number[] = [];
        for (const { effects, at } of lived(events, () => drawn)) {
          if (!has(effects, 'open')) continue;
          opened.push(at);
          expect(opened.filter((time) => time > at - 60_000).length).toBeLessThanOrEqual(8);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('nor where the same ask comes over and over: the limit is reached, and held', () => {
    for (const ask of ['retry', 'wake', 'online', 'start'] as const) {
      const events = Array.from({ length: 400 }, (_, index): [LivenessEvent, number] => [
        index % 3 === 0
          ? { type: ask }
          : index % 3 === 1
            ? { type: 'closed', reason: 1006 }
            : { type: ask === 'start' ? 'stop' : 'retry' },
        100,
      ]);
      const opened = [...lived(events, () => 0)].filter(({ effects }) => has(effects, 'open')).map(({ at }) => at);
      const most = Math.max(...opened.map((start) => opened.filter((at) => at >= start && at < start + 60_000).length));
      expect([ask, most]).toEqual([ask, 8]);
    }
  });

  test('there are never two connections: one is opened only after the last was closed or abandoned', () => {
    fc.assert(
      fc.property(story, (events) => {
        let open = 0;
        for (const { before, event, state, effects } of lived(events, () => 0.5)) {
          const wasHeld = isOpen(before) || before.phase === 'connecting' || before.phase === 'authenticating';
          if (event.type === 'closed' && wasHeld) open -= 1;
          for (const { type } of effects) {
            if (type === 'open') open += 1;
            if (type === 'abandon') open -= 1;
          }
          const holds = isOpen(state) || state.phase === 'connecting' || state.phase === 'authenticating';
          expect(open).toBe(holds ? 1 : 0);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('time that runs backwards is never a failure', () => {
    fc.assert(
      fc.property(story, fc.nat(100_000), (events, back) => {
        for (const { state, at } of lived(events, () => 0.5)) {
          const earlier = Math.min(at, dueAt(state) - 0.001) - back;
          const { state: next, effects } = reduceLiveness(state, { type: 'tick' }, earlier, () => 0.5);
          expect(next.phase).toBe(state.phase);
          expect(has(effects, 'abandon') || has(effects, 'open')).toBe(false);
          if (!isOpen(state)) continue;
          expect(reduceLiveness(state, { type: 'life' }, earlier, () => 0.5).state.failures).toBe(state.failures);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('before the delay that a server asked for is over, only a person’s wish begins another try (R7)', () => {
    fc.assert(
      fc.property(story, fc.double({ min: 0, max: 0.999, noNaN: true }), (events, drawn) => {
        let asked = -Infinity;
        for (const { before, event, at, state, effects } of lived(events, () => drawn)) {
          // The wish lasts until its attempt has ended: one that was slept through is begun anew, one too many is put off.
          if (event.type === 'retry') asked = -Infinity;
          if (has(effects, 'open')) expect(at).toBeGreaterThanOrEqual(asked);
          if (
            event.type === 'closed' &&
            state.phase === 'backoff' &&
            before.phase !== 'backoff' &&
            before.phase !== 'idle'
          )
            asked = (event.askedMs ?? 0) > 0 ? at + (event.askedMs ?? 0) : -Infinity;
          if (state.phase === 'idle' || isOpen(state)) asked = -Infinity;
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('stopping is always at once and complete', () => {
    fc.assert(
      fc.property(story, (events) => {
        for (const { state, at } of lived(events, () => 0.5)) {
          const stopped = reduceLiveness(state, { type: 'stop' }, at, () => 0.5).state;
          expect([stopped.phase, dueAt(stopped)]).toEqual(['idle', Infinity]);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('a backend that wants a token', () => {
  const connecting = reduceLiveness(initialLiveness(), { type: 'start' }, 0, () => 0.5).state;
  const opening = { type: 'opened', heartbeat: 'ping', authenticates: true } as const;
  const authenticating = reduceLiveness(connecting, opening, 10, () => 0.5).state;

  test('is not live before it took the token, whatever it sends', () => {
    expect(authenticating.phase).toBe('authenticating');
    expect(reduceLiveness(authenticating, { type: 'life' }, 20, () => 0.5).state.phase).toBe('authenticating');
    expect(reduceLiveness(authenticating, { type: 'authenticated' }, 30, () => 0.5).state.phase).toBe('live');
  });

  test('that says nothing to it is given up before its own ten seconds are over', () => {
    const given = reduceLiveness(authenticating, { type: 'tick' }, 8_010, () => 0.5);
    expect(given.state.phase).toBe('backoff');
    expect(given.effects).toEqual([{ type: 'abandon' }]);
  });
});

test('whoever opens and never reports back is given up as well', () => {
  const { state } = reduceLiveness(initialLiveness(), { type: 'start' }, 0, () => 0.5);
  const late = reduceLiveness(state, { type: 'tick' }, 25_000, () => 0.5);
  expect([late.state.phase, late.effects]).toEqual(['backoff', [{ type: 'abandon' }]]);
});
