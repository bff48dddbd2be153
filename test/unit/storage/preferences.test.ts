import { describe, expect, it, vi } from 'vitest';
import { createSession } from '../../../src/session/session.js';
import { formatView } from '../../../src/elements/base/grid/view-state.js';
import { FailureError } from '../../../src/domain/failure.js';
import { keyRings, preferenceWrites } from '../../../src/storage/parts.js';
import { memorySecretStore, type PreferenceChange, type Storage } from '../../../src/storage/index.js';
import { configuration, FakeProfile, FakeTabs, failureFrom, seedSettings, settled, until } from './support.js';

const GRID = 'node-grid';
const VIEW = 'columns.node-166.type-off*sort.throughput-desc';
const KEY = 'Kf7q~~~Rz2mWx9bT~~~Vh4c8';

/** Gives what a storage tells of its preferences. */
function heardBy({ preferences }: Storage): string[] {
  const heard: string[] = [];
  preferences.subscribe(({ name, origin }: PreferenceChange) => heard.push(`${name} ${origin}`));
  return heard;
}

/** Puts a value into the journal as another version or a foreign script might, in place of a preference. */
async function damage(profile: FakeProfile, name: string, value: unknown): Promise<void> {
  await profile.open().preferences.savePreference(name, 'in order');
  const database = await answer(profile.indexedDB.open('aurigraph-widgets'));
  const records = database.transaction('records', 'readwrite').objectStore('records');
  const record = await answer<Record<string, unknown>>(records.get(`preference/${name}`));
  expect(record['value']).toBe('in order');
  await answer(records.put({ ...record, value }, `preference/${name}`));
  database.close();
}

function answer<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no reason'));
  });
}

describe('a preference', () => {
  it('is nothing at first, survives a reload once it was saved, and can be deleted', async () => {
    const profile = new FakeProfile();
    const { preferences } = profile.open();
    expect(await preferences.getPreference(GRID)).toBeUndefined();
    await preferences.savePreference(GRID, VIEW);
    await preferences.savePreference('other', '');
    const next = profile.open().preferences;
    expect(await next.getPreference(GRID)).toBe(VIEW);
    expect(await next.getPreference('other')).toBe('');
    await next.deletePreference(GRID);
    await next.deletePreference('never there');
    expect(await preferences.getPreference(GRID)).toBeUndefined();
    expect(await preferences.getPreference('other')).toBe('');
  });

  it('is kept apart from those of another namespace', async () => {
    const profile = new FakeProfile();
    await profile.open({ namespace: 'one' }).preferences.savePreference(GRID, VIEW);
    expect(await profile.open({ namespace: 'two' }).preferences.getPreference(GRID)).toBeUndefined();
    expect(await profile.open({ namespace: 'one' }).preferences.getPreference(GRID)).toBe(VIEW);
  });

  it('may have any name, also one that is no good name of a property', async () => {
    const profile = new FakeProfile();
    const names = ['__proto__', 'constructor', 'a/b', '..', 'ä €', '.index'];
    for (const options of [{}, { useIndexedDB: false }]) {
      const { preferences } = profile.open(options);
      for (const name of names) await preferences.savePreference(name, `of ${name}`);
      for (const name of names) expect(await profile.open(options).preferences.getPreference(name)).toBe(`of ${name}`);
    }
  });

  it('is what was asked for last, although nobody waited, and is read with what is being saved', async () => {
    const profile = new FakeProfile();
    const { preferences } = profile.open();
    const texts = Array.from({ length: 20 }, (_, index) => `width ${index}`);
    const saves = texts.flatMap((text) => [preferences.deletePreference(GRID), preferences.savePreference(GRID, text)]);
    expect(await preferences.getPreference(GRID)).toBe('width 19');
    await Promise.all(saves);
    expect(await profile.open().preferences.getPreference(GRID)).toBe('width 19');
  });

  it('stays deleted where it was deleted last, although the save before takes longer', async () => {
    const { preferences, apiKeys } = new FakeProfile().open();
    // A save has to look for it, and a deletion has not.
    await apiKeys.saveWeatherKey(KEY);
    const saved = preferences.savePreference(GRID, VIEW);
    await preferences.deletePreference(GRID);
    await saved;
    expect(await preferences.getPreference(GRID)).toBeUndefined();
  });

  it('goes with all others when they are cleared, and nothing else does', async () => {
    const profile = new FakeProfile();
    const { preferences, settings, configurations } = profile.open();
    await settings.saveSettings(seedSettings());
    await configurations.saveConfiguration(configuration('a'));
    await preferences.savePreference('a', '1');
    await preferences.savePreference('b', '2');
    await configurations.clearAll();
    expect(await preferences.getPreference('a')).toBe('1');
    await preferences.clearAll();
    expect([await preferences.getPreference('a'), await preferences.getPreference('b')]).toEqual([
      undefined,
      undefined,
    ]);
    expect(await profile.open().settings.getSettings()).toEqual(seedSettings());
  });

  it('leaves nothing behind some months after it was deleted', async () => {
    const profile = new FakeProfile();
    const { preferences, usage } = profile.open();
    await preferences.savePreference(GRID, VIEW);
    await preferences.deletePreference(GRID);
    expect((await usage.getStorageStats()).stores.journal.preferences).toBeGreaterThan(0);
    profile.clock.advance(91 * 24 * 60 * 60_000);
    const next = profile.open();
    await until(async () => expect((await next.usage.getStorageStats()).stores.journal.preferences).toBe(0));
  });

  it('is counted by the usage', async () => {
    const storage = new FakeProfile().open();
    await storage.preferences.savePreference(GRID, 'x'.repeat(1_000));
    const { journal } = (await storage.usage.getStorageStats()).stores;
    expect(journal.preferences).toBeGreaterThan(1_000);
    expect(journal.preferences).toBeLessThan(1_200);
    expect(journal.used).toBeGreaterThanOrEqual(journal.preferences);
  });

  it('is there through the session', async () => {
    const profile = new FakeProfile();
    const parts = { indexedDB: profile.indexedDB, keyValue: null, tabs: profile.tabs.open(), clock: profile.clock };
    const session = createSession({ mode: 'demo', clock: profile.clock, storage: parts });
    await session.preferences.savePreference(GRID, VIEW);
    session.dispose();
    expect(await profile.open().preferences.getPreference(GRID)).toBe(VIEW);
  });
});

describe('in two tabs, a preference', () => {
  it('is the one that was saved last, and the other tab hears of it, never what it is', async () => {
    const profile = new FakeProfile();
    const [one, two] = [profile.open(), profile.open()];
    const [first, second] = [heardBy(one), heardBy(two)];
    await one.preferences.savePreference(GRID, 'canary-one');
    await two.preferences.savePreference(GRID, 'canary-two');
    expect(await one.preferences.getPreference(GRID)).toBe('canary-two');
    await until(() => expect(first).toEqual([`${GRID} here`, `${GRID} elsewhere`]));
    expect(second).toEqual([`${GRID} elsewhere`, `${GRID} here`]);
    await two.preferences.deletePreference(GRID);
    await two.preferences.clearAll();
    await until(() => expect(first.slice(2)).toEqual([`${GRID} elsewhere`, ' elsewhere']));
    expect(profile.tabs.posted).toEqual([
      { kind: 'preference-changed', id: GRID, rev: 1, v: 1 },
      { kind: 'preference-changed', id: GRID, rev: 2, v: 1 },
      { kind: 'preference-changed', id: GRID, rev: 3, v: 1 },
      { kind: 'preference-changed', id: '', rev: 0, v: 1 },
    ]);
  });

  it('that is saved as it is already is told to nobody', async () => {
    const profile = new FakeProfile();
    const [one, two] = [profile.open(), profile.open()];
    await one.preferences.savePreference(GRID, VIEW);
    await two.preferences.savePreference(GRID, VIEW);
    expect(profile.tabs.posted).toHaveLength(1);
  });

  it('does not disturb another one that is saved at the same moment', async () => {
    const profile = new FakeProfile();
    const tabs = [profile.open(), profile.open(), profile.open()];
    await Promise.all(
      tabs.flatMap(({ preferences }, tab) =>
        Array.from({ length: 10 }, (_, index) => preferences.savePreference(`${tab} ${index}`, `of ${tab}`)),
      ),
    );
    const { preferences } = profile.open();
    for (let tab = 0; tab < 3; tab += 1)
      for (let index = 0; index < 10; index += 1)
        expect(await preferences.getPreference(`${tab} ${index}`)).toBe(`of ${tab}`);
  });

  it('may have changed while a page was away, which it is told when it is back', async () => {
    const storage = new FakeProfile().open();
    const heard = heardBy(storage);
    storage.suspend();
    storage.resume();
    expect(heard).toEqual([' elsewhere']);
  });
});

describe('where IndexedDB does not work, a preference', () => {
  it('is kept in localStorage, which also tells other tabs, and goes to IndexedDB when that is back', async () => {
    const profile = new FakeProfile();
    await profile.open().preferences.savePreference('old', 'from good times');
    const poor = profile.open({ indexedDB: null });
    const heard = heardBy(profile.open({ indexedDB: null, tabs: new FakeTabs().open() }));
    await poor.preferences.savePreference(GRID, VIEW);
    expect(poor.persistence.configurations).toBe('fallback');
    await until(() => expect(heard).toEqual([`${GRID} elsewhere`]));
    poor.dispose();

    const again = profile.open();
    const told = heardBy(again);
    expect(await again.preferences.getPreference(GRID)).toBe(VIEW);
    expect(await again.preferences.getPreference('old')).toBe('from good times');
    expect(told).toEqual([`${GRID} elsewhere`]);
    profile.clock.advance(60_000);
    await settled(profile);
    profile.clock.advance(60_000);
    await settled(profile);
    const left = [...profile.local.texts.keys()].filter((key) => key.startsWith('aurigraph-widgets/preference'));
    expect(left).toEqual([]);
    expect(await profile.open({ keyValue: null }).preferences.getPreference(GRID)).toBe(VIEW);
  });

  it('is kept in memory at last', async () => {
    const storage = new FakeProfile().open({ indexedDB: null, keyValue: null });
    await storage.preferences.savePreference(GRID, VIEW);
    expect(await storage.preferences.getPreference(GRID)).toBe(VIEW);
    expect(storage.persistence.configurations).toBe('none');
  });

  it('tells in words that a full store took nothing, and is what it was', async () => {
    const profile = new FakeProfile();
    const { preferences } = profile.open({ indexedDB: null });
    await preferences.savePreference(GRID, VIEW);
    profile.local.limit = 0;
    const refused = profile.local.refused;
    const failure = await failureFrom(preferences.savePreference(GRID, 'x'.repeat(500)));
    expect(profile.local.refused).toBeGreaterThan(refused);
    expect(failure).toMatchObject({ code: 'quota-exceeded', store: 'localStorage' });
    expect(await preferences.getPreference(GRID)).toBe(VIEW);
    profile.local.limit = Infinity;
    await preferences.savePreference(GRID, 'short');
    expect(await preferences.getPreference(GRID)).toBe('short');
  });
});

describe('what is no preference', () => {
  it.each([
    ['no name', '', 'text', 'name: must be a text of 1 to 100 characters.'],
    ['a name that is too long', 'n'.repeat(101), 'text', 'name: must be'],
    ['a text that is too long', GRID, 'x'.repeat(2_001), 'text: must be a text of at most 2,000 characters.'],
    ['the name of a secret', 'weather-api-key', 'text', 'name: is the name of a secret'],
    ['no text', GRID, undefined as unknown as string, 'text: must be a text'],
    ['no text either', GRID, { toString: () => 'text' } as unknown as string, 'text: must be a text'],
  ])('is refused in words: %s', async (_what, name, text, words) => {
    const profile = new FakeProfile();
    const { preferences } = profile.open();
    await preferences.savePreference(GRID, 'as it was');
    const failure = await failureFrom(preferences.savePreference(name, text));
    expect(failure.code).toBe('invalid-preference');
    expect(failure.message).toContain(words);
    expect(await preferences.getPreference(GRID)).toBe('as it was');
    expect(profile.tabs.posted).toHaveLength(1);
  });

  it('may be as long as is said', async () => {
    const { preferences } = new FakeProfile().open();
    await preferences.savePreference('n'.repeat(100), 'x'.repeat(2_000));
    expect(await preferences.getPreference('n'.repeat(100))).toHaveLength(2_000);
  });

  it('is refused as the 201st, and the 200 can still be changed', async () => {
    const { preferences } = new FakeProfile().open();
    for (let index = 0; index < 200; index += 1) await preferences.savePreference(`${index}`, 'a');
    const failure = await failureFrom(preferences.savePreference('200', 'a'));
    expect(failure).toMatchObject({ code: 'quota-exceeded', store: 'preferences' });
    expect(failure.message).toContain('200 preferences');
    await preferences.savePreference('7', 'b');
    expect(await preferences.getPreference('7')).toBe('b');
    await preferences.deletePreference('8');
    await preferences.savePreference('200', 'c');
    expect(await preferences.getPreference('200')).toBe('c');
  });

  it.each([
    ['a number', 5],
    ['an object of a newer version', { version: '9.0', text: VIEW }],
    ['nothing', null],
    ['a text that is too long', 'x'.repeat(2_001)],
  ])('and stands in its place is set aside and told: %s', async (_what, value) => {
    const profile = new FakeProfile();
    await damage(profile, GRID, value);
    const storage = profile.open();
    expect(await storage.preferences.getPreference(GRID)).toBeUndefined();
    expect(storage.persistence.failure).toMatchObject({ code: 'unreadable-data' });
    const [kept, ...others] = await storage.quarantine.list();
    expect(others).toEqual([]);
    expect(kept).toMatchObject({ key: `preference/${GRID}`, text: JSON.stringify(value) });
  });

  it('is set aside before it is written over, also by someone who never read it', async () => {
    const profile = new FakeProfile();
    await damage(profile, GRID, { version: '9.0' });
    const storage = profile.open();
    await storage.preferences.savePreference(GRID, VIEW);
    expect(await storage.preferences.getPreference(GRID)).toBe(VIEW);
    expect((await storage.quarantine.list()).map(({ text }) => text)).toEqual(['{"version":"9.0"}']);
  });
});

describe('X5: an API key', () => {
  it.each([
    ['as it is', `filter ${KEY}`],
    ['as an address has it', `filter%20${encodeURIComponent(KEY)}`],
    ['in the filter of a view', formatView({ filter: `node ${KEY}`, density: 'compact' })],
  ])('never becomes a preference, %s', async (_how, text) => {
    const profile = new FakeProfile();
    const { apiKeys, preferences } = profile.open();
    await preferences.savePreference(GRID, VIEW);
    await apiKeys.saveWeatherKey(KEY);
    const failure = await failureFrom(preferences.savePreference(GRID, text));
    expect(failure).toMatchObject({ code: 'invalid-preference' });
    expect(failure.message).toContain('contains an API key');
    expect(JSON.stringify(failure)).not.toContain(KEY);
    expect(await failureFrom(preferences.savePreference(`of ${KEY}`, ''))).toMatchObject({
      code: 'invalid-preference',
    });
    expect(await profile.open().preferences.getPreference(GRID)).toBe(VIEW);
  });

  it('is also found where the page has a store of its own for keys', async () => {
    const secrets = memorySecretStore();
    const profile = new FakeProfile();
    await profile.open({ secrets }).apiKeys.saveWeatherKey(KEY);
    const { preferences } = profile.open({ secrets });
    expect(await failureFrom(preferences.savePreference(GRID, KEY))).toMatchObject({ code: 'invalid-preference' });
  });

  it('is not looked for where none can be, so that what keeps keys need not be loaded', async () => {
    const load = vi.spyOn(keyRings, 'load');
    const { preferences } = new FakeProfile().open();
    await preferences.savePreference(GRID, VIEW);
    expect(load).not.toHaveBeenCalled();
    load.mockRestore();
  });
});

describe('what saves preferences', () => {
  it('is loaded with the first save, and fails it in words where it cannot be had; the next try works', async () => {
    const { preferences } = new FakeProfile().open();
    const load = vi.spyOn(preferenceWrites, 'load');
    expect(await preferences.getPreference(GRID)).toBeUndefined();
    expect(load).not.toHaveBeenCalled();
    load.mockRejectedValueOnce(new FailureError({ code: 'not-loaded', message: 'The part could not be loaded.' }));
    expect(await failureFrom(preferences.savePreference(GRID, VIEW))).toMatchObject({ code: 'not-loaded' });
    await preferences.savePreference(GRID, VIEW);
    expect(await preferences.getPreference(GRID)).toBe(VIEW);
    load.mockRestore();
  });
});
