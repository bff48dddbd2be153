import type { Stop } from '../../../domain/clock.js';
import type { KeyValueStore } from '../../ports.js';

/** One wrapper for the page, so that everyone who writes to `localStorage` shares one queue. */
let shared: KeyValueStore | undefined;

/** The page's `localStorage`, or nothing where it is missing or forbidden (reliability S15). */
export function webLocalStorage(): KeyValueStore | undefined {
  const storage = reach();
  if (storage === undefined) return undefined;
  shared ??= wrap(storage);
  return shared;
}

function reach(): Storage | undefined {
  try {
    // Throws in a sandboxed frame; `null` where a preference switches it off; undefined outside a browser.
    return globalThis.localStorage ?? undefined;
  } catch {
    return undefined;
  }
}

function wrap(storage: Storage): KeyValueStore {
  return {
    getItem: (key) => storage.getItem(key),
    setItem: (key, text) => storage.setItem(key, text),
    removeItem: (key) => storage.removeItem(key),
    // By index: Firefox's Object.keys leaves out a key named `__proto__` (reliability S26).
    keys: () => Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? ''),
    watch: (listener) => watch(storage, listener),
  };
}

function watch(storage: Storage, listener: (key: string | null) => void): Stop {
  const hear = (event: StorageEvent): void => {
    if (event.storageArea === storage) listener(event.key);
  };
  globalThis.addEventListener('storage', hear);
  return () => globalThis.removeEventListener('storage', hear);
}
