import type { Cipher } from '../../ports.js';

const ALGORITHM = 'AES-GCM';

/** Length of the number that is used once, in bytes; what AES-GCM is made for. */
const NONCE_BYTES = 12;

/**
 * AES-GCM with a random key of 256 bits that cannot be exported and is held by a closure, so that it can get into no
 * store by accident: a `CryptoKey` could be cloned into IndexedDB (reliability 3.9). It keeps readable keys out of heap
 * dumps and logs; it does not keep a script of the same page from asking for them. Nothing where there is no Web
 * Crypto, as on plain-http pages (reliability, finding 8).
 */
export function webCryptoCipher(): Cipher | undefined {
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (subtle === undefined) return undefined;
  let key: Promise<CryptoKey> | undefined;
  const pageKey = (): Promise<CryptoKey> =>
    (key ??= subtle.generateKey({ name: ALGORITHM, length: 256 }, false, ['encrypt', 'decrypt']));
  return {
    async seal(text, context) {
      const nonce = globalThis.crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
      const plain = encode(text);
      const sealed = await subtle.encrypt(parameters(nonce, context), await pageKey(), plain);
      plain.fill(0);
      const joined = new Uint8Array(NONCE_BYTES + sealed.byteLength);
      joined.set(nonce);
      joined.set(new Uint8Array(sealed), NONCE_BYTES);
      return joined;
    },
    async open(sealed, context) {
      const nonce = sealed.slice(0, NONCE_BYTES);
      const opened = await subtle.decrypt(parameters(nonce, context), await pageKey(), sealed.slice(NONCE_BYTES));
      const plain = new Uint8Array(opened);
      const text = new TextDecoder().decode(plain);
      plain.fill(0);
      return text;
    },
  };
}

/** The context is authenticated: bytes moved under another name do not open. */
function parameters(iv: Uint8Array<ArrayBuffer>, context: string): AesGcmParams {
  return { name: ALGORITHM, iv, additionalData: encode(context) };
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
