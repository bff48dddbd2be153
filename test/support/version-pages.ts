/** Pages of the two builds, seen from a test: what they show, save and store. */
import { readFileSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import type { Storage } from '../../src/storage/index.js';

/** Anything that is stored. */
export type Data = Record<string, unknown>;

/** What the pages of these tests hold. */
export interface VersionPage {
  oldStorage: { openStorage: () => Storage };
  newStorage: { openStorage: () => Storage };
  storage: Storage;
  heard: string[];
  readAll(): Promise<[string, { value?: unknown; rev: number; deleted?: boolean }][]>;
}

/** The database of both builds. */
export const DATABASE = 'aurigraph-widgets';

/** Gives a page a way to look into the journal, whatever opened it. */
export async function prepare(page: Page): Promise<void> {
  await page.evaluate((database) => {
    const readAll = (): Promise<[string, never][]> =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open(database);
        opening.onerror = () => reject(new Error('It does not open.'));
        opening.onsuccess = () => {
          const store = opening.result.transaction('records').objectStore('records');
          const [keys, values] = [store.getAllKeys(), store.getAll()];
          values.onsuccess = () => {
            opening.result.close();
            resolve(keys.result.map((key, index) => [String(key), values.result[index] as never]));
          };
        };
      });
    Object.assign(globalThis, { readAll, heard: [] });
  }, DATABASE);
}

/** What a tab shows of a configuration. */
export function shown(page: Page, id = 'a'): Promise<Data | null> {
  return page.evaluate(
    (wanted) => (globalThis as unknown as VersionPage).storage.configurations.getConfiguration(wanted),
    id,
  );
}

/** Reads a configuration in a tab, changes some of its fields, and saves it as an editor does. */
export function edit(page: Page, changes: Data, id = 'a'): Promise<string> {
  return page.evaluate(
    async (wanted, changed) => {
      const { configurations } = (globalThis as unknown as VersionPage).storage;
      const read = await configurations.getConfiguration(wanted);
      if (read === null) return 'nothing to edit';
      return configurations.saveConfiguration({ ...read, ...changed }, { base: configurations.revisionOf(read) }).then(
        () => 'saved',
        (error: { failure?: { code: string } }) => error.failure?.code ?? String(error),
      );
    },
    id,
    changes,
  );
}

/** A value as the journal has it, as JSON text. */
export async function storedText(page: Page, key: string): Promise<string | undefined> {
  const text = await page.evaluate(async (wanted) => {
    const found = (await (globalThis as unknown as VersionPage).readAll()).find(([key]) => key === wanted);
    return JSON.stringify(found?.[1].deleted === true ? undefined : found?.[1].value);
  }, key);
  return text;
}

/** A value as the journal has it. */
export async function stored(page: Page, key: string): Promise<Data> {
  return JSON.parse((await storedText(page, key)) ?? 'null') as Data;
}

/** Puts a record into the journal as some other version would have left it there. */
export async function put(page: Page, id: string, value: Data): Promise<void> {
  await page.evaluate(
    (database, key, found) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open(database);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('records', 'readwrite');
          const record = { rev: 1, hlc: '0000000000000-0000-x', writer: 'x', base: 0, value: found };
          transaction.objectStore('records').put(record, key);
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
          transaction.onabort = () => reject(new Error('It was not put.'));
        };
      }),
    DATABASE,
    `configuration/${id}`,
    value,
  );
}

const sample = JSON.parse(
  readFileSync(new URL('../fixtures/samples/config-seed-ts.json', import.meta.url), 'utf8'),
) as Data & { nodes: (Data & { config: Data })[] };

/** A configuration of 1.0 with notes of its own at every level. */
export const original = {
  ...sample,
  id: 'a',
  isDefault: false,
  version: '1.0',
  'x-team': { colour: 'teal', since: [2024, null] },
  nodes: sample.nodes.map((node) => ({ ...node, 'x-rack': 7, config: { ...node.config, 'x-zone': 'eu' } })),
};

/** Saves a configuration as it is. */
export function create(page: Page, configuration: Data): Promise<void> {
  return page.evaluate(async (value) => {
    await (globalThis as unknown as VersionPage).storage.configurations.saveConfiguration(value as never);
  }, configuration);
}

/** The schema design's list, as any page reads it. */
export function configsInMirror(page: Page): Promise<Data[]> {
  return page.evaluate(() => JSON.parse(localStorage.getItem('aurigraph_configs') ?? '[]') as Data[]);
}
