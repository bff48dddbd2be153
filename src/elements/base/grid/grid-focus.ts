import { pageRows } from '../grid-engine/viewport.js';
import type { GridColumn } from './grid-column.js';
import type { GridFrame } from './grid-model.js';
import type { GridView } from './grid-view.js';
import { groupRow, type RowSlot } from './row-slot.js';
import type { TypeAhead } from './type-ahead.js';

/** How rows are chosen: this one alone, this one besides others, or all from the last one to this. */
export type SelectHow = 'only' | 'toggle' | 'range';

/** What the keyboard asks for beyond moving. */
export interface GridActions {
  /** Finds rows by how their names begin. */
  readonly typeAhead: TypeAhead;
  /** What rows are drawn from at this moment. */
  frame(): GridFrame;
  /** A header cell was activated; `more` where other columns stay in the order. */
  sortBy(column: GridColumn, more: boolean): void;
  /** A row was activated. */
  select(id: string, how: SelectHow): void;
  selectAll(): void;
  /** The header of a group was activated. */
  collapse(group: number, collapsed: boolean): void;
  /** A column is to be wider or narrower by so many steps. */
  widen(column: GridColumn, steps: number): void;
  /** A column is to go so many places on. */
  move(column: GridColumn, places: number): void;
}

/** Where the focus is: in the header, on a record, or on the header of a group. */
type Spot = { readonly id: string } | { readonly group: number } | 'head';

/** Place of the header; rows are counted from 0. */
const HEADER = -1;

/**
 * The focus of the grid as the ARIA grid pattern asks: one cell is in the tab order, keys move among cells, and the
 * focus stays with its record while rows move. When the record is gone, the focus goes to the row that took its place.
 */
export class GridFocus {
  readonly #view: GridView;
  readonly #head: HTMLElement;
  readonly #actions: GridActions;
  /** Key of a column; empty for the first one. */
  #column = '';
  #spot: Spot = 'head';
  #lastIndex = HEADER;
  #stop: HTMLElement | undefined;

  constructor(view: GridView, head: HTMLElement, actions: GridActions) {
    this.#view = view;
    this.#head = head;
    this.#actions = actions;
  }

  /** The place of the row that has the focus; -1 in the header. */
  get index(): number {
    const { engine } = this.#actions.frame().model;
    if (this.#spot === 'head') return HEADER;
    return 'id' in this.#spot ? engine.indexOf(this.#spot.id) : engine.indexOfGroup(this.#spot.group);
  }

  /** Takes over where the focus went, by whatever means. */
  noteFocus(target: EventTarget | null): void {
    if (!(target instanceof HTMLElement)) return;
    const slot = this.#view.pool.slotAt(target);
    const column = slot === undefined ? this.headColumn(target) : slot.columnOf(target);
    if (column === undefined) return;
    this.#column = column.key;
    this.#spot = slot === undefined ? 'head' : spotOf(slot);
    this.#lastIndex = slot?.index ?? HEADER;
    this.#setStop(slot?.cell(column.key) ?? target);
  }

  /** The column of a header cell, or of something in it. */
  headColumn(target: EventTarget | null): GridColumn | undefined {
    if (!(target instanceof Node)) return undefined;
    const place = [...this.#head.children].findIndex((cell) => cell.contains(target));
    return this.#actions.frame().columns[place];
  }

  /** Keeps the focus with its record after rows were drawn. */
  afterDraw(frame: GridFrame): void {
    const slot = this.#slot(frame);
    const insideRows = this.#spot !== 'head' && this.#view.focused !== null;
    if (slot === undefined && insideRows)
      return this.moveTo(Math.min(this.#lastIndex, frame.model.engine.count - 1), this.#shownColumn(frame));
    if (slot !== undefined) this.#lastIndex = slot.index;
    const column = this.#shownColumn(frame);
    this.#setStop(slot?.cell(column) ?? this.#headCell(column));
  }

  /** Gives the focus back to its record after its cell was taken off the page. */
  restore(frame: GridFrame): void {
    const { index } = this;
    const isGone = this.#spot !== 'head' && index < 0;
    this.moveTo(isGone ? Math.min(this.#lastIndex, frame.model.engine.count - 1) : index, this.#shownColumn(frame));
  }

  /** Does what a key asks for; returns whether it was one of the grid's. */
  handleKey(event: KeyboardEvent): boolean {
    if (event.metaKey && event.key.length > 1) return false;
    const frame = this.#actions.frame();
    const { index } = this;
    if (this.#spot === 'head' && this.#changeColumn(event, frame)) return true;
    if (event.altKey) return false;
    if (this.#foldGroup(event, frame) || this.#findByName(event, frame)) return true;
    const target = this.#indexFor(event, index, frame.model.engine.count);
    if (target !== undefined) this.#go(event, target, frame);
    else if (event.key === 'Enter' || event.key === ' ') this.#activate(event, frame);
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) this.#actions.selectAll();
    else return false;
    return true;
  }

  /** Brings a place into sight and moves the focus there; -1 is the header. */
  moveTo(index: number, column = this.#column): void {
    const frame = this.#actions.frame();
    if (index >= 0) this.#view.reveal(index, frame);
    const slot = index < 0 ? undefined : this.#slotAt(index, frame);
    const cell = slot?.cell(column) ?? this.#headCell(column);
    if (cell === undefined) return;
    cell.focus({ preventScroll: true });
    this.#view.revealCell(cell, this.#headCell(frame.columns[0]?.key ?? '')?.offsetWidth ?? 0);
    this.#view.pool.trim(null);
  }

  #go(event: KeyboardEvent, target: number, frame: GridFrame): void {
    const extends_ = event.shiftKey && target >= 0 && target !== this.index;
    this.moveTo(target, this.#columnFor(event, frame));
    if (extends_ && typeof this.#spot === 'object' && 'id' in this.#spot) this.#actions.select(this.#spot.id, 'range');
  }

  /** The place that a key leads to; nothing for a key that does not move. */
  #indexFor({ key, ctrlKey }: KeyboardEvent, index: number, count: number): number | undefined {
    const { viewport } = this.#view;
    const within = (wanted: number): number => Math.min(Math.max(HEADER, wanted), count - 1);
    switch (key) {
      case 'ArrowDown':
        return within(index === HEADER ? Math.ceil(viewport.scrollTop / (viewport.rowHeight || 1)) : index + 1);
      case 'ArrowUp':
        return within(index - 1);
      case 'PageDown':
        return within(index + pageRows(viewport));
      case 'PageUp':
        return within(Math.max(0, index - pageRows(viewport)));
      case 'Home':
        return ctrlKey ? within(0) : index;
      case 'End':
        return ctrlKey ? within(count - 1) : index;
      case 'ArrowLeft':
      case 'ArrowRight':
        return index;
      default:
        return undefined;
    }
  }

  #columnFor({ key }: KeyboardEvent, { columns }: GridFrame): string {
    const steps: Record<string, number> = {
      ArrowLeft: -this.#forward,
      ArrowRight: this.#forward,
      Home: -Infinity,
      End: Infinity,
    };
    const place = Math.max(0, this.#placeOfColumn(columns)) + (steps[key] ?? 0);
    return columns[Math.min(Math.max(0, place), columns.length - 1)]?.key ?? '';
  }

  /** 1 where reading goes to the right, -1 where it goes to the left. */
  get #forward(): 1 | -1 {
    return getComputedStyle(this.#head).direction === 'rtl' ? -1 : 1;
  }

  #changeColumn({ key, altKey, shiftKey }: KeyboardEvent, { columns }: GridFrame): boolean {
    if ((key !== 'ArrowLeft' && key !== 'ArrowRight') || altKey === shiftKey) return false;
    const column = columns[this.#placeOfColumn(columns)];
    const step = key === 'ArrowRight' ? this.#forward : this.#forward === 1 ? -1 : 1;
    if (column === undefined) return false;
    if (altKey) this.#actions.widen(column, step);
    else this.#actions.move(column, step);
    return true;
  }

  /** On the first cell of a group's header the arrows open and close it, as in a tree. */
  #foldGroup({ key, ctrlKey, shiftKey }: KeyboardEvent, { columns, model }: GridFrame): boolean {
    if (typeof this.#spot !== 'object' || !('group' in this.#spot) || ctrlKey || shiftKey) return false;
    const { group } = this.#spot;
    const isCollapsed = model.engine.grouping?.collapsed.has(group) === true;
    const opens = key === (this.#forward === 1 ? 'ArrowRight' : 'ArrowLeft');
    const closes = key === (this.#forward === 1 ? 'ArrowLeft' : 'ArrowRight');
    if (this.#placeOfColumn(columns) !== 0 || !(opens ? isCollapsed : closes && !isCollapsed)) return false;
    this.#actions.collapse(group, closes);
    return true;
  }

  #findByName(event: KeyboardEvent, { model }: GridFrame): boolean {
    const { typeAhead } = this.#actions;
    const { engine } = model;
    if (this.#spot === 'head' || !typeAhead.takes(event)) return false;
    const nameAt = (index: number): string | undefined => {
      const row = engine.at(index);
      return row === undefined ? undefined : model.nameOf(row);
    };
    const found = typeAhead.type(event.key, { count: engine.count, nameAt }, this.index);
    if (found !== undefined) this.moveTo(found);
    return true;
  }

  #activate({ key, shiftKey, ctrlKey, metaKey }: KeyboardEvent, { columns, model }: GridFrame): void {
    const spot = this.#spot;
    const column = columns[this.#placeOfColumn(columns)];
    if (spot === 'head') return void (column && this.#actions.sortBy(column, shiftKey));
    if ('group' in spot)
      return this.#actions.collapse(spot.group, model.engine.grouping?.collapsed.has(spot.group) === false);
    const toggles = key === ' ' && (ctrlKey || metaKey);
    this.#actions.select(spot.id, shiftKey ? 'range' : toggles ? 'toggle' : 'only');
  }

  #placeOfColumn(columns: readonly GridColumn[]): number {
    return Math.max(
      0,
      columns.findIndex(({ key }) => key === this.#column),
    );
  }

  /** The column of the focus, or the first one where it is not shown any more. */
  #shownColumn({ columns }: GridFrame): string {
    return columns[this.#placeOfColumn(columns)]?.key ?? '';
  }

  #slot({ model }: GridFrame): RowSlot | undefined {
    const spot = this.#spot;
    if (spot === 'head') return undefined;
    const row = 'group' in spot ? groupRow(spot.group) : (model.source.rowOf(spot.id) ?? -1);
    return this.#view.pool.slotOf(row);
  }

  #slotAt(index: number, { model: { engine } }: GridFrame): RowSlot | undefined {
    const group = engine.groupAt(index);
    const row = group === undefined ? engine.at(index) : groupRow(group);
    return row === undefined ? undefined : this.#view.pool.slotOf(row);
  }

  #headCell(key: string): HTMLElement | undefined {
    const { columns } = this.#actions.frame();
    const place = columns.findIndex((column) => column.key === key);
    const cell = this.#head.children[Math.max(0, place)];
    return cell instanceof HTMLElement ? cell : undefined;
  }

  #setStop(cell: HTMLElement | undefined): void {
    if (cell === this.#stop || cell === undefined) return;
    if (this.#stop !== undefined) this.#stop.tabIndex = -1;
    cell.tabIndex = 0;
    this.#stop = cell;
  }
}

function spotOf({ group, id }: RowSlot): Spot {
  return group === undefined ? { id } : { group };
}
