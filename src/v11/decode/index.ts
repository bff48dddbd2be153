/**
 * From the wire to the domain, once, at the edge. By endpoint first, because no message format is common to all
 * (protocol 0.1), and by content second. Nothing here throws: a frame that cannot be read is counted and dropped.
 */
import type { UpdateSink } from '../../domain/live-update.js';
import { decodeByContent } from './by-content.js';
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
import { decodeLiveStream } from './live-stream.js';
import { recordOf, type JsonRecord } from './readers.js';
import type { FrameSource } from './sources.js';
import { decodeTokens, decodeTransactionsSocket, decodeV11 } from './token-sockets.js';

export type { FrameKind } from './frame-kind.js';

/** Largest frame that is parsed, in characters: room for some 20,000 nodes at once. */
const MAX_FRAME_CHARACTERS = 8_000_000;

/** Sees a frame that is JSON and of no known kind. The frame is only lent: keep nothing of it. */
export type OnUnknown = (endpoint: FrameSource, frame: JsonRecord) => void;

/**
 * Decodes one frame of a socket into the sink and says what it was. Never throws.
 *
 * @param data what the socket delivered; only text can be a frame
 * @param receivedAt epoch milliseconds
 * @param onUnknown sees the frames that are JSON objects of no known kind
 */
export function decodeFrame(
  endpoint: FrameSource,
  data: unknown,
  sink: UpdateSink,
  receivedAt: number,
  onUnknown?: OnUnknown,
): FrameKind {
  if (typeof data !== 'string' || data.length > MAX_FRAME_CHARACTERS) return 'malformed';
  try {
    const frame = recordOf(JSON.parse(data));
    if (frame === undefined) return 'malformed';
    const kind = decodeRecord(endpoint, frame, sink, receivedAt);
    if (kind === 'unknown') onUnknown?.(endpoint, frame);
    return kind;
  } catch {
    // Some frames of one socket are plain text, and no other's are.
    return endpoint === '/ws/transactions' && decodeTransactionsSocket(data) === 'control' ? 'control' : 'malformed';
  }
}

/** Decodes one frame that is parsed already, as {@link decodeFrame} does. */
export function decodeRecord(
  endpoint: FrameSource,
  frame: JsonRecord,
  sink: UpdateSink,
  receivedAt: number,
): FrameKind {
  const kind = decodeByEndpoint(endpoint, frame, sink, receivedAt);
  return kind === 'unknown' ? decodeByContent(frame, sink, receivedAt, endpoint) : kind;
}

function decodeByEndpoint(endpoint: FrameSource, frame: JsonRecord, sink: UpdateSink, receivedAt: number): FrameKind {
  switch (endpoint) {
    case '/ws':
      return decodeDesign(frame, sink, receivedAt);
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
    case '/ws/v11':
      return decodeV11(frame, sink, receivedAt);
    case '/ws/transactions':
      return decodeTransactionsSocket(frame);
    case '/ws/tokens':
      return decodeTokens(frame);
    case '/api/v11/portal/websocket':
    case '/api/v12/realtime':
      return 'unknown';
  }
}
