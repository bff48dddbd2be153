import type { Direction } from '../../base/grid-engine/sort-keys.js';

/** The columns of the grid, in the order in which they are shown. */
export const GRID_COLUMNS = ['node', 'type', 'state', 'throughput', 'messages', 'errors', 'detail', 'age'] as const;
/** Key of a column. */
export type GridColumn = (typeof GRID_COLUMNS)[number];

/** Columns that rows can be ordered by. The detail of a channel and of a validator cannot be compared. */
export const SORT_COLUMNS = ['node', 'type', 'state', 'throughput', 'messages', 'errors', 'age'] as const;
/** Key of a column that rows can be ordered by. */
export type SortColumn = (typeof SORT_COLUMNS)[number];

/** What rows are ordered by. Equal rows keep the order in which the network named them; unknown values come last. */
export interface Sort {
  readonly column: SortColumn;
  readonly direction: Direction;
}

/** Busiest nodes first. */
export const DEFAULT_SORT: Sort = { column: 'throughput', direction: 'desc' };

/** The more useful direction of a column, for the first click: large figures first, words from A, trouble first. */
export function firstDirection(column: SortColumn): Direction {
  return column === 'throughput' || column === 'messages' || column === 'errors' ? 'desc' : 'asc';
}

/** Whether rows can be ordered by a column. */
export function isSortable(column: GridColumn): column is SortColumn {
  return column !== 'detail';
}
