import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { TARGET_TPS } from '../../domain/performance-mode.js';
import { knownChoice } from '../base/attributes.js';
import { AurigraphElement } from '../base/aurigraph-element.js';
import { LiveController } from '../base/controllers/live-controller.js';
import { dashboardStyles } from './dashboard.styles.js';

/** What is read in one chart of a dashboard is read in all of them. */
const CURSOR_GROUP = 'aurigraph-dashboard';

/** The views that exist, in the order of their tabs. */
const VIEWS = ['vizor', 'configuration'] as const;
type View = (typeof VIEWS)[number];

/**
 * A whole dashboard: key figures, live charts, the nodes and the one that is chosen, the connection, and the configuration
 * editor, on tabs.
 *
 * @element aurigraph-dashboard
 * @slot heading - Replaces the heading.
 * @slot actions - Buttons beside the badge.
 * @csspart bar - The line with heading, tabs and badge.
 * @csspart heading - The heading.
 * @csspart tabs - The tabs.
 * @csspart badge - The state of the data in a word, with its age.
 * @csspart view - The elements of the open tab.
 * @cssprop [--aurigraph-color-ground] - Colour behind the panels.
 * @cssstate live - Connected, receiving and fresh.
 * @cssstate stale - Disconnected or silent, with values from before.
 * @cssstate loading - Nothing yet.
 * @cssstate failed - No values and no connection.
 * @cssstate demo - Simulated in this page.
 */
export class AurigraphDashboard extends AurigraphElement {
  static override styles: CSSResultGroup = [AurigraphElement.styles, dashboardStyles];

  /** The open tab: `vizor` or `configuration`. Follows the user's choice. */
  @property({ reflect: true }) view: string = 'vizor';

  /** Views that were opened once stay alive, so that a draft in the editor survives a look at the charts. */
  @state() private opened: ReadonlySet<View> = new Set();

  readonly #live = new LiveController(this, this.session, 'system');

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!this.opened.has(this.#open)) this.opened = new Set([...this.opened, this.#open]);
  }

  protected override render(): TemplateResult {
    const { health } = this.#live;
    this.showState(health.state);
    const text = this.heading ?? this.words.dashboard.heading;
    return html`<div class="dashboard">
      <header class="bar" part="bar">
        <slot name="heading">${text === '' ? nothing : html`<h1 class="title" part="heading">${text}</h1>`}</slot>
        ${this.#renderTabs()}
        <div class="facts">${this.#renderTarget()}${this.renderBadge(health)}<slot name="actions"></slot></div>
      </header>
      ${VIEWS.map((view) => this.#renderView(view))}
    </div>`;
  }

  get #open(): View {
    return knownChoice(this, 'view', this.view, VIEWS) ?? 'vizor';
  }

  #renderTabs(): TemplateResult {
    const words = this.words.dashboard;
    const names: Record<View, string> = { vizor: words.overview, configuration: words.configuration };
    return html`<div class="tabs" part="tabs" role="tablist" aria-label=${words.views} @keydown=${this.#moveTab}>
      ${VIEWS.map(
        (view) =>
          html`<button
            class="tab"
            role="tab"
            id="tab-${view}"
            aria-selected=${view === this.#open}
            aria-controls="view-${view}"
            tabindex=${view === this.#open ? 0 : -1}
            @click=${() => this.#show(view)}
          >
            ${names[view]}
          </button>`,
      )}
    </div>`;
  }

  #renderTarget(): TemplateResult | typeof nothing {
    const session = this.session.current;
    if (session === undefined) return nothing;
    const { performanceMode } = session.state;
    const { performanceModes, target } = this.words.dashboard;
    const tps = TARGET_TPS[performanceMode];
    return html`<span class="chip" title=${`${this.format.exact(tps)} TPS`}
      >${performanceModes[performanceMode]}, ${target} <b>${this.format.compact(tps)}</b> TPS</span
    >`;
  }

  #renderView(view: View): TemplateResult {
    const body = view === 'vizor' ? this.#renderOverview() : this.#renderConfiguration();
    return html`<div
      class="view ${view === 'vizor' ? 'overview' : ''}"
      part="view"
      role="tabpanel"
      id="view-${view}"
      aria-labelledby="tab-${view}"
      ?hidden=${view !== this.#open}
    >
      ${this.opened.has(view) ? body : nothing}
    </div>`;
  }

  #renderOverview(): TemplateResult {
    const theme = this.theme ?? nothing;
    return html`<aurigraph-metric-cards class="wide" theme=${theme}></aurigraph-metric-cards>
      <aurigraph-tps-chart theme=${theme} cursor-group=${CURSOR_GROUP}></aurigraph-tps-chart>
      <aurigraph-connection-status theme=${theme}></aurigraph-connection-status>
      <div class="charts wide">
        <aurigraph-finality-chart theme=${theme} cursor-group=${CURSOR_GROUP}></aurigraph-finality-chart>
        <aurigraph-consensus-chart theme=${theme} cursor-group=${CURSOR_GROUP}></aurigraph-consensus-chart>
        <aurigraph-feed-chart theme=${theme} cursor-group=${CURSOR_GROUP}></aurigraph-feed-chart>
      </div>
      <aurigraph-node-grid id="nodes" theme=${theme}></aurigraph-node-grid>
      <aurigraph-node-detail for="nodes" theme=${theme}></aurigraph-node-detail>`;
  }

  #renderConfiguration(): TemplateResult {
    return html`<aurigraph-config-editor theme=${this.theme ?? nothing}></aurigraph-config-editor>`;
  }

  #show(view: View): void {
    this.view = view;
  }

  /** Arrow keys move between tabs, as the ARIA tabs pattern asks. */
  #moveTab(event: KeyboardEvent): void {
    const rtl = getComputedStyle(this).direction === 'rtl';
    const step = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = VIEWS[(VIEWS.indexOf(this.#open) + step + VIEWS.length) % VIEWS.length];
    if (next === undefined) return;
    this.#show(next);
    this.shadowRoot?.getElementById(`tab-${next}`)?.focus();
  }
}
