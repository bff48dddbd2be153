/**
 * The defects of the schema design's code (reliability section 5), each shown with that code and shown absent here.
 * Shown elsewhere: the array's read-modify-write under lag and under a lock (lagging-local-storage.test.ts, finding 1),
 * loss at a crash (the same file, finding 2), migrations at length (migrations.test.ts), what its import and export lose
 * (test/unit/storage/interchange), the units of its usage figures (usage-and-preload.test.ts), addresses that nobody
 * checks (test/unit/domain).
 */
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { maskAPIKey } from '../../../../src/domain/api-keys.js';
import { crashingIndexedDB, StorageFaults } from '../../../support/crashing-records.js';
import * as design from '../../../support/schema-design-repository.js';
import { configuration, CONFIGS_KEY, failureFrom, FakeProfile, seedMetrics, until } from '../support.js';
import { ModelProfile } from './profile.js';

const NOW = Date.parse('2026-09-21T14:15:23.456Z');

/** A put that succeeds in a transaction that is then given up, as Chromium does on a full disk (finding 3). */
function abortsAfterSuccess(factory: IDBFactory): IDBFactory {
  const open = (name: string, version?: number): IDBOpenDBRequest => {
    const request = factory.open(name, version);
    request.addEventListener('success', () => {
      const database = request.result;
      const begin = database.transaction.bind(database);
      database.transaction = (...args) => {
        const transaction = begin(...args);
        const objectStore = transaction.objectStore.bind(transaction);
        transaction.objectStore = (store) => abortOnPut(objectStore(store));
        // Asking for the end does not help: there is no room.
        transaction.commit = () => undefined;
        return transaction;
      };
    });
    return request;
  };
  return { open } as IDBFactory;
}

function abortOnPut(store: IDBObjectStore): IDBObjectStore {
  const put = store.put.bind(store);
  store.put = (...args) => {
    const request = put(...args);
    request.addEventListener('success', () => {
      queueMicrotask(() => {
        store.transaction.abort();
        Object.assign(store.transaction, { error: new DOMException('full', 'QuotaExceededError') });
      });
    });
    return request;
  };
  return store;
}

describe('section 7.1, configurations: one array that is read, changed and written', () => {
  it('T1: four tabs of ours that save at once in lagging localStorage lose nothing, where the class does', async () => {
    const profile = new ModelProfile(3);
    const tabs = Array.from({ length: 4 }, () => profile.open());
    const designs = tabs.map(() => new design.LocalStorageRepository(profile.local.open()));
    await profile.pass(500);
    profile.local.open().clear();
    for (let round = 0; round < 10; round += 1) {
      for (const [tab, { storage }] of tabs.entries())
        void storage.configurations.saveConfiguration(configuration(`ours-${tab}-${round}`));
      for (const [tab, repository] of designs.entries())
        await repository.saveConfiguration(configuration(`theirs-${tab}-${round}`));
      await profile.pass(5, 5);
    }
    await profile.pass(2_000);
    const ids = (await tabs[0]?.storage.configurations.getAllConfigurations())?.map(({ id }) => id) ?? [];
    expect(ids.filter((id) => id.startsWith('ours'))).toHaveLength(40);
    expect(ids.filter((id) => id.startsWith('theirs')).length).toBeLessThan(40);
    for (const tab of tabs) tab.close();
  });
});

describe('section 7.1, a full store: `error.name` and nothing else, and no second try', () => {
  const zoo = [
    Object.assign(new Error('old Firefox'), { name: 'NS_ERROR_DOM_QUOTA_REACHED', code: 1014 }),
    Object.assign(new Error('old WebKit'), { name: 'Error', code: 22 }),
  ];

  it.each(zoo)('S3: is not recognised by the class when it says $name, and is here', async (thrown) => {
    const profile = new FakeProfile();
    const store = profile.local.open();
    const full = {
      ...store,
      setItem: () => {
        throw thrown;
      },
    };
    const theirs = new design.LocalStorageRepository(full);
    await expect(theirs.saveConfiguration(configuration('a'))).rejects.toBe(thrown);

    const { configurations, persistence } = profile.open({ keyValue: full });
    await configurations.saveConfiguration(configuration('a'));
    await until(() => {
      profile.clock.advance(200);
      expect(persistence.failure?.code).toBe('quota-exceeded');
    });
    expect((await configurations.getConfiguration('a'))?.id).toBe('a');
  });

  it('S2: fails a save of the class when the browser says so without cause, and no save here', async () => {
    const profile = new FakeProfile();
    const store = profile.local.open();
    let spurious = 0;
    const setItem = (key: string, text: string) => {
      if (key === CONFIGS_KEY && (spurious += 1) % 2 === 1) throw new DOMException('full', 'QuotaExceededError');
      return store.setItem(key, text);
    };
    const theirs = new design.LocalStorageRepository({ ...store, setItem });
    await expect(theirs.saveConfiguration(configuration('theirs'))).rejects.toThrow('delete old configurations');
    expect(profile.local.texts.has(CONFIGS_KEY)).toBe(false);

    spurious = 0;
    const ours = profile.open({ keyValue: { ...store, setItem } });
    await ours.configurations.saveConfiguration(configuration('ours'));
    await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(1));
    expect(spurious).toBeGreaterThan(1);
  });
});

describe('section 7.1, a text that is no JSON', () => {
  const BROKEN = '[{"id":"precious","name":"cut o';

  it('S13: throws out of the class, and is destroyed by the next save if someone catches that', async () => {
    const store = new FakeProfile().local.open();
    void store.setItem(CONFIGS_KEY, BROKEN);
    const theirs = new design.LocalStorageRepository(store);
    expect(() => theirs.getAllConfigurations()).toThrow(SyntaxError);
    // What a host does about it: start with an empty list.
    theirs.getAllConfigurations = () => [];
    await theirs.saveConfiguration(configuration('new'));
    expect(store.getItem(CONFIGS_KEY)).not.toContain('precious');
  });

  it('S13: is kept byte for byte here, and the page goes on', async () => {
    const profile = new FakeProfile();
    profile.local.texts.set(CONFIGS_KEY, BROKEN);
    const storage = profile.open();
    await storage.configurations.saveConfiguration(configuration('new'));
    await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(1));
    expect((await storage.quarantine.list()).map(({ text }) => text)).toEqual([BROKEN]);
  });
});

describe('section 7.1, metrics', () => {
  const cache = (factory: IDBFactory = new IDBFactory(), now = () => NOW) => new design.MetricsCacheDB(factory, now);
  const fresh = { ...seedMetrics(), expiresAt: '2026-09-21T14:20:00.000Z' };

  it('finding 3: a save of the class resolves although nothing is kept', async () => {
    const factory = new IDBFactory();
    await expect(cache(abortsAfterSuccess(factory)).saveMetrics(fresh)).resolves.toBeUndefined();
    expect(await cache(factory).getLatestMetrics()).toBeNull();
  });

  it('finding 3: a save of ours says that it failed', async () => {
    const profile = new FakeProfile();
    const storage = profile.open({ keyValue: null, indexedDB: abortsAfterSuccess(profile.indexedDB) });
    await storage.ready;
    const failed = await failureFrom(storage.configurations.saveConfiguration(configuration('a')));
    expect(failed.code).toBe('quota-exceeded');
    expect(await profile.open({ keyValue: null }).configurations.getAllConfigurations()).toEqual([]);
  });

  it('S7: the class never uses another connection after its own was closed', async () => {
    const factory = new IDBFactory();
    const faults = new StorageFaults();
    const databases: IDBDatabase[] = [];
    const open = (name: string, version?: number) => {
      const request = crashingIndexedDB(factory, faults).open(name, version);
      request.addEventListener('success', () => databases.push(request.result));
      return request;
    };
    const theirs = cache({ open } as IDBFactory);
    await theirs.saveMetrics(fresh);
    databases.forEach((database) => database.close());
    for (let attempt = 0; attempt < 3; attempt += 1)
      await expect(theirs.saveMetrics(fresh)).rejects.toMatchObject({ name: 'InvalidStateError' });
    expect(databases).toHaveLength(1);

    const storage = new FakeProfile().open({ indexedDB: { open } as IDBFactory, keyValue: null });
    await storage.configurations.saveConfiguration(configuration('a'));
    databases.forEach((database) => database.close());
    await storage.configurations.saveConfiguration(configuration('b'));
    expect(await storage.configurations.getAllConfigurations()).toHaveLength(2);
  });

  it('S9: the class keeps a newer version waiting for ever, and ours does not', async () => {
    const profile = new FakeProfile();
    await cache(profile.indexedDB).saveMetrics(fresh);
    const blocked = await upgrade(profile.indexedDB, 'AurigraphMetrics');
    expect(blocked).toBe('blocked');

    const storage = profile.open();
    await storage.configurations.saveConfiguration(configuration('a'));
    expect(await upgrade(profile.indexedDB, 'aurigraph-widgets')).toBe('done');
    expect(await storage.configurations.getAllConfigurations()).toHaveLength(1);
  });

  it('S22: a time of expiry that is no date hides a snapshot of the class without a word, and is refused here', async () => {
    const broken = { ...seedMetrics(), expiresAt: 'in five minutes' };
    const theirs = cache();
    await theirs.saveMetrics(broken);
    expect(await theirs.getLatestMetrics()).toBeNull();

    const { metricsCache } = new FakeProfile().open();
    expect((await failureFrom(metricsCache.saveMetrics(broken))).code).toBe('invalid-metrics');
    await metricsCache.saveMetrics(fresh);
    expect((await metricsCache.getLatestMetrics())?.expiresAt).toBe('2026-09-21T14:20:23.456Z');
  });

  it('S23: the class takes an older snapshot for the latest, because it orders times as texts', async () => {
    const [older, latest] = [
      { ...fresh, timestamp: '2026-09-21T14:15:00Z' },
      { ...fresh, timestamp: '2026-09-21T14:15:00.500Z' },
    ];
    const theirs = cache();
    for (const metrics of [older, latest]) await theirs.saveMetrics(metrics);
    expect((await theirs.getLatestMetrics())?.timestamp).toBe(older.timestamp);

    const { metricsCache } = new FakeProfile().open();
    for (const metrics of [older, latest]) await metricsCache.saveMetrics(metrics);
    expect((await metricsCache.getLatestMetrics())?.timestamp).toBe(latest.timestamp);
  });

  it('S23: the class keeps what expired in another time zone, and ours does not', async () => {
    const factory = new IDBFactory();
    const theirs = cache(factory);
    // 14:15:23 in London is past 19:40 in Delhi.
    await theirs.saveMetrics({ ...fresh, expiresAt: '2026-09-21T19:40:00+05:30' });
    await theirs.clearExpired();
    expect(await countOf(factory)).toBe(1);

    const profile = new FakeProfile();
    const { metricsCache } = profile.open();
    await metricsCache.saveMetrics({ ...fresh, expiresAt: '2026-09-21T19:40:00+05:30' });
    profile.clock.advance(5 * 60_000 + 1);
    await metricsCache.clearExpired();
    expect(await metricsCache.getCacheSize()).toBe(0);
  });

  it('S22: one snapshot from the future hides all later ones from the class, and not here', async () => {
    let now = NOW + 86_400_000;
    const theirs = cache(new IDBFactory(), () => now);
    const at = (time: number) => ({
      ...seedMetrics(),
      timestamp: new Date(time).toISOString(),
      expiresAt: new Date(time + 300_000).toISOString(),
    });
    await theirs.saveMetrics(at(now));
    now = NOW;
    await theirs.saveMetrics(at(now));
    expect((await theirs.getLatestMetrics())?.timestamp).toBe(at(NOW + 86_400_000).timestamp);

    const profile = new FakeProfile();
    const { metricsCache } = profile.open();
    profile.clock.setWallClock(NOW + 86_400_000);
    await metricsCache.saveMetrics(at(NOW + 86_400_000));
    profile.clock.setWallClock(NOW);
    await metricsCache.saveMetrics(at(NOW));
    expect((await metricsCache.getLatestMetrics())?.timestamp).toBe(at(NOW).timestamp);
  });
});

describe('section 8.2, a version that nobody knows', () => {
  it('I5: throws out of the design’s migration, and is shown here', async () => {
    const newer = { ...configuration('a'), version: '3.7', invented: true };
    expect(() => design.migrate(newer)).toThrow('Unknown schema version');
    const profile = new FakeProfile();
    profile.local.texts.set(CONFIGS_KEY, JSON.stringify([newer]));
    expect(await profile.open().configurations.getConfiguration('a')).toEqual(newer);
  });
});

describe('section 9.3, the default configuration by an index of booleans', () => {
  it('throws DataError in the design, and is found here', async () => {
    const factory = new IDBFactory();
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = factory.open('configurations', 1);
      request.onupgradeneeded = () => {
        const store = request.result.createObjectStore('configurations', { keyPath: 'id' });
        store.createIndex('isDefault', 'isDefault', { unique: false });
      };
      request.onsuccess = () => resolve(request.result);
    });
    const store = database.transaction('configurations', 'readwrite').objectStore('configurations');
    store.put(configuration('a', { isDefault: true }));
    expect(() => design.getDefaultByIndex(store)).toThrow(expect.objectContaining({ name: 'DataError' }));

    const { configurations } = new FakeProfile().open();
    await configurations.saveConfiguration(configuration('a', { isDefault: true }));
    expect((await configurations.getDefaultConfiguration())?.id).toBe('a');
  });
});

describe('section 10.2, the mask of a key', () => {
  it('X6: shows four of five characters and the length in the design, and neither here', () => {
    expect(design.maskAPIKey('abcde')).toBe('*bcde');
    expect(design.maskAPIKey('a'.repeat(40))).toHaveLength(40);
    expect(maskAPIKey('abcde')).not.toContain('bcde');
    expect(maskAPIKey('a'.repeat(40))).toHaveLength(maskAPIKey('a'.repeat(20)).length);
  });
});

/** Opens the next version of a database: whether it is done, or kept waiting by another connection. */
function upgrade(factory: IDBFactory, name: string): Promise<'done' | 'blocked'> {
  return new Promise((resolve) => {
    const request = factory.open(name, 99);
    request.onblocked = () => resolve('blocked');
    request.onsuccess = () => {
      request.result.close();
      resolve('done');
    };
  });
}

/** How many snapshots the class has. */
function countOf(factory: IDBFactory): Promise<number> {
  return new Promise((resolve) => {
    const request = factory.open('AurigraphMetrics', 1);
    request.onsuccess = () => {
      const count = request.result.transaction('metrics').objectStore('metrics').count();
      count.onsuccess = () => resolve(count.result);
    };
  });
}
