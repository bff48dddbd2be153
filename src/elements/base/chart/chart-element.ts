import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { NO_DATA, type DataHealth } from '../../../session/data-health.js';
import { knownChoice, numberInRange, warnOnce } from '../attributes.js';
import { AurigraphElement } from '../aurigraph-element.js';
import { CanvasLabelSource } from './canvas-labels.js';
import { chartIcons } from './chart-icons.js';
import { renderLegend, type ChartFacts } from './chart-legend.js';
import { renderPlot } from './chart-plot.js';
import { summarise, Summary } from './chart-summary.js';
import { renderTable } from './chart-table.js';
import { chartStyles } from './chart.styles.js';
import { clockOf } from '../../../session/page-clock.js';
import { CursorController } from './cursor-controller.js';
import type { ChartDeclaration } from './declaration.js';
import type { HostPoints, HostSeries } from './host-series.js';
import { OwnDeclaration } from './own-declaration.js';
import { OwnSeries } from './own-series.js';
import { Pace } from './pace.js';
import { PictureController } from './picture-controller.js';
import { linesOf, PlotController } from './plot-controller.js';
import type { Look } from './view.js';

/** Length of the window in seconds: default, least and most. */
const WINDOW_SECONDS = { usual: 60, min: 10, max: 3_600 };

/** How often the figures under values of the host page change at most, in milliseconds. */
const FIGURES_MS = 250;

const SCALES = ['linear', 'log', 'auto'] as const;

/** What stands in the place of the picture, if it is not the picture. */
type Phase = 'chart' | 'loading' | 'idle' | 'failed' | 'empty' | 'refused';

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

  /** How high values stand: `linear` (default), `log`, or `auto` for the one that helps. Zero has a place on each. */
  @property() scale: string | undefined;

  /**
   * Values of the host page, in place of the session's; nothing for the session's. Read once, with the next frame: give
   * another object for other values, or add to them with `appendPoints`.
   */
  @property({ attribute: false, noAccessor: true })
  get series(): HostSeries | undefined {
    return this.#series;
  }

  set series(series: HostSeries | undefined) {
    this.#series = series;
    this.#own.assign(series);
    this.#onOwn();
  }

  /** Whether the values are shown as a table. */
  @state() private asTable = false;

  readonly #own = new OwnSeries((about, message) => warnOnce(this, about, message));
  readonly #declared = new OwnDeclaration(this.declare(), this.words.chart.own.line);
  readonly #clock = clockOf(() => this.session.current);
  readonly #plot = new PlotController(
    this,
    linesOf(
      () => this.#chart,
      () => this.#pictures.catchUp(),
    ),
  );
  readonly #pictures = new PictureController(this, {
    session: this.session,
    chart: this.#declared.chart,
    own: this.#own,
    clock: this.#clock,
    onFrame: () => this.#onFrame(),
    onScreen: () => this.#plot.onScreen,
  });
  readonly #cursor = new CursorController(this, this.#plot, () => this.#pictures.picture);
  readonly #labels = new CanvasLabelSource();
  readonly #summary = new Summary();
  readonly #figures = new Pace(this.#clock, () => this.requestUpdate());
  #series: HostSeries | undefined;
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
   * Adds points to those of the host page, or begins a series with them. Costs the same however many there are, and is
   * drawn once a frame however often it is called. Points are added at the end: of the same time the later one counts, a
   * little older ones are left out, and much older ones mean that the clock was set back.
   *
   * @returns Whether the points could be read. If not, nothing changes, and the console says why, once.
   */
  appendPoints(points: HostPoints): boolean {
    const isRead = this.#own.append(points);
    this.#onOwn();
    return isRead;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#figures.stop();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('scale')) knownChoice(this, 'scale', this.scale, SCALES);
    if (changed.has('windowSeconds') || !this.hasUpdated) this.#pictures.showSeconds(this.#windowSeconds());
    if (changed.has('paused') && this.paused) this.#pictures.hold();
    if (changed.has('paused') && !this.paused) this.#pictures.release();
    this.#health = this.#pictures.judge();
    this.showState(this.#health.state, !this.#own.isGiven);
  }

  protected override updated(): void {
    this.#plot.show(this.#pictures.picture, this.#look());
    this.#placeCursor();
  }

  protected override render(): TemplateResult {
    const phase = this.#phase();
    const facts = this.#facts();
    const { picture } = facts;
    return this.renderPanel(
      this.#chart.heading,
      this.#renderBadge(),
      html`<figure class="figure" part="figure" data-phase=${phase}>
        <div class="stage">
          ${this.#renderPlot(facts, phase)} ${this.asTable && picture ? renderTable(facts, picture) : nothing}
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
    return html`<button
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

  /** Of values that the host says nothing about, the badge only tells where they come from. */
  #renderBadge(): TemplateResult {
    const { own } = this.words.chart;
    if (!this.#own.isGiven || this.#health.ageMs !== undefined) return this.renderBadge(this.#health);
    return html`<span class="badge" part="badge" title=${this.#health.source || own.badgeHint}>${own.badge}</span>`;
  }

  #renderPlot(facts: ChartFacts, phase: Phase): TemplateResult {
    return renderPlot({
      ...facts,
      point: this.#cursor.point,
      hidden: phase !== 'chart' || this.asTable,
      paused: this.paused,
      simulated: this.#simulated,
      onKey: this.#onKey,
      onPointer: this.#onPointer,
      onPointerLeave: this.#onPointerLeave,
      onBlur: this.#onBlur,
    });
  }

  #renderInstead(phase: Phase): TemplateResult | typeof nothing {
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

  #phase(): Phase {
    if (this.#pictures.picture !== undefined) return 'chart';
    if (this.#own.isGiven) return this.#own.refusal === undefined ? 'empty' : 'refused';
    const { state: data } = this.#health;
    return data === 'loading' || data === 'failed' || data === 'idle' ? data : 'empty';
  }

  #facts(): ChartFacts {
    return { chart: this.#chart, picture: this.#pictures.picture, format: this.format, words: this.words };
  }

  #summarise(facts: ChartFacts): string {
    const heading = this.heading || this.#chart.heading;
    const make = (): string => summarise(facts, heading, this.#health, this.#simulated);
    const kind = this.#own.isGiven ? 'own' : this.#simulated ? 'simulated' : 'network';
    return this.#summary.at(this.#clock.now(), kind, make);
  }

  #look(): Look {
    const { state: data } = this.#health;
    return {
      old: data !== 'live' && data !== 'demo',
      simulated: this.#simulated,
      rightToLeft: this.#rightToLeft,
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

  #windowSeconds(): number {
    const { min, max, usual } = WINDOW_SECONDS;
    return numberInRange(this, 'window-seconds', this.windowSeconds, min, max) ?? usual;
  }

  #onOwn(): void {
    this.session.needed = !this.#own.isGiven;
    this.#pictures.onOwn();
  }

  /** Draws values of the host's. Figures that change sixty times a second cannot be read: they follow more calmly. */
  #onFrame(): void {
    const { state } = this.#pictures.judge();
    const isOther = state !== this.#health.state || this.#pictures.picture === undefined;
    this.#plot.show(this.#pictures.picture, this.#look());
    if (isOther || this.#cursor.point !== undefined) this.requestUpdate();
    else this.#figures.ask(FIGURES_MS);
  }

  #placeCursor(): void {
    const { point } = this.#cursor;
    const place = point && this.#plot.placeOf(point.time, point.value);
    const cursor = this.renderRoot.querySelector<HTMLElement>('.cursor');
    cursor?.style.setProperty('--_x', `${place?.x ?? 0}px`);
    cursor?.style.setProperty('--_y', `${place?.y ?? 0}px`);
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === ' ') this.paused = !this.paused;
    else if (event.key === 'Escape' ? !this.#cursor.leave() : !this.#cursor.press(event.key, this.#rightToLeft)) return;
    event.preventDefault();
  };

  readonly #onPointer = (event: PointerEvent): void => this.#cursor.follow(event);

  // A finger that was lifted has not stopped reading.
  readonly #onPointerLeave = (event: PointerEvent): void => {
    if (event.pointerType !== 'touch') this.#cursor.leave();
  };

  readonly #onBlur = (): void => void this.#cursor.leave();
}
