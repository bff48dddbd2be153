import type { Direction } from '../grid-engine/sort-keys.js';
import type { Cell } from './cell.js';

/** How rows are ordered by a column. */
export interface ColumnOrder {
  /** Column of the source. */
  readonly column: string;
  /** The more useful direction, for the first click. */
  readonly first: Direction;
  /** Whether the order of the source is the reverse of what is shown: the older a value, the earlier its time. */
  readonly turned?: boolean;
}

/** How a group sums a column up. */
export interface ColumnTotal {
  /** Column of the source. */
  readonly column: string;
}

/** A column as it is shown. */
export interface GridColumn {
  /** Name in attributes, views and exports. */
  readonly key: string;
  readonly label: string;
  readonly unit?: string;
  /** Whether values are aligned at the end. */
  readonly end?: boolean;
  readonly order?: ColumnOrder;
  readonly total?: ColumnTotal;
  /** Least width in CSS pixels; a width that a person sets replaces it. */
  readonly width: number;
  /** How much of the room that is left over it takes, in relation to the others; default none. */
  readonly share?: number;
  /** Where there is no room for all, the columns with the highest rank are left out; 0 is always shown. */
  readonly rank: number;
  /** Whether it is left out until somebody asks for it. */
  readonly hidden?: boolean;
  /** Place in a card, from 1: the first two stand in its first line. Not in cards by default. */
  readonly card?: number;
  createCell(): Cell;
  /** What a cell says on hover: exact values, or why there is none. */
  explain?(row: number): string;
  /** The value for an export; nothing where it is unknown, and no function where there is nothing to export. */
  raw?(row: number): string | number | undefined;
  /** Whether such a value is a moment in epoch milliseconds. */
  readonly isTime?: boolean;
  /** Whether rows can be grouped by it. */
  readonly isGroupable?: boolean;
}

/** The class of a cell in the header, in a row, or of a skeleton. */
export function cellClass({ end }: GridColumn): string {
  return end === true ? 'cell end' : 'cell';
}
