/** The interface that copies of the library meet at, as a later version or any other script may use it. */
import { afterEach, beforeEach, describe, expect, it, vi, type MockInstance } from 'vitest';
import { findPageHub } from '../../../../src/session/sharing/find-page-hub.js';
import { makePageHub, PAGE_HUB, type PageHub } from '../../../../src/session/sharing/page-hub.js';

/** Whoever sits at a hub, and what it heard: the speaker and the data. */
function guest(hub: PageHub, key: string, room = 'room', rank = 1) {
  const heard: [number, unknown][] = [];
  const seat = hub.join(key, room, rank, (from, data) => heard.push([from, data]));
  return { seat, heard, key };
}

let warn: MockInstance<typeof console.warn>;

beforeEach(() => {
  warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});

afterEach(() => warn.mockRestore());

describe('the hub of a page', () => {
  it('is frozen, and has six methods and a version', () => {
    const hub = makePageHub();
    expect(Object.isFrozen(hub)).toBe(true);
    expect(Object.keys(hub).sort()).toEqual(['join', 'leave', 'post', 'rank', 'rooms', 'seats', 'version']);
    expect(hub.version).toBe(1);
  });

  it('passes what is said in a room on at once, to one or to all others, and to nobody elsewhere', () => {
    const hub = makePageHub();
    const [a, b, c, other] = [guest(hub, 'a'), guest(hub, 'b'), guest(hub, 'c'), guest(hub, 'd', 'elsewhere')];
    for (const { heard } of [a, b, c, other]) heard.length = 0;
    hub.post('a', 0, 'all');
    hub.post('a', c.seat, 'one');
    hub.post('a', other.seat, 'nobody');
    expect([a.heard, b.heard, c.heard, other.heard]).toEqual([
      [],
      [[a.seat, 'all']],
      [
        [a.seat, 'all'],
        [a.seat, 'one'],
      ],
      [],
    ]);
  });

  it('tells a room when its seats or their ranks change', () => {
    const hub = makePageHub();
    const a = guest(hub, 'a');
    const b = guest(hub, 'b');
    hub.rank('b', 7);
    hub.rank('b', 7);
    expect(hub.seats('room')).toEqual([
      [a.seat, 1],
      [b.seat, 7],
    ]);
    hub.leave('b');
    expect(a.heard).toEqual([0, 0, 0, 0].map((from) => [from, undefined]));
    expect(hub.seats('room')).toEqual([[a.seat, 1]]);
    hub.leave('a');
    expect(hub.rooms()).toEqual([]);
  });

  it('lets nobody speak or go in the name of another, nor learn the keys', () => {
    const hub = makePageHub();
    const a = guest(hub, 'a');
    expect(hub.join('a', 'room', 9, () => undefined)).toBe(0);
    hub.leave('b');
    hub.post('b', 0, 'forged');
    hub.rank('b', 9);
    expect(hub.seats('room')).toEqual([[a.seat, 1]]);
    expect(a.heard).toHaveLength(1);
    expect(JSON.stringify([hub.seats('room'), hub.rooms()])).not.toContain('"a"');
  });

  it('bears whatever it is given, and a listener that throws', () => {
    const hub = makePageHub();
    const rubbish: unknown[] = [
      undefined,
      null,
      NaN,
      -1,
      Infinity,
      '',
      'x'.repeat(1_000),
      {},
      [],
      () => 1,
      Symbol('s'),
    ];
    const call = (name: 'join' | 'leave' | 'post' | 'rank' | 'seats', ...values: unknown[]): unknown =>
      (Reflect.get(hub, name) as (...values: unknown[]) => unknown)(...values);
    for (const one of rubbish)
      for (const two of rubbish) {
        expect(call('join', one, two, two, one)).toBe(0);
        for (const name of ['leave', 'post', 'rank', 'seats'] as const) call(name, one, two, one);
      }
    hub.join('bad', 'room', 1, () => {
      throw new Error('mine');
    });
    const good = guest(hub, 'good');
    hub.post('bad', 0, 1);
    expect(good.heard.at(-1)?.[1]).toBe(1);
  });

  it('has an end of seats', () => {
    const hub = makePageHub();
    for (let index = 0; index < 1_000; index += 1)
      expect(hub.join(`k${index}`, `r${index}`, 1, () => undefined)).not.toBe(0);
    expect(hub.join('more', 'room', 1, () => undefined)).toBe(0);
  });
});

describe('looking for the hub of a page', () => {
  it('finds the one that the first copy put there, which nobody can replace', () => {
    const page: Record<symbol, unknown> = {};
    const hub = findPageHub(page);
    expect(hub).toBeDefined();
    expect(Reflect.set(page, PAGE_HUB, 'rubbish')).toBe(false);
    expect(Reflect.deleteProperty(page, PAGE_HUB)).toBe(false);
    expect(findPageHub(page)).toBe(hub);
    expect(warn).not.toHaveBeenCalled();
  });

  const throwing = {
    get [PAGE_HUB](): never {
      throw new Error('no');
    },
  };

  it.each<[string, object]>([
    ['a text', { [PAGE_HUB]: 'rubbish' }],
    ['nothing', { [PAGE_HUB]: null }],
    ['a hub of a later version', { [PAGE_HUB]: { ...makePageHub(), version: 2 } }],
    ['half a hub', { [PAGE_HUB]: { version: 1, join: () => 1 } }],
    ['what throws when it is looked at', throwing],
    ['a page that takes nothing more', Object.freeze({})],
  ])('goes alone where it finds %s, and says so once', (_what, page) => {
    expect(findPageHub(page)).toBeUndefined();
    expect(findPageHub(page)).toBeUndefined();
    expect(warn).toHaveBeenCalledTimes(1);
    expect(String(warn.mock.calls[0])).toContain('own connection');
  });
});
