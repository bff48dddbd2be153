/** Family A, the messages of the planned `/ws` (protocol 1.2): `{type, data, timestamp}`. */
import type { Origin, UpdateSink } from '../../domain/live-update.js';
import type { FrameKind } from './frame-kind.js';
import { stateOf, tellNodeValues } from './node-names.js';
import { listOf, nodeTypeOf, originOf, recordOf, tellLeader, word, type JsonRecord } from './readers.js';
import { tellByName } from './system-names.js';

/** Decodes one message; `source` is the endpoint it came from. */
export function decodeDesign(frame: JsonRecord, sink: UpdateSink, receivedAt: number, source: string): FrameKind {
  switch (frame.type) {
    case 'node-update':
    case 'node-updates':
      return decodeNodes(frame.data, sink, originOf(source, receivedAt, 'reported'));
    case 'system-metrics':
      return decodeSystem(frame.data, sink, originOf(source, receivedAt, 'reported'));
    case 'consensus-update':
    case 'consensus-state':
      return decodeConsensus(frame.data, sink, originOf(source, receivedAt, 'reported'));
    case 'pong':
    case 'ping':
    case 'subscribed':
    case 'unsubscribed':
    case 'error':
      return 'control';
    default:
      return 'unknown';
  }
}

/** One node, a list of nodes, or a list under `nodes`. A node without a usable id is left out. */
function decodeNodes(data: unknown, sink: UpdateSink, origin: Origin): FrameKind {
  const list = listOf(data) ?? listOf(recordOf(data)?.nodes);
  if (list === undefined) return decodeNode(data, sink, origin) ? 'data' : 'malformed';
  let known = list.length === 0;
  for (const node of list) known = decodeNode(node, sink, origin) || known;
  return known ? 'data' : 'malformed';
}

function decodeNode(value: unknown, sink: UpdateSink, origin: Origin): boolean {
  const node = recordOf(value);
  const id = node === undefined ? undefined : word(node.nodeId ?? node.id);
  if (node === undefined || id === undefined) return false;
  const row = sink.node(id, nodeTypeOf(node.nodeType ?? node.type), stateOf(node), origin);
  tellNodeValues(sink, row, node);
  return true;
}

function decodeSystem(data: unknown, sink: UpdateSink, origin: Origin): FrameKind {
  const record = recordOf(data);
  if (record === undefined) return 'malformed';
  tellByName(sink, record, origin);
  tellLeader(sink, record, origin);
  const consensus = recordOf(record.consensusState);
  if (consensus !== undefined) decodeConsensus(consensus, sink, origin);
  return 'data';
}

function decodeConsensus(data: unknown, sink: UpdateSink, origin: Origin): FrameKind {
  const record = recordOf(data);
  if (record === undefined) return 'malformed';
  tellByName(sink, record, origin);
  tellLeader(sink, record, origin);
  return 'data';
}
