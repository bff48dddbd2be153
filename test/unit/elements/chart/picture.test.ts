import { describe, expect, it } from 'vitest';
import { readColumns } from '../../../../src/elements/base/chart/columns.js';
import { pointAt, stepTo } from '../../../../src/elements/base/chart/cursor.js';
import { holdPicture, takePicture, type Picture } from '../../../../src/elements/base/chart/picture.js';
import { Series } from '../../../../src/session/series.js';

function series(points: readonly (readonly [time: number, value: number])[], capacity = 100): Series {
  const made = new Series(capacity);
  for (const [time, value] of points) made.push(time, value);
  return made;
}

const seconds = (from: number, to: number): [number, number][] =>
  Array.from({ length: to - from + 1 }, (_, index) => [(from + index) * 1_000, from + index]);

function picture(of: Series, windowMs = 10_000): Picture {
  const taken = takePicture(readColumns([of]), windowMs, undefined);
  if (taken === undefined) throw new Error('There should be a picture.');
  return taken;
}

describe('columns', () => {
  it('of one series are the series’ own memory', () => {
    const one = series(seconds(1, 5));
    const columns = readColumns([one]);
    expect(columns.times.buffer).toBe(one.times.buffer);
    expect(columns.values[0]?.buffer).toBe(one.values.buffer);
  });

  it('of series that were written together are not copied either', () => {
    const [one, two] = [series(seconds(1, 5)), series(seconds(1, 5))];
    expect(readColumns([one, two]).values[1]?.buffer).toBe(two.values.buffer);
  });

  it('of different series meet on one time axis, with holes', () => {
    const columns = readColumns([
      series([
        [1, 10],
        [3, 30],
      ]),
      series([
        [2, 200],
        [3, 300],
      ]),
    ]);
    expect([...columns.times]).toEqual([1, 2, 3]);
    expect(columns.values.map((column) => [...column])).toEqual([
      [10, NaN, 30],
      [NaN, 200, 300],
    ]);
  });

  it('of nothing are empty', () => {
    expect(readColumns([]).times).toHaveLength(0);
    expect(takePicture(readColumns([series([])]), 10_000, 5)).toBeUndefined();
  });
});

describe('a picture', () => {
  it('ends at the newest value and holds the point from which the line enters', () => {
    const taken = picture(series(seconds(1, 60)));
    expect([taken.from, taken.to]).toEqual([50_000, 60_000]);
    expect([...taken.columns.times].slice(0, 2)).toEqual([49_000, 50_000]);
  });

  it('counts only what is inside the window', () => {
    const taken = picture(
      series([
        [0, 1_000_000],
        [20_000, 10],
        [25_000, 20],
      ]),
    );
    expect(taken.statistics[0]).toMatchObject({ peak: 20, average: 15 });
  });

  it('that is held does not change with later values', () => {
    const one = series(seconds(1, 8), 8);
    const held = holdPicture(picture(one));
    for (const [time, value] of seconds(9, 40)) one.push(time, value);
    expect([...held.columns.times]).toEqual(seconds(1, 8).map(([time]) => time));
  });

  it('of one point has one', () => {
    const taken = picture(series([[5_000, 7]]));
    expect(taken.statistics[0]?.current).toBe(7);
    expect(taken.gaps).toEqual([[]]);
  });

  it('is in order whatever time does', () => {
    const one = series(seconds(1, 60));
    one.push(59_500, 99);
    expect(picture(one).to).toBe(60_000);
    one.push(20_000, 99);
    const { times } = picture(one).columns;
    expect(times.at(-1)).toBe(20_000);
    expect([...times]).toEqual([...times].sort((a, b) => a - b));
  });
});

describe('the cursor', () => {
  const taken = picture(series(seconds(1, 60)));

  it('starts at the newest point and stops at both ends of the window', () => {
    expect(stepTo('ArrowLeft', undefined, taken, false)).toBe(11);
    expect(stepTo('ArrowLeft', 11, taken, false)).toBe(10);
    expect(stepTo('ArrowRight', 11, taken, false)).toBe(11);
    expect(stepTo('Home', 5, taken, false)).toBe(1);
    expect(stepTo('PageDown', 5, taken, false)).toBe(1);
    expect(stepTo('End', 5, taken, false)).toBe(11);
  });

  it('goes the way the arrow points, also where time runs to the left', () => {
    expect(stepTo('ArrowRight', 5, taken, true)).toBe(4);
    expect(stepTo('ArrowLeft', 5, taken, true)).toBe(6);
  });

  it('leaves other keys alone', () => {
    expect(stepTo('Tab', 5, taken, false)).toBeUndefined();
  });

  it('finds the nearest point inside the window', () => {
    expect(pointAt(55_400, taken)).toBe(6);
    expect(pointAt(55_600, taken)).toBe(7);
    expect(pointAt(-Infinity, taken)).toBe(1);
    expect(pointAt(Infinity, taken)).toBe(11);
  });
});
