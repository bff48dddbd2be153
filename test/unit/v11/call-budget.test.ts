import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CallBudget, HostMemory, type HostStore } from '../../../src/v11/index.js';
import { ManualClock } from '../../support/manual-clock.js';

const HOUR_MS = 3_600_000;

/** How many of `times` lie in the fullest hour, in milliseconds. */
function mostInAnHour(times: readonly number[]): number {
  return Math.max(0, ...times.map((start) => times.filter((at) => at >= start && at < start + HOUR_MS).length));
}

describe('the call budget', () => {
  test('gives a few calls at once and then one every forty seconds', async () => {
    const clock = new ManualClock();
    const budget = new CallBudget(clock);
    const taken: boolean[] = [];
    for (let call = 0; call < 5; call += 1) taken.push(await budget.take());
    expect(taken).toEqual([true, true, true, true, false]);
    expect(budget.waitMs()).toBe(40_000);
    clock.advance(39_999);
    expect(await budget.take()).toBe(false);
    clock.advance(1);
    expect([await budget.take(), await budget.take()]).toEqual([true, false]);
  });

  test('never gives a hundred calls in any hour, however greedy one is and however long one waited before', async () => {
    const clock = new ManualClock();
    const budget = new CallBudget(clock);
    const taken: number[] = [];
    clock.advance(2 * HOUR_MS);
    for (let second = 0; second < 3 * 3_600; second += 5) {
      while (await budget.take()) taken.push(clock.elapsed());
      clock.advance(5_000);
    }
    expect(mostInAnHour(taken)).toBeLessThan(100);
    expect(taken.length).toBeGreaterThan(250);
  });

  test('nor do a person’s impatient tests bring it to a hundred', async () => {
    const clock = new ManualClock();
    const budget = new CallBudget(clock);
    const taken: number[] = [];
    for (let second = 0; second < 2 * 3_600; second += 10) {
      if (await budget.take(second % 30 === 0)) taken.push(clock.elapsed());
      clock.advance(10_000);
    }
    expect(mostInAnHour(taken)).toBe(98);
  });

  test('gives none while the backend wants none, and says until when', async () => {
    const clock = new ManualClock();
    const budget = new CallBudget(clock);
    budget.block(2_817_000);
    expect(budget.usage).toEqual({ used: 0, limit: 100, renewsAt: clock.now() + 2_817_000 });
    clock.advance(2_816_999);
    expect(await budget.take(true)).toBe(false);
    clock.advance(1);
    expect(await budget.take()).toBe(true);
  });

  test('says how many calls were made in the last hour, and when the first of them is forgotten', async () => {
    const clock = new ManualClock();
    const budget = new CallBudget(clock);
    const start = clock.now();
    await budget.take();
    clock.advance(60_000);
    await budget.take();
    expect(budget.usage).toEqual({ used: 2, limit: 100, renewsAt: start + HOUR_MS });
    clock.advance(HOUR_MS - 60_000);
    expect(budget.usage).toMatchObject({ used: 1, renewsAt: start + HOUR_MS + 60_000 });
  });
});

/** A store that several pages share; with a delay, what one writes is seen by the others only later. */
class SharedStore {
  readonly texts = new Map<string, { text: string; readonly writes: { at: number; by: number; text: string }[] }>();

  constructor(
    private readonly clock: ManualClock,
    private readonly delayMs = 0,
  ) {}

  /** The store as one page sees it. */
  seenBy(page: number): HostStore {
    return {
      getItem: (key) => {
        const writes = this.texts.get(key)?.writes ?? [];
        const seen = writes.filter(({ at, by }) => by === page || this.clock.elapsed() - at >= this.delayMs);
        return seen.at(-1)?.text ?? null;
      },
      setItem: (key, text) => {
        const entry = this.texts.get(key) ?? { text, writes: [] };
        entry.writes.push({ at: this.clock.elapsed(), by: page, text });
        this.texts.set(key, entry);
      },
    };
  }
}

/** Lets pending promises settle. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
}

describe('a budget that is kept in a store', () => {
  const BASE = 'http://backend:9003/api/v11';

  function pages(count: number, clock: ManualClock, store: SharedStore, random: () => number) {
    return Array.from({ length: count }, (_, page) =>
      new HostMemory({ store: store.seenBy(page), random }).budgetOf(BASE, clock),
    );
  }

  test('is no new hour after a reload', async () => {
    const clock = new ManualClock();
    const store = new SharedStore(clock);
    const taken: boolean[] = [];
    for (let visit = 0; visit < 10; visit += 1) {
      const [budget] = pages(1, clock, store, Math.random);
      void budget?.take().then((was) => taken.push(was));
      await settle();
      clock.advance(500);
      await settle();
    }
    expect(taken.filter(Boolean)).toHaveLength(4);
    const [budget] = pages(1, clock, store, Math.random);
    await budget?.take();
    expect(budget?.usage.used).toBe(4);
  });

  test('keeps a block over a reload', async () => {
    const clock = new ManualClock();
    const store = new SharedStore(clock);
    pages(1, clock, store, Math.random)[0]?.block(600_000);
    await settle();
    const [next] = pages(1, clock, store, Math.random);
    expect(await next?.take()).toBe(false);
    expect(next?.usage.renewsAt).toBe(clock.now() + 600_000);
  });

  test('of two pages that ask at once exactly one is given the last call, though neither sees the other at first', async () => {
    const clock = new ManualClock();
    const store = new SharedStore(clock, 100);
    const [one, two] = pages(2, clock, store, Math.random);
    for (let call = 0; call < 3; call += 1) {
      const taken = one?.take(true);
      await settle();
      clock.advance(600);
      expect(await taken).toBe(true);
    }
    const answers = Promise.all([one?.take(), two?.take()]);
    await settle();
    clock.advance(600);
    expect((await answers).filter(Boolean)).toHaveLength(1);
  });

  test('never gives a hundred calls an hour to all pages together, whenever they ask and however late they see each other', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 0, max: 150 }),
        fc.nat(),
        async (count, delayMs, seed) => {
          const clock = new ManualClock();
          const store = new SharedStore(clock, delayMs);
          let state = seed;
          const random = (): number => (state = (state * 48_271 + 11) % 2_147_483_647) / 2_147_483_647;
          const budgets = pages(count, clock, store, random);
          const taken: number[] = [];
          for (let step = 0; step < 500; step += 1) {
            for (const budget of budgets)
              if (random() < 0.7) void budget.take(random() < 0.2).then((was) => was && taken.push(clock.elapsed()));
            await settle();
            clock.advance(random() < 0.5 ? 450 : 9_000 + random() * 20_000);
            await settle();
          }
          expect(mostInAnHour(taken)).toBeLessThan(100);
          expect(taken.length).toBeGreaterThan(50);
        },
      ),
      { numRuns: 15 },
    );
  });

  test.each([
    [
      'throws',
      {
        getItem: () => {
          throw new Error('no');
        },
        setItem: () => {
          throw new Error('full');
        },
      },
    ],
    ['rejects', { getItem: () => Promise.reject(new Error('no')), setItem: () => Promise.reject(new Error('full')) }],
    ['forgets', { getItem: () => null, setItem: () => undefined }],
    [
      'holds rubbish',
      {
        getItem: () => '{"calls":"x","blockedUntil":{},"by":7',
        setItem: () => {
          throw new Error();
        },
      },
    ],
    [
      'holds a list',
      {
        getItem: () => '[1,2]',
        setItem: () => {
          throw new Error();
        },
      },
    ],
  ] as [string, HostStore][])('a store that %s does not keep a page from calling', async (_, store) => {
    const clock = new ManualClock();
    const budget = new HostMemory({ store }).budgetOf(BASE, clock);
    const taken = budget.take();
    await settle();
    clock.advance(500);
    expect(await taken).toBe(true);
    expect(budget.usage.used).toBe(1);
  });

  test('gives streams of one page that ask at once theirs one after the other, and takes none that is not made', async () => {
    const clock = new ManualClock();
    const budget = new HostMemory({ store: new SharedStore(clock).seenBy(1) }).budgetOf(BASE, clock);
    const taken = Promise.all(Array.from({ length: 6 }, () => budget.take()));
    for (let call = 0; call < 6; call += 1) {
      await settle();
      clock.advance(400);
    }
    expect(await taken).toEqual([true, true, true, true, false, false]);
    expect(budget.usage.used).toBe(4);
  });

  test('calls that a clock from the future noted are counted as made now', async () => {
    const clock = new ManualClock();
    const store = new SharedStore(clock);
    const [before] = pages(1, clock, store, Math.random);
    const taken = before?.take();
    await settle();
    clock.advance(500);
    await taken;
    clock.setWallClock(clock.now() - 10 * HOUR_MS);
    const [after] = pages(1, clock, store, Math.random);
    const next = after?.take();
    await settle();
    clock.advance(500);
    expect(await next).toBe(true);
    expect(after?.usage.used).toBe(2);
    expect(after?.usage.renewsAt).toBeLessThanOrEqual(clock.now() + HOUR_MS);
  });
});
