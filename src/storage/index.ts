/**
 * `@aurigraph/widgets/storage`: what is kept between visits. No DOM and no side effect; runs wherever its ports are
 * provided.
 */
export { ApiKeyRepository, type ApiKeyChange } from './api-keys.js';
export { KeyValueRecords, type KeyValueRecordsOptions } from './adapters/key-value-records.js';
export { memoryKeyValueStore, MemoryRecords, memorySecretStore } from './adapters/memory.js';
export { webLocalStorage } from './adapters/web/local-storage.js';
export { newUuid } from './adapters/web/new-id.js';
export { systemClock } from './adapters/web/system-clock.js';
export { webTabChannel } from './adapters/web/tabs.js';
export type { StorageChange } from './changes.js';
export { ConfigurationRepository, type ConfigurationChange, type SaveAllOptions } from './configurations.js';
export { MetricsCacheRepository, type MetricsCacheChange } from './metrics-cache.js';
export { openStorage, type Storage } from './open.js';
export type { StorageOptions } from './options.js';
export type { PersistenceFact } from './persistence.js';
export type {
  Change,
  ChangeKind,
  ChangeMessage,
  Clock,
  Durability,
  KeyValueStore,
  MaybePromise,
  MetricsStore,
  NewId,
  RecordStore,
  SecretStore,
  Selection,
  Stop,
  TabChannel,
} from './ports.js';
export { preloadEssentialData, type EssentialData, type PreloadFailures, type PreloadSources } from './preload.js';
export type { QuarantinedText } from './quarantine.js';
export type { SaveOptions } from './repository-context.js';
export { SettingsRepository, type SettingsChange } from './settings.js';
export { shouldWarnUser, StorageUsage, type StorageStats, type StoreUsage } from './usage.js';
