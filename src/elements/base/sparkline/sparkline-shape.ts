import { columnsFrom } from '../chart/columns.js';
import { gapsIn } from '../chart/gaps.js';
import { extentOf } from '../chart/value-range.js';
import { placeOf, timePlaceOf, trace, type Points, type TraceFrame } from './trace.js';

/** What a sparkline is drawn from. */
export interface SparklineOptions {
  /** Length of the window that ends at the newest point, in milliseconds. */
  readonly windowMs: number;
  /** Size in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel; the line is thinned to columns of device pixels. Default 1. */
  readonly pixelRatio?: number;
  /** A value that is drawn as a dashed line, with everything shown from zero; none by default. */
  readonly reference?: number | undefined;
}

/** A sparkline as SVG path data, in CSS pixels. */
export interface SparklineShape {
  readonly width: number;
  readonly height: number;
  readonly line: string;
  readonly area: string;
  /** A dot on the newest value; empty where that is not known. */
  readonly last: string;
  /** The dashed line; empty where there is none. */
  readonly reference: string;
}

/** Room at the edges for the dot on the newest value and for half the line, in CSS pixels. */
const INSET = 3;

/** Values are given at least this share of their size, so that noise does not look like drama. */
const LEAST_SPAN_SHARE = 0.2;

/** Room over a value that is to be reached, as a factor. */
const AIR = 1.1;

/** Smaller than this in CSS pixels nothing can be seen. */
const LEAST_SIZE = 2 * INSET + 2;

/**
 * Draws the newest part of some points, which are read where they are; nothing where there is no point or no room.
 * Without axes, so the range is that of the values, but never so narrow that a quiet line looks wild.
 */
export function sparklineShape(points: Points, options: SparklineOptions): SparklineShape | undefined {
  const { windowMs, width, height, pixelRatio = 1, reference } = options;
  const to = points.times.at(-1);
  if (to === undefined || !(width >= LEAST_SIZE) || !(height >= LEAST_SIZE)) return undefined;
  const window = windowOf(points, to - windowMs);
  const range = rangeOf(window.values, reference);
  if (range === undefined) return undefined;
  const frame: TraceFrame = {
    from: to - windowMs,
    to,
    low: range[0],
    high: range[1],
    left: 0,
    right: width - INSET,
    top: INSET,
    bottom: height - INSET,
    columns: Math.max(1, Math.round((width - INSET) * pixelRatio)),
  };
  const { line, area } = trace(window, gapsIn(window.times, window.values), frame);
  return { width, height, line, area, last: lastOf(window, frame), reference: referenceOf(reference, frame) };
}

/** The points of the window and the one before it, from which the line comes in. No copy. */
function windowOf({ times, values }: Points, from: number): Points {
  const { times: near, values: columns } = columnsFrom({ times, values: [values] }, from);
  return { times: near, values: columns[0] ?? values };
}

function rangeOf(values: Float64Array, reference: number | undefined): readonly [number, number] | undefined {
  const extent = extentOf([values]);
  if (extent === undefined) return undefined;
  const [low, high] = extent;
  if (reference !== undefined && Number.isFinite(reference))
    return [Math.min(0, low), Math.max(reference, high, 1) * AIR];
  const size = Math.max(Math.abs(low), Math.abs(high)) || 1;
  const lacking = Math.max(0, size * LEAST_SPAN_SHARE - (high - low)) / 2;
  return [low - lacking, high + lacking];
}

function lastOf({ times, values }: Points, frame: TraceFrame): string {
  const [time, value] = [times.at(-1), values.at(-1)];
  if (time === undefined || value === undefined || !Number.isFinite(value)) return '';
  return `M${timePlaceOf(time, frame)} ${placeOf(value, frame)}h0`;
}

function referenceOf(reference: number | undefined, frame: TraceFrame): string {
  if (reference === undefined || !Number.isFinite(reference)) return '';
  return `M0 ${placeOf(reference, frame)}H${frame.right}`;
}
