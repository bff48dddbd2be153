/** What storage can be built from, and what the web gives where nothing is said. */
import { KeyValueRecords } from './adapters/key-value-records.js';
import { MemoryRecords, memorySecretStore } from './adapters/memory.js';
import { IndexedDbRecords } from './adapters/web/indexed-db.js';
import { webLocalStorage } from './adapters/web/local-storage.js';
import { newUuid } from './adapters/web/new-id.js';
import { systemClock } from './adapters/web/system-clock.js';
import { webTabChannel } from './adapters/web/tabs.js';
import { ChosenRecords } from './chosen-records.js';
import { CONFIGURATIONS_KEY } from './configuration-format.js';
import type {
  Clock,
  Durability,
  KeyValueStore,
  MetricsStore,
  NewId,
  RecordStore,
  SecretStore,
  TabChannel,
} from './ports.js';
import { SETTINGS_KEY } from './settings-format.js';

/** Everything has a default; `null` does without. */
export interface StorageOptions {
  /** Keeps several applications of one origin apart: put in front of every key and name. Empty by default. */
  readonly namespace?: string;
  /** Where configurations and settings are kept; by default IndexedDB, else `localStorage`, else memory. */
  readonly records?: RecordStore;
  /** Where metrics are kept; by default IndexedDB, else memory. */
  readonly metrics?: MetricsStore;
  /** Where IndexedDB is; `globalThis.indexedDB` by default. */
  readonly indexedDB?: IDBFactory | null;
  /** Where the schema design's keys are; `globalThis.localStorage` by default. */
  readonly keyValue?: KeyValueStore | null;
  /** The schema design's keys; `aurigraph_configs` and `aurigraph_settings` by default, with the namespace in front. */
  readonly keys?: { readonly configurations: string; readonly settings: string };
  /** Where API keys are kept; memory by default. */
  readonly secrets?: SecretStore;
  /** The line to other tabs; a BroadcastChannel by default. */
  readonly tabs?: TabChannel;
  readonly clock?: Clock;
  readonly newId?: NewId;
  /** How long saves are collected before the schema design's keys are written, in milliseconds; 150 by default. */
  readonly mirrorDelayMs?: number;
  /** Most bytes of the metrics cache; 10 MB by default. */
  readonly metricsMaxBytes?: number;
}

/** The same with every default in its place. */
export interface StorageParts {
  readonly records: ChosenRecords;
  readonly metrics: ChosenRecords;
  /** How well configurations are kept if nothing is wrong. */
  readonly expected: Durability;
  /** Records that were saved while IndexedDB could not be used, on an earlier visit. */
  readonly leftovers: KeyValueRecords | undefined;
  readonly keyValue: KeyValueStore | undefined;
  readonly keys: { readonly configurations: string; readonly settings: string };
  /** Front part of the keys under which single records are kept in `localStorage`. */
  readonly recordPrefix: string;
  readonly secrets: SecretStore;
  readonly tabs: TabChannel;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly mirrorDelayMs: number;
  readonly metricsMaxBytes: number | undefined;
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
  const keyValue = options.keyValue === undefined ? webLocalStorage() : (options.keyValue ?? undefined);
  const fallback =
    keyValue === undefined
      ? undefined
      : new KeyValueRecords({ store: keyValue, prefix: recordPrefix, name: 'localStorage' });
  const database = (name: string, durability: 'strict' | 'relaxed'): RecordStore[] =>
    indexedDbOf(options).map(
      ({ factory, keyRange }) =>
        new IndexedDbRecords({ factory, keyRange, databaseName: prefix + name, durability, clock }),
    );
  const records =
    options.records === undefined
      ? [...database(DATABASE, 'strict'), ...(fallback === undefined ? [] : [fallback])]
      : [options.records];
  const metrics = options.metrics === undefined ? database(`${DATABASE}-metrics`, 'relaxed') : [options.metrics];
  return {
    records: new ChosenRecords(records, new MemoryRecords()),
    metrics: new ChosenRecords(metrics, new MemoryRecords()),
    expected: options.records?.durability ?? 'durable',
    leftovers: fallback,
    keyValue,
    keys: options.keys ?? { configurations: prefix + CONFIGURATIONS_KEY, settings: prefix + SETTINGS_KEY },
    recordPrefix,
    secrets: options.secrets ?? memorySecretStore(),
    tabs: options.tabs ?? webTabChannel(prefix + CHANNEL),
    clock,
    newId: options.newId ?? newUuid,
    mirrorDelayMs: options.mirrorDelayMs ?? MIRROR_DELAY_MS,
    metricsMaxBytes: options.metricsMaxBytes,
  };
}

/** IndexedDB, as a list of one or none. */
function indexedDbOf({ indexedDB }: StorageOptions): { factory: IDBFactory; keyRange: typeof IDBKeyRange }[] {
  try {
    // Throws in some sandboxed frames; undefined outside a browser.
    const factory = indexedDB === undefined ? globalThis.indexedDB : indexedDB;
    return factory && globalThis.IDBKeyRange ? [{ factory, keyRange: globalThis.IDBKeyRange }] : [];
  } catch {
    return [];
  }
}
