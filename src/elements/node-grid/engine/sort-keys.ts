import type { NodeType } from '../../../domain/node-config.js';
import type { NodeTable } from '../../../session/node-table.js';
import type { Sort } from './grid-columns.js';
import type { NameRanks } from './name-ranks.js';
import type { RowFacts } from './row-facts.js';

/** Alphabetical. */
const TYPE_RANKS: Readonly<Record<NodeType, number>> = { business: 0, channel: 1, slim: 2, validator: 3 };

/**
 * Fills one number per row, such that ascending numbers are the order that was asked for. Unknown values become
 * infinite and so come last in both directions. No key is NaN.
 */
export function fillSortKeys(
  sort: Sort,
  table: NodeTable,
  facts: RowFacts,
  ranks: NameRanks,
  keys: Float64Array,
): void {
  const sign = sort.direction === 'asc' ? 1 : -1;
  const fill = (values: ArrayLike<number>, direction = sign): void => fillFrom(values, direction, facts.size, keys);
  switch (sort.column) {
    case 'node':
      return fill(ranks.ranks);
    case 'type':
      return fillBy((row) => typeRank(facts.typeOf(row)), sign, facts.size, keys);
    case 'state':
      return fillBy((row) => facts.kindCode(row), sign, facts.size, keys);
    case 'throughput':
      return fill(table.column('throughput'));
    case 'messages':
      return fill(table.column('totalMessages'));
    case 'errors':
      return fill(table.column('errorCount'));
    case 'age':
      // The younger a value, the later its time.
      return fill(table.updatedAt, -sign);
  }
}

function typeRank(type: NodeType | undefined): number {
  return type === undefined ? NaN : TYPE_RANKS[type];
}

function fillFrom(values: ArrayLike<number>, sign: number, size: number, keys: Float64Array): void {
  for (let row = 0; row < size; row += 1) keys[row] = keyOf(values[row] ?? NaN, sign);
}

function fillBy(valueOf: (row: number) => number, sign: number, size: number, keys: Float64Array): void {
  for (let row = 0; row < size; row += 1) keys[row] = keyOf(valueOf(row), sign);
}

function keyOf(value: number, sign: number): number {
  // Adding zero turns -0 into 0: the radix sort looks at bits.
  return Number.isNaN(value) ? Infinity : value * sign + 0;
}
