import { describe, expect, it, vi } from 'vitest';
import { FailureError } from '../../../src/domain/failure.js';
import { METRICS_TTL_MS } from '../../../src/domain/metrics.js';
import {
  preloadEssentialData,
  shouldWarnUser,
  type KeyValueStore,
  type StorageStats,
  type TextCapacity,
} from '../../../src/storage/index.js';
import { webStoragePersistence, webTextCapacity } from '../../../src/storage/adapters/web/storage-manager.js';
import { createSession, productionConfig } from '../../../src/index.js';
import { CONFIGS_KEY, configuration, failureFrom, FakeProfile, seedMetrics, seedSettings, until } from './support.js';

const WEBKIT: TextCapacity = { limit: 5_242_880, wideUnits: 2 };

describe('usage', () => {
  it('is nothing at first', async () => {
    const stats = await new FakeProfile().open().usage.getStorageStats();
    expect(stats).toMatchObject({
      totalUsed: 0,
      configurations: 0,
      metricsCache: 0,
      available: 5_242_880,
      usagePercentage: 0,
    });
  });

  it('counts configurations, settings and metrics as they are stored', async () => {
    const profile = new FakeProfile();
    const storage = profile.open();
    await storage.configurations.saveConfiguration(configuration('a'));
    await storage.settings.saveSettings(seedSettings());
    await storage.metricsCache.saveMetrics(seedMetrics());
    storage.flush();

    const stats = await storage.usage.getStorageStats();

    const expected = [...profile.local.texts].reduce((sum, [key, text]) => sum + key.length + text.length, 0);
    expect(expected).toBeGreaterThan(500);
    expect(stats.configurations).toBe(expected);
    expect(stats.metricsCache).toBe(await storage.metricsCache.getCacheSize());
    expect(stats.totalUsed).toBe(expected + stats.metricsCache);
    expect(stats.available).toBe(5_242_880 - expected);
    expect(stats.stores.metricsCache.limit).toBe(10 * 1_024 * 1_024);
  });

  it('tells what the journal holds, by kind, as an estimate', async () => {
    const profile = new FakeProfile();
    profile.local.texts.set(CONFIGS_KEY, '[{"broken":true}]');
    const storage = profile.open();
    await storage.configurations.saveConfiguration(configuration('a'));
    await storage.settings.saveSettings(seedSettings());
    const { journal } = (await storage.usage.getStorageStats()).stores;
    const length = JSON.stringify(configuration('a')).length;
    expect(journal.store).toBe('IndexedDB');
    expect(journal.configurations).toBeGreaterThan(length);
    expect(journal.configurations).toBeLessThan(length + 300);
    expect(journal.settings).toBeGreaterThan(JSON.stringify(seedSettings()).length);
    expect(journal.quarantine).toBeGreaterThan('{"broken":true}'.length);
    expect(journal.backups).toBe(0);
    const named = journal.configurations + journal.settings + journal.quarantine;
    expect(journal.used).toBeGreaterThanOrEqual(named);
  });

  it('counts records in localStorage as ours, where they stand in for IndexedDB', async () => {
    const profile = new FakeProfile();
    const storage = profile.open({ useIndexedDB: false });
    await storage.configurations.saveConfiguration(configuration('a'));
    storage.flush();
    profile.local.texts.set('another', 'script');
    const { stores, configurations } = await storage.usage.getStorageStats();
    expect(stores.journal.store).toBe('localStorage');
    expect(stores.localStorage.others).toBe('anotherscript'.length);
    expect(configurations).toBe(stores.localStorage.used - stores.localStorage.others);
    expect(configurations).toBeGreaterThan(stores.journal.configurations);
  });

  it('S1: counts UTF-16 units, and in WebKit two bytes for each unit of a text outside Latin-1', async () => {
    const profile = new FakeProfile();
    profile.local.texts.set('latin', 'é'.repeat(1_000));
    profile.local.texts.set('wide', '€'.repeat(1_000));
    const units = (await profile.open().usage.getStorageStats()).stores.localStorage;
    expect(units).toMatchObject({ unit: 'utf16-units', used: 2_009, others: 2_009, own: 0, limit: 5_242_880 });
    const bytes = (await profile.open({ textCapacity: WEBKIT }).usage.getStorageStats()).stores.localStorage;
    expect(bytes).toMatchObject({ unit: 'bytes', used: 3_009, others: 3_009, limit: 5_242_880 });
  });

  it('S1: comes to the same limits as were measured: 2,621,543 units outside Latin-1 fill WebKit to the last byte', async () => {
    const profile = new FakeProfile();
    profile.local.texts.set('k', '€'.repeat(2_621_439));
    const full = await profile.open({ textCapacity: WEBKIT }).usage.getStorageStats();
    expect(full.available).toBe(1);
    expect(full.usagePercentage).toBeCloseTo(100, 3);
    expect((await profile.open().usage.getStorageStats()).usagePercentage).toBeCloseTo(50, 3);
  });

  it('warns above 80 %, also when other scripts of the origin take the room', async () => {
    const profile = new FakeProfile();
    const { usage } = profile.open();
    expect(shouldWarnUser(await usage.getStorageStats())).toBe(false);
    profile.local.texts.set('someone-else', 'x'.repeat(4_300_000));
    const stats = await usage.getStorageStats();
    expect(stats.configurations).toBe(0);
    expect(stats.usagePercentage).toBeCloseTo(82.02, 1);
    expect(shouldWarnUser(stats)).toBe(true);
  });

  it('is nothing of localStorage where there is none', async () => {
    const { usage } = new FakeProfile().open({ keyValue: null });
    expect((await usage.getStorageStats()).stores.localStorage).toMatchObject({ used: 0, own: 0, others: 0 });
  });

  it('counts its own two keys in a store that cannot list its keys', async () => {
    const texts = new Map([['someone-else', 'x'.repeat(1_000)]]);
    const keyValue: KeyValueStore = {
      getItem: (key) => texts.get(key) ?? null,
      setItem: (key, text) => texts.set(key, text),
      removeItem: (key) => texts.delete(key),
    };
    const storage = new FakeProfile().open({ keyValue });
    await storage.configurations.saveConfiguration(configuration('a'));
    storage.flush();
    const { localStorage } = (await storage.usage.getStorageStats()).stores;
    expect(localStorage.own).toBe(CONFIGS_KEY.length + (texts.get(CONFIGS_KEY)?.length ?? 0));
    expect(localStorage.others).toBe(0);
  });

  it('S15: rejects with a typed failure if localStorage throws', async () => {
    const keyValue: KeyValueStore = {
      getItem: () => {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      },
      setItem: () => undefined,
      removeItem: () => undefined,
    };
    const { usage } = new FakeProfile().open({ keyValue });
    expect(await failureFrom(usage.getStorageStats())).toMatchObject({
      code: 'storage-blocked',
      store: 'localStorage',
    });
  });
});

/** Keeps metrics in another tab that are expired by now, before anything has cleared them. Gives how much they take. */
async function cacheExpired(profile: FakeProfile): Promise<number> {
  const { metricsCache } = profile.open();
  await metricsCache.saveMetrics(seedMetrics());
  profile.clock.setWallClock(profile.clock.now() + METRICS_TTL_MS + 1);
  return metricsCache.getCacheSize();
}

describe('suggestions for cleaning', () => {
  it('are none where nothing is stored', async () => {
    expect(await new FakeProfile().open().usage.suggestCleanup()).toEqual([]);
  });

  it('name expired metrics, what was set aside, the largest configurations and texts of others, and how much each frees', async () => {
    const profile = new FakeProfile();
    profile.local.texts.set(CONFIGS_KEY, '[{"broken":true}]');
    for (const [index, key] of ['small', 'large', 'middle', 'tiny'].entries())
      profile.local.texts.set(key, 'x'.repeat([200, 4_000, 300, 1][index] ?? 0));
    const storage = profile.open();
    for (const [id, length] of [
      ['a', 10],
      ['b', 900],
      ['c', 400],
      ['d', 500],
    ] as const)
      await storage.configurations.saveConfiguration(configuration(id, { description: 'd'.repeat(length) }));
    await storage.ready;
    const cached = await cacheExpired(profile);

    const suggestions = await storage.usage.suggestCleanup();

    expect(suggestions.map(({ what, id }) => [what, id])).toEqual([
      ['expired-metrics', undefined],
      ['quarantine', expect.stringContaining(`quarantine/${CONFIGS_KEY}/`)],
      ['configuration', 'b'],
      ['configuration', 'd'],
      ['configuration', 'c'],
      ['foreign-text', 'large'],
      ['foreign-text', 'middle'],
      ['foreign-text', 'small'],
    ]);
    expect(suggestions[0]).toMatchObject({ method: 'metricsCache.clearExpired', store: 'IndexedDB' });
    // The points of charts are kept once, and stay for the next snapshot.
    expect(suggestions[0]?.frees).toBeGreaterThan(cached / 2);
    expect(suggestions[0]?.frees).toBeLessThanOrEqual(cached);
    expect(suggestions[5]).toEqual({ what: 'foreign-text', store: 'localStorage', frees: 4_005, id: 'large' });
  });

  it('do what they say when they are followed', async () => {
    const profile = new FakeProfile();
    profile.local.texts.set(CONFIGS_KEY, '[{"broken":true}]');
    const storage = profile.open();
    await storage.configurations.saveConfiguration(configuration('a'));
    await cacheExpired(profile);
    const before = await storage.usage.getStorageStats();
    const suggestions = await storage.usage.suggestCleanup();
    const freed = new Map(suggestions.map(({ what, frees }) => [what, frees]));
    for (const { method, id = '' } of suggestions) {
      if (method === 'metricsCache.clearExpired') await storage.metricsCache.clearExpired();
      if (method === 'quarantine.remove') await storage.quarantine.remove(id);
      if (method === 'configurations.deleteConfiguration') await storage.configurations.deleteConfiguration(id);
    }
    const after = await storage.usage.getStorageStats();
    expect(await storage.usage.suggestCleanup()).toEqual([]);
    expect(await storage.quarantine.list()).toEqual([]);
    expect(freed.get('expired-metrics')).toBeGreaterThan(0);
    expect(before.metricsCache).toBeGreaterThan(0);
    expect(after.metricsCache).toBe(0);
    // A tombstone stays, so that an older copy elsewhere does not bring a record back.
    const { journal } = after.stores;
    expect(journal.configurations).toBeLessThan(before.stores.journal.configurations);
    expect(journal.quarantine).toBeLessThan(before.stores.journal.quarantine);
  });
});

describe('the warning that room runs out', () => {
  /** A page that hears warnings. */
  function watching() {
    const profile = new FakeProfile();
    const storage = profile.open();
    const heard: StorageStats[] = [];
    const stop = storage.usage.subscribe((stats) => heard.push(stats));
    const save = async (id: string) => {
      await storage.configurations.saveConfiguration(configuration(id));
      profile.clock.advance(1_500);
    };
    return { profile, storage, heard, stop, save };
  }

  it('is told once when a save crosses 80 %, and again only after there was room', async () => {
    const { profile, heard, save } = watching();
    await save('a');
    profile.local.texts.set('someone-else', 'x'.repeat(4_300_000));
    await until(async () => {
      await save('b');
      expect(heard).toHaveLength(1);
    });
    expect(shouldWarnUser(heard[0] ?? { usagePercentage: 0 })).toBe(true);
    for (const id of ['c', 'd', 'e']) await save(id);
    await new Promise((resolve) => setImmediate(resolve));
    expect(heard).toHaveLength(1);
    profile.local.texts.delete('someone-else');
    await save('f');
    await new Promise((resolve) => setImmediate(resolve));
    profile.local.texts.set('someone-else', 'x'.repeat(4_300_000));
    await until(async () => {
      await save('g');
      expect(heard).toHaveLength(2);
    });
  });

  it('waits for the next save if a store does not answer', async () => {
    const { profile, storage, heard, save } = watching();
    await storage.ready;
    profile.local.texts.set('someone-else', 'x'.repeat(4_300_000));
    let refused = 0;
    const keys = vi.spyOn(profile.local.texts, 'keys').mockImplementation(() => {
      refused += 1;
      throw new DOMException('The operation is insecure.', 'SecurityError');
    });
    await save('a');
    await until(() => expect(refused).toBe(1));
    expect(heard).toEqual([]);
    keys.mockRestore();
    await until(async () => {
      await save('b');
      expect(heard).toHaveLength(1);
    });
  });

  it('costs nothing where nobody listens, and leaves no timer behind', async () => {
    const { profile, storage, heard, stop, save } = watching();
    stop();
    await storage.ready;
    const keys = vi.spyOn(profile.local.texts, 'keys');
    profile.local.texts.set('someone-else', 'x'.repeat(4_300_000));
    await save('a');
    await save('b');
    expect(keys).not.toHaveBeenCalled();
    expect(heard).toEqual([]);
    const again = storage.usage.subscribe((stats) => heard.push(stats));
    await storage.configurations.saveConfiguration(configuration('c'));
    storage.flush();
    const waiting = profile.clock.pending;
    again();
    expect(profile.clock.pending).toBe(waiting - 1);
  });
});

describe('the promise not to throw data away', () => {
  it.each([
    [true, 'granted'],
    [false, 'denied'],
  ] as const)('is asked of the browser: %s is %s', async (answer, expected) => {
    const browserPersistence = { persist: () => Promise.resolve(answer), persisted: () => Promise.resolve(answer) };
    const { usage } = new FakeProfile().open({ browserPersistence });
    expect(await usage.requestPersistence()).toBe(expected);
    expect(await usage.isPersistent()).toBe(answer);
  });

  it('is not there on plain-http pages and in Node', async () => {
    expect(webStoragePersistence()).toBeUndefined();
    const { usage } = new FakeProfile().open({ browserPersistence: null });
    expect(await usage.requestPersistence()).toBe('unsupported');
    expect(await usage.isPersistent()).toBe(false);
  });

  it('counts as not given if the browser fails', async () => {
    const fails = () => Promise.reject(new TypeError('not allowed'));
    const { usage } = new FakeProfile().open({ browserPersistence: { persist: fails, persisted: fails } });
    expect(await usage.requestPersistence()).toBe('denied');
    expect(await usage.isPersistent()).toBe(false);
  });

  it('is asked of navigator.storage, and WebKit is told by its vendor', async () => {
    const persist = vi.fn(() => Promise.resolve(true));
    vi.stubGlobal('navigator', { vendor: 'Apple Computer, Inc.', storage: { persist, persisted: persist } });
    try {
      expect(webTextCapacity()).toEqual(WEBKIT);
      const { usage } = new FakeProfile().open();
      expect(await usage.requestPersistence()).toBe('granted');
      expect(await usage.isPersistent()).toBe(true);
      expect(persist).toHaveBeenCalledTimes(2);
      vi.stubGlobal('navigator', { vendor: 'Google Inc.' });
      expect(webTextCapacity()).toEqual({ limit: 5_242_880, wideUnits: 1 });
      expect(webStoragePersistence()).toBeUndefined();
    } finally {
      vi.unstubAllGlobals();
    }
  });
});

describe('the production configuration', () => {
  it('has the values of the schema design', () => {
    expect(productionConfig).toEqual({
      useIndexedDB: true,
      encryptSensitiveData: true,
      maxStorageSize: 10 * 1024 * 1024,
      enableDebugLogging: false,
    });
    expect(Object.isFrozen(productionConfig)).toBe(true);
  });

  it('without IndexedDB keeps records in localStorage, which is then no failure, and nothing in IndexedDB', async () => {
    const profile = new FakeProfile();
    const open = vi.spyOn(profile.indexedDB, 'open');
    const storage = profile.open({ useIndexedDB: false });
    await storage.configurations.saveConfiguration(configuration('a'));
    expect(storage.persistence.current).toMatchObject({ configurations: 'fallback', metrics: 'none' });
    expect(storage.persistence.failure).toBeUndefined();
    expect(open).not.toHaveBeenCalled();
    const next = profile.open({ useIndexedDB: false });
    expect((await next.configurations.getConfiguration('a'))?.id).toBe('a');
  });

  it('switched to localStorage, finds what IndexedDB had, and IndexedDB finds what was saved since', async () => {
    const profile = new FakeProfile();
    const before = profile.open();
    await before.configurations.saveConfiguration(configuration('a'));
    before.dispose();
    const without = profile.open({ useIndexedDB: false });
    expect((await without.configurations.getConfiguration('a'))?.id).toBe('a');
    await without.configurations.saveConfiguration(configuration('b'));
    without.dispose();
    const ids = (await profile.open().configurations.getAllConfigurations()).map(({ id }) => id);
    expect(ids.sort()).toEqual(['a', 'b']);
  });

  it('of a session reaches its storage', async () => {
    const profile = new FakeProfile();
    const told = vi.fn();
    const session = createSession({
      useIndexedDB: false,
      encryptSensitiveData: false,
      maxStorageSize: 1_000,
      enableDebugLogging: true,
      storage: {
        indexedDB: profile.indexedDB,
        keyValue: profile.local.open(),
        tabs: profile.tabs.open(),
        debugSink: told,
      },
    });
    try {
      await until(() => expect(session.persistence.configurations).toBe('fallback'));
      expect(session.apiKeys.protection).toBe('plain');
      expect((await session.usage.getStorageStats()).stores.metricsCache.limit).toBe(1_000);
      expect((await failureFrom(session.metricsCache.saveMetrics(seedMetrics()))).code).toBe('quota-exceeded');
      expect(told).toHaveBeenCalledWith(expect.objectContaining({ operation: 'protect-keys', kind: 'plain' }));
    } finally {
      session.dispose();
    }
  });
});

describe('what a page needs first', () => {
  it('comes together: settings, default configuration and last metrics', async () => {
    const profile = new FakeProfile();
    const before = profile.open();
    await before.settings.saveSettings(seedSettings());
    await before.configurations.saveConfiguration(configuration('a', { isDefault: true }));
    await before.metricsCache.saveMetrics(seedMetrics());

    const { settings, defaultConfiguration, metrics, failures } = await profile.open().preload();

    expect(settings).toEqual(seedSettings());
    expect(defaultConfiguration?.id).toBe('a');
    expect(metrics?.systemMetrics.tps).toBe(28_640);
    expect(failures).toEqual({});
  });

  it('is fetched side by side: every fetch starts before any has ended', async () => {
    const started: string[] = [];
    let release: () => void = () => undefined;
    const gate = new Promise<null>((resolve) => (release = () => resolve(null)));
    const fetching = (name: string) => () => {
      started.push(name);
      return gate;
    };
    const preloaded = preloadEssentialData({
      settings: { getSettings: fetching('settings') },
      configurations: { getDefaultConfiguration: fetching('configuration') },
      metricsCache: { getLatestMetrics: fetching('metrics') },
    });
    expect(started).toEqual(['settings', 'configuration', 'metrics']);
    release();
    expect(await preloaded).toEqual({ settings: null, defaultConfiguration: null, metrics: null, failures: {} });
  });

  it('is nothing where there is nothing', async () => {
    expect(await new FakeProfile().open().preload()).toEqual({
      settings: null,
      defaultConfiguration: null,
      metrics: null,
      failures: {},
    });
  });

  it('comes without what failed, and says why', async () => {
    const storage = new FakeProfile().open();
    await storage.settings.saveSettings(seedSettings());
    const failure = { code: 'storage-blocked', store: 'IndexedDB', message: 'It does not answer.' } as const;
    const configurations = { getDefaultConfiguration: () => Promise.reject(new FailureError(failure)) };
    const { settings, metricsCache } = storage;
    expect(await preloadEssentialData({ settings, configurations, metricsCache })).toEqual({
      settings: seedSettings(),
      defaultConfiguration: null,
      metrics: null,
      failures: { defaultConfiguration: failure },
    });
  });
});
