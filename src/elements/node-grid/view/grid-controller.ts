import type { LitElement, ReactiveController } from 'lit';
import { en } from '../../../locales/en.js';
import { nodeStaleness } from '../../../session/node-freshness.js';
import { NodeTable } from '../../../session/node-table.js';
import type { SessionController } from '../../base/controllers/session-controller.js';
import { Formatter } from '../../base/format.js';
import type { GridColumn } from '../engine/grid-columns.js';
import { COUNTED_KINDS } from '../engine/node-kind.js';
import { NodeRows } from '../engine/node-rows.js';
import { CellText } from './cell-text.js';
import { ConfiguredNames } from './configured-names.js';
import { GridFilter } from './grid-filter.js';
import { GridFocus } from './grid-focus.js';
import { GridView } from './grid-view.js';
import { HoldStill } from './hold-still.js';
import type { RowSource } from './row-slot.js';

/** What people do with the grid. */
export interface GridEvents {
  sortBy(column: GridColumn): void;
  select(nodeId: string): void;
}

/**
 * Joins the engine, the view, the focus and the session: takes values in, draws rows, and hears what people do with
 * them. The host is rendered only when something around the rows changes.
 */
export class GridController implements ReactiveController {
  readonly rows = new NodeRows();
  readonly hold: HoldStill;
  readonly filter: GridFilter;
  /** What cells say. */
  text = new CellText(new Formatter('en'), en.nodeGrid);
  selectedNode: string | undefined;
  readonly #host: LitElement;
  readonly #session: SessionController;
  readonly #events: GridEvents;
  readonly #names = new ConfiguredNames();
  #view: GridView | undefined;
  #focus: GridFocus | undefined;
  #summary = '';

  constructor(host: LitElement, session: SessionController, events: GridEvents) {
    this.#host = host;
    this.#session = session;
    this.#events = events;
    this.hold = new HoldStill(() => host.requestUpdate());
    this.filter = new GridFilter(this.rows, () => host.requestUpdate());
    host.addController(this);
    session.use(({ live }) => {
      this.rows.table = live.nodes;
      return () => (this.rows.table = new NodeTable());
    });
  }

  hostConnected(): void {
    this.#view?.connect();
  }

  hostDisconnected(): void {
    this.#view?.disconnect();
    this.hold.reset();
  }

  hostUpdate(): void {
    this.rows.held = this.hold.held;
    this.#noteContext();
    if (this.rows.outdated) this.rows.refresh();
    this.#summary = this.#summarise();
  }

  hostUpdated(): void {
    if (this.#view === undefined) this.#createView();
    this.#draw();
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

  readonly onClick = ({ target }: Event): void => {
    const slot = this.#view?.pool.slotAt(target);
    if (slot !== undefined) return this.#events.select(slot.nodeId);
    const column = this.#focus?.headColumn(target);
    if (column !== undefined) this.#events.sortBy(column);
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
    this.#focus = new GridFocus(this.#view, head, { ...this.#events, source: () => this.#source() });
    this.#view.connect();
  }

  #draw(): void {
    if (this.#view === undefined || this.#session.current === undefined) return;
    const source = this.#source();
    this.#view.draw(source);
    this.#focus?.afterDraw(source);
  }

  #onViewport(resized: boolean): void {
    if (resized) this.#focus?.noteResize();
    this.#draw();
  }

  #source(): RowSource {
    const session = this.#session.current;
    const now = session?.now() ?? 0;
    return {
      rows: this.rows,
      text: this.text,
      now,
      isStale: session === undefined ? () => false : nodeStaleness(session.live, now),
      selectedNode: this.selectedNode,
    };
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
    const { count, total } = this.rows;
    return [count, total, ...COUNTED_KINDS.map((kind) => this.rows.countOf(kind))].join(' ');
  }

  /** Titles are written when someone asks for them, not with every value. */
  #explain(target: EventTarget | null): void {
    const slot = this.#view?.pool.slotAt(target);
    const column = target instanceof Node ? slot?.columnOf(target) : undefined;
    if (slot === undefined || column === undefined) return;
    slot.cell(column)?.setAttribute('title', this.text.explain(column, this.rows, slot.row));
  }
}
