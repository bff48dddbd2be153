/** How much room storage takes, what could be cleaned up, and a warning before it is full (schema design 12.1). */
import type { Stop } from '../domain/clock.js';
import { Listeners } from '../domain/listeners.js';
import type { Changes } from './changes.js';
import type { CleanupSuggestion } from './usage/cleanup-suggestions.js';
import type { MetricsCacheRepository } from './metrics-cache.js';
import { counting } from './parts.js';
import type { Clock, KeyValueStore, RecordStore, StoragePersistence, TextCapacity } from './ports.js';

/** Share from which people are warned, in percent (schema design 12.1). */
export const WARNING_PERCENT = 80;

/** How long after a save room is checked, in milliseconds; later than the mirror is written. */
const CHECK_DELAY_MS = 1_000;

/** One store with a limit. */
export interface StoreUsage {
  readonly used: number;
  readonly limit: number;
  readonly usagePercentage: number;
}

/** The key-value store, which is `localStorage` on the web. */
export interface TextUsage extends StoreUsage {
  /**
   * What `used` and `limit` count: UTF-16 code units, or in WebKit bytes, of which a text outside Latin-1 takes two for
   * each unit.
   */
  readonly unit: 'utf16-units' | 'bytes';
  /** Keys of this library. */
  readonly own: number;
  /** Keys of other scripts of the origin. */
  readonly others: number;
}

/** The journal. What it may take only the browser knows, and no browser tells it truly (reliability 3.3). */
export interface JournalUsage {
  /** Where the journal is: `IndexedDB`, `localStorage` or `memory`. */
  readonly store: string;
  /** Everything in it, in bytes of JSON: an estimate. */
  readonly used: number;
  readonly configurations: number;
  readonly settings: number;
  /** What elements remember for a person. */
  readonly preferences: number;
  /** What could not be read and was set aside. */
  readonly quarantine: number;
  /** What records were before they were saved in a newer format. */
  readonly backups: number;
}

/** The numbers of the schema design, and what they are made of. */
export interface StorageStats {
  /** Configurations, settings and metrics cache together. */
  readonly totalUsed: number;
  /** Everything of this library in `localStorage`, in what it counts; see {@link TextUsage}. */
  readonly configurations: number;
  /** Metrics cache in bytes. */
  readonly metricsCache: number;
  /** What is left in `localStorage`, which is where room runs out first. */
  readonly available: number;
  /**
   * How full `localStorage` is, other scripts of this origin included, from 0 to 100. The metrics cache does not
   * count: it makes room for itself, and is meant to be full.
   */
  readonly usagePercentage: number;
  readonly stores: {
    readonly localStorage: TextUsage;
    readonly metricsCache: StoreUsage;
    readonly journal: JournalUsage;
  };
}

/** Whether people should be warned (schema design 12.1). */
export function shouldWarnUser(stats: Pick<StorageStats, 'usagePercentage'>): boolean {
  return stats.usagePercentage > WARNING_PERCENT;
}

/** What is counted, and how. */
export interface StorageUsageOptions {
  /** Settles, and never rejects, when the stores are open. */
  readonly ready: Promise<void>;
  readonly records: RecordStore;
  readonly metrics: RecordStore;
  readonly metricsCache: Pick<MetricsCacheRepository, 'getCacheSize' | 'getExpiredSize'>;
  /** Most bytes of the metrics cache. */
  readonly maxStorageSize: number;
  readonly keyValue: KeyValueStore | undefined;
  readonly textCapacity: TextCapacity;
  /** The keys of this library in the key-value store. */
  readonly keys: { readonly configurations: string; readonly settings: string };
  /** Front part of its other keys. */
  readonly recordPrefix: string;
  readonly browserPersistence: StoragePersistence | undefined;
  readonly changes: Changes;
  readonly clock: Clock;
}

/** Counts what is stored. */
export class StorageUsage {
  readonly #options: StorageUsageOptions;
  readonly #listeners = new Listeners<StorageStats>();
  #warned = false;
  #timer: Stop | undefined;
  #watching: Stop | undefined;

  constructor(options: StorageUsageOptions) {
    this.#options = options;
  }

  /** The numbers as they are now. Rejects with `storage-blocked` if a store does not answer. */
  async getStorageStats(): Promise<StorageStats> {
    await this.#options.ready;
    return (await counting.load()).storageStats(this.#options);
  }

  /**
   * What could be cleaned up, how much that frees, and which method does it: first what nobody misses. Rejects with
   * `storage-blocked` if a store does not answer.
   */
  async suggestCleanup(): Promise<CleanupSuggestion[]> {
    await this.#options.ready;
    return (await counting.load()).suggestedCleanup(this.#options);
  }

  /** Hears once when more than 80 % are taken after a save, here or in another tab; again only after it was less. */
  subscribe(listener: (stats: StorageStats) => void): Stop {
    const stop = this.#listeners.add(listener);
    // Counting reads everything, so nobody counts for nobody.
    this.#watching ??= this.#options.changes.subscribe(() => this.#checkLater());
    return () => {
      stop();
      if (this.#listeners.count === 0) this.#stopWatching();
    };
  }

  /** Whether the browser has promised not to throw away what is stored when disks are full. Never rejects. */
  async isPersistent(): Promise<boolean> {
    return (await this.#options.browserPersistence?.persisted().catch(() => false)) ?? false;
  }

  /**
   * Asks the browser for that promise: call it when the person does something that is worth keeping. Some browsers ask
   * the person, and this waits for the answer. `unsupported` on plain-http pages. Never rejects.
   */
  async requestPersistence(): Promise<'granted' | 'denied' | 'unsupported'> {
    const { browserPersistence } = this.#options;
    if (browserPersistence === undefined) return 'unsupported';
    return (await browserPersistence.persist().catch(() => false)) ? 'granted' : 'denied';
  }

  /** Forgets every listener. */
  dispose(): void {
    this.#listeners.clear();
    this.#stopWatching();
  }

  #checkLater(): void {
    this.#timer ??= this.#options.clock.after(CHECK_DELAY_MS, () => {
      this.#timer = undefined;
      // A store that does not answer is told of elsewhere.
      void this.#check().catch(() => undefined);
    });
  }

  async #check(): Promise<void> {
    if (!shouldWarnUser(await (await counting.load()).textStats(this.#options))) {
      this.#warned = false;
      return;
    }
    if (this.#warned) return;
    this.#warned = true;
    this.#listeners.tell(await this.getStorageStats());
  }

  #stopWatching(): void {
    this.#timer?.();
    this.#watching?.();
    this.#timer = this.#watching = undefined;
  }
}
