import { nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import type { Stop } from '../../../domain/clock.js';
import { Lazy } from '../../../domain/lazy.js';
import { PopoverController } from '../../base/controllers/popover-controller.js';
import type { SessionController } from '../../base/controllers/session-controller.js';
import type { ViewPanel } from '../../base/grid/view-panel.js';
import {
  formatView,
  readView,
  type GridDensity,
  type GridViewState,
  type IgnoredInView,
} from '../../base/grid/view-state.js';
import { formatSort } from '../../base/grid/read-sort.js';
import type { GridController } from './grid-controller.js';
import type { OrderController } from './order-controller.js';

/** How long nothing is seen in columns that may not stay, in milliseconds: what is kept is read within a few, or not soon. */
const PATIENCE_MS = 500;

const viewPart = new Lazy('The panel of the view', () => import('../../base/grid/view-panel.js'));

/** The element as far as a view is about it. */
export interface ViewHost extends LitElement {
  sort: string | undefined;
  direction: string | undefined;
  groupBy: string | undefined;
  density: string | undefined;
  filter: string | undefined;
  readonly viewName: string | undefined;
  readonly rows: readonly unknown[] | undefined;
}

/** What the page hears, and what is said to people. */
export interface ViewEvents {
  /** A person changed the view. */
  changed(): void;
  /** A part of what the page gave means nothing here. */
  ignored(parts: readonly IgnoredInView[]): void;
  /** An export, or a copy of the view, is asked for. */
  take(format: 'csv' | 'json' | 'view'): void;
}

/**
 * What a person chose of a grid: kept in the preferences under the name of the view, applied when the grid comes to the
 * page, and shown in a panel whose code loads when it is opened. What a page sets in attributes is the beginning; what a
 * person chose comes over it.
 */
export class ViewController implements ReactiveController {
  readonly #host: ViewHost;
  readonly #session: SessionController;
  readonly #grid: GridController;
  readonly #order: OrderController;
  readonly #events: ViewEvents;
  readonly #popover: PopoverController;
  #chosen: GridViewState = {};
  /** What is kept of it; it may say more of columns that are not known yet. */
  #kept = '';
  /** Keys of the columns that it was read for. */
  #keys = '';
  /** Counts choices and news of some: what is read for an earlier one is out of date. */
  #turn = 0;
  /** Whether the page gave a view, as from its address: that is what somebody wants to see. */
  #isGiven = false;
  /** What the page gave, as long as it names columns that may still come. */
  #given = '';
  /** What the page had set before anyone chose. */
  #before: Pick<ViewHost, 'sort' | 'direction' | 'groupBy' | 'density'> | undefined;
  /** Set while what is kept is read for the first time. */
  #stopWaiting: Stop | undefined;
  /** What in the panel has the focus while the host updates. */
  #focused: HTMLElement | undefined;

  constructor(
    host: ViewHost,
    session: SessionController,
    grid: GridController,
    order: OrderController,
    events: ViewEvents,
  ) {
    this.#host = host;
    this.#session = session;
    this.#grid = grid;
    this.#order = order;
    this.#events = events;
    this.#popover = new PopoverController(host);
    host.addController(this);
    session.use((current) => {
      const stop = current.preferences.subscribe(({ name }) => {
        if (name === '' || name === this.#name) void this.#restore();
      });
      // Only before anything was seen: a grid that is moved on its page keeps its columns.
      if (!host.hasUpdated && this.#name !== '' && !this.#isGiven)
        this.#stopWaiting = current.after(PATIENCE_MS, () => this.#goOn());
      void this.#restore();
      return () => {
        stop();
        this.#goOn();
      };
    });
  }

  /** All that is seen now, as a text. */
  get text(): string {
    const {
      groupBy,
      filter,
      columns: { choice },
    } = this.#grid;
    return formatView({
      ...(choice.states && { columns: choice.states }),
      sort: this.#order.sort,
      ...(groupBy !== undefined && { groupBy }),
      ...(this.#density === 'compact' && { density: this.#density }),
      ...(filter.text !== '' && { filter: filter.text }),
    });
  }

  /** Whether it is still to be read what a person chose, so that nothing is to be seen in columns that may not stay. */
  get isAwaited(): boolean {
    return this.#stopWaiting !== undefined;
  }

  hostUpdate(): void {
    this.#focused = this.#popover.element?.querySelector<HTMLElement>(':focus') ?? undefined;
  }

  hostUpdated(): void {
    // A row of the panel that was moved, by whomever, took the focus off what was in it.
    if (this.#focused?.matches(':focus') === false) this.#focused.focus();
    this.#focused = undefined;
  }

  /** To be called when columns or rows are known: reads once more what is kept or was given, if that may say more now. */
  readColumns(): void {
    const keys = this.#columnKeys.join();
    if (keys !== this.#keys) {
      this.#keys = keys;
      // Rows of a page have no view but under a name of their own.
      if (this.#kept !== '') this.#follow(this.#name && this.#kept);
      const { columns, sort } = readView(this.#given, this.#columnKeys).state;
      this.#apply({ ...(columns && { columns }), ...(sort && { sort }) });
    }
    this.#settleGiven();
  }

  /** A person chose something. It is kept. */
  choose(part: GridViewState): void {
    this.#turn += 1;
    this.#given = '';
    this.#chosen = { ...this.#chosen, ...part };
    this.#kept = this.#name && formatView(this.#chosen);
    this.#keep(this.#kept);
    this.#tell();
  }

  /** Takes over what a view of the page says; what it does not say stays. */
  apply(text: string): void {
    const { state } = readView(text, this.#columnKeys);
    this.#given = text;
    this.#isGiven ||= Object.keys(state).length > 0;
    this.#apply(state);
    this.#settleGiven();
  }

  /** What is in the panel, as soon as it is there. */
  renderPanel(): TemplateResult | typeof nothing {
    return this.#popover.isOpen ? (viewPart.here?.renderViewPanel(this.#panel()) ?? nothing) : nothing;
  }

  /** Listens to the panel's `beforetoggle`. */
  readonly onToggle = ({ target, newState }: ToggleEvent): void => {
    // Its content goes with it, and a focus that is still inside.
    if (newState === 'closed' && target instanceof Element && target.matches(':focus-within')) this.#button?.focus();
    this.#popover.toggle(newState === 'open');
    if (newState === 'open') this.#load();
    this.#host.requestUpdate();
  };

  get #button(): HTMLElement | null {
    return this.#host.renderRoot.querySelector('.view-button');
  }

  /** Name of the preference; empty where nothing is kept. */
  get #name(): string {
    const viewName = this.#host.viewName ?? (this.#grid.isOfPage || this.#awaitsRows ? '' : 'nodes');
    return viewName === '' ? '' : `grid-view:${viewName}`;
  }

  /** Whether rows of the page are still to be read. */
  get #awaitsRows(): boolean {
    return !this.#grid.isOfPage && (this.#host.rows ?? undefined) !== undefined;
  }

  get #columnKeys(): string[] {
    return this.#grid.columns.all.map(({ key }) => key);
  }

  get #density(): GridDensity {
    return this.#host.density === 'compact' ? 'compact' : 'comfortable';
  }

  #panel(): ViewPanel {
    const { choice, layout, groupable } = this.#grid.columns;
    return {
      columns: choice.list,
      cards: layout.cards,
      groups: groupable,
      groupBy: this.#grid.groupBy,
      density: this.#density,
      isOwn: Object.keys(this.#chosen).length > 0,
      hide: (key, hidden) => this.#grid.columns.hide(key, hidden),
      move: (key, places) => this.#grid.columns.moveInList(key, places),
      group: (key = '') => this.#chooseAnd({ groupBy: key }),
      setDensity: (density) => this.#chooseAnd({ density }),
      take: (format) => this.#events.take(format),
      copy: () => this.#events.take('view'),
      reset: () => this.#reset(),
    };
  }

  #chooseAnd(part: GridViewState): void {
    this.#apply(part);
    this.choose(part);
  }

  /** Back to what it was without anyone's choice. */
  #reset(): void {
    this.#turn += 1;
    this.#forget();
    this.#tell();
    if (this.#name !== '') this.#session.current?.preferences.deletePreference(this.#name).catch(() => undefined);
  }

  #forget(): void {
    [this.#kept, this.#chosen] = ['', {}];
    this.#grid.columns.choice.states = undefined;
    this.#grid.columns.layOut();
    Object.assign(this.#host, this.#before);
  }

  /** Once the host has taken the change in, so that what is told is what is there. */
  #tell(): void {
    this.#goOn();
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => this.#events.changed());
  }

  /** Tells what of that which the page gave is passed over, as soon as that is certain: not before there are rows. */
  #settleGiven(): void {
    if (this.#given === '' || this.#awaitsRows || this.#grid.rows.total === 0) return;
    const { ignored } = readView(this.#given, this.#columnKeys);
    if (ignored.length > 0) this.#events.ignored(ignored);
    if (ignored.every(({ why }) => why !== 'unknown-column')) this.#given = '';
  }

  #apply({ columns, sort, groupBy, density, filter }: GridViewState): void {
    const host = this.#host;
    if (columns !== undefined) {
      this.#grid.columns.choice.states = columns.length > 0 ? columns : undefined;
      this.#grid.columns.layOut();
    }
    const known = sort?.filter(({ column }) => this.#grid.columns.isSortable(column)) ?? [];
    if (known.length > 0) ({ columns: host.sort, directions: host.direction } = formatSort(known));
    if (groupBy !== undefined) host.groupBy = groupBy === '' ? undefined : groupBy;
    if (density !== undefined) host.density = density;
    if (filter !== undefined) host.filter = filter;
  }

  #load(): void {
    const done = (): void => this.#host.requestUpdate();
    viewPart.load().then(done, done);
  }

  /** That it could not be kept is no reason to disturb anyone: it is in force, and the storage says so elsewhere. */
  #keep(text: string): void {
    if (this.#name !== '') this.#session.current?.preferences.savePreference(this.#name, text).catch(() => undefined);
  }

  #goOn(): void {
    this.#stopWaiting?.();
    this.#stopWaiting = undefined;
    this.#host.requestUpdate();
  }

  async #restore(): Promise<void> {
    const { sort, direction, groupBy, density } = this.#host;
    this.#before ??= { sort, direction, groupBy, density };
    const name = this.#name;
    if (name === '' || this.#isGiven) return;
    const turn = (this.#turn += 1);
    const text = await this.#session.current?.preferences.getPreference(name).catch(() => null);
    // What somebody chose or told of meanwhile is newer; what cannot be read is no reset.
    if (this.#turn !== turn || !this.#host.isConnected) return;
    if (text !== null && !this.#isGiven && name === this.#name) this.#follow(text ?? '');
    this.#goOn();
  }

  /** Takes over what is kept, but for news of its own choice. */
  #follow(text: string): void {
    const chosen = this.#chosen;
    if (text === formatView(chosen)) return;
    const { state } = readView(text, this.#columnKeys);
    // What a reset took away before somebody chose anew.
    if (Object.keys(chosen).some((part) => !(part in state))) this.#forget();
    [this.#kept, this.#chosen] = [text, state];
    this.#apply(state);
  }
}
