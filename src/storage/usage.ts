/** How much room storage takes, what could be cleaned up, and a warning before it is full (schema design 12.1). */
import type { Stop } from '../domain/clock.js';
import { Listeners } from '../domain/listeners.js';
import type { Changes } from './changes.js';
import { cleanupSuggestions, type CleanupSuggestion } from './usage/cleanup-suggestions.js';
import { CONFIGURATION_KIND } from './mirror/configuration-format.js';
import { recordSizes, type RecordSize } from './usage/journal-size.js';
import type { MetricsCacheRepository } from './metrics-cache.js';
import type { Clock, KeyValueStore, RecordStore, StoragePersistence, TextCapacity } from './ports.js';
import { QUARANTINE_KIND } from './quarantine.js';
import { SETTINGS_KIND } from './mirror/settings-format.js';
import { textSizes, type TextSize } from './usage/text-size.js';
import { BACKUP_KIND } from './journal/versioned-writes.js';

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
    const [texts, metricsCache, records] = await Promise.all([
      this.#texts(),
      this.#options.metricsCache.getCacheSize(),
      recordSizes(this.#options.records),
    ]);
    const localStorage = this.#textUsage(texts);
    return {
      totalUsed: localStorage.own + metricsCache,
      configurations: localStorage.own,
      metricsCache,
      available: Math.max(0, localStorage.limit - localStorage.used),
      usagePercentage: localStorage.usagePercentage,
      stores: {
        localStorage,
        metricsCache: usage(metricsCache, this.#options.maxStorageSize),
        journal: journalUsage(this.#options.records.name, records),
      },
    };
  }

  /**
   * What could be cleaned up, how much that frees, and which method does it: first what nobody misses. Rejects with
   * `storage-blocked` if a store does not answer.
   */
  async suggestCleanup(): Promise<CleanupSuggestion[]> {
    await this.#options.ready;
    const { metrics, metricsCache, records } = this.#options;
    const [texts, expired, sizes] = await Promise.all([
      this.#texts(),
      metricsCache.getExpiredSize(),
      recordSizes(records),
    ]);
    return cleanupSuggestions({
      metrics: { store: metrics.name, expired },
      records: { store: records.name, sizes },
      foreign: { store: 'localStorage', sizes: texts.filter(({ key }) => !this.#isOwn(key)) },
    });
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
    if (!shouldWarnUser(this.#textUsage(await this.#texts()))) {
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

  async #texts(): Promise<TextSize[]> {
    const { keyValue, keys, textCapacity } = this.#options;
    return keyValue === undefined ? [] : textSizes(keyValue, Object.values(keys), textCapacity);
  }

  #textUsage(texts: readonly TextSize[]): TextUsage {
    const { limit, wideUnits } = this.#options.textCapacity;
    const used = sum(texts, ({ size }) => size);
    const own = sum(texts, ({ key, size }) => (this.#isOwn(key) ? size : 0));
    return { ...usage(used, limit), unit: wideUnits === 2 ? 'bytes' : 'utf16-units', own, others: used - own };
  }

  #isOwn(key: string): boolean {
    const { keys, recordPrefix } = this.#options;
    // Beside each of the design's keys there may be a note about it, such as the revision that it shows.
    const isNamed = Object.values(keys).some((own) => key === own || key.startsWith(`${own}.`));
    return isNamed || key.startsWith(recordPrefix);
  }
}

function usage(used: number, limit: number): StoreUsage {
  return { used, limit, usagePercentage: (used / limit) * 100 };
}

function journalUsage(store: string, records: readonly RecordSize[]): JournalUsage {
  const bytesOf = (wanted: string): number => sum(records, ({ kind, bytes }) => (kind === wanted ? bytes : 0));
  return {
    store,
    used: sum(records, ({ bytes }) => bytes),
    configurations: bytesOf(CONFIGURATION_KIND),
    settings: bytesOf(SETTINGS_KIND),
    quarantine: bytesOf(QUARANTINE_KIND),
    backups: bytesOf(BACKUP_KIND),
  };
}

function sum<Item>(items: readonly Item[], sizeOf: (item: Item) => number): number {
  return items.reduce((total, item) => total + sizeOf(item), 0);
}
