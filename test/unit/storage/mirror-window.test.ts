import { expect, it } from 'vitest';
import type { KeyValueStore } from '../../../src/storage/index.js';
import { CONFIGS_KEY, configuration, FakeProfile, SeedRepository, until } from './support.js';

it('T7: takes in what another page writes while the journal is read for the next text', async () => {
  const profile = new FakeProfile();
  const other = profile.local.open();
  const view = profile.local.open();
  let armed = false;
  let written = 0;
  const keyValue: KeyValueStore = {
    ...view,
    getItem: (key) => {
      const text = view.getItem(key);
      if (armed && key === CONFIGS_KEY) {
        armed = false;
        // The text was read; now the other page writes, before ours is put.
        queueMicrotask(() => {
          new SeedRepository(other).saveConfiguration(configuration('theirs'));
          written += 1;
        });
      }
      return text;
    },
    // The event of the other page's write does not come in time.
    watch: () => () => undefined,
  };
  const storage = profile.open({ keyValue });
  await storage.configurations.saveConfiguration(configuration('a'));
  await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(1));
  armed = true;
  await storage.configurations.saveConfiguration(configuration('b'));
  await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(3));
  expect(written).toBe(1);
  await until(async () => expect(await storage.configurations.getConfiguration('theirs')).not.toBeNull());
});
