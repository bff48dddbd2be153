/**
 * Figures of one node. The hot path: for the records of the design documents it reads fixed names and makes nothing of
 * its own, so that a thousand nodes cost little more than their JSON (performance P14).
 */
import type { NodeField, UpdateSink } from '../../domain/live-update.js';
import { quantity, recordOf, type JsonRecord } from './readers.js';

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
  ['totalBlocksProduced', 'blocksValidated'],
  ['blocksProduced', 'blocksValidated'],
  ['votesReceived', 'votesReceived'],
  ['votesCast', 'votesCast'],
  ['consensusRounds', 'consensusRounds'],
  ['transactionsProcessed', 'transactionsProcessed'],
  ['totalTransactionsProcessed', 'transactionsProcessed'],
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

/** Blocks that may lie inside `metrics`, and no deeper. */
const INNER_BLOCKS: ReadonlySet<string> = new Set(['channel', 'validator', 'business', 'slim']);

/**
 * Hands on the figures of a node of family A (protocol 1.2).
 *
 * - With a block of a type (`channel`, `validator`, `business`, `slim`) or with `metrics`: throughput, messages, errors
 *   and latency beside the blocks, under the design's name or else the first alias that is usable; then `metrics` as a
 *   group; then the blocks, by the schema design's names.
 * - Without any block: the record is a group itself.
 *
 * In a group every known name counts, and of several names of one figure the last one, as JSON has it for keys.
 */
export function tellNode(sink: UpdateSink, row: number, node: JsonRecord): void {
  const metrics = recordOf(node.metrics);
  const channel = recordOf(node.channel);
  const validator = recordOf(node.validator);
  const business = recordOf(node.business);
  const slim = recordOf(node.slim);
  const block = channel ?? validator ?? business ?? slim;
  if (block === undefined && metrics === undefined) return tellGroup(sink, row, node);
  tellCommon(sink, row, node);
  if (metrics !== undefined) tellMetrics(sink, row, metrics);
  if (channel !== undefined) tellChannel(sink, row, channel);
  if (validator !== undefined) tellValidator(sink, row, validator);
  if (business !== undefined) tellBusiness(sink, row, business);
  if (slim !== undefined) tellSlim(sink, row, slim);
}

/** Hands on every figure of a record whose name is known. */
export function tellGroup(sink: UpdateSink, row: number, record: JsonRecord): void {
  for (const name in record) {
    const field = NODE_NAMES.get(name);
    if (field !== undefined) tellValue(sink, row, field, record[name]);
  }
}

/** Hands on one figure if it is usable, and says whether it was. */
export function tellValue(sink: UpdateSink, row: number, field: NodeField, value: unknown): boolean {
  const figure = quantity(value);
  if (Number.isNaN(figure)) return false;
  if (field === 'routingEfficiency') return tellEfficiency(sink, row, figure);
  // A share above the whole is none (protocol 1.11).
  if (field === 'successRate' && figure > 100) return false;
  sink.nodeValue(row, field, figure);
  return true;
}

/** The old demo writes routing efficiency as a percentage; as a ratio nothing above 1.5 is possible (protocol 3.4). */
function tellEfficiency(sink: UpdateSink, row: number, figure: number): boolean {
  sink.nodeValue(row, 'routingEfficiency', figure > 1.5 ? figure / 100 : figure);
  return true;
}

function tellCommon(sink: UpdateSink, row: number, node: JsonRecord): void {
  if (!tellValue(sink, row, 'throughput', node.throughput)) tellThroughputAlias(sink, row, node);
  if (!tellValue(sink, row, 'totalMessages', node.totalMessages)) {
    tellValue(sink, row, 'totalMessages', node.totalRequests);
  }
  if (!tellValue(sink, row, 'errorCount', node.errorCount)) tellValue(sink, row, 'errorCount', node.errorsCount);
  tellLatency(sink, row, node);
}

function tellThroughputAlias(sink: UpdateSink, row: number, node: JsonRecord): void {
  void (
    tellValue(sink, row, 'throughput', node.tps) ||
    tellValue(sink, row, 'throughput', node.currentTps) ||
    tellValue(sink, row, 'throughput', node.currentTPS) ||
    tellValue(sink, row, 'throughput', node.transactionsPerSecond) ||
    tellValue(sink, row, 'throughput', node.requestsPerSecond)
  );
}

function tellLatency(sink: UpdateSink, row: number, record: JsonRecord): void {
  void (
    tellValue(sink, row, 'latencyMs', record.latencyMs) ||
    tellValue(sink, row, 'latencyMs', record.latency) ||
    tellValue(sink, row, 'latencyMs', record.avgLatency) ||
    tellValue(sink, row, 'latencyMs', record.averageLatency) ||
    tellValue(sink, row, 'latencyMs', record.averageLatencyMs)
  );
}

function tellMetrics(sink: UpdateSink, row: number, metrics: JsonRecord): void {
  for (const name in metrics) {
    const field = NODE_NAMES.get(name);
    if (field !== undefined) tellValue(sink, row, field, metrics[name]);
    else if (INNER_BLOCKS.has(name)) tellGroup(sink, row, recordOf(metrics[name]) ?? {});
  }
}

function tellChannel(sink: UpdateSink, row: number, channel: JsonRecord): void {
  tellValue(sink, row, 'activeConnections', channel.activeConnections);
  tellValue(sink, row, 'routingEfficiency', channel.routingEfficiency);
  tellValue(sink, row, 'queueDepth', channel.queueDepth);
}

function tellValidator(sink: UpdateSink, row: number, validator: JsonRecord): void {
  tellValue(sink, row, 'blocksValidated', validator.blocksValidated);
  tellValue(sink, row, 'votesReceived', validator.votesReceived);
  tellValue(sink, row, 'votesCast', validator.votesCast);
  tellValue(sink, row, 'consensusRounds', validator.consensusRounds);
}

function tellBusiness(sink: UpdateSink, row: number, business: JsonRecord): void {
  tellValue(sink, row, 'transactionsProcessed', business.transactionsProcessed);
  tellValue(sink, row, 'queueSize', business.queueSize);
  tellValue(sink, row, 'successRate', business.successRate);
}

function tellSlim(sink: UpdateSink, row: number, slim: JsonRecord): void {
  tellValue(sink, row, 'feedRate', slim.feedRate);
  tellValue(sink, row, 'apiCalls', slim.apiCalls);
  tellValue(sink, row, 'apiErrors', slim.apiErrors);
  tellValue(sink, row, 'successRate', slim.successRate);
  tellLatency(sink, row, slim);
}
