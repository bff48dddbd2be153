import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsBetween, type Columns } from '../../../../src/elements/base/chart/columns.js';
import { newestOf } from '../../../../src/elements/base/chart/line-path.js';
import { LineThinner } from '../../../../src/elements/base/chart/line-thinner.js';
import type { Outline } from '../../../../src/elements/base/chart/outline.js';
import { Outliner } from '../../../../src/elements/base/chart/outliner.js';
import { takePicture } from '../../../../src/elements/base/chart/picture.js';
import { PointRow } from '../../../../src/elements/base/chart/point-row.js';

type Point = readonly [time: number, value: number];

const COLUMN_MS = 100;

/** What has to be drawn of the points, told the slow way: of each column the first, lowest, highest and last point. */
function naive(points: readonly Point[]): Set<string> {
  const columns = new Map<number, Point[]>();
  for (const point of points.filter(([, value]) => !Number.isNaN(value))) {
    const number = Math.floor(point[0] / COLUMN_MS);
    columns.set(number, [...(columns.get(number) ?? []), point]);
  }
  const kept = [...columns.values()].flatMap((column) => {
    const values = column.map(([, value]) => value);
    const low = column.find(([, value]) => value === Math.min(...values));
    const high = column.find(([, value]) => value === Math.max(...values));
    return [column[0], low, high, column.at(-1)];
  });
  return new Set(kept.map(String));
}

function pointsOf({ times, values }: Outline): Point[] {
  return [...times]
    .map((time, index): Point => [time, values[index] ?? NaN])
    .filter(([, value]) => !Number.isNaN(value));
}

function columnsOf(points: readonly Point[]): Columns {
  return {
    times: Float64Array.from(points, ([time]) => time),
    values: [Float64Array.from(points, ([, value]) => value)],
  };
}

/** Points that come a few at a time, some of them without a value. */
const batches = fc.array(
  fc.array(
    fc.record({
      waitMs: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 30 }) }, fc.integer({ min: 31, max: 900 })),
      value: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: -9, max: 9 }) }, fc.constant(NaN)),
    }),
    { maxLength: 40 },
  ),
  { minLength: 1, maxLength: 12 },
);

function pointsIn(given: readonly (readonly { waitMs: number; value: number }[])[]): Point[][] {
  let at = 1_000_000;
  return given.map((batch) => batch.map(({ waitMs, value }): Point => [(at += waitMs), value]));
}

describe('thinning', () => {
  it('keeps of each column the first, the lowest, the highest and the last point, in their order', () => {
    fc.assert(
      fc.property(batches, (given) => {
        const points = pointsIn(given).flat();
        const drawn = pointsOf(new LineThinner().read(columnsOf(points), 0, COLUMN_MS));
        expect(drawn).toEqual(drawn.toSorted(([a], [b]) => a - b));
        // The newest point is drawn too, although the next one may show that it need not be.
        const newest = points.at(-1);
        const wanted = naive(points.slice(0, -1));
        if (newest !== undefined && !Number.isNaN(newest[1])) wanted.add(String(newest));
        expect(new Set(drawn.map(String))).toEqual(wanted);
      }),
    );
  });

  it('says the same in any number of steps as at once, while the window slides', () => {
    fc.assert(
      fc.property(batches, fc.integer({ min: 200, max: 3_000 }), (given, windowMs) => {
        const thinner = new LineThinner();
        const sliding = new PointRow(columnsOf([]));
        for (const batch of pointsIn(given)) {
          sliding.append(columnsOf(batch));
          const all = sliding.columns;
          const window = columnsBetween(all, (all.times.at(-1) ?? 0) - windowMs);
          const drawn = thinner.read(window, 0, COLUMN_MS);
          const atOnce = new LineThinner().read({ times: window.times, values: window.values }, 0, COLUMN_MS);
          // The oldest column may have begun before the window.
          const from = (Math.floor((window.times[0] ?? 0) / COLUMN_MS) + 1) * COLUMN_MS;
          const inside = (outline: Outline): Point[] => pointsOf(outline).filter(([time]) => time >= from);
          expect(inside(drawn)).toEqual(inside(atOnce));
          const breaks = (outline: Outline): number => outline.values.filter(Number.isNaN).length;
          if (all.times.length === window.times.length) expect(breaks(drawn)).toBe(breaks(atOnce));
        }
      }),
    );
  });

  it('looks at each point once while the window slides', () => {
    const row = new PointRow(columnsOf(Array.from({ length: 20_000 }, (_, index): Point => [index, index % 7])));
    const thinner = new LineThinner();
    row.append(columnsOf([[20_000, 3]]));
    thinner.read(row.columns, 0, COLUMN_MS);
    // Whoever looked again would see these.
    row.columns.values[0]?.fill(1_000_000, 0, 20_000);
    row.append(columnsOf([[20_001, 4]]));
    const drawn = pointsOf(thinner.read(row.columns, 0, COLUMN_MS));
    expect(drawn.at(-1)).toEqual([20_001, 4]);
    expect(drawn.length).toBeGreaterThan(400);
    expect(Math.max(...drawn.map(([, value]) => value))).toBe(6);
  });

  it('says what is settled: that stays as it was told, but for what leaves the window', () => {
    fc.assert(
      fc.property(batches, fc.integer({ min: 200, max: 3_000 }), (given, windowMs) => {
        const thinner = new LineThinner();
        const sliding = new PointRow(columnsOf([]));
        let before: { of: object; points: Map<number, string> } | undefined;
        for (const batch of pointsIn(given)) {
          sliding.append(columnsOf(batch));
          const all = sliding.columns;
          const { times, values, settled } = thinner.read(
            columnsBetween(all, (all.times.at(-1) ?? 0) - windowMs),
            0,
            COLUMN_MS,
          );
          if (settled === undefined) throw new Error('Something should be settled.');
          const points = new Map(
            Array.from({ length: settled.count }, (_, index) => [
              settled.first + index,
              `${times[index]} ${values[index]}`,
            ]),
          );
          const shared = [...points.keys()].filter((number) => before?.of === settled.of && before.points.has(number));
          expect(shared.map((number) => points.get(number))).toEqual(
            shared.map((number) => before?.points.get(number)),
          );
          before = { of: settled.of, points };
        }
      }),
    );
  });

  it('begins anew when points that it saw are gone', () => {
    const row = new PointRow(columnsOf(Array.from({ length: 500 }, (_, index): Point => [100_000 + index * 10, 9])));
    const thinner = new LineThinner();
    thinner.read(row.columns, 0, COLUMN_MS);
    row.append(columnsOf([[101_000, 1]]));
    const drawn = pointsOf(thinner.read(row.columns, 0, COLUMN_MS));
    expect(drawn.at(-1)).toEqual([101_000, 1]);
    expect(drawn.at(-2)).toEqual([100_990, 9]);
  });

  it('leaves a gap open that is wider than a column, and a missing value between two columns', () => {
    const steady = (from: number, to: number): Point[] =>
      Array.from({ length: (to - from) / 10 }, (_, index) => [from + index * 10, 5]);
    const points: Point[] = [...steady(0, 1_000), ...steady(3_000, 4_000), [4_105, NaN], ...steady(4_210, 5_000)];
    const { times, values } = new LineThinner().read(columnsOf(points), 0, COLUMN_MS);
    const breaks = [...values.keys()].filter((index) => Number.isNaN(values[index]));
    expect(breaks.map((index) => [times[index - 1], times[index + 1]])).toEqual([
      [990, 3_000],
      [3_990, 4_210],
    ]);
  });

  it('draws one line through a slow stretch of a source', () => {
    const points: Point[] = Array.from({ length: 400 }, (_, index) => [
      index < 200 ? index * 10 : 2_000 + (index - 200) * 150,
      index,
    ]);
    const { values } = new LineThinner().read(columnsOf(points), 0, COLUMN_MS);
    expect(values.some(Number.isNaN)).toBe(false);
  });
});

describe('an outline', () => {
  const picture = (count: number) => {
    const points = Array.from({ length: count }, (_, index): Point => [index * 10, Math.sin(index)]);
    const taken = takePicture(columnsOf(points), count * 10, undefined);
    if (taken === undefined) throw new Error('There should be a picture.');
    return taken;
  };

  it('has every point where there are few', () => {
    expect(new Outliner().outlines(picture(500), 400)[0]?.times).toHaveLength(500);
  });

  it('has at most four points for each pixel where there are many', () => {
    const [outline] = new Outliner().outlines(picture(100_000), 400);
    expect(outline?.times.length).toBeGreaterThan(800);
    expect(outline?.times.length).toBeLessThan(4 * 448 + 10);
  });

  it('goes on where only another line has a point, and breaks where its own are missing', () => {
    const _ = NaN;
    const few = joined([1, _, 2, _, 3], [_, 5, _, 6, _]);
    const [one, other] = new Outliner().outlines(few, 400);
    expect([...(one?.values ?? [])]).toEqual([1, 2, 3]);
    expect([...(other?.values ?? [])]).toEqual([_, 5, 6, _]);
    const every = (place: number): number[] =>
      Array.from({ length: 1_000 }, (_point, index) => (index % 2 === place ? index : NaN));
    const [many] = new Outliner().outlines(joined(every(0), every(1)), 64);
    expect(many?.values.length).toBeGreaterThan(64);
    expect(many?.values.some(Number.isNaN)).toBe(false);
  });

  it('tells the last point of a stretch, and not the one after it to which the line goes on', () => {
    const taken = takePicture(columnsOf([1, 2, 3, 4].map((at) => [at * 1_000, at])), 1_000, undefined, {
      from: 1_500,
      to: 3_500,
    });
    const [outline] = taken === undefined ? [] : new Outliner().outlines(taken, 400);
    expect(outline?.times.at(-1)).toBe(4_000);
    expect(outline && newestOf(outline, 3_500)).toEqual({ time: 3_000, value: 3 });
  });
});

/** A picture of lines that come at unlike times. */
function joined(...lines: readonly (readonly number[])[]) {
  const times = Float64Array.from(lines[0]?.keys() ?? [], (index) => index * 1_000);
  const values = lines.map((line) => Float64Array.from(line));
  const taken = takePicture({ times, values, joined: true }, times.length * 1_000, undefined);
  if (taken === undefined) throw new Error('There should be a picture.');
  return taken;
}
