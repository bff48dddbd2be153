/** The sockets that want a token: `/ws/v11`, `/ws/transactions` and `/ws/tokens` (protocol 1.7 to 1.9). */
import type { UpdateSink } from '../../domain/live-update.js';
import { decodeChannelData } from './by-content.js';
import type { FrameKind } from './frame-kind.js';
import { originOf, type JsonRecord } from './readers.js';
import { readTransactionsControl } from './transactions-control.js';
import { readV11Control } from './v11-control.js';

/** Decodes the data of a channel of `/ws/v11`; everything else there is for its session, see `readV11Control`. */
export function decodeV11(frame: JsonRecord, sink: UpdateSink, receivedAt: number): FrameKind {
  const control = readV11Control(frame);
  if (control === undefined) return frame.type === 'message' ? 'malformed' : 'unknown';
  if (control.type !== 'message') return 'control';
  return decodeChannelData(control.channel, control.data, sink, originOf('/ws/v11', receivedAt, 'reported', frame));
}

/** Everything known on `/ws/transactions` is for its session, see `readTransactionsControl`. */
export function decodeTransactionsSocket(data: unknown): FrameKind {
  return readTransactionsControl(data) === undefined ? 'unknown' : 'control';
}

const TOKEN_ACTIONS: ReadonlySet<unknown> = new Set([
  'SUBSCRIBED',
  'PONG',
  'ERROR',
  'TOKEN_REVOKED',
  'TOKEN_EXPIRED',
  'LOGOUT_ALL',
  'PASSWORD_CHANGED',
]);

/** `/ws/tokens` speaks of tokens only and answers everyone with an error; it is known so that it is not a riddle. */
export function decodeTokens(frame: JsonRecord): FrameKind {
  return TOKEN_ACTIONS.has(frame.action) ? 'control' : 'unknown';
}
