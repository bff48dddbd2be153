/** What the tests of import and export share: readings made by hand, and what is here made by hand. */
import type { Configuration } from '../../../../src/domain/configuration.js';
import { createNodeConfiguration, type NodeConfigurationOf } from '../../../../src/domain/node-config.js';
import type { AppSettings } from '../../../../src/domain/settings.js';
import { IndexedDbRecords } from '../../../../src/storage/adapters/web/indexed-db.js';
import type { Holdings, Present } from '../../../../src/storage/interchange/exchange.js';
import type { ReadConfiguration, Reading, ReadSettings } from '../../../../src/storage/interchange/reading.js';
import type { JournalRecord } from '../../../../src/storage/journal.js';
import type { FakeProfile } from '../support.js';

/** One configuration as the reader gives it. */
export function read(configuration: Configuration, more: Partial<ReadConfiguration> = {}): ReadConfiguration {
  const { id, name } = configuration;
  return { path: [0], configuration, id, name, isNewId: false, redactedKeyRefs: [], issues: [], notices: [], ...more };
}

export function readSettings(settings: AppSettings | undefined, more: Partial<ReadSettings> = {}): ReadSettings {
  return { settings, issues: [], notices: [], ...more };
}

export function reading(configurations: readonly ReadConfiguration[], settings?: ReadSettings): Reading {
  return { dialect: settings === undefined ? 'canonical' : 'bundle', configurations, settings, notices: [] };
}

/** A page that has these. The revisions count from 7. */
export function holdings(
  configurations: readonly Configuration[],
  more: { readonly settings?: AppSettings; readonly defaultId?: string } = {},
): Holdings {
  const { settings, defaultId } = more;
  return {
    configurations: new Map(configurations.map((value, index) => [value.id, present(value, 7 + index)])),
    settings: settings === undefined ? undefined : present(settings, 4),
    choice: defaultId === undefined ? undefined : record(defaultId, 3),
  };
}

export function record(value: unknown, rev: number): JournalRecord {
  return { rev, hlc: '', writer: '', base: rev - 1, value };
}

export function slimNode(id: string, apiKeyRef: string): NodeConfigurationOf<'slim'> {
  const node = createNodeConfiguration('slim', id, `Feed ${id}`) as NodeConfigurationOf<'slim'>;
  return { ...node, config: { ...node.config, apiKeyRef } };
}

function present<Value>(value: Value, rev: number): Present<Value> {
  return { record: record(value, rev), value, isNewer: false };
}

/** Puts a value into a record as no repository would: as a newer library or a defect leaves it. */
export async function overwrite(profile: FakeProfile, key: string, value: unknown): Promise<void> {
  const store = new IndexedDbRecords({
    factory: profile.indexedDB,
    keyRange: IDBKeyRange,
    databaseName: 'aurigraph-widgets',
    durability: 'relaxed',
    clock: profile.clock,
  });
  await store.transact({ keys: [key] }, (current) => ({
    writes: new Map([[key, { ...(current.get(key) as object), value }]]),
    result: undefined,
  }));
  store.close();
}
