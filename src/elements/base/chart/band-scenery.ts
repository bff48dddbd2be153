/** Draws the bands of a target behind the lines: a soft ground, an edge, and a shape with a word. */
import type { Band } from './bands.js';
import type { Projection } from './scenery.js';
import type { View } from './view.js';

/** Least height of a band that has room for its word, in CSS pixels. */
const WORD_HEIGHT = 16;
const EDGE_DASH = [1, 3];

/** Draws every band that is in sight, and leaves the good one without a ground: nothing is wrong there. */
export function drawBands(ctx: CanvasRenderingContext2D, view: View, { y }: Projection): void {
  const { insets, width, palette, rightToLeft } = view;
  const [left, right] = [insets.left, width - insets.right];
  ctx.font = palette.font;
  ctx.textBaseline = 'middle';
  ctx.textAlign = rightToLeft ? 'left' : 'right';
  view.bands.forEach(({ band, low, high, label }, index) => {
    const [top, bottom] = [y(high), y(low)];
    ctx.fillStyle = palette.bands[band];
    ctx.fillRect(left, top, right - left, bottom - top);
    if (index > 0) drawEdge(ctx, left, right, bottom, palette.quiet);
    if (bottom - top < WORD_HEIGHT) return;
    const middle = index === view.bands.length - 1 ? bottom - 9 : top + 9;
    ctx.fillStyle = palette.quiet;
    const at = rightToLeft ? left + 6 : right - 6;
    ctx.fillText(label, at, middle);
    const beside = ctx.measureText(label).width + 11;
    drawShape(ctx, band, rightToLeft ? at + beside : at - beside, middle);
  });
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
