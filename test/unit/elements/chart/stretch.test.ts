import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  heldAt,
  panned,
  SHORTEST_MS,
  stretchedBy,
  within,
  zoomed,
  type Stretch,
} from '../../../../src/elements/base/chart/stretch.js';

const T0 = Date.parse('2026-09-21T14:15:23.456Z');
const hour: Stretch = { from: T0, to: T0 + 3_600_000 };

/** What a hostile wheel, finger or page can say. */
const anything = fc.double();
/** What is kept: from nothing to a day. */
const kept = fc
  .tuple(fc.integer({ min: -T0, max: T0 }), fc.double({ min: 0, max: 86_400_000, noNaN: true }))
  .map(([shift, length]): Stretch => ({ from: T0 + shift, to: T0 + shift + length }));

/** One thing that a hand does to what is shown. */
const deed = fc.oneof(
  fc.tuple(anything, anything).map(
    ([from, to]) =>
      (_: Stretch, all: Stretch) =>
        within({ from, to }, all),
  ),
  fc.tuple(fc.double({ min: -1, max: 2, noNaN: true }), fc.double({ min: 0, max: 1e6, noNaN: true })).map(
    ([at, factor]) =>
      (shown: Stretch, all: Stretch) =>
        zoomed(shown, shown.from + at * (shown.to - shown.from), factor, all),
  ),
  fc.tuple(anything, anything).map(
    ([time, factor]) =>
      (shown: Stretch, all: Stretch) =>
        zoomed(shown, time, factor, all),
  ),
  anything.map((by) => (shown: Stretch, all: Stretch) => panned(shown, by, all)),
  fc.tuple(anything, anything).map(
    ([time, share]) =>
      (shown: Stretch, all: Stretch) =>
        heldAt({ time, share }, shown, all),
  ),
  fc.tuple(anything, anything, anything, anything).map(
    ([time, share, other, otherShare]) =>
      (_: Stretch, all: Stretch) =>
        stretchedBy({ time, share }, { time: other, share: otherShare }, all),
  ),
);

describe('a stretch of time that is looked at', () => {
  it('is never outside what there is, never inverted and never too short, whatever hands do one after the other', () => {
    fc.assert(
      fc.property(kept, fc.array(deed, { maxLength: 20 }), (all, deeds) => {
        let shown: Stretch | undefined = within(all, all);
        for (const act of deeds) {
          const next: Stretch | undefined = act(shown ?? all, all);
          if (next === undefined) continue;
          shown = next;
          expect(next.from).toBeGreaterThanOrEqual(all.from);
          expect(next.to).toBeLessThanOrEqual(all.to);
          // A double has steps of a fraction of a microsecond there.
          expect(next.to - next.from).toBeGreaterThanOrEqual(SHORTEST_MS - 0.01);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('is nothing where there is less than a second to look at, or a wanted end is no time', () => {
    expect(within({ from: 0, to: 10 }, { from: 0, to: 900 })).toBeUndefined();
    expect(within({ from: NaN, to: T0 }, hour)).toBeUndefined();
    expect(within({ from: T0, to: Infinity }, hour)).toBeUndefined();
    expect(within(hour, { from: NaN, to: NaN })).toBeUndefined();
  });

  it('is what was asked for, whichever end was named first', () => {
    const wanted = { from: T0 + 10_000, to: T0 + 20_000 };
    expect(within(wanted, hour)).toEqual(wanted);
    expect(within({ from: wanted.to, to: wanted.from }, hour)).toEqual(wanted);
  });

  it('becomes shorter with every step, also where most of the window is older than the first value', () => {
    const window = { from: T0 - 3_000_000, to: hour.to };
    const recent = { from: hour.to - 600_000, to: hour.to };
    expect(zoomed(window, hour.to, 0.5, recent)).toEqual({ from: hour.to - 300_000, to: hour.to });
    expect(zoomed(window, hour.to, 2, recent)).toEqual(recent);
  });

  it('keeps its length where it is moved to an end', () => {
    const shown = { from: T0 + 10_000, to: T0 + 40_000 };
    expect(panned(shown, -3_600_000, hour)).toEqual({ from: T0, to: T0 + 30_000 });
    expect(panned(shown, 7_200_000, hour)).toEqual({ from: hour.to - 30_000, to: hour.to });
  });

  it('keeps the time under the pointer in its place while it is zoomed', () => {
    const shown = { from: T0 + 600_000, to: T0 + 660_000 };
    const time = T0 + 615_000;
    const closer = zoomed(shown, time, 0.5, hour);
    expect(closer).toEqual({ from: T0 + 607_500, to: T0 + 637_500 });
    expect(closer && zoomed(closer, time, 2, hour)).toEqual(shown);
  });

  it('follows a hand that holds a time, and two fingers that hold two', () => {
    const shown = { from: T0 + 600_000, to: T0 + 660_000 };
    expect(heldAt({ time: T0 + 630_000, share: 0.75 }, shown, hour)).toEqual({ from: T0 + 585_000, to: T0 + 645_000 });
    const [one, other] = [
      { time: T0 + 620_000, share: 0 },
      { time: T0 + 640_000, share: 1 },
    ];
    expect(stretchedBy(one, other, hour)).toEqual({ from: T0 + 620_000, to: T0 + 640_000 });
    expect(stretchedBy(other, one, hour)).toEqual({ from: T0 + 620_000, to: T0 + 640_000 });
  });

  it('stays where two fingers meet or change places', () => {
    const one = { time: T0 + 620_000, share: 0.5 };
    expect(stretchedBy(one, { time: T0 + 640_000, share: 0.5 }, hour)).toBeUndefined();
    expect(stretchedBy(one, { time: T0 + 640_000, share: 0.2 }, hour)).toBeUndefined();
  });
});
