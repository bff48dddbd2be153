import type { Outline } from './outline.js';
import type { Projection } from './projection.js';

/** What a line is drawn with; a `Path2D` is one. */
export interface PathPen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
}

/** Draws the line of an outline; stretches between two breaks are not connected. */
export function traceLine(pen: PathPen, { times, values }: Outline, { x, y }: Projection): void {
  let isDown = false;
  for (let index = 0; index < times.length; index += 1) {
    const value = values[index] ?? NaN;
    if (Number.isNaN(value)) isDown = false;
    else if (isDown) pen.lineTo(x(times[index] ?? NaN), y(value));
    else {
      pen.moveTo(x(times[index] ?? NaN), y(value));
      isDown = true;
    }
  }
}

/** Draws the areas between an outline and a base, one for each stretch. */
export function traceArea(pen: PathPen, { times, values }: Outline, { x, y }: Projection, base: number): void {
  let left = NaN;
  let right = NaN;
  const close = (): void => {
    if (!Number.isNaN(left)) pen.lineTo(right, base);
    left = NaN;
  };
  for (let index = 0; index < times.length; index += 1) {
    const value = values[index] ?? NaN;
    if (Number.isNaN(value)) {
      close();
      continue;
    }
    right = x(times[index] ?? NaN);
    if (Number.isNaN(left)) {
      left = right;
      pen.moveTo(left, base);
    }
    pen.lineTo(right, y(value));
  }
  close();
}

/** The last point that has a value; nothing where there is none. */
export function newestOf({ times, values }: Outline): { readonly time: number; readonly value: number } | undefined {
  const last = values.findLastIndex((value) => !Number.isNaN(value));
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
