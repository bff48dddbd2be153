import { describe, expect, it } from 'vitest';
import { bandViews } from '../../../../src/elements/base/chart/band-views.js';
import { joinCursorGroup, seatsIn } from '../../../../src/elements/base/chart/cursor-groups.js';
import { pointAt, stepTo } from '../../../../src/elements/base/chart/cursor.js';
import { knownSince } from '../../../../src/elements/base/chart/known-since.js';
import { takePicture, type Picture } from '../../../../src/elements/base/chart/picture.js';
import { readPoint } from '../../../../src/elements/base/chart/point.js';
import type { Stretch } from '../../../../src/elements/base/chart/stretch.js';

function picture(times: readonly number[], values: readonly (readonly number[])[], stretch?: Stretch): Picture {
  const columns = { times: Float64Array.from(times), values: values.map((line) => Float64Array.from(line)) };
  const taken = takePicture(columns, 60_000, undefined, stretch);
  if (taken === undefined) throw new Error('There should be a picture.');
  return taken;
}

const seconds = Array.from({ length: 61 }, (_, second) => second * 1_000);

describe('a picture of a stretch', () => {
  const held = picture(seconds, [seconds.map((time) => time / 1_000)], { from: 10_500, to: 20_500 });

  it('has the points in it and one on each side, from which the line comes and to which it goes', () => {
    expect([held.columns.times[0], held.columns.times.at(-1)]).toEqual([10_000, 21_000]);
    expect([held.from, held.to]).toEqual([10_500, 20_500]);
  });

  it('is counted and read without the points outside it', () => {
    expect(held.statistics[0]).toMatchObject({ current: 20, peak: 20, low: 11, average: 15.5 });
    const time = (index: number | undefined): number | undefined => held.columns.times[index ?? -1];
    expect(time(pointAt(99_000, held))).toBe(20_000);
    expect(time(pointAt(-99_000, held))).toBe(11_000);
    expect(time(stepTo('End', undefined, held, false))).toBe(20_000);
    expect(time(stepTo('Home', undefined, held, false))).toBe(11_000);
  });

  it('between two points is a line without anything to read', () => {
    const gap = picture([0, 60_000], [[1, 2]], { from: 10_000, to: 20_000 });
    expect(gap.columns.times).toHaveLength(2);
    expect(pointAt(15_000, gap)).toBeUndefined();
    expect(stepTo('End', undefined, gap, false)).toBeUndefined();
    expect(gap.statistics).toEqual([undefined]);
  });
});

describe('a moment that is read', () => {
  it('has of every line the value that is nearest, if it is near', () => {
    const two = picture(
      [0, 400, 1_000, 1_400, 9_000, 60_000],
      [
        [1, NaN, 2, NaN, 3, 4],
        [NaN, 10, NaN, 20, NaN, NaN],
      ],
    );
    expect(readPoint(two, 1_000).lines).toEqual([
      { time: 1_000, value: 2 },
      { time: 1_400, value: 20 },
    ]);
    expect(readPoint(two, 9_000).lines).toEqual([{ time: 9_000, value: 3 }, undefined]);
  });
});

describe('history that is not there yet', () => {
  it('is told from when on it is, unless only the first value is awaited', () => {
    expect(knownSince(picture(seconds, [seconds]))).toBeUndefined();
    expect(knownSince(picture(seconds.slice(2), [seconds.slice(2)]))).toBeUndefined();
    expect(knownSince(picture(seconds.slice(40), [seconds.slice(40)]))).toBe(40_000);
  });
});

describe('bands of a target', () => {
  const range = (low: number, high: number) => ({ low, high, step: 1, target: 'none' as const });
  const seen = (low: number, high: number, target?: number) =>
    bandViews(range(low, high), target, (band) => band).map(({ band, low: from, high: to }) => [band, from, to]);

  it('begin at 70 and 90 % of it, and fill what is drawn', () => {
    expect(seen(0, 120, 100)).toEqual([
      ['poor', 0, 70],
      ['fair', 70, 90],
      ['good', 90, 120],
    ]);
    expect(seen(80, 120, 100)).toEqual([
      ['fair', 80, 90],
      ['good', 90, 120],
    ]);
  });

  it('are not drawn where only one is in sight, or without a target that is a number above zero', () => {
    expect(seen(0, 60, 100)).toEqual([]);
    for (const target of [undefined, 0, -5, NaN, Infinity]) expect(seen(0, 120, target)).toEqual([]);
  });
});

describe('a group of charts that show the same moment', () => {
  const page = {} as Document;

  it('tells everyone but the one who reads, and only of changes', () => {
    const heard: [string, number | undefined][] = [];
    const join = (name: string, group: string) => joinCursorGroup(page, group, (time) => heard.push([name, time]));
    const [one, two, other] = [join('one', 'a'), join('two', 'a'), join('other', 'b')];
    one.tell(5);
    one.tell(5);
    expect(heard).toEqual([['two', 5]]);
    one.leave();
    expect(heard.at(-1)).toEqual(['two', undefined]);
    one.tell(6);
    two.leave();
    two.leave();
    other.leave();
    expect(heard).toHaveLength(2);
    expect(seatsIn(page)).toBe(0);
  });
});
