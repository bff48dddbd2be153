/** The state of all demo nodes as columns: one typed array per quantity, one row per node. */
import { NODE_FIELDS, type NodeField } from '../../domain/live-update.js';

/** One quantity of every node. */
export type Column = Float64Array;

/** Quantities that nobody outside sees but the nodes need to go on. */
const HIDDEN_FIELDS = [
  /** Random walk around 1: how this node differs from its peers right now. */
  'wobble',
  /** How much of a burst is passing through, 0 to 1. */
  'surge',
  /** Model time at which a crashed node comes back; 0 while it is up. */
  'downUntil',
  /** Model time at which the present state ends by itself. */
  'dwellUntil',
  /** Validators: the round they have seen last. Slim nodes: model time of the next call. */
  'mark',
] as const;

/** Name of a hidden column. */
export type HiddenField = (typeof HIDDEN_FIELDS)[number];

/** The columns of a network. Row numbers follow the order of its nodes. */
export interface NodeColumns {
  readonly count: number;
  /** Codes of {@link STATE_CODE}. */
  readonly state: Uint8Array;
  readonly figures: Readonly<Record<NodeField, Column>>;
  readonly hidden: Readonly<Record<HiddenField, Column>>;
}

/** Columns for so many nodes, all zero. */
export function createColumns(count: number): NodeColumns {
  const columnsFor = <Field extends string>(fields: readonly Field[]): Record<Field, Column> =>
    Object.fromEntries(fields.map((field) => [field, new Float64Array(count)])) as Record<Field, Column>;
  return { count, state: new Uint8Array(count), figures: columnsFor(NODE_FIELDS), hidden: columnsFor(HIDDEN_FIELDS) };
}

/** Copies everything about one node to another place, so that it goes on where it was. */
export function copyRow(from: NodeColumns, fromRow: number, to: NodeColumns, toRow: number): void {
  to.state[toRow] = from.state[fromRow] ?? 0;
  for (const field of NODE_FIELDS) to.figures[field][toRow] = at(from.figures[field], fromRow);
  for (const field of HIDDEN_FIELDS) to.hidden[field][toRow] = at(from.hidden[field], fromRow);
}

/** The value in a row. */
export function at(column: Column, row: number): number {
  return column[row] ?? 0;
}

/** Adds to the value in a row. */
export function add(column: Column, row: number, amount: number): void {
  column[row] = (column[row] ?? 0) + amount;
}
