/** Rows of a host page in a grid. Loaded when a page gives the first ones. */
import type { FilterField } from '../grid-engine/filter/filter.js';
import { GIVEN_ORDER, RecordSource } from '../grid-engine/record-source.js';
import type { SortKey } from '../grid-engine/sort-keys.js';
import type { Formatter } from '../format.js';
import { TextCell, UNKNOWN } from './cell.js';
import type { PageColumn } from './column-definition.js';
import { filterFieldsOf } from './column-fields.js';
import { ageStyle, BarCell, FigureCell, type FigureStyle } from './figure-cell.js';
import type { GridColumn } from './grid-column.js';
import { GridRows } from './grid-rows.js';

/** The order in which a page gave its rows. */
const AS_GIVEN: readonly SortKey[] = [{ column: GIVEN_ORDER, direction: 'asc' }];

/** Least widths by what stands in a column, in CSS pixels. */
const WIDTHS = { text: 130, choice: 100, number: 96, bar: 110, time: 70 } as const;

/** Columns of a card. */
const CARD_COLUMNS = 6;

/** The rows of a host page. */
export class RecordRows extends GridRows<RecordSource> {
  constructor() {
    super(new RecordSource(), AS_GIVEN);
  }

  override get total(): number {
    return this.source.count;
  }

  override get filterFields(): readonly FilterField[] {
    return filterFieldsOf(this.source.shownColumns);
  }

  /** What stands in the first column, or else the id. */
  override nameOf(row: number): string {
    const cell = this.source.cellOf(row, this.source.shownColumns[0]?.key ?? '');
    return cell === undefined ? (this.source.idOf(row) ?? '') : String(cell);
  }

  override flagOf(): string {
    return '';
  }

  override groupName(code: number): string {
    const key = this.groupBy ?? '';
    const column = this.source.column(key);
    if (column?.kind !== 'choice') return UNKNOWN;
    const row = column.codes.indexOf(code);
    return String(this.source.cellOf(row, key) ?? UNKNOWN);
  }

  /** Every column as it is shown. */
  columns(format: Formatter): readonly GridColumn[] {
    return this.source.shownColumns.map((column, place) => this.#viewOf(column, place, format));
  }

  #viewOf(column: PageColumn, place: number, format: Formatter): GridColumn {
    const { key, label, unit, kind, hidden, width } = column;
    const isFigure = kind === 'number' || kind === 'bar';
    return {
      key,
      label,
      ...(unit !== '' && { unit }),
      end: isFigure || kind === 'time',
      order: { column: key, first: isFigure ? 'desc' : 'asc', turned: kind === 'time' },
      ...(column.aggregate !== 'none' && { total: { column: key } }),
      width: width ?? WIDTHS[kind],
      share: isFigure || kind === 'time' ? 0.5 : 1,
      // The further to the end, the sooner it is left out.
      rank: place < 2 ? 0 : place,
      hidden,
      ...(place < CARD_COLUMNS && { card: place + 1 }),
      createCell: () => this.#createCell(column, format),
      explain: (row) => this.#wordsOf(row, key),
      raw: (row) => this.source.cellOf(row, key),
      isTime: kind === 'time',
      isGroupable: kind === 'choice',
    };
  }

  #createCell(column: PageColumn, format: Formatter): TextCell | FigureCell {
    const { key, kind } = column;
    if (kind === 'text' || kind === 'choice') return new TextCell((row) => this.#wordsOf(row, key));
    if (kind === 'time') return new FigureCell(ageStyle((row) => this.#figureAt(row, key), format));
    const style = this.#figureStyle(column, format);
    return kind === 'bar'
      ? new BarCell({ ...style, full: () => column.max ?? this.#largest(key) })
      : new FigureCell(style);
  }

  #figureStyle({ key, aggregate }: PageColumn, format: Formatter): FigureStyle {
    return {
      valueOf: (row) => this.#figureAt(row, key),
      format: (value) => (Number.isNaN(value) ? UNKNOWN : format.exact(value)),
      ...(aggregate !== 'none' && { ofGroup: ({ sum, average }) => (aggregate === 'average' ? average : sum) }),
    };
  }

  #figureAt(row: number, key: string): number {
    const column = this.source.column(key);
    return column?.kind === 'number' ? (column.values[row] ?? NaN) : NaN;
  }

  #wordsOf(row: number, key: string): string {
    const cell = this.source.cellOf(row, key);
    return cell === undefined ? UNKNOWN : String(cell);
  }

  #largest(key: string): number {
    const column = this.source.column(key);
    let largest = 0;
    if (column?.kind === 'number') for (const value of column.values) if (value > largest) largest = value;
    return largest;
  }
}
