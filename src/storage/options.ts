/** What storage can be built from, and what the web gives where nothing is said. */
import { KeyValueRecords } from './adapters/key-value-records.js';
import { MemoryRecords, memorySecretStore } from './adapters/memory.js';
import { consoleSink } from './adapters/web/console-sink.js';
import { DESIGN_DATABASE, FormerMetrics } from './adapters/web/former-metrics.js';
import { IndexedDbRecords } from './adapters/web/indexed-db.js';
import { webLocalStorage } from './adapters/web/local-storage.js';
import { newUuid } from './adapters/web/new-id.js';
import { webStoragePersistence, webTextCapacity } from './adapters/web/storage-manager.js';
import { systemClock } from './adapters/web/system-clock.js';
import { webTabChannel } from './adapters/web/tabs.js';
import { webCryptoCipher } from './adapters/web/web-crypto-cipher.js';
import { CONFIGURATIONS_KEY } from './mirror/configuration-format.js';
import type { DebugSink } from './debug-log.js';
import { FailoverRecords } from './records/failover-records.js';
import type { Carrier } from './records/known-records.js';
import type {
  Cipher,
  Clock,
  Durability,
  KeyValueStore,
  MetricsStore,
  NewId,
  RecordStore,
  SecretStore,
  StoragePersistence,
  TabChannel,
  TextCapacity,
} from './ports.js';
import { productionConfig, type ProductionOptions } from './production-config.js';
import { adoptRecords, isContent, newerRecord } from './records/record-merge.js';
import { sealedSecretStore } from './keys/sealed-secrets.js';
import { SETTINGS_KEY } from './mirror/settings-format.js';

/** Everything has a default; `null` does without. */
export interface StorageOptions extends ProductionOptions {
  /** Keeps several applications of one origin apart: put in front of every key and name. Empty by default. */
  readonly namespace?: string;
  /** Where configurations and settings are kept; by default IndexedDB, else {@link keyValue}, else memory. */
  readonly records?: RecordStore;
  /** Where metrics are kept; by default IndexedDB, else memory. */
  readonly metrics?: MetricsStore;
  /** Where IndexedDB is; `globalThis.indexedDB` by default. */
  readonly indexedDB?: IDBFactory | null;
  /** Where the schema design's keys are; `globalThis.localStorage` by default. */
  readonly keyValue?: KeyValueStore | null;
  /**
   * The schema design's keys; `aurigraph_configs` and `aurigraph_settings` by default, or `@aurigraph/configs` and
   * `@aurigraph/settings` in a {@link keyValue} that is passed in where there is no IndexedDB, as in React Native
   * (schema design 7.3 and 11.1). With the namespace in front.
   */
  readonly keys?: { readonly configurations: string; readonly settings: string };
  /** Where API keys are kept, until storage is disposed of; memory by default. */
  readonly secrets?: SecretStore;
  /** What seals API keys in memory; Web Crypto by default, where the page has it. */
  readonly cipher?: Cipher | null;
  /** How long an API key is kept after it was saved, in milliseconds; by default until storage is disposed of. */
  readonly keyLifetimeMs?: number;
  /** The line to other tabs; a BroadcastChannel by default. */
  readonly tabs?: TabChannel;
  readonly clock?: Clock;
  readonly newId?: NewId;
  /** How long saves are collected before the schema design's keys are written, in milliseconds; 150 by default. */
  readonly mirrorDelayMs?: number;
  /** How {@link keyValue} counts what it takes; by default as this browser's `localStorage`. */
  readonly textCapacity?: TextCapacity;
  /** The browser's promise not to throw data away; `navigator.storage` by default. */
  readonly browserPersistence?: StoragePersistence | null;
  /** Where debug events go if logging is switched on; `console.debug` by default. */
  readonly debugSink?: DebugSink;
}

/** The same with every default in its place. */
export interface StorageParts {
  readonly records: FailoverRecords;
  readonly metrics: FailoverRecords;
  /** How well configurations are kept if nothing is wrong. */
  readonly expected: Durability;
  /** Where records are saved while IndexedDB cannot be used. */
  readonly standIn: KeyValueRecords | undefined;
  /** Whether a save waits until the schema design's key is written: in a store that the host page gave us for it. */
  readonly writesThrough: boolean;
  readonly keyValue: KeyValueStore | undefined;
  readonly keys: { readonly configurations: string; readonly settings: string };
  /** Front part of the keys under which single records are kept in `localStorage`. */
  readonly recordPrefix: string;
  readonly secrets: SecretStore;
  /** Whether that is memory of our own, in which nobody else puts any. */
  readonly ownsSecrets: boolean;
  readonly keyLifetimeMs: number | undefined;
  readonly textCapacity: TextCapacity;
  readonly browserPersistence: StoragePersistence | undefined;
  /** Nothing unless logging is switched on. */
  readonly debugSink: DebugSink | undefined;
  readonly tabs: TabChannel;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly mirrorDelayMs: number;
  readonly maxStorageSize: number;
  /** What the schema design's own code kept on this origin; nothing where there is no IndexedDB. */
  readonly designMetrics: FormerMetrics | undefined;
}

/** Name of the databases; never `AurigraphMetrics`, which is the schema design's own (reliability, finding 6). */
const DATABASE = 'aurigraph-widgets';

const CHANNEL = 'aurigraph/v1';
const MIRROR_DELAY_MS = 150;

/** Puts every default in its place. Opens nothing but the stores and the line to other tabs; never throws. */
export function assemble(options: StorageOptions): StorageParts {
  const { namespace = '', clock = systemClock } = options;
  const prefix = namespace === '' ? '' : `${namespace}:`;
  const recordPrefix = `${prefix}${DATABASE}/`;
  const keyValue = fromWeb(options.keyValue, webLocalStorage);
  const databases = indexedDbOf(options);
  const isHosts = options.keyValue != null && databases.length === 0 && options.records === undefined;
  const writesThrough = isHosts && options.keys === undefined;
  const name = writesThrough ? 'the store of this application' : 'localStorage';
  const standIn =
    keyValue === undefined ? undefined : new KeyValueRecords({ store: keyValue, prefix: recordPrefix, name });
  const database = (databaseName: string, durability: 'strict' | 'relaxed'): RecordStore[] =>
    databases.map(
      (found) => new IndexedDbRecords({ ...found, databaseName: prefix + databaseName, durability, clock }),
    );
  const stores =
    options.records === undefined
      ? [...database(DATABASE, 'strict'), ...(standIn === undefined ? [] : [standIn])]
      : [options.records];
  const metrics = options.metrics === undefined ? database(`${DATABASE}-metrics`, 'relaxed') : [options.metrics];
  return {
    records: new FailoverRecords({ stores, last: new MemoryRecords(), clock, carrier: carrierOf(clock) }),
    metrics: new FailoverRecords({ stores: metrics, last: new MemoryRecords(), clock }),
    expected: options.records?.durability ?? (isOn(options, 'useIndexedDB') && !writesThrough ? 'durable' : 'fallback'),
    standIn,
    writesThrough,
    keyValue,
    keys: options.keys ?? keysOf(prefix, writesThrough),
    recordPrefix,
    secrets: options.secrets ?? secretsInMemory(options),
    ownsSecrets: options.secrets === undefined,
    keyLifetimeMs: options.keyLifetimeMs,
    textCapacity: options.textCapacity ?? webTextCapacity(),
    browserPersistence: fromWeb(options.browserPersistence, webStoragePersistence),
    debugSink: isOn(options, 'enableDebugLogging') ? (options.debugSink ?? consoleSink) : undefined,
    tabs: options.tabs ?? webTabChannel(prefix + CHANNEL),
    clock,
    newId: options.newId ?? newUuid,
    mirrorDelayMs: options.mirrorDelayMs ?? MIRROR_DELAY_MS,
    maxStorageSize: options.maxStorageSize ?? productionConfig.maxStorageSize,
    designMetrics: indexedDbOf(options).map(
      ({ factory }) => new FormerMetrics({ factory, databaseName: prefix + DESIGN_DATABASE, clock }),
    )[0],
  };
}

/** The keys under which the schema design has its texts: those of its React Native part in a store like that one's. */
function keysOf(prefix: string, isHosts: boolean): StorageParts['keys'] {
  return isHosts
    ? { configurations: `${prefix}@aurigraph/configs`, settings: `${prefix}@aurigraph/settings` }
    : { configurations: prefix + CONFIGURATIONS_KEY, settings: prefix + SETTINGS_KEY };
}

/** Records of the journal come together by the time of their saves. */
function carrierOf(clock: Clock): Carrier {
  return {
    newer: newerRecord,
    adopt: async (store, versions) => (await adoptRecords(store, versions, clock.now())).missing,
    isContent,
  };
}

/** Memory that seals, unless that is switched off or the page has nothing to seal with. */
function secretsInMemory(options: StorageOptions): SecretStore {
  const cipher = isOn(options, 'encryptSensitiveData') ? fromWeb(options.cipher, webCryptoCipher) : undefined;
  return cipher === undefined ? memorySecretStore() : sealedSecretStore(cipher);
}

function isOn(options: ProductionOptions, switchName: Exclude<keyof ProductionOptions, 'maxStorageSize'>): boolean {
  return options[switchName] ?? productionConfig[switchName];
}

/** What was passed in, what the web gives if nothing was, and nothing if it was `null`. */
function fromWeb<Port>(given: Port | null | undefined, web: () => Port | undefined): Port | undefined {
  return given === undefined ? web() : (given ?? undefined);
}

/** IndexedDB, as a list of one or none. */
function indexedDbOf(options: StorageOptions): { factory: IDBFactory; keyRange: typeof IDBKeyRange }[] {
  const { indexedDB } = options;
  if (!isOn(options, 'useIndexedDB')) return [];
  try {
    // Throws in some sandboxed frames; undefined outside a browser.
    const factory = indexedDB === undefined ? globalThis.indexedDB : indexedDB;
    return factory && globalThis.IDBKeyRange ? [{ factory, keyRange: globalThis.IDBKeyRange }] : [];
  } catch {
    return [];
  }
}
