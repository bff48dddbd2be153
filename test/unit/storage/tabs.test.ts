import { describe, expect, it } from 'vitest';
import { webTabChannel, type ConfigurationChange } from '../../../src/storage/index.js';
import { configuration, FakeProfile, FakeTab, until } from './support.js';

describe('a second tab', () => {
  it('hears of a save, and finds it when it reads', async () => {
    const profile = new FakeProfile();
    const [one, two] = [profile.open(), profile.open()];
    const heard: ConfigurationChange[] = [];
    two.configurations.subscribe((change) => heard.push(change));
    await one.configurations.saveConfiguration(configuration('a'));
    expect(heard).toEqual([{ kind: 'saved', id: 'a', revision: 1, origin: 'elsewhere' }]);
    expect((await two.configurations.getConfiguration('a'))?.name).toBe('Configuration a');
  });

  it('is told what changed, never what it is now', async () => {
    const profile = new FakeProfile();
    const storage = profile.open();
    await storage.apiKeys.saveTwitterToken('canary-token-canary');
    await storage.configurations.saveConfiguration(configuration('a', { name: 'canary-name' }));
    await storage.settings.getOrCreateDefault();
    await storage.configurations.deleteConfiguration('a');
    expect(profile.tabs.posted).toEqual([
      { kind: 'configuration-saved', id: 'a', rev: 1, v: 1 },
      { kind: 'settings-saved', id: 'app', rev: 1, v: 1 },
      { kind: 'configuration-deleted', id: 'a', rev: 2, v: 1 },
    ]);
  });

  it.each([
    null,
    'text',
    {},
    { kind: 'configuration-saved' },
    { kind: 'own', id: 'a', rev: 1, v: 1 },
    { kind: 'settings-saved', id: 'a', rev: 1, v: 99 },
    { kind: 'settings-saved', id: 'a'.repeat(300), rev: 1, v: 1 },
  ])('ignores %j, which another script sent on our channel', async (message) => {
    const profile = new FakeProfile();
    const storage = profile.open();
    const heard: unknown[] = [];
    storage.configurations.subscribe((change) => heard.push(change));
    storage.settings.subscribe((change) => heard.push(change));
    profile.tabs.post(message);
    profile.tabs.post({ kind: 'configuration-saved', id: 'good', rev: 1, v: 1 });
    await until(() => expect(heard).toMatchObject([{ kind: 'saved', id: 'good' }]));
  });

  it('loses no save of another tab, however they interleave', async () => {
    const profile = new FakeProfile();
    const tabs = [profile.open(), profile.open(), profile.open(), profile.open()];
    await Promise.all(
      tabs.flatMap(({ configurations }, tab) =>
        Array.from({ length: 25 }, (_, index) => configurations.saveConfiguration(configuration(`${tab}-${index}`))),
      ),
    );
    expect(await profile.open().configurations.getAllConfigurations()).toHaveLength(100);
    await profile.mirrored((local) => expect(local.json('aurigraph_configs')).toHaveLength(100));
  });
});

describe('a page that may be frozen', () => {
  it('writes what is waiting, closes its line, and catches up when it is back', async () => {
    const profile = new FakeProfile();
    const tab = profile.tabs.open();
    const [page, other] = [profile.open({ tabs: tab }), profile.open()];
    await page.configurations.saveConfiguration(configuration('a'));
    page.suspend();
    expect(profile.local.json('aurigraph_configs')).toHaveLength(1);
    expect(tab.isOpen).toBe(false);

    const heard: string[] = [];
    page.configurations.subscribe(({ kind }) => heard.push(kind));
    await other.configurations.saveConfiguration(configuration('b'));
    expect(heard).toEqual([]);
    page.resume();

    expect(heard).toEqual(['refreshed']);
    expect(tab.isOpen).toBe(true);
    expect(await page.configurations.getAllConfigurations()).toHaveLength(2);
  });
});

describe('letting go', () => {
  it('leaves no listener, timer, channel or handle, and writes what was waiting', async () => {
    const profile = new FakeProfile();
    const tab = new FakeTab(() => undefined);
    const databases: IDBDatabase[] = [];
    const indexedDB = {
      open: (name: string) => {
        const request = profile.indexedDB.open(name);
        request.addEventListener('success', () => databases.push(request.result));
        return request;
      },
    } as IDBFactory;
    const storage = profile.open({ tabs: tab, indexedDB });
    storage.configurations.subscribe(() => undefined);
    storage.persistence.subscribe(() => undefined);
    await storage.configurations.saveConfiguration(configuration('a'));
    await storage.apiKeys.saveWeatherKey('a-secret-of-mine');
    expect(profile.local.listenerCount).toBe(1);
    expect(profile.clock.pending).toBeGreaterThan(0);

    storage.dispose();
    storage.dispose();

    expect(profile.local.listenerCount).toBe(0);
    expect(profile.clock.pending).toBe(0);
    expect(tab.isOpen).toBe(false);
    expect(tab.listeners.size).toBe(0);
    expect(storage.persistence.listenerCount).toBe(0);
    expect(profile.local.json('aurigraph_configs')).toHaveLength(1);
    await until(async () => expect(await storage.apiKeys.hasAnyKeys()).toBe(false));
    await expect(storage.configurations.getAllConfigurations()).rejects.toMatchObject({
      failure: { code: 'storage-blocked' },
    });
    expect(databases).toHaveLength(2);
    for (const database of databases) expect(() => database.transaction('records')).toThrow('InvalidStateError');
  });

  it('works while everything is still being opened', async () => {
    const profile = new FakeProfile();
    const storage = profile.open();
    storage.dispose();
    await storage.ready;
    expect(profile.clock.pending).toBe(0);
    expect(profile.local.listenerCount).toBe(0);
  });
});

describe('the browser’s own channel', () => {
  const message = { kind: 'settings-saved', id: 'app', rev: 1, v: 1 } as const;

  it('carries messages to others, not to itself, and is silent while suspended and after closing', async () => {
    const [one, two] = [webTabChannel('test/tabs'), webTabChannel('test/tabs')];
    const heard: string[] = [];
    one.subscribe(() => heard.push('one'));
    const stop = two.subscribe(() => heard.push('two'));
    one.post(message);
    await until(() => expect(heard).toEqual(['two']));
    one.suspend();
    one.post(message);
    one.resume();
    one.post(message);
    await until(() => expect(heard).toEqual(['two', 'two']));
    stop();
    two.close();
    two.resume();
    two.subscribe(() => heard.push('closed'));
    const three = webTabChannel('test/tabs');
    three.subscribe(() => heard.push('three'));
    one.post(message);
    await until(() => expect(heard).toContain('three'));
    expect(heard).toEqual(['two', 'two', 'three']);
    one.close();
    three.close();
  });
});
