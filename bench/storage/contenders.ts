/** The stores that are compared: this library, and what a team would otherwise put the same objects into. */
import { Dexie } from 'dexie';
import * as idbKeyval from 'idb-keyval';
import localForage from 'localforage';
import type { Configuration } from '../../src/domain/configuration.js';
import type { MetricsCache } from '../../src/domain/metrics.js';
import { LiveMetrics } from '../../src/session/live-metrics.js';
import { captureSnapshot, restoreSnapshot } from '../../src/session/snapshot.js';
import { openStorage, systemClock, type Clock, type Storage } from '../../src/storage/index.js';

/** The operations of schema design 13.1. */
export interface Contender {
  readonly name: string;
  /** Starts with these configurations; the first one is the default. */
  open(configurations: readonly Configuration[]): Promise<void>;
  saveConfiguration(configuration: Configuration): Promise<unknown>;
  loadConfiguration(id: string): Promise<unknown>;
  loadDefault(): Promise<unknown>;
  /** Makes ready what is saved next, outside of what is timed. */
  prepareMetrics?(metrics: MetricsCache): void;
  saveMetrics(metrics: MetricsCache): Promise<unknown>;
  loadMetrics(): Promise<unknown>;
  exportConfiguration(id: string): Promise<string>;
  importConfiguration(text: string): Promise<unknown>;
  close(): void;
}

/** Longer than a run: the mirror is written by its own row, not in the middle of another's. */
const NO_MIRROR_MS = 3_600_000;

/** This library, with everything it does: checks, revisions, compare-and-set, strict durability, notification. */
export class Ours implements Contender {
  readonly name: string = 'this library';
  protected readonly clock: Clock = systemClock;
  #storage: Storage | undefined;

  async open(configurations: readonly Configuration[]): Promise<void> {
    this.#storage = openStorage({ namespace: this.name, mirrorDelayMs: NO_MIRROR_MS, clock: this.clock });
    await this.#storage.ready;
    if (this.#storage.persistence.configurations !== 'durable') throw new Error('The journal is not in IndexedDB.');
    await this.#storage.configurations.clearAll();
    await this.#storage.configurations.saveConfigurations(configurations);
    await this.#storage.configurations.setDefaultConfiguration(configurations[0]?.id ?? '');
    this.#storage.flush();
  }

  saveConfiguration(configuration: Configuration): Promise<unknown> {
    return this.opened.configurations.saveConfiguration(configuration);
  }

  loadConfiguration(id: string): Promise<unknown> {
    return this.opened.configurations.getConfiguration(id);
  }

  loadDefault(): Promise<unknown> {
    return this.opened.configurations.getDefaultConfiguration();
  }

  saveMetrics(metrics: MetricsCache): Promise<unknown> {
    return this.opened.metricsCache.saveMetrics(metrics);
  }

  loadMetrics(): Promise<unknown> {
    return this.opened.metricsCache.getLatestMetrics();
  }

  exportConfiguration(id: string): Promise<string> {
    return this.opened.configurations.exportConfiguration(id);
  }

  async importConfiguration(text: string): Promise<unknown> {
    const preview = await this.opened.configurations.previewImport(text);
    return this.opened.configurations.importConfiguration(preview, { decision: 'replace' });
  }

  /** Writes the schema design's keys in localStorage, which follows a burst of saves. */
  writeMirror(): void {
    this.opened.flush();
  }

  close(): void {
    this.#storage?.dispose();
  }

  protected get opened(): Storage {
    if (this.#storage === undefined) throw new Error('Not open.');
    return this.#storage;
  }
}

/** What a session does every few seconds: live metrics to the cache as columns, without an object per node. */
export class OursLive extends Ours {
  override readonly name = 'this library, from live metrics';
  readonly #live = new LiveMetrics({ clock: systemClock, schedule: () => () => undefined });
  #ahead = 0;
  /** Goes ahead a little at every save: a page saves by itself once a second at most. */
  protected override readonly clock: Clock = {
    ...systemClock,
    now: () => systemClock.now() + this.#ahead,
    elapsed: () => systemClock.elapsed() + this.#ahead,
  };

  prepareMetrics(metrics: MetricsCache): void {
    restoreSnapshot(this.#live, metrics);
  }

  override async saveMetrics(): Promise<void> {
    this.#ahead += 1_001;
    const take = () => captureSnapshot(this.#live, 'production', this.clock.now());
    if (!(await this.opened.metricsCache.saveSnapshot(take))) throw new Error('It was not saved.');
  }

  override loadMetrics(): Promise<unknown> {
    return this.opened.metricsCache.getLatestSnapshot();
  }

  /** What was saved, in the form in which the others give it. */
  asObjects(): Promise<MetricsCache | null> {
    return this.opened.metricsCache.getLatestMetrics();
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

  loadMetrics(): Promise<unknown> {
    return this.store.get(METRICS);
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
