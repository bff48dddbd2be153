import type { Outline, Settled } from './outline.js';
import type { PathPen } from './line-path.js';
import { projectionOf, snapped, type Frame, type Projection } from './projection.js';
import { Uprights } from './uprights.js';

/** A path that reaches so many pixels out of the picture is made anew. */
const MOST_UNSEEN = 512;

const NOTHING_SETTLED: Settled = { of: {}, first: 0, count: 0 };

/**
 * A line that goes up and down so much that of each column of pixels only the lowest and the highest place can be seen.
 * What a window that slides has drawn is kept as a path and moved, by whole pixels, so that only new points cost
 * anything.
 */
export class RoughLine {
  #path = new Path2D();
  #settled = NOTHING_SETTLED;
  #frame: Frame | undefined;
  #scale = 0;
  /** The path as far as it is settled, and with what is not. */
  readonly #kept = new Uprights();
  readonly #whole = new Uprights();

  /** How far the line goes up and down for each pixel of its length. */
  get roughness(): number {
    return this.#whole.roughness;
  }

  /**
   * The line of an outline in pixels of the screen.
   *
   * @param scale pixels of the screen in one CSS pixel
   */
  draw(outline: Outline, frame: Frame, scale: number): Path2D {
    const { settled = NOTHING_SETTLED } = outline;
    const origin = this.#origin(settled, frame, scale);
    const projection = snapped(projectionOf(origin, scale));
    const shift = shiftOf(origin, frame, scale);
    const drawnTo = this.#settled.first + this.#settled.count - settled.first;
    trace(this.#path, this.#kept, outline, projection, [drawnTo, settled.count], 0);
    this.#settled = settled;
    const path = new Path2D();
    path.addPath(this.#path, { e: shift });
    this.#whole.goOn(this.#kept, path, shift);
    trace(path, this.#whole, outline, projection, [settled.count, outline.times.length], shift);
    this.#whole.lift(path);
    return path;
  }

  /** The frame in which the kept path was drawn: this one, where it cannot be used any more. */
  #origin(settled: Settled, frame: Frame, scale: number): Frame {
    const { first, count, of } = this.#settled;
    const goesOn = of === settled.of && first <= settled.first && first + count <= settled.first + settled.count;
    const before = this.#frame;
    if (before !== undefined && goesOn && first + count >= settled.first && scale === this.#scale)
      if (isMoved(before, frame) && Math.abs(shiftOf(before, frame, scale)) < MOST_UNSEEN) return before;
    const { width, height, insets, from, to, range, rightToLeft } = frame;
    this.#frame = { width, height, insets, from, to, range, rightToLeft };
    this.#scale = scale;
    this.#path = new Path2D();
    this.#kept.clear();
    this.#settled = { of: settled.of, first: settled.first, count: 0 };
    return this.#frame;
  }
}

function trace(
  pen: PathPen,
  uprights: Uprights,
  { times, values }: Outline,
  { x, y }: Projection,
  [from, to]: readonly [number, number],
  shift: number,
): void {
  for (let index = from; index < to; index += 1) {
    const value = values[index] ?? NaN;
    if (Number.isNaN(value)) uprights.lift(pen);
    else uprights.add(pen, x(times[index] ?? NaN) + shift, y(value));
  }
}

/** How far something has moved along from one frame to another, in whole pixels of the screen. */
function shiftOf(before: Frame, frame: Frame, scale: number): number {
  return Math.round(projectionOf(frame, scale).x(before.from) - projectionOf(before, scale).x(before.from));
}

/** Whether a frame shows the same values at the same size, but another time. */
function isMoved(before: Frame, { width, height, insets, from, to, range, rightToLeft }: Frame): boolean {
  const isLevel = before.height === height && before.range === range && before.insets.top === insets.top;
  const wide = (frame: Pick<Frame, 'width' | 'insets'>): number => frame.width - frame.insets.left - frame.insets.right;
  const isAsWide = wide(before) === wide({ width, insets }) && before.rightToLeft === rightToLeft;
  // Times so large have no small fractions.
  const isAsLong = Math.abs(before.to - before.from - (to - from)) < 1e-6 * (to - from);
  return isLevel && before.insets.bottom === insets.bottom && isAsWide && isAsLong;
}
