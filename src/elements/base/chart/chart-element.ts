import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { NO_DATA, type DataHealth } from '../../../session/data-health.js';
import { numberInRange } from '../attributes.js';
import { AurigraphElement } from '../aurigraph-element.js';
import { CanvasLabelSource } from './canvas-labels.js';
import { chartIcons } from './chart-icons.js';
import { legendText, renderLegend, type ChartFacts } from './chart-legend.js';
import { renderPlot } from './chart-plot.js';
import { summarise, Summary } from './chart-summary.js';
import { renderTable } from './chart-table.js';
import { chartStyles } from './chart.styles.js';
import { CursorController } from './cursor-controller.js';
import type { ChartDeclaration } from './declaration.js';
import { exportStyles } from './export/export.styles.js';
import { exportedOf, type ExportedChart } from './export/exported-chart.js';
import { renderMenu, type ChartAction } from './export/menu.js';
import type { DrawingTexts } from './export/png.js';
import { TakeAwayController } from './export/take-away-controller.js';
import { PictureController } from './picture-controller.js';
import { PlotController } from './plot-controller.js';
import type { Look } from './view.js';

/** Length of the window in seconds: default, least and most. */
const WINDOW_SECONDS = { usual: 60, min: 10, max: 3_600 };

/** On a full screen there is room for so many seconds at least. */
const FULL_SCREEN_SECONDS = 300;

/** What stands in the place of the picture, if it is not the picture. */
type Phase = 'chart' | 'loading' | 'idle' | 'failed' | 'empty';

/**
 * What every chart over time is: a window of the past that ends at the newest value, a target, a legend, a cursor, a
 * table and a summary. A chart is a declaration; see {@link ChartDeclaration}.
 */
export abstract class AurigraphChart extends AurigraphElement {
  static override styles: CSSResultGroup = [AurigraphElement.styles, chartStyles, exportStyles];

  /** Length of the window in seconds, 10 to 3600; default 60. */
  @property({ type: Number, attribute: 'window-seconds' }) windowSeconds: number | undefined;

  /** Holds the picture while data goes on. */
  @property({ type: Boolean, reflect: true }) paused = false;

  /** Shows no legend under the chart. */
  @property({ type: Boolean, attribute: 'legend-hidden' }) legendHidden = false;

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
  readonly #cursor = new CursorController(this, this.#plot, () => this.#pictures.picture);
  readonly #takeAway = new TakeAwayController(this, {
    exported: () => this.#exported(),
    drawing: () => this.#plot.drawing,
    texts: () => this.#drawingTexts(),
    words: () => this.words,
    tell: (result) => this.#tell(result),
  });
  readonly #labels = new CanvasLabelSource();
  readonly #summary = new Summary();
  #health: DataHealth = NO_DATA;
  #wantedSeconds = WINDOW_SECONDS.usual;
  #shownSeconds = 0;

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

  /** The visible window as CSV, with times in UTC; nothing while there is no picture. */
  exportCsv(): string | undefined {
    return this.#takeAway.csv();
  }

  /** The visible window as JSON, with times in UTC; nothing while there is no picture. */
  exportJson(): string | undefined {
    return this.#takeAway.json();
  }

  /** The chart as a PNG image, as it is on the screen; nothing while nothing is drawn. */
  exportPng(): Promise<Blob | undefined> {
    return this.#takeAway.png();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('windowSeconds') || !this.hasUpdated) this.#wantedSeconds = this.#windowSeconds();
    this.#showWindow();
    if (changed.has('paused') && this.paused) this.#pictures.hold();
    if (changed.has('paused') && !this.paused) this.#pictures.release();
    this.#health = this.#pictures.judge();
    this.showState(this.#health.state);
  }

  protected override updated(): void {
    const places = this.#pictures.lines.map((line) => this.#chart.series.indexOf(line));
    this.#plot.show(this.#pictures.picture, this.#look(), places);
    this.#placeCursor();
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
          ${this.#renderPlot(facts, phase)} ${this.asTable && picture ? renderTable(facts, picture) : nothing}
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
        <svg viewBox="0 0 14 14" aria-hidden="true">${this.paused ? chartIcons.resume : chartIcons.pause}</svg></button
      >${renderMenu({
        words: this.words,
        actions: this.#takeAway.actions,
        isFullScreen: this.#takeAway.isFullScreen,
        onChoice: this.#onChoice,
      })}`;
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
    return { chart: { ...this.#chart, series: lines }, picture, format: this.format, words: this.words };
  }

  #summarise(facts: ChartFacts): string {
    const heading = this.heading || this.#chart.heading;
    const make = (): string => summarise(facts, heading, this.#health, this.#simulated);
    return this.#summary.at(this.session.current?.now() ?? 0, this.#simulated, make);
  }

  #look(): Look {
    const { state: data } = this.#health;
    return {
      old: data !== 'live' && data !== 'demo',
      simulated: this.#simulated,
      rightToLeft: this.#rightToLeft,
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

  #windowSeconds(): number {
    const { min, max, usual } = WINDOW_SECONDS;
    return numberInRange(this, 'window-seconds', this.windowSeconds, min, max) ?? usual;
  }

  #showWindow(): void {
    const least = this.#takeAway.isFullScreen ? FULL_SCREEN_SECONDS : 0;
    const seconds = Math.max(this.#wantedSeconds, least);
    if (seconds === this.#shownSeconds) return;
    this.#shownSeconds = seconds;
    this.#pictures.showSeconds(seconds);
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

  readonly #onChoice = (action: ChartAction): void => void this.#takeAway.run(action);

  readonly #endResult = (): void => void (this.result = '');

  readonly #onPointer = (event: PointerEvent): void => this.#cursor.follow(event);

  // A finger that was lifted has not stopped reading.
  readonly #onPointerLeave = (event: PointerEvent): void => {
    if (event.pointerType !== 'touch') this.#cursor.leave();
  };

  readonly #onBlur = (): void => void this.#cursor.leave();
}
