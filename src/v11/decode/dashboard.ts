/**
 * `/ws/dashboard` (protocol 1.6): `{type, data, timestamp}`, and one acknowledgement that has no type. The same tree
 * comes from `GET /dashboard`, with ISO instants (protocol 2.6).
 */
import type { Origin, UpdateSink } from '../../domain/live-update.js';
import type { FrameKind } from './frame-kind.js';
import { seenAt } from './last-seen.js';
import { tellGroup } from './node-figures.js';
import { healthStateOf } from './node-state.js';
import {
  leaderOf,
  listOf,
  nodeTypeOf,
  originAt,
  originOf,
  quantity,
  recordOf,
  word,
  type JsonRecord,
} from './readers.js';
import { tell, tellByName } from './system-figures.js';

const SOURCE = '/ws/dashboard';

/** Decodes one message. */
export function decodeDashboard(frame: JsonRecord, sink: UpdateSink, receivedAt: number): FrameKind {
  switch (frame.type) {
    case 'metrics':
      return decodeTree(frame.data, sink, { source: SOURCE, receivedAt, message: frame });
    case 'nodes':
      return decodeNodes(frame.data, frame.timestamp, sink, originOf(SOURCE, receivedAt, 'reported', frame));
    case 'performance':
      return decodePerformance(frame.data, sink, originOf(SOURCE, receivedAt, 'reported', frame));
    case undefined:
      return typeof frame.status === 'string' && listOf(frame.channels) !== undefined ? 'control' : 'unknown';
    default:
      return 'unknown';
  }
}

/** Decodes the tree that `GET /dashboard` answers. */
export function decodeDashboardBody(body: unknown, sink: UpdateSink, receivedAt: number): FrameKind {
  return decodeTree(body, sink, { source: '/dashboard', receivedAt, message: recordOf(body) });
}

/** Where a tree comes from, when it came, and what carried it. */
interface Arrival {
  readonly source: string;
  readonly receivedAt: number;
  readonly message: JsonRecord | undefined;
}

/** `recentHistory` is left out: it repeats, newest first, what was told when it was new. */
function decodeTree(data: unknown, sink: UpdateSink, arrival: Arrival): FrameKind {
  const { source, receivedAt, message } = arrival;
  const metrics = recordOf(data);
  if (metrics === undefined) return 'malformed';
  const reported = originOf(source, receivedAt, 'reported', message);
  tellByName(sink, recordOf(metrics.transactionMetrics), reported);
  // The backend counts neither: the numbers are its defaults.
  tellByName(sink, recordOf(metrics.networkMetrics), originOf(source, receivedAt, 'constant', message));
  tellByName(sink, recordOf(metrics.systemPerformance), reported);
  decodeConsensus(recordOf(metrics.consensusMetrics), sink, reported);
  if (listOf(metrics.nodeHealth) !== undefined) decodeNodes(metrics.nodeHealth, metrics.timestamp, sink, reported);
  return 'data';
}

/** A stub in the present backend: term 0 and leader "unknown" are not facts. A deployment may have real ones. */
function decodeConsensus(consensus: JsonRecord | undefined, sink: UpdateSink, origin: Origin): void {
  if (consensus === undefined || !(quantity(consensus.currentTerm) > 0)) return;
  tell(sink, 'term', consensus.currentTerm, origin);
  const leader = leaderOf(consensus);
  if (leader) sink.leader(leader, origin);
}

/** `throughput` is an object here. */
function decodePerformance(data: unknown, sink: UpdateSink, reported: Origin): FrameKind {
  const performance = recordOf(data);
  if (performance === undefined) return 'malformed';
  tellByName(sink, recordOf(performance.throughput), reported);
  tell(sink, 'finalityMs', recordOf(performance.latency)?.finalityTimeMs, reported);
  tell(sink, 'errorRate', recordOf(performance.reliability)?.errorRate, reported);
  return 'data';
}

function decodeNodes(data: unknown, sentAt: unknown, sink: UpdateSink, reported: Origin): FrameKind {
  const nodes = listOf(data);
  if (nodes === undefined) return 'malformed';
  for (const node of nodes) decodeNode(recordOf(node), sentAt, sink, reported);
  return 'data';
}

/** Two shapes: figures side by side (`nodeHealth`), or in groups such as `status` and `performance` (`nodes`). */
function decodeNode(node: JsonRecord | undefined, sentAt: unknown, sink: UpdateSink, reported: Origin): void {
  const id = node === undefined ? undefined : word(node.nodeId);
  if (node === undefined || id === undefined) return;
  const status = recordOf(node.status) ?? node;
  const origin = originAt(reported, seenAt(status.lastHeartbeat, sentAt, reported.at));
  const type = nodeTypeOf(node.nodeType) ?? nodeTypeOf(status.role);
  const row = sink.node(id, type, healthStateOf(wordsOf(status)), origin);
  tellGroup(sink, row, node);
  const performance = recordOf(node.performance);
  if (performance !== undefined) tellGroup(sink, row, performance);
}

/** `state` is what `status` is elsewhere: a word such as ACTIVE, beside a role that says more. */
function wordsOf(status: JsonRecord): JsonRecord {
  const { role, isHealthy, healthy } = status;
  return { role, isHealthy, healthy, status: status.state ?? status.status };
}
