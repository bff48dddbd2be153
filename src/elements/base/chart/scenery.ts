/** What is drawn around the lines: grid, labels, target and last values. One unit is one CSS pixel. */
import { spreadLabels } from './label-places.js';
import type { View } from './view.js';

/** Where times and values are on the canvas. */
export interface Projection {
  x(time: number): number;
  y(value: number): number;
}

const DOT_RADIUS = 3.5;
const HALO_WIDTH = 4;
const TARGET_DASH = [4, 4];

/** Draws what lies behind the lines: hairlines and the labels of both axes. */
export function drawBehind(ctx: CanvasRenderingContext2D, view: View, { x, y }: Projection): void {
  const { width, height, insets, palette, rightToLeft } = view;
  ctx.font = palette.font;
  ctx.strokeStyle = palette.grid;
  ctx.fillStyle = palette.text;
  ctx.lineWidth = 1;
  // The last line of the picture before may have been drawn in strokes.
  ctx.setLineDash([]);
  ctx.textBaseline = 'middle';
  ctx.textAlign = rightToLeft ? 'left' : 'right';
  for (const { at, label } of view.valueTicks) {
    line(ctx, insets.left, width - insets.right, y(at));
    ctx.fillText(label, rightToLeft ? width - insets.right + 8 : insets.left - 8, y(at));
  }
  ctx.textBaseline = 'alphabetic';
  ctx.textAlign = 'center';
  for (const { at, label } of view.timeTicks) ctx.fillText(label, x(at), height - 8);
}

/** Draws what lies over the lines: the target, points that stand alone, and the last values. */
export function drawInFront(ctx: CanvasRenderingContext2D, view: View, projection: Projection): void {
  ctx.font = view.palette.font;
  drawTarget(ctx, view, projection);
  const lasts = view.lines.map((_, index) => lastOf(view, index));
  const tops = spreadLabels(lasts.map((last) => (last === undefined ? NaN : projection.y(last.value))));
  lasts.forEach((last, index) => {
    drawLonePoints(ctx, view, index, projection);
    if (last !== undefined) drawLast(ctx, view, index, projection, last, tops[index] ?? NaN);
  });
}

/** The newest point of a line, if it is inside the window. */
function lastOf({ columns, from }: View, index: number): LastPoint | undefined {
  const values = columns.values[index];
  const last = values?.findLastIndex(Number.isFinite) ?? -1;
  const [time, value] = [columns.times[last], values?.[last]];
  return time === undefined || value === undefined || time < from ? undefined : { time, value };
}

interface LastPoint {
  readonly time: number;
  readonly value: number;
}

function drawTarget(ctx: CanvasRenderingContext2D, view: View, { y }: Projection): void {
  const { target, range, insets, width, height, palette, rightToLeft } = view;
  if (target === undefined) return;
  const inside = range.target === 'inside';
  const at = inside ? y(target.value) : range.target === 'above' ? insets.top : height - insets.bottom;
  if (inside) {
    ctx.strokeStyle = palette.quiet;
    ctx.lineWidth = 1.25;
    ctx.setLineDash(TARGET_DASH);
    line(ctx, insets.left, width - insets.right, at);
    ctx.setLineDash([]);
  }
  ctx.textAlign = rightToLeft ? 'right' : 'left';
  // A target over the picture is named under the upper edge; any other label stands on its line.
  const under = range.target === 'above' || at - insets.top < 14;
  ctx.textBaseline = under ? 'top' : 'alphabetic';
  text(ctx, target.label, rightToLeft ? width - insets.right - 6 : insets.left + 6, under ? at + 6 : at - 6, view);
}

/** A point with gaps on both sides has no line; without a dot it would be invisible. */
function drawLonePoints(ctx: CanvasRenderingContext2D, view: View, index: number, { x, y }: Projection): void {
  const gaps = view.lines[index]?.gaps ?? [];
  const { times } = view.columns;
  const values = view.columns.values[index];
  ctx.fillStyle = view.lines[index]?.colours.stroke ?? '';
  gaps.forEach((gap, place) => {
    const [time, value] = [times[gap], values?.[gap]];
    const before = place === 0 ? gap === 0 : gaps[place - 1] === gap - 1;
    if (before && time !== undefined && time >= view.from && value !== undefined) dot(ctx, x(time), y(value), 1.5);
  });
}

function drawLast(
  ctx: CanvasRenderingContext2D,
  view: View,
  index: number,
  { x, y }: Projection,
  { time, value }: LastPoint,
  labelTop: number,
): void {
  const { palette, rightToLeft } = view;
  const look = view.lines[index];
  if (look === undefined) return;
  const [left, top] = [x(time), y(value)];
  ctx.fillStyle = palette.surface;
  dot(ctx, left, top, DOT_RADIUS + 1.5);
  ctx.fillStyle = look.colours.stroke;
  dot(ctx, left, top, DOT_RADIUS);
  ctx.textBaseline = 'middle';
  ctx.textAlign = rightToLeft ? 'right' : 'left';
  ctx.fillStyle = look.colours === palette.old ? palette.quiet : palette.strong;
  ctx.fillText(view.lastLabels[index] ?? '', left + (rightToLeft ? -10 : 10), labelTop);
}

/** A small tile of slanted strokes, repeated over the area of simulated values. */
export function hatch(
  ctx: CanvasRenderingContext2D,
  fill: string,
  stroke: string,
  scale: number,
): CanvasPattern | string {
  const tile = ctx.canvas.ownerDocument.createElement('canvas');
  const size = Math.max(4, Math.round(8 * scale));
  tile.width = size;
  tile.height = size;
  const pen = tile.getContext('2d');
  if (pen === null) return fill;
  pen.fillStyle = fill;
  pen.fillRect(0, 0, size, size);
  pen.strokeStyle = stroke;
  pen.lineWidth = scale;
  // Three strokes, so that the corners of neighbouring tiles meet.
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift - 1, size + 1);
    pen.lineTo(shift + size + 1, -1);
  }
  pen.stroke();
  return ctx.createPattern(tile, 'repeat') ?? fill;
}

/** A horizontal hairline on whole pixels. */
function line(ctx: CanvasRenderingContext2D, from: number, to: number, top: number): void {
  const crisp = Math.round(top) + 0.5;
  ctx.beginPath();
  ctx.moveTo(from, crisp);
  ctx.lineTo(to, crisp);
  ctx.stroke();
}

function dot(ctx: CanvasRenderingContext2D, left: number, top: number, radius: number): void {
  ctx.beginPath();
  ctx.arc(left, top, radius, 0, Math.PI * 2);
  ctx.fill();
}

/** A label that stays readable where a line crosses it. */
function text(ctx: CanvasRenderingContext2D, label: string, left: number, top: number, { palette }: View): void {
  ctx.lineWidth = HALO_WIDTH;
  ctx.lineJoin = 'round';
  ctx.strokeStyle = palette.surface;
  ctx.strokeText(label, left, top);
  ctx.fillStyle = palette.text;
  ctx.fillText(label, left, top);
}
