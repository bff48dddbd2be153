import type { Outline } from './outline.js';
import type { Projection } from './projection.js';

/** What a line is drawn with; a `Path2D` is one. */
export interface PathPen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
}

/**
 * Draws the line of an outline; stretches between two breaks are not connected. A point that lies between its
 * neighbours, less than a pixel apart, is left out: it cannot be seen.
 *
 * @returns how far the line goes up and down, in the pixels of the projection
 */
export function traceLine(pen: PathPen, { times, values }: Outline, { x, y }: Projection): number {
  let travel = 0;
  let isDown = false;
  // The point that was drawn last, and the one after it, of which the next one tells whether it is needed.
  let [drawnX, drawnY, nextX, nextY] = [NaN, NaN, NaN, NaN];
  const flush = (): void => {
    if (!isDown || Number.isNaN(nextX)) return;
    pen.lineTo(nextX, nextY);
    travel += Math.abs(nextY - drawnY);
    [drawnX, drawnY] = [nextX, nextY];
  };
  for (let index = 0; index < times.length; index += 1) {
    const value = values[index] ?? NaN;
    if (Number.isNaN(value)) {
      flush();
      isDown = false;
      continue;
    }
    const [left, top] = [x(times[index] ?? NaN), y(value)];
    if (!isDown) {
      pen.moveTo(left, top);
      isDown = true;
      [drawnX, drawnY, nextX] = [left, top, NaN];
      continue;
    }
    const isBetween = (nextY - drawnY) * (top - nextY) >= 0 && Math.abs(left - drawnX) < 1;
    if (!isBetween) flush();
    [nextX, nextY] = [left, top];
  }
  flush();
  return travel;
}

/**
 * Draws the areas between an outline and a base, one for each stretch. Of each pixel the middle is enough, where the line
 * covers the rest.
 */
export function traceArea(pen: PathPen, { times, values }: Outline, { x, y }: Projection, base: number): void {
  let isDown = false;
  let [left, low, high, right] = [NaN, NaN, NaN, NaN];
  const flush = (): void => {
    if (isDown) pen.lineTo(left, (low + high) / 2);
  };
  for (let index = 0; index < times.length; index += 1) {
    const value = values[index] ?? NaN;
    if (Number.isNaN(value)) {
      flush();
      if (isDown) pen.lineTo(right, base);
      isDown = false;
      continue;
    }
    const top = y(value);
    right = x(times[index] ?? NaN);
    if (isDown && Math.abs(right - left) < 1) {
      if (top < low) low = top;
      if (top > high) high = top;
      continue;
    }
    flush();
    if (!isDown) pen.moveTo(right, base);
    isDown = true;
    [left, low, high] = [right, top, top];
  }
  flush();
  if (isDown) pen.lineTo(right, base);
}

/** The last point up to a time that has a value; nothing where there is none. */
export function newestOf(
  { times, values }: Outline,
  until = Infinity,
): { readonly time: number; readonly value: number } | undefined {
  const last = values.findLastIndex((value, index) => !Number.isNaN(value) && (times[index] ?? NaN) <= until);
  const [time, value] = [times[last], values[last]];
  return time === undefined || value === undefined ? undefined : { time, value };
}

/** Calls for each point that has a break on both sides: it has no line, and would be invisible. */
export function eachLonePoint({ times, values }: Outline, tell: (time: number, value: number) => void): void {
  for (let index = 0; index < times.length; index += 1) {
    const value = values[index] ?? NaN;
    const isAlone = !hasValue(values, index - 1) && !hasValue(values, index + 1);
    if (!Number.isNaN(value) && isAlone) tell(times[index] ?? NaN, value);
  }
}

function hasValue(values: Float64Array, index: number): boolean {
  return !Number.isNaN(values[index] ?? NaN);
}
