import { NODE_TYPES, type NodeType } from '../../domain/node-config.js';
import type { NodeTable } from '../../session/node-table.js';
import { kindOf } from '../node-grid/engine/node-kind.js';

/** The nodes of one type. */
export interface TypeCount {
  readonly type: NodeType;
  /** Those that are neither failing nor offline, as far as they told. */
  readonly active: number;
  readonly total: number;
}

/** How many nodes there are, and how they do. */
export interface NodeCensus {
  /** Of those types that occur, in the order of the types. */
  readonly types: readonly TypeCount[];
  readonly total: number;
  readonly active: number;
  readonly failing: number;
  readonly offline: number;
}

interface Taken {
  readonly at: number | undefined;
  readonly structure: number;
  readonly census: NodeCensus;
}

const taken = new WeakMap<NodeTable, Taken>();

/**
 * Counts the nodes of a table. A hundred elements that ask between two updates count once.
 *
 * @param at When the table last changed, in epoch milliseconds.
 */
export function censusOf(table: NodeTable, at: number | undefined): NodeCensus {
  const last = taken.get(table);
  if (last !== undefined && last.at === at && last.structure === table.structure) return last.census;
  const census = count(table);
  taken.set(table, { at, structure: table.structure, census });
  return census;
}

function count(table: NodeTable): NodeCensus {
  const types = NODE_TYPES.map((type) => ({ type, active: 0, total: 0 }));
  const census = { total: table.count, active: 0, failing: 0, offline: 0 };
  for (let row = 0; row < table.size; row += 1) {
    if (table.idOf(row) === undefined) continue;
    const kind = kindOf(table.stateOf(row));
    const counted = kind === 'failing' || kind === 'offline' ? kind : 'active';
    const type = types[table.typeCodeOf(row)];
    census[counted] += 1;
    if (type !== undefined) type.total += 1;
    if (type !== undefined && counted === 'active') type.active += 1;
  }
  return { ...census, types: types.filter(({ total }) => total > 0) };
}
