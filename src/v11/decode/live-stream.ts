/** `/api/v11/live/stream` (protocol 1.5): `{type, payload, timestamp}`. */
import type { UpdateSink } from '../../domain/live-update.js';
import type { FrameKind } from './frame-kind.js';
import { originOf, recordOf, type JsonRecord } from './readers.js';
import { tell, tellByName } from './system-figures.js';

const SOURCE = '/api/v11/live/stream';

/** Decodes one message. */
export function decodeLiveStream(frame: JsonRecord, sink: UpdateSink, receivedAt: number): FrameKind {
  const payload = recordOf(frame.payload);
  switch (frame.type) {
    case 'tps_update':
      return payload === undefined ? 'malformed' : decodeTps(payload, sink, receivedAt, frame);
    case 'network_update':
      if (payload === undefined) return 'malformed';
      tellByName(sink, payload, originOf(SOURCE, receivedAt, 'constant', frame));
      return 'data';
    case 'block_update':
    case 'validator_update':
      // Constant blocks, and validators that are not nodes: nothing that the domain could show as true.
      return payload === undefined ? 'malformed' : 'data';
    case 'connection_established':
    case 'subscription_confirmed':
    case 'pong':
    case 'error':
      return 'control';
    default:
      return 'unknown';
  }
}

/** The current figure is drawn at random, the other two never change. `latency` is not finality. */
function decodeTps(payload: JsonRecord, sink: UpdateSink, receivedAt: number, frame: JsonRecord): FrameKind {
  const constant = originOf(SOURCE, receivedAt, 'constant', frame);
  tell(sink, 'tps', payload.currentTPS, originOf(SOURCE, receivedAt, 'random', frame));
  tell(sink, 'averageTps', payload.averageTPS, constant);
  tell(sink, 'peakTps', payload.peakTPS, constant);
  return 'data';
}
