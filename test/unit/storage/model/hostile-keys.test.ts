import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { FailureError } from '../../../../src/domain/failure.js';
import { IndexedDbRecords } from '../../../../src/storage/adapters/web/indexed-db.js';
import { KeyValueRecords, MemoryRecords, type KeyValueStore, type RecordStore } from '../../../../src/storage/index.js';
import { ManualClock } from '../../../support/manual-clock.js';
import { configuration, FakeProfile, seedMetrics } from '../support.js';

const RUNS = Number(process.env['AURIGRAPH_RUNS'] ?? 200);

/** A store with the three methods that are enough, as React Native's AsyncStorage or a test has it. */
function threeMethods(): KeyValueStore {
  const texts = new Map<string, string>();
  return {
    getItem: async (key) => texts.get(key) ?? null,
    setItem: async (key, text) => texts.set(key, text),
    removeItem: async (key) => texts.delete(key),
  };
}

/** `localStorage` as Firefox lists it: an object whose keys are its own properties. */
function objectStore(): KeyValueStore {
  const texts = Object.create(null) as Record<string, string>;
  return {
    getItem: (key) => texts[key] ?? null,
    setItem: (key, text) => void (texts[key] = text),
    removeItem: (key) => void delete texts[key],
    keys: () => Object.keys(texts).filter((key) => key !== '__proto__'),
  };
}

const STORES: Record<string, () => RecordStore> = {
  memory: () => new MemoryRecords(),
  'a key-value store with three methods': () =>
    new KeyValueRecords({ store: threeMethods(), prefix: 'p/', name: 'test' }),
  'a key-value store that hides a key named __proto__': () =>
    new KeyValueRecords({ store: objectStore(), prefix: 'p/', name: 'test' }),
  IndexedDB: () =>
    new IndexedDbRecords({
      factory: new IDBFactory(),
      keyRange: IDBKeyRange,
      databaseName: 'hostile',
      durability: 'strict',
      clock: new ManualClock(),
    }),
};

const HOSTILE = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '.index', '.probe', '/', '//'];
const MORE = ['\u0000', '\uD800', '\uDC00x', '\uD83D', '\uFFFF', '\uFEFF', '\u202E', '', ' ', 'null', '0', 'ä\u0308'];

const id = fc.oneof(
  fc.constantFrom(...HOSTILE, ...MORE),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 }).map((units) => String.fromCharCode(...units)),
);
/** Anything JSON can carry, with hostile names in it; lone surrogates included. JSON knows no negative zero. */
const value = fc
  .oneof(fc.jsonValue({ stringUnit: 'binary' }), fc.dictionary(id, id, { noNullPrototype: true }), id)
  .map((made): unknown => JSON.parse(JSON.stringify(made)))
  .filter((made) => made !== null);

const pristine = JSON.stringify(Object.getOwnPropertyNames(Object.prototype));

afterEach(() => {
  expect(JSON.stringify(Object.getOwnPropertyNames(Object.prototype))).toBe(pristine);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

describe.each(Object.entries(STORES))('S26: hostile keys and values in %s', (_name, open) => {
  it('come back equal, one by one and all together, and nothing else with them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.tuple(id, value), { selector: ([key]) => key, maxLength: 6 }),
        async (pairs) => {
          const records = open();
          const writes = new Map(pairs.map(([key, kept]): [string, unknown] => [`kind/${key}`, kept]));
          await records.transact({}, () => ({ writes, result: undefined }));
          const read = await records.read([...writes.keys()]);
          expect(read).toEqual([...writes.values()]);
          const all = await records.readAll('kind/');
          expect(new Map(all)).toEqual(writes);
          expect((await records.readAll('kind0')).size).toBe(0);
          await records.transact({}, () => ({
            writes: new Map([...writes.keys()].map((key) => [key, undefined])),
            result: undefined,
          }));
          expect((await records.readAll('')).size).toBe(0);
          records.close();
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('are compared as they are, so that no two of them are taken for one', async () => {
    const records = open();
    const keys = [
      'kind/\uD800',
      'kind/\uD801',
      'kind/\uFFFD',
      'kind/ä',
      'kind/a\u0308',
      'kind/A',
      'kind/a',
      'kind/a\u0000',
    ];
    await records.transact({}, () => ({ writes: new Map(keys.map((key) => [key, key])), result: undefined }));
    expect(await records.read(keys)).toEqual(keys);
    records.close();
  });

  it('may be a megabyte long', async () => {
    const records = open();
    const long = 'ü'.repeat(1_048_576);
    await records.transact({}, () => ({ writes: new Map([[`kind/${long}`, long]]), result: undefined }));
    expect(await records.read([`kind/${long}`])).toEqual([long]);
    records.close();
  });
});

const BACKINGS: Record<string, (profile: FakeProfile) => object> = {
  IndexedDB: () => ({}),
  localStorage: () => ({ indexedDB: null }),
  'a key-value store with three methods': () => ({ indexedDB: null, keyValue: threeMethods() }),
  memory: () => ({ indexedDB: null, keyValue: null }),
};

describe.each(Object.entries(BACKINGS))('S26: configurations with hostile ids on %s', (_name, options) => {
  it('are kept equal or refused in words, and the mirror has them too', async () => {
    const profile = new FakeProfile();
    const { configurations, ready } = profile.open(options(profile));
    await ready;
    await fc.assert(
      fc.asyncProperty(id, id, async (made, name) => {
        const given = { ...configuration('x'), id: made, name, [made]: made };
        const saved = await configurations.saveConfiguration(given as never).catch((error: unknown) => error);
        if (saved instanceof Error) {
          expect(saved).toBeInstanceOf(FailureError);
          expect((saved as FailureError).failure.code).toBe('invalid-configuration');
          expect(await configurations.getConfiguration(made)).toBeNull();
          return;
        }
        expect(await configurations.getConfiguration(made)).toEqual(saved);
        expect((saved as { id: string }).id).toBe(made);
        await configurations.setDefaultConfiguration(made);
        expect((await configurations.getDefaultConfiguration())?.id).toBe(made);
        expect((await configurations.getAllConfigurations()).map((found) => found.id)).toEqual([made]);
        await configurations.deleteConfiguration(made);
        expect(await configurations.getAllConfigurations()).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('S26', () => {
  it('a name of a megabyte is refused in words, and nothing is changed', async () => {
    const { configurations } = new FakeProfile().open();
    const refused = configurations.saveConfiguration(configuration('a', { name: 'n'.repeat(1_048_576) }));
    await expect(refused).rejects.toMatchObject({ failure: { code: 'invalid-configuration' } });
    expect(await configurations.getAllConfigurations()).toEqual([]);
  });

  it('a mirrored configuration with a hostile id survives the journal, from the text alone', async () => {
    const profile = new FakeProfile();
    const hostile = ['__proto__', 'constructor', '\u0000', '\uD800'].map((made) => configuration(made));
    await profile.open().configurations.saveConfigurations(hostile);
    await profile.mirrored((local) => expect(local.json('aurigraph_configs')).toHaveLength(4));
    const other = new FakeProfile();
    other.local.texts.set('aurigraph_configs', profile.local.texts.get('aurigraph_configs') ?? '');
    const ids = (await other.open().configurations.getAllConfigurations()).map((found) => found.id);
    expect(ids.sort()).toEqual(['\u0000', '__proto__', 'constructor', '\uD800'].sort());
  });

  it('nodes with hostile ids come back from the metrics cache', async () => {
    const storage = new FakeProfile().open();
    const [known] = Object.values(seedMetrics().nodeMetrics ?? {});
    if (known === undefined) throw new Error('the sample has no nodes');
    const ids = ['__proto__', 'constructor', '\u0000', '\uD800', ''];
    const nodeMetrics = Object.fromEntries(ids.map((nodeId) => [nodeId, { ...known, nodeId }]));
    await storage.metricsCache.saveMetrics({ ...seedMetrics(), nodeMetrics });
    const found = (await storage.metricsCache.getLatestMetrics())?.nodeMetrics ?? {};
    expect(Object.keys(found)).toEqual(ids);
    expect(Object.getPrototypeOf(found)).toBe(Object.prototype);
  });
});
