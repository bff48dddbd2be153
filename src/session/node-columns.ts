/** The table of live nodes to and from columns, without an object per node (performance P12). */
import type { NodeField, Origin } from '../domain/live-update.js';
import type { NodeMetrics } from '../domain/metrics.js';
import { NODE_TYPES } from '../domain/node-config.js';
import {
  ASSUMED_TYPE,
  COMMON_FIGURES,
  GROUP_FIGURES,
  idsIn,
  numbersIn,
  roomForNumbers,
  UNKNOWN_TYPE,
  wordAt,
  wordColumn,
  type MetricsColumns,
} from '../storage/metrics/metrics-columns.js';
import type { LiveMetrics } from './live-metrics.js';
import type { NodeTable } from './node-table.js';

/** What stays the same in all snapshots of a table until a node comes, goes or changes its type. */
interface Roster {
  /** State of the table that it was made from. */
  readonly structure: number;
  readonly ids: string;
  readonly idLengths: Uint32Array;
  readonly types: Uint8Array;
  readonly groupRows: readonly Uint32Array[];
  /** Row of the table for each row of the snapshot: the table may have holes. */
  readonly tableRows: Uint32Array;
}

/** Rosters by table, so that ten thousand ids are not joined for every snapshot. */
const rosters = new WeakMap<NodeTable, Roster>();

/** Every node as it is now. Copies: the table may change while they are written. */
export function captureNodes(table: NodeTable): MetricsColumns {
  const { ids, idLengths, types, groupRows, tableRows } = rosterOf(table);
  const numbers = roomForNumbers(tableRows.length, groupRows);
  const { updatedAt, common, groups } = numbersIn({ numbers, types, groupRows });
  gather(table.updatedAt, tableRows, updatedAt);
  for (const [figure, column] of common) gather(table.column(figure), tableRows, column);
  for (const { rows, figures } of groups) {
    const rowsOfGroup = rows.map((row) => tableRows[row] ?? 0);
    for (const [figure, column] of figures) gather(table.column(fieldOf(figure)), rowsOfGroup, column);
  }
  const states = wordColumn(tableRows.length, (row) => table.stateOf(tableRows[row] ?? 0));
  return { ids, idLengths, types, states, groupRows, numbers, others: [] };
}

/** Puts nodes back. What is unknown stays unknown. */
export function restoreNodes(live: LiveMetrics, columns: MetricsColumns, origin: Origin): void {
  const { types, states, others } = columns;
  const { updatedAt, common, groups } = numbersIn(columns);
  const tableRows = Int32Array.from(idsIn(columns), (id, row) => {
    const type = NODE_TYPES[types[row] ?? UNKNOWN_TYPE];
    return live.node(id, type, wordAt(states, row), origin);
  });
  const { nodes } = live;
  scatter(updatedAt, tableRows, nodes.updatedAt);
  for (const [figure, column] of common) scatter(column, tableRows, nodes.column(figure));
  for (const { rows, figures } of groups) {
    const rowsOfGroup = Int32Array.from(rows, (row) => tableRows[row] ?? -1);
    for (const [figure, column] of figures) scatter(column, rowsOfGroup, nodes.column(fieldOf(figure)));
  }
  for (const [, , node] of others) restoreNode(live, node, origin);
}

/** A node that has other fields than columns hold: those that are known are taken. */
function restoreNode(live: LiveMetrics, node: NodeMetrics, origin: Origin): void {
  const row = live.node(node.nodeId, node.nodeType, node.state, { ...origin, at: Date.parse(node.lastUpdate) });
  for (const field of COMMON_FIGURES) live.nodeValue(row, field, node[field]);
  for (const type of NODE_TYPES) {
    const group: Readonly<Record<string, unknown>> = node[type] ?? {};
    for (const figure of GROUP_FIGURES[type])
      if (group[figure] !== undefined) live.nodeValue(row, fieldOf(figure), Number(group[figure]));
  }
}

/** The schema design calls it `latency`; here its unit is in its name. */
function fieldOf(figure: (typeof GROUP_FIGURES)[keyof typeof GROUP_FIGURES][number]): NodeField {
  return figure === 'latency' ? 'latencyMs' : figure;
}

function rosterOf(table: NodeTable): Roster {
  const known = rosters.get(table);
  if (known?.structure === table.structure) return known;
  const roster = makeRoster(table);
  rosters.set(table, roster);
  return roster;
}

function makeRoster(table: NodeTable): Roster {
  const ids: string[] = [];
  const tableRows = new Uint32Array(table.count);
  for (let row = 0; row < table.size; row += 1) {
    const id = table.idOf(row);
    if (id !== undefined) tableRows[ids.push(id) - 1] = row;
  }
  const types = Uint8Array.from(tableRows, (row) => table.typeCodeOf(row));
  const groupRows = NODE_TYPES.map((type, code) => rowsOf(types, code, type === ASSUMED_TYPE));
  return {
    structure: table.structure,
    ids: ids.join(''),
    idLengths: Uint32Array.from(ids, ({ length }) => length),
    types,
    groupRows,
    tableRows,
  };
}

/** Rows of one type, and of no known type where that is wanted. */
function rowsOf(types: Uint8Array, code: number, withUnknown: boolean): Uint32Array<ArrayBuffer> {
  const rows = new Uint32Array(types.length);
  let count = 0;
  for (let row = 0; row < types.length; row += 1)
    if (types[row] === code || (withUnknown && types[row] === UNKNOWN_TYPE)) rows[count++] = row;
  return rows.slice(0, count);
}

function gather(from: Float64Array, rows: Uint32Array, to: Float64Array): void {
  for (let index = 0; index < rows.length; index += 1) to[index] = from[rows[index] ?? 0] ?? NaN;
}

/** Rows below zero are of nodes that the table did not take. */
function scatter(from: Float64Array, rows: Int32Array, to: Float64Array): void {
  for (let index = 0; index < rows.length; index += 1) {
    const [row, value] = [rows[index] ?? -1, from[index] ?? NaN];
    if (row >= 0 && Number.isFinite(value)) to[row] = value;
  }
}
