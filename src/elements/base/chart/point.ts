import { firstAtOrAfter } from './columns.js';
import type { Picture } from './picture.js';

/** A value of one line with its own time in epoch milliseconds. */
export interface LinePoint {
  readonly time: number;
  readonly value: number;
}

/** The moment that is read, and what every line says about it; nothing where a line says nothing near it. */
export interface Point {
  readonly time: number;
  readonly lines: readonly (LinePoint | undefined)[];
}

/** A value counts for a moment if it is so near, in milliseconds, or so near as a share of the picture. */
const NEAR_MS = 1_500;
const NEAR_SHARE = 0.01;

/** What a picture shows at a moment: of each line the value that is nearest in time, if it is near. */
export function readPoint(picture: Picture, time: number): Point {
  const near = Math.max(NEAR_MS, (picture.to - picture.from) * NEAR_SHARE);
  return { time, lines: picture.columns.values.map((values) => nearest(picture, values, time, near)) };
}

function nearest(picture: Picture, values: Float64Array, time: number, near: number): LinePoint | undefined {
  const { times } = picture.columns;
  const start = firstAtOrAfter(times, time);
  const after = find(picture, values, start, 1, time + near);
  const before = find(picture, values, start - 1, -1, time - near);
  if (after === undefined || before === undefined) return after ?? before;
  return time - before.time <= after.time - time ? before : after;
}

/** The first finite value from an index on, in one direction, up to a time and not outside the picture. */
function find(
  { columns: { times }, from, to }: Picture,
  values: Float64Array,
  start: number,
  step: 1 | -1,
  until: number,
): LinePoint | undefined {
  for (let index = start; ; index += step) {
    const [time, value] = [times[index], values[index]];
    if (time === undefined || value === undefined || time < from || time > to) return undefined;
    if (step === 1 ? time > until : time < until) return undefined;
    if (Number.isFinite(value)) return { time, value };
  }
}
