/** Family A, the messages of the planned `/ws` (protocol 1.2): `{type, data, timestamp}`. */
import type { Origin, UpdateSink } from '../../domain/live-update.js';
import type { FrameKind } from './frame-kind.js';
import { tellNode } from './node-figures.js';
import { stateOf } from './node-state.js';
import { nodeTypeOf, originOf, recordOf, word, type JsonRecord } from './readers.js';
import { tellByName, tellLeader } from './system-figures.js';

const SOURCE = '/ws';

/** Decodes one message. */
export function decodeDesign(frame: JsonRecord, sink: UpdateSink, receivedAt: number): FrameKind {
  switch (frame.type) {
    case 'node-update':
    case 'node-updates':
      return decodeNodes(frame.data, sink, originOf(SOURCE, receivedAt, 'reported', frame));
    case 'system-metrics':
      return decodeSystem(frame.data, sink, originOf(SOURCE, receivedAt, 'reported', frame));
    case 'consensus-update':
    case 'consensus-state':
      return decodeConsensus(frame.data, sink, originOf(SOURCE, receivedAt, 'reported', frame));
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
  if (Array.isArray(data)) return decodeList(data, sink, origin);
  const record = recordOf(data);
  if (Array.isArray(record?.nodes)) return decodeList(record.nodes, sink, origin);
  return decodeNode(record, sink, origin) ? 'data' : 'malformed';
}

/** A list of no nodes is understood; one in which nothing is a node is not. */
function decodeList(list: readonly unknown[], sink: UpdateSink, origin: Origin): FrameKind {
  let known = list.length === 0;
  for (let index = 0; index < list.length; index += 1) {
    known = decodeNode(recordOf(list[index]), sink, origin) || known;
  }
  return known ? 'data' : 'malformed';
}

function decodeNode(node: JsonRecord | undefined, sink: UpdateSink, origin: Origin): boolean {
  if (node === undefined) return false;
  const id = word(node.nodeId ?? node.id);
  if (id === undefined) return false;
  const row = sink.node(id, nodeTypeOf(node.nodeType ?? node.type), stateOf(node), origin);
  tellNode(sink, row, node);
  return true;
}

/** Figures beside `consensusState` and inside it; where both have one, the inner counts. */
function decodeSystem(data: unknown, sink: UpdateSink, origin: Origin): FrameKind {
  const record = recordOf(data);
  if (record === undefined) return 'malformed';
  decodeConsensus(record, sink, origin);
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
