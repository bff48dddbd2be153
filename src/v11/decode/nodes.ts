/** `GET /nodes?page&size` (protocol 2.6): who is there, without throughput. */
import type { UpdateSink } from '../../domain/live-update.js';
import type { FrameKind } from './frame-kind.js';
import { seenAt } from './last-seen.js';
import { stateOf } from './node-names.js';
import { listOf, nodeTypeOf, originOf, recordOf, word } from './readers.js';

/** How often this route is asked, in milliseconds: every second call of a poller whose calls are 40 s apart. */
const ASKED_EVERY_MS = 80_000;

/** Decodes one page. */
export function decodeNodesPage(body: unknown, sink: UpdateSink, receivedAt: number): FrameKind {
  const page = recordOf(body);
  const nodes = listOf(page?.nodes);
  if (page === undefined || nodes === undefined) return 'malformed';
  for (const value of nodes) decodeNode(value, page.timestamp, sink, receivedAt);
  return 'data';
}

function decodeNode(value: unknown, sentAt: unknown, sink: UpdateSink, receivedAt: number): void {
  const node = recordOf(value);
  const id = node === undefined ? undefined : word(node.nodeId);
  if (node === undefined || id === undefined) return;
  const at = seenAt(node.lastSeenTimestamp, sentAt, receivedAt);
  const origin = { ...originOf('/nodes', at, 'reported'), everyMs: ASKED_EVERY_MS };
  sink.node(id, nodeTypeOf(node.nodeType), stateOf(node), origin);
}

/** Whether the backend has more pages after this one. */
export function hasNextPage(body: unknown): boolean {
  return recordOf(body)?.hasNext === true;
}
