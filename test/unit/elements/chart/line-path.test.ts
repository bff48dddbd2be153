import { describe, expect, it } from 'vitest';
import { eachLonePoint, traceArea, traceLine } from '../../../../src/elements/base/chart/line-path.js';
import { snapped } from '../../../../src/elements/base/chart/projection.js';

type Stroke = readonly [to: 'M' | 'L', x: number, y: number];

const same = { x: (time: number) => time, y: (value: number) => value };

function outline(...points: readonly (readonly [time: number, value: number])[]) {
  return {
    times: Float64Array.from(points, ([time]) => time),
    values: Float64Array.from(points, ([, value]) => value),
  };
}

function drawn(
  draw: (pen: { moveTo(x: number, y: number): void; lineTo(x: number, y: number): void }) => void,
): Stroke[] {
  const strokes: Stroke[] = [];
  draw({ moveTo: (x, y) => strokes.push(['M', x, y]), lineTo: (x, y) => strokes.push(['L', x, y]) });
  return strokes;
}

const broken = outline([0, 1], [5, 2], [NaN, NaN], [20, 3], [30, 4]);

describe('the path of a line', () => {
  it('goes through every point, and lifts the pen at a break', () => {
    expect(drawn((pen) => traceLine(pen, broken, same))).toEqual([
      ['M', 0, 1],
      ['L', 5, 2],
      ['M', 20, 3],
      ['L', 30, 4],
    ]);
  });

  it('leaves out what lies between its neighbours within a pixel, but no peak', () => {
    const dense = outline([0, 0], [0.2, 5], [0.4, 9], [0.6, 4], [0.8, -3], [5, 0]);
    expect(drawn((pen) => traceLine(pen, dense, same)).map(([, , y]) => y)).toEqual([0, 9, -3, 0]);
  });

  it('tells how far it goes up and down', () => {
    expect(traceLine({ moveTo: () => undefined, lineTo: () => undefined }, outline([0, 0], [5, 9], [9, 2]), same)).toBe(
      16,
    );
  });

  it('can be drawn in the middle of pixels', () => {
    const { x, y } = snapped(same);
    expect([x(7.9), y(2.6)]).toEqual([7.5, 3]);
  });

  it('has an area under each stretch, down to the base', () => {
    expect(drawn((pen) => traceArea(pen, broken, same, 99))).toEqual([
      ['M', 0, 99],
      ['L', 0, 1],
      ['L', 5, 2],
      ['L', 5, 99],
      ['M', 20, 99],
      ['L', 20, 3],
      ['L', 30, 4],
      ['L', 30, 99],
    ]);
  });

  it('has dots where a point has breaks on both sides', () => {
    const lone: number[] = [];
    const points = outline([0, 1], [NaN, NaN], [5, 2], [6, 2], [NaN, NaN], [NaN, NaN], [9, 3]);
    eachLonePoint(points, (time) => lone.push(time));
    expect(lone).toEqual([0, 9]);
  });
});
