/** The only file that names uPlot: it turns columns into lines on a canvas, and nothing else. */
import { restoreLanguage } from './locale-guard.js';
import uPlot from 'uplot';
import { drawBehind, drawInFront, hatch, type Projection } from './scenery.js';
import type { View } from './view.js';

restoreLanguage();

const LINE_WIDTH = 1.75;

/** Lines on a canvas inside a container. Draws when it is told to, listens to nothing but the pixel ratio. */
export class LinePlot {
  readonly #plot: uPlot;
  #view: View;
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
      this.#plot.setScale('y', { min: view.range.low, max: view.range.high });
    });
  }

  /** Where times and values are, in CSS pixels from the corner of the container. */
  get projection(): Projection {
    const { left, top } = this.#view.insets;
    return {
      x: (time) => left + this.#plot.valToPos(time, 'x'),
      y: (value) => top + this.#plot.valToPos(value, 'y'),
    };
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
        y: { auto: false, min: view.range.low, max: view.range.high },
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
      fillTo: () => Math.max(this.#view.range.low, Math.min(0, this.#view.range.high)),
      gaps: (plot) => this.#gaps(plot, index),
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

  /** Stretches of the canvas without a line, from left to right. */
  #gaps(plot: uPlot, index: number): [number, number][] {
    const { times } = this.#view.columns;
    const place = (at: number): number => plot.valToPos(times[at] ?? NaN, 'x', true);
    const gaps = (this.#view.lines[index]?.gaps ?? []).map((gap): [number, number] => [place(gap), place(gap + 1)]);
    return this.#view.rightToLeft ? gaps.map(([from, to]): [number, number] => [to, from]).reverse() : gaps;
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

/** For uPlot, a line that has nothing to say at another line's time just goes on. */
function dataOf({ columns: { times, values, joined } }: View): uPlot.AlignedData {
  return [times, ...(joined ? values.map((column) => Array.from(column, defined)) : values)];
}

function defined(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : value;
}

function sameFrame(a: View, b: View): boolean {
  const sides = ['top', 'right', 'bottom', 'left'] as const;
  return a.width === b.width && a.height === b.height && sides.every((side) => a.insets[side] === b.insets[side]);
}
