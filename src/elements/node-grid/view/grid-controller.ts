import type { LitElement, ReactiveController } from 'lit';
import type { Stop } from '../../../domain/clock.js';
import type { LiveMetrics } from '../../../session/live-metrics.js';
import { throughputPastOf, type ThroughputPast } from '../../../session/throughput-past.js';
import { failureOf } from '../../../domain/failure.js';
import { Lazy } from '../../../domain/lazy.js';
import { en } from '../../../locales/en.js';
import { nodeStaleness } from '../../../session/node-freshness.js';
import { NodeTable } from '../../../session/node-table.js';
import type { SessionController } from '../../base/controllers/session-controller.js';
import { warnOnce } from '../../base/attributes.js';
import { ChangeMarks } from '../../base/grid/change-marks.js';
import { GridColumns } from '../../base/grid/grid-columns.js';
import { GridFocus, type GridActions, type SelectHow } from '../../base/grid/grid-focus.js';
import type { GridFrame } from '../../base/grid/grid-model.js';
import { HeaderGestures } from '../../base/grid/header-gestures.js';
import { GridView } from '../../base/grid/grid-view.js';
import { HoldStill } from '../../base/grid/hold-still.js';
import type { GridColumnDefinition, GridRecord } from '../../base/grid/column-definition.js';
import type { GridRows } from '../../base/grid/grid-rows.js';
import type { RecordRows } from '../../base/grid/record-rows.js';
import { Selection } from '../../base/grid/selection.js';
import { TypeAhead } from '../../base/grid/type-ahead.js';
import { Formatter } from '../../base/format.js';
import { COUNTED_KINDS } from '../engine/node-kind.js';
import { NodeRows } from '../engine/node-rows.js';
import { CellText } from './cell-text.js';
import { ConfiguredNames } from './configured-names.js';
import { GridFilter } from './grid-filter.js';
import { GridSummary, type SummaryFigures } from './grid-summary.js';
import { nodeColumns } from './node-columns.js';

/** What people do with the grid. */
export interface GridEvents extends Pick<GridActions, 'sortBy' | 'select' | 'selectAll'> {
  /** A person moved, resized, showed or hid a column. */
  columnsChanged(): void;
  /** Something is to be said to those who do not see it. */
  say(text: string): void;
}

const recordsPart = new Lazy('Rows of a page', () => import('../../base/grid/record-rows.js'));

/**
 * Joins the engine, the view, the focus and the session: takes values in, draws rows, and hears what people do with
 * them. The host is rendered only when something around the rows changes.
 */
export class GridController implements ReactiveController {
  /** The nodes of the session, whether they are shown or not. */
  readonly nodes = new NodeRows();
  readonly hold: HoldStill;
  readonly filter: GridFilter;
  readonly selection = new Selection();
  readonly columns: GridColumns;
  /** In the language of the element. */
  words = en.nodeGrid;
  readonly #host: LitElement;
  readonly #session: SessionController;
  readonly #events: GridEvents;
  readonly #names = new ConfiguredNames();
  readonly #marks: ChangeMarks;
  readonly #typeAhead: TypeAhead;
  readonly #summary: GridSummary;
  #live: LiveMetrics | undefined;
  #past: { readonly of: LiveMetrics; readonly past: ThroughputPast; readonly stop: Stop } | undefined;
  #view: GridView | undefined;
  #focus: GridFocus | undefined;
  #gestures: HeaderGestures | undefined;
  #records: RecordRows | undefined;
  #text = new CellText(new Formatter('en'), en.nodeGrid);
  #hadFocus = false;

  constructor(host: LitElement, session: SessionController, events: GridEvents) {
    this.#host = host;
    this.#session = session;
    this.#events = events;
    this.hold = new HoldStill(() => host.requestUpdate());
    this.filter = new GridFilter(this.nodes, () => host.requestUpdate());
    const after = (delayMs: number, run: () => void): Stop | undefined => session.current?.after(delayMs, run);
    this.columns = new GridColumns({
      words: () => this.words,
      laidOut: () => this.#onLayout(),
      columnsChanged: () => events.columnsChanged(),
      say: (text) => events.say(text),
    });
    this.#typeAhead = new TypeAhead({ elapsed: () => session.current?.now() ?? 0 });
    this.#summary = new GridSummary({ figures: () => this.#figures(), after, changed: () => host.requestUpdate() });
    this.#marks = new ChangeMarks(after, () => session.current?.now() ?? 0);
    this.speak(this.#text);
    host.addController(this);
    session.use(({ live }) => {
      this.nodes.table = live.nodes;
      this.#live = live;
      this.#recordPast();
      return () => {
        this.#live = undefined;
        this.#recordPast();
        this.#marks.clear();
        this.#summary.clear();
        this.nodes.table = new NodeTable();
      };
    });
  }

  /** What is shown: the nodes of the session, or the rows of the page. */
  get rows(): GridRows {
    return this.#records ?? this.nodes;
  }

  /** Whether rows of the page are shown. */
  get isOfPage(): boolean {
    return this.#records !== undefined;
  }

  /** Name of the column that rows are grouped by, if they are. */
  get groupBy(): string | undefined {
    return this.rows.groupBy;
  }

  /** Says everything in another language from now on. */
  speak(text: CellText): void {
    const { words } = text;
    this.words = words;
    this.nodes.groupWords = {
      type: (code) => words.typeAt(code),
      state: (kind) => (kind === 'other' ? words.unknownState : words.kinds[kind]),
    };
    this.#text = text;
    this.#readColumns();
  }

  /** Shows rows of the page, whatever they are, from now on. */
  async showRecords(rows: readonly GridRecord[], columns: readonly GridColumnDefinition[]): Promise<void> {
    try {
      const { RecordRows } = recordsPart.here ?? (await recordsPart.load());
      this.#records ??= this.#begin(new RecordRows());
    } catch (error) {
      return warnOnce(this.#host, 'rows', failureOf(error).message);
    }
    const { source } = this.#records;
    const before = source.shownColumns;
    source.rows = rows;
    source.columns = columns;
    this.#records.refresh();
    for (const problem of source.problems) warnOnce(this.#host, problem, problem);
    if (source.shownColumns !== before) this.#readColumns();
    this.#host.requestUpdate();
  }

  #begin(records: RecordRows): RecordRows {
    this.filter.rows = records;
    return records;
  }

  #readColumns(): void {
    const past = (): ThroughputPast | undefined => this.#past?.past;
    this.filter.readAnew();
    this.columns.all = this.#records?.columns(this.#text.format) ?? nodeColumns(this.nodes, this.#text, past);
  }

  hostConnected(): void {
    this.#view?.connect();
    this.#recordPast();
  }

  hostDisconnected(): void {
    this.#view?.disconnect();
    this.#recordPast();
    this.#gestures?.cancel();
    this.#marks.clear();
    this.#summary.clear();
    this.hold.reset();
  }

  hostUpdate(): void {
    this.#hadFocus = this.#view !== undefined && this.#view.focused !== null;
    this.rows.held = this.hold.held;
    this.#noteContext();
    if (this.rows.outdated) this.rows.refresh();
    this.#summary.noteTold();
  }

  hostUpdated(): void {
    if (!this.#host.isConnected) return;
    if (this.#view === undefined) this.#createView();
    this.#view?.layOut(this.columns.layout);
    this.#draw();
    // A cell that was taken off the page, or moved, took the focus with it.
    if (this.#hadFocus && this.#view?.focused === null) this.#focus?.restore(this.#frame());
  }

  /** New values came: brings the rows up to date, and renders the host only if what is said around them is due. */
  takeValues(): void {
    if (this.#view === undefined || this.isOfPage) return;
    this.#noteContext();
    this.rows.refresh();
    if (!this.#summary.noteValues()) this.#draw();
  }

  /** Shows the first rows. */
  scrollToTop(): void {
    this.#view?.scrollTo(0);
  }

  readonly onScroll = (): void => this.#view?.noteScroll();

  readonly onClick = (event: MouseEvent): void => {
    const { target, shiftKey, ctrlKey, metaKey } = event;
    if (this.#gestures?.isGesture(event) === true) return;
    const slot = this.#view?.pool.slotAt(target);
    if (slot?.group !== undefined) return this.#collapse(slot.group, !this.#isCollapsed(slot.group));
    const how: SelectHow = shiftKey ? 'range' : ctrlKey || metaKey ? 'toggle' : 'only';
    if (slot !== undefined) return this.#events.select(slot.id, how);
    const column = this.#focus?.headColumn(target);
    if (column !== undefined) this.#events.sortBy(column, shiftKey);
  };

  /** Gives a column its own width back. */
  readonly onDoubleClick = (event: Event): void => void this.#gestures?.reset(event);

  /** A range of rows is no selection of text. */
  readonly onPointerDown = (event: PointerEvent): void => {
    this.#gestures?.begin(event);
    if (event.shiftKey && this.#view?.pool.slotAt(event.target) !== undefined) event.preventDefault();
  };

  readonly onKey = (event: KeyboardEvent): void => {
    if (this.#focus?.handleKey(event) === true) event.preventDefault();
  };

  readonly onFocus = ({ target }: Event): void => {
    this.#focus?.noteFocus(target);
    this.#explain(target);
  };

  readonly onPointerOver = ({ target }: Event): void => this.#explain(target);

  #createView(): void {
    const find = (selector: string): HTMLElement | null => this.#host.renderRoot.querySelector(selector);
    const [scroller, head, track, rows, ruler] = ['.scroller', '.head', '.track', '.rows', '.ruler'].map(find);
    if (!scroller || !head || !track || !rows || !ruler) return;
    this.#view = new GridView({ scroller, head, track, rows, ruler }, (resized) => this.#onViewport(resized));
    this.#focus = new GridFocus(this.#view, head, {
      ...this.#events,
      typeAhead: this.#typeAhead,
      frame: () => this.#frame(),
      collapse: (group, collapsed) => this.#collapse(group, collapsed),
      widen: (column, steps) => this.columns.widen(column, steps),
      move: (column, places) => this.columns.move(column, places),
    });
    this.#gestures = new HeaderGestures(head, {
      columns: () => (this.columns.layout.cards ? [] : this.columns.layout.columns),
      resize: (column, width) => this.columns.resize(column, width),
      isResized: (column) => this.columns.isResized(column),
      remember: () => this.columns.choice.remember(),
      undone: () => this.columns.layOut(),
      moveBefore: (column, before) => this.columns.moveBefore(column, before),
      done: () => this.#events.columnsChanged(),
    });
    this.#view.connect();
  }

  #draw(): void {
    if (this.#view === undefined || this.#session.current === undefined) return;
    const frame = this.#frame();
    this.#view.draw(frame);
    this.#focus?.afterDraw(frame);
  }

  #onViewport(resized: boolean): void {
    const width = this.#view?.width ?? 0;
    // Other widths are drawn when the host was rendered.
    if (resized && width !== this.columns.boxWidth) this.columns.boxWidth = width;
    else this.#draw();
  }

  #onLayout(): void {
    this.#recordPast();
    this.#host.requestUpdate();
  }

  /** The minute of every node is recorded while it is shown. */
  #recordPast(): void {
    const isShown = this.columns.layout.columns.some(({ key }) => key === 'trend');
    const live = isShown && this.#host.isConnected ? this.#live : undefined;
    if (live === this.#past?.of) return;
    this.#past?.stop();
    const past = live && throughputPastOf(live);
    this.#past = live && past && { of: live, past, stop: past.keep() };
  }

  #frame(): GridFrame {
    const session = this.#session.current;
    const now = session?.now() ?? 0;
    return {
      model: this.rows,
      columns: this.columns.layout.columns,
      now,
      marks: this.#marks,
      format: this.#text.format,
      isSelected: (id) => this.selection.has(id),
      isStale: session === undefined || this.isOfPage ? () => false : nodeStaleness(session.live, now),
    };
  }

  #collapse(group: number, collapsed: boolean): void {
    this.rows.engine.collapse(group, collapsed);
    this.#host.requestUpdate();
  }

  #isCollapsed(group: number): boolean {
    return this.rows.engine.grouping?.collapsed.has(group) === true;
  }

  #noteContext(): void {
    const session = this.#session.current;
    this.nodes.context = {
      names: this.#names.from(session?.state.defaultConfiguration),
      leaderId: session?.live.leaderReading?.value ?? '',
    };
  }

  /** What is around the rows depends on this. */
  #figures(): SummaryFigures {
    const { count, matching, total } = this.rows;
    const kinds = COUNTED_KINDS.map((kind) => this.nodes.countOf(kind));
    return { rows: [count, matching, total].join(), kinds: kinds.join() };
  }

  /** Titles are written when someone asks for them, not with every value. */
  #explain(target: EventTarget | null): void {
    const slot = this.#view?.pool.slotAt(target);
    const column = target instanceof Node ? slot?.columnOf(target) : undefined;
    if (slot === undefined || slot.kind === 'group' || column?.explain === undefined) return;
    slot.cell(column.key)?.setAttribute('title', column.explain(slot.row));
  }
}
