import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BEAT_MS, LOOK_MS, SILENCE_MS } from '../../../../src/session/sharing/leadership.js';
import { isAfter, isSameTerm } from '../../../../src/session/sharing/term.js';
import { TabModel, type ModelTab } from './support/tab-model.js';

const IDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** What can happen to the tab of a place, and how long nothing else happens afterwards, in milliseconds. */
const happening = fc.record({
  what: fc.constantFrom('join', 'leave', 'rejoin', 'kill', 'freeze', 'thaw', 'thaw late', 'hide', 'show', 'nothing'),
  place: fc.nat(7),
  then: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 6_000 })),
});

type Happening = typeof happening extends fc.Arbitrary<infer Value> ? Value : never;

function happen(model: TabModel, ids: readonly string[], { what, place, then }: Happening): void {
  const id = ids[place % ids.length] ?? 'a';
  const tab = model.tabs.find((one) => one.id === id);
  if (tab === undefined) {
    // Some have a newer library than others.
    if (what === 'join') model.join(id, true, 1 + (place % 3));
  } else if (what !== 'join') disturb(model, tab, what);
  model.advance(then);
}

function disturb(model: TabModel, tab: ModelTab, what: Happening['what']): void {
  if (what === 'leave') model.leave(tab);
  if (what === 'rejoin') model.rejoin(tab);
  if (what === 'kill') model.kill(tab);
  if (what === 'freeze') model.freeze(tab);
  if (what === 'thaw' || what === 'thaw late') model.thaw(tab, what === 'thaw late');
  if (what === 'hide' || what === 'show') model.show(tab, what === 'show');
}

/** After everything: time without trouble, in which messages come at once. */
function quieten(model: TabModel): void {
  model.advance(3_000);
  model.delays = () => [10];
  model.advance(SILENCE_MS + BEAT_MS + 500);
}

describe.each([true, false])('tabs that share a stream, with locks: %s', (hasLocks) => {
  const scripts = fc.record({
    count: fc.integer({ min: 2, max: 8 }),
    script: fc.array(happening, { minLength: 5, maxLength: 40 }),
    delays: fc.infiniteStream(
      fc.oneof(
        fc.tuple(fc.integer({ min: 0, max: 50 })),
        fc.tuple(fc.integer({ min: 0, max: 2_000 })),
        fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 2_500 })),
      ),
    ),
  });

  function play(count: number, script: readonly Happening[], delays: () => readonly number[]): TabModel {
    const model = new TabModel(hasLocks, delays);
    const ids = IDS.slice(0, count);
    model.join('a');
    for (const one of script) happen(model, ids, one);
    return model;
  }

  it('never go back to an earlier leader, and end with exactly one, whatever happens', () => {
    fc.assert(
      fc.property(scripts, ({ count, script, delays }) => {
        const model = play(count, script, () => delays.next().value ?? [0]);
        quieten(model);
        expect(model.faults).toEqual([]);
        const { living, leaders } = model;
        if (living.length === 0) return;
        expect(leaders.map(({ id }) => id)).toHaveLength(1);
        const [leader] = leaders;
        for (const { state } of living) expect(leader && isSameTerm(state.term, leader.state.term)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('have one leader in a term at most, each of which comes later than the one before', () => {
    fc.assert(
      fc.property(scripts, ({ count, script, delays }) => {
        const model = play(count, script, () => delays.next().value ?? [0]);
        const terms = model.tabs.flatMap(({ led, id }) => led.map((term) => ({ id, term })));
        for (const { id, term } of terms)
          expect(terms.filter((other) => isSameTerm(other.term, term) && other.id !== id)).toEqual([]);
        for (const { led } of model.tabs)
          for (const [index, term] of led.entries())
            expect(
              index === 0 || isSameTerm(led[index - 1] ?? term, term) || isAfter(term, led[index - 1] ?? term),
            ).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('do not even share the number of a term while messages come within 100 ms', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 8 }), fc.array(happening, { maxLength: 30 }), (count, script) => {
        const calm = script.filter(({ what }) => !what.startsWith('thaw') && what !== 'freeze');
        expect([...play(count, calm, () => [20]).shared]).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  function opened(count: number): TabModel {
    const model = new TabModel(hasLocks, () => [10]);
    for (const id of IDS.slice(0, count)) model.join(id);
    model.advance(2_000);
    return model;
  }

  function leaderOf(model: TabModel): ModelTab {
    const [leader] = model.leaders;
    if (leader === undefined) throw new Error('Nobody leads.');
    return leader;
  }

  it('have a leader a moment after the first came', () => {
    const model = new TabModel(hasLocks, () => [10]);
    model.join('a');
    model.advance(LOOK_MS + 250);
    expect(leaderOf(model).id).toBe('a');
  });

  it('have another leader within half a second when the tab of the leader is closed', () => {
    const model = opened(3);
    const former = leaderOf(model);
    model.leave(former);
    model.advance(500);
    expect(leaderOf(model)).not.toBe(former);
  });

  it('have another leader within three and a half seconds when the leader freezes, which then posts nothing', () => {
    const model = opened(3);
    const former = leaderOf(model);
    model.freeze(former);
    model.advance(SILENCE_MS + 500);
    const next = leaderOf(model);
    expect(next).not.toBe(former);
    const lastBatch = former.batchAt;
    model.thaw(former, true);
    model.advance(500);
    expect(former.batchAt).toBe(lastBatch);
    expect(model.leaders).toEqual([next]);
    expect(former.state.role).toBe('follower');
  });

  it('keep their leader when it only slept, alone or together', () => {
    const model = opened(3);
    const former = leaderOf(model);
    for (const tab of model.tabs) model.freeze(tab);
    model.advance(60_000);
    for (const tab of [...model.tabs].reverse()) model.thaw(tab, true);
    model.advance(2_000);
    expect(model.leaders).toEqual([former]);
  });

  it('let a tab that is looked at lead instead of a hidden one', () => {
    const model = opened(3);
    const former = leaderOf(model);
    for (const tab of model.tabs) model.show(tab, tab === model.tabs[2]);
    model.advance(500);
    expect(leaderOf(model)).toBe(model.tabs[2]);
    expect(former.state.role).toBe('follower');
  });

  it('let the newest library lead among tabs that can be seen, and stay with it', () => {
    const model = opened(2);
    const newest = model.join('n', true, 3);
    model.join('o', true, 2);
    model.advance(2_000);
    expect(leaderOf(model)).toBe(newest);
    model.advance(60_000);
    expect(newest.led).toHaveLength(1);
    model.leave(newest);
    model.advance(3_000);
    expect(leaderOf(model).id).toBe('o');
  });

  it('let one of several better tabs take over, and no two', () => {
    const model = new TabModel(hasLocks, () => [20]);
    for (const [id, rank] of [
      ['a', 1],
      ['m', 2],
      ['n', 2],
    ] as const)
      model.join(id, true, rank);
    model.advance(5_000);
    expect(model.leaders.map(({ state }) => state.rank)).toEqual([2]);
    expect([...model.shared]).toEqual([]);
  });

  it('let an older library lead that is looked at, before a newer one that is not', () => {
    const model = opened(1);
    const newest = model.join('n', false, 3);
    model.advance(5_000);
    expect(leaderOf(model).id).toBe('a');
    model.show(newest, true);
    model.advance(1_500);
    expect(leaderOf(model)).toBe(newest);
  });

  it('leave a hidden leader alone while nobody looks at any of them', () => {
    const model = opened(3);
    const former = leaderOf(model);
    for (const tab of model.tabs) model.show(tab, false);
    model.advance(60_000);
    expect(model.leaders).toEqual([former]);
    expect(former.led).toHaveLength(1);
  });
});
