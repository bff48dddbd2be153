import type { NodeField, Origin } from '../../domain/live-update.js';
import type { NodeConfiguration, NodeType } from '../../domain/node-config.js';
import type { NodeTable } from '../../session/node-table.js';
import type { Session } from '../../session/session.js';
import { kindOf, kindOfLeader, type NodeKind } from '../node-grid/engine/node-kind.js';
import { fieldsOf } from './node-fields.js';

/** One node as it is known at one moment: what it reports, and what it is configured to be. */
export interface NodeFacts {
  readonly id: string;
  /** Its configured name, or else its id. */
  readonly name: string;
  /** Its reported type, or else the configured one. */
  readonly type: NodeType | undefined;
  /** The node in the default configuration; nothing where it is not in there. */
  readonly configured: NodeConfiguration | undefined;
  /** What messages told; nothing where none did. */
  readonly reported: ReportedNode | undefined;
}

/** What messages told of a node. */
export interface ReportedNode {
  /** Its state in the backend's own word; empty if no message told. */
  readonly word: string;
  readonly kind: NodeKind;
  readonly origin: Origin | undefined;
  /** Epoch milliseconds of its last update. */
  readonly updatedAt: number;
  /** Every figure that a node of its type has; NaN where no message told it. */
  readonly values: ReadonlyMap<NodeField, number>;
}

/** Looks at a node; nothing where neither a message nor the configuration knows it. */
export function readNode(session: Session, id: string): NodeFacts | undefined {
  const { nodes } = session.live;
  const configured = session.state.defaultConfiguration?.nodes.find((node) => node.id === id);
  const row = nodes.rowOf(id);
  if (row === undefined && configured === undefined) return undefined;
  const type = (row === undefined ? undefined : nodes.typeOf(row)) ?? configured?.type;
  const leads = session.live.leaderReading?.value === id;
  return {
    id,
    name: configured?.name || id,
    type,
    configured,
    reported: row === undefined ? undefined : readRow(nodes, row, type, leads),
  };
}

function readRow(nodes: NodeTable, row: number, type: NodeType | undefined, leads: boolean): ReportedNode {
  const word = nodes.stateOf(row);
  const own = kindOf(word);
  return {
    word,
    kind: leads ? kindOfLeader(own) : own,
    origin: nodes.originOf(row),
    updatedAt: nodes.updatedAt[row] ?? 0,
    values: new Map(
      fieldsOf(type, (field) => nodes.value(row, field)).map((field) => [field, nodes.value(row, field)]),
    ),
  };
}
