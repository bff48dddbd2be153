/** Counting: every store is read as a whole. Loaded when somebody wants to know. */
import { BACKUP_KIND } from '../journal/versioned-writes.js';
import { CONFIGURATION_KIND } from '../mirror/configuration-format.js';
import { SETTINGS_KIND } from '../mirror/settings-format.js';
import { PREFERENCE_KIND } from '../preferences/preference-format.js';
import { QUARANTINE_KIND } from '../quarantine.js';
import type { JournalUsage, StorageStats, StorageUsageOptions, StoreUsage, TextUsage } from '../usage.js';
import { cleanupSuggestions, type CleanupSuggestion } from './cleanup-suggestions.js';
import { recordSizes, type RecordSize } from './journal-size.js';
import { textSizes, type TextSize } from './text-size.js';

/** The numbers as they are now. */
export async function storageStats(options: StorageUsageOptions): Promise<StorageStats> {
  const [texts, metricsCache, records] = await Promise.all([
    textsIn(options),
    options.metricsCache.getCacheSize(),
    recordSizes(options.records),
  ]);
  const localStorage = textUsage(texts, options);
  return {
    totalUsed: localStorage.own + metricsCache,
    configurations: localStorage.own,
    metricsCache,
    available: Math.max(0, localStorage.limit - localStorage.used),
    usagePercentage: localStorage.usagePercentage,
    stores: {
      localStorage,
      metricsCache: usage(metricsCache, options.maxStorageSize),
      journal: journalUsage(options.records.name, records),
    },
  };
}

/** What could be cleaned up, and how much that frees. */
export async function suggestedCleanup(options: StorageUsageOptions): Promise<CleanupSuggestion[]> {
  const { metrics, metricsCache, records } = options;
  const [texts, expired, sizes] = await Promise.all([
    textsIn(options),
    metricsCache.getExpiredSize(),
    recordSizes(records),
  ]);
  return cleanupSuggestions({
    metrics: { store: metrics.name, expired },
    records: { store: records.name, sizes },
    foreign: { store: 'localStorage', sizes: texts.filter(({ key }) => !isOwn(key, options)) },
  });
}

/** How full the key-value store is. */
export async function textStats(options: StorageUsageOptions): Promise<TextUsage> {
  return textUsage(await textsIn(options), options);
}

async function textsIn({ keyValue, keys, textCapacity }: StorageUsageOptions): Promise<TextSize[]> {
  return keyValue === undefined ? [] : textSizes(keyValue, Object.values(keys), textCapacity);
}

function textUsage(texts: readonly TextSize[], options: StorageUsageOptions): TextUsage {
  const { limit, wideUnits } = options.textCapacity;
  const used = sum(texts, ({ size }) => size);
  const own = sum(texts, ({ key, size }) => (isOwn(key, options) ? size : 0));
  return { ...usage(used, limit), unit: wideUnits === 2 ? 'bytes' : 'utf16-units', own, others: used - own };
}

function isOwn(key: string, { keys, recordPrefix }: StorageUsageOptions): boolean {
  // Beside each of the design's keys there may be a note about it, such as the revision that it shows.
  const isNamed = Object.values(keys).some((own) => key === own || key.startsWith(`${own}.`));
  return isNamed || key.startsWith(recordPrefix);
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
    preferences: bytesOf(PREFERENCE_KIND),
    quarantine: bytesOf(QUARANTINE_KIND),
    backups: bytesOf(BACKUP_KIND),
  };
}

function sum<Item>(items: readonly Item[], sizeOf: (item: Item) => number): number {
  return items.reduce((total, item) => total + sizeOf(item), 0);
}
