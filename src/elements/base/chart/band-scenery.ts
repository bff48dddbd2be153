/** Draws the bands of a target behind the lines: a soft ground, an edge, and a shape with a word. */
import type { Backdrop } from './backdrop.js';
import type { Band } from './bands.js';
import type { Projection } from './projection.js';

/** Least height of a band that has room for its word, in CSS pixels. */
const WORD_HEIGHT = 16;
/** Least width of a picture that has room for words, in CSS pixels; on a smaller one the shapes stand alone. */
const WORD_WIDTH = 260;
const EDGE_DASH = [1, 3];

/** Draws the grounds of the bands, but for the good one: nothing is wrong there. The first thing on a canvas. */
export function drawBandGrounds(ctx: CanvasRenderingContext2D, view: Backdrop, { y }: Projection): void {
  const { insets, width, palette } = view;
  for (const { band, low, high } of view.bands) {
    ctx.fillStyle = palette.bands[band];
    ctx.fillRect(insets.left, y(high), width - insets.left - insets.right, y(low) - y(high));
  }
}

/** Draws the edges of the bands, and of each its shape with a word beside the edge. Over the grid. */
export function drawBandEdges(ctx: CanvasRenderingContext2D, view: Backdrop, { y }: Projection): void {
  const { insets, width, palette, rightToLeft } = view;
  const [left, right] = [insets.left, width - insets.right];
  ctx.textBaseline = 'middle';
  ctx.textAlign = rightToLeft ? 'left' : 'right';
  view.bands.forEach(({ band, low, high, label }, index) => {
    const [top, bottom] = [y(high), y(low)];
    if (index > 0) drawEdge(ctx, left, right, bottom, palette.quiet);
    if (bottom - top < WORD_HEIGHT) return;
    const middle = index === view.bands.length - 1 ? bottom - 9 : top + 9;
    const at = rightToLeft ? left + 6 : right - 6;
    const isWide = right - left >= WORD_WIDTH;
    if (isWide) drawWord(ctx, label, at, middle, view);
    const beside = isWide ? ctx.measureText(label).width + 11 : 5;
    ctx.fillStyle = palette.quiet;
    drawShape(ctx, band, rightToLeft ? at + beside : at - beside, middle);
  });
}

/** On a halo, so that it stays readable where a line of the grid crosses it. */
function drawWord(
  ctx: CanvasRenderingContext2D,
  label: string,
  left: number,
  top: number,
  { palette }: Backdrop,
): void {
  ctx.lineWidth = 4;
  ctx.lineJoin = 'round';
  ctx.strokeStyle = palette.surface;
  ctx.strokeText(label, left, top);
  ctx.fillStyle = palette.quiet;
  ctx.fillText(label, left, top);
}

function drawEdge(ctx: CanvasRenderingContext2D, left: number, right: number, top: number, colour: string): void {
  const crisp = Math.round(top) + 0.5;
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1;
  ctx.setLineDash(EDGE_DASH);
  ctx.beginPath();
  ctx.moveTo(left, crisp);
  ctx.lineTo(right, crisp);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** The shapes of the legend: a tick, a triangle, a square. */
function drawShape(ctx: CanvasRenderingContext2D, band: Band, x: number, y: number): void {
  ctx.beginPath();
  if (band === 'good') {
    ctx.moveTo(x - 3.5, y + 0.5);
    ctx.lineTo(x - 1, y + 3);
    ctx.lineTo(x + 3.5, y - 3);
    ctx.strokeStyle = ctx.fillStyle;
    ctx.lineWidth = 1.5;
    ctx.stroke();
    return;
  }
  if (band === 'poor') ctx.rect(x - 3, y - 3, 6, 6);
  else {
    ctx.moveTo(x, y - 3.5);
    ctx.lineTo(x + 3.8, y + 3);
    ctx.lineTo(x - 3.8, y + 3);
  }
  ctx.fill();
}
