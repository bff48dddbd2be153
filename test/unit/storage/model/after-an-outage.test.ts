/** Defects that the model found, each as the shortest story. */
import { expect, it } from 'vitest';
import { configuration, CONFIGS_KEY } from '../support.js';
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
