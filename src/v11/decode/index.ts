/**
 * From the wire to the domain, once, at the edge. By endpoint first, because no message format is common to all
 * (protocol 0.1), and by content second. Nothing here throws: a frame that cannot be read is counted and dropped.
 */
import type { UpdateSink } from '../../domain/live-update.js';
import type { RestRoute, SocketEndpoint } from '../endpoints.js';
import { decodeChannels } from './channels.js';
import { decodeDashboard } from './dashboard.js';
import { decodeDesign } from './design.js';
import {
  decodeConsensusEvent,
  decodeMetrics,
  decodePeerEvent,
  decodeTransactionEvent,
  decodeValidatorEvent,
} from './flat.js';
import type { FrameKind } from './frame-kind.js';
import { decodeLiveConsensus } from './live-consensus.js';
import { decodeLiveStream } from './live-stream.js';
import { decodeNodesPage } from './nodes.js';
import { recordOf, type JsonRecord } from './readers.js';
import { decodeStats } from './stats.js';

export type { FrameKind } from './frame-kind.js';

/** Largest frame that is parsed, in characters: room for some 20,000 nodes at once. */
const MAX_FRAME_CHARACTERS = 8_000_000;

/**
 * Decodes one frame of a socket into the sink and says what it was. Never throws.
 *
 * @param data what the socket delivered; only text can be a frame
 * @param receivedAt epoch milliseconds
 */
export function decodeFrame(endpoint: SocketEndpoint, data: unknown, sink: UpdateSink, receivedAt: number): FrameKind {
  if (typeof data !== 'string' || data.length > MAX_FRAME_CHARACTERS) return 'malformed';
  try {
    const frame = recordOf(JSON.parse(data));
    return frame === undefined ? 'malformed' : decodeRecord(endpoint, frame, sink, receivedAt);
  } catch {
    return 'malformed';
  }
}

function decodeRecord(endpoint: SocketEndpoint, frame: JsonRecord, sink: UpdateSink, receivedAt: number): FrameKind {
  switch (endpoint) {
    case '/ws':
      return decodeDesign(frame, sink, receivedAt, endpoint);
    case '/ws/dashboard':
      return decodeDashboard(frame, sink, receivedAt);
    case '/ws/metrics':
      return decodeMetrics(frame, sink, receivedAt);
    case '/api/v11/live/stream':
      return decodeLiveStream(frame, sink, receivedAt);
    case '/ws/channels':
      return decodeChannels(frame, sink, receivedAt);
    case '/ws/consensus':
      return decodeConsensusEvent(frame, sink, receivedAt);
    case '/ws/validators':
      return decodeValidatorEvent(frame, sink, receivedAt);
    case '/ws/network':
      return decodePeerEvent(frame, sink, receivedAt);
    case '/ws/transactions/legacy':
      return decodeTransactionEvent(frame);
  }
}

/** Decodes the body of a REST answer, already parsed and out of its envelope. Never throws. */
export function decodeBody(route: RestRoute, body: unknown, sink: UpdateSink, receivedAt: number): FrameKind {
  switch (route) {
    case '/stats':
      return decodeStats(body, sink, receivedAt);
    case '/live/consensus':
      return decodeLiveConsensus(body, sink, receivedAt);
    case '/nodes':
      return decodeNodesPage(body, sink, receivedAt);
  }
}
