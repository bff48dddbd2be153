/** `/ws/channels` (protocol 1.4): `{type, channelId, …}` with another payload key for each type. All figures are random. */
import type { UpdateSink } from '../../domain/live-update.js';
import type { FrameKind } from './frame-kind.js';
import { originOf, recordOf, type JsonRecord } from './readers.js';
import { tell } from './system-figures.js';

const SOURCE = '/ws/channels';

/** Decodes one message. */
export function decodeChannels(frame: JsonRecord, sink: UpdateSink, receivedAt: number): FrameKind {
  switch (frame.type) {
    case 'channel_update':
      return decodeUpdate(frame, sink, receivedAt);
    case 'block':
      return decodeBlock(frame, sink, receivedAt);
    case 'transaction':
      // Single transactions have no place in the domain.
      return recordOf(frame.transaction) === undefined ? 'malformed' : 'data';
    case 'connected':
    case 'subscribed':
    case 'error':
      return 'control';
    default:
      return 'unknown';
  }
}

/**
 * `throughput` is transactions per second here. The block height is left out: it runs beside the one of `block` and
 * neither follows the other.
 */
function decodeUpdate(frame: JsonRecord, sink: UpdateSink, receivedAt: number): FrameKind {
  const metrics = recordOf(frame.metrics);
  if (metrics === undefined) return 'malformed';
  const random = originOf(SOURCE, receivedAt, 'random', frame);
  tell(sink, 'tps', metrics.tps ?? metrics.throughput, random);
  tell(sink, 'totalTransactions', metrics.totalTransactions, random);
  return 'data';
}

function decodeBlock(frame: JsonRecord, sink: UpdateSink, receivedAt: number): FrameKind {
  const block = recordOf(frame.block);
  if (block === undefined) return 'malformed';
  tell(sink, 'blocksValidated', block.height, originOf(SOURCE, receivedAt, 'random', frame));
  return 'data';
}
