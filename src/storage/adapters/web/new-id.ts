import type { NewId } from '../../ports.js';

/** A UUID v4. `crypto.randomUUID` is missing on plain-http pages, `getRandomValues` is not (reliability, finding 8). */
export const newUuid: NewId = () => {
  if (typeof globalThis.crypto.randomUUID === 'function') return globalThis.crypto.randomUUID();
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte, index) => mark(byte, index).toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

/** Sets the bits that say "version 4, variant 1" (RFC 9562, 5.4). */
function mark(byte: number, index: number): number {
  if (index === 6) return (byte & 0x0f) | 0x40;
  return index === 8 ? (byte & 0x3f) | 0x80 : byte;
}
