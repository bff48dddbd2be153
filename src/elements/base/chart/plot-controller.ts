import type { LitElement, ReactiveController } from 'lit';
import type { Drawing } from './export/png.js';
import { readPalette, type Palette } from './palette.js';
import type { Picture } from './picture.js';
import { LinePlot } from './uplot.js';
import { layOut, type Look, type View } from './view.js';

/** What a plot needs to know of the lines before there is any data. */
export interface PlotLines {
  /** Colour tokens. */
  readonly colours: readonly string[];
  readonly filled: readonly boolean[];
  /** Strokes and gaps of each line, in CSS pixels; nothing for a solid one. */
  readonly dashes: readonly (readonly number[] | undefined)[];
  /** Called when the plot comes into sight. */
  readonly onShown: () => void;
}

/**
 * Keeps a canvas inside the host's `.canvas` element: as large as that, in the colours of the style sheet, drawn only
 * while it can be seen. Nothing is observed and no canvas exists while the host is not on the page.
 */
export class PlotController implements ReactiveController {
  readonly #host: LitElement;
  readonly #lines: PlotLines;
  #container: HTMLElement | undefined;
  #end: AbortController | undefined;
  #pen: CanvasRenderingContext2D | null = null;
  #palette: Palette | undefined;
  #width = 0;
  #height = 0;
  #onScreen = false;
  #picture: Picture | undefined;
  #look: Look | undefined;
  #places: readonly number[] = [];
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
   * @param places which of the declared lines the columns of the picture are
   */
  show(picture: Picture | undefined, look: Look, places: readonly number[]): void {
    if (picture === this.#picture && this.#look !== undefined && sameLook(look, this.#look)) return;
    this.#picture = picture;
    this.#look = look;
    this.#places = places;
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
    this.#onScreen = false;
    this.#clear();
  }

  #begin(container: HTMLElement, probe: HTMLElement, sentinel: HTMLElement): void {
    const { signal } = (this.#end = new AbortController());
    this.#container = container;
    this.#pen ??= document.createElement('canvas').getContext('2d');
    this.#palette = readPalette(probe, this.#lines.colours);
    // Its colours are transitions of a millisecond: whoever changes the scheme or a token, the browser tells.
    sentinel.addEventListener('transitionrun', () => this.#repaint(probe), { signal });
    // Paper has colours of its own, and nothing on it is ever in transition.
    matchMedia('print').addEventListener('change', () => this.#repaint(probe), { signal });
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

  #repaint(probe: HTMLElement): void {
    this.#palette = readPalette(probe, this.#lines.colours);
    this.#draw();
  }

  #draw(): void {
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
    const [picture, look, palette, pen] = [this.#picture, this.#look, this.#palette, this.#pen];
    if (picture === undefined || look === undefined || palette === undefined || pen === null) return undefined;
    pen.font = palette.font;
    const measure = (text: string): number => pen.measureText(text).width;
    const [width, height, range] = [this.#width, this.#height, this.#view?.range];
    const { filled, dashes } = this.#lines;
    return layOut({ picture, look, palette, width, height, range, measure, filled, dashes, places: this.#places });
  }

  #clear(): void {
    this.#plot?.destroy();
    this.#plot = undefined;
    this.#view = undefined;
  }
}

function sameLook(a: Look, b: Look): boolean {
  return a.old === b.old && a.simulated === b.simulated && a.rightToLeft === b.rightToLeft && a.labels === b.labels;
}
