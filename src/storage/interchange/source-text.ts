/** The text inside a file, whatever its encoding (reliability I3, I9). */
import { unreadable } from './unreadable.js';

/** Largest file that is read, in bytes (reliability 3.10: 1 MB). */
export const MAX_FILE_BYTES = 1_048_576;

/** First bytes of files that people take for JSON, and what they are. */
const ARCHIVES: readonly (readonly [bytes: readonly number[], what: string])[] = [
  [[0x1f, 0x8b], 'compressed with gzip'],
  [[0x50, 0x4b, 0x03, 0x04], 'a ZIP archive'],
];

/** Byte order marks and the encodings that they announce. */
const MARKS: readonly (readonly [bytes: readonly number[], encoding: string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/** Text without its byte order mark. Fails with `invalid-import` if it is too large, packed, or no text at all. */
export function sourceText(source: string | Uint8Array): string {
  if (sizeInBytes(source) > MAX_FILE_BYTES)
    throw unreadable('This file is larger than 1 MB, which is more than can be imported.', {
      remedy: 'Export fewer configurations into one file.',
    });
  refuseArchive(source);
  const text = typeof source === 'string' ? source : decode(source);
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function sizeInBytes(source: string | Uint8Array): number {
  if (typeof source !== 'string') return source.length;
  // Every code unit takes a byte at least, so that a huge text is not counted.
  if (source.length > MAX_FILE_BYTES) return source.length;
  let bytes = source.length;
  for (let index = 0; index < source.length; index += 1) bytes += extraBytes(source.charCodeAt(index));
  return bytes;
}

/** Bytes of a code unit in UTF-8 beyond the first; each half of a pair stands for two of four. */
function extraBytes(unit: number): number {
  if (unit < 0x80) return 0;
  return unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 1 : 2;
}

function refuseArchive(source: string | Uint8Array): void {
  const archive = ARCHIVES.find(([bytes]) => startsWith(source, bytes));
  if (archive !== undefined)
    throw unreadable(`This file is ${archive[1]}, not JSON.`, { remedy: 'Unpack it and import what is inside.' });
}

function startsWith(source: string | Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => {
    const found = typeof source === 'string' ? source.charCodeAt(index) : source[index];
    // Bytes that are no UTF-8 have become replacement characters where someone else decoded the file.
    return found === byte || (byte > 0x7f && found === 0xfffd);
  });
}

function decode(bytes: Uint8Array): string {
  const [, encoding] = MARKS.find(([mark]) => startsWith(bytes, mark)) ?? [[], 'utf-8'];
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw unreadable(`This file is not a text in ${encoding.toUpperCase()}.`, {
      remedy: 'Save it again as UTF-8.',
      cause,
    });
  }
}
