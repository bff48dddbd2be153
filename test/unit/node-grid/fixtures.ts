import type { NodeType } from '../../../src/domain/node-config.js';
import type { NodeField } from '../../../src/domain/live-update.js';
import { NodeTable } from '../../../src/session/node-table.js';
import type { RowsFilter } from '../../../src/elements/base/grid/grid-rows.js';
import { readRowsFilter } from '../../../src/elements/node-grid/engine/node-filter.js';
import { DEFAULT_SORT, SORT_COLUMNS, type SortColumn } from '../../../src/elements/node-grid/engine/sort-columns.js';
import type { SortKey } from '../../../src/elements/base/grid-engine/sort-keys.js';
import type { NodeRows } from '../../../src/elements/node-grid/engine/node-rows.js';

/** What a test says about a node; what it leaves out is unknown. */
export interface TestNode {
  readonly id: string;
  readonly type?: NodeType;
  readonly state?: string;
  readonly at?: number;
  readonly values?: Partial<Record<NodeField, number>>;
}

/** Writes a node the way a decoder does. */
export function putNode(table: NodeTable, { id, type, state, at = 0, values = {} }: TestNode): void {
  const row = table.touch(id, type, state, at);
  for (const [field, value] of Object.entries(values)) table.set(row, field as NodeField, value);
}

/** A table of nodes. */
export function tableOf(...nodes: readonly TestNode[]): NodeTable {
  const table = new NodeTable();
  for (const node of nodes) putNode(table, node);
  return table;
}

/** The ids that are shown, in order. */
export function shownIds(rows: NodeRows): string[] {
  return Array.from({ length: rows.count }, (_, index) => rows.facts.idOf(rows.at(index) ?? -1) ?? '');
}

/** A filter in the words of a person; nothing for an empty one. */
export function filterOf(text: string): RowsFilter | undefined {
  if (text === '') return undefined;
  const reading = readRowsFilter(text);
  if (!reading.ok) throw new Error(`${text}: ${reading.problem.code}`);
  return reading.filter;
}

/** Orders rows by columns of the grid. */
export function sortBy(rows: NodeRows, sort: readonly SortKey[]): void {
  asked.set(rows, sort);
  rows.engine.sort = sort.map(({ column, direction }) => ({
    column: SORT_COLUMNS[column as SortColumn].column,
    // The younger a value, the later its time.
    direction: column === 'age' ? (direction === 'asc' ? 'desc' : 'asc') : direction,
  }));
}

/** What rows were ordered by last. */
export function sortOf(rows: NodeRows): readonly SortKey[] {
  return asked.get(rows) ?? DEFAULT_SORT;
}

const asked = new WeakMap<NodeRows, readonly SortKey[]>();
