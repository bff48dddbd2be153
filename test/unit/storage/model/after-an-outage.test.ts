/** Defects that the model found, each as the shortest story. */
import { expect, it } from 'vitest';
import { defaultSettings } from '../../../../src/domain/settings.js';
import { configuration, CONFIGS_KEY, SETTINGS_KEY } from '../support.js';
import { rest, steadyProfile } from './crash-operations.js';

it('S8: the mirror is brought up to date when IndexedDB works again, although the text did not change', async () => {
  const profile = steadyProfile();
  await profile.open().storage.configurations.saveConfiguration(configuration('a'));
  await rest(profile);
  // The browser died before the text was on disk, and IndexedDB is dead at the next start.
  profile.local.open().clear();
  await profile.pass(100);
  const page = profile.open({ withoutIndexedDB: true });
  await profile.pass(1_000);
  expect(profile.local.text(CONFIGS_KEY)).toBeNull();
  page.faults.lost = false;
  await profile.pass(100_000, 1_000);
  page.storage.resume();
  await profile.pass(1_000);
  expect(await page.storage.configurations.getAllConfigurations()).toHaveLength(1);
  expect(profile.local.text(CONFIGS_KEY) ?? 'nothing').toContain('"a"');
});

it('S8, S20: what a page read from a stand-in that is cleared then is in the journal and the mirror, or in neither', async () => {
  const profile = steadyProfile();
  const writer = profile.open({ withoutIndexedDB: true });
  await profile.pass(3_000);
  await writer.storage.settings.saveSettings({ ...defaultSettings(), lastOpenedVersion: 'v1.' });
  await profile.pass(1_000);
  const reader = profile.open({ withoutIndexedDB: true });
  await profile.pass(3_000);
  writer.kill();
  reader.document.clear();
  reader.storage.resume();
  await profile.pass(1_000);
  reader.faults.lost = false;
  await profile.pass(100_000, 1_000);
  reader.storage.resume();
  await profile.pass(1_000);
  expect(reader.storage.persistence.configurations).toBe('durable');
  const kept = await reader.storage.settings.getSettings();
  const text = profile.local.text(SETTINGS_KEY);
  expect([kept?.lastOpenedVersion, text?.includes('v1.')]).toEqual(
    text === null ? [undefined, undefined] : ['v1.', true],
  );
});
