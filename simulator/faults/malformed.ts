/** Frames that no client should trust (reliability R10). */
import type { Connection } from '../connection.js';

/**
 * - `json`: an object that breaks off.
 * - `empty`: no character.
 * - `utf8`: a text frame of bytes that are no UTF-8; a client has to close with 1007.
 * - `huge`: one text frame of so many bytes.
 * - `fragments`: one text in as many fragments as it has bytes.
 */
export const MALFORMATIONS = ['json', 'empty', 'utf8', 'huge', 'fragments'] as const;

/** What is wrong with a frame. */
export type Malformation = (typeof MALFORMATIONS)[number];

const USUAL_BYTES: Readonly<Record<Malformation, number>> = {
  json: 0,
  empty: 0,
  utf8: 0,
  huge: 50_000_000,
  fragments: 10_000,
};

/** Sends one. */
export function sendMalformed(connection: Connection, kind: Malformation, bytes = USUAL_BYTES[kind]): void {
  switch (kind) {
    case 'json':
      return connection.sendRaw('{"type":"system-metrics","data":{"tps":');
    case 'empty':
      return connection.sendRaw('');
    case 'utf8':
      return connection.sendRaw(Buffer.from([0x7b, 0xff, 0xfe, 0x7d]));
    case 'huge':
      return connection.sendRaw(Buffer.alloc(bytes, 'x'));
    case 'fragments':
      return connection.sendFragments(bytes);
  }
}
