import { GRID_COLUMNS, type GridColumn } from '../engine/grid-columns.js';
import { pageRows } from '../../base/grid-engine/viewport.js';
import type { GridView } from './grid-view.js';
import type { RowSource } from './row-slot.js';

/** What the keyboard asks for beyond moving. */
export interface GridActions {
  /** What rows are drawn from at this moment. */
  source(): RowSource;
  /** The header cell of a column was activated. */
  sortBy(column: GridColumn): void;
  /** A row was activated. */
  select(nodeId: string): void;
}

/** Position of the header; rows are counted from 0. */
const HEADER = -1;

/**
 * The focus of the grid as the ARIA grid pattern asks: one cell is in the tab order, keys move among cells, and the
 * focus stays with its node while rows move. When the node is gone, the focus goes to the row that took its place.
 */
export class GridFocus {
  readonly #view: GridView;
  readonly #head: HTMLElement;
  readonly #actions: GridActions;
  #column: GridColumn = 'node';
  /** The node with the focus; nothing for the header. */
  #nodeId: string | undefined;
  #lastIndex = HEADER;
  #stop: HTMLElement | undefined;

  constructor(view: GridView, head: HTMLElement, actions: GridActions) {
    this.#view = view;
    this.#head = head;
    this.#actions = actions;
  }

  /** Takes over where the focus went, by whatever means. */
  noteFocus(target: EventTarget | null): void {
    if (!(target instanceof HTMLElement)) return;
    const slot = this.#view.pool.slotAt(target);
    const column = slot === undefined ? this.headColumn(target) : slot.columnOf(target);
    if (column === undefined) return;
    this.#column = column;
    this.#nodeId = slot?.nodeId;
    this.#lastIndex = slot?.index ?? HEADER;
    this.#setStop(slot?.cell(column) ?? target);
  }

  /** The column of a header cell, or of something in it. */
  headColumn(target: EventTarget | null): GridColumn | undefined {
    if (!(target instanceof Node)) return undefined;
    return GRID_COLUMNS.find((column) => this.#headCell(column)?.contains(target) === true);
  }

  /** Keeps the focus with its node after rows were drawn. */
  afterDraw(source: RowSource): void {
    const slot = this.#nodeId === undefined ? undefined : this.#view.pool.slotOf(this.#nodeId);
    const insideRows = this.#nodeId !== undefined && this.#view.focused !== null;
    if (slot === undefined && insideRows)
      return this.#moveTo(Math.min(this.#lastIndex, source.rows.count - 1), this.#column);
    if (slot !== undefined) this.#lastIndex = slot.index;
    this.#setStop(slot?.cell(this.#column) ?? this.#headCell(this.#column));
  }

  /** Leaves a column that is not shown at the new size. */
  noteResize(): void {
    if (!isRendered(this.#headCell(this.#column))) this.#column = 'node';
  }

  /** Does what a key asks for; returns whether it was one of the grid's. */
  handleKey(event: KeyboardEvent): boolean {
    if (event.altKey || event.metaKey) return false;
    const source = this.#actions.source();
    const index = this.#nodeId === undefined ? HEADER : source.rows.indexOfNode(this.#nodeId);
    const target = this.#rowFor(event, index, source.rows.count);
    if (target !== undefined) this.#moveTo(target, this.#columnFor(event));
    else if (event.key === 'Enter' || event.key === ' ') this.#activate();
    else return false;
    return true;
  }

  /** The position that a key leads to; nothing for a key that does not move. */
  #rowFor({ key, ctrlKey }: KeyboardEvent, index: number, count: number): number | undefined {
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

  #columnFor({ key }: KeyboardEvent): GridColumn {
    const columns = GRID_COLUMNS.filter((column) => isRendered(this.#headCell(column)));
    const rightToLeft = getComputedStyle(this.#head).direction === 'rtl';
    const steps: Record<string, number> = {
      ArrowLeft: rightToLeft ? 1 : -1,
      ArrowRight: rightToLeft ? -1 : 1,
      Home: -Infinity,
      End: Infinity,
    };
    const place = Math.max(0, columns.indexOf(this.#column)) + (steps[key] ?? 0);
    return columns[Math.min(Math.max(0, place), columns.length - 1)] ?? 'node';
  }

  #moveTo(index: number, column: GridColumn): void {
    const slot = index < 0 ? undefined : this.#view.reveal(index, this.#actions.source());
    const cell = slot?.cell(column) ?? this.#headCell(column);
    cell?.focus({ preventScroll: true });
    this.#view.pool.trim(null);
  }

  #activate(): void {
    if (this.#nodeId === undefined) this.#actions.sortBy(this.#column);
    else this.#actions.select(this.#nodeId);
  }

  #headCell(column: GridColumn): HTMLElement | undefined {
    return this.#head.querySelector<HTMLElement>(`.cell.${column}`) ?? undefined;
  }

  #setStop(cell: HTMLElement | undefined): void {
    if (cell === this.#stop || cell === undefined) return;
    if (this.#stop !== undefined) this.#stop.tabIndex = -1;
    cell.tabIndex = 0;
    this.#stop = cell;
  }
}

function isRendered(element: HTMLElement | undefined): boolean {
  return element !== undefined && element.getClientRects().length > 0;
}
