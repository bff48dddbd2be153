import { describe, expect, it, onTestFinished } from 'vitest';
import { FailoverRecords } from '../../../src/storage/records/failover-records.js';
import { storageBlocked } from '../../../src/storage/failures.js';
import type { Carrier } from '../../../src/storage/records/known-records.js';
import { MemoryRecords, type KeyValueStore, type RecordStore, type Storage } from '../../../src/storage/index.js';
import { FaultyIndexedDB, holdTransaction, type IndexedDbFault } from '../../support/faulty-indexed-db.js';
import { ManualClock } from '../../support/manual-clock.js';
import {
  CONFIGS_KEY,
  configuration,
  failureFrom,
  FakeProfile,
  seedMetrics,
  seedSettings,
  SETTINGS_KEY,
  settled,
  until,
} from './support.js';

const STANDING_IN = { code: 'storage-blocked', store: 'IndexedDB', message: expect.stringContaining('localStorage') };

/** A profile whose IndexedDB can be broken, and a page that is open in it. */
async function openPage(fault: IndexedDbFault = 'none') {
  const profile = new FakeProfile();
  const faulty = new FaultyIndexedDB();
  faulty.fault = fault;
  const open = (): Storage => profile.open({ indexedDB: faulty.factory });
  const storage = open();
  if (fault === 'silent') profile.clock.advance(2_000);
  await storage.ready;
  return { profile, faulty, open, storage };
}

type Page = Awaited<ReturnType<typeof openPage>>;

/** Lets the circuit breaker try again, and waits for IndexedDB to be used. */
async function healed({ profile, faulty, storage }: Page): Promise<void> {
  faulty.fault = 'none';
  profile.clock.advance(30_000);
  await until(() => expect(storage.persistence.configurations).toBe('durable'));
}

const names = async ({ configurations }: Storage): Promise<string[]> =>
  (await configurations.getAllConfigurations()).map(({ name }) => name).sort();

describe('IndexedDB that dies in the middle of a visit', () => {
  it('S8: is replaced within the same call, and says so; nothing that was acknowledged is lost', async () => {
    const page = await openPage();
    const { storage, faulty } = page;
    const before = await storage.configurations.saveConfiguration(configuration('a', { name: 'Before' }));
    faulty.fault = 'server-lost';

    const base = storage.configurations.revisionOf(before);
    const edited = await storage.configurations.saveConfiguration({ ...before, name: 'Edited' }, { base });
    await storage.configurations.saveConfiguration(configuration('b'));

    expect(faulty.met['server-lost']).toBeGreaterThan(0);
    expect(storage.persistence.current).toMatchObject({ configurations: 'fallback', failure: STANDING_IN });
    expect(storage.persistence.failure?.remedy).toContain('reload');
    expect(storage.configurations.revisionOf(edited)).toBe(2);
    expect(await names(storage)).toEqual(['Configuration b', 'Edited']);
    expect(await failureFrom(storage.configurations.saveConfiguration(before, { base }))).toMatchObject({
      code: 'conflict',
      theirs: { name: 'Edited' },
    });
  });

  it('S8: leaves the dead server alone for 30 seconds, then asks once', async () => {
    const { storage, faulty, profile } = await openPage();
    await storage.settings.saveSettings(seedSettings());
    faulty.fault = 'server-lost';
    await storage.settings.getSettings();
    const asked = faulty.met['server-lost'];
    for (let index = 0; index < 200; index += 1) await storage.settings.getSettings();
    profile.clock.advance(29_999);
    await settled({ ...profile, clock: new ManualClock() } as FakeProfile);
    expect(faulty.met['server-lost']).toBe(asked);
    profile.clock.advance(1);
    await settled({ ...profile, clock: new ManualClock() } as FakeProfile);
    expect(faulty.met['server-lost']).toBe(asked + 1);
    profile.clock.advance(30_000);
    await settled({ ...profile, clock: new ManualClock() } as FakeProfile);
    expect(faulty.met['server-lost']).toBe(asked + 2);
  });

  it('S8: gets everything back when it works again, tells its listeners, and takes its failure back, 20 times', async () => {
    const page = await openPage();
    const { storage, faulty, profile, open } = page;
    const heard: string[] = [];
    storage.configurations.subscribe(({ kind, origin }) => kind === 'refreshed' && heard.push(origin));
    let saved = await storage.configurations.saveConfiguration(configuration('a'));
    await storage.configurations.saveConfiguration(configuration('deleted'));
    for (let round = 0; round < 20; round += 1) {
      faulty.fault = 'server-lost';
      const base = storage.configurations.revisionOf(saved);
      saved = await storage.configurations.saveConfiguration({ ...saved, name: `Round ${round}` }, { base });
      await storage.configurations.deleteConfiguration('deleted');
      expect(storage.persistence.configurations).toBe('fallback');
      profile.clock.advance(1_000);
      await healed(page);
      expect(storage.persistence.failure).toBeUndefined();
      expect(await names(storage)).toEqual([`Round ${round}`]);
      const seen = await open().configurations.getAllConfigurations();
      expect(seen).toMatchObject([{ id: 'a', name: `Round ${round}` }]);
      saved = (await storage.configurations.getConfiguration('a')) ?? saved;
      await storage.configurations.saveConfiguration(configuration('deleted'));
    }
    expect(heard).toHaveLength(40);
    expect(await storage.quarantine.list()).toEqual([]);
  });

  it('S8: has everything after a reload, with IndexedDB still dead', async () => {
    const { storage, faulty, profile, open } = await openPage();
    await storage.configurations.saveConfiguration(configuration('before'));
    await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(1));
    faulty.fault = 'server-lost';
    await storage.configurations.saveConfiguration(configuration('after'));
    storage.dispose();
    expect(await names(open())).toEqual(['Configuration after', 'Configuration before']);
  });

  it('S12: a frozen tab holds it up: the save goes to localStorage within three seconds', async () => {
    const { storage, faulty, profile } = await openPage();
    await storage.configurations.saveConfiguration(configuration('a'));
    const release = await holdTransaction(faulty.real, 'aurigraph-widgets', 'records');
    const start = profile.clock.elapsed();
    let isSaved = false;
    const saving = storage.configurations.saveConfiguration(configuration('b')).then(() => (isSaved = true));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(isSaved).toBe(false);
    await until(() => {
      if (!isSaved) profile.clock.advance(50);
      expect(isSaved).toBe(true);
    });
    await saving;
    expect(profile.clock.elapsed() - start).toBeLessThanOrEqual(3_000);
    expect(storage.persistence.configurations).toBe('fallback');
    const stoodIn = profile.clock.elapsed();
    release();
    await until(() => expect(storage.persistence.configurations).toBe('durable'));
    expect(profile.clock.elapsed(), 'as soon as it can').toBe(stoodIn);
    expect(await names(storage)).toEqual(['Configuration a', 'Configuration b']);
  });

  it('S7: a connection that is closed under it is healed without anyone noticing, 20 times', async () => {
    const { storage, faulty } = await openPage();
    for (let round = 0; round < 20; round += 1) {
      await storage.configurations.saveConfiguration(configuration(`c${round}`));
      expect(faulty.closeConnections(round % 2 === 0)).toBeGreaterThan(0);
      expect(await names(storage)).toHaveLength(round + 1);
    }
    expect(storage.persistence.current).toEqual({ configurations: 'durable', metrics: 'durable', mirror: 'current' });
  });

  it('sets aside what another tab saved meanwhile and an edit here replaces', async () => {
    const page = await openPage();
    const { storage, faulty, profile } = page;
    const other = profile.open({ indexedDB: faulty.real, keyValue: null });
    const saved = await storage.configurations.saveConfiguration(configuration('a', { name: 'Before' }));
    faulty.fault = 'server-lost';
    await other.configurations.saveConfiguration({ ...saved, name: 'There' });
    profile.clock.advance(1_000);
    await storage.configurations.saveConfiguration({ ...saved, name: 'Here' });
    await healed(page);
    expect(await names(storage)).toEqual(['Here']);
    expect((await storage.quarantine.list()).map(({ text }) => (JSON.parse(text) as { name: string }).name)).toEqual([
      'There',
    ]);
  });

  it('carries over a save that was under way when it came back', async () => {
    const clock = new ManualClock();
    const gate = { open: (): void => undefined };
    const profile = new FakeProfile(clock);
    const faulty = new FaultyIndexedDB();
    faulty.fault = 'server-lost';
    const local = profile.local.open();
    let isSlow = false;
    const slow: KeyValueStore = {
      ...local,
      setItem: (key, text) => {
        if (!isSlow || !key.includes('configuration/')) return local.setItem(key, text);
        isSlow = false;
        return new Promise<void>((resolve) => {
          gate.open = () => resolve(void local.setItem(key, text));
        });
      },
    };
    const storage = profile.open({ indexedDB: faulty.factory, keyValue: slow });
    await storage.ready;
    expect(storage.persistence.configurations).toBe('fallback');
    clock.advance(29_999);
    isSlow = true;
    let isSaved = false;
    const saving = storage.configurations.saveConfiguration(configuration('a')).then(() => (isSaved = true));
    await until(() => expect(isSlow).toBe(false));
    faulty.fault = 'none';
    clock.advance(1);
    await until(() => expect(storage.persistence.configurations).toBe('durable'));
    expect(isSaved).toBe(false);
    gate.open();
    await saving;
    expect(await names(profile.open({ indexedDB: faulty.real, keyValue: null }))).toEqual(['Configuration a']);
  });

  it('leaves no promise open when it is disposed of in the middle of it', async () => {
    for (const fault of ['silent', 'server-lost'] as const) {
      const { storage, faulty, profile } = await openPage();
      await storage.configurations.saveConfiguration(configuration('a'));
      if (fault === 'silent') faulty.closeConnections();
      faulty.fault = fault;
      const calls = [
        storage.configurations.saveConfiguration(configuration('b')),
        storage.configurations.getAllConfigurations(),
        storage.settings.getSettings(),
      ];
      const outcomes = Promise.allSettled(calls);
      storage.dispose();
      for (const outcome of await outcomes)
        if (outcome.status === 'rejected')
          expect(outcome.reason).toMatchObject({ failure: { code: 'storage-blocked' } });
      expect(profile.clock.pending).toBe(0);
    }
  });
});

describe('IndexedDB that answers late', () => {
  it('S6: is replaced after two seconds, and adopted when it answers after all', async () => {
    const page = await openPage('silent');
    const { storage, faulty, profile } = page;
    expect(faulty.met.silent).toBe(2);
    await storage.configurations.saveConfiguration(configuration('a'));
    expect(storage.persistence.current).toMatchObject({
      configurations: 'fallback',
      metrics: 'none',
      failure: STANDING_IN,
    });

    const start = profile.clock.elapsed();
    faulty.fault = 'none';
    await until(() => expect(storage.persistence.configurations).toBe('durable'));

    expect(profile.clock.elapsed()).toBe(start);
    expect(storage.persistence.metrics).toBe('durable');
    expect(storage.persistence.failure).toBeUndefined();
    expect(await names(storage)).toEqual(['Configuration a']);
    expect(await names(profile.open({ indexedDB: faulty.real, keyValue: null }))).toEqual(['Configuration a']);
    expect(faulty.opened).toHaveLength(2);
  });

  it('S6: is closed when it answers after the page let go of it', async () => {
    const { storage, faulty } = await openPage('silent');
    storage.dispose();
    faulty.fault = 'none';
    await until(() => expect(faulty.opened).toHaveLength(2));
    for (const database of faulty.opened) expect(() => database.transaction('records')).toThrow('InvalidStateError');
  });
});

describe('several tabs, some without IndexedDB', () => {
  it('a tab that stands in loses sight of nothing when another one adopts and deletes its records', async () => {
    const profile = new FakeProfile();
    const faulty = new FaultyIndexedDB();
    const [broken, working] = [profile.open({ indexedDB: faulty.factory }), profile.open({ indexedDB: faulty.real })];
    await broken.configurations.saveConfiguration(configuration('before'));
    faulty.fault = 'server-lost';
    const saved = await broken.configurations.saveConfiguration(configuration('a', { name: 'One' }));
    expect(broken.persistence.configurations).toBe('fallback');

    // The other tab hears of the record, and has it at once.
    await until(async () => expect(await names(working)).toEqual(['Configuration before', 'One']));
    await settled(profile);
    // It stays for a minute: the tab that wrote it may be writing a later version at this moment.
    expect(profile.local.texts.has('aurigraph-widgets/configuration/a')).toBe(true);
    profile.clock.advance(120_000);
    await settled(profile);
    expect(profile.local.texts.has('aurigraph-widgets/configuration/a')).toBe(false);

    expect(await names(broken)).toEqual(['Configuration before', 'One']);
    const base = broken.configurations.revisionOf(saved);
    await broken.configurations.saveConfiguration({ ...saved, name: 'Two' }, { base });
    await until(async () => expect(await names(working)).toEqual(['Configuration before', 'Two']));
    faulty.fault = 'none';
    profile.clock.advance(30_000);
    await until(() => expect(broken.persistence.configurations).toBe('durable'));
    expect(await names(broken)).toEqual(['Configuration before', 'Two']);
  });

  it('two tabs that stand in at once see each other’s saves, and both are in IndexedDB afterwards', async () => {
    const profile = new FakeProfile();
    const faulty = new FaultyIndexedDB();
    const tabs = [1, 2].map(() => profile.open({ indexedDB: faulty.factory }));
    const [one, two] = tabs as [Storage, Storage];
    await one.configurations.saveConfiguration(configuration('shared', { name: 'Shared' }));
    await names(two);
    faulty.fault = 'server-lost';
    await Promise.all([
      one.configurations.saveConfiguration(configuration('one')),
      two.configurations.saveConfiguration(configuration('two')),
    ]);
    for (const tab of tabs) expect(tab.persistence.configurations).toBe('fallback');
    const all = ['Configuration one', 'Configuration two', 'Shared'];
    for (const tab of tabs) await until(async () => expect(await names(tab)).toEqual(all));
    faulty.fault = 'none';
    profile.clock.advance(30_000);
    for (const tab of tabs) await until(() => expect(tab.persistence.configurations).toBe('durable'));
    for (const tab of tabs) expect(await names(tab)).toEqual(all);
    expect(await one.quarantine.list()).toEqual([]);
  });

  it.each(['first', 'second'])(
    'two tabs that stand in and save the same configuration: one is current, the other set aside (the %s heals first)',
    async (healer) => {
      const profile = new FakeProfile();
      const broken = [new FaultyIndexedDB(), new FaultyIndexedDB()] as const;
      // One database, with a connection of each tab that breaks by itself.
      const [one, two] = broken.map((faulty) => {
        faulty.share(broken[0]);
        return profile.open({ indexedDB: faulty.factory, keyValue: profile.local.open() });
      }) as [Storage, Storage];
      const base = await one.configurations.saveConfiguration(configuration('a', { name: 'Base' }));
      await names(two);
      for (const faulty of broken) faulty.fault = 'server-lost';
      await one.configurations.saveConfiguration({ ...base, name: 'One' });
      profile.clock.advance(10);
      // The write of the first tab has not reached the second one's process yet.
      profile.local.texts.delete('aurigraph-widgets/configuration/a');
      await two.configurations.saveConfiguration({ ...base, name: 'Two' });
      const order = healer === 'first' ? [0, 1] : [1, 0];
      for (const index of order) {
        const faulty = broken[index];
        if (faulty !== undefined) faulty.fault = 'none';
        await settled(profile);
        profile.clock.advance(30_000);
        await until(() => expect([one, two][index]?.persistence.configurations).toBe('durable'));
      }
      for (const tab of [one, two]) expect(await names(tab)).toEqual(['Two']);
      await until(async () =>
        expect((await one.quarantine.list()).map(({ text }) => (JSON.parse(text) as { name: string }).name)).toEqual([
          'One',
        ]),
      );
    },
  );

  it('S19: localStorage that vanishes while it stands in is written again from what the page knows', async () => {
    const { storage, faulty, profile } = await openPage();
    await storage.configurations.saveConfiguration(configuration('a'));
    faulty.fault = 'server-lost';
    await storage.configurations.saveConfiguration(configuration('b'));
    await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(2));
    await settled(profile);
    profile.local.texts.clear();
    expect(await names(storage)).toEqual(['Configuration a', 'Configuration b']);
    await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(2));
    await until(() => expect(profile.local.texts.has('aurigraph-widgets/configuration/b')).toBe(true));
  });
});

describe('a browser that clears storage', () => {
  it('S17: IndexedDB alone: put back from the page that is open, 20 times, without a word', async () => {
    const { storage, faulty, profile, open } = await openPage();
    await storage.configurations.saveConfigurations([configuration('a', { isDefault: true }), configuration('b')]);
    await storage.settings.saveSettings(seedSettings());
    for (let round = 0; round < 20; round += 1) {
      await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(2));
      faulty.clear();
      expect(await names(storage)).toHaveLength(2);
      expect((await storage.configurations.getDefaultConfiguration())?.id).toBe('a');
      expect(await names(open())).toHaveLength(2);
    }
    expect(storage.persistence.failure).toBeUndefined();
  });

  it('S17: IndexedDB alone, while no page was open: put back from localStorage, 20 times', async () => {
    const { storage, faulty, profile, open } = await openPage();
    await storage.configurations.saveConfigurations([configuration('a', { isDefault: true }), configuration('b')]);
    await storage.settings.saveSettings(seedSettings());
    await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(2));
    await profile.mirrored((local) => expect(local.json(SETTINGS_KEY)).toEqual(seedSettings()));
    let page = storage;
    for (let round = 0; round < 20; round += 1) {
      page.dispose();
      faulty.clear();
      page = open();
      expect(await names(page)).toHaveLength(2);
      expect((await page.configurations.getDefaultConfiguration())?.id).toBe('a');
      expect(await page.settings.getSettings()).toEqual(seedSettings());
    }
  });

  it('S17: localStorage alone, while no page was open: put back from IndexedDB', async () => {
    const { storage, profile, open } = await openPage();
    await storage.configurations.saveConfiguration(configuration('a'));
    await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(1));
    storage.dispose();
    profile.local.texts.clear();
    expect(await names(open())).toHaveLength(1);
    await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(1));
  });

  it('S17: both: the page that is open says so, and puts back what it knows', async () => {
    const { storage, faulty, profile, open } = await openPage();
    await storage.configurations.saveConfiguration(configuration('a'));
    await storage.settings.saveSettings(seedSettings());
    await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(1));
    await settled(profile);
    faulty.clear();
    profile.local.texts.clear();

    expect(await names(storage)).toHaveLength(1);
    await until(() => expect(storage.persistence.failure?.message).toMatch(/^Storage was cleared by the browser/));

    expect(storage.persistence.configurations).toBe('durable');
    expect(await storage.settings.getSettings()).toEqual(seedSettings());
    expect(await names(open())).toHaveLength(1);
    await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(1));
  });

  it('S17: a save that finds the database empty is not told that it conflicts', async () => {
    const { storage, faulty } = await openPage();
    const saved = await storage.configurations.saveConfiguration(configuration('a'));
    const again = await storage.configurations.saveConfiguration({ ...saved, name: 'Two' });
    faulty.clear();
    const base = storage.configurations.revisionOf(again);
    const third = await storage.configurations.saveConfiguration({ ...again, name: 'Three' }, { base });
    expect(storage.configurations.revisionOf(third)).toBe(3);
  });
});

describe('a full disk', () => {
  it.each(['full', 'aborting'] as const)(
    'S4, S5: what people made outranks metrics: the cache is given up, and the save tried once more (%s)',
    async (fault) => {
      const { storage, faulty } = await openPage();
      await storage.metricsCache.saveMetrics(seedMetrics());
      expect(await storage.metricsCache.getLatestMetrics()).not.toBeNull();
      faulty.only = 'aurigraph-widgets';
      faulty.fault = fault;
      const heard: string[] = [];
      storage.metricsCache.subscribe(({ kind }) => {
        heard.push(kind);
        // There is room again as soon as the metrics are gone.
        faulty.fault = 'none';
      });
      await storage.configurations.saveConfiguration(configuration('a'));
      expect(faulty.met[fault]).toBeGreaterThan(0);
      expect(heard).toEqual(['cleared']);
      expect(await storage.metricsCache.getLatestMetrics()).toBeNull();
      expect(await names(storage)).toHaveLength(1);
    },
  );

  it('S4: rejects if that does not help; reads go on, and so do saves when there is room again', async () => {
    const { storage, faulty } = await openPage();
    await storage.configurations.saveConfiguration(configuration('a'));
    faulty.fault = 'full';
    expect(await failureFrom(storage.configurations.saveConfiguration(configuration('b')))).toMatchObject({
      code: 'quota-exceeded',
      store: 'IndexedDB',
    });
    expect(faulty.met.full).toBeGreaterThan(1);
    expect(await names(storage)).toEqual(['Configuration a']);
    expect(storage.persistence.configurations).toBe('durable');
    faulty.fault = 'none';
    await storage.configurations.saveConfiguration(configuration('b'));
    expect(await names(storage)).toHaveLength(2);
  });
});

describe('the design’s own database', () => {
  it('S11: is neither altered nor deleted', async () => {
    const { storage, faulty } = await openPage();
    const request = faulty.real.open('AurigraphMetrics', 1);
    request.onupgradeneeded = () =>
      request.result.createObjectStore('metrics', { keyPath: 'timestamp' }).put({ timestamp: '2026-01-01' });
    await new Promise((resolve) => (request.onsuccess = resolve));
    request.result.close();
    await storage.configurations.saveConfiguration(configuration('a'));
    await storage.metricsCache.saveMetrics(seedMetrics());
    await storage.metricsCache.clearCache();
    const databases = (await faulty.real.databases()).map(({ name, version }) => `${name} ${version}`);
    expect(databases.sort()).toEqual(['AurigraphMetrics 1', 'aurigraph-widgets 1', 'aurigraph-widgets-metrics 1']);
  });
});

/** Every broken set-up of goal G16: what is wrong with IndexedDB and with localStorage. */
const forbidden = (): never => {
  throw new DOMException('forbidden', 'SecurityError');
};
const never = (): Promise<never> => new Promise(() => undefined);
const SETUPS: [string, IndexedDbFault | null, Partial<KeyValueStore> | null | undefined][] = [
  ['S6: IndexedDB never answers', 'silent', undefined],
  ['S6, S15: IndexedDB never answers, localStorage is missing', 'silent', null],
  ['S6: neither IndexedDB nor the other store ever answers', 'silent', { getItem: never, setItem: never }],
  ['S8: the server of IndexedDB is lost', 'server-lost', undefined],
  ['S8, S15: the server is lost, localStorage is forbidden', 'server-lost', { getItem: forbidden, setItem: forbidden }],
  ['S15: both are forbidden', 'forbidden', { getItem: forbidden, setItem: forbidden }],
  ['S15: IndexedDB is missing, localStorage is null', null, null],
  ['S15: IndexedDB works, localStorage is null', 'none', null],
  ['S16: IndexedDB is forbidden in a private window', 'forbidden', undefined],
  ['S16: IndexedDB takes nothing', 'full', undefined],
];

describe('G16: with storage that is absent or hangs', () => {
  it.each(SETUPS)('%s: every call settles within three seconds', async (_title, fault, local) => {
    const profile = new FakeProfile();
    const faulty = new FaultyIndexedDB();
    if (fault !== null) faulty.fault = fault;
    const keyValue = local && { ...profile.local.open(), ...local };
    const storage = profile.open({
      indexedDB: fault === null ? null : faulty.factory,
      ...(keyValue === undefined ? {} : { keyValue }),
    });
    const start = profile.clock.elapsed();
    const calls: Promise<unknown>[] = [
      storage.ready,
      storage.preload(),
      storage.configurations.saveConfiguration(configuration('a')),
      storage.configurations.getAllConfigurations(),
      storage.configurations.getDefaultConfiguration(),
      storage.configurations.deleteConfiguration('b'),
      storage.configurations.clearAll(),
      storage.settings.getOrCreateDefault(),
      storage.settings.saveSettings(seedSettings()),
      storage.metricsCache.saveMetrics(seedMetrics()),
      storage.metricsCache.getLatestMetrics(),
      storage.metricsCache.clearExpired(),
      storage.quarantine.list(),
      storage.backups.list(),
    ];
    let open = calls.length;
    const outcomes = Promise.allSettled(calls.map((call) => call.finally(() => (open -= 1))));
    await until(() => {
      if (open > 0) profile.clock.advance(10);
      expect(open).toBe(0);
    });
    expect(profile.clock.elapsed() - start).toBeLessThanOrEqual(3_000);
    for (const outcome of await outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toHaveProperty('failure.code');
    if (fault !== null && fault !== 'none') expect(faulty.met[fault]).toBeGreaterThan(0);

    const later = profile.clock.elapsed();
    const isSaved = await Promise.race([
      storage.configurations.saveConfiguration(configuration('c')).then(
        () => true,
        () => false,
      ),
      new Promise((resolve) => setTimeout(resolve, 1_000)),
    ]);
    expect(isSaved).toBe(fault !== 'full');
    expect(profile.clock.elapsed()).toBe(later);
  });
});

describe('stores that are passed in', () => {
  /** Records that work, hang, or are slow to write, as a test says. */
  class FakeRecords extends MemoryRecords {
    state: 'works' | 'hangs' | 'slow' | 'dies' = 'works';
    generation = 0;
    release = (): void => undefined;

    override read(keys: readonly string[]) {
      return this.state === 'hangs' ? never() : super.read(keys);
    }

    override async transact<Result>(...args: Parameters<RecordStore['transact']>): Promise<Result> {
      if (this.state === 'hangs') return never();
      const { state } = this;
      if (state === 'slow' || state === 'dies') await new Promise<void>((resolve) => (this.release = resolve));
      if (state === 'dies') {
        // And was opened anew by someone else meanwhile.
        this.generation += 1;
        throw storageBlocked('fake', 'the connection was lost');
      }
      return super.transact(...args) as Promise<Result>;
    }

    override async open(): Promise<void> {
      if (this.state === 'hangs') throw storageBlocked('fake', 'it hangs');
    }
  }

  /** A carrier for records that are numbers: the greater one is the later one. */
  const carrier: Carrier = {
    newer: (one, other) => (Number(other ?? -1) >= Number(one ?? -1) ? other : one),
    adopt: (store, versions) => {
      const writes = new Map<string, unknown>();
      for (const [key, value] of versions) writes.set(key, carrier.newer(writes.get(key), value));
      return store.transact({ keys: [...writes.keys()] }, () => ({ writes, result: false }));
    },
    isContent: () => true,
  };

  const put = (records: RecordStore, value: number): Promise<void> =>
    records.transact({ keys: ['a'] }, () => ({ writes: new Map([['a', value]]), result: undefined }));

  function open(withCarrier = true) {
    const clock = new ManualClock();
    const [better, lesser] = [new FakeRecords(), new FakeRecords()];
    const records = new FailoverRecords({
      stores: [better, lesser],
      last: new MemoryRecords(),
      clock,
      ...(withCarrier ? { carrier } : {}),
    });
    onTestFinished(() => records.close());
    const events: string[] = [];
    records.subscribe((event) => events.push(event));
    return { clock, better, lesser, records, events };
  }

  async function fallen(withCarrier = true) {
    const opened = open(withCarrier);
    const { better, clock, records, events } = opened;
    await put(records, 1);
    better.state = 'hangs';
    const saving = put(records, 2);
    await until(() => expect(clock.pending).toBeGreaterThan(0));
    clock.advance(2_500);
    await saving;
    expect(events).toEqual(['fell']);
    return opened;
  }

  it('without a carrier, each is for itself: right for a cache', async () => {
    const { better, clock, records, events } = await fallen(false);
    expect(await records.read(['a'])).toEqual([2]);
    better.state = 'works';
    clock.advance(30_000);
    await until(() => expect(events).toEqual(['fell', 'rose']));
    expect(await records.read(['a'])).toEqual([1]);
  });

  it('are changed back only when the better one has everything', async () => {
    const { better, clock, records, events } = await fallen();
    let present: Promise<readonly unknown[]> | undefined;
    records.subscribe(() => {
      present = better.read(['a']);
    });
    better.state = 'works';
    clock.advance(30_000);
    await until(() => expect(events).toEqual(['fell', 'rose']));
    expect(await present).toEqual([2]);
  });

  it('get a save that was under way at the change before it is acknowledged', async () => {
    const { better, lesser, clock, records, events } = await fallen();
    clock.advance(29_900);
    better.state = 'works';
    lesser.state = 'slow';
    let atAcknowledgement: Promise<readonly unknown[]> | undefined;
    const saving = put(records, 3).then(() => (atAcknowledgement = better.read(['a'])));
    await until(() => expect(clock.pending).toBeGreaterThan(1));
    clock.advance(100);
    await until(() => expect(events).toEqual(['fell', 'rose']));
    expect(atAcknowledgement).toBeUndefined();
    lesser.release();
    await saving;
    expect(await atAcknowledgement).toEqual([3]);
  });

  it('S12: are not asked again to do what was given up on them, over what was saved since', async () => {
    const { better, clock, records, events } = open();
    await put(records, 1);
    better.state = 'dies';
    const givenUp = put(records, 2);
    await until(() => expect(clock.pending).toBeGreaterThan(0));
    clock.advance(2_500);
    await givenUp;
    better.state = 'works';
    clock.advance(30_000);
    await until(() => expect(events).toEqual(['fell', 'rose']));
    await put(records, 3);
    better.release();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(better.generation).toBe(1);
    expect(await better.read(['a'])).toEqual([3]);
  });

  it('let nobody wait when they are closed', async () => {
    const { better, clock, records } = open();
    await put(records, 1);
    better.state = 'hangs';
    const reading = failureFrom(records.read(['a']));
    await until(() => expect(clock.pending).toBeGreaterThan(0));
    records.close();
    expect(await reading).toMatchObject({ code: 'storage-blocked', message: expect.stringContaining('closed') });
    expect(clock.pending).toBe(0);
    expect(await failureFrom(records.read(['a']))).toMatchObject({ code: 'storage-blocked' });
  });
});
