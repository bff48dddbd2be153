import type { LitElement, ReactiveController } from 'lit';
import type { Stop } from '../../../domain/clock.js';
import type { LiveMetrics } from '../../../session/live-metrics.js';
import { throughputPastOf, type ThroughputPast } from '../../../session/throughput-past.js';
import { en } from '../../../locales/en.js';
import { nodeStaleness } from '../../../session/node-freshness.js';
import { NodeTable } from '../../../session/node-table.js';
import type { SessionController } from '../../base/controllers/session-controller.js';
import { ChangeMarks } from '../../base/grid/change-marks.js';
import { ColumnChoice } from '../../base/grid/column-choice.js';
import { layOut, type ColumnLayout } from '../../base/grid/column-layout.js';
import type { GridColumn } from '../../base/grid/grid-column.js';
import { GridFocus, type GridActions, type SelectHow } from '../../base/grid/grid-focus.js';
import type { GridFrame } from '../../base/grid/grid-model.js';
import { HeaderGestures } from '../../base/grid/header-gestures.js';
import { GridView } from '../../base/grid/grid-view.js';
import { HoldStill } from '../../base/grid/hold-still.js';
import { Selection } from '../../base/grid/selection.js';
import { Formatter } from '../../base/format.js';
import { COUNTED_KINDS } from '../engine/node-kind.js';
import { GROUP_COLUMNS, NodeRows } from '../engine/node-rows.js';
import { CellText } from './cell-text.js';
import { ConfiguredNames } from './configured-names.js';
import { GridFilter } from './grid-filter.js';
import { nodeColumns } from './node-columns.js';

/** How much wider or narrower a key makes a column, in CSS pixels. */
const WIDTH_STEP = 16;

/** What people do with the grid. */
export interface GridEvents extends Pick<GridActions, 'sortBy' | 'select' | 'selectAll'> {
  /** A person moved, resized, showed or hid a column. */
  columnsChanged(): void;
  /** Something is to be said to those who do not see it. */
  say(text: string): void;
}

const NO_LAYOUT: ColumnLayout = { columns: [], widths: [], totalWidth: 0, cards: false, scrolls: false };

/**
 * Joins the engine, the view, the focus and the session: takes values in, draws rows, and hears what people do with
 * them. The host is rendered only when something around the rows changes.
 */
export class GridController implements ReactiveController {
  readonly rows = new NodeRows();
  readonly hold: HoldStill;
  readonly filter: GridFilter;
  readonly selection = new Selection();
  readonly choice = new ColumnChoice();
  /** In the language of the element. */
  words = en.nodeGrid;
  readonly #host: LitElement;
  readonly #session: SessionController;
  readonly #events: GridEvents;
  readonly #names = new ConfiguredNames();
  readonly #marks: ChangeMarks;
  #live: LiveMetrics | undefined;
  #past: { readonly of: LiveMetrics; readonly past: ThroughputPast; readonly stop: Stop } | undefined;
  #view: GridView | undefined;
  #focus: GridFocus | undefined;
  #layout = NO_LAYOUT;
  #layoutWidth = -1;
  #gestures: HeaderGestures | undefined;
  #summary = '';
  #hadFocus = false;

  constructor(host: LitElement, session: SessionController, events: GridEvents) {
    this.#host = host;
    this.#session = session;
    this.#events = events;
    this.hold = new HoldStill(() => host.requestUpdate());
    this.filter = new GridFilter(this.rows, () => host.requestUpdate());
    const after = (delayMs: number, run: () => void): Stop | undefined => session.current?.after(delayMs, run);
    this.#marks = new ChangeMarks(after, () => session.current?.now() ?? 0);
    this.speak(new CellText(new Formatter('en'), en.nodeGrid));
    host.addController(this);
    session.use(({ live }) => {
      this.rows.table = live.nodes;
      this.#live = live;
      this.#recordPast();
      return () => {
        this.#live = undefined;
        this.#recordPast();
        this.#marks.clear();
        this.rows.table = new NodeTable();
      };
    });
  }

  /** Which columns are shown, and how wide they are. */
  get layout(): ColumnLayout {
    return this.#layout;
  }

  /** Name of the column that rows are grouped by, if they are. */
  get groupBy(): string | undefined {
    return this.rows.groupBy;
  }

  /** Columns that rows can be grouped by. */
  get groupColumns(): readonly GridColumn[] {
    return this.choice.all.filter(({ key }) => GROUP_COLUMNS.some((column) => column === key));
  }

  /** Whether rows can be ordered by a column. */
  isSortable(column: string): boolean {
    return this.choice.all.some(({ key, order }) => key === column && order !== undefined);
  }

  /** Shows or hides a column. */
  hide(key: string, hidden: boolean): void {
    this.#changeColumns(() => this.choice.hide(key, hidden));
  }

  /** Moves a column so many places among all of them, hidden ones among these. */
  moveInList(key: string, places: number): void {
    const keys = this.choice.list.map((each) => each.key);
    const to = keys.indexOf(key) + places;
    this.#changeColumns(() => this.choice.moveBefore(key, places > 0 ? keys[to + 1] : keys[to]));
  }

  /** Says everything in another language from now on. */
  speak(text: CellText): void {
    const { words } = text;
    this.words = words;
    this.rows.groupWords = {
      type: (code) => words.typeAt(code),
      state: (kind) => (kind === 'other' ? words.unknownState : words.kinds[kind]),
    };
    this.choice.all = nodeColumns(this.rows, text, () => this.#past?.past);
    this.noteChoice();
  }

  /** Other columns are chosen, or they have another width. */
  noteChoice(): void {
    this.#layOut(this.#view?.width ?? 0);
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
    this.hold.reset();
  }

  hostUpdate(): void {
    this.#hadFocus = this.#view !== undefined && this.#view.focused !== null;
    this.rows.held = this.hold.held;
    this.#noteContext();
    if (this.rows.outdated) this.rows.refresh();
    this.#summary = this.#summarise();
  }

  hostUpdated(): void {
    if (this.#view === undefined) this.#createView();
    this.#view?.layOut(this.#layout);
    this.#draw();
    // A cell that was taken off the page, or moved, took the focus with it.
    if (this.#hadFocus && this.#view?.focused === null) this.#focus?.restore(this.#frame());
  }

  /** New values came: brings the rows up to date, and renders the host only if something around them changes. */
  takeValues(): void {
    if (this.#view === undefined) return;
    this.#noteContext();
    this.rows.refresh();
    if (this.#summarise() === this.#summary) this.#draw();
    else this.#host.requestUpdate();
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
      frame: () => this.#frame(),
      collapse: (group, collapsed) => this.#collapse(group, collapsed),
      widen: (column, steps) => this.#widen(column, steps),
      move: (column, places) => this.#move(column, places),
    });
    this.#gestures = new HeaderGestures(head, {
      columns: () => (this.#layout.cards ? [] : this.#layout.columns),
      resize: (column, width) => this.#resize(column, width),
      remember: () => this.choice.remember(),
      undone: () => this.noteChoice(),
      moveBefore: (column, before) => this.#changeColumns(() => this.choice.moveBefore(column.key, before?.key)),
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
    if (resized && width !== this.#layoutWidth && this.#layOut(width)) return;
    this.#draw();
  }

  /** Returns whether the host renders, and draws, for it. */
  #layOut(width: number): boolean {
    const before = this.#layout;
    const layout = layOut(this.choice.chosen, width, this.choice.isOwn);
    const isSame =
      layout.columns.length === before.columns.length &&
      layout.columns.every((column, place) => column === before.columns[place]);
    // The same list as long as it holds the same, so that rows keep their cells.
    this.#layout = isSame ? { ...layout, columns: before.columns } : layout;
    this.#layoutWidth = width;
    this.#recordPast();
    this.#host.requestUpdate();
    return true;
  }

  /** The minute of every node is recorded while it is shown. */
  #recordPast(): void {
    const isShown = this.#layout.columns.some(({ key }) => key === 'trend');
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
      columns: this.#layout.columns,
      now,
      marks: this.#marks,
      isSelected: (id) => this.selection.has(id),
      isStale: session === undefined ? () => false : nodeStaleness(session.live, now),
    };
  }

  /** What is shown now stays shown, and the rest hidden, from the first change on. */
  #changeColumns(change: () => void): void {
    if (!this.#layout.cards) this.choice.adopt(this.#layout.columns);
    change();
    this.noteChoice();
    this.#events.columnsChanged();
  }

  /** While an edge is dragged: nothing is kept before it is let go. */
  #resize({ key }: GridColumn, width: number | undefined): void {
    this.choice.adopt(this.#layout.columns);
    this.choice.resize(key, width);
    this.noteChoice();
  }

  #widen(column: GridColumn, steps: number): void {
    if (this.#layout.cards) return;
    const width = (): number => this.#layout.widths[this.#layout.columns.indexOf(column)] ?? column.width;
    this.#changeColumns(() => this.choice.resize(column.key, width() + steps * WIDTH_STEP));
    this.#events.say(this.words.columnWidth(column.label, width()));
  }

  #move(column: GridColumn, places: number): void {
    if (this.#layout.cards) return;
    this.#changeColumns(() => this.choice.moveBy(column.key, places));
    this.#events.say(this.words.columnPlace(column.label, this.#layout.columns.indexOf(column) + 1));
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
    this.rows.context = {
      names: this.#names.from(session?.state.defaultConfiguration),
      leaderId: session?.live.leaderReading?.value ?? '',
    };
  }

  /** Everything around the rows that depends on them, as a text to compare. */
  #summarise(): string {
    const { count, matching, total } = this.rows;
    return [count, matching, total, ...COUNTED_KINDS.map((kind) => this.rows.countOf(kind))].join(' ');
  }

  /** Titles are written when someone asks for them, not with every value. */
  #explain(target: EventTarget | null): void {
    const slot = this.#view?.pool.slotAt(target);
    const column = target instanceof Node ? slot?.columnOf(target) : undefined;
    if (slot === undefined || slot.kind === 'group' || column?.explain === undefined) return;
    slot.cell(column.key)?.setAttribute('title', column.explain(slot.row));
  }
}
