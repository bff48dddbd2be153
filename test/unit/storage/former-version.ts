/** What 1.0 left behind, for tests of a library whose schema is 2.0 as in test/fixtures/schema-2.0. */
import { IndexedDbRecords } from '../../../src/storage/adapters/web/indexed-db.js';
import { Journal } from '../../../src/storage/journal.js';
import type { PlainData } from '../../../src/storage/schema-steps.js';
import { configuration, type FakeProfile } from './support.js';

/** The journal of a profile, as another version of this library writes to it. */
export function journalOf({ indexedDB: factory, clock }: FakeProfile): Journal {
  const options = { factory, keyRange: IDBKeyRange, databaseName: 'aurigraph-widgets', durability: 'strict' } as const;
  return new Journal(new IndexedDbRecords({ ...options, clock }), clock, '1.0');
}

/** A configuration as 1.0 saved it, with a note that 2.0 moves. */
export function original(id: string, changes: PlainData = {}): PlainData {
  const [node] = configuration(id).nodes;
  return {
    ...configuration(id),
    nodes: [{ ...node, config: { ...node?.config, 'x-zone': 'eu' } }],
    version: '1.0',
    'x-team': { colour: 'teal' },
    ...changes,
  };
}

/** The same, as 2.0 shows it. */
export function lifted(id: string, changes: PlainData = {}): PlainData {
  const [node] = configuration(id).nodes;
  return {
    ...original(id),
    nodes: [{ ...node, config: { ...node?.config, placement: { zone: 'eu', replicas: 1 } } }],
    version: '2.0',
    tags: [],
    ...changes,
  };
}

/** Saves configurations as another version did. */
export async function save(profile: FakeProfile, ...values: readonly PlainData[]): Promise<void> {
  await journalOf(profile).commit(values.map((value) => ({ kind: 'configuration', id: String(value['id']), value })));
}

/** A configuration as the journal has it. */
export async function stored(profile: FakeProfile, id: string): Promise<unknown> {
  return (await journalOf(profile).read('configuration', id))?.value;
}

/** What every save of a test changes. */
export const SAVED_AT = { modified: '2026-09-21T14:15:23.456Z' };
