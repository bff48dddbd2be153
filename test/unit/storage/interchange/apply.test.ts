import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Configuration } from '../../../../src/domain/configuration.js';
import type { AppSettings } from '../../../../src/domain/settings.js';
import type {
  ImportChoices,
  ImportDecision,
  ImportPreview,
  ImportResult,
  Storage,
} from '../../../../src/storage/index.js';
import { IndexedDbRecords } from '../../../../src/storage/adapters/web/indexed-db.js';
import { configurationVersions } from '../../../../src/storage/mirror/configuration-format.js';
import { compareReading } from '../../../../src/storage/interchange/preview.js';
import { planImport } from '../../../../src/storage/interchange/apply-plan.js';
import {
  crashingIndexedDB,
  crashingKeyValue,
  StorageFaults,
  type FaultKind,
} from '../../../support/crashing-records.js';
import { configuration, failureFrom, FakeProfile, seedSettings, until } from '../support.js';
import { holdings, overwrite, read, reading } from './support.js';

const EARLIER = '2026-01-01T00:00:00.000Z';
const LATER = '2026-11-01T00:00:00.000Z';

const file = (configs: readonly Configuration[], settings?: AppSettings): string =>
  JSON.stringify(settings === undefined ? configs : { configs, settings });

const names = (configurations: readonly Configuration[]): string[] => configurations.map(({ name }) => name).sort();
const ids = (configurations: readonly { readonly id: string }[]): string[] => configurations.map(({ id }) => id);

const defaultsOf = (all: readonly Configuration[]): string[] => ids(all.filter(({ isDefault }) => isDefault));

async function previewed(storage: Storage, text: string): Promise<ImportPreview> {
  return storage.configurations.previewImport(text);
}

async function imported(storage: Storage, text: string, choices?: ImportChoices): Promise<ImportResult> {
  return storage.configurations.importConfiguration(await previewed(storage, text), choices);
}

/** Everything that people made, as it is read. */
async function contents(storage: Storage): Promise<unknown> {
  const all = await storage.configurations.getAllConfigurations();
  return structuredClone({ all, settings: await storage.settings.getSettings() });
}

/** A page with the configurations `a` and `b`, of which `a` is the default, and settings. */
async function pageWithTwo(profile = new FakeProfile()): Promise<Storage> {
  const storage = profile.open();
  await storage.configurations.saveConfigurations([configuration('a', { isDefault: true }), configuration('b')]);
  await storage.settings.saveSettings(seedSettings());
  return storage;
}

/** Changes `a`, adds `c`, and changes the settings. */
const FILE = file(
  [configuration('a', { name: 'A of the file', modified: LATER }), configuration('c', { isDefault: true })],
  { ...seedSettings(), theme: 'dark' },
);

describe('applying a preview', () => {
  it('I4: adds what is new and keeps both of what is here, unless told otherwise', async () => {
    const storage = await pageWithTwo();

    const result = await imported(storage, FILE);

    expect(names(result.added)).toEqual(['A of the file (imported)', 'Configuration c']);
    expect(result).toMatchObject({ replaced: [], skipped: [], settings: undefined });
    const all = await storage.configurations.getAllConfigurations();
    expect(names(all)).toEqual(['A of the file (imported)', 'Configuration a', 'Configuration b', 'Configuration c']);
    expect(new Set(ids(all)).size).toBe(4);
    expect(defaultsOf(all)).toEqual(['a']);
    expect(await storage.settings.getSettings()).toEqual(seedSettings());
  });

  it('replaces, copies and skips entry by entry', async () => {
    const storage = await pageWithTwo();
    const three = ['a', 'b', 'c'].map((id) => configuration(id, { name: `${id} of the file`, modified: LATER }));
    const decisions = new Map<string, ImportDecision>([
      ['1', 'replace'],
      ['2', 'keep-both'],
    ]);

    const result = await imported(storage, file(three), { decisions, decision: 'skip' });

    expect(names(result.replaced)).toEqual(['a of the file']);
    expect(names(result.added)).toEqual(['b of the file (imported)']);
    expect(ids(result.skipped)).toEqual(['c']);
    expect(names(await storage.configurations.getAllConfigurations())).toEqual([
      'Configuration b',
      'a of the file',
      'b of the file (imported)',
    ]);
  });

  it('saves all of it in one transaction, and tells everyone', async () => {
    const profile = new FakeProfile();
    const storage = await pageWithTwo(profile);
    const news: string[] = [];
    storage.configurations.subscribe(({ kind, id }) => news.push(`${kind} ${id}`));
    storage.settings.subscribe(({ kind }) => news.push(`settings ${kind}`));

    const result = await imported(storage, FILE, { decision: 'replace', settings: 'replace', takeDefault: true });

    expect(news).toEqual(['saved a', 'saved c', 'default c', 'settings saved']);
    expect(result.settings).toMatchObject({ theme: 'dark' });
    const again = profile.open();
    expect(names(await again.configurations.getAllConfigurations())).toEqual([
      'A of the file',
      'Configuration b',
      'Configuration c',
    ]);
    expect(await again.settings.getSettings()).toMatchObject({ theme: 'dark' });
    await profile.mirrored((local) =>
      expect(JSON.stringify(local.json('aurigraph_configs'))).toContain('A of the file'),
    );
    await profile.mirrored((local) => expect(local.json('aurigraph_settings')).toMatchObject({ theme: 'dark' }));
  });

  it('reads no configuration that it is not about, unless a copy needs a name that is free', async () => {
    const storage = await pageWithTwo();
    const readAll = vi.spyOn(IndexedDbRecords.prototype, 'readAll');
    onTestFinished(() => readAll.mockRestore());

    await imported(storage, FILE, { decision: 'replace' });
    expect(readAll).not.toHaveBeenCalled();

    const later = file([configuration('a', { name: 'A of a later file', modified: '2026-12-01T00:00:00.000Z' })]);
    await imported(storage, later, { decision: 'keep-both' });
    expect(readAll.mock.calls).toEqual([['configuration/']]);
  });

  it('gives a copy a name that nothing here has, whatever else is here', async () => {
    const profile = new FakeProfile();
    const storage = await pageWithTwo(profile);
    await overwrite(profile, 'configuration/odd', 7);
    const changed = (modified: string): string => file([configuration('a', { description: modified, modified })]);

    await imported(storage, changed('2026-11-02T00:00:00.000Z'));
    const result = await imported(storage, changed('2026-11-03T00:00:00.000Z'));

    expect(names(result.added)).toEqual(['Configuration a (imported 2)']);
  });

  it('is the same for many configurations, which are read at once', async () => {
    const storage = await pageWithTwo();
    const many = Array.from({ length: 60 }, (_, index) => configuration(`m${index}`, { modified: LATER }));
    await storage.configurations.saveConfigurations(many);
    const changed = many.map((each) => ({ ...each, description: 'Of the file' }));

    const { entries } = await previewed(storage, file([...changed, configuration('a')]));

    expect(entries.map(({ kind }) => kind)).toEqual([...many.map(() => 'changed'), 'unchanged']);
    const result = await imported(storage, file(changed), { decision: 'replace' });
    expect(ids(result.replaced)).toEqual(ids(many));
    await result.undo();
    expect((await storage.configurations.getConfiguration('m59'))?.description).toBe(many[59]?.description);
  });

  it('gives configurations that can be edited and saved further', async () => {
    const storage = await pageWithTwo();
    const { added, replaced } = await imported(storage, FILE, { decision: 'replace' });
    for (const each of [...added, ...replaced]) {
      const base = storage.configurations.revisionOf(each);
      expect(base).toBeGreaterThan(0);
      await storage.configurations.saveConfiguration({ ...each, name: 'Edited' }, { base });
    }
    expect(names(await storage.configurations.getAllConfigurations())).toEqual(['Configuration b', 'Edited', 'Edited']);
  });

  it('keeps every field that it does not know', async () => {
    const storage = new FakeProfile().open();
    const found = { ...configuration('x'), 'x-team': { colour: 'teal', since: [2024, null] } };
    await imported(storage, file([found]));
    expect(await storage.configurations.getConfiguration('x')).toEqual(found);
  });

  it('never imports what was refused, and does nothing for what is the same', async () => {
    const storage = await pageWithTwo();
    const broken = { ...configuration('z'), nodes: 'none' } as unknown as Configuration;
    const same = configuration('b');
    const before = await contents(storage);
    const preview = await previewed(storage, file([broken, same], seedSettings()));
    expect(preview.entries.map(({ kind }) => kind)).toEqual(['refused', 'unchanged']);

    for (const decision of ['replace', 'keep-both', 'skip'] as const) {
      const result = await storage.configurations.importConfiguration(preview, { decision, settings: 'replace' });
      expect(result).toMatchObject({ added: [], replaced: [], settings: undefined });
      expect(ids(result.skipped)).toEqual(['z', 'b']);
      await result.undo();
    }
    expect(await contents(storage)).toEqual(before);
  });

  it('takes the last of two that should replace the same, and says that the other was skipped', async () => {
    const storage = new FakeProfile().open();
    const twice = file([configuration('x', { name: 'First' }), configuration('x', { name: 'Second' })]);
    const result = await imported(storage, twice, { decision: 'replace' });
    expect([names(result.added), result.skipped.map(({ name }) => name)]).toEqual([['Second'], ['First']]);
    expect(names(await storage.configurations.getAllConfigurations())).toEqual(['Second']);
    const both = await imported(new FakeProfile().open(), twice);
    expect(names(both.added)).toEqual(['First', 'Second (imported)']);
  });

  it('keeps the original of a record that gets a newer format by it, as every save does', async () => {
    const storage = await pageWithTwo();
    const preview = await previewed(storage, FILE);
    const lifted = vi.spyOn(configurationVersions, 'liftedFrom').mockReturnValue('0.9');
    const { undo } = await storage.configurations.importConfiguration(preview, { decision: 'replace' });
    lifted.mockRestore();
    const [backup, ...others] = await storage.backups.list();
    expect(others).toEqual([]);
    expect(JSON.stringify(backup)).toContain('Configuration a');
    await undo();
    expect(await storage.backups.list()).toHaveLength(1);
  });

  it('does not take a preview that was spoiled on the way', async () => {
    const storage = await pageWithTwo();
    const before = await contents(storage);
    const preview = await previewed(storage, FILE);
    const spoiled = {
      ...preview,
      entries: preview.entries.map((entry) => ({ ...entry, configuration: { ...entry.configuration, nodes: 7 } })),
    };
    const failure = await failureFrom(storage.configurations.importConfiguration(spoiled as unknown as ImportPreview));
    expect(failure.code).toBe('invalid-configuration');
    expect(failure.message).toMatch(/^Nothing was imported, because “A of the file \(imported\)” is not valid/);
    expect(await contents(storage)).toEqual(before);
  });
});

describe('what an import writes', () => {
  const means = { newId: () => 'new', now: Date.parse(LATER), names: [] as string[] };
  const planned = (
    found: Configuration,
    here: readonly Configuration[],
    decision: ImportDecision,
    taken = means.names,
  ) => {
    const preview = compareReading(reading([read(found)]), holdings(here));
    return planImport(preview, { decision }, { ...means, names: taken }).saves[0];
  };

  it('is the file’s version with the dates of the one here: it was made when that was made', () => {
    const here = configuration('a', { name: 'Mine', created: EARLIER, modified: EARLIER });
    const save = planned(configuration('a', { modified: '2026-10-01T00:00:00.000Z' }), [here], 'replace');
    expect(save).toMatchObject({
      base: 7,
      configuration: { id: 'a', created: EARLIER, modified: '2026-10-01T00:00:00.000Z' },
    });
  });

  it('counts as modified now if the file is older, so that no other page brings back the former one', () => {
    const here = configuration('a', { name: 'Mine', modified: '2026-10-01T00:00:00.000Z' });
    expect(planned(configuration('a'), [here], 'replace')?.configuration.modified).toBe(LATER);
  });

  it('is a copy with the dates of the file, an id of its own and a name that is free', () => {
    const here = configuration('a', { name: 'Mine' });
    const taken = ['Configuration a (imported)', 'Configuration a (imported 2)'];
    const save = planned(configuration('a'), [here], 'keep-both', taken);
    expect(save).toMatchObject({
      base: 0,
      configuration: { id: 'new', name: 'Configuration a (imported 3)', modified: configuration('a').modified },
    });
  });

  it('has no name that is too long, or ends in half a character', () => {
    const name = `${'x'.repeat(188)}😀😀😀😀😀`;
    const save = planned(configuration('a', { name }), [configuration('a')], 'keep-both');
    expect(save?.configuration.name).toBe(`${'x'.repeat(188)} (imported)`);
    expect(
      planned(configuration('a', { name: 'y'.repeat(200) }), [configuration('a')], 'keep-both')?.configuration.name,
    ).toHaveLength(200);
  });

  it('gives two copies in one file two names', () => {
    const preview = compareReading(
      reading([1, 2, 3].map(() => read(configuration('a')))),
      holdings([configuration('a', { name: 'Mine' })]),
    );
    let count = 0;
    const { saves } = planImport(preview, {}, { ...means, newId: () => `new-${(count += 1)}` });
    expect(saves.map(({ configuration: { name } }) => name)).toEqual([
      'Configuration a (imported)',
      'Configuration a (imported 2)',
      'Configuration a (imported 3)',
    ]);
  });
});

describe('the default configuration after an import', () => {
  const both = file([configuration('c', { isDefault: true }), configuration('d', { isDefault: true })]);

  it('is the one that the file marks, where there was none', async () => {
    const storage = new FakeProfile().open();
    const { added } = await imported(storage, both);
    expect(defaultsOf(added)).toEqual(['c']);
    expect(defaultsOf(await storage.configurations.getAllConfigurations())).toEqual(['c']);
  });

  it('is the one that was here, or the other one if that is wanted; never two', async () => {
    const storage = await pageWithTwo();
    await imported(storage, both);
    expect(defaultsOf(await storage.configurations.getAllConfigurations())).toEqual(['a']);
    const result = await imported(await pageWithTwo(), both, { takeDefault: true });
    expect(defaultsOf(result.added)).toEqual(['c']);
  });

  it('stays none if that is wanted, or what the file marks was left out', async () => {
    const storage = new FakeProfile().open();
    await imported(storage, both, { takeDefault: false });
    expect(await storage.configurations.getDefaultConfiguration()).toBeNull();
    const other = new FakeProfile().open();
    await imported(other, both, { decisions: new Map([['1', 'skip']]) });
    expect(await other.configurations.getDefaultConfiguration()).toBeNull();
  });

  it('may be one that is here already and is not changed', async () => {
    const storage = await pageWithTwo();
    const result = await imported(storage, file([configuration('b', { isDefault: true })]), { takeDefault: true });
    expect(ids(result.skipped)).toEqual(['b']);
    expect(defaultsOf(await storage.configurations.getAllConfigurations())).toEqual(['b']);
    await result.undo();
    expect(defaultsOf(await storage.configurations.getAllConfigurations())).toEqual(['a']);
  });

  it('is the copy where a copy was made', async () => {
    const storage = await pageWithTwo();
    const marked = configuration('b', { name: 'B of the file', isDefault: true, modified: LATER });
    const { added } = await imported(storage, file([marked]), { takeDefault: true });
    expect(defaultsOf(await storage.configurations.getAllConfigurations())).toEqual(ids(added));
  });
});

describe('what moved since the preview', () => {
  const everythingOfIt: ImportChoices = { decision: 'replace', settings: 'replace', takeDefault: true };
  const moves: readonly (readonly [string, (storage: Storage) => Promise<unknown>])[] = [
    [
      'a configuration that would be replaced was changed',
      ({ configurations }) => configurations.saveConfiguration(configuration('a', { name: 'Edited' })),
    ],
    ['it was deleted', ({ configurations }) => configurations.deleteConfiguration('a')],
    [
      'one that would be added is there',
      ({ configurations }) => configurations.saveConfiguration(configuration('c', { name: 'Theirs' })),
    ],
    ['the settings were changed', ({ settings }) => settings.saveSettings({ ...seedSettings(), theme: 'light' })],
    ['another one became the default', ({ configurations }) => configurations.setDefaultConfiguration('b')],
  ];

  it.each(moves)('rejects with a conflict and changes nothing: %s', async (_what, move) => {
    const profile = new FakeProfile();
    const storage = await pageWithTwo(profile);
    const preview = await previewed(storage, FILE);
    await move(profile.open());
    const before = await contents(storage);

    const failure = await failureFrom(storage.configurations.importConfiguration(preview, everythingOfIt));

    expect(failure.code).toBe('conflict');
    expect(failure.message).toMatch(/was changed here in the meantime\. Nothing was imported or put back\.$/);
    expect(failure.remedy).toBe('Look at the file again, to see what it would change now.');
    expect(await contents(storage)).toEqual(before);
    // Looking again is all it takes.
    await imported(storage, FILE, everythingOfIt);
    expect(await storage.configurations.getConfiguration('a')).toMatchObject({ name: 'A of the file' });
  });

  it('does not matter where it is left out', async () => {
    const storage = await pageWithTwo();
    const preview = await previewed(storage, FILE);
    await storage.configurations.saveConfiguration(configuration('a', { name: 'Edited' }));
    const result = await storage.configurations.importConfiguration(preview, { decisions: new Map([['1', 'skip']]) });
    expect(ids(result.added)).toEqual(['c']);
  });
});

describe('undoing an import', () => {
  const everythingOfIt: ImportChoices = { decision: 'replace', settings: 'replace', takeDefault: true };

  it('puts back what was there, once, and tells everyone', async () => {
    const profile = new FakeProfile();
    const storage = await pageWithTwo(profile);
    const before = await contents(storage);
    const { undo } = await imported(storage, FILE, everythingOfIt);
    expect(await contents(storage)).not.toEqual(before);
    const news: string[] = [];
    storage.configurations.subscribe(({ kind, id }) => news.push(`${kind} ${id}`));
    storage.settings.subscribe(({ kind }) => news.push(`settings ${kind}`));

    await undo();

    expect(await contents(storage)).toEqual(before);
    expect(await contents(profile.open())).toEqual(before);
    expect(news).toEqual(['saved a', 'deleted c', 'default a', 'settings saved']);
    await undo();
    expect(news).toHaveLength(4);
  });

  it('leaves nothing where nothing was, also in the shared keys and on the next visit', async () => {
    const profile = new FakeProfile();
    const storage = profile.open();
    const { undo } = await imported(storage, FILE, everythingOfIt);
    await profile.mirrored(({ texts }) => expect(texts.has('aurigraph_settings')).toBe(true));
    await undo();
    expect(await contents(storage)).toEqual({ all: [], settings: null });
    expect(await storage.configurations.getDefaultConfiguration()).toBeNull();
    await profile.mirrored((shared) => expect(shared.json('aurigraph_configs')).toEqual([]));
    expect(await contents(profile.open())).toEqual({ all: [], settings: null });
  });

  it.each(['a', 'c'])('rejects with a conflict if “%s” was changed since, and leaves all of it', async (id) => {
    const storage = await pageWithTwo();
    const { undo } = await imported(storage, FILE, everythingOfIt);
    await storage.configurations.saveConfiguration(configuration(id, { name: 'Edited since' }));
    const before = await contents(storage);
    expect((await failureFrom(undo())).code).toBe('conflict');
    expect(await contents(storage)).toEqual(before);
  });

  it('can be tried again where a store failed', async () => {
    const { storage, profile } = await stage('localStorage');
    const before = await contents(storage);
    const { undo } = await imported(storage, FILE, everythingOfIt);
    profile.local.limit = 0;
    expect((await failureFrom(undo())).code).toBe('quota-exceeded');
    profile.local.limit = Infinity;
    await undo();
    expect(await contents(storage)).toEqual(before);
  });
});

/** How a fault leaves the page: what it was, or what it should become. */
interface Stage {
  readonly storage: Storage;
  readonly faults: StorageFaults;
  readonly profile: FakeProfile;
}

type Engine = 'IndexedDB' | 'localStorage';

async function stage(engine: Engine): Promise<Stage> {
  const profile = new FakeProfile();
  const faults = new StorageFaults();
  const keyValue = crashingKeyValue(profile.local.open(), faults);
  const indexedDB = engine === 'IndexedDB' ? crashingIndexedDB(profile.indexedDB, faults) : null;
  const storage = profile.open({ indexedDB, keyValue });
  await storage.configurations.saveConfigurations([configuration('a', { isDefault: true }), configuration('b')]);
  await storage.settings.saveSettings(seedSettings());
  return { storage, faults, profile };
}

/** The same profile on the next visit. */
async function afterwards({ profile }: Stage, engine: Engine): Promise<unknown> {
  return contents(profile.open(engine === 'IndexedDB' ? {} : { indexedDB: null }));
}

const OUTCOMES: readonly (readonly [Engine, FaultKind])[] = [
  ['IndexedDB', 'die'],
  ['IndexedDB', 'full'],
  ['IndexedDB', 'abort'],
  ['localStorage', 'full'],
  ['localStorage', 'die'],
];

describe.each(OUTCOMES)('I10: an import on %s at whose k-th operation the page meets “%s”', (engine, kind) => {
  const choices: ImportChoices = { decision: 'replace', settings: 'replace', takeDefault: true };

  /** Imports with a fault at one operation; `undefined` if there were fewer. */
  async function importWithFault(
    at: number,
  ): Promise<{ before: unknown; now: unknown; acknowledged: boolean } | undefined> {
    const staged = await stage(engine);
    const { storage, faults } = staged;
    const before = await contents(storage);
    const preview = await previewed(storage, FILE);
    faults.plan(at, kind);
    const work = storage.configurations.importConfiguration(preview, choices).then(
      () => true,
      () => false,
    );
    let settled: boolean | undefined;
    void work.then((done) => (settled = done));
    await until(() => expect(settled !== undefined || faults.dead).toBe(true));
    if (!faults.happened) return undefined;
    await until(() => expect(faults.inFlight).toBe(0));
    return {
      before,
      now: await afterwards(staged, engine),
      // What a dead page says was heard by nobody.
      acknowledged: settled === true && !faults.dead,
    };
  }

  it('is there as a whole or not at all', async () => {
    const whole = await stage(engine);
    await imported(whole.storage, FILE, choices);
    const after = await contents(whole.storage);
    let faults = 0;
    const seen = { before: 0, after: 0 };
    for (let at = 1; ; at += 1) {
      const outcome = await importWithFault(at);
      if (outcome === undefined) break;
      faults += 1;
      const { before, now, acknowledged } = outcome;
      const state = JSON.stringify(now) === JSON.stringify(after) ? 'after' : 'before';
      expect(now, `operation ${at}`).toEqual(state === 'after' ? after : before);
      if (kind !== 'die') expect(state).toBe(acknowledged ? 'after' : 'before');
      if (acknowledged) expect(state).toBe('after');
      seen[state] += 1;
    }
    expect(faults).toBeGreaterThan(3);
    // A single failure is survived by trying again; a death is not.
    expect(kind === 'die' ? seen.before : seen.after).toBeGreaterThan(0);
  });
});

it('I10: an import that does not fit into localStorage changes nothing, at whichever record there is no more room', async () => {
  let refusedAt = 0;
  for (let room = 0; ; room += 150) {
    const { storage, profile } = await stage('localStorage');
    const before = await contents(storage);
    const preview = await previewed(storage, FILE);
    const used = [...profile.local.texts].reduce((sum, [key, text]) => sum + key.length + text.length, 0);
    profile.local.limit = used + room;
    const work = storage.configurations.importConfiguration(preview, { decision: 'replace', settings: 'replace' });
    const failure: unknown = await work.then(
      () => undefined,
      (error: unknown) => error,
    );
    if (failure === undefined) break;
    expect(failure).toMatchObject({ failure: { code: 'quota-exceeded' } });
    expect(profile.local.refused).toBeGreaterThan(0);
    expect(await contents(storage)).toEqual(before);
    refusedAt += 1;
  }
  expect(refusedAt).toBeGreaterThan(3);
});
