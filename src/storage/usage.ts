/** How much room storage takes (schema design 12.1). */
import { METRICS_MAX_BYTES } from '../domain/metrics.js';
import type { MetricsCacheRepository } from './metrics-cache.js';
import type { KeyValueStore } from './ports.js';

/**
 * What `localStorage` takes: 5 × 1024 × 1024 UTF-16 code units per origin, keys and values together (reliability S1).
 * Half of that for texts outside Latin-1 in WebKit.
 */
export const LOCAL_STORAGE_LIMIT = 5 * 1_024 * 1_024;

/** Share from which people are warned, in percent (schema design 12.1). */
export const WARNING_PERCENT = 80;

/** One store. */
export interface StoreUsage {
  /** What is taken: UTF-16 code units in `localStorage`, bytes in the metrics cache. */
  readonly used: number;
  readonly limit: number;
  readonly usagePercentage: number;
}

/** The numbers of the schema design, and what they are made of. */
export interface StorageStats {
  /** Configurations, settings and metrics cache together. */
  readonly totalUsed: number;
  /** Configurations and settings in `localStorage`, in UTF-16 code units. */
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
  readonly stores: { readonly localStorage: StoreUsage; readonly metricsCache: StoreUsage };
}

/** Whether people should be warned (schema design 12.1). */
export function shouldWarnUser(stats: Pick<StorageStats, 'usagePercentage'>): boolean {
  return stats.usagePercentage > WARNING_PERCENT;
}

/** Counts what is stored. */
export class StorageUsage {
  constructor(
    private readonly metricsCache: MetricsCacheRepository,
    private readonly keyValue: KeyValueStore | undefined,
    private readonly ownKeys: readonly string[],
  ) {}

  /** The numbers as they are now. Rejects with `storage-blocked` if a store does not answer. */
  async getStorageStats(): Promise<StorageStats> {
    const [configurations, taken, metricsCache] = await Promise.all([
      this.#sizeOf(this.ownKeys),
      this.#allKeys().then((keys) => this.#sizeOf(keys)),
      this.metricsCache.getCacheSize(),
    ]);
    const localStorage = usage(taken, LOCAL_STORAGE_LIMIT);
    return {
      totalUsed: configurations + metricsCache,
      configurations,
      metricsCache,
      available: Math.max(0, LOCAL_STORAGE_LIMIT - taken),
      usagePercentage: localStorage.usagePercentage,
      stores: { localStorage, metricsCache: usage(metricsCache, METRICS_MAX_BYTES) },
    };
  }

  async #allKeys(): Promise<readonly string[]> {
    return (await this.keyValue?.keys?.()) ?? this.ownKeys;
  }

  async #sizeOf(keys: readonly string[]): Promise<number> {
    let units = 0;
    for (const key of keys) {
      const text = (await this.keyValue?.getItem(key)) ?? null;
      if (text !== null) units += key.length + text.length;
    }
    return units;
  }
}

function usage(used: number, limit: number): StoreUsage {
  return { used, limit, usagePercentage: (used / limit) * 100 };
}
