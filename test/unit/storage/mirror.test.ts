import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../src/domain/configuration.js';
import { IndexedDbRecords } from '../../../src/storage/adapters/web/indexed-db.js';
import type { PersistenceFact, Storage } from '../../../src/storage/index.js';
import { ManualClock } from '../../support/manual-clock.js';
import {
  CONFIGS_KEY,
  configuration,
  FakeProfile,
  MIRROR_DELAY_MS,
  SeedRepository,
  SETTINGS_KEY,
  seedConfiguration,
  seedSettings,
  settled,
  until,
} from './support.js';

describe('the schema design’s keys in localStorage', () => {
  it('hold what was saved, exactly as the schema design has it', async () => {
    const profile = new FakeProfile();
    const storage = profile.open();
    await storage.configurations.saveConfiguration(seedConfiguration());
    await storage.settings.saveSettings(seedSettings());

    await profile.mirrored((local) => {
      expect(local.json(CONFIGS_KEY)).toEqual([seedConfiguration()]);
      expect(local.json(SETTINGS_KEY)).toEqual(seedSettings());
    });
    expect(profile.local.texts.get(CONFIGS_KEY)).toBe(JSON.stringify([seedConfiguration()]));
  });

  it('carry the namespace in front', async () => {
    const profile = new FakeProfile();
    await profile.open({ namespace: 'team-a' }).configurations.saveConfiguration(configuration('a'));
    await profile.mirrored((local) => expect(local.json(`team-a:${CONFIGS_KEY}`)).toHaveLength(1));
    expect(profile.local.texts.has(CONFIGS_KEY)).toBe(false);
    expect(await profile.open().configurations.getAllConfigurations()).toEqual([]);
  });

  it('are not touched by a visit that saves nothing', async () => {
    const profile = new FakeProfile();
    await profile.open().ready;
    profile.clock.advance(MIRROR_DELAY_MS);
    await profile.open().ready;
    expect([...profile.local.texts.keys()]).toEqual([]);
  });

  it('get no empty list because something else was saved', async () => {
    const profile = new FakeProfile();
    await profile.open().settings.saveSettings(seedSettings());
    await profile.mirrored((local) => expect([...local.texts.keys()]).toEqual([SETTINGS_KEY, `${SETTINGS_KEY}.rev`]));
  });

  it('mark one default at most, and lose what was deleted', async () => {
    const profile = new FakeProfile();
    const { configurations } = profile.open();
    await configurations.saveConfigurations([
      configuration('a', { isDefault: true }),
      configuration('b'),
      configuration('c'),
    ]);
    await configurations.setDefaultConfiguration('b');
    await configurations.deleteConfiguration('c');
    const flags = (list: unknown): unknown =>
      (list as Configuration[] | null)?.map(({ id, isDefault }) => [id, isDefault]);
    await profile.mirrored((local) =>
      expect(flags(local.json(CONFIGS_KEY))).toEqual([
        ['a', false],
        ['b', true],
      ]),
    );
  });

  it('are written a moment after several saves, once', async () => {
    const profile = new FakeProfile();
    const writes: string[] = [];
    const store = profile.local.open();
    const keyValue = { ...store, setItem: (key: string, text: string) => (writes.push(key), store.setItem(key, text)) };
    const { configurations, ready } = profile.open({ keyValue });
    await ready;
    for (const id of ['a', 'b', 'c']) await configurations.saveConfiguration(configuration(id));
    expect(writes).toEqual([]);
    await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(3));
    expect(writes).toEqual([CONFIGS_KEY, `${CONFIGS_KEY}.rev`]);
  });

  it('are written before flush returns, because the page may be gone right after', async () => {
    const profile = new FakeProfile();
    const storage = profile.open();
    await storage.configurations.saveConfiguration(configuration('a'));
    storage.flush();
    expect(profile.local.json(CONFIGS_KEY)).toHaveLength(1);
  });
});

describe('a page with the schema design’s own code', () => {
  async function withSeedPage() {
    const profile = new FakeProfile();
    const seed = new SeedRepository(profile.local.open());
    const storage = profile.open();
    await storage.ready;
    return { profile, seed, storage };
  }

  it('is understood when it was there first', async () => {
    const profile = new FakeProfile();
    const seed = new SeedRepository(profile.local.open());
    seed.saveConfiguration(seedConfiguration());
    seed.saveSettings(seedSettings());

    const storage = profile.open();

    expect(await storage.configurations.getAllConfigurations()).toEqual([seedConfiguration()]);
    expect((await storage.configurations.getDefaultConfiguration())?.id).toBe(seedConfiguration().id);
    expect(await storage.settings.getSettings()).toEqual(seedSettings());
  });

  it('adds a configuration that appears here at once', async () => {
    const { seed, storage } = await withSeedPage();
    const heard: string[] = [];
    storage.configurations.subscribe(({ kind, id, origin }) => heard.push(`${kind} ${id} ${origin}`));
    seed.saveConfiguration(configuration('theirs'));
    await until(() => expect(heard).toContain('saved theirs elsewhere'));
    expect(await storage.configurations.getConfiguration('theirs')).toEqual(configuration('theirs'));
  });

  it('loses nothing although the event of its write got lost, and a save of ours was waiting', async () => {
    const { profile, storage } = await withSeedPage();
    await storage.configurations.saveConfiguration(configuration('ours'));
    profile.local.texts.set(CONFIGS_KEY, JSON.stringify([configuration('theirs')]));
    await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(2));
    expect(await storage.configurations.getAllConfigurations()).toHaveLength(2);
  });

  it('edits a configuration of ours, and its edit is taken with its own time', async () => {
    const { profile, seed, storage } = await withSeedPage();
    await storage.configurations.saveConfiguration(configuration('a'));
    await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(1));
    const [read] = seed.getAllConfigurations();
    if (read === undefined) throw new Error('not mirrored');

    seed.saveConfiguration({ ...read, name: 'Edited there', modified: '2026-09-22T00:00:00.000Z' });

    await until(async () => expect((await storage.configurations.getConfiguration('a'))?.name).toBe('Edited there'));
    expect((await storage.configurations.getConfiguration('a'))?.modified).toBe('2026-09-22T00:00:00.000Z');
  });

  it('changes the settings', async () => {
    const { profile, seed, storage } = await withSeedPage();
    await storage.settings.saveSettings(seedSettings());
    await profile.mirrored((local) => expect(local.json(SETTINGS_KEY)).not.toBeNull());
    seed.saveSettings({ ...seedSettings(), theme: 'dark' });
    await until(async () => expect((await storage.settings.getSettings())?.theme).toBe('dark'));
  });

  it('chooses another default without unmarking the former one, and there is still one', async () => {
    const { profile, seed, storage } = await withSeedPage();
    await storage.configurations.saveConfigurations([configuration('a', { isDefault: true }), configuration('b')]);
    await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(2));

    for (const read of seed.getAllConfigurations())
      if (read.id === 'b') seed.saveConfiguration({ ...read, isDefault: true });

    await until(async () => expect((await storage.configurations.getDefaultConfiguration())?.id).toBe('b'));
    await profile.mirrored(() =>
      expect(seed.getAllConfigurations().filter(({ isDefault }) => isDefault)).toHaveLength(1),
    );
  });

  it('deletes nothing by leaving something out, and finds it in the list again', async () => {
    const { profile, seed, storage } = await withSeedPage();
    await storage.configurations.saveConfigurations([configuration('a'), configuration('b')]);
    await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(2));

    profile.local.open().setItem(CONFIGS_KEY, '[]');

    await profile.mirrored(() => expect(seed.getAllConfigurations()).toHaveLength(2));
    expect(await storage.configurations.getAllConfigurations()).toHaveLength(2);
  });

  it('clears localStorage, and everything comes back', async () => {
    const { profile, seed, storage } = await withSeedPage();
    await storage.configurations.saveConfiguration(configuration('a'));
    await profile.mirrored(() => expect(seed.getAllConfigurations()).toHaveLength(1));
    profile.local.open().removeItem(CONFIGS_KEY);
    await profile.mirrored(() => expect(seed.getAllConfigurations()).toHaveLength(1));
    expect(await storage.configurations.getAllConfigurations()).toHaveLength(1);
  });

  it('writes an old copy back over a newer save, which stays; the copy is set aside', async () => {
    const { profile, seed, storage } = await withSeedPage();
    const old = await storage.configurations.saveConfiguration(configuration('a', { name: 'Old' }));
    profile.clock.advance(1_000);
    await storage.configurations.saveConfiguration({ ...old, name: 'New' });
    await profile.mirrored(() => expect(seed.getAllConfigurations()[0]?.name).toBe('New'));

    seed.saveConfiguration(old);

    await profile.mirrored(() => expect(seed.getAllConfigurations()[0]?.name).toBe('New'));
    expect((await storage.configurations.getConfiguration('a'))?.name).toBe('New');
    expect((await storage.quarantine.list()).map(({ text }) => (JSON.parse(text) as Configuration).name)).toEqual([
      'Old',
    ]);
  });

  it('edits what was edited here at the same time: the later one wins, the other is set aside and both are told', async () => {
    const { profile, seed, storage } = await withSeedPage();
    await storage.configurations.saveConfiguration(configuration('a', { name: 'Before' }));
    await profile.mirrored(() => expect(seed.getAllConfigurations()).toHaveLength(1));
    const [read] = seed.getAllConfigurations();
    if (read === undefined) throw new Error('not mirrored');
    profile.clock.advance(1_000);
    // Saved here, but not yet in the list that the other page reads.
    await storage.configurations.saveConfiguration({ ...read, name: 'Here' });
    seed.saveConfiguration({ ...read, name: 'There', modified: '2026-12-31T00:00:00.000Z' });

    await until(async () => expect((await storage.configurations.getConfiguration('a'))?.name).toBe('There'));

    expect(storage.persistence.failure).toMatchObject({
      code: 'conflict',
      mine: { name: 'Here' },
      theirs: { name: 'There' },
    });
    expect((await storage.quarantine.list()).map(({ text }) => (JSON.parse(text) as Configuration).name)).toEqual([
      'Here',
    ]);
  });

  it('does not bring back what was deleted here with a copy from before', async () => {
    const { profile, seed, storage } = await withSeedPage();
    const kept = await storage.configurations.saveConfiguration(configuration('a'));
    await profile.mirrored(() => expect(seed.getAllConfigurations()).toHaveLength(1));
    await storage.configurations.deleteConfiguration('a');
    await profile.mirrored(() => expect(seed.getAllConfigurations()).toHaveLength(0));
    storage.dispose();

    seed.saveConfiguration(kept);
    const next = profile.open();

    expect(await next.configurations.getConfiguration('a')).toBeNull();
    await profile.mirrored(() => expect(seed.getAllConfigurations()).toHaveLength(0));
  });
});

describe('a localStorage that cannot be read', () => {
  it.each(['{"not": "a list"}', '[{"id": "a"', 'null', 'ÃƒÂ¤'])(
    'keeps the text %j before anything overwrites it, and starts from the journal',
    async (garbage) => {
      const profile = new FakeProfile();
      const before = profile.open();
      await before.configurations.saveConfiguration(configuration('a'));
      before.dispose();
      profile.local.texts.set(CONFIGS_KEY, garbage);

      const storage = profile.open();

      expect(await storage.configurations.getAllConfigurations()).toHaveLength(1);
      expect(storage.persistence.failure).toMatchObject({ code: 'unreadable-data', store: CONFIGS_KEY });
      const [kept] = await storage.quarantine.list();
      expect(kept).toMatchObject({ text: garbage, key: CONFIGS_KEY });
      expect(storage.persistence.failure).toMatchObject({ kept: kept?.kept });
      expect(kept?.kept).toMatch(/^quarantine\/aurigraph_configs\/[0-9a-z]+$/);
      await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(1));
    },
  );

  it('keeps the same garbage once', async () => {
    const profile = new FakeProfile();
    const foundAt = profile.clock.now();
    for (let visit = 0; visit < 2; visit += 1) {
      profile.local.texts.set(CONFIGS_KEY, 'garbage');
      const storage = profile.open();
      await storage.ready;
      storage.dispose();
      profile.clock.advance(60_000);
    }
    expect(await profile.open().quarantine.list()).toMatchObject([{ text: 'garbage', foundAt }]);
  });

  it('is never overwritten if the copy cannot be saved', async () => {
    const profile = new FakeProfile();
    profile.local.texts.set(CONFIGS_KEY, 'garbage');
    profile.local.limit = 10;
    const storage = profile.open({ indexedDB: null });
    await storage.ready;
    profile.clock.advance(MIRROR_DELAY_MS);
    expect(storage.persistence.failure?.code).toBe('quota-exceeded');
    expect(profile.local.texts.get(CONFIGS_KEY)).toBe('garbage');
  });

  it('loads the good elements, sets a bad one aside, and leaves it to whoever understands it', async () => {
    const profile = new FakeProfile();
    const bad = { id: 'bad', name: 17, theirs: true };
    profile.local.texts.set(CONFIGS_KEY, JSON.stringify([configuration('a'), bad, 'text', configuration('b')]));

    const storage = profile.open();

    expect((await storage.configurations.getAllConfigurations()).map(({ id }) => id)).toEqual(['a', 'b']);
    expect(storage.persistence.failure?.code).toBe('unreadable-data');
    const kept = (await storage.quarantine.list()).map(({ text }) => JSON.parse(text) as unknown);
    expect(kept).toHaveLength(2);
    expect(kept).toEqual(expect.arrayContaining([bad, 'text']));
    await storage.configurations.saveConfiguration(configuration('c'));
    await profile.mirrored((local) =>
      expect(local.json(CONFIGS_KEY)).toEqual(
        expect.arrayContaining([bad, 'text', expect.objectContaining({ id: 'c' })]),
      ),
    );
  });

  it('uses default settings where the stored ones are broken, sets those aside, and tells', async () => {
    const profile = new FakeProfile();
    profile.local.texts.set(SETTINGS_KEY, '{"theme": "pink"}');
    const storage = profile.open();
    expect(await storage.settings.getSettings()).toBeNull();
    expect((await storage.settings.getOrCreateDefault()).theme).toBe('system');
    expect(storage.persistence.failure).toMatchObject({ code: 'unreadable-data', store: SETTINGS_KEY });
    expect((await storage.quarantine.list())[0]?.text).toBe('{"theme":"pink"}');
  });
});

describe('how well things are kept', () => {
  it('is told when it changes, and not with every save', async () => {
    const profile = new FakeProfile();
    const storage = profile.open();
    await storage.ready;
    const facts: unknown[] = [];
    storage.persistence.subscribe((fact) => facts.push(fact));
    await storage.configurations.saveConfiguration(configuration('a'));
    await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(1));
    await storage.configurations.saveConfiguration(configuration('b'));
    await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(2));
    expect(facts).toEqual([]);
    expect(storage.persistence.current).toEqual({ configurations: 'durable', metrics: 'durable', mirror: 'current' });
  });
});

describe('a localStorage that is full', () => {
  async function withFullLocalStorage() {
    const profile = new FakeProfile();
    const storage = profile.open();
    await storage.configurations.saveConfiguration(configuration('a'));
    await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(1));
    const facts: PersistenceFact[] = [];
    storage.persistence.subscribe((fact) => facts.push(fact));
    profile.local.limit = 900;
    await storage.configurations.saveConfiguration(configuration('b', { description: 'x'.repeat(500) }));
    return { profile, storage, facts };
  }

  it('S1: fails no save, says once that the mirror is stale and by how many bytes, and catches up', async () => {
    const { profile, storage, facts } = await withFullLocalStorage();
    const before = profile.local.texts.get(CONFIGS_KEY);

    await profile.mirrored(() => expect(storage.persistence.mirror).toBe('stale'));
    await until(() => expect(storage.persistence.failure?.code).toBe('quota-exceeded'));

    expect(profile.local.refused).toBe(6);
    expect(storage.persistence.failure).toMatchObject({ store: 'localStorage' });
    expect(storage.persistence.failure?.message).toMatch(/needs [\d,]+ bytes in localStorage, where [\d,]+ bytes/);
    expect(storage.persistence.configurations).toBe('durable');
    expect(profile.local.texts.get(CONFIGS_KEY)).toBe(before);
    expect(await storage.configurations.getAllConfigurations()).toHaveLength(2);
    await storage.configurations.saveConfiguration(configuration('c'));
    await settled(profile);
    expect(profile.local.refused).toBe(7);
    expect(facts.filter(({ failure }) => failure !== undefined)).toHaveLength(1);

    profile.local.limit = Infinity;
    storage.resume();
    await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(3));
    expect(storage.persistence.mirror).toBe('current');
  });

  it('S2: for a moment only, as Firefox says it is, is tried again within a second, and nobody hears of it', async () => {
    const { profile, storage, facts } = await withFullLocalStorage();
    await profile.mirrored((local) => expect(local.refused).toBeGreaterThan(1));
    expect(profile.local.refused).toBeLessThan(6);
    profile.local.limit = Infinity;
    await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(2));
    expect(facts).toEqual([]);
    expect(storage.persistence.current).toEqual({ configurations: 'durable', metrics: 'durable', mirror: 'current' });
  });

  it('S2: tries five times in one second and then no more', async () => {
    const { profile, storage } = await withFullLocalStorage();
    profile.clock.advance(MIRROR_DELAY_MS);
    await until(() => expect(profile.local.refused).toBe(1));
    const start = profile.clock.elapsed();
    await until(() => {
      if (storage.persistence.mirror !== 'stale') profile.clock.advance(10);
      expect(storage.persistence.mirror).toBe('stale');
    });
    expect(profile.local.refused).toBe(6);
    expect(profile.clock.elapsed() - start).toBeGreaterThanOrEqual(1_000);
  });
});

describe('a browser that crashed', () => {
  /** Takes `localStorage` back to a former state, as Chromium does with the last 35 seconds (finding 2). */
  async function crashedBetween(
    clock: ManualClock,
    first: (storage: Storage) => Promise<unknown>,
    ...then: (typeof first)[]
  ) {
    const profile = new FakeProfile(clock);
    const storage = profile.open();
    await first(storage);
    storage.flush();
    await settled(profile);
    const kept = new Map(profile.local.texts);
    for (const act of then) {
      profile.clock.advance(1_000);
      await act(storage);
      await settled(profile);
    }
    const last = new Map(profile.local.texts);
    storage.dispose();
    expect(last).not.toEqual(kept);
    profile.local.texts.clear();
    for (const [key, text] of kept) profile.local.texts.set(key, text);
    return profile;
  }

  it('S18: loses no settings that were saved, although localStorage has the former ones', async () => {
    const profile = await crashedBetween(
      new ManualClock(),
      ({ settings }) => settings.saveSettings({ ...seedSettings(), theme: 'light' }),
      ({ settings }) => settings.saveSettings({ ...seedSettings(), theme: 'dark' }),
    );
    expect(profile.local.json(SETTINGS_KEY)).toMatchObject({ theme: 'light' });
    expect((await profile.open().settings.getSettings())?.theme).toBe('dark');
    await profile.mirrored((local) => expect(local.json(SETTINGS_KEY)).toMatchObject({ theme: 'dark' }));
  });

  it('S18: does not bring back what was edited and then deleted', async () => {
    const profile = await crashedBetween(
      new ManualClock(),
      ({ configurations }) => configurations.saveConfiguration(configuration('a', { name: 'One' })),
      ({ configurations }) => configurations.saveConfiguration(configuration('a', { name: 'Two' })),
      ({ configurations }) => configurations.deleteConfiguration('a'),
    );
    expect(profile.local.json(CONFIGS_KEY)).toHaveLength(1);
    expect(await profile.open().configurations.getAllConfigurations()).toEqual([]);
    await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toEqual([]));
  });

  it('S18, S22: keeps the later save although the clock was set back before it', async () => {
    const clock = new ManualClock();
    const profile = await crashedBetween(
      clock,
      ({ configurations }) => configurations.saveConfiguration(configuration('a', { name: 'One' })),
      async ({ configurations }) => {
        clock.setWallClock(clock.now() - 86_400_000);
        await configurations.saveConfiguration(configuration('a', { name: 'Two' }));
      },
    );
    expect(profile.local.json(CONFIGS_KEY)).toMatchObject([{ name: 'One' }]);
    expect((await profile.open().configurations.getConfiguration('a'))?.name).toBe('Two');
  });

  it('still lets a person toggle back what was changed here', async () => {
    const profile = new FakeProfile();
    const seed = new SeedRepository(profile.local.open());
    const storage = profile.open();
    for (const theme of ['light', 'dark'] as const) {
      await storage.settings.saveSettings({ ...seedSettings(), theme });
      await profile.mirrored((local) => expect(local.json(SETTINGS_KEY)).toMatchObject({ theme }));
      await settled(profile);
    }
    seed.saveSettings({ ...seedSettings(), theme: 'light' });
    await until(async () => expect((await storage.settings.getSettings())?.theme).toBe('light'));
  });
});

describe('a localStorage that vanishes under a page', () => {
  it.each([['S19: reads as empty after a crash of the storage service'], ['S20: is cleared by the page itself']])(
    '%s: found on the next read, and written again, 20 times',
    async () => {
      const profile = new FakeProfile();
      const storage = profile.open();
      await storage.configurations.saveConfiguration(configuration('a'));
      await storage.settings.saveSettings(seedSettings());
      for (let round = 0; round < 20; round += 1) {
        await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(1));
        await profile.mirrored((local) => expect(local.json(SETTINGS_KEY)).toEqual(seedSettings()));
        await settled(profile);
        // No event: a document hears nothing of its own writes.
        profile.local.texts.clear();
        expect(profile.local.texts.get(CONFIGS_KEY)).toBeUndefined();
        expect(await storage.configurations.getAllConfigurations()).toHaveLength(1);
        await storage.settings.getSettings();
      }
      await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(1));
      expect(storage.persistence.failure).toBeUndefined();
    },
  );

  it('S20: found when the page is looked at again', async () => {
    const profile = new FakeProfile();
    const storage = profile.open();
    await storage.configurations.saveConfiguration(configuration('a'));
    await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(1));
    profile.local.texts.clear();
    storage.resume();
    await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(1));
  });
});

describe('what was set aside', () => {
  it('makes room, oldest first, only after a person was told', async () => {
    const profile = new FakeProfile();
    const { quarantine } = profile.open();
    const kept: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      profile.local.texts.set(CONFIGS_KEY, `garbage ${index} ${'x'.repeat(300_000)}`);
      const visit = profile.open();
      await visit.ready;
      visit.dispose();
      profile.clock.advance(1_000);
      kept.push((await quarantine.list()).at(-1)?.kept ?? '');
    }
    expect(await quarantine.list()).toHaveLength(5);
    for (const name of kept.slice(1)) await quarantine.acknowledge(name);
    // The first one was not acknowledged: it stays, whatever its age. Of the others, 1 MB is left.
    expect((await quarantine.list()).map((text) => text.kept)).toEqual([kept[0], ...kept.slice(2)]);
    await quarantine.remove(kept[0] ?? '');
    expect((await quarantine.list()).map((text) => text.kept)).toEqual(kept.slice(2));
  });

  it('F4: holds a save that someone replaced who had an older copy', async () => {
    const profile = new FakeProfile();
    const seed = new SeedRepository(profile.local.open());
    const storage = profile.open();
    await storage.configurations.saveConfiguration(configuration('a', { name: 'One' }));
    await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(1));
    const [copy] = seed.getAllConfigurations();
    if (copy === undefined) throw new Error('not mirrored');
    profile.clock.advance(1_000);
    await storage.configurations.saveConfiguration({ ...copy, name: 'Two' });
    await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toMatchObject([{ name: 'Two' }]));
    seed.saveConfiguration({ ...copy, name: 'Edited', modified: '2026-12-31T00:00:00.000Z' });
    await until(async () => expect((await storage.configurations.getConfiguration('a'))?.name).toBe('Edited'));
    const [kept, ...others] = await storage.quarantine.list();
    expect(JSON.parse(kept?.text ?? '')).toMatchObject({ name: 'Two' });
    expect(kept?.expendable).toBe(true);
    expect(others).toEqual([]);
    expect(storage.persistence.failure).toBeUndefined();
  });
});

describe('what was deleted long ago', () => {
  it('is forgotten after 90 days, and an old copy in the shared list does not bring it back', async () => {
    const profile = new FakeProfile();
    const storage = profile.open();
    await storage.configurations.saveConfigurations([configuration('a'), configuration('b')]);
    await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(2));
    const old = profile.local.texts.get(CONFIGS_KEY) ?? '';
    await storage.configurations.deleteConfiguration('a');
    await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(1));
    await settled(profile);
    storage.dispose();
    const keys = async (): Promise<unknown[]> => {
      const records = new IndexedDbRecords({
        factory: profile.indexedDB,
        keyRange: IDBKeyRange,
        databaseName: 'aurigraph-widgets',
        durability: 'strict',
        clock: profile.clock,
      });
      const all = [...(await records.readAll('configuration/')).keys()];
      records.close();
      return all;
    };

    profile.clock.advance(89 * 86_400_000);
    await profile.open().ready;
    await settled(profile);
    expect(await keys()).toEqual(['configuration/a', 'configuration/b']);

    profile.clock.advance(2 * 86_400_000);
    const late = profile.open();
    await until(async () => expect(await keys()).toEqual(['configuration/b']));
    await late.configurations.saveConfiguration(configuration('c'));
    await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(2));
    await settled(profile);
    profile.local.open().setItem(CONFIGS_KEY, old);
    await settled(profile);
    expect(profile.local.json(CONFIGS_KEY)).toMatchObject([{ id: 'b' }, { id: 'c' }]);
    expect((await late.configurations.getAllConfigurations()).map(({ id }) => id)).toEqual(['b', 'c']);
  });
});
