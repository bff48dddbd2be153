/** The routes that say who is there (protocol 2.6). None of them knows a node's throughput. */
import type { UpdateSink } from '../../domain/live-update.js';
import type { FrameKind } from './frame-kind.js';
import { seenAt } from './last-seen.js';
import { tellValue } from './node-figures.js';
import { stateOf } from './node-state.js';
import { listOf, nodeTypeOf, originAt, originOf, recordOf, recordsIn, word } from './readers.js';
import { tell, tellByName } from './system-figures.js';

/** How often `/nodes` is asked, in milliseconds: every second call of a poller whose calls are 40 s apart. */
const ASKED_EVERY_MS = 80_000;

/** Decodes one page of `GET /nodes?page&size`. */
export function decodeNodesPage(body: unknown, sink: UpdateSink, receivedAt: number): FrameKind {
  const page = recordOf(body);
  if (page === undefined || listOf(page.nodes) === undefined) return 'malformed';
  const origin = { ...originOf('/nodes', receivedAt, 'reported', page), everyMs: ASKED_EVERY_MS };
  for (const node of recordsIn(page.nodes)) {
    const id = word(node.nodeId);
    const at = seenAt(node.lastSeenTimestamp, page.timestamp, receivedAt);
    if (id !== undefined) sink.node(id, nodeTypeOf(node.nodeType), stateOf(node), originAt(origin, at));
  }
  return 'data';
}

/** Whether the backend has more pages after this one. */
export function hasNextPage(body: unknown): boolean {
  return recordOf(body)?.hasNext === true;
}

/** `GET /nodes/summary`: how many there are. */
export function decodeNodesSummary(body: unknown, sink: UpdateSink, receivedAt: number): FrameKind {
  const summary = recordOf(body);
  if (summary === undefined) return 'malformed';
  return tellByName(sink, summary, originOf('/nodes/summary', receivedAt, 'reported', summary)) ? 'data' : 'malformed';
}

/**
 * `GET /blockchain/network/topology`: nodes with a type, a status and a latency. Its edges are new random ones with
 * every call and have no place in the domain; the number of nodes in its head is a constant that its list does not
 * follow.
 */
export function decodeTopology(body: unknown, sink: UpdateSink, receivedAt: number): FrameKind {
  const topology = recordOf(body);
  if (topology === undefined || listOf(topology.nodes) === undefined) return 'malformed';
  const source = '/blockchain/network/topology';
  tell(sink, 'totalNodes', topology.totalNodes, originOf(source, receivedAt, 'constant', topology));
  const random = originOf(source, receivedAt, 'random', topology);
  for (const node of recordsIn(topology.nodes)) {
    const id = word(node.nodeId);
    if (id === undefined) continue;
    const row = sink.node(id, nodeTypeOf(node.nodeType), stateOf(node), random);
    tellValue(sink, row, 'latencyMs', node.latency);
  }
  return 'data';
}
