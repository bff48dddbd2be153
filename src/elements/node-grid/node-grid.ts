import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Stop } from '../../domain/clock.js';
import type { DataHealth } from '../../session/data-health.js';
import { AurigraphElement } from '../base/aurigraph-element.js';
import { knownChoice, warnOnce } from '../base/attributes.js';
import { LiveController } from '../base/controllers/live-controller.js';
import { MAX_FILTER_LENGTH } from '../base/grid-engine/filter/filter.js';
import type { GridColumnDefinition, GridRecord } from '../base/grid/column-definition.js';
import type { GridColumn } from '../base/grid/grid-column.js';
import { viewPanelStyles } from '../base/grid/view-panel.styles.js';
import { nodeGridStyles } from './node-grid.styles.js';
import { CellText } from './view/cell-text.js';
import { OrderController } from './view/order-controller.js';
import { contentOfNetwork, contentOfPage, type GridContent } from './view/grid-content.js';
import { renderFooter } from './view/footer.js';
import { GridController } from './view/grid-controller.js';
import { renderScroller } from './view/scroller.js';
import { TakeAwayController } from './view/take-away-controller.js';
import { SelectionController } from './view/selection-controller.js';
import { renderSkeleton } from './view/skeleton.js';
import { renderToolbar } from './view/toolbar.js';
import { ViewController } from './view/view-controller.js';

/** Detail of `aurigraph-node-select`. */
export interface NodeSelectDetail {
  /** The node that was chosen last; the first one that is left where it was left out again. */
  readonly nodeId: string;
  /** All chosen nodes, in the order in which they were chosen. */
  readonly nodeIds: readonly string[];
}

/** Detail of `aurigraph-view-change`. */
export interface GridViewDetail {
  /** What `view` says now. */
  readonly view: string;
}

/** Heights of a row. */
const DENSITIES = ['comfortable', 'compact'] as const;

/** How long typing must rest before the number of matches is announced, in milliseconds. */
const ANNOUNCE_AFTER_MS = 600;

/**
 * Every node of the network as a table that moves: sorted live, filtered by words and states, drawn only where it is
 * seen, so that ten thousand nodes cost no more than forty. Rows hold still while the pointer or the focus is inside.
 *
 * Fills a height that the page gives it; otherwise it is about twelve rows high.
 *
 * @element aurigraph-node-grid
 * @slot heading - Replaces the heading.
 * @slot actions - Buttons beside the badge.
 * @slot empty - Replaces the text that is shown when there are no nodes, or before anyone asked for a connection.
 * @slot failure - Replaces the text that is shown when there are no nodes and no connection.
 * @fires {CustomEvent<NodeSelectDetail>} aurigraph-node-select - A person chose a node. Bubbles and is composed.
 * @fires {CustomEvent<GridViewDetail>} aurigraph-view-change - A person chose columns, an order, groups or a density. Bubbles and
 *   is composed.
 * @csspart panel - The frame.
 * @csspart header - The line with heading, actions and badge.
 * @csspart heading - The heading.
 * @csspart badge - The state of the data in a word, with its age.
 * @csspart stand-in-button - The offer of the demo network while the network is away, and the way back.
 * @csspart body - Everything under the header.
 * @csspart tools - The line with the filter and the counts.
 * @csspart filter - The filter box.
 * @csspart filter-problem - Why the filter cannot be read, while it cannot; the last one that could stays in force.
 * @csspart counts - All counts by state.
 * @csspart count - One count; pressing it filters.
 * @csspart grid - The box that scrolls.
 * @csspart head - The header row.
 * @csspart head-cell - A cell of the header row.
 * @csspart rows - All rows.
 * @csspart row - A row; also `selected` and `stale` where it is.
 * @csspart loading - The rows without values that stand in while the first nodes are on their way.
 * @csspart empty - What stands in for rows that do not exist or do not match.
 * @csspart failure - What stands in for rows when there is no connection.
 * @csspart foot - The line under the rows.
 * @csspart total - How many nodes are shown.
 * @csspart problem - What is wrong with the data, if something is.
 * @csspart holding - The note that rows hold still, with the button that ends it.
 * @cssprop [--aurigraph-node-grid-height] - Height where the page sets none; default: about twelve rows.
 * @cssstate live - Connected, receiving and fresh.
 * @cssstate stale - Disconnected or silent, with values from before.
 * @cssstate loading - Nothing yet.
 * @cssstate failed - No values and no connection.
 * @cssstate demo - Simulated in this page.
 */
export class AurigraphNodeGrid extends AurigraphElement {
  static override styles: CSSResultGroup = [AurigraphElement.styles, nodeGridStyles, viewPanelStyles];

  /**
   * Columns that rows are ordered by, the most important first, separated by spaces: `node`, `type`, `state`, `throughput`
   * (default), `queue`, `success`, `messages`, `errors`, `latency`, `age`, or a figure that is hidden at first.
   */
  @property() sort: string | undefined;

  /** `asc` or `desc` for each of these columns; default: large figures first, words from A, trouble first. */
  @property() direction: string | undefined;

  /** What rows are grouped by, with the figures of each group in its header: `type` or `state`; default: they are not. */
  @property({ attribute: 'group-by', reflect: true }) groupBy: string | undefined;

  /**
   * Words that a node's name, id, type or state must contain, what it must be (`state:busy`, `type:validator`), and what its
   * figures must be (`throughput > 5000`, `errorCount = 0`). A comma means or, a minus not.
   */
  @property() filter: string | undefined;

  /** Height of a row: `comfortable` (36 px, default) or `compact` (28 px). */
  @property({ reflect: true }) density: string | undefined;

  /** Id of the chosen node, of several that which was chosen last. */
  @property({ attribute: 'selected-node' }) selectedNode: string | undefined;

  /** Ids of all chosen nodes, in the order in which they were chosen. */
  @property({ attribute: false }) selectedNodes: readonly string[] = [];

  /**
   * Name under which what a person chooses is kept in this browser: columns, order, groups and density. Default: `nodes`,
   * and none for rows of the page; an empty one keeps nothing. Grids of one name share it.
   */
  @property({ attribute: 'view-name' }) viewName: string | undefined;

  /** Rows of the page instead of nodes, each with an `id`; at most 1,000,000. A new list for a change. Needs `columns`. */
  @property({ attribute: false }) rows: readonly GridRecord[] | undefined;

  /** Columns of these rows; at most 64. */
  @property({ attribute: false }) columns: readonly GridColumnDefinition[] | undefined;

  @state() private announcement = '';

  readonly #say = (text: string): void => void (this.announcement = text);
  readonly #grid = new GridController(this, this.session, {
    sortBy: ({ key }, more) => this.#order.askFor(key, more),
    select: (nodeId, how) => this.#selection.select(nodeId, how),
    selectAll: () => this.#selection.selectAll(),
    columnsChanged: () => this.#view.choose({ columns: this.#grid.columns.choice.states ?? [] }),
    say: this.#say,
  });
  readonly #order = new OrderController(this, this.#grid, (sort, said) => {
    this.announcement = said;
    this.#view.choose({ sort });
  });
  readonly #selection = new SelectionController(this, this.#grid, (nodeId, nodeIds) => {
    if (nodeIds.length > 1) this.announcement = this.words.nodeGrid.selected(this.format.exact(nodeIds.length));
    this.emit<NodeSelectDetail>('aurigraph-node-select', { nodeId, nodeIds });
  });
  readonly #view = new ViewController(this, this.session, this.#grid, this.#order, {
    changed: () => this.emit<GridViewDetail>('aurigraph-view-change', { view: this.view }),
    ignored: (parts) =>
      warnOnce(this, 'view', this.words.nodeGrid.viewIgnored(parts.map(({ text }) => text).join(', '))),
    take: (format) => this.#takeAway(format),
  });
  readonly #live = new LiveController(this, this.session, 'nodes', () => this.#grid.takeValues());
  readonly #files = new TakeAwayController(this, this.session, this.#grid, this.#order, this.#say);
  #format = this.format;
  /** Those that the order was read for. */
  #columns: readonly GridColumn[] | undefined;
  #hasRows = false;
  /** Set while somebody types: until the text rests, it is neither announced nor called wrong. */
  #stopAnnouncing: Stop | undefined;

  /**
   * What is seen of the nodes, and in which order, as a text that fits into an address as it is: columns, order, groups,
   * density and filter. Set it to show the same; what it does not say, or says of columns that are not known here, stays.
   */
  get view(): string {
    return this.#view.text;
  }

  @property({ noAccessor: true })
  set view(text: string) {
    this.#view.apply(String(text));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopAnnouncing?.();
    this.#stopAnnouncing = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('rows') || changed.has('columns')) this.#showRecords();
    if (changed.has('density')) knownChoice(this, 'density', this.density, DENSITIES);
    const isOther = this.#columns !== this.#grid.columns.all || this.#hasRows !== this.#grid.rows.total > 0;
    if (isOther || ['sort', 'direction', 'groupBy'].some((name) => changed.has(name))) this.#applyOrder();
    if (changed.has('filter')) this.#applyFilter();
    this.#selection.read(changed);
    if (this.#format === this.format) return;
    this.#format = this.format;
    this.#grid.speak(new CellText(this.format, this.words.nodeGrid));
  }

  protected override render(): TemplateResult {
    const { health } = this.#live;
    // Rows of a page are as fresh as the page has them.
    const state = this.#isOfPage ? 'live' : health.state;
    this.showState(state, !this.#isOfPage);
    const words = this.words.nodeGrid;
    const content = this.#content(health);
    const label = this.heading || (this.#isOfPage ? words.rowsHeading : words.heading);
    const old = state !== 'live' && state !== 'demo';
    const scroller = renderScroller({
      words,
      grid: this.#grid,
      sort: this.#order.sort,
      label,
      old,
      busy: content === 'loading',
    });
    const body = html`${this.#renderTools()}
      <div class="frame" ?data-cards=${this.#grid.columns.layout.cards} ?data-waits=${this.#view.isAwaited}>
        ${scroller} ${this.#renderInstead(content, health)}
      </div>
      ${this.#renderFoot(health)}
      <span class="visually-hidden" role="status">${this.announcement}</span>`;
    const badge = this.#isOfPage ? nothing : this.renderBadge(health);
    return this.renderPanel(this.#isOfPage ? words.rowsHeading : words.heading, badge, body);
  }

  #renderTools(): TemplateResult {
    const { format } = this;
    const { nodes, filter } = this.#grid;
    return renderToolbar({
      words: this.words.nodeGrid,
      format,
      countOf: this.#isOfPage ? undefined : (kind) => nodes.countOf(kind),
      filter,
      problem: this.#stopAnnouncing === undefined ? filter.problem(format) : undefined,
      filterBy: this.#filterBy,
      toggle: (kind) => this.#filterBy(filter.toggled(kind)),
      errorsFirst: this.#order.isErrorsFirst,
      view: this.#view,
      toggleErrorsFirst: () => this.#order.toggleErrorsFirst(),
    });
  }

  /** What lies over the place of the rows while there are none. */
  #renderInstead(content: GridContent, { failure }: DataHealth): unknown {
    const { emptyText, emptyDetail, loading, noRows, rowsLoading } = this.words.nodeGrid;
    const [text, detail] = this.#isOfPage ? [noRows, undefined] : [emptyText, emptyDetail];
    switch (content) {
      case 'rows':
        return nothing;
      case 'loading':
        return renderSkeleton(this.#grid.columns.layout.columns, this.#isOfPage ? rowsLoading : loading);
      case 'failed':
        return html`<div class="over">${this.renderFailure(failure)}</div>`;
      case 'idle':
        return html`<div class="over">${this.renderIdle()}</div>`;
      case 'empty':
        return html`<div class="over">${this.renderPlaceholder('empty', text, undefined, detail)}</div>`;
      case 'no-match':
        return html`<div class="over">${this.#renderNoMatch()}</div>`;
    }
  }

  /** Not in the slot for emptiness: what a page puts there is about a network without nodes. */
  #renderNoMatch(): TemplateResult {
    const { noMatch, noRowMatch, clearFilter } = this.words.nodeGrid;
    const say = this.#isOfPage ? noRowMatch : noMatch;
    return html`<div class="placeholder" part="empty">
      <p>${say(this.#grid.filter.inForce)}</p>
      <button class="button" @click=${() => this.#filterBy('')}>${clearFilter}</button>
    </div>`;
  }

  #renderFoot({ failure, state: dataState }: DataHealth): TemplateResult {
    const { rows, hold, selection } = this.#grid;
    const words = this.words.nodeGrid;
    const problem = dataState === 'stale' && !this.#isOfPage ? failure : undefined;
    return renderFooter({
      words,
      areNodes: !this.#isOfPage,
      format: this.format,
      rows,
      hold,
      failure: problem,
      selected: selection.size,
      unselect: () => this.#selection.clear(),
    });
  }

  #content(health: DataHealth): GridContent {
    const { rows, isOfPage } = this.#grid;
    if (this.#isOfPage) return contentOfPage(rows, isOfPage);
    return contentOfNetwork(rows, health, this.session.current?.live.updatedAt('system') !== undefined);
  }

  /** Whether the page gave rows, be they read or not. */
  get #isOfPage(): boolean {
    return this.#grid.isOfPage || (this.rows ?? undefined) !== undefined;
  }

  #takeAway(format: 'csv' | 'json' | 'view'): void {
    if (format === 'view') void this.#files.copy(this.view);
    else void this.#files.save(format, this.heading || this.words.nodeGrid.heading);
  }

  #showRecords(): void {
    const { rows, columns } = this;
    if (rows !== undefined || columns !== undefined || this.#grid.isOfPage)
      void this.#grid.showRecords(rows ?? [], columns ?? []);
  }

  #applyOrder(): void {
    // Of rows that are still to be read, nobody knows the columns.
    if (this.#isOfPage && !this.#grid.isOfPage) return;
    this.#columns = this.#grid.columns.all;
    this.#hasRows = this.#grid.rows.total > 0;
    this.#view.readColumns();
    this.#order.read(this.#hasRows);
    const groups = this.#grid.columns.groupable.map(({ key }) => key);
    const isKnown = this.#hasRows || groups.some((key) => key === this.groupBy);
    this.#grid.rows.groupBy = isKnown ? knownChoice(this, 'group-by', this.groupBy, groups) : undefined;
  }

  #applyFilter(): void {
    const filter: unknown = this.filter ?? '';
    if (typeof filter === 'string' && filter.length <= MAX_FILTER_LENGTH) this.#grid.filter.text = filter;
    else warnOnce(this, 'filter', this.words.nodeGrid.filterTooLong(String(MAX_FILTER_LENGTH)));
  }

  readonly #filterBy = (text: string): void => {
    this.filter = text;
    this.#grid.scrollToTop();
    this.#announceLater();
  };

  #announceLater(): void {
    this.#stopAnnouncing?.();
    this.#stopAnnouncing = this.session.current?.after(ANNOUNCE_AFTER_MS, () => this.#announceMatches());
  }

  #announceMatches(): void {
    const { filter, rows } = this.#grid;
    if (filter.pending) return this.#announceLater();
    this.#stopAnnouncing = undefined;
    this.requestUpdate();
    this.announcement = filter.problem(this.format) ?? this.#matchesText(rows.matching);
  }

  #matchesText(count: number): string {
    const { matchCount, matchNone, matchOne, rowsMatch } = this.words.nodeGrid;
    if (this.#isOfPage) return rowsMatch(this.format.exact(count));
    return count === 0 ? matchNone : count === 1 ? matchOne : matchCount(this.format.exact(count));
  }
}
