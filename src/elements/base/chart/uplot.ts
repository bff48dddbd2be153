/** The only file that names uPlot: it turns columns into lines on a canvas, and nothing else. */
import { restoreLanguage } from './locale-guard.js';
import uPlot from 'uplot';
import { traceArea, traceLine } from './line-path.js';
import { asidesOf } from './line-width.js';
import { projectionOf, type Projection } from './projection.js';
import { RoughLine } from './rough-line.js';
import { drawBehind, drawInFront, hatch } from './scenery.js';
import type { LineView, View } from './view.js';

restoreLanguage();

const LINE_WIDTH = 1.75;

/**
 * A line that goes up and down for so many times its length is a band of colour, whatever its width. It is drawn one
 * pixel of the screen wide then, in upright strokes, until it is calmer again.
 */
const ROUGH = 8;
const CALM = 5;

const ENDS = [0, 1];
const NO_DASH: number[] = [];

/** uPlot reads the width of a path under this name; its types have another one (1.6.32, `drawPath`). */
type PathsOfWidth = uPlot.Series.Paths & { readonly _width: number };

/** Lines on a canvas inside a container. Draws when it is told to, listens to nothing but the pixel ratio. */
export class LinePlot {
  readonly #plot: uPlot;
  #view: View;
  /** Lines that are drawn as rough ones. */
  readonly #rough: (RoughLine | undefined)[] = [];
  #asidesOf: readonly number[] = [];
  #asidesAt = 0;
  #hatches = new Map<string, CanvasPattern | string>();

  /** Draws before anything is painted. The container should be empty and have a size. */
  constructor(container: HTMLElement, view: View) {
    this.#view = view;
    this.#plot = new uPlot(this.#options(view), dataOf(view), container);
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
    });
  }

  /** Where times and values are, in CSS pixels from the corner of the container. */
  get projection(): Projection {
    return projectionOf(this.#view);
  }

  /** Removes the canvas and every listener. */
  destroy(): void {
    this.#plot.destroy();
  }

  #options(view: View): uPlot.Options {
    // uPlot cuts a line off half its width outside of the plotted area: with a stroke of one pixel that is between two
    // pixels, or else every stroke would have to be cut through the middle of some.
    const inset = (side: keyof View['insets'], half: number) => (): number =>
      this.#view.insets[side] + half / uPlot.pxRatio;
    return {
      width: view.width,
      height: view.height,
      ms: 1,
      pxAlign: false,
      padding: [inset('top', 0.5), inset('right', -0.5), inset('bottom', -0.5), inset('left', 0.5)],
      scales: { x: { auto: false, time: false, min: 0, max: 1 }, y: { auto: false, min: 0, max: 1 } },
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
      if (line !== undefined) line.dash = dashOf(dash);
    }
  }

  #series(index: number): uPlot.Series {
    return {
      width: LINE_WIDTH,
      pxAlign: false,
      dash: dashOf(this.#view.lines[index]?.dash),
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
    const line = this.#view.lines[index];
    if (line === undefined) return null;
    // Strokes of a dashed line would not begin beside each other.
    const isWide = line.dash !== undefined;
    const stroke = isWide ? this.#calmLine(line, [0]).path : this.#line(index, line);
    return { stroke, fill: this.#area(line), clip: null, flags: 0, _width: isWide ? LINE_WIDTH : 1 / uPlot.pxRatio };
  }

  /** Takes the line for as rough or calm as it was, unless it turns out that it is not any more. */
  #line(index: number, line: LineView): Path2D {
    // A line that had to be thinned is rough as a rule.
    const rough = index in this.#rough || line.outline.settled === undefined ? this.#rough[index] : new RoughLine();
    this.#rough[index] = rough;
    if (rough !== undefined) {
      const path = rough.draw(line.outline, this.#view, uPlot.pxRatio);
      if (rough.roughness > CALM) return path;
      this.#rough[index] = undefined;
    }
    const { path, travel } = this.#calmLine(line, this.#asides());
    if (rough !== undefined || travel <= this.#plot.bbox.width * ROUGH) return path;
    return (this.#rough[index] = new RoughLine()).draw(line.outline, this.#view, uPlot.pxRatio);
  }

  #asides(): readonly number[] {
    if (this.#asidesAt !== uPlot.pxRatio) this.#asidesOf = asidesOf(LINE_WIDTH * uPlot.pxRatio);
    this.#asidesAt = uPlot.pxRatio;
    return this.#asidesOf;
  }

  #calmLine({ outline }: LineView, asides: readonly number[]): { readonly path: Path2D; readonly travel: number } {
    const path = new Path2D();
    return { path, travel: traceLine(path, outline, projectionOf(this.#view, uPlot.pxRatio), asides) };
  }

  #area({ filled, outline }: LineView): Path2D | null {
    if (!filled) return null;
    const projection = projectionOf(this.#view, uPlot.pxRatio);
    const { low, high } = this.#view.range;
    const path = new Path2D();
    traceArea(path, outline, projection, projection.y(Math.max(low, Math.min(0, high))));
    return path;
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
function dataOf({ lines }: View): uPlot.AlignedData {
  return [ENDS, ...lines.map(() => ENDS)];
}

/** In pixels of the canvas, unlike the width. */
function dashOf(dash: readonly number[] | undefined): number[] {
  return dash?.map((length) => length * uPlot.pxRatio) ?? NO_DASH;
}

function sameFrame(a: View, b: View): boolean {
  const sides = ['top', 'right', 'bottom', 'left'] as const;
  return a.width === b.width && a.height === b.height && sides.every((side) => a.insets[side] === b.insets[side]);
}
