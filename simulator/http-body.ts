/** Reads what a caller sends. */
import type { IncomingMessage } from 'node:http';
import { parseObject } from './connection.js';

/** Longest body that is taken, in bytes. */
const MAX_BODY_BYTES = 64 * 1024;

/** A body: its JSON object, if it is one, or `too-long`. */
export type Body = Readonly<Record<string, unknown>> | 'too-long' | undefined;

/** Hands the body on when it is complete; never where the caller is gone before. */
export function readBody(message: IncomingMessage, take: (body: Body) => void): void {
  const parts: Buffer[] = [];
  let bytes = 0;
  message.on('error', () => undefined);
  message.on('data', (part: Buffer) => {
    bytes += part.length;
    if (bytes <= MAX_BODY_BYTES) parts.push(part);
  });
  message.on('end', () => take(bytes > MAX_BODY_BYTES ? 'too-long' : parseObject(Buffer.concat(parts).toString())));
}
