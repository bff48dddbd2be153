/** What the control messages of the token sockets have in common. */
import { listOf, recordOf, word, type JsonRecord } from './readers.js';
import { shownText } from './secrets.js';

/** Longest message of a backend that is shown, in characters. */
const MAX_MESSAGE = 200;

/** Most channels that are taken from a list. */
const MAX_CHANNELS = 100;

/** Longest control message that is parsed, in characters. The backend's own limit is a megabyte (protocol 1.10). */
const MAX_CONTROL_CHARACTERS = 1_000_000;

/** The JSON object in a text, or a value that is one already; nothing for everything else. Never throws. */
export function recordIn(data: unknown): JsonRecord | undefined {
  if (typeof data !== 'string') return recordOf(data);
  if (data.length > MAX_CONTROL_CHARACTERS) return undefined;
  try {
    return recordOf(JSON.parse(data));
  } catch {
    return undefined;
  }
}

/** What a backend says to people: shortened, without anything that looks like a token; empty if it says nothing. */
export function saying(value: unknown): string {
  return typeof value === 'string' ? shownText(value, MAX_MESSAGE) : '';
}

/** Names of channels in a list; what is no name is left out. */
export function channelsIn(value: unknown): readonly string[] {
  return (listOf(value) ?? [])
    .slice(0, MAX_CHANNELS)
    .map(word)
    .filter((channel) => channel !== undefined);
}
