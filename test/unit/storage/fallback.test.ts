import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { KeyValueRecords, MemoryRecords, openStorage, type KeyValueStore } from '../../../src/storage/index.js';
import { ManualClock } from '../../support/manual-clock.js';
import { configuration, failureFrom, FakeProfile, seedMetrics, seedSettings, settled, until } from './support.js';

/** An IndexedDB whose `open` does what a test says. */
function brokenIndexedDB(open: () => unknown): IDBFactory {
  return { open } as unknown as IDBFactory;
}

const forbidden = (): never => {
  throw new DOMException('forbidden', 'SecurityError');
};

describe('without IndexedDB', () => {
  it.each([
    ['is missing', null],
    ['is forbidden', brokenIndexedDB(forbidden)],
  ])('where it %s, localStorage stands in and says so', async (_case, indexedDB) => {
    const profile = new FakeProfile();
    const storage = profile.open({ indexedDB });
    await storage.configurations.saveConfiguration(configuration('a', { isDefault: true }));
    await storage.settings.saveSettings(seedSettings());

    expect(storage.persistence.current).toMatchObject({
      configurations: 'fallback',
      metrics: 'none',
      failure: { code: 'storage-blocked', store: 'IndexedDB' },
    });
    expect(storage.persistence.failure?.message).toContain('localStorage instead');
    const next = profile.open({ indexedDB });
    expect((await next.configurations.getDefaultConfiguration())?.id).toBe('a');
    expect(await next.settings.getSettings()).toEqual(seedSettings());
    await profile.mirrored((local) => expect(local.json('aurigraph_configs')).toHaveLength(1));
  });

  it('is ready in three seconds even if no store answers at all', async () => {
    const clock = new ManualClock();
    const silent = {
      getItem: () => new Promise<never>(() => undefined),
      setItem: () => new Promise<never>(() => undefined),
      removeItem: () => undefined,
    };
    const storage = openStorage({ clock, indexedDB: null, keyValue: silent, tabs: new FakeProfile().tabs.open() });
    clock.advance(3_000);
    await storage.ready;
    storage.dispose();
  });

  it('takes what was saved meanwhile into IndexedDB when that works again, deletions included', async () => {
    const profile = new FakeProfile();
    const good = profile.open();
    await good.configurations.saveConfigurations([
      configuration('kept'),
      configuration('edited'),
      configuration('deleted'),
    ]);
    await profile.mirrored((local) => expect(local.json('aurigraph_configs')).toHaveLength(3));
    good.dispose();
    profile.clock.advance(60_000);

    const poor = profile.open({ indexedDB: null });
    expect(await poor.configurations.getAllConfigurations()).toHaveLength(3);
    await poor.configurations.saveConfiguration(configuration('edited', { name: 'Edited in poor times' }));
    await poor.configurations.saveConfiguration(configuration('new'));
    await poor.configurations.deleteConfiguration('deleted');
    poor.dispose();

    const again = profile.open();
    const names = (await again.configurations.getAllConfigurations()).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['Configuration kept', 'Configuration new', 'Edited in poor times']));
    expect(names).toHaveLength(3);
    expect(again.persistence.configurations).toBe('durable');
    expect(again.persistence.failure).toBeUndefined();
    // A minute later nobody can be writing a later version any more.
    for (let minute = 0; minute < 2; minute += 1) {
      await settled(profile);
      profile.clock.advance(60_000);
    }
    await settled(profile);
    expect([...profile.local.texts.keys()].filter((key) => key.startsWith('aurigraph-widgets/'))).toEqual([]);
  });

  it('tells other tabs through localStorage itself, whose events come after the data', async () => {
    const profile = new FakeProfile();
    const [one, two] = [
      profile.open({ indexedDB: null }),
      profile.open({ indexedDB: null, tabs: new FakeProfile().tabs.open() }),
    ];
    const heard: string[] = [];
    two.configurations.subscribe(({ kind, id }) => heard.push(`${kind} ${id}`));
    two.settings.subscribe(({ kind }) => heard.push(kind));
    await one.configurations.saveConfiguration(configuration('a/b'));
    await one.settings.saveSettings(seedSettings());
    await until(() => expect(heard).toEqual(['saved a/b', 'saved']));
  });

  it('sets aside what an edit of an older copy replaces when both stores come together again', async () => {
    const profile = new FakeProfile();
    const good = profile.open();
    const old = await good.configurations.saveConfiguration(configuration('a', { name: 'Old' }));
    await profile.mirrored((local) => expect(local.json('aurigraph_configs')).toHaveLength(1));
    const text = profile.local.texts.get('aurigraph_configs') ?? '';
    profile.clock.advance(1_000);
    await good.configurations.saveConfiguration({ ...old, name: 'New' });
    good.dispose();
    profile.local.texts.set('aurigraph_configs', text);
    profile.clock.advance(60_000);
    const poor = profile.open({ indexedDB: null });
    await poor.configurations.saveConfiguration({ ...old, name: 'Newest' });
    poor.dispose();

    const again = profile.open();
    expect((await again.configurations.getConfiguration('a'))?.name).toBe('Newest');
    expect((await again.quarantine.list()).map((kept) => JSON.parse(kept.text) as { name: string })).toMatchObject([
      { name: 'New' },
    ]);
  });

  it('does not let an old copy from localStorage win over a newer save in IndexedDB', async () => {
    const profile = new FakeProfile();
    const good = profile.open();
    const old = await good.configurations.saveConfiguration(configuration('a', { name: 'Old' }));
    await profile.mirrored((local) => expect(local.json('aurigraph_configs')).toHaveLength(1));
    const text = profile.local.texts.get('aurigraph_configs') ?? '';
    profile.clock.advance(1_000);
    await good.configurations.saveConfiguration({ ...old, name: 'New' });
    good.dispose();
    // The browser crashed and lost its last writes to localStorage, as Chromium does.
    profile.local.texts.set('aurigraph_configs', text);
    profile.clock.advance(60_000);

    const poor = profile.open({ indexedDB: null });
    expect((await poor.configurations.getConfiguration('a'))?.name).toBe('Old');
    poor.dispose();

    expect((await profile.open().configurations.getConfiguration('a'))?.name).toBe('New');
  });
});

describe('without any store', () => {
  it('works in memory and says that changes are lost with the page', async () => {
    const profile = new FakeProfile();
    const storage = profile.open({ indexedDB: null, keyValue: null });
    await storage.configurations.saveConfiguration(configuration('a'));
    await storage.metricsCache.saveMetrics(seedMetrics());

    expect(await storage.configurations.getAllConfigurations()).toHaveLength(1);
    expect(await storage.metricsCache.getLatestMetrics()).not.toBeNull();
    expect(storage.persistence.current).toMatchObject({
      configurations: 'none',
      metrics: 'none',
      mirror: 'off',
      failure: { code: 'storage-blocked' },
    });
    expect(storage.persistence.failure?.message).toContain('lost when this page is closed');
    expect(await profile.open({ indexedDB: null, keyValue: null }).configurations.getAllConfigurations()).toEqual([]);
  });

  it('also where localStorage exists and throws', async () => {
    const storage = new FakeProfile().open({
      indexedDB: null,
      keyValue: { getItem: forbidden, setItem: forbidden, removeItem: forbidden },
    });
    await storage.configurations.saveConfiguration(configuration('a'));
    expect(storage.persistence.current).toMatchObject({
      configurations: 'none',
      mirror: 'off',
      failure: { code: 'storage-blocked' },
    });
    expect(storage.persistence.failure?.message).toContain('lost when this page is closed');
  });

  it('gives a host page copies, so that what it does to them changes nothing here', async () => {
    const { configurations } = new FakeProfile().open({ indexedDB: null, keyValue: null });
    const saved = await configurations.saveConfiguration(configuration('a'));
    saved.nodes.length = 0;
    const read = await configurations.getConfiguration('a');
    expect(read?.nodes).toHaveLength(1);
  });
});

describe('a store with three methods', () => {
  function asyncStore(): KeyValueStore & { readonly texts: Map<string, string> } {
    const texts = new Map<string, string>();
    return {
      texts,
      getItem: async (key) => texts.get(key) ?? null,
      setItem: async (key, text) => void texts.set(key, text),
      removeItem: async (key) => void texts.delete(key),
    };
  }

  it('is enough for everything, also if it answers later', async () => {
    const profile = new FakeProfile();
    const keyValue = asyncStore();
    const keys = { configurations: '@aurigraph/configs', settings: '@aurigraph/settings' };
    const first = profile.open({ indexedDB: null, keyValue, keys });
    await first.configurations.saveConfigurations([configuration('a'), configuration('b')]);
    await first.configurations.deleteConfiguration('b');
    await profile.mirrored(() =>
      expect(JSON.parse(keyValue.texts.get('@aurigraph/configs') ?? 'null')).toHaveLength(1),
    );
    first.dispose();
    const next = profile.open({ indexedDB: null, keyValue, keys });
    expect((await next.configurations.getAllConfigurations()).map(({ id }) => id)).toEqual(['a']);
  });

  it('loses no update when two instances on a page change one record at once', async () => {
    const store = asyncStore();
    const instances = [1, 2].map(() => new KeyValueRecords({ store, prefix: 'p/', name: 'test' }));
    const increment = (records: KeyValueRecords): Promise<void> =>
      records.transact({ keys: ['n'] }, (current) => ({
        writes: new Map([['n', Number(current.get('n') ?? 0) + 1]]),
        result: undefined,
      }));
    await Promise.all(instances.flatMap((records) => Array.from({ length: 10 }, () => increment(records))));
    expect(store.texts.get('p/n')).toBe('20');
  });

  it('writes what is waiting on flush', async () => {
    const profile = new FakeProfile();
    const keyValue = asyncStore();
    const storage = profile.open({ indexedDB: null, keyValue });
    await storage.configurations.saveConfiguration(configuration('a'));
    storage.flush();
    await until(() => expect(JSON.parse(keyValue.texts.get('aurigraph_configs') ?? 'null')).toHaveLength(1));
  });

  it('keeps damaged records as they are until something is saved over them, and then beside it', async () => {
    const profile = new FakeProfile();
    const key = 'aurigraph-widgets/configuration/a';
    profile.local.texts.set(key, '{"rev": 1, "val');
    const { configurations } = profile.open({ indexedDB: null });
    expect(await configurations.getConfiguration('a')).toBeNull();
    expect(profile.local.texts.get(key)).toBe('{"rev": 1, "val');
    await configurations.saveConfiguration(configuration('a'));
    expect(profile.local.json(key)).toMatchObject({ rev: 1, raw: '{"rev": 1, "val' });
  });

  it('keeps all or nothing when it is full half-way', async () => {
    const texts = new Map([['p/a', '1']]);
    const store: KeyValueStore = {
      getItem: (key) => texts.get(key) ?? null,
      setItem: (key, text) => {
        if (key === 'p/b') throw new DOMException('full', 'QuotaExceededError');
        texts.set(key, text);
      },
      removeItem: (key) => texts.delete(key),
    };
    const records = new KeyValueRecords({ store, prefix: 'p/', name: 'test' });
    const writes = new Map<string, unknown>([
      ['a', 2],
      ['b', 3],
    ]);
    const failure = await failureFrom(records.transact({ keys: ['a', 'b'] }, () => ({ writes, result: undefined })));
    expect(failure).toMatchObject({ code: 'quota-exceeded', store: 'test' });
    expect([...texts]).toEqual([['p/a', '1']]);
  });
});

describe('a value that no store takes', () => {
  it('is refused, and the former value stays', async () => {
    const records = new MemoryRecords();
    const put = (value: unknown): Promise<void> =>
      records.transact({}, () => ({ writes: new Map([['a', value]]), result: undefined }));
    await put(1);
    expect((await failureFrom(put(() => 2))).code).toBe('unexpected');
    expect(await records.read(['a'])).toEqual([1]);
  });
});

describe('plain Node', () => {
  it('imports the storage entry and opens storage with no browser around', () => {
    const script = `
      import { createServer } from 'vite';
      const server = await createServer({ logLevel: 'silent', server: { middlewareMode: true, ws: false }, appType: 'custom', configFile: false, optimizeDeps: { noDiscovery: true } });
      const { openStorage } = await server.ssrLoadModule('/src/storage/index.ts');
      const storage = openStorage();
      await storage.ready;
      console.log(storage.persistence.configurations);
      storage.dispose();
      await server.close();`;
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
      encoding: 'utf8',
      timeout: 30_000,
    });
    expect(output.trim()).toBe('none');
  }, 30_000);
});
