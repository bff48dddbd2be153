import { afterEach, beforeEach, describe, expect, it, vi, type MockInstance } from 'vitest';
import { FailureError } from '../../../src/domain/failure.js';
import { storedSchemas } from '../../../src/storage/parts.js';
import {
  CONFIGS_KEY,
  configuration,
  FakeProfile,
  failureFrom,
  seedConfiguration,
  seedMetrics,
  settled,
  until,
} from './support.js';

type Schemas = typeof import('../../../src/storage/stored-schemas.js');

const notLoaded = new FailureError({ code: 'not-loaded', message: 'The part could not be loaded.' });
const unhandled = vi.fn();

/** The schemas as they are; the tests decide when they are here. */
let schemas: Schemas;
let load: MockInstance<typeof storedSchemas.load>;
let here: Schemas | undefined;

beforeEach(async () => {
  process.on('unhandledRejection', unhandled);
  schemas = await storedSchemas.load();
  here = undefined;
  load = vi.spyOn(storedSchemas, 'load').mockImplementation(async () => (here = schemas));
  vi.spyOn(storedSchemas, 'here', 'get').mockImplementation(() => here);
});

afterEach(() => {
  vi.restoreAllMocks();
  process.off('unhandledRejection', unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});

/** Lets the schemas arrive when the test says so. */
function heldBack(): () => void {
  let arrive = (): void => undefined;
  const arrival = new Promise<void>((resolve) => (arrive = resolve));
  load.mockImplementation(() => arrival.then(() => (here = schemas)));
  return arrive;
}

describe('the schemas of what is stored', () => {
  it('are not loaded where nothing was ever saved', async () => {
    const storage = new FakeProfile().open();
    await storage.ready;
    const { settings, defaultConfiguration, metrics } = await storage.preload();
    expect([settings, defaultConfiguration, metrics]).toEqual([null, null, null]);
    expect(await storage.configurations.getAllConfigurations()).toEqual([]);
    expect(load).not.toHaveBeenCalled();
  });

  it('let a save wait, which then saves what it was given, whatever became of that since', async () => {
    const storage = new FakeProfile().open();
    const arrive = heldBack();
    const given = configuration('a', { name: 'As it was' });
    const saving = storage.configurations.saveConfiguration(given);
    given.name = '';
    arrive();
    expect((await saving).name).toBe('As it was');
    expect((await storage.configurations.getConfiguration('a'))?.name).toBe('As it was');
  });

  it('refuse as ever what they do not allow, and what cannot even be copied', async () => {
    const storage = new FakeProfile().open();
    const odd = { ...configuration('a'), name: () => 'a function' } as unknown as ReturnType<typeof configuration>;
    expect(await failureFrom(storage.configurations.saveConfiguration(odd))).toMatchObject({
      code: 'invalid-configuration',
    });
  });

  it('fail a save and a read in words where they cannot be had; nothing is lost, and the next try works', async () => {
    const profile = new FakeProfile();
    const storage = profile.open();
    await storage.configurations.saveConfiguration(configuration('a'));
    here = undefined;
    load.mockRejectedValue(notLoaded);
    expect(await failureFrom(storage.configurations.saveConfiguration(configuration('b')))).toMatchObject({
      code: 'not-loaded',
    });
    expect(await failureFrom(storage.configurations.getConfiguration('a'))).toMatchObject({ code: 'not-loaded' });
    expect(await storage.quarantine.list()).toEqual([]);
    load.mockImplementation(async () => (here = schemas));
    expect(await storage.configurations.getConfiguration('a')).toMatchObject({ id: 'a' });
    expect(await storage.configurations.getConfiguration('b')).toBeNull();
  });

  it('leave alone what another page wrote until it can be checked, and take it in then', async () => {
    const profile = new FakeProfile();
    const text = JSON.stringify([seedConfiguration()]);
    profile.local.texts.set(CONFIGS_KEY, text);
    load.mockRejectedValue(notLoaded);
    const storage = profile.open();
    await storage.ready;
    await settled(profile);
    expect(storage.persistence.failure).toMatchObject({ code: 'not-loaded' });
    expect(profile.local.texts.get(CONFIGS_KEY)).toBe(text);
    expect(await storage.quarantine.list()).toEqual([]);
    load.mockImplementation(async () => (here = schemas));
    storage.resume();
    await until(async () => expect(await storage.configurations.getAllConfigurations()).toHaveLength(1));
  });

  it('leave nothing behind when the storage ends while they are on the way', async () => {
    const profile = new FakeProfile();
    profile.local.texts.set(CONFIGS_KEY, JSON.stringify([seedConfiguration()]));
    const arrive = heldBack();
    const storage = profile.open();
    await new Promise((resolve) => setImmediate(resolve));
    storage.dispose();
    arrive();
    await settled(profile);
    expect(profile.clock.pending).toBe(0);
  });
});

describe('metrics', () => {
  it('are kept and given back without the schemas of anything else', async () => {
    const storage = new FakeProfile().open();
    await storage.metricsCache.saveMetrics(seedMetrics());
    expect((await storage.metricsCache.getLatestMetrics())?.systemMetrics).toEqual(seedMetrics().systemMetrics);
    expect(load).not.toHaveBeenCalled();
  });
});
