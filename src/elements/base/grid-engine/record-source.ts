import {
  areSameColumns,
  readColumnDefinitions,
  type PageColumn,
  type GridColumnDefinition,
  type GridRecord,
} from '../grid/column-definition.js';
import { filterNameOf } from '../grid/column-fields.js';
import { sentenceOf, type RecordProblem } from '../grid/record-problem.js';
import type { GridSource, SourceColumn } from './grid-source.js';
import { recordColumnOf, type RecordColumn } from './record-columns.js';
import { RecordNumbers } from './record-numbers.js';
import { RowList } from './row-list.js';

/** Name of the column that tells the place of each record among those that the page gave. No column of a page has it. */
export const GIVEN_ORDER = '';

/**
 * Any rows of a host page as the engine reads them. Rows and columns are read with the next `read` after they were given,
 * so that of many that are given within a frame only the last ones cost anything. Rows that are given again are an update: a
 * record keeps its row while its id is there.
 */
export class RecordSource implements GridSource {
  readonly renewed = new RowList();
  readonly #numbers = new RecordNumbers();
  readonly #idField: string;
  #rows: readonly GridRecord[] | undefined;
  #definitions: readonly GridColumnDefinition[] | undefined;
  #columns: readonly PageColumn[] = [];
  #columnProblems: readonly RecordProblem[] = [];
  readonly #values = new Map<string, RecordColumn>();
  /** Columns by their names in filters. */
  readonly #named = new Map<string, RecordColumn>();
  readonly #searchTexts: (string | undefined)[] = [];
  #isOutdated = false;
  #areColumnsUnread = false;
  #areColumnsOthers = false;

  /** @param idField Field of a row that holds its id: text or a number. A row without one has its place as its id. */
  constructor(idField = 'id') {
    this.#idField = idField;
  }

  /** The rows as they were given; at most 1,000,000 of them are read. A new list for a change. */
  get rows(): readonly GridRecord[] | undefined {
    return this.#rows;
  }

  set rows(rows: readonly GridRecord[] | undefined) {
    this.#rows = rows;
    this.#isOutdated = true;
  }

  /** The columns as they were given; at most 64 of them are read. Those that say the same as before change nothing. */
  get columns(): readonly GridColumnDefinition[] | undefined {
    return this.#definitions;
  }

  set columns(columns: readonly GridColumnDefinition[] | undefined) {
    this.#definitions = columns;
    this.#areColumnsUnread = true;
  }

  /** The columns that can be shown. Their values are there after the next `read`. */
  get shownColumns(): readonly PageColumn[] {
    this.#readDefinitions();
    return this.#columns;
  }

  /** What is wrong with rows and columns, as of the last `read`, in sentences for those who write the page. */
  get problems(): readonly string[] {
    const ofValues = [...this.#values.values()].flatMap(({ problems }) => problems);
    return [...this.#columnProblems, ...this.#numbers.problems, ...ofValues].map(sentenceOf);
  }

  /** Number of records. */
  get count(): number {
    return this.#numbers.count;
  }

  get size(): number {
    return this.#numbers.ids.length;
  }

  read(): void {
    this.renewed.clear();
    this.#readDefinitions();
    if (!this.#isOutdated && !this.#areColumnsOthers) return;
    const all = this.#areColumnsOthers;
    if (all) this.#makeColumns();
    this.#isOutdated = this.#areColumnsOthers = false;
    this.#readRows(all);
  }

  idOf(row: number): string | undefined {
    return this.#numbers.ids[row];
  }

  rowOf(id: string): number | undefined {
    return this.#numbers.rowOf(id);
  }

  column(name: string): SourceColumn | undefined {
    if (name === GIVEN_ORDER) return { kind: 'number', values: this.#numbers.places };
    return (this.#values.get(name) ?? this.#named.get(name))?.column;
  }

  /** What stands in a row: a figure, a moment in epoch milliseconds or words; nothing where it is unknown. */
  cellOf(row: number, key: string): string | number | undefined {
    return this.#values.get(key)?.cellOf(row);
  }

  /** Id, texts and choices. */
  searchTextOf(row: number): string {
    return (this.#searchTexts[row] ??= this.#makeSearchText(row));
  }

  #readDefinitions(): void {
    if (!this.#areColumnsUnread) return;
    this.#areColumnsUnread = false;
    const { columns, problems } = readColumnDefinitions(this.#definitions);
    this.#columnProblems = problems;
    if (areSameColumns(columns, this.#columns)) return;
    this.#columns = columns;
    this.#areColumnsOthers = true;
  }

  #makeColumns(): void {
    this.#values.clear();
    this.#named.clear();
    for (const column of this.#columns) {
      const [name, values] = [filterNameOf(column.key), recordColumnOf(column)];
      this.#values.set(column.key, values);
      // The first of several with one name is meant, as in the fields of a filter.
      if (!this.#named.has(name)) this.#named.set(name, values);
    }
  }

  /** @param all Whether every row is another one, since the columns are. */
  #readRows(all: boolean): void {
    const numbers = this.#numbers;
    const before = this.size;
    numbers.assign(this.#rows, this.#idField);
    const { records, changed } = numbers;
    if (all) changed.fill(1, 0, Math.max(before, this.size));
    for (const values of this.#values.values()) values.read(records, this.size, changed);
    numbers.records = [];
    this.#searchTexts.length = Math.min(this.#searchTexts.length, this.size);
    for (let row = 0; row < Math.max(before, this.size); row += 1) if (changed[row] === 1) this.#renew(row);
  }

  #renew(row: number): void {
    this.renewed.add(row);
    if (row < this.#searchTexts.length) this.#searchTexts[row] = undefined;
  }

  #makeSearchText(row: number): string {
    const texts = this.#columns.map(({ key }) => this.cellOf(row, key)).filter((cell) => typeof cell === 'string');
    return [this.idOf(row) ?? '', ...texts].join('\n').toLowerCase();
  }
}
