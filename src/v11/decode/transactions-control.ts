/**
 * The messages of `/ws/transactions` as a session has to act on them (protocol 1.8). Some are plain text, some are
 * JSON; nothing in the present backend sends transactions here.
 */
import { channelsIn, recordIn, saying } from './control-text.js';
import { quantity, word, type JsonRecord } from './readers.js';

/** Counters in a `stats` message. Those that did not come are missing. */
const COUNTERS = ['totalSessions', 'authenticatedSessions', 'uniqueUsers', 'activeChannels', 'queuedMessages'] as const;
type Counters = { readonly [Name in (typeof COUNTERS)[number]]?: number };

/**
 * One message of `/ws/transactions`.
 *
 * - `welcome`: the token of the handshake was taken. Wait 50 ms before the first command: an earlier one counts as a
 *   flood and closes the socket with 1008.
 * - `subscribed`, `unsubscribed`: a channel; the defaults `transactions` and `system` are told after opening.
 * - `pong`: answers the command `PING`.
 * - `heartbeat`: every 30 s. It asks for no answer, but some command has to be sent every 60 s.
 * - `info`: a word for people, such as about queued messages.
 * - `subscriptions`: answers `LIST`.
 * - `stats`: answers `STATS`.
 * - `error`: a command was not understood.
 *
 * Every `message` text is for people: 200 characters at most, empty if the backend gave none, without anything that
 * looks like a token.
 */
export type TransactionsControl =
  | { readonly type: 'welcome' }
  | { readonly type: 'subscribed'; readonly channel: string }
  | { readonly type: 'unsubscribed'; readonly channel: string }
  | { readonly type: 'pong' }
  | { readonly type: 'heartbeat' }
  | { readonly type: 'info'; readonly message: string }
  | { readonly type: 'subscriptions'; readonly channels: readonly string[] }
  | ({ readonly type: 'stats' } & Counters)
  | { readonly type: 'error'; readonly message: string };

/** The longest plain text that is taken, in characters. */
const MAX_TEXT = 2_000;

/**
 * Reads one message of `/ws/transactions`; nothing if it is of no known kind. Never throws.
 *
 * @param data what the socket delivered, or the same already parsed where it is JSON
 */
export function readTransactionsControl(data: unknown): TransactionsControl | undefined {
  if (typeof data === 'string' && !data.trimStart().startsWith('{')) return readText(data.trim());
  const frame = recordIn(data);
  return frame === undefined ? undefined : readRecord(frame);
}

function readText(text: string): TransactionsControl | undefined {
  if (text.length > MAX_TEXT) return undefined;
  if (/^pong$/i.test(text)) return { type: 'pong' };
  const error = /^error:?\s*(.*)$/is.exec(text);
  if (error !== null) return { type: 'error', message: saying(error[1]) };
  const [, prefix, name] = /^(un)?subscribed (\S.*)$/i.exec(text) ?? [];
  const channel = word(name);
  if (channel === undefined) return undefined;
  return { type: prefix === undefined ? 'subscribed' : 'unsubscribed', channel };
}

function readRecord(frame: JsonRecord): TransactionsControl | undefined {
  switch (frame.type) {
    case 'WELCOME':
      return { type: 'welcome' };
    case 'HEARTBEAT':
      return { type: 'heartbeat' };
    case 'INFO':
      return { type: 'info', message: saying(frame.message) };
    case 'SUBSCRIPTIONS':
      return { type: 'subscriptions', channels: channelsIn(frame.channels) };
    case 'STATS':
      return { type: 'stats', ...countersIn(frame) };
    case 'ERROR':
      return { type: 'error', message: saying(frame.message ?? frame.error) };
    default:
      return undefined;
  }
}

function countersIn(frame: JsonRecord): Counters {
  const told = COUNTERS.map((name) => [name, quantity(frame[name])] as const);
  return Object.fromEntries(told.filter(([, count]) => !Number.isNaN(count)));
}
