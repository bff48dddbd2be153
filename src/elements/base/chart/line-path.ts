import type { Outline } from './outline.js';
import { Polyline } from './polyline.js';
import type { Projection } from './projection.js';

/** What a line is drawn with; a `Path2D` is one. */
export interface PathPen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
}

/** Lines are drawn one after the other: they share the memory for their points. */
const polyline = new Polyline();

/**
 * Draws the line of an outline; stretches between two breaks are not connected. A point that lies between its
 * neighbours, less than a pixel apart, is left out: it cannot be seen.
 *
 * @param asides the line is drawn once for each, so many pixels beside itself
 * @returns how far the line goes up and down, in the pixels of the projection
 */
export function traceLine(
  pen: PathPen,
  outline: Outline,
  projection: Projection,
  asides: readonly number[] = [0],
): number {
  const travel = polyline.project(outline, projection);
  for (const aside of asides) polyline.trace(pen, aside);
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
  for (let index = values.length - 1; index >= 0; index -= 1) {
    const [time, value] = [times[index] ?? NaN, values[index] ?? NaN];
    if (!Number.isNaN(value) && time <= until) return { time, value };
  }
  return undefined;
}

/** Calls for each point that has a break on both sides: it has no line, and would be invisible. */
export function eachLonePoint({ times, values }: Outline, tell: (time: number, value: number) => void): void {
  let count = 0;
  for (let index = 0; index <= times.length; index += 1) {
    const value = values[index] ?? NaN;
    if (!Number.isNaN(value)) count += 1;
    else {
      if (count === 1) tell(times[index - 1] ?? NaN, values[index - 1] ?? NaN);
      count = 0;
    }
  }
}
