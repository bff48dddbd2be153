/** The messages of `/ws/v11`, the token-protected JSON socket, as a session has to act on them (protocol 1.7). */
import { recordIn, saying } from './control-text.js';
import { word, type JsonRecord } from './readers.js';

/**
 * One message of `/ws/v11`.
 *
 * - `auth-required`: the socket is open; the token is expected within 10 s, or it closes with 1008.
 * - `authenticated`: the token was taken. Queued data may have come before this.
 * - `refused`: the token was not taken; the socket stays open until those 10 s are over.
 * - `subscribed`, `unsubscribed`: a channel was added or taken away.
 * - `ping`: to be answered with `{"type":"pong"}`; more than 60 s without an answer close the socket with 1001.
 * - `pong`: answers a ping of ours. It says nothing about the 60 s.
 * - `error`: something that was sent is not understood or not allowed, such as a channel for other roles.
 * - `message`: data of a channel, not decoded; `decodeFrame` does that.
 *
 * Every `message` text is for people: 200 characters at most, empty if the backend gave none, without anything that
 * looks like a token.
 */
export type V11Control =
  | { readonly type: 'auth-required' }
  | { readonly type: 'authenticated' }
  | { readonly type: 'refused'; readonly message: string }
  | { readonly type: 'subscribed'; readonly channel: string }
  | { readonly type: 'unsubscribed'; readonly channel: string }
  | { readonly type: 'ping' }
  | { readonly type: 'pong' }
  | { readonly type: 'error'; readonly message: string }
  | { readonly type: 'message'; readonly channel: string; readonly data: unknown };

/**
 * Reads one message of `/ws/v11`; nothing if it is of no known kind or lacks what its kind needs. Never throws.
 *
 * @param data what the socket delivered, or the same already parsed
 */
export function readV11Control(data: unknown): V11Control | undefined {
  const frame = recordIn(data);
  if (frame === undefined) return undefined;
  switch (frame.type) {
    case 'auth_required':
      return { type: 'auth-required' };
    case 'auth_response':
      return frame.status === 'success'
        ? { type: 'authenticated' }
        : { type: 'refused', message: saying(frame.message) };
    case 'subscribe_response':
      return readResponse(frame, 'subscribed');
    case 'unsubscribe_response':
      return readResponse(frame, 'unsubscribed');
    case 'ping':
      return { type: 'ping' };
    case 'pong':
      return { type: 'pong' };
    case 'error':
      return { type: 'error', message: saying(frame.message) };
    case 'message':
      return readMessage(frame);
    default:
      return undefined;
  }
}

/** Refusals come as `error` in the present backend; an answer that is not a success is taken for one as well. */
function readResponse(frame: JsonRecord, type: 'subscribed' | 'unsubscribed'): V11Control | undefined {
  if (frame.status !== 'success') return { type: 'error', message: saying(frame.message) };
  const channel = word(frame.channel);
  return channel === undefined ? undefined : { type, channel };
}

function readMessage(frame: JsonRecord): V11Control | undefined {
  const channel = word(frame.channel);
  return channel === undefined ? undefined : { type: 'message', channel, data: frame.data };
}
