import type { NodeField, UpdateSink } from '../../domain/live-update.js';
import { quantity, recordOf, word, type JsonRecord } from './readers.js';

/**
 * The names under which a figure of one node is seen: the schema design's own (section 4), those of the backend's
 * node routes (protocol 3.2, mapping suggestion) and the aliases of protocol 1.11.
 */
const NODE_NAMES: ReadonlyMap<string, NodeField> = new Map([
  ['throughput', 'throughput'],
  ['tps', 'throughput'],
  ['currentTps', 'throughput'],
  ['currentTPS', 'throughput'],
  ['transactionsPerSecond', 'throughput'],
  ['requestsPerSecond', 'throughput'],
  ['totalMessages', 'totalMessages'],
  ['totalRequests', 'totalMessages'],
  ['errorCount', 'errorCount'],
  ['errorsCount', 'errorCount'],
  ['activeConnections', 'activeConnections'],
  ['routingEfficiency', 'routingEfficiency'],
  ['queueDepth', 'queueDepth'],
  ['blocksValidated', 'blocksValidated'],
  ['votesReceived', 'votesReceived'],
  ['votesCast', 'votesCast'],
  ['consensusRounds', 'consensusRounds'],
  ['transactionsProcessed', 'transactionsProcessed'],
  ['queueSize', 'queueSize'],
  ['successRate', 'successRate'],
  ['feedRate', 'feedRate'],
  ['apiCalls', 'apiCalls'],
  ['apiErrors', 'apiErrors'],
  ['latency', 'latencyMs'],
  ['latencyMs', 'latencyMs'],
  ['avgLatency', 'latencyMs'],
  ['averageLatency', 'latencyMs'],
  ['averageLatencyMs', 'latencyMs'],
]);

/** Objects inside a node's record that hold figures: the seed's blocks by node type, and `metrics` of the socket. */
const BLOCKS: ReadonlySet<string> = new Set(['metrics', 'channel', 'validator', 'business', 'slim']);

/** Blocks may lie inside `metrics`, and no deeper. */
const MAX_DEPTH = 2;

/** Hands on every figure of a node's record whose name is known, flat or inside its blocks. */
export function tellNodeValues(sink: UpdateSink, row: number, record: JsonRecord, depth = 0): void {
  for (const name in record) {
    const field = NODE_NAMES.get(name);
    if (field !== undefined) tellNodeValue(sink, row, field, record[name]);
    else if (depth < MAX_DEPTH && BLOCKS.has(name)) tellBlock(sink, row, record[name], depth);
  }
}

function tellBlock(sink: UpdateSink, row: number, value: unknown, depth: number): void {
  const block = recordOf(value);
  if (block !== undefined) tellNodeValues(sink, row, block, depth + 1);
}

function tellNodeValue(sink: UpdateSink, row: number, field: NodeField, value: unknown): void {
  const figure = quantity(value);
  if (Number.isNaN(figure)) return;
  // The old demo writes routing efficiency as a percentage; as a ratio nothing above 1.5 is possible (protocol 3.4).
  sink.nodeValue(row, field, field === 'routingEfficiency' && figure > 1.5 ? figure / 100 : figure);
}

/** Words of a `status` that say no more than that the node is there. */
const ORDINARY: ReadonlySet<string> = new Set(['active', 'running', 'online', 'connected', 'healthy', 'ok', 'up']);

/**
 * The state of a node in the backend's own word. `state` where there is one (schema design 4), else the role, which
 * says more than "active"; but a status that is out of the ordinary is what matters, whoever leads.
 */
export function stateOf(record: JsonRecord): string | undefined {
  const state = word(record.state);
  if (state !== undefined) return state;
  const status = word(record.status);
  if (status !== undefined && !ORDINARY.has(status.toLowerCase())) return status;
  return word(record.role) ?? status;
}
