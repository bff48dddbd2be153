import { GRID_COLUMNS, type GridColumn } from '../engine/grid-columns.js';

const SVG = 'http://www.w3.org/2000/svg';

/** Columns whose values are aligned at the end. */
const NUMBERS: ReadonlySet<GridColumn> = new Set(['throughput', 'messages', 'errors', 'age']);

/** Columns whose changes can show: their value has an element of its own, so that the mark is as wide as the value. */
const MARKED: ReadonlySet<GridColumn> = new Set(['state', 'throughput', 'errors']);

/** The class of a cell in the header or in a row. */
export function cellClass(column: GridColumn): string {
  return NUMBERS.has(column) ? `cell ${column} end` : `cell ${column}`;
}

/** The elements of a row that are written to. */
export interface RowParts {
  readonly element: HTMLElement;
  /** In the order of the columns. */
  readonly cells: readonly HTMLElement[];
  readonly texts: readonly Text[];
  /** Elements around values, for columns that mark a change. */
  readonly marks: ReadonlyMap<GridColumn, HTMLElement>;
  readonly shape: SVGPathElement;
}

/** Makes an empty row. */
export function createRow(): RowParts {
  const element = document.createElement('div');
  element.className = 'row';
  element.setAttribute('role', 'row');
  element.setAttribute('part', 'row');
  const shape = document.createElementNS(SVG, 'path');
  const marks = new Map<GridColumn, HTMLElement>();
  const cells = GRID_COLUMNS.map((column, index) => createCell(column, index));
  const texts = cells.map((cell, index) => addText(cell, GRID_COLUMNS[index] ?? 'node', marks));
  cells[GRID_COLUMNS.indexOf('state')]?.prepend(createIcon(shape));
  element.append(...cells);
  return { element, cells, texts, marks, shape };
}

function createCell(column: GridColumn, index: number): HTMLElement {
  const cell = document.createElement('div');
  cell.className = cellClass(column);
  cell.setAttribute('role', column === 'node' ? 'rowheader' : 'gridcell');
  cell.setAttribute('aria-colindex', String(index + 1));
  cell.tabIndex = -1;
  return cell;
}

function addText(cell: HTMLElement, column: GridColumn, marks: Map<GridColumn, HTMLElement>): Text {
  const text = document.createTextNode('');
  if (!MARKED.has(column)) {
    cell.append(text);
    return text;
  }
  const mark = document.createElement('span');
  mark.className = 'value';
  mark.append(text);
  cell.append(mark);
  marks.set(column, mark);
  return text;
}

function createIcon(shape: SVGPathElement): SVGSVGElement {
  const icon = document.createElementNS(SVG, 'svg');
  icon.setAttribute('viewBox', '0 0 10 10');
  icon.setAttribute('class', 'icon');
  icon.setAttribute('aria-hidden', 'true');
  icon.append(shape);
  return icon;
}
