import { html, type LitElement, type TemplateResult } from 'lit';
import { AnnotationController } from './annotation-controller.js';
import type { AnnotationParts } from './annotation-source.js';
import type { Annotation } from './annotations.js';
import type { ChartFacts } from './chart-legend.js';
import { renderPlot, type PlotFacts } from './chart-plot.js';
import { CursorController } from './cursor-controller.js';
import { Gestures } from './gestures.js';
import type { PictureController } from './picture-controller.js';
import { placeOverlay } from './placement.js';
import type { PlotController } from './plot-controller.js';
import { Zoom } from './zoom.js';
import { renderZoomBar } from './zoom-bar.js';
import { zoomCommand } from './zoom-keys.js';

/** What a {@link Reading} works on. */
export interface ReadingParts {
  readonly plot: PlotController;
  readonly pictures: PictureController;
  /** Ends a pause. */
  readonly resume: () => void;
  /** Pauses, or ends a pause. */
  readonly onPause: () => void;
  readonly rightToLeft: () => boolean;
}

/** How the picture is shown, apart from what is read in it. */
export type PlotState = Pick<PlotFacts, 'hidden' | 'paused' | 'simulated'>;

/** How a person reads a chart: the cursor, zoom and its gestures and keys, and what happened in time. */
export class Reading {
  readonly #host: LitElement;
  readonly #parts: ReadingParts;
  readonly #cursor: CursorController;
  readonly #gestures: Gestures;
  readonly #annotations: AnnotationController;
  /** The stretch that is looked at. */
  readonly zoom: Zoom;

  constructor(host: LitElement, parts: ReadingParts) {
    const { plot, pictures, resume, rightToLeft } = parts;
    const picture = (): typeof pictures.picture => pictures.picture;
    this.#host = host;
    this.#parts = parts;
    this.#cursor = new CursorController(host, plot, picture);
    this.zoom = new Zoom(pictures, resume);
    const changed = (): void => host.requestUpdate();
    this.#gestures = new Gestures({ plot, cursor: this.#cursor, zoom: this.zoom, picture, changed });
    this.#annotations = new AnnotationController(host, {
      read: (time) => this.#cursor.choose(time),
      leave: () => this.#focusPlot(),
      rightToLeft,
    });
  }

  /** Whether a moment is shown, read here or in another chart of the group. */
  get isReading(): boolean {
    return this.#cursor.point !== undefined;
  }

  /** What happened, oldest first. */
  get annotations(): readonly Annotation[] {
    return this.#annotations.list;
  }

  /**
   * Looks again at what is read, before the host is rendered.
   *
   * @param group name that charts share which show the same moment
   */
  look(group: string | undefined, annotations: AnnotationParts): void {
    const { plot, pictures } = this.#parts;
    this.#cursor.joinGroup(group);
    this.#annotations.look(annotations, pictures.picture, plot.plottedWidth);
  }

  /** The plot with its cursor, and over it what can be reached by itself: a slider holds nothing else. */
  render(facts: ChartFacts, state: PlotState): TemplateResult {
    const { point, ownPoint } = this.#cursor;
    return html`${renderPlot({
      ...facts,
      ...state,
      point,
      ownPoint,
      happened: this.#annotations.textAt(ownPoint?.time, facts.picture),
      gestures: this.#gestures,
      onKey: this.#onKey,
      onPointerLeave: this.#onPointerLeave,
      onBlur: this.#onBlur,
    })}${this.#annotations.render(facts, state.hidden)}${renderZoomBar(facts, facts.isZoomed && !state.hidden, this.#onLive)}`;
  }

  /** Puts what lies over the plot in its place, once the plot is drawn. */
  place(): void {
    const { plot, pictures } = this.#parts;
    const [{ picture }, { point }, { selection }] = [pictures, this.#cursor, this.#gestures];
    placeOverlay(this.#host.renderRoot, plot, { picture, point, selection });
  }

  /** Lets go of what a hand holds. */
  cancel(): void {
    this.#gestures.cancel();
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (this.#press(event)) event.preventDefault();
  };

  #press({ key, shiftKey }: KeyboardEvent): boolean {
    const { onPause, rightToLeft } = this.#parts;
    if (key === ' ') return (onPause(), true);
    if (key === 'Escape') return this.#gestures.cancel() || this.#cursor.leave();
    const command = zoomCommand(key, shiftKey, rightToLeft());
    if (command === undefined) return this.#cursor.press(key, rightToLeft());
    this.zoom.run(command, this.#cursor.ownPoint?.time);
    return true;
  }

  readonly #onLive = (): void => {
    this.zoom.live();
    // The button is gone.
    this.#focusPlot();
  };

  #focusPlot(): void {
    this.#host.renderRoot.querySelector<HTMLElement>('.plot')?.focus();
  }

  // A finger that was lifted has not stopped reading.
  readonly #onPointerLeave = (event: PointerEvent): void => {
    if (event.pointerType !== 'touch') this.#cursor.leave();
  };

  readonly #onBlur = (): void => void this.#cursor.leave();
}
