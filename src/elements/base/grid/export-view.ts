import { BYTE_ORDER_MARK, csvLine, numberCell, textCell } from '../export/csv-cells.js';
import type { SortKey } from '../grid-engine/sort-keys.js';

/** Rows in the order in which they are shown, such as a `GridEngine`. */
export interface ViewRows {
  /** Number of indexes, those of headers of groups and of empty places among them. */
  readonly count: number;
  /** The row at an index; nothing for the header of a group and for an empty place, which are left out. */
  at(index: number): number | undefined;
}

/** A column that leaves the page. */
export interface ExportColumn {
  /** Its name in JSON. */
  readonly key: string;
  /** Its heading in CSV. */
  readonly label: string;
  /** What stands in a row; nothing where it is unknown. */
  raw(row: number): string | number | undefined;
  /** Whether figures are moments in epoch milliseconds, which are written as text in UTC; default: false. */
  readonly isTime?: boolean | undefined;
}

/** A view that leaves the page. */
export interface ExportedView {
  readonly rows: ViewRows;
  /** In the order in which they are written. */
  readonly columns: readonly ExportColumn[];
  /** What is said in front of the rows in JSON. */
  readonly about: ViewNotes;
}

/** What is true of the rows beside the rows themselves. */
export interface ViewNotes {
  /** Heading of the grid as it is shown. */
  readonly heading: string;
  /** When the view was taken, in epoch milliseconds. */
  readonly at: number;
  /** The filter as it was typed; empty for none. */
  readonly filter: string;
  readonly sort: readonly SortKey[];
  /** The column by which rows were in groups, if they were. */
  readonly groupBy?: string | undefined;
}

/** The file that is written. */
export type ViewFormat = 'csv' | 'json';

/** How the work is done. */
export interface ExportWork {
  /** Lets the page do something else; called between chunks. */
  readonly pause: () => Promise<void>;
  /** Ends the work. */
  readonly signal?: AbortSignal | undefined;
  /** Hears how much is done, from 0 to 1, after each chunk. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** Says what a file is, so that whoever reads it later need not guess. */
const KIND = 'aurigraph-grid';
const VERSION = 1;

/** Cells of a chunk: some five milliseconds of work. */
const CELLS_PER_CHUNK = 10_000;

/** How a format is written. */
interface Writer {
  readonly type: string;
  readonly head: string;
  readonly foot: string;
  line(cells: Cells, place: number): string;
}

/** What stands in each column. */
type Cells = readonly TakenColumn[];

/**
 * Writes what a grid shows as a file. All rows and values are taken at once, so that they belong together however live they
 * are; the text is then made in chunks with a pause after each.
 *
 * - CSV (RFC 4180): a line of headings, a line for each row, CRLF at the end of each. Numbers are plain digits with a point,
 *   unknown values empty, texts that a spreadsheet would run as formulas get an apostrophe. The file begins with a byte order
 *   mark: without it Excel reads UTF-8 as another alphabet; programs that mind can be told (`utf-8-sig`).
 * - JSON: `{ kind, version, heading, at, filter, sort, groupBy, count, columns, rows }`, where `rows` are objects by key in
 *   the order of the columns, `null` for what is unknown, and `columns` tells the heading of each key. No byte order mark
 *   (RFC 8259, 8.1).
 *
 * @returns nothing where it was aborted
 */
export async function exportView(view: ExportedView, format: ViewFormat, work: ExportWork): Promise<Blob | undefined> {
  const { signal, pause, onProgress } = work;
  if (isAborted(signal)) return undefined;
  const { cells, count } = cellsOf(view);
  const writer = format === 'csv' ? csvWriter(view) : jsonWriter(view, count);
  const chunk = Math.max(1, Math.floor(CELLS_PER_CHUNK / Math.max(1, cells.length)));
  const parts: string[] = [writer.head];
  for (let place = 0; place < count; place += chunk) {
    const end = Math.min(count, place + chunk);
    parts.push(linesOf(writer, cells, place, end));
    onProgress?.(end / count);
    await pause();
    if (isAborted(signal)) return undefined;
  }
  return new Blob([...parts, writer.foot], { type: writer.type });
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

/** A pause that lets the browser draw and hear its user before the work goes on. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

function cellsOf({ rows, columns }: ExportedView): { readonly cells: Cells; readonly count: number } {
  const order = new Uint32Array(rows.count);
  let count = 0;
  for (let index = 0; index < order.length; index += 1) {
    const row = rows.at(index);
    if (row !== undefined) order[count++] = row;
  }
  const taken = order.subarray(0, count);
  return { cells: columns.map((column) => new TakenColumn(column, taken)), count };
}

/** What stood in a column when the view was taken, by place in the order. Figures lie side by side, and make no garbage. */
class TakenColumn {
  readonly #figures: Float64Array;
  readonly #isTime: boolean;
  #texts: (string | undefined)[] | undefined;

  constructor(column: ExportColumn, rows: Uint32Array) {
    this.#figures = new Float64Array(rows.length);
    this.#isTime = column.isTime === true;
    for (let place = 0; place < rows.length; place += 1) this.#take(place, column.raw(rows[place] ?? 0));
  }

  at(place: number): string | number | undefined {
    const text = this.#texts?.[place];
    if (text !== undefined) return text;
    const figure = this.#figures[place] ?? NaN;
    if (!this.#isTime) return Number.isFinite(figure) ? figure : undefined;
    return Math.abs(figure) <= LAST_INSTANT ? new Date(figure).toISOString() : undefined;
  }

  #take(place: number, value: string | number | undefined): void {
    this.#figures[place] = typeof value === 'number' ? value : NaN;
    if (typeof value !== 'string') return;
    this.#texts ??= new Array<string | undefined>(this.#figures.length);
    this.#texts[place] = value;
  }
}

/** The last instant that a `Date` can tell, in epoch milliseconds (ECMAScript 21.4.1.1). */
const LAST_INSTANT = 8.64e15;

function linesOf(writer: Writer, cells: Cells, from: number, to: number): string {
  let text = '';
  for (let place = from; place < to; place += 1) text += writer.line(cells, place);
  return text;
}

function csvWriter({ columns }: ExportedView): Writer {
  return {
    type: 'text/csv;charset=utf-8',
    head: BYTE_ORDER_MARK + csvLine(columns.map(({ label }) => textCell(label))),
    foot: '',
    line: (cells, place) => csvLine(cells.map((column) => csvCell(column.at(place)))),
  };
}

function csvCell(value: string | number | undefined): string {
  return typeof value === 'string' ? textCell(value) : numberCell(value);
}

function jsonWriter(view: ExportedView, count: number): Writer {
  // Written by hand, since an object would put keys such as `7` in front of the others.
  const names = view.columns.map(({ key }) => `${JSON.stringify(key)}:`);
  const lineOf = (cells: Cells, place: number): string =>
    cells.map((column, index) => `${names[index] ?? ''}${JSON.stringify(column.at(place) ?? null)}`).join(',');
  return {
    type: 'application/json',
    head: `${headOf(view, count)},"rows":[`,
    foot: '\n]}\n',
    line: (cells, place) => `${place === 0 ? '' : ','}\n{${lineOf(cells, place)}}`,
  };
}

/** The beginning of the file, up to the rows. */
function headOf({ about, columns }: ExportedView, count: number): string {
  const { heading, at, filter, sort, groupBy } = about;
  const head = {
    kind: KIND,
    version: VERSION,
    heading,
    at: new Date(at).toISOString(),
    filter: filter === '' ? null : filter,
    sort: sort.map(({ column, direction }) => ({ column, direction })),
    groupBy: groupBy ?? null,
    count,
    columns: columns.map(({ key, label }) => ({ key, label })),
  };
  return JSON.stringify(head).slice(0, -1);
}
