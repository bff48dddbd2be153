/** What is drawn around the lines: grid, labels, target and last values. One unit is one CSS pixel. */
import { drawBandEdges, drawBandGrounds } from './band-scenery.js';
import { spreadLabels } from './label-places.js';
import { eachLonePoint, newestOf } from './line-path.js';
import type { Projection } from './projection.js';
import type { View } from './view.js';

const DOT_RADIUS = 3.5;
const HALO_WIDTH = 4;
const TARGET_DASH = [4, 4];

/** Draws what lies behind the lines: bands, hairlines and the labels of both axes. */
export function drawBehind(ctx: CanvasRenderingContext2D, view: View, projection: Projection): void {
  const { backdrop, height, insets, palette, rightToLeft, timeTicks, width } = view;
  // The last line of the picture before may have been drawn in strokes.
  ctx.setLineDash([]);
  ctx.font = palette.font;
  drawBandGrounds(ctx, backdrop, projection);
  ctx.fillStyle = palette.grid;
  for (const { at } of backdrop.valueTicks)
    ctx.fillRect(insets.left, Math.round(projection.y(at)), width - insets.left - insets.right, 1);
  ctx.fillStyle = palette.text;
  ctx.textBaseline = 'middle';
  ctx.textAlign = rightToLeft ? 'left' : 'right';
  for (const { at, label } of backdrop.valueTicks)
    ctx.fillText(label, rightToLeft ? width - insets.right + 8 : insets.left - 8, projection.y(at));
  drawBandEdges(ctx, backdrop, projection);
  ctx.fillStyle = palette.text;
  ctx.textBaseline = 'alphabetic';
  ctx.textAlign = 'center';
  for (const { at, label } of timeTicks) ctx.fillText(label, projection.x(at), height - 8);
}

/** Draws what lies over the lines: the target, points that stand alone, and the last values. */
export function drawInFront(ctx: CanvasRenderingContext2D, view: View, projection: Projection): void {
  // The last line may have been drawn in strokes.
  ctx.setLineDash([]);
  ctx.font = view.palette.font;
  drawTarget(ctx, view, projection);
  const lasts = view.lines.map((_, index) => lastOf(view, index));
  const tops = spreadLabels(lasts.map((last) => (last === undefined ? NaN : projection.y(last.value))));
  view.lines.forEach((_, index) => drawLonePoints(ctx, view, index, projection));
  drawHalos(ctx, view, lasts, projection);
  lasts.forEach((last, index) => {
    if (last !== undefined) drawLast(ctx, view, index, projection, last, tops[index] ?? NaN);
  });
}

/** The last point of a line that is inside the window. */
function lastOf({ lines, from, to }: View, index: number): LastPoint | undefined {
  const outline = lines[index]?.outline;
  const last = outline && newestOf(outline, to);
  return last === undefined || last.time < from ? undefined : last;
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
  const line = view.lines[index];
  if (line === undefined) return;
  ctx.fillStyle = line.colours.stroke;
  eachLonePoint(line.outline, (time, value) => {
    if (time >= view.from && time <= view.to) dot(ctx, x(time), y(value), 1.5);
  });
}

/** The ground under the dots of the last values: all at once, which costs as much as one. */
function drawHalos(
  ctx: CanvasRenderingContext2D,
  { palette }: View,
  lasts: readonly (LastPoint | undefined)[],
  { x, y }: Projection,
): void {
  ctx.fillStyle = palette.surface;
  ctx.beginPath();
  for (const last of lasts) {
    if (last === undefined) continue;
    const [left, top] = [x(last.time), y(last.value)];
    ctx.moveTo(left, top);
    ctx.arc(left, top, DOT_RADIUS + 1.5, 0, Math.PI * 2);
  }
  ctx.fill();
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
