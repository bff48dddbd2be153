import { GRID_COLUMNS, type GridColumn } from '../engine/grid-columns.js';
import type { Viewport } from '../../base/grid-engine/viewport.js';
import type { NodeRows } from '../engine/node-rows.js';
import { detailValues, type CellText } from './cell-text.js';
import { createRow, type RowParts } from './row-template.js';
import { STATE_SHAPES } from './state-icons.js';

/** What rows are drawn from, the same for all rows of a frame. */
export interface RowSource {
  readonly rows: NodeRows;
  readonly text: CellText;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Whether the node in a row is stale at that moment. */
  readonly isStale: (row: number) => boolean;
  readonly selectedNode: string | undefined;
}

/** A throughput is marked as changed when it moved by more than this share: all of them move a little all the time. */
const NOTABLE_SHARE = 0.1;

const COLUMN_INDEX = Object.fromEntries(GRID_COLUMNS.map((column, index) => [column, index])) as Record<
  GridColumn,
  number
>;

/** From these values on figures are shortened, as their columns have no room for more digits. */
const LONGEST = { throughput: 1e8, messages: 1e8, errors: 1e6 };

/** The second figure of a detail is kept behind those of the columns. */
const SECOND_DETAIL = GRID_COLUMNS.length;

/**
 * The elements of one row. They stay with a node while it is in sight, so a row that moves keeps its focus and changes
 * only its transform; when its node goes out of sight they show another one. Writes only what differs.
 */
export class RowSlot {
  /** The row in the table, and the position in the order. */
  row = -1;
  index = -1;
  /** The last frame in which the row was drawn. */
  drawnIn = -1;
  nodeId = '';
  readonly #parts: RowParts = createRow();
  readonly #shown = GRID_COLUMNS.map(() => '');
  readonly #figures = new Float64Array(SECOND_DETAIL + 1).fill(NaN);
  readonly #marked = new Map<GridColumn, 'a' | 'b'>();
  #kind = '';
  #word: string | undefined;
  #flags = '';
  #top = NaN;
  #text: CellText | undefined;
  /** Whether the row shows another node than in the last frame, so that nothing counts as a change. */
  #fresh = true;

  get element(): HTMLElement {
    return this.#parts.element;
  }

  /** The cell of a column. */
  cell(column: GridColumn): HTMLElement | undefined {
    return this.#parts.cells[COLUMN_INDEX[column]];
  }

  /** The column of a cell, or of something in it. */
  columnOf(target: Node): GridColumn | undefined {
    return GRID_COLUMNS[this.#parts.cells.findIndex((cell) => cell.contains(target))];
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
    this.element.style.transform = `translateY(${this.#top}px)`;
  }

  /** Shows what a row says now. */
  draw(source: RowSource, row: number): void {
    const id = source.rows.facts.idOf(row) ?? '';
    this.#fresh = id !== this.nodeId || source.text !== this.#text;
    this.row = row;
    if (this.#fresh) this.#begin(id, source.text);
    this.#drawFacts(source);
    this.#drawFigures(source);
    this.#drawFlags(source);
  }

  #begin(nodeId: string, text: CellText): void {
    this.nodeId = nodeId;
    this.#text = text;
    this.#word = undefined;
    for (const column of this.#marked.keys()) this.#parts.marks.get(column)?.removeAttribute('data-changed');
    this.#marked.clear();
  }

  #drawFacts({ rows, text }: RowSource): void {
    const { facts } = rows;
    const kind = facts.kindOf(this.row);
    const word = facts.wordOf(this.row);
    this.#write('node', facts.nameOf(this.row));
    this.#write('type', text.type(facts.typeOf(this.row)));
    if (this.#write('state', text.state(rows, this.row))) this.#mark('state');
    if (word !== this.#word) {
      this.#word = word;
      this.cell('state')?.setAttribute('title', text.explain('state', rows, this.row));
      this.cell('node')?.setAttribute('title', this.nodeId);
    }
    if (kind === this.#kind) return;
    this.#kind = kind;
    this.element.dataset['kind'] = kind;
    this.#parts.shape.setAttribute('d', STATE_SHAPES[kind]);
  }

  #drawFigures({ rows, text, now }: RowSource): void {
    const { table } = rows;
    const throughput = table.value(this.row, 'throughput');
    const errors = table.value(this.row, 'errorCount');
    if (isNotable(this.#figure('throughput'), throughput)) this.#mark('throughput');
    if (errors > this.#figure('errors')) this.#mark('errors');
    this.#writeFigure('throughput', throughput, text);
    this.#writeFigure('messages', table.value(this.row, 'totalMessages'), text);
    this.#writeFigure('errors', errors, text);
    this.#writeDetail(rows, text);
    this.#write('age', text.age(now - (table.updatedAt[this.row] ?? now)));
  }

  #writeDetail({ table, facts }: NodeRows, text: CellText): void {
    const type = facts.typeOf(this.row);
    const [first, second] = detailValues(table, this.row, type);
    const place = COLUMN_INDEX.detail;
    if (!this.#fresh && Object.is(first, this.#figures[place]) && Object.is(second, this.#figures[SECOND_DETAIL]))
      return;
    this.#figures[place] = first;
    this.#figures[SECOND_DETAIL] = second;
    this.#write('detail', text.detail(type, first, second));
  }

  #drawFlags({ isStale, selectedNode }: RowSource): void {
    const selected = this.nodeId === selectedNode;
    const flags = `row${selected ? ' selected' : ''}${isStale(this.row) ? ' stale' : ''}`;
    if (flags === this.#flags) return;
    this.#flags = flags;
    this.element.setAttribute('part', flags);
    this.element.className = flags;
    this.element.setAttribute('aria-selected', String(selected));
  }

  #figure(column: GridColumn): number {
    return this.#figures[COLUMN_INDEX[column]] ?? NaN;
  }

  #writeFigure(column: keyof typeof LONGEST, value: number, text: CellText): void {
    const place = COLUMN_INDEX[column];
    if (!this.#fresh && Object.is(value, this.#figures[place])) return;
    this.#figures[place] = value;
    this.#write(column, text.figure(value, LONGEST[column]));
  }

  #write(column: GridColumn, text: string): boolean {
    const place = COLUMN_INDEX[column];
    const node = this.#parts.texts[place];
    if (node === undefined || this.#shown[place] === text) return false;
    this.#shown[place] = text;
    node.data = text;
    return true;
  }

  /** Starts the mark of a change anew: the same animation under another name, as that needs no layout. */
  #mark(column: GridColumn): void {
    if (this.#fresh) return;
    const next = this.#marked.get(column) === 'a' ? 'b' : 'a';
    this.#marked.set(column, next);
    this.#parts.marks.get(column)?.setAttribute('data-changed', next);
  }
}

function isNotable(before: number, now: number): boolean {
  return Math.abs(now - before) > Math.abs(before) * NOTABLE_SHARE;
}
