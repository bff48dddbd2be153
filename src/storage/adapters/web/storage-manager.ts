import type { StoragePersistence, TextCapacity } from '../../ports.js';

/** What `localStorage` holds for an origin: 5 × 1024 × 1024 (schema design 12.1, measured in reliability S1). */
const LOCAL_STORAGE_LIMIT = 5 * 1_024 * 1_024;

/** The browser's storage manager; nothing on plain-http pages and outside a browser (reliability, finding 8). */
export function webStoragePersistence(): StoragePersistence | undefined {
  const manager: StorageManager | undefined = globalThis.navigator?.storage;
  if (typeof manager?.persist !== 'function') return undefined;
  return { persist: () => manager.persist(), persisted: () => manager.persisted() };
}

/**
 * How this browser counts the texts in `localStorage`. WebKit is told by the vendor that the HTML standard fixes for
 * it: trying it out would take filling the store.
 */
export function webTextCapacity(): TextCapacity {
  const isWebKit = globalThis.navigator?.vendor?.startsWith('Apple') === true;
  return { limit: LOCAL_STORAGE_LIMIT, wideUnits: isWebKit ? 2 : 1 };
}
