import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UnknownFrameLog, MAX_UNKNOWN_KINDS } from '../../../src/v11/unknown-frames.js';
import { sample } from './support/samples.js';
import { StreamBench } from './support/stream-bench.js';

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0MiJ9.Zm9vYmFyYmF6cXV4';

function kindsOf(...frames: unknown[]) {
  const bench = new StreamBench();
  const socket = bench.startDesign();
  for (const frame of frames) socket.say(frame);
  return bench.stream.frames;
}

describe('frames that nobody here knows', () => {
  test('are counted by socket and type, each kind with its first frame to look at', () => {
    expect(kindsOf({ type: 'news', title: 'A' }, { type: 'news', title: 'B' }, { action: 'HELLO' }, {})).toEqual({
      received: 4,
      dropped: 0,
      unknown: 4,
      unknownKinds: [
        { endpoint: '/ws', type: 'news', count: 2, example: '{"type":"news","title":"A"}' },
        { endpoint: '/ws', type: 'HELLO', count: 1, example: '{"action":"HELLO"}' },
        { endpoint: '/ws', type: '', count: 1, example: '{}' },
      ],
    });
  });

  test('are nothing where there are none', () => {
    expect(kindsOf(sample('wsA-design-s2c-pong.json'), 'not json')).toEqual({ received: 2, dropped: 1, unknown: 0 });
  });

  test('of a thousand kinds are 32 kinds, the last of them all others together', () => {
    const frames = Array.from({ length: 1_000 }, (_, index) => ({ type: `kind ${index}` }));
    const { unknown, unknownKinds = [] } = kindsOf(...frames);
    expect(unknown).toBe(1_000);
    expect(unknownKinds).toHaveLength(MAX_UNKNOWN_KINDS);
    expect(unknownKinds.at(-1)).toEqual({ endpoint: '', type: '(other)', count: 969, example: '' });
    expect(unknownKinds.reduce((sum, { count }) => sum + count, 0)).toBe(1_000);
  });

  test('keep no more of a huge frame than 500 characters', () => {
    const deep = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
    const wide = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, index) => [`field ${index}`, 'text '.repeat(50)]),
    );
    for (const frame of [deep, wide, { type: 'a '.repeat(100_000) }, { list: Array(100_000).fill('x y z') }]) {
      const [kind] = kindsOf(frame).unknownKinds ?? [];
      expect(kind?.example.length).toBeLessThanOrEqual(500);
      expect(kind?.type.length).toBeLessThanOrEqual(60);
    }
  });

  test('show no token, wherever it stands', () => {
    const hidden = [
      JSON.parse(sample('wsA-design-c2s-authenticate-future.json').replace('<jwt>', 'short')) as object,
      { type: 'auth-echo', token: 'short' },
      { type: 'auth-echo', credentials: { deep: ['short'] } },
      { type: 'x', Authorization: 'Bearer short' },
      { type: 'x', header: 'Bearer short' },
      { type: 'x', note: JWT },
      { type: 'x', note: `it is ${JWT}, keep it` },
      // Where only the beginning is looked at, the cut must not leave the beginning of a token.
      { type: 'x', note: `${'A'.repeat(225)} ${JWT}` },
      { type: JWT },
      { type: 'x', [JWT]: 1 },
      { type: 'x', text: '{"apiKey":"short"}' },
      { type: 'x', list: [[[JWT]]] },
      { type: 'x', apiKey: 'short', sessionId: 'short', PASSWORD: 'short', cookie: 'short', privateKey: 'short' },
    ];
    for (const frame of hidden) {
      const told = JSON.stringify(kindsOf(frame).unknownKinds);
      expect(told).toContain('[hidden]');
      expect(told).not.toMatch(/short|eyJ|Zm9v/);
    }
  });

  test('show no token of twenty characters, whatever is around it', () => {
    const token = fc.stringMatching(/^[A-Za-z0-9_-]{20,80}$/);
    const around = fc.tuple(fc.jsonValue(), fc.string(), fc.string());
    fc.assert(
      fc.property(token, around, (secret, [value, before, after]) => {
        const log = new UnknownFrameLog();
        log.note('/ws', { type: `${before} ${secret}`, value, text: `${before} ${secret} ${after}`, [secret]: secret });
        expect(JSON.stringify(log.list)).not.toContain(secret);
      }),
      { numRuns: 1_000 },
    );
  });

  test('change no prototype, and show a field called __proto__ like any other', () => {
    const [kind] = kindsOf('{"type":"x","__proto__":{"polluted":true}}').unknownKinds ?? [];
    expect(kind?.example).toBe('{"type":"x","__proto__":{"polluted":true}}');
    expect({}).not.toHaveProperty('polluted');
  });

  test('are a list that stays the same until there is more, and that nobody can change', () => {
    const bench = new StreamBench();
    const socket = bench.startDesign();
    socket.say({ type: 'news' });
    const before = bench.stream.frames.unknownKinds;
    expect(bench.stream.frames.unknownKinds).toBe(before);
    expect(Object.isFrozen(before) && Object.isFrozen(before?.[0])).toBe(true);
    socket.say({ type: 'news' });
    expect(before?.[0]?.count).toBe(1);
    expect(bench.stream.frames.unknownKinds?.[0]?.count).toBe(2);
  });
});
