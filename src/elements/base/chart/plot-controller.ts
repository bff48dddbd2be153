import type { LitElement, ReactiveController } from 'lit';
import type { ChartDeclaration } from './declaration.js';
import { Outliner } from './outliner.js';
import { readPalette, type Palette } from './palette.js';
import type { Picture } from './picture.js';
import { LinePlot } from './uplot.js';
import { layOut, type Look, type View } from './view.js';

/** What a plot needs to know of the lines beside their points. It may change with the data. */
export interface PlotLines {
  /** Colour tokens. */
  readonly colours: readonly string[];
  readonly filled: readonly boolean[];
  /** Called when the plot comes into sight. */
  readonly onShown: () => void;
}

/** The lines of a chart, which may be another one later. */
export function linesOf(chart: () => ChartDeclaration, onShown: () => void): PlotLines {
  let known: ChartDeclaration | undefined;
  let lines = { colours: [] as string[], filled: [] as boolean[] };
  const read = (): typeof lines => {
    const present = chart();
    const { series } = present;
    if (present !== known)
      lines = { colours: series.map(({ colour }) => colour), filled: series.map(({ filled }) => filled) };
    known = present;
    return lines;
  };
  return {
    get colours() {
      return read().colours;
    },
    get filled() {
      return read().filled;
    },
    onShown,
  };
}

/**
 * Keeps a canvas inside the host's `.canvas` element: as large as that, in the colours of the style sheet, drawn only
 * while it can be seen. Nothing is observed and no canvas exists while the host is not on the page.
 */
export class PlotController implements ReactiveController {
  readonly #host: LitElement;
  readonly #lines: PlotLines;
  readonly #outliner = new Outliner();
  #container: HTMLElement | undefined;
  #end: AbortController | undefined;
  #pen: CanvasRenderingContext2D | null = null;
  #probe: HTMLElement | undefined;
  #palette: Palette | undefined;
  #width = 0;
  #height = 0;
  #onScreen = false;
  #picture: Picture | undefined;
  #look: Look | undefined;
  #plot: LinePlot | undefined;
  #view: View | undefined;

  constructor(host: LitElement, lines: PlotLines) {
    this.#host = host;
    this.#lines = lines;
    host.addController(this);
  }

  /** Whether any part of the plot can be seen by someone who looks at the page. */
  get onScreen(): boolean {
    return this.#onScreen;
  }

  /** Shows a picture, or nothing. Draws only if something is different and can be seen. */
  show(picture: Picture | undefined, look: Look): void {
    if (picture === this.#picture && this.#look !== undefined && sameLook(look, this.#look)) return;
    this.#picture = picture;
    this.#look = look;
    this.#draw();
  }

  /** Where a point is in CSS pixels from the plot's corner; nothing while nothing is drawn. */
  placeOf(time: number, value: number): { readonly x: number; readonly y: number } | undefined {
    const projection = this.#plot?.projection;
    return projection && { x: projection.x(time), y: projection.y(value) };
  }

  /** The time under a place of the screen. */
  timeAt(clientX: number, { from, to }: Picture): number | undefined {
    if (this.#view === undefined || this.#container === undefined) return undefined;
    const { insets, width, rightToLeft } = this.#view;
    const x = clientX - this.#container.getBoundingClientRect().left - insets.left;
    const share = x / (width - insets.left - insets.right);
    return from + (to - from) * (rightToLeft ? 1 - share : share);
  }

  hostUpdated(): void {
    const find = (selector: string): HTMLElement | null => this.#host.renderRoot.querySelector<HTMLElement>(selector);
    const [container, probe, sentinel] = [find('.canvas'), find('.probe'), find('.sentinel')];
    if (this.#end !== undefined || container === null || probe === null || sentinel === null) return;
    this.#begin(container, probe, sentinel);
  }

  hostDisconnected(): void {
    this.#end?.abort();
    this.#end = undefined;
    this.#container = undefined;
    this.#palette = undefined;
    this.#onScreen = false;
    this.#clear();
  }

  #begin(container: HTMLElement, probe: HTMLElement, sentinel: HTMLElement): void {
    const { signal } = (this.#end = new AbortController());
    this.#container = container;
    this.#pen ??= document.createElement('canvas').getContext('2d');
    this.#probe = probe;
    // Its colours are transitions of a millisecond: whoever changes the scheme or a token, the browser tells.
    sentinel.addEventListener('transitionrun', () => this.#repaint(), { signal });
    const seen = new IntersectionObserver(([...entries]) => this.#see(entries.at(-1)?.isIntersecting ?? false));
    const sized = new ResizeObserver(([entry]) => entry && this.#resize(entry.contentRect));
    seen.observe(container);
    sized.observe(container);
    signal.addEventListener('abort', () => {
      seen.disconnect();
      sized.disconnect();
    });
  }

  #see(visible: boolean): void {
    const shown = visible && !this.#onScreen;
    this.#onScreen = visible;
    if (!shown) return;
    this.#lines.onShown();
    this.#draw();
  }

  #resize({ width, height }: DOMRectReadOnly): void {
    // Whole pixels: a canvas of fractions is scaled, and blurred, by the browser.
    const [wide, high] = [Math.floor(width), Math.floor(height)];
    if (wide === this.#width && high === this.#height) return;
    [this.#width, this.#height] = [wide, high];
    this.#draw();
  }

  #repaint(): void {
    this.#palette = undefined;
    this.#draw();
  }

  /** The colours of the style sheet, read once for the same lines. */
  #colours(): Palette | undefined {
    const { colours } = this.#lines;
    const isKnown = this.#palette !== undefined && this.#palette.lines.length === colours.length;
    if (!isKnown) this.#palette = this.#probe && readPalette(this.#probe, colours);
    return this.#palette;
  }

  #draw(): void {
    if (!this.#onScreen || this.#container === undefined) return;
    const view = this.#layOut();
    if (view === undefined) this.#clear();
    else if (this.#plot === undefined || this.#view === undefined || !sameKind(this.#view, view)) {
      this.#clear();
      this.#plot = new LinePlot(this.#container, view);
    } else this.#plot.show(view);
    this.#view = view;
  }

  #layOut(): View | undefined {
    const [picture, look, palette, pen] = [this.#picture, this.#look, this.#colours(), this.#pen];
    if (picture === undefined || look === undefined || palette === undefined || pen === null) return undefined;
    pen.font = palette.font;
    const measure = (text: string): number => pen.measureText(text).width;
    const [width, height, range] = [this.#width, this.#height, this.#view?.range];
    const outlines = this.#outliner.outlines(picture, width * devicePixelRatio);
    return layOut({ picture, outlines, look, palette, width, height, range, measure, filled: this.#lines.filled });
  }

  #clear(): void {
    this.#plot?.destroy();
    this.#plot = undefined;
    this.#view = undefined;
  }
}

/** Whether a plot that shows the one view can show the other. */
function sameKind(a: View, b: View): boolean {
  return a.rightToLeft === b.rightToLeft && a.lines.length === b.lines.length;
}

function sameLook(a: Look, b: Look): boolean {
  return (Object.keys(a) as (keyof Look)[]).every((key) => a[key] === b[key]);
}
