import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../src/domain/configuration.js';
import {
  CONFIGS_KEY,
  configuration,
  FakeProfile,
  MIRROR_DELAY_MS,
  SeedRepository,
  SETTINGS_KEY,
  seedConfiguration,
  seedSettings,
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
    await profile.mirrored((local) => expect([...local.texts.keys()]).toEqual([SETTINGS_KEY]));
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
    expect(writes).toEqual([CONFIGS_KEY]);
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
  it('fails no save: the journal has it, the mirror is stale and says so, and catches up when there is room', async () => {
    const profile = new FakeProfile();
    const storage = profile.open();
    await storage.configurations.saveConfiguration(configuration('a'));
    await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(1));
    profile.local.limit = 800;

    await storage.configurations.saveConfiguration(configuration('b', { description: 'x'.repeat(500) }));
    await profile.mirrored(() => expect(storage.persistence.mirror).toBe('stale'));

    expect(storage.persistence.failure).toMatchObject({ code: 'quota-exceeded', store: 'localStorage' });
    expect(storage.persistence.configurations).toBe('durable');
    expect(profile.local.json(CONFIGS_KEY)).toHaveLength(1);
    expect(await profile.open().configurations.getAllConfigurations()).toHaveLength(2);

    // Tried a few times, and then left alone until the page is looked at again.
    await profile.mirrored((local) => expect(local.refused).toBe(4));
    for (let turn = 0; turn < 20; turn += 1) await profile.mirrored(() => undefined);
    expect(profile.local.refused).toBe(4);
    profile.local.limit = Infinity;
    storage.resume();
    await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(2));
    expect(storage.persistence.mirror).toBe('current');
  });
});
