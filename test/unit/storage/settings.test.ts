import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../src/domain/settings.js';
import { failureFrom, FakeProfile, seedSettings } from './support.js';

describe('settings', () => {
  it('are nothing at first, and the defaults when asked to create them', async () => {
    const profile = new FakeProfile();
    const { settings } = profile.open();
    expect(await settings.getSettings()).toBeNull();
    expect(await settings.getOrCreateDefault()).toEqual(defaultSettings());
    expect(await profile.open().settings.getSettings()).toEqual(defaultSettings());
  });

  it('survive a reload with fields that are not known', async () => {
    const profile = new FakeProfile();
    const mine = { ...seedSettings(), 'x-beta': { enabled: [true] } };
    await profile.open().settings.saveSettings(mine);
    expect(await profile.open().settings.getSettings()).toEqual(mine);
    expect(await profile.open().settings.getOrCreateDefault()).toEqual(mine);
  });

  it('are refused in words when they are wrong, and stay as they were', async () => {
    const { settings } = new FakeProfile().open();
    await settings.saveSettings(seedSettings());
    const failure = await failureFrom(settings.saveSettings({ ...seedSettings(), chartUpdateInterval: 5 }));
    expect(failure.code).toBe('invalid-settings');
    expect(failure.message).toContain('between 1,000 and 5,000 ms');
    expect(await settings.getSettings()).toEqual(seedSettings());
  });

  it('give both versions to the second of two people who change them', async () => {
    const profile = new FakeProfile();
    const [mine, theirs] = [profile.open().settings, profile.open().settings];
    const read = await mine.getOrCreateDefault();
    await theirs.saveSettings({ ...read, theme: 'dark' });
    const failure = await failureFrom(mine.saveSettings({ ...read, theme: 'light' }, { base: mine.revisionOf(read) }));
    expect(failure).toMatchObject({ code: 'conflict', mine: { theme: 'light' }, theirs: { theme: 'dark' } });
  });

  it('are not replaced by defaults when another tab saves them at the same moment', async () => {
    const profile = new FakeProfile();
    const [one, two] = [profile.open(), profile.open()];
    await Promise.all([one.ready, two.ready]);
    const [created] = await Promise.all([
      one.settings.getOrCreateDefault(),
      two.settings.saveSettings({ ...seedSettings(), theme: 'dark' }),
    ]);
    expect(created.theme).toBe('dark');
    expect((await two.settings.getSettings())?.theme).toBe('dark');
  });

  it('tell listeners when they change, here or elsewhere', async () => {
    const profile = new FakeProfile();
    const [here, there] = [profile.open().settings, profile.open().settings];
    const heard: string[] = [];
    const stop = here.subscribe(({ kind, revision, origin }) => heard.push(`${kind} ${revision} ${origin}`));
    await here.saveSettings(seedSettings());
    await there.saveSettings(seedSettings());
    expect(heard).toEqual(['saved 1 here', 'saved 2 elsewhere']);
    stop();
    await here.saveSettings(seedSettings());
    expect(heard).toHaveLength(2);
  });
});
