import type { ValueRange } from './value-range.js';
import { decades } from './value-scale.js';

/** Where times and values are on the canvas, in CSS pixels from its corner. */
export interface Projection {
  x(time: number): number;
  y(value: number): number;
}

/** What decides where something is on a canvas. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly insets: { readonly top: number; readonly right: number; readonly bottom: number; readonly left: number };
  readonly from: number;
  readonly to: number;
  readonly range: ValueRange;
  readonly rightToLeft: boolean;
}

/** The projection of a frame. A pixel of the screen may be smaller: `scale` is how many there are in one. */
export function projectionOf(frame: Frame, scale = 1): Projection {
  const { width, height, insets, from, to, rightToLeft } = frame;
  const wide = (width - insets.left - insets.right) * scale;
  const high = (height - insets.top - insets.bottom) * scale;
  const [start, bottom] = [(rightToLeft ? width - insets.right : insets.left) * scale, insets.top * scale + high];
  const perMs = (rightToLeft ? -wide : wide) / (to - from || 1);
  const share = sharesOf(frame.range);
  return { x: (time) => start + (time - from) * perMs, y: (value) => bottom - share(value) * high };
}

/** The same in the middle of whole pixels: a canvas draws upright strokes there much faster than slanted ones. */
export function snapped({ x, y }: Projection): Projection {
  return { x: (time) => Math.floor(x(time)) + 0.5, y: (value) => Math.round(y(value)) };
}

/** How high a value is, as a share of the range. */
function sharesOf({ low, high, log }: ValueRange): (value: number) => number {
  if (log === undefined) {
    const span = high - low || 1;
    return (value) => (value - low) / span;
  }
  const { threshold } = log;
  const bottom = decades(low, threshold);
  const span = decades(high, threshold) - bottom || 1;
  return (value) => (decades(value, threshold) - bottom) / span;
}
