import { describe, expect, it, onTestFinished, vi, type Mock } from 'vitest';
import type { Configuration } from '../../../src/domain/configuration.js';
import { KeyValueRecords, openStorage, type KeyValueStore, type Storage } from '../../../src/storage/index.js';
import { configuration, FakeTab, seedSettings } from './support.js';

/** The schema design's React Native keys. */
const CONFIGS = '@aurigraph/configs';
const SETTINGS = '@aurigraph/settings';

interface MockStorage extends KeyValueStore {
  readonly getItem: Mock<(key: string) => string | null | Promise<string | null>>;
  readonly setItem: Mock<(key: string, text: string) => void>;
  readonly removeItem: Mock<(key: string) => void>;
}

/** The store of schema design 11.1: three functions that do nothing. */
function mockStorage(): MockStorage {
  return { getItem: vi.fn(() => null), setItem: vi.fn(), removeItem: vi.fn() };
}

function open(keyValue: KeyValueStore): Storage {
  const storage = openStorage({ keyValue, indexedDB: null, tabs: new FakeTab(() => undefined) });
  onTestFinished(() => storage.dispose());
  return storage;
}

/** A store of the host page that answers later, and keeps what it gets. */
function asyncStore() {
  const texts = new Map<string, string>();
  const keyValue: KeyValueStore = {
    getItem: async (key) => texts.get(key) ?? null,
    setItem: async (key, text) => void texts.set(key, text),
    removeItem: async (key) => void texts.delete(key),
  };
  return { texts, keyValue };
}

/** Schema design 11.1, through the way in that there is here. */
describe('ConfigurationRepository', () => {
  const config: Configuration = {
    id: 'test-id',
    name: 'Test Config',
    created: '2025-10-09T00:00:00Z',
    modified: '2025-10-09T00:00:00Z',
    isDefault: false,
    performanceMode: 'development',
    nodes: [],
    version: '1.0',
  };

  it('should save configuration', async () => {
    const mock = mockStorage();
    await open(mock).configurations.saveConfiguration(config);
    expect(mock.setItem).toHaveBeenCalledWith(CONFIGS, expect.stringContaining(config.id));
  });

  it('should load configuration by ID', async () => {
    const mock = mockStorage();
    mock.getItem.mockResolvedValue(JSON.stringify([config]));
    const loaded = await open(mock).configurations.getConfiguration('test-id');
    expect(loaded).toEqual(config);
  });

  it('should handle storage quota exceeded error', async () => {
    const mock = mockStorage();
    mock.setItem.mockImplementation(() => {
      const error = new Error('QuotaExceededError');
      error.name = 'QuotaExceededError';
      throw error;
    });
    // The design saves `{}` here. What is saved is checked first, so that only something valid gets to the store.
    await expect(open(mock).configurations.saveConfiguration(config)).rejects.toThrow('Storage quota exceeded');
    await expect(open(mock).configurations.saveConfiguration({} as Configuration)).rejects.toThrow('not valid');
  });
});

describe('a store of the host page, with three methods', () => {
  it('has the design’s texts when a save resolves, without any waiting', async () => {
    const { texts, keyValue } = asyncStore();
    const { configurations, settings } = open(keyValue);
    await configurations.saveConfigurations([configuration('a', { isDefault: true }), configuration('b')]);
    expect(JSON.parse(texts.get(CONFIGS) ?? 'null')).toMatchObject([{ id: 'a', isDefault: true }, { id: 'b' }]);
    await configurations.setDefaultConfiguration('b');
    expect(JSON.parse(texts.get(CONFIGS) ?? 'null')).toMatchObject([{ isDefault: false }, { isDefault: true }]);
    await configurations.deleteConfiguration('a');
    expect(JSON.parse(texts.get(CONFIGS) ?? 'null')).toHaveLength(1);
    await settings.saveSettings(seedSettings());
    expect(JSON.parse(texts.get(SETTINGS) ?? 'null')).toEqual(seedSettings());
    await configurations.clearAll();
    expect(texts.get(CONFIGS)).toBe('[]');
  });

  it('is enough, and is no reason to complain that there is no IndexedDB', async () => {
    const { keyValue } = asyncStore();
    const first = open(keyValue);
    await first.configurations.saveConfiguration(configuration('a'));
    expect(first.persistence.current).toMatchObject({ configurations: 'fallback', mirror: 'current' });
    expect(first.persistence.failure).toBeUndefined();
    first.dispose();
    expect(await open(keyValue).configurations.getConfiguration('a')).not.toBeNull();
  });

  it('takes what another part of the application wrote under the design’s key', async () => {
    const { texts, keyValue } = asyncStore();
    const storage = open(keyValue);
    await storage.configurations.saveConfiguration(configuration('ours'));
    const list = JSON.parse(texts.get(CONFIGS) ?? '[]') as Configuration[];
    texts.set(CONFIGS, JSON.stringify([...list, configuration('theirs')]));
    await storage.configurations.saveConfiguration(configuration('another'));
    const ids = (await storage.configurations.getAllConfigurations()).map(({ id }) => id);
    expect(ids.sort()).toEqual(['another', 'ours', 'theirs']);
    expect(JSON.parse(texts.get(CONFIGS) ?? 'null')).toHaveLength(3);
  });

  it('keeps other keys if the host page says so', async () => {
    const { texts, keyValue } = asyncStore();
    const keys = { configurations: 'my/configs', settings: 'my/settings' };
    const storage = openStorage({
      keyValue,
      keys,
      indexedDB: null,
      tabs: new FakeTab(() => undefined),
      mirrorDelayMs: 0,
    });
    await storage.configurations.saveConfiguration(configuration('a'));
    await vi.waitFor(() => expect(texts.has('my/configs')).toBe(true));
    expect(texts.has(CONFIGS)).toBe(false);
    storage.dispose();
  });

  it('S2: that is full for a moment gets the save a moment later', async () => {
    const texts = new Map<string, string>();
    let refusals = 0;
    const store: KeyValueStore = {
      getItem: (key) => texts.get(key) ?? null,
      setItem: (key, text) => {
        if (refusals < 5) {
          refusals += 1;
          throw new DOMException('full', 'QuotaExceededError');
        }
        texts.set(key, text);
      },
      removeItem: (key) => texts.delete(key),
      keys: () => [...texts.keys()],
    };
    const records = new KeyValueRecords({ store, prefix: 'p/', name: 'test' });
    await records.transact({ keys: ['a'] }, () => ({ writes: new Map([['a', 1]]), result: undefined }));
    expect(refusals).toBe(5);
    expect([...texts]).toEqual([['p/a', '1']]);
  });
});
