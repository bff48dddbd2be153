/** `/ws/dashboard` (protocol 1.6): `{type, data, timestamp}`, and one acknowledgement that has no type. */
import type { UpdateSink } from '../../domain/live-update.js';
import type { FrameKind } from './frame-kind.js';
import { seenAt } from './last-seen.js';
import { stateOf, tellNodeValues } from './node-names.js';
import { leaderOf, listOf, nodeTypeOf, originOf, quantity, recordOf, tell, word, type JsonRecord } from './readers.js';
import { tellByName } from './system-names.js';

const SOURCE = '/ws/dashboard';

/** Decodes one message. */
export function decodeDashboard(frame: JsonRecord, sink: UpdateSink, receivedAt: number): FrameKind {
  switch (frame.type) {
    case 'metrics':
      return decodeDashboardMetrics(frame.data, sink, receivedAt);
    case 'nodes':
      return decodeNodes(frame.data, frame.timestamp, sink, receivedAt);
    case 'performance':
      return decodePerformance(frame.data, sink, receivedAt);
    case undefined:
      return typeof frame.status === 'string' ? 'control' : 'unknown';
    default:
      return 'unknown';
  }
}

function decodeDashboardMetrics(data: unknown, sink: UpdateSink, receivedAt: number): FrameKind {
  const metrics = recordOf(data);
  if (metrics === undefined) return 'malformed';
  const reported = originOf(SOURCE, receivedAt, 'reported');
  tellByName(sink, recordOf(metrics.transactionMetrics), reported);
  // The backend counts neither: the numbers are its defaults.
  tellByName(sink, recordOf(metrics.networkMetrics), originOf(SOURCE, receivedAt, 'constant'));
  tellByName(sink, recordOf(metrics.systemPerformance), reported);
  decodeConsensus(recordOf(metrics.consensusMetrics), sink, receivedAt);
  if (listOf(metrics.nodeHealth) !== undefined) decodeNodes(metrics.nodeHealth, metrics.timestamp, sink, receivedAt);
  return 'data';
}

/** A stub in the present backend: term 0 and leader "unknown" are not facts. A deployment may have real ones. */
function decodeConsensus(consensus: JsonRecord | undefined, sink: UpdateSink, receivedAt: number): void {
  if (consensus === undefined || !(quantity(consensus.currentTerm) > 0)) return;
  const origin = originOf(SOURCE, receivedAt, 'reported');
  tell(sink, 'term', consensus.currentTerm, origin);
  const leader = leaderOf(consensus);
  if (leader) sink.leader(leader, origin);
}

function decodePerformance(data: unknown, sink: UpdateSink, receivedAt: number): FrameKind {
  const performance = recordOf(data);
  if (performance === undefined) return 'malformed';
  const reported = originOf(SOURCE, receivedAt, 'reported');
  tellByName(sink, recordOf(performance.throughput), reported);
  tell(sink, 'finalityMs', recordOf(performance.latency)?.finalityTimeMs, reported);
  tell(sink, 'errorRate', recordOf(performance.reliability)?.errorRate, reported);
  return 'data';
}

function decodeNodes(data: unknown, sentAt: unknown, sink: UpdateSink, receivedAt: number): FrameKind {
  const nodes = listOf(data);
  if (nodes === undefined) return 'malformed';
  for (const node of nodes) decodeNode(recordOf(node), sentAt, sink, receivedAt);
  return 'data';
}

/** Two shapes: figures side by side (`nodeHealth`), or in groups such as `status` and `performance` (`nodes`). */
function decodeNode(node: JsonRecord | undefined, sentAt: unknown, sink: UpdateSink, receivedAt: number): void {
  const id = node === undefined ? undefined : word(node.nodeId);
  if (node === undefined || id === undefined) return;
  const status = recordOf(node.status) ?? node;
  const at = seenAt(status.lastHeartbeat, sentAt, receivedAt);
  const type = nodeTypeOf(node.nodeType) ?? nodeTypeOf(status.role);
  const row = sink.node(id, type, healthStateOf(status), originOf(SOURCE, at, 'reported'));
  tellNodeValues(sink, row, node);
  const performance = recordOf(node.performance);
  if (performance !== undefined) decodeNodePerformance(performance, sink, row);
}

/** Booleans may lose their `is`, depending on the backend's JSON library (protocol 1.6). */
function healthStateOf(status: JsonRecord): string | undefined {
  const healthy = status.isHealthy ?? status.healthy;
  const state = stateOf({ role: status.role, status: status.state ?? status.status });
  return healthy === false && state?.toUpperCase() === 'ACTIVE' ? 'UNHEALTHY' : state;
}

function decodeNodePerformance(performance: JsonRecord, sink: UpdateSink, row: number): void {
  tellNodeValues(sink, row, performance);
  const processed = quantity(performance.totalTransactionsProcessed);
  if (!Number.isNaN(processed)) sink.nodeValue(row, 'transactionsProcessed', processed);
  const blocks = quantity(performance.totalBlocksProduced);
  if (!Number.isNaN(blocks)) sink.nodeValue(row, 'blocksValidated', blocks);
}
