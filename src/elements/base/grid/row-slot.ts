import type { Viewport } from '../grid-engine/viewport.js';
import type { Cell } from './cell.js';
import { cellClass, type GridColumn } from './grid-column.js';
import { GroupCell } from './group-cell.js';
import type { GridFrame } from './grid-model.js';

/** What a row element holds: a record, or the header of a group. */
export type RowKind = 'record' | 'group';

/** Where the header of a group is in the list of rows: below zero, where no record is. */
export function groupRow(code: number): number {
  return -2 - code;
}

/**
 * The elements of one row. They stay with a record while it is in sight, so a row that moves keeps its focus and changes
 * only its transform; when its record goes out of sight they show another one.
 */
export class RowSlot {
  readonly kind: RowKind;
  readonly element = document.createElement('div');
  /** Number of the row in the source; that of `groupRow` for the header of a group. */
  row = -1;
  /** The place among all rows. */
  index = -1;
  /** The last frame in which the row was drawn. */
  drawnIn = -1;
  /** Id of the record; empty for the header of a group. */
  id = '';
  readonly #columns: readonly GridColumn[];
  readonly #cells: readonly Cell[];
  readonly #groupCell: GroupCell | undefined;
  #flags = '';
  #level = 0;
  #top = NaN;

  constructor(columns: readonly GridColumn[], kind: RowKind) {
    this.kind = kind;
    this.#columns = columns;
    this.#groupCell = kind === 'group' ? new GroupCell() : undefined;
    this.#cells = columns.map((column, place) => this.#createCell(column, place));
    this.element.setAttribute('role', 'row');
    this.element.append(...this.#cells.map(({ element }) => element));
  }

  /** Code of the group whose header this is. */
  get group(): number | undefined {
    return this.kind === 'group' ? -2 - this.row : undefined;
  }

  /** The cell of a column. */
  cell(key: string): HTMLElement | undefined {
    return this.#cells[this.#columns.findIndex((column) => column.key === key)]?.element;
  }

  /** The column of a cell, or of something in it. */
  columnOf(target: Node): GridColumn | undefined {
    return this.#columns[this.#cells.findIndex(({ element }) => element.contains(target))];
  }

  /** Puts the row where it belongs in what is in sight. */
  place(index: number, { scrollTop, rowHeight }: Viewport): void {
    if (index !== this.index) {
      this.index = index;
      // The header is the first row.
      this.element.setAttribute('aria-rowindex', String(index + 2));
    }
    const top = index * rowHeight - scrollTop;
    if (top === this.#top) return;
    this.#top = top;
    this.element.style.transform = `translateY(${top}px)`;
  }

  /** Shows what a row says now. */
  draw(frame: GridFrame, row: number): void {
    this.row = row;
    if (this.kind === 'group') this.#drawGroup(frame);
    else this.#drawRecord(frame);
  }

  #drawRecord(frame: GridFrame): void {
    const { row } = this;
    const id = frame.model.source.idOf(row) ?? '';
    const fresh = id !== this.id;
    this.id = id;
    for (const cell of this.#cells) cell.draw(row, frame, fresh);
    const marks = [frame.isSelected(id) && 'selected', frame.isStale(row) && 'stale', frame.model.flagOf(row)];
    const flags = marks.filter(Boolean).join(' ');
    this.#flag(flags === '' ? 'row' : `row ${flags}`);
    this.#showLevel(frame.model.engine.grouping === undefined ? 0 : 2);
  }

  #drawGroup({ model, format }: GridFrame): void {
    const code = -2 - this.row;
    const grouping = model.engine.grouping;
    if (grouping === undefined) return;
    const collapsed = grouping.collapsed.has(code);
    this.#groupCell?.show(model.groupName(code), format.exact(grouping.countOf(code)), collapsed);
    this.element.setAttribute('aria-expanded', String(!collapsed));
    this.#showLevel(1);
    this.#cells.forEach((cell, place) => {
      const total = this.#columns[place]?.total;
      if (cell !== this.#groupCell) cell.drawGroup(total && grouping.aggregateOf(code, total.column));
    });
    this.#flag('row group');
  }

  /** Rows of a tree say how deep they are; 0 without groups. */
  #showLevel(level: number): void {
    if (level === this.#level) return;
    this.#level = level;
    if (level === 0) this.element.removeAttribute('aria-level');
    else this.element.setAttribute('aria-level', String(level));
  }

  #flag(flags: string): void {
    if (flags === this.#flags) return;
    this.#flags = flags;
    this.element.setAttribute('part', flags);
    this.element.className = flags;
    if (this.kind === 'record') this.element.setAttribute('aria-selected', String(flags.includes('selected')));
  }

  #createCell(column: GridColumn, place: number): Cell {
    const cell = place === 0 && this.#groupCell !== undefined ? this.#groupCell : column.createCell();
    const { element } = cell;
    element.classList.add(...cellClass(column).split(' '));
    element.dataset['column'] = column.key;
    element.setAttribute('role', place === 0 ? 'rowheader' : 'gridcell');
    element.setAttribute('aria-colindex', String(place + 1));
    element.tabIndex = -1;
    return cell;
  }
}
