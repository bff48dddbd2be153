import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { NO_DATA, type DataHealth } from '../../../session/data-health.js';
import { clockOf } from '../../../session/page-clock.js';
import { givenBefore, knownChoice, warnOnce } from '../attributes.js';
import { AurigraphElement } from '../aurigraph-element.js';
import type { ChartAnnotation } from './annotations.js';
import { CanvasLabelSource } from './canvas-labels.js';
import { renderChartActions } from './chart-actions.js';
import { legendText, renderLegend, type ChartFacts } from './chart-legend.js';
import { phaseOf, type ChartPhase } from './chart-phase.js';
import { summarise, Summary } from './chart-summary.js';
import { renderTable } from './chart-table.js';
import { chartStyles } from './chart.styles.js';
import type { ChartDeclaration } from './declaration.js';
import { drawingTextsOf } from './export/drawing-texts.js';
import { exportedOf, type ExportedChart } from './export/exported-chart.js';
import type { ChartAction } from './export/menu.js';
import { TakeAwayController } from './export/take-away-controller.js';
import type { HostPoints, HostSeries } from './host-series.js';
import { OwnDeclaration } from './own-declaration.js';
import { OwnSeries } from './own-series.js';
import { FIGURES_MS, Pace } from './pace.js';
import { PictureController } from './picture-controller.js';
import { PlotController } from './plot-controller.js';
import { Reading } from './reading.js';
import type { Look } from './view.js';
import { WindowLength } from './window-length.js';

const SCALES = ['linear', 'log', 'auto'] as const;

/**
 * What every chart over time is: a window of the past that ends at the newest value, a target, a legend, a cursor, a
 * table and a summary. A chart is a declaration; see {@link ChartDeclaration}.
 */
export abstract class AurigraphChart extends AurigraphElement {
  static override styles: CSSResultGroup = [AurigraphElement.styles, chartStyles];

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

  /** How high values stand: `linear` (default), `log`, or `auto` for the one that helps. Zero has a place on each. */
  @property() scale: string | undefined;

  /**
   * Values of the host page, in place of the session's; nothing for the session's. Read once, with the next frame: give
   * another object for other values, or add to them with `appendPoints`.
   */
  get series(): HostSeries | undefined {
    return this.#own.given;
  }

  set series(series: HostSeries | undefined) {
    this.#own.assign(series);
    this.#pictures.onOwn();
  }

  /** Whether the values are shown as a table. */
  @state() private asTable = false;

  /** How the last export went. */
  @state() private result = '';

  /** What the page gave is known at once: a chart of its values asks for no session and no storage. */
  readonly #own: OwnSeries = new OwnSeries(
    (about, message) => warnOnce(this, about, message),
    givenBefore<'series', HostSeries | undefined>(this, 'series'),
  );
  readonly #declared = new OwnDeclaration(this.declare(), this.words.chart.own.line);
  readonly #clock = clockOf(() => this.session.current);
  readonly #plot: PlotController = new PlotController(this, {
    lines: () => this.#pictures.lines,
    onShown: () => this.#pictures.catchUp(),
  });
  readonly #pictures: PictureController = new PictureController(this, {
    session: this.session,
    chart: () => this.#chart,
    own: this.#own,
    clock: this.#clock,
    onFrame: () => this.#onFrame(),
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
    texts: () => drawingTextsOf(this.#exported(), legendText(this.renderRoot), this.words, this.format),
    words: () => this.words,
    tell: (result) => this.#tell(result),
  });
  readonly #window = new WindowLength(this.#pictures, () => this.#takeAway.isFullScreen);
  readonly #labels = new CanvasLabelSource();
  readonly #summary = new Summary();
  readonly #figures = new Pace(this.#clock, () => this.requestUpdate());
  #health: DataHealth = NO_DATA;
  #mirrored = false;

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

  /**
   * Adds points to those of the host page, or begins a series with them. Costs the same however many there are, and is
   * drawn once a frame however often it is called. Points are added at the end: of the same time the later one counts, a
   * little older ones are left out, and much older ones mean that the clock was set back.
   *
   * @returns Whether the points could be read. If not, nothing changes, and the console says why, once.
   */
  appendPoints(points: HostPoints): boolean {
    const isRead = this.#own.append(points);
    this.#pictures.onOwn();
    return isRead;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#reading.cancel();
    this.#figures.stop();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('scale')) knownChoice(this, 'scale', this.scale, SCALES);
    if (changed.has('windowSeconds') || !this.hasUpdated) this.#window.want(this, this.windowSeconds);
    this.#window.fit();
    if (changed.has('paused') && this.paused) this.#pictures.hold();
    if (changed.has('paused') && !this.paused) this.#pictures.release();
    this.#annotate();
    this.#health = this.#pictures.judge();
    this.showState(this.#health.state, !this.#own.isGiven);
  }

  protected override updated(): void {
    this.#mirrored = this.#rightToLeft;
    this.#draw();
  }

  protected override render(): TemplateResult {
    const phase = phaseOf(this.#pictures.picture, this.#own, this.#health);
    const facts = this.#facts();
    const state = { hidden: phase !== 'chart' || this.asTable, paused: this.paused, simulated: this.#simulated };
    return this.renderPanel(
      this.#chart.heading,
      this.#renderBadge(),
      html`<figure class="figure" part="figure" data-phase=${phase}>
        <div class="stage">
          ${this.#reading.render(facts, state)}
          ${this.asTable && facts.picture ? renderTable(facts, facts.picture, this.#reading.annotations) : nothing}
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
      popover: this.#takeAway.popover,
      actions: this.#takeAway.actions,
      onWindow: this.#onWindow,
      onTable: this.#onTable,
      onPause: this.#onPause,
      onChoice: this.#onChoice,
    });
  }

  /** Of values that the host says nothing about, the badge only tells where they come from. */
  #renderBadge(): TemplateResult {
    const { own } = this.words.chart;
    if (!this.#own.isGiven || this.#health.ageMs !== undefined) return this.renderBadge(this.#health);
    return html`<span class="badge" part="badge" title=${this.#health.source || own.badgeHint}>${own.badge}</span>`;
  }

  #renderInstead(phase: ChartPhase): TemplateResult | typeof nothing {
    switch (phase) {
      case 'failed':
        return this.renderFailure(this.#health.failure);
      case 'idle':
        return this.renderIdle();
      case 'empty':
        return this.renderPlaceholder('empty', this.#own.isGiven ? this.words.chart.own.empty : this.#chart.empty);
      case 'refused':
        return this.renderPlaceholder('failure', this.words.chart.own.refused, undefined, this.#own.refusal);
      case 'loading':
      case 'chart':
        return nothing;
    }
  }

  #facts(): ChartFacts {
    const { picture, lines } = this.#pictures;
    const { format, words, zoomed: isZoomed } = this;
    return { chart: { ...this.#chart, series: lines }, picture, isZoomed, format, words };
  }

  #summarise(facts: ChartFacts): string {
    const heading = this.heading || this.#chart.heading;
    const make = (): string => summarise(facts, heading, this.#health, this.#simulated, this.#reading.annotations);
    const kind = this.#own.isGiven ? 'own' : this.#simulated ? 'simulated' : 'network';
    return this.#summary.at(this.#clock.now(), this.#pictures.stretch ?? `${kind} ${this.#pictures.windowMs}`, make);
  }

  /** What happened to a network did not happen to the page's values. */
  #annotate(): void {
    const { words, format, annotations: given, cursorGroup } = this;
    const session = this.#own.isGiven ? undefined : this.session.current;
    this.#reading.look(cursorGroup ?? undefined, { session, given, words, format });
  }

  #look(): Look {
    const { state: data } = this.#health;
    return {
      old: data !== 'live' && data !== 'demo',
      simulated: this.#simulated,
      rightToLeft: this.#mirrored,
      bands: !this.bandsHidden,
      scale: SCALES.find((scale) => scale === this.scale) ?? 'linear',
      labels: this.#labels.labelsIn(this.format, this.words),
    };
  }

  get #chart(): ChartDeclaration {
    return this.#own.isGiven ? this.#declared.of(this.#own) : this.#declared.chart;
  }

  get #simulated(): boolean {
    return !this.#own.isGiven && this.session.current?.state.mode === 'demo';
  }

  get #rightToLeft(): boolean {
    return this.matches(':dir(rtl)');
  }

  #exported(): ExportedChart | undefined {
    const heading = this.heading || this.#chart.heading;
    return exportedOf(this.#facts(), { heading, source: this.#health.source, simulated: this.#simulated });
  }

  /** Draws values of the host's. Figures that change sixty times a second cannot be read: they follow more calmly. */
  #onFrame(): void {
    const { state } = this.#pictures.judge();
    const isOther = state !== this.#health.state || this.#pictures.picture === undefined;
    if (isOther || this.#reading.isReading) this.requestUpdate();
    else this.#figures.ask(FIGURES_MS);
    // What is about to be rendered is drawn then.
    if (!this.isUpdatePending) this.#draw(true);
  }

  #draw(keepsFigures = false): void {
    this.#plot.show(this.#pictures.picture, this.#look(), keepsFigures);
    this.#reading.place();
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
