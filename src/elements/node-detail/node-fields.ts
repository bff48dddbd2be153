import { NODE_FIELDS, type NodeField } from '../../domain/live-update.js';
import type { NodeType } from '../../domain/node-config.js';

const COMMON = ['throughput', 'totalMessages', 'errorCount', 'latencyMs'] as const;

/** Figures of a type besides those that every node has (schema design 4). */
const OF_TYPE: Readonly<Record<NodeType, readonly NodeField[]>> = {
  channel: ['activeConnections', 'queueDepth', 'routingEfficiency'],
  validator: ['blocksValidated', 'votesReceived', 'votesCast', 'consensusRounds'],
  business: ['transactionsProcessed', 'queueSize', 'successRate'],
  slim: ['feedRate', 'apiCalls', 'apiErrors', 'successRate'],
};

/** Figures of a node, in the order in which they are shown: those of its type, and any other that it told. */
export function fieldsOf(type: NodeType | undefined, valueOf: (field: NodeField) => number): readonly NodeField[] {
  const usual: readonly NodeField[] = type === undefined ? [] : [...COMMON, ...OF_TYPE[type]];
  const others = NODE_FIELDS.filter((field) => !usual.includes(field) && !Number.isNaN(valueOf(field)));
  return [...usual, ...others];
}
