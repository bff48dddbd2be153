import type { LitElement, ReactiveController } from 'lit';
import type { ChartSeries } from './declaration.js';
import type { Drawing } from './export/png.js';
import { Outliner } from './outliner.js';
import { readPalette, type Palette } from './palette.js';
import type { Picture } from './picture.js';
import type { Grip } from './stretch.js';
import { TextWidths } from './text-widths.js';
import { LinePlot } from './uplot.js';
import { layOut, type Look, type View } from './view.js';

/** What a plot needs to know beside the picture. */
export interface PlotOptions {
  /** The lines of the picture, which may be others with the next one. */
  readonly lines: () => readonly ChartSeries[];
  /** Called when the plot comes into sight. */
  readonly onShown: () => void;
}

/**
 * Keeps a canvas inside the host's `.canvas` element: as large as that, in the colours of the style sheet, drawn only
 * while it can be seen. Nothing is observed and no canvas exists while the host is not on the page.
 */
export class PlotController implements ReactiveController {
  readonly #host: LitElement;
  readonly #options: PlotOptions;
  readonly #outliner = new Outliner();
  #container: HTMLElement | undefined;
  #end: AbortController | undefined;
  #widths: TextWidths | undefined;
  #probe: HTMLElement | undefined;
  #palette: Palette | undefined;
  #paletteOf = '';
  #paletteFor: readonly ChartSeries[] | undefined;
  #width = 0;
  #height = 0;
  #onScreen = false;
  #picture: Picture | undefined;
  #look: Look | undefined;
  #keepsFigures = false;
  /** Whether nothing waits to be drawn with the next update of the host. */
  #isDrawn = true;
  #plot: LinePlot | undefined;
  #view: View | undefined;

  constructor(host: LitElement, options: PlotOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** Whether any part of the plot can be seen by someone who looks at the page. */
  get onScreen(): boolean {
    return this.#onScreen;
  }

  /** What is on the canvas; nothing while nothing is drawn. */
  get drawing(): Drawing | undefined {
    const [canvas, view] = [this.#container?.querySelector('canvas'), this.#view];
    if (!canvas || view === undefined) return undefined;
    const { width, height, palette, rightToLeft } = view;
    return { canvas, width, height, palette, rightToLeft };
  }

  /**
   * Shows a picture, or nothing. Draws only if something is different and can be seen.
   *
   * @param keepsFigures whether the last values are told as before, while their places are the new ones
   */
  show(picture: Picture | undefined, look: Look, keepsFigures = false): void {
    const isSame = picture === this.#picture && this.#look !== undefined && sameLook(look, this.#look);
    if (isSame && this.#keepsFigures === keepsFigures && this.#isDrawn) return;
    this.#keepsFigures = keepsFigures;
    this.#picture = picture;
    this.#look = look;
    this.#draw();
  }

  /** Where a point is in CSS pixels from the plot's corner; nothing while nothing is drawn. */
  placeOf(time: number, value: number): { readonly x: number; readonly y: number } | undefined {
    const projection = this.#plot?.projection;
    return projection && { x: projection.x(time), y: projection.y(value) };
  }

  /** Width of the plotted area in CSS pixels; 0 while nothing is drawn. */
  get plottedWidth(): number {
    return this.#view === undefined ? 0 : this.#view.width - this.#view.insets.left - this.#view.insets.right;
  }

  /** The time under a place of the screen, and how far along the picture that is; beyond its ends too. */
  gripAt(clientX: number, { from, to }: Picture): Grip | undefined {
    if (this.#view === undefined || this.#container === undefined) return undefined;
    const { insets, width, rightToLeft } = this.#view;
    const x = clientX - this.#container.getBoundingClientRect().left - insets.left;
    const fromLeft = x / (width - insets.left - insets.right);
    const share = rightToLeft ? 1 - fromLeft : fromLeft;
    return { share, time: from + (to - from) * share };
  }

  hostUpdated(): void {
    const find = (selector: string): HTMLElement | null => this.#host.renderRoot.querySelector<HTMLElement>(selector);
    const [container, probe, sentinel] = [find('.canvas'), find('.probe'), find('.sentinel')];
    // An update that was asked for before the host was removed comes after it.
    if (this.#end !== undefined || !this.#host.isConnected || container === null || probe === null || sentinel === null)
      return;
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
    const pen = this.#widths === undefined ? document.createElement('canvas').getContext('2d') : null;
    if (pen !== null) this.#widths = new TextWidths(pen);
    this.#probe = probe;
    // Its colours are transitions of a millisecond: whoever changes the scheme or a token, the browser tells.
    sentinel.addEventListener('transitionrun', () => this.#repaint(), { signal });
    // Paper has colours of its own, and nothing on it is ever in transition.
    matchMedia('print').addEventListener('change', () => this.#repaint(), { signal });
    document.fonts.addEventListener('loadingdone', () => this.#onFonts(), { signal });
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
    this.#options.onShown();
    // What is about to be rendered is drawn then, and once.
    if (this.#host.isUpdatePending) this.#isDrawn = false;
    else this.#draw();
  }

  #resize({ width, height }: DOMRectReadOnly): void {
    // Whole pixels: a canvas of fractions is scaled, and blurred, by the browser.
    const [wide, high] = [Math.floor(width), Math.floor(height)];
    if (wide === this.#width && high === this.#height) return;
    [this.#width, this.#height] = [wide, high];
    this.#draw();
  }

  #onFonts(): void {
    this.#widths?.forget();
    this.#repaint();
  }

  #repaint(): void {
    this.#palette = undefined;
    this.#draw();
  }

  /** The colours of the style sheet, read once for the same lines. */
  #colours(): Palette | undefined {
    const lines = this.#options.lines();
    if (this.#palette !== undefined && lines === this.#paletteFor) return this.#palette;
    this.#paletteFor = lines;
    const colours = lines.map(({ colour }) => colour);
    const isKnown = this.#palette !== undefined && this.#paletteOf === colours.join(' ');
    if (!isKnown) this.#palette = this.#probe && readPalette(this.#probe, colours);
    this.#paletteOf = colours.join(' ');
    return this.#palette;
  }

  #draw(): void {
    this.#isDrawn = true;
    if (!this.#onScreen || this.#container === undefined) return;
    const view = this.#layOut();
    if (view === undefined) this.#clear();
    else if (this.#plot === undefined || this.#view?.rightToLeft !== view.rightToLeft) {
      this.#clear();
      this.#plot = new LinePlot(this.#container, view);
    } else this.#plot.show(view);
    this.#view = view;
  }

  #layOut(): View | undefined {
    const [picture, look, palette, widths] = [this.#picture, this.#look, this.#colours(), this.#widths];
    if (picture === undefined || look === undefined || palette === undefined || widths === undefined) return undefined;
    const measure = (text: string): number => widths.of(text, palette.font);
    const [width, height, before] = [this.#width, this.#height, this.#view];
    const outlines = this.#outliner.outlines(picture, width * devicePixelRatio);
    const [lines, keepsFigures] = [this.#options.lines(), this.#keepsFigures];
    return layOut({ picture, outlines, lines, look, palette, width, height, before, keepsFigures, measure });
  }

  #clear(): void {
    this.#plot?.destroy();
    this.#plot = undefined;
    this.#view = undefined;
  }
}

function sameLook(a: Look, b: Look): boolean {
  return (Object.keys(a) as (keyof Look)[]).every((key) => a[key] === b[key]);
}
