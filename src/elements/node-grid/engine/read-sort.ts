import { DIRECTIONS, type Direction } from '../../base/grid-engine/sort-keys.js';
import { DEFAULT_SORT, isSortColumn, SORT_COLUMNS, type Sort } from './sort-columns.js';

/** Columns that an order may have; more of them make no difference to anyone. */
const MOST_COLUMNS = 8;

/** An order as attributes say it, and what of it means nothing. */
export interface SortReading {
  readonly sort: readonly Sort[];
  readonly unknownColumns: readonly string[];
  readonly unknownDirections: readonly string[];
}

/**
 * Reads an order: names of columns, the most important first, and as many directions.
 *
 * @param columns Separated by spaces or commas; default: by throughput.
 * @param directions Likewise; default: the more useful one of each column.
 */
export function readSort(columns: string, directions: string): SortReading {
  const names = wordsOf(columns);
  const ways = wordsOf(directions);
  const known = [...new Set(names)].filter(isSortColumn).slice(0, MOST_COLUMNS);
  const sort = (known.length > 0 ? known : DEFAULT_SORT.map(({ column }) => column)).map((column, place) => {
    const way = ways[known.length > 0 ? names.indexOf(column) : place];
    return { column, direction: isDirection(way) ? way : SORT_COLUMNS[column].first };
  });
  return {
    sort,
    unknownColumns: names.filter((name) => !isSortColumn(name)),
    unknownDirections: ways.filter((way) => !isDirection(way)),
  };
}

/** An order as the two attributes say it. */
export function formatSort(sort: readonly Sort[]): { readonly columns: string; readonly directions: string } {
  return {
    columns: sort.map(({ column }) => column).join(' '),
    directions: sort.map(({ direction }) => direction).join(' '),
  };
}

function wordsOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}

function isDirection(way: string | undefined): way is Direction {
  return DIRECTIONS.some((direction) => direction === way);
}
