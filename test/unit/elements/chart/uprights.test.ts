import { describe, expect, it } from 'vitest';
import { asidesOf } from '../../../../src/elements/base/chart/line-width.js';
import { traceLine } from '../../../../src/elements/base/chart/line-path.js';
import { Uprights } from '../../../../src/elements/base/chart/uprights.js';

type Stroke = readonly [to: 'M' | 'L', x: number, y: number];

function paper() {
  const strokes: Stroke[] = [];
  return {
    strokes,
    moveTo: (x: number, y: number) => void strokes.push(['M', x, y]),
    lineTo: (x: number, y: number) => void strokes.push(['L', x, y]),
  };
}

function add(line: Uprights, pen: ReturnType<typeof paper>, ...points: readonly (readonly [number, number])[]): void {
  for (const [x, y] of points) line.add(pen, x, y);
}

describe('a rough line', () => {
  it('has one stroke for each column, from its end that is nearest to the one before', () => {
    const [line, pen] = [new Uprights(), paper()];
    add(line, pen, [0, 5], [0, 9], [0, 1], [1, 8], [1, 3], [2, 4]);
    line.lift(pen);
    expect(pen.strokes).toEqual([
      ['M', 0, 9],
      ['L', 0, 1],
      ['L', 1, 3],
      ['L', 1, 8],
      ['L', 2, 4],
    ]);
  });

  it('is not drawn through a break', () => {
    const [line, pen] = [new Uprights(), paper()];
    add(line, pen, [0, 5], [1, 6]);
    line.lift(pen);
    add(line, pen, [1, 7]);
    line.lift(pen);
    expect(pen.strokes).toEqual([
      ['M', 0, 5],
      ['L', 1, 6],
      ['M', 1, 7],
    ]);
  });

  it('goes on on another path where it was moved, from what was drawn and what is not yet', () => {
    const [line, pen] = [new Uprights(), paper()];
    add(line, pen, [0, 5], [1, 6], [1, 2]);
    const [moved, newest] = [new Uprights(), paper()];
    moved.goOn(line, newest, -10);
    add(moved, newest, [-9, 9], [-8, 1]);
    moved.lift(newest);
    expect(pen.strokes).toEqual([['M', 0, 5]]);
    expect(newest.strokes).toEqual([
      ['M', -10, 5],
      ['L', -9, 2],
      ['L', -9, 9],
      ['L', -8, 1],
    ]);
  });

  it('tells how far it goes up and down for each column', () => {
    const [line, pen] = [new Uprights(), paper()];
    add(line, pen, [0, 0], [0, 10], [1, 10], [1, 4]);
    line.lift(pen);
    expect(line.roughness).toBe(10);
  });
});

describe('a calm line', () => {
  const same = { x: (time: number) => time, y: (value: number) => value };

  it('is as wide as its strokes beside each other, and has one where it is no wider than that', () => {
    expect(asidesOf(1)).toEqual([0]);
    const [low = NaN, high = NaN, ...others] = asidesOf(1.75);
    expect(others).toEqual([]);
    expect(high - low).toBeCloseTo(0.9);
    for (const width of [1.5, 2, 2.6, 3.5, 5.25]) {
      const asides = asidesOf(width);
      const steps = asides.slice(1).map((aside, index) => aside - (asides[index] ?? NaN));
      expect(Math.max(...steps)).toBeLessThan(1);
      expect((asides.at(-1) ?? 0) + (asides[0] ?? 0)).toBeCloseTo(0);
    }
  });

  it('keeps its distance from itself at every corner that is not too sharp', () => {
    const outline = { times: Float64Array.from([0, 10, 20]), values: Float64Array.from([0, 0, 10]) };
    const pen = paper();
    traceLine(pen, outline, same, [1]);
    const [begin, corner, end] = pen.strokes;
    expect(begin).toEqual(['M', 0, 1]);
    expect(corner?.[2]).toBeCloseTo(1);
    // Beside the second piece, which goes down by as much as it goes along.
    expect(((end?.[2] ?? 0) - (end?.[1] ?? 0) - -10) / Math.SQRT2).toBeCloseTo(1);
    expect(((corner?.[2] ?? 0) - (corner?.[1] ?? 0) - -10) / Math.SQRT2).toBeCloseTo(1);
  });

  it('has no corner that sticks out, and no break in places without a number', () => {
    const outline = {
      times: Float64Array.from([0, 10, 0, NaN, 30, 40]),
      values: Float64Array.from([0, 0, 0, NaN, 5, 5]),
    };
    const pen = paper();
    traceLine(pen, outline, same, [1]);
    expect(pen.strokes.filter(([to]) => to === 'M')).toHaveLength(2);
    expect(pen.strokes.flatMap(([, x, y]) => [x, y]).every((place) => Math.abs(place) <= 41)).toBe(true);
  });
});
