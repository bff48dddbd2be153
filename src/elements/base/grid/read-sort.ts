import { DIRECTIONS, type Direction, type SortKey } from '../grid-engine/sort-keys.js';
import type { GridColumn } from './grid-column.js';
import { MAX_VIEW_SORTS } from './view-state.js';

/** An order as attributes say it, and what of it means nothing. */
export interface SortReading {
  /** Empty where no column is known. */
  readonly sort: readonly SortKey[];
  readonly unknownColumns: readonly string[];
  readonly unknownDirections: readonly string[];
}

/**
 * Reads an order.
 *
 * @param names Columns, the most important first, separated by spaces or commas.
 * @param directions As many directions; default: the more useful one of each column.
 * @param columns Those that there are.
 */
export function readSort(names: string, directions: string, columns: readonly GridColumn[]): SortReading {
  const asked = wordsOf(names);
  const ways = wordsOf(directions);
  const known = [...new Set(asked)].filter((name) => orderOf(name, columns) !== undefined);
  const sort = known.slice(0, MAX_VIEW_SORTS).map((column): SortKey => {
    const way = ways[asked.indexOf(column)];
    return { column, direction: isDirection(way) ? way : firstDirection(column, columns) };
  });
  return {
    sort,
    unknownColumns: asked.filter((name) => orderOf(name, columns) === undefined),
    unknownDirections: ways.filter((way) => !isDirection(way)),
  };
}

/** An order as the two attributes say it. */
export function formatSort(sort: readonly SortKey[]): { readonly columns: string; readonly directions: string } {
  return {
    columns: sort.map(({ column }) => column).join(' '),
    directions: sort.map(({ direction }) => direction).join(' '),
  };
}

/** The order in the words of the source. */
export function toSourceKeys(sort: readonly SortKey[], columns: readonly GridColumn[]): readonly SortKey[] {
  return sort.flatMap(({ column, direction }) => {
    const order = orderOf(column, columns);
    return order === undefined
      ? []
      : [{ column: order.column, direction: order.turned === true ? turned(direction) : direction }];
  });
}

/** The order after somebody asked for a column: anew, or `more` besides the others; asked for again, it turns round. */
export function orderedBy(
  column: string,
  more: boolean,
  sort: readonly SortKey[],
  columns: readonly GridColumn[],
): readonly SortKey[] {
  const known = sort.find((key) => key.column === column);
  const direction = known === undefined ? firstDirection(column, columns) : turned(known.direction);
  if (!more) return [{ column, direction }];
  if (known === undefined) return [...sort, { column, direction }];
  return sort.map((key) => (key === known ? { column, direction } : key));
}

function orderOf(name: string, columns: readonly GridColumn[]): GridColumn['order'] {
  return columns.find(({ key }) => key === name)?.order;
}

function firstDirection(name: string, columns: readonly GridColumn[]): Direction {
  return orderOf(name, columns)?.first ?? 'asc';
}

function turned(direction: Direction): Direction {
  return direction === 'asc' ? 'desc' : 'asc';
}

function wordsOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}

function isDirection(way: string | undefined): way is Direction {
  return DIRECTIONS.some((direction) => direction === way);
}
