import type { Cipher, SecretStore } from '../ports.js';

/**
 * Secrets in memory that lie there sealed; a text is readable only in the answer to whoever asked for it (reliability
 * 3.9). Held by a closure, not by a property, so that nothing shows even the sealed bytes.
 */
export function sealedSecretStore(cipher: Cipher): SecretStore {
  const sealed = new Map<string, Uint8Array<ArrayBuffer>>();
  return {
    protection: 'sealed',
    has: (name) => sealed.has(name),
    async get(name) {
      const bytes = sealed.get(name);
      return bytes === undefined ? undefined : cipher.open(bytes, name);
    },
    async set(name, secret) {
      sealed.set(name, await cipher.seal(secret, name));
    },
    remove: (name) => void sealed.delete(name),
    dispose: () => sealed.clear(),
  };
}
