/**
 * `@aurigraph/widgets/storage`: what is kept between visits. No DOM and no side effect; runs wherever its ports are
 * provided.
 */
export { ApiKeyRepository, type ApiKeyChange, type KeysOf, type SaveKeyOptions } from './api-keys.js';
export { KeyValueRecords, type KeyValueRecordsOptions } from './adapters/key-value-records.js';
export { memoryKeyValueStore, MemoryRecords, memorySecretStore } from './adapters/memory.js';
export { webLocalStorage } from './adapters/web/local-storage.js';
export { newUuid } from './adapters/web/new-id.js';
export { systemClock } from './adapters/web/system-clock.js';
export { webTabChannel } from './adapters/web/tabs.js';
export { webCryptoCipher } from './adapters/web/web-crypto-cipher.js';
export type { Backup } from './backups.js';
export type { StorageChange } from './changes.js';
export type { CleanupSuggestion } from './usage/cleanup-suggestions.js';
export { ConfigurationRepository, type ConfigurationChange, type SaveAllOptions } from './configurations.js';
export type { DebugEvent, DebugSink, TimedDebugEvent } from './debug-log.js';
export type { ImportChoices, ImportDecision, ImportResult } from './interchange/apply-types.js';
export type { FieldDifference } from './interchange/differences.js';
export type { ExportOptions } from './interchange/export.js';
export { exportFileName, type ExportFile } from './interchange/export-file-name.js';
export type {
  ImportConflict,
  ImportDefault,
  ImportEntry,
  ImportEntryKind,
  ImportFile,
  ImportOptions,
  ImportPreview,
  ImportSettings,
  ImportSource,
} from './interchange/preview-types.js';
export type { ImportNotice, SourceDialect, TargetDialect } from './interchange/reading.js';
export { MetricsCacheRepository, type MetricsCacheChange } from './metrics-cache.js';
export type { MetricsSnapshot } from './metrics/metrics-snapshot.js';
export { openStorage, type Storage } from './open.js';
export type { StorageOptions } from './options.js';
export type { PersistenceFact } from './persistence.js';
export type {
  Change,
  ChangeKind,
  ChangeMessage,
  Cipher,
  Clock,
  Durability,
  KeyValueStore,
  MaybePromise,
  MetricsStore,
  NewId,
  RecordStore,
  SecretProtection,
  SecretStore,
  Selection,
  Stop,
  StoragePersistence,
  TabChannel,
  TextCapacity,
} from './ports.js';
export { PreferenceRepository, type PreferenceChange } from './preferences.js';
export { preloadEssentialData, type EssentialData, type PreloadFailures, type PreloadSources } from './preload.js';
export { productionConfig, type ProductionOptions } from './production-config.js';
export type { QuarantinedText } from './quarantine.js';
export type { SaveOptions } from './repository-context.js';
export { SettingsRepository, type SettingsChange } from './settings.js';
export {
  shouldWarnUser,
  StorageUsage,
  type JournalUsage,
  type StorageStats,
  type StoreUsage,
  type TextUsage,
} from './usage.js';
