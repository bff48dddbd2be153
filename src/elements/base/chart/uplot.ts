/** The only file that names uPlot: it turns columns into lines on a canvas, and nothing else. */
import { restoreLanguage } from './locale-guard.js';
import uPlot from 'uplot';
import { traceArea, traceLine } from './line-path.js';
import type { Outline } from './outline.js';
import { projectionOf, snapped, type Projection } from './projection.js';
import { drawBehind, drawInFront, hatch } from './scenery.js';
import type { View } from './view.js';

restoreLanguage();

const LINE_WIDTH = 1.75;

/**
 * A line that goes up and down for so many times its length is a band of colour, whatever its width. It is drawn one
 * pixel of the screen wide then, which a canvas does some ten times faster; until it is calmer again.
 */
const ROUGH = 8;
const CALM = 5;

/** uPlot reads the width of a path under this name; its types have another one (1.6.32, `drawPath`). */
type PathsOfWidth = uPlot.Series.Paths & { readonly _width: number };

/** Lines on a canvas inside a container. Draws when it is told to, listens to nothing but the pixel ratio. */
export class LinePlot {
  readonly #plot: uPlot;
  #view: View;
  readonly #rough: boolean[] = [];
  #hatches = new Map<string, CanvasPattern | string>();

  /** Draws at once. The container should be empty and have a size. */
  constructor(container: HTMLElement, view: View) {
    this.#view = view;
    this.#plot = new uPlot(this.#options(view), dataOf(view), container);
    this.show(view);
  }

  /** Draws another view before it returns. Lines that come or go do not make the plot anew. */
  show(view: View): void {
    const before = this.#view;
    this.#view = view;
    if (before.palette !== view.palette) this.#hatches.clear();
    this.#fitLines(view);
    this.#plot.batch(() => {
      if (!sameFrame(before, view)) this.#plot.setSize(view);
      this.#plot.setData(dataOf(view), false);
      this.#plot.setScale('x', { min: view.from, max: view.to });
    });
  }

  /** Where times and values are, in CSS pixels from the corner of the container. */
  get projection(): Projection {
    return projectionOf(this.#view);
  }

  /** The time under a place, in CSS pixels from the container's left side. */
  timeAt(x: number): number {
    return this.#plot.posToVal(x - this.#view.insets.left, 'x');
  }

  /** Removes the canvas and every listener. */
  destroy(): void {
    this.#plot.destroy();
  }

  #options(view: View): uPlot.Options {
    const inset = (side: keyof View['insets']) => (): number => this.#view.insets[side];
    return {
      width: view.width,
      height: view.height,
      ms: 1,
      pxAlign: false,
      padding: [inset('top'), inset('right'), inset('bottom'), inset('left')],
      scales: {
        x: { auto: false, time: true, min: view.from, max: view.to, dir: view.rightToLeft ? -1 : 1 },
        y: { auto: false, min: 0, max: 1 },
      },
      axes: [{ show: false }, { show: false }],
      series: [{}, ...view.lines.map((_, index) => this.#series(index))],
      cursor: { show: false },
      legend: { show: false },
      select: { show: false, left: 0, top: 0, width: 0, height: 0 },
      hooks: { drawClear: [() => this.#draw(drawBehind)], draw: [() => this.#draw(drawInFront)] },
    };
  }

  /** The first of uPlot's series are the times. */
  #fitLines({ lines }: View): void {
    const { series } = this.#plot;
    while (series.length - 1 < lines.length) this.#plot.addSeries(this.#series(series.length - 1));
    while (series.length - 1 > lines.length) this.#plot.delSeries(series.length - 1);
    for (const [index, { dash }] of lines.entries()) {
      const line = series[index + 1];
      // In pixels of the canvas, unlike the width.
      if (line !== undefined) line.dash = dash?.map((length) => length * uPlot.pxRatio) ?? [];
    }
  }

  #series(index: number): uPlot.Series {
    return {
      width: LINE_WIDTH,
      pxAlign: false,
      points: { show: false },
      stroke: () => this.#view.lines[index]?.colours.stroke ?? '',
      fill: () => this.#fill(index),
      paths: () => this.#paths(index),
    };
  }

  /** uPlot hands a fill to the canvas as it is; its types know only texts and gradients. */
  #fill(index: number): CanvasGradient | string {
    const line = this.#view.lines[index];
    if (line === undefined || !line.filled) return '';
    const { fill, hatch: stroke } = line.colours;
    if (!this.#view.simulated) return fill;
    const key = `${fill} ${stroke} ${uPlot.pxRatio}`;
    const known = this.#hatches.get(key) ?? hatch(this.#plot.ctx, fill, stroke, uPlot.pxRatio);
    this.#hatches.set(key, known);
    return known as string;
  }

  /** The line as it was thinned, and the area under it, in pixels of the screen. */
  #paths(index: number): PathsOfWidth | null {
    const { lines, range } = this.#view;
    const line = lines[index];
    if (line === undefined) return null;
    const projection = projectionOf(this.#view, uPlot.pxRatio);
    const stroke = this.#stroke(index, line.outline, projection);
    const width = this.#rough[index] === true ? 1 / uPlot.pxRatio : LINE_WIDTH;
    const fill = line.filled ? new Path2D() : null;
    const base = projection.y(Math.max(range.low, Math.min(0, range.high)));
    if (fill !== null) traceArea(fill, line.outline, projection, base);
    return { stroke, fill, clip: null, flags: 0, _width: width };
  }

  /** Takes the line for as rough or calm as it was, unless it turns out that it is not any more. */
  #stroke(index: number, outline: Outline, projection: Projection): Path2D {
    const draw = (isRough: boolean): [stroke: Path2D, travel: number] => {
      const stroke = new Path2D();
      return [stroke, traceLine(stroke, outline, isRough ? snapped(projection) : projection)];
    };
    const wasRough = this.#rough[index] === true;
    const [stroke, travel] = draw(wasRough);
    const isRough = travel > this.#plot.bbox.width * (wasRough ? CALM : ROUGH);
    this.#rough[index] = isRough;
    return isRough === wasRough ? stroke : draw(isRough)[0];
  }

  /** Draws in CSS pixels, and gives the canvas back as uPlot left it. */
  #draw(draw: (ctx: CanvasRenderingContext2D, view: View, projection: Projection) => void): void {
    const { ctx } = this.#plot;
    ctx.save();
    ctx.scale(uPlot.pxRatio, uPlot.pxRatio);
    draw(ctx, this.#view, this.projection);
    ctx.restore();
  }
}

/** uPlot draws paths of ours, so that all it needs of the points is that there are some. */
function dataOf({ from, to, lines }: View): uPlot.AlignedData {
  return [[from, to], ...lines.map(() => [0, 1])];
}

function sameFrame(a: View, b: View): boolean {
  const sides = ['top', 'right', 'bottom', 'left'] as const;
  return a.width === b.width && a.height === b.height && sides.every((side) => a.insets[side] === b.insets[side]);
}
