/** A library whose present schema is 2.0, on what 1.0 left behind. The fixture is the one of the two real builds. */
import { describe, expect, it, vi } from 'vitest';
import type { Configuration } from '../../../src/domain/configuration.js';
import { configurationSchema } from '../../../src/domain/schemas/configuration.js';
import { CURRENT_SCHEMA_VERSION } from '../../../src/domain/versions.js';
import { KeyValueRecords } from '../../../src/storage/adapters/key-value-records.js';
import type { KeyValueStore, StorageOptions } from '../../../src/storage/index.js';
import { Journal } from '../../../src/storage/journal.js';
import { SchemaVersions } from '../../../src/storage/migrations.js';
import { SCHEMA_STEPS, type PlainData, type SchemaStep } from '../../../src/storage/schema-steps.js';
import { crashingIndexedDB, crashingKeyValue, StorageFaults } from '../../support/crashing-records.js';
import type { FakeLocalStorage } from './support.js';
import { journalOf, lifted, original, save, SAVED_AT, stored } from './former-version.js';
import {
  configuration,
  CONFIGS_KEY,
  failureFrom,
  FakeProfile,
  MIRROR_DELAY_MS,
  seedSettings,
  SETTINGS_KEY,
  until,
} from './support.js';

vi.mock('../../../src/domain/versions.js', async (importOriginal) => ({
  ...(await importOriginal<object>()),
  CURRENT_SCHEMA_VERSION: '2.0',
}));
vi.mock('../../../src/storage/schema-steps.js', () => import('../../fixtures/schema-2.0/schema-steps.js'));

describe('reading what 1.0 saved', () => {
  it('shows it in the present form, and writes nothing', async () => {
    expect(CURRENT_SCHEMA_VERSION).toBe('2.0');
    const profile = new FakeProfile();
    await save(profile, original('a'), original('b', { version: undefined }));
    const storage = profile.open();

    expect(await storage.configurations.getAllConfigurations()).toEqual([lifted('a'), lifted('b')]);
    expect(await storage.configurations.getConfiguration('a')).toEqual(lifted('a'));

    expect(await stored(profile, 'a')).toEqual(original('a'));
    expect(await storage.backups.list()).toEqual([]);
    expect(storage.persistence.failure).toBeUndefined();
  });

  it('I11: gives the same bytes however often and wherever it is done, and lifts nothing twice', async () => {
    const profile = new FakeProfile();
    await save(profile, original('a'));
    const [one, two] = [profile.open(), profile.open()];
    const shown = await Promise.all([one, two, one].map(({ configurations }) => configurations.getConfiguration('a')));
    expect(new Set(shown.map((each) => JSON.stringify(each))).size).toBe(1);

    const saved = await one.configurations.saveConfiguration({ ...(shown[0] as Configuration), tags: ['prod'] });

    expect(await two.configurations.getConfiguration('a')).toEqual(saved);
    expect(saved['tags']).toEqual(['prod']);
  });

  it('leaves the mirror’s values as they are, so that old and new stand side by side', async () => {
    const profile = new FakeProfile();
    profile.local.texts.set(CONFIGS_KEY, JSON.stringify([original('a'), original('b')]));
    profile.local.texts.set(SETTINGS_KEY, JSON.stringify({ ...seedSettings(), version: '1.0' }));
    const storage = profile.open();
    await storage.ready;
    expect(await stored(profile, 'a')).toEqual(original('a'));
    expect((await journalOf(profile).read('settings', 'app'))?.value).toEqual(seedSettings());

    await storage.configurations.saveConfiguration(
      (await storage.configurations.getConfiguration('b')) as Configuration,
    );

    await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toEqual([original('a'), lifted('b', SAVED_AT)]));
    expect(profile.local.json(SETTINGS_KEY)).toEqual(seedSettings());
    const before = await journalOf(profile).readHistory('configuration');
    const later = profile.open();
    await later.ready;
    expect(await journalOf(profile).readHistory('configuration')).toEqual(before);
    expect(await later.quarantine.list()).toEqual([]);
  });

  it('sets aside what a step cannot take, verbatim, and loads the rest', async () => {
    const profile = new FakeProfile();
    const broken = original('broken', { nodes: null });
    await save(profile, broken, original('fine'));
    const storage = profile.open();

    expect((await storage.configurations.getAllConfigurations()).map(({ id }) => id)).toEqual(['fine']);

    expect((await storage.quarantine.list()).map(({ text }) => text)).toEqual([JSON.stringify(broken)]);
    expect(storage.persistence.failure?.code).toBe('unreadable-data');
    expect(await stored(profile, 'broken')).toEqual(broken);
  });
});

describe('the first save in the new format', () => {
  it('keeps the exact text of the original beside it, once', async () => {
    const profile = new FakeProfile();
    await save(profile, original('a'));
    const { configurations, backups } = profile.open();
    const text = JSON.stringify(await stored(profile, 'a'));
    const shown = (await configurations.getConfiguration('a')) as Configuration;

    const saved = await configurations.saveConfiguration(shown, { base: configurations.revisionOf(shown) });

    expect(await stored(profile, 'a')).toEqual(lifted('a', SAVED_AT));
    const kept = { id: 'configuration/a/1.0', kind: 'configuration', recordId: 'a', version: '1.0', text };
    expect(await backups.list()).toEqual([{ ...kept, madeAt: profile.clock.now() }]);
    expect(configurations.revisionOf(saved)).toBe(2);
    profile.clock.advance(60_000);
    await configurations.saveConfiguration({ ...saved, name: 'Again' });
    expect(await backups.list()).toHaveLength(1);
    expect((await backups.list())[0]?.text).toBe(text);
    expect([...(await journalOf(profile).readHistory('backup')).keys()]).toEqual(['configuration/a/1.0']);
    expect((await journalOf(profile).readHistory('undefined')).size).toBe(0);
  });

  it('is the first one even if the value that is saved is of the old version', async () => {
    const profile = new FakeProfile();
    await save(profile, original('a', { version: undefined }));
    const { configurations, backups } = profile.open();
    await configurations.saveConfiguration(original('a') as Configuration);
    expect(await stored(profile, 'a')).toEqual(lifted('a', SAVED_AT));
    expect((await backups.list()).map(({ id }) => id)).toEqual(['configuration/a/1.0']);
  });

  it('keeps the originals of a bulk save, of settings, and none of what is new', async () => {
    const profile = new FakeProfile();
    await save(profile, original('a'), original('b'));
    await journalOf(profile).commit([{ kind: 'settings', id: 'app', value: seedSettings() }]);
    const { configurations, settings, backups } = profile.open();
    const all = await configurations.getAllConfigurations();
    const saved = await configurations.saveConfigurations([
      ...all,
      lifted('new', { isDefault: true }) as Configuration,
    ]);
    const shown = await settings.getSettings();
    expect(shown).toEqual({ ...seedSettings(), version: '2.0', density: 'normal' });
    await settings.saveSettings({ ...seedSettings(), theme: 'dark' });
    expect((await backups.list()).map(({ id }) => id)).toEqual([
      'configuration/a/1.0',
      'configuration/b/1.0',
      'settings/app/1.0',
    ]);
    expect(saved.map(({ id, isDefault }) => [id, isDefault])).toEqual([
      ['a', false],
      ['b', false],
      ['new', true],
    ]);
    expect(saved.map((each) => configurations.revisionOf(each))).toEqual([2, 2, 1]);
    expect(await settings.getSettings()).toMatchObject({ theme: 'dark', density: 'normal' });
  });

  it('says in words why a value cannot be lifted, and saves nothing', async () => {
    const { configurations, settings } = new FakeProfile().open();
    const broken = original('a', { nodes: null }) as Configuration;
    const failure = await failureFrom(configurations.saveConfiguration(broken));
    expect(failure).toMatchObject({ code: 'invalid-configuration', issues: [{ path: ['version'] }] });
    expect(failure.message).toContain('Version 1.0 could not be brought up to 2.0');
    expect((await failureFrom(settings.saveSettings({ ...seedSettings(), theme: 'blue' as 'dark' }))).code).toBe(
      'invalid-settings',
    );
    expect(await configurations.getAllConfigurations()).toEqual([]);
  });

  it('I11: by two tabs at once leaves one result and the original', async () => {
    const profile = new FakeProfile();
    await save(profile, original('a'));
    const text = JSON.stringify(await stored(profile, 'a'));
    const tabs = [profile.open(), profile.open()];
    const shown = await Promise.all(tabs.map(({ configurations }) => configurations.getConfiguration('a')));
    const saves = tabs.map(({ configurations }, index) =>
      configurations.saveConfiguration(shown[index] as Configuration, {
        base: configurations.revisionOf(shown[index] as Configuration),
      }),
    );
    const results = await Promise.allSettled(saves);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await stored(profile, 'a')).toEqual(lifted('a', SAVED_AT));
    // Without a base both save, and the second one finds nothing to lift.
    await save(profile, original('b'));
    await Promise.all(tabs.map(({ configurations }) => configurations.saveConfiguration(lifted('b') as Configuration)));
    expect(await stored(profile, 'b')).toEqual(lifted('b', SAVED_AT));
    expect((await tabs[0]?.backups.list())?.[0]?.text).toBe(text);
    expect(await tabs[0]?.backups.list()).toHaveLength(2);
  });
});

describe('I11 and S21: a first save in the new format that is cut off', () => {
  /** What must hold whatever happened: the old record, or the new one with its original; never a mixture. */
  async function expectConsistent(profile: FakeProfile, text: string, options: StorageOptions = {}): Promise<boolean> {
    const storage = profile.open(options);
    const [backup] = await storage.backups.list();
    const shown = await storage.configurations.getConfiguration('a');
    const isSaved = JSON.stringify(shown?.['tags']) === '["cut"]';
    if (isSaved || backup !== undefined) expect(backup?.text).toBe(text);
    const saved = lifted('a', { modified: expect.any(String), tags: ['cut'] });
    expect(shown).toEqual(isSaved ? saved : lifted('a'));
    expect(storage.persistence.failure?.code).not.toBe('unreadable-data');
    // The same again, to the end.
    await storage.configurations.saveConfiguration(lifted('a', { tags: ['cut'] }) as Configuration);
    expect((await storage.backups.list()).map((each) => each.text)).toEqual([text]);
    expect(await storage.configurations.getConfiguration('a')).toEqual(saved);
    storage.dispose();
    return isSaved;
  }

  it.each(['die', 'full', 'abort', 'lost'] as const)('in IndexedDB: %s', async (kind) => {
    let points = 0;
    for (let at = 1; ; at += 1) {
      const profile = new FakeProfile();
      await save(profile, original('a'));
      const text = JSON.stringify(await stored(profile, 'a'));
      const faults = new StorageFaults();
      const indexedDB = crashingIndexedDB(profile.indexedDB, faults);
      const storage = profile.open({ indexedDB, keyValue: crashingKeyValue(profile.local.open(), faults) });
      await storage.configurations.getConfiguration('a');
      faults.plan(at, kind);
      let isAcknowledged = false;
      const saving = storage.configurations.saveConfiguration(lifted('a', { tags: ['cut'] }) as Configuration).then(
        () => (isAcknowledged = !faults.dead),
        () => undefined,
      );
      await until(() => {
        profile.clock.advance(MIRROR_DELAY_MS);
        expect(faults.happened || profile.local.texts.get(CONFIGS_KEY)?.includes('"cut"')).toBe(true);
      });
      if (!faults.dead) await saving;
      if (!faults.happened) break;
      points += 1;
      faults.lost = false;
      storage.dispose();
      const isSaved = await expectConsistent(profile, text);
      if (isAcknowledged) expect(isSaved).toBe(true);
    }
    expect(points).toBeGreaterThanOrEqual(5);
  });

  it('in localStorage, key by key', async () => {
    const outcomes = new Set<string>();
    for (let at = 1; at < 10; at += 1) {
      const profile = new FakeProfile();
      const old = new KeyValueRecords({ store: profile.local.open(), prefix: 'aurigraph-widgets/', name: 'test' });
      await new Journal(old, profile.clock, '1.0').commit([{ kind: 'configuration', id: 'a', value: original('a') }]);
      const text = JSON.stringify(original('a'));
      const { view, writes } = dyingLocalStorage(profile.local);
      const storage = profile.open({ indexedDB: null, keyValue: view });
      await storage.configurations.getConfiguration('a');
      writes.left = at - 1;
      const saving = storage.configurations.saveConfiguration(lifted('a', { tags: ['cut'] }) as Configuration);
      // The page is gone; what its promise says is heard by nobody.
      saving.catch(() => undefined);
      await until(() => {
        profile.clock.advance(MIRROR_DELAY_MS);
        expect(writes.left < 0 || profile.local.texts.get(CONFIGS_KEY)?.includes('"cut"')).toBe(true);
      });
      const isSaved = await expectConsistent(profile, text, { indexedDB: null });
      outcomes.add(isSaved ? 'new' : 'old');
    }
    expect(outcomes).toEqual(new Set(['old', 'new']));
  });

  /** `localStorage` of a page that is gone after some more writes. */
  function dyingLocalStorage(local: FakeLocalStorage): { view: KeyValueStore; writes: { left: number } } {
    const writes = { left: Infinity };
    const open = local.open();
    const unless = (run: () => unknown): unknown => {
      writes.left -= 1;
      return writes.left < 0 ? new Promise(() => undefined) : run();
    };
    const view: KeyValueStore = {
      ...open,
      setItem: (key, text) => unless(() => open.setItem(key, text)),
      removeItem: (key) => unless(() => open.removeItem(key)),
    };
    return { view, writes };
  }
});

describe('steps', () => {
  const step = (from: string, to: string, migrate: SchemaStep['migrate'] = (data) => data): SchemaStep => ({
    from,
    to,
    migrate,
  });
  const versionsWith = (...steps: readonly SchemaStep[]) =>
    new SchemaVersions('A configuration', () => configurationSchema, steps, '1.10');

  it('are taken one after the other, by number and not by text', () => {
    const log = (from: string, to: string): SchemaStep =>
      step(from, to, (data) => ({ ...data, log: [...((data['log'] as string[] | undefined) ?? []), to] }));
    const versions = versionsWith(log('1.9', '1.10'), log('1.0', '1.2'), log('1.2', '1.9'));
    const read = (version: string) => versions.read({ ...configuration('a'), version });
    expect(read('1.0')).toMatchObject({ value: { log: ['1.2', '1.9', '1.10'], version: '1.10' } });
    expect(read('1.9')).toMatchObject({ value: { log: ['1.10'] } });
    expect(read('1.10')).toEqual({ state: 'readable', value: { ...configuration('a'), version: '1.10' } });
    expect(versions.isNewer({ version: '1.11' })).toBe(true);
    expect(versions.isNewer({ version: '1.5' })).toBe(true);
    expect(versions.former).toEqual(['1.9', '1.0', '1.2']);
    expect(versions.liftedFrom({ ...configuration('a'), version: '1.2' })).toBe('1.2');
    expect(versions.liftedFrom({ ...configuration('a'), version: '1.10' })).toBeUndefined();
  });

  it('that lead in a circle, down, or beyond the present version are not taken', () => {
    for (const wrong of [step('1.0', '1.0'), step('1.0', '0.9'), step('1.0', '2.0'), step('1.0', 'x')])
      expect(versionsWith(wrong).isNewer({ version: '1.0' })).toBe(true);
  });

  it('cannot spoil what they are given', () => {
    const value = { ...configuration('a'), version: '1.0' };
    const before = structuredClone(value);
    const spoil = step('1.0', '1.10', (data) => {
      (data['nodes'] as unknown[]).length = 0;
      return Object.assign(data, { name: 'Spoilt' });
    });
    expect(versionsWith(spoil).read(value)).toMatchObject({ value: { name: 'Spoilt', nodes: [] } });
    expect(value).toEqual(before);
  });

  it('that throw or give something invalid leave damaged data, never an exception', () => {
    const fail = step('1.0', '1.10', () => {
      throw new Error('No.');
    });
    const read = (wrong: SchemaStep) => versionsWith(wrong).read({ ...configuration('a'), version: '1.0' });
    expect(read(fail)).toEqual({ state: 'damaged' });
    expect(read(step('1.0', '1.10', () => ({})))).toEqual({ state: 'damaged' });
    expect(read(step('1.0', '1.10', () => null as unknown as PlainData))).toEqual({ state: 'damaged' });
    for (const found of [undefined, null, 5, 'text', []])
      expect(versionsWith(fail).read(found)).toEqual({ state: 'damaged' });
  });

  it.each(Object.keys(SCHEMA_STEPS) as (keyof typeof SCHEMA_STEPS)[])(
    'of a %s lead from 1.0 to the present version and remove no field that an older version requires (schema design 8.3)',
    (kind) => {
      const before: PlainData = kind === 'settings' ? { ...seedSettings() } : original('a');
      let data = before;
      for (const { from, to, migrate } of SCHEMA_STEPS[kind]) {
        expect(data['version']).toBe(from);
        data = { ...migrate(structuredClone(data)), version: to };
      }
      expect(data['version']).toBe(CURRENT_SCHEMA_VERSION);
      for (const key of Object.keys(kind === 'settings' ? seedSettings() : configuration('a')))
        expect(data).toHaveProperty(key);
    },
  );
});
