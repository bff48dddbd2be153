import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { NO_DATA, type DataHealth } from '../../../session/data-health.js';
import { AurigraphElement } from '../aurigraph-element.js';
import type { ChartAnnotation } from './annotations.js';
import { CanvasLabelSource } from './canvas-labels.js';
import { renderChartActions } from './chart-actions.js';
import { legendText, renderLegend, type ChartFacts } from './chart-legend.js';
import { summarise, Summary } from './chart-summary.js';
import { renderTable } from './chart-table.js';
import { chartStyles } from './chart.styles.js';
import type { ChartDeclaration } from './declaration.js';
import { exportStyles } from './export/export.styles.js';
import { exportedOf, type ExportedChart } from './export/exported-chart.js';
import type { ChartAction } from './export/menu.js';
import type { DrawingTexts } from './export/png.js';
import { TakeAwayController } from './export/take-away-controller.js';
import { PictureController } from './picture-controller.js';
import { PlotController } from './plot-controller.js';
import { Reading } from './reading.js';
import { readingStyles } from './reading.styles.js';
import type { Look } from './view.js';
import { WindowLength } from './window-length.js';

/** What stands in the place of the picture, if it is not the picture. */
type Phase = 'chart' | 'loading' | 'idle' | 'failed' | 'empty';

/**
 * What every chart over time is: a window of the past that ends at the newest value, a target, a legend, a cursor, a
 * table and a summary. A chart is a declaration; see {@link ChartDeclaration}.
 */
export abstract class AurigraphChart extends AurigraphElement {
  static override styles: CSSResultGroup = [AurigraphElement.styles, chartStyles, readingStyles, exportStyles];

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

  /** How the last export went. */
  @state() private result = '';

  readonly #chart = this.declare();
  readonly #plot = new PlotController(this, {
    colours: this.#chart.series.map(({ colour }) => colour),
    filled: this.#chart.series.map(({ filled }) => filled),
    dashes: this.#chart.series.map(({ dash }) => dash),
    onShown: () => this.#pictures.catchUp(),
  });
  readonly #pictures = new PictureController(this, {
    session: this.session,
    chart: this.#chart,
    onScreen: () => this.#plot.onScreen,
  });
  readonly #reading = new Reading(this, {
    plot: this.#plot,
    pictures: this.#pictures,
    resume: () => this.resume(),
    onPause: () => this.#onPause(),
    rightToLeft: () => this.#rightToLeft,
  });
  readonly #takeAway = new TakeAwayController(this, {
    exported: () => this.#exported(),
    drawing: () => this.#plot.drawing,
    texts: () => this.#drawingTexts(),
    words: () => this.words,
    tell: (result) => this.#tell(result),
  });
  readonly #window = new WindowLength(this.#pictures, () => this.#takeAway.isFullScreen);
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

  /** The visible window or stretch as CSV, with times in UTC; nothing while there is no picture. */
  exportCsv(): string | undefined {
    return this.#takeAway.csv();
  }

  /** The visible window or stretch as JSON, with times in UTC; nothing while there is no picture. */
  exportJson(): string | undefined {
    return this.#takeAway.json();
  }

  /** The chart as a PNG image, as it is on the screen; nothing while nothing is drawn. */
  exportPng(): Promise<Blob | undefined> {
    return this.#takeAway.png();
  }

  /**
   * Looks at a stretch of what is kept, in epoch milliseconds, while data goes on behind it. It is brought inside what
   * there is; what is no time is ignored.
   */
  zoomTo(from: number, to: number): void {
    this.#reading.zoom.show({ from, to });
  }

  /** Ends zoom and pause: the window ends at the newest value again. */
  showLive(): void {
    this.#reading.zoom.live();
  }

  /** Whether a stretch is looked at. */
  get zoomed(): boolean {
    return this.#reading.zoom.isZoomed;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#reading.cancel();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('windowSeconds') || !this.hasUpdated) this.#window.want(this, this.windowSeconds);
    this.#window.fit();
    if (changed.has('paused') && this.paused) this.#pictures.hold();
    if (changed.has('paused') && !this.paused) this.#pictures.release();
    this.#annotate();
    this.#health = this.#pictures.judge();
    this.showState(this.#health.state);
  }

  protected override updated(): void {
    const { picture, lines } = this.#pictures;
    const places = lines.map((line) => this.#chart.series.indexOf(line));
    this.#plot.show(picture, this.#look(), places);
    this.#reading.place();
  }

  protected override render(): TemplateResult {
    const phase = this.#phase();
    const facts = this.#facts();
    const { picture } = facts;
    const state = { hidden: phase !== 'chart' || this.asTable, paused: this.paused, simulated: this.#simulated };
    return this.renderPanel(
      this.#chart.heading,
      this.renderBadge(this.#health),
      html`<figure class="figure" part="figure" data-phase=${phase}>
        <div class="stage">
          ${this.#reading.render(facts, state)}
          ${this.asTable && picture ? renderTable(facts, picture, this.#reading.annotations) : nothing}
          ${phase === 'loading' ? html`<div class="wait"><div class="skeleton" part="skeleton"></div></div>` : nothing}
        </div>
        ${this.result === '' ? nothing : html`<span class="result" part="result" aria-hidden="true" @animationend=${this.#endResult}>${this.result}</span>`}
        ${this.legendHidden ? nothing : (this.#chart.several?.legend ?? renderLegend)(facts)}
        <figcaption class="visually-hidden">${this.#summarise(facts)}</figcaption>
        ${this.#renderInstead(phase)}
      </figure>`,
    );
  }

  protected override renderActions(): TemplateResult {
    return renderChartActions({
      words: this.words,
      format: this.format,
      windowSeconds: this.#window.wanted,
      asTable: this.asTable,
      paused: this.paused,
      isFullScreen: this.#takeAway.isFullScreen,
      actions: this.#takeAway.actions,
      onWindow: this.#onWindow,
      onTable: this.#onTable,
      onPause: this.#onPause,
      onChoice: this.#onChoice,
    });
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
    const { picture, lines } = this.#pictures;
    const { format, words, zoomed: isZoomed } = this;
    return { chart: { ...this.#chart, series: lines }, picture, isZoomed, format, words };
  }

  #summarise(facts: ChartFacts): string {
    const heading = this.heading || this.#chart.heading;
    const make = (): string => summarise(facts, heading, this.#health, this.#simulated, this.#reading.annotations);
    const about = this.#pictures.stretch ?? `${this.#simulated} ${this.#pictures.windowMs}`;
    return this.#summary.at(this.session.current?.now() ?? 0, about, make);
  }

  #annotate(): void {
    const { words, format, annotations: given } = this;
    this.#reading.look(this.cursorGroup ?? undefined, { session: this.session.current, given, words, format });
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

  #exported(): ExportedChart | undefined {
    const heading = this.heading || this.#chart.heading;
    return exportedOf(this.#facts(), { heading, source: this.#health.source, simulated: this.#simulated });
  }

  #drawingTexts(): DrawingTexts {
    const { chart } = this.words;
    const { heading = '', source = '', from = 0, to = 0 } = this.#exported() ?? {};
    const origin = this.#simulated ? chart.simulated : source;
    return {
      heading,
      note: chart.exportedFrom(origin, this.format.time(from), this.format.time(to)),
      legend: legendText(this.renderRoot),
    };
  }

  #tell(result: string): void {
    this.result = result;
    this.announce(result);
  }

  readonly #onWindow = (seconds: number): void => void (this.windowSeconds = seconds);

  readonly #onTable = (): void => void (this.asTable = !this.asTable);

  readonly #onPause = (): void => void (this.paused = !this.paused);

  readonly #onChoice = (action: ChartAction): void => void this.#takeAway.run(action);

  readonly #endResult = (): void => void (this.result = '');
}
