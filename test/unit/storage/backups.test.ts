/** Originals of records that were saved in a newer format, in a library whose schema is 2.0. */
import { describe, expect, it, vi } from 'vitest';
import type { Configuration } from '../../../src/domain/configuration.js';
import { journalOf, lifted, original, save, SAVED_AT, stored } from './former-version.js';
import { CONFIGS_KEY, failureFrom, FakeProfile, seedSettings, until } from './support.js';

vi.mock('../../../src/domain/versions.js', async (importOriginal) => ({
  ...(await importOriginal<object>()),
  CURRENT_SCHEMA_VERSION: '2.0',
}));
vi.mock('../../../src/storage/schema-steps.js', () => import('../../fixtures/schema-2.0/schema-steps.js'));

const DAY_MS = 24 * 60 * 60_000;

describe('a backup', () => {
  async function migrated(): Promise<FakeProfile> {
    const profile = new FakeProfile();
    await save(profile, original('a'));
    const first = profile.open();
    await first.configurations.saveConfiguration(lifted('a', { tags: ['mine'] }) as Configuration);
    first.dispose();
    return profile;
  }

  it('is restored, with what stood there kept in its place, and everyone hears of it', async () => {
    const profile = await migrated();
    const [here, there] = [profile.open(), profile.open()];
    const heard: string[] = [];
    there.configurations.subscribe(({ kind, id, origin }) => heard.push(`${kind} ${id} ${origin}`));
    await Promise.all([here.ready, there.ready]);

    await here.backups.restore('configuration/a/1.0');

    expect(await stored(profile, 'a')).toEqual(original('a'));
    expect(await here.configurations.getConfiguration('a')).toEqual(lifted('a'));
    await until(() => expect(heard).toEqual(['saved a elsewhere']));
    await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toEqual([original('a')]));
    expect((await here.backups.list()).map(({ id }) => id)).toEqual(['configuration/a/1.0', 'configuration/a/2.0']);
    await here.backups.restore('configuration/a/2.0');
    expect(await there.configurations.getConfiguration('a')).toEqual(lifted('a', { ...SAVED_AT, tags: ['mine'] }));
  });

  it('is restored twice without harm, and brings back what was deleted', async () => {
    const profile = await migrated();
    const { backups, configurations } = profile.open();
    await configurations.deleteConfiguration('a');
    const before = await backups.list();
    await backups.restore('configuration/a/1.0');
    profile.clock.advance(DAY_MS);
    await backups.restore('configuration/a/1.0');
    expect(await stored(profile, 'a')).toEqual(original('a'));
    expect(await backups.list()).toEqual(before);
  });

  it('of settings is restored as well', async () => {
    const profile = new FakeProfile();
    await journalOf(profile).commit([{ kind: 'settings', id: 'app', value: seedSettings() }]);
    const { backups, settings } = profile.open();
    await settings.saveSettings({ ...seedSettings(), theme: 'light' });
    const heard: string[] = [];
    settings.subscribe(({ kind, revision, origin }) => heard.push(`${kind} ${revision} ${origin}`));
    await backups.restore('settings/app/1.0');
    expect((await journalOf(profile).read('settings', 'app'))?.value).toEqual(seedSettings());
    expect(heard).toEqual(['saved 3 here']);
  });

  it('that is not there, or cannot be read, is refused in words', async () => {
    const profile = await migrated();
    const base = { kind: 'configuration', recordId: 'a', version: '0.1', madeAt: 0 };
    await journalOf(profile).commit([
      { kind: 'backup', id: 'torn', value: { ...base, text: '{"id":' } },
      { kind: 'backup', id: 'strange', value: 'not a backup' },
    ]);
    const { backups } = profile.open();
    expect(await failureFrom(backups.restore('configuration/b/1.0'))).toMatchObject({ code: 'not-found' });
    expect(await failureFrom(backups.restore('strange'))).toMatchObject({ code: 'not-found' });
    expect(await failureFrom(backups.restore('torn'))).toMatchObject({ code: 'unreadable-data', kept: 'torn' });
    expect((await backups.list()).map(({ id }) => id)).toContain('configuration/a/1.0');
    expect(await stored(profile, 'a')).toMatchObject({ tags: ['mine'] });
  });

  it('is forgotten at a start more than 30 days later, and not before', async () => {
    const profile = await migrated();
    for (const [days, left] of [
      [29, 1],
      [0.9, 1],
      [0.2, 0],
    ] as const) {
      profile.clock.advance(days * DAY_MS);
      const storage = profile.open();
      await storage.ready;
      await until(async () => expect(await journalOf(profile).readAll('backup')).toHaveProperty('size', left));
      storage.dispose();
    }
  });

  it('stays while the page that made it is open, however long', async () => {
    const profile = new FakeProfile();
    await save(profile, original('a'));
    const { configurations, backups } = profile.open();
    await configurations.saveConfiguration(lifted('a') as Configuration);
    profile.clock.advance(90 * DAY_MS);
    await backups.prune();
    expect(await backups.list()).toHaveLength(1);
  });

  it('stays while its record cannot be read, or is of a kind that is not known', async () => {
    const profile = await migrated();
    profile.local.texts.clear();
    await save(profile, lifted('a', { name: '' }));
    const value = { kind: 'theme', recordId: 'x', version: '2.0', text: '{}', madeAt: 0 };
    await journalOf(profile).commit([{ kind: 'backup', id: 'theme/x/2.0', value }]);
    profile.clock.advance(90 * DAY_MS);
    const { backups, ready } = profile.open();
    await ready;
    await backups.prune();
    expect(await backups.list()).toHaveLength(2);
    await journalOf(profile).commit([{ kind: 'configuration', id: 'a', deleted: true }]);
    await backups.prune();
    expect((await backups.list()).map(({ id }) => id)).toEqual(['theme/x/2.0']);
  });

  it('of settings stays while they cannot be read', async () => {
    const profile = new FakeProfile();
    const value = { kind: 'settings', recordId: 'app', version: '1.0', text: '{}', madeAt: 0 };
    await journalOf(profile).commit([
      { kind: 'backup', id: 'settings/app/1.0', value },
      { kind: 'settings', id: 'app', value: { version: '2.0' } },
    ]);
    const { backups, ready } = profile.open();
    await ready;
    await backups.prune();
    expect(await backups.list()).toHaveLength(1);
    await journalOf(profile).commit([{ kind: 'settings', id: 'app', value: { ...seedSettings(), version: '2.0' } }]);
    await backups.prune();
    expect(await backups.list()).toEqual([]);
  });

  it('of another change of the same record takes the place of the former one, as a save does', async () => {
    const profile = await migrated();
    const { backups, configurations } = profile.open();
    await backups.restore('configuration/a/1.0');
    await save(profile, original('a', { name: 'Edited by 1.0' }));
    await configurations.saveConfiguration(lifted('a') as Configuration);
    const record = await journalOf(profile).read('backup', 'configuration/a/1.0');
    expect(record).toMatchObject({ rev: 2, base: 1, value: { version: '1.0' } });
    expect((await backups.list()).find(({ version }) => version === '1.0')?.text).toContain('Edited by 1.0');
  });

  it('is forgotten when a person says so', async () => {
    const profile = await migrated();
    const { backups } = profile.open();
    await backups.remove('configuration/nothing/1.0');
    await backups.remove('configuration/a/1.0');
    expect((await journalOf(profile).readAll('backup')).size).toBe(0);
    expect((await journalOf(profile).readHistory('backup')).size).toBe(1);
  });

  it('is forgotten oldest first when all of them exceed 1 MB', async () => {
    const profile = new FakeProfile();
    const backup = (recordId: string, madeAt: number, length: number) => ({
      kind: 'backup',
      id: `settings/${recordId}/1.0`,
      value: { kind: 'settings', recordId, version: '1.0', text: 'x'.repeat(length), madeAt },
    });
    const start = profile.clock.now();
    await journalOf(profile).commit([
      backup('newest', start - 1, 400_000),
      backup('oldest', start - 3, 400_000),
      backup('middle', start - 2, 600_000),
    ]);
    const { backups, ready } = profile.open();
    await ready;
    await backups.prune();
    expect((await backups.list()).map(({ recordId }) => recordId)).toEqual(['middle', 'newest']);
  });
});
