import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { NO_DATA, type DataHealth } from '../../../session/data-health.js';
import { numberInRange } from '../attributes.js';
import { AurigraphElement } from '../aurigraph-element.js';
import { AnnotationController } from './annotation-controller.js';
import type { ChartAnnotation } from './annotations.js';
import { CanvasLabelSource } from './canvas-labels.js';
import { chartIcons } from './chart-icons.js';
import { renderLegend, type ChartFacts } from './chart-legend.js';
import { renderPlot } from './chart-plot.js';
import { summarise, Summary } from './chart-summary.js';
import { renderTable } from './chart-table.js';
import { chartStyles } from './chart.styles.js';
import { CursorController } from './cursor-controller.js';
import type { ChartDeclaration } from './declaration.js';
import { Gestures } from './gestures.js';
import { PictureController } from './picture-controller.js';
import { placeOverlay } from './placement.js';
import { PlotController } from './plot-controller.js';
import { readingStyles } from './reading.styles.js';
import type { Look } from './view.js';
import { renderWindowChoice } from './window-choice.js';
import { Zoom } from './zoom.js';
import { renderZoomBar } from './zoom-bar.js';
import { zoomCommand } from './zoom-keys.js';

/** Length of the window in seconds: default, least and most. */
const WINDOW_SECONDS = { usual: 60, min: 10, max: 3_600 };

/** What stands in the place of the picture, if it is not the picture. */
type Phase = 'chart' | 'loading' | 'idle' | 'failed' | 'empty';

/**
 * What every chart over time is: a window of the past that ends at the newest value, a target, a legend, a cursor, a
 * table and a summary. A chart is a declaration; see {@link ChartDeclaration}.
 */
export abstract class AurigraphChart extends AurigraphElement {
  static override styles: CSSResultGroup = [AurigraphElement.styles, chartStyles, readingStyles];

  /** Length of the window in seconds, 10 to 3600; default 60. */
  @property({ type: Number, attribute: 'window-seconds' }) windowSeconds: number | undefined;

  /** Holds the picture while data goes on. */
  @property({ type: Boolean, reflect: true }) paused = false;

  /** Shows no legend under the chart. */
  @property({ type: Boolean, attribute: 'legend-hidden' }) legendHidden = false;

  /** Shows no bands of the target behind the lines. */
  @property({ type: Boolean, attribute: 'bands-hidden' }) bandsHidden = false;

  /** Charts of the document with the same name here show the moment that is read in one of them; none by default. */
  @property({ attribute: 'cursor-group' }) cursorGroup: string | undefined;

  /** What the page marks in time; the last 200 are shown. A new list for a change. */
  @property({ attribute: false }) annotations: readonly ChartAnnotation[] | undefined;

  /** Whether the values are shown as a table. */
  @state() private asTable = false;

  readonly #chart = this.declare();
  readonly #plot = new PlotController(this, {
    colours: this.#chart.series.map(({ colour }) => colour),
    filled: this.#chart.series.map(({ filled }) => filled),
    onShown: () => this.#pictures.catchUp(),
  });
  readonly #pictures = new PictureController(this, {
    session: this.session,
    chart: this.#chart,
    onScreen: () => this.#plot.onScreen,
  });
  readonly #cursor = new CursorController(this, this.#plot, () => this.#pictures.picture);
  readonly #zoom = new Zoom(this.#pictures, () => this.resume());
  readonly #gestures = new Gestures({
    plot: this.#plot,
    cursor: this.#cursor,
    zoom: this.#zoom,
    picture: () => this.#pictures.picture,
    changed: () => this.requestUpdate(),
  });
  readonly #annotations = new AnnotationController(this, {
    read: (time) => this.#cursor.choose(time),
    leave: () => this.#focusPlot(),
    rightToLeft: () => this.#rightToLeft,
  });
  readonly #labels = new CanvasLabelSource();
  readonly #summary = new Summary();
  #health: DataHealth = NO_DATA;

  /** What this chart shows. Called once, while the element is made. */
  protected abstract declare(): ChartDeclaration;

  /** Holds the picture as it is; data goes on behind it. */
  pause(): void {
    this.paused = true;
  }

  /** Shows the present again. */
  resume(): void {
    this.paused = false;
  }

  /** Shows the newest values now, also while paused. */
  refresh(): void {
    this.#pictures.take();
  }

  /**
   * Looks at a stretch of what is kept, in epoch milliseconds, while data goes on behind it. It is brought inside what
   * there is; what is no time is ignored.
   */
  zoomTo(from: number, to: number): void {
    this.#zoom.show({ from, to });
  }

  /** Ends zoom and pause: the window ends at the newest value again. */
  showLive(): void {
    this.#zoom.live();
  }

  /** Whether a stretch is looked at. */
  get zoomed(): boolean {
    return this.#zoom.isZoomed;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#gestures.cancel();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('windowSeconds') || !this.hasUpdated) this.#pictures.showSeconds(this.#windowSeconds());
    if (changed.has('paused') && this.paused) this.#pictures.hold();
    if (changed.has('paused') && !this.paused) this.#pictures.release();
    this.#cursor.joinGroup(this.cursorGroup ?? undefined);
    this.#annotate();
    this.#health = this.#pictures.judge();
    this.showState(this.#health.state);
  }

  protected override updated(): void {
    this.#plot.show(this.#pictures.picture, this.#look());
    const { point } = this.#cursor;
    const { picture } = this.#pictures;
    placeOverlay(this.renderRoot, this.#plot, { picture, point, selection: this.#gestures.selection });
  }

  protected override render(): TemplateResult {
    const phase = this.#phase();
    const facts = this.#facts();
    const { picture } = facts;
    return this.renderPanel(
      this.#chart.heading,
      this.renderBadge(this.#health),
      html`<figure class="figure" part="figure" data-phase=${phase}>
        <div class="stage">
          ${this.#renderPlot(facts, phase)}
          ${this.asTable && picture ? renderTable(facts, picture, this.#annotations.list) : nothing}
          ${this.#renderOverPlot(facts, phase)}
          ${phase === 'loading' ? html`<div class="wait"><div class="skeleton" part="skeleton"></div></div>` : nothing}
        </div>
        ${this.legendHidden ? nothing : renderLegend(facts)}
        <figcaption class="visually-hidden">${this.#summarise(facts)}</figcaption>
        ${this.#renderInstead(phase)}
      </figure>`,
    );
  }

  protected override renderActions(): TemplateResult {
    const { chart } = this.words;
    const view = this.asTable ? chart.picture : chart.table;
    const flow = this.paused ? chart.resume : chart.pause;
    const toggleView = (): boolean => (this.asTable = !this.asTable);
    const toggleFlow = (): boolean => (this.paused = !this.paused);
    const chooseWindow = (seconds: number): void => void (this.windowSeconds = seconds);
    return html`${renderWindowChoice(this.#windowSeconds(), this.format, this.words, chooseWindow)}<button
        class="button quiet icon"
        part="table-button"
        title=${view}
        aria-label=${view}
        ?data-on=${this.asTable}
        @click=${toggleView}
      >
        <svg viewBox="0 0 14 14" aria-hidden="true">
          ${this.asTable ? chartIcons.picture : chartIcons.table}
        </svg></button
      ><button
        class="button quiet icon"
        part="pause-button"
        title=${flow}
        aria-label=${flow}
        ?data-on=${this.paused}
        @click=${toggleFlow}
      >
        <svg viewBox="0 0 14 14" aria-hidden="true">${this.paused ? chartIcons.resume : chartIcons.pause}</svg>
      </button>`;
  }

  #renderPlot(facts: ChartFacts, phase: Phase): TemplateResult {
    return renderPlot({
      ...facts,
      point: this.#cursor.point,
      ownPoint: this.#cursor.ownPoint,
      happened: this.#annotations.textAt(this.#cursor.ownPoint?.time, this.#pictures.picture),
      isZoomed: this.zoomed,
      gestures: this.#gestures,
      hidden: phase !== 'chart' || this.asTable,
      paused: this.paused,
      simulated: this.#simulated,
      onKey: this.#onKey,
      onPointerLeave: this.#onPointerLeave,
      onBlur: this.#onBlur,
    });
  }

  /** What lies over the plot and can be reached by itself: a slider holds nothing else. */
  #renderOverPlot(facts: ChartFacts, phase: Phase): TemplateResult {
    const hidden = phase !== 'chart' || this.asTable;
    const bar = renderZoomBar(facts, this.zoomed && !hidden, this.#onLive);
    return html`${this.#annotations.render(facts, hidden)} ${bar}`;
  }

  #renderInstead(phase: Phase): TemplateResult | typeof nothing {
    switch (phase) {
      case 'failed':
        return this.renderFailure(this.#health.failure);
      case 'idle':
        return this.renderIdle();
      case 'empty':
        return this.renderPlaceholder('empty', this.#chart.empty);
      case 'loading':
      case 'chart':
        return nothing;
    }
  }

  #phase(): Phase {
    if (this.#pictures.picture !== undefined) return 'chart';
    const { state: data } = this.#health;
    return data === 'loading' || data === 'failed' || data === 'idle' ? data : 'empty';
  }

  #facts(): ChartFacts {
    return { chart: this.#chart, picture: this.#pictures.picture, format: this.format, words: this.words };
  }

  #summarise(facts: ChartFacts): string {
    const heading = this.heading || this.#chart.heading;
    const [isZoomed, annotations] = [this.zoomed, this.#annotations.list];
    const make = (): string => summarise(facts, heading, this.#health, this.#simulated, { isZoomed, annotations });
    const about = this.#pictures.stretch ?? `${this.#simulated} ${this.#pictures.windowMs}`;
    return this.#summary.at(this.session.current?.now() ?? 0, about, make);
  }

  #annotate(): void {
    const { words, format, annotations: given } = this;
    const parts = { session: this.session.current, given, words, format };
    this.#annotations.look(parts, this.#pictures.picture, this.#plot.plottedWidth);
  }

  #look(): Look {
    const { state: data } = this.#health;
    return {
      old: data !== 'live' && data !== 'demo',
      simulated: this.#simulated,
      rightToLeft: this.#rightToLeft,
      bands: !this.bandsHidden,
      labels: this.#labels.labelsIn(this.format, this.words),
    };
  }

  get #simulated(): boolean {
    return this.session.current?.state.mode === 'demo';
  }

  get #rightToLeft(): boolean {
    return this.matches(':dir(rtl)');
  }

  #windowSeconds(): number {
    const { min, max, usual } = WINDOW_SECONDS;
    return numberInRange(this, 'window-seconds', this.windowSeconds, min, max) ?? usual;
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (this.#press(event)) event.preventDefault();
  };

  #press({ key, shiftKey }: KeyboardEvent): boolean {
    if (key === ' ') return ((this.paused = !this.paused), true);
    if (key === 'Escape') return this.#gestures.cancel() || this.#cursor.leave();
    const command = zoomCommand(key, shiftKey, this.#rightToLeft);
    if (command === undefined) return this.#cursor.press(key, this.#rightToLeft);
    this.#zoom.run(command, this.#cursor.ownPoint?.time);
    return true;
  }

  readonly #onLive = (): void => {
    this.showLive();
    // The button is gone.
    this.#focusPlot();
  };

  #focusPlot(): void {
    this.renderRoot.querySelector<HTMLElement>('.plot')?.focus();
  }

  // A finger that was lifted has not stopped reading.
  readonly #onPointerLeave = (event: PointerEvent): void => {
    if (event.pointerType !== 'touch') this.#cursor.leave();
  };

  readonly #onBlur = (): void => void this.#cursor.leave();
}
