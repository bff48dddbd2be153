/** The stores that are compared: this library, and what a team would otherwise put the same objects into. */
import { Dexie } from 'dexie';
import * as idbKeyval from 'idb-keyval';
import localForage from 'localforage';
import type { Configuration } from '../../src/domain/configuration.js';
import type { MetricsCache } from '../../src/domain/metrics.js';
import { openStorage, type Storage } from '../../src/storage/index.js';

/** The operations of schema design 13.1. */
export interface Contender {
  readonly name: string;
  /** Starts with these configurations; the first one is the default. */
  open(configurations: readonly Configuration[]): Promise<void>;
  saveConfiguration(configuration: Configuration): Promise<unknown>;
  loadConfiguration(id: string): Promise<unknown>;
  loadDefault(): Promise<unknown>;
  saveMetrics(metrics: MetricsCache): Promise<unknown>;
  loadMetrics(): Promise<MetricsCache | null>;
  exportConfiguration(id: string): Promise<string>;
  importConfiguration(text: string): Promise<unknown>;
  close(): void;
}

/** Longer than a run: the mirror is written by its own row, not in the middle of another's. */
const NO_MIRROR_MS = 3_600_000;

/** This library, with everything it does: checks, revisions, compare-and-set, strict durability, notification. */
export class Ours implements Contender {
  readonly name = 'this library';
  #storage: Storage | undefined;

  async open(configurations: readonly Configuration[]): Promise<void> {
    this.#storage = openStorage({ namespace: 'bench', mirrorDelayMs: NO_MIRROR_MS });
    await this.#storage.ready;
    if (this.#storage.persistence.configurations !== 'durable') throw new Error('The journal is not in IndexedDB.');
    await this.#storage.configurations.clearAll();
    await this.#storage.configurations.saveConfigurations(configurations);
    await this.#storage.configurations.setDefaultConfiguration(configurations[0]?.id ?? '');
    this.#storage.flush();
  }

  saveConfiguration(configuration: Configuration): Promise<unknown> {
    return this.#open.configurations.saveConfiguration(configuration);
  }

  loadConfiguration(id: string): Promise<unknown> {
    return this.#open.configurations.getConfiguration(id);
  }

  loadDefault(): Promise<unknown> {
    return this.#open.configurations.getDefaultConfiguration();
  }

  saveMetrics(metrics: MetricsCache): Promise<unknown> {
    return this.#open.metricsCache.saveMetrics(metrics);
  }

  loadMetrics(): Promise<MetricsCache | null> {
    return this.#open.metricsCache.getLatestMetrics();
  }

  exportConfiguration(id: string): Promise<string> {
    return this.#open.configurations.exportConfiguration(id);
  }

  async importConfiguration(text: string): Promise<unknown> {
    const preview = await this.#open.configurations.previewImport(text);
    return this.#open.configurations.importConfiguration(preview, { decision: 'replace' });
  }

  /** Writes the schema design's keys in localStorage, which follows a burst of saves. */
  writeMirror(): void {
    this.#open.flush();
  }

  close(): void {
    this.#storage?.dispose();
  }

  get #open(): Storage {
    if (this.#storage === undefined) throw new Error('Not open.');
    return this.#storage;
  }
}

/** Values by key, as every peer offers them. */
interface KeyedStore {
  open(): Promise<void>;
  put(key: string, value: unknown): Promise<unknown>;
  get(key: string): Promise<unknown>;
  close(): void;
}

const DEFAULT = 'default';
const METRICS = 'metrics';

/** A peer: whole objects under keys, no check, no revision, no notification. */
export class Peer implements Contender {
  constructor(
    readonly name: string,
    private readonly store: KeyedStore,
  ) {}

  async open(configurations: readonly Configuration[]): Promise<void> {
    await this.store.open();
    for (const configuration of configurations) await this.store.put(configuration.id, configuration);
    await this.store.put(DEFAULT, configurations[0]?.id);
  }

  saveConfiguration(configuration: Configuration): Promise<unknown> {
    return this.store.put(configuration.id, configuration);
  }

  loadConfiguration(id: string): Promise<unknown> {
    return this.store.get(id);
  }

  async loadDefault(): Promise<unknown> {
    return this.store.get(String(await this.store.get(DEFAULT)));
  }

  saveMetrics(metrics: MetricsCache): Promise<unknown> {
    return this.store.put(METRICS, metrics);
  }

  async loadMetrics(): Promise<MetricsCache | null> {
    return (await this.store.get(METRICS)) as MetricsCache | null;
  }

  async exportConfiguration(id: string): Promise<string> {
    return JSON.stringify(await this.store.get(id), null, 2);
  }

  importConfiguration(text: string): Promise<unknown> {
    return this.saveConfiguration(JSON.parse(text) as Configuration);
  }

  close(): void {
    this.store.close();
  }
}

/** IndexedDB with nothing around it; resolves when a transaction is complete, as everyone should. */
export function rawIndexedDb(durability: IDBTransactionDurability): KeyedStore {
  let database: IDBDatabase;
  const run = <Value>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<Value>): Promise<Value> =>
    new Promise((resolve, reject) => {
      const transaction = database.transaction('objects', mode, { durability });
      const request = work(transaction.objectStore('objects'));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? new Error('The transaction was aborted.'));
    });
  return {
    open: async () => {
      database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(`bench-raw-${durability}`, 1);
        request.onupgradeneeded = () => request.result.createObjectStore('objects');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('It cannot be opened.'));
      });
    },
    put: (key, value) => run('readwrite', (store) => store.put(value, key)),
    get: (key) => run('readonly', (store) => store.get(key) as IDBRequest<unknown>),
    close: () => database?.close(),
  };
}

/** idb-keyval as its own documents have it. */
export function idbKeyvalStore(): KeyedStore {
  let store: idbKeyval.UseStore;
  return {
    open: async () => void (store = idbKeyval.createStore('bench-idb-keyval', 'objects')),
    put: (key, value) => idbKeyval.set(key, value, store),
    get: (key) => idbKeyval.get(key, store),
    close: () => undefined,
  };
}

/** Dexie with a table of keys and values. */
export function dexieStore(): KeyedStore {
  const database = new Dexie('bench-dexie');
  database.version(1).stores({ objects: '' });
  const table = database.table<unknown, string>('objects');
  return {
    open: async () => void (await database.open()),
    put: (key, value) => table.put(value, key),
    get: (key) => table.get(key),
    close: () => database.close(),
  };
}

/** localForage with its IndexedDB driver. */
export function localForageStore(): KeyedStore {
  const instance = localForage.createInstance({ name: 'bench-localforage', driver: localForage.INDEXEDDB });
  return {
    open: () => instance.ready(),
    put: (key, value) => instance.setItem(key, value),
    get: (key) => instance.getItem(key),
    close: () => undefined,
  };
}
