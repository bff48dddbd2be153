import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../../src/domain/configuration.js';
import { createNodeConfiguration, type NodeConfiguration } from '../../../../src/domain/node-config.js';
import { defaultSettings, type AppSettings } from '../../../../src/domain/settings.js';
import { compareReading } from '../../../../src/storage/interchange/preview.js';
import type { ImportEntry, ImportSource, Storage } from '../../../../src/storage/index.js';
import { configuration, failureFrom, FakeProfile, seedConfiguration, seedSettings } from '../support.js';
import { holdings, overwrite, read, reading, readSettings, slimNode } from './support.js';

/** What one configuration of a file means on a page that has some. */
function entryFor(found: Configuration, here: readonly Configuration[] = []): ImportEntry {
  const { entries } = compareReading(reading([read(found)]), holdings(here));
  return only(entries);
}

function only<Item>(items: readonly Item[]): Item {
  expect(items).toHaveLength(1);
  return items[0] as Item;
}

const messages = ({ differences }: { differences: ImportEntry['differences'] }) =>
  differences.map(({ message }) => message);

const LATER = '2026-11-01T00:00:00.000Z';

/** Everything that is stored, to see that nothing changed. */
async function everything(storage: Storage): Promise<unknown> {
  const all = await storage.configurations.getAllConfigurations();
  return {
    all,
    revisions: all.map((each) => storage.configurations.revisionOf(each)),
    settings: await storage.settings.getSettings(),
  };
}

describe('what a file means for one configuration', () => {
  it('adds it where there is none with its id', () => {
    const entry = entryFor(configuration('a'), [configuration('b')]);
    expect(entry).toMatchObject({ kind: 'added', key: '1', id: 'a', revision: 0, here: undefined, differences: [] });
    expect(entry.message).toBe('“Configuration a” is added.');
  });

  it('changes nothing where the content is the same, whenever it was saved and whichever is the default', () => {
    const other = configuration('a', { modified: LATER, created: LATER, isDefault: true });
    const entry = entryFor(configuration('a'), [other]);
    expect(entry).toMatchObject({ kind: 'unchanged', revision: 7, differences: [] });
    expect(entry.message).toBe('“Configuration a” is here already, with the same content.');
  });

  it('tells field by field what changes, with units and the names of nodes', () => {
    const before = seedConfiguration();
    const [channel, validator, ...rest] = before.nodes;
    const after = {
      ...before,
      name: 'Field trial 2',
      performanceMode: 'production' as const,
      nodes: [
        { ...channel, config: { ...channel?.config, timeout: 45_000, 'x-retry': [1] } },
        { ...validator, enabled: false, config: { ...validator?.config, votingPower: 0.5 } },
        ...rest,
      ] as NodeConfiguration[],
    };

    const entry = entryFor(after, [before]);

    expect(entry.kind).toBe('changed');
    expect(entry.message).toBe('“Field trial 2” changes: 6 differences.');
    expect(entry.differences).toEqual([
      {
        path: ['name'],
        before: 'Field trial',
        after: 'Field trial 2',
        message: 'Name changes from “Field trial” to “Field trial 2”.',
      },
      {
        path: ['performanceMode'],
        before: 'development',
        after: 'production',
        message: 'Performance mode changes from “development” to “production”.',
      },
      {
        path: ['nodes', 0, 'config', 'timeout'],
        before: 30_000,
        after: 45_000,
        message: 'Timeout of “Edge router” changes from 30,000 ms to 45,000 ms.',
      },
      {
        path: ['nodes', 0, 'config', 'x-retry'],
        before: undefined,
        after: [1],
        message: '“x-retry” of “Edge router” is added: “[1]”.',
      },
      {
        path: ['nodes', 1, 'enabled'],
        before: true,
        after: false,
        message: 'Enabled of “Validator A” changes from yes to no.',
      },
      {
        path: ['nodes', 1, 'config', 'votingPower'],
        before: 1,
        after: 0.5,
        message: 'Voting power of “Validator A” changes from 1 to 0.5.',
      },
    ]);
  });

  it('knows nodes again by their id, and tells which come, go, become others and move', () => {
    const node = (type: 'channel' | 'validator' | 'business', id: string) =>
      createNodeConfiguration(type, id, `Node ${id}`);
    const before = configuration('a', { nodes: [node('channel', '1'), node('validator', '2'), node('business', '3')] });
    const after = configuration('a', { nodes: [node('channel', '4'), node('validator', '2'), node('validator', '1')] });

    const entry = entryFor(after, [before]);

    expect(messages(entry)).toEqual([
      'The channel node “Node 4” is added.',
      'The channel node “Node 1” becomes the validator node “Node 1”.',
      'The business node “Node 3” is removed.',
      'The nodes stand in another order.',
    ]);
    expect(entry.differences.map(({ path }) => path)).toEqual([['nodes', 0], ['nodes', 2], ['nodes', 2], ['nodes']]);
    expect(entry.differences[3]).toMatchObject({ before: ['1', '2'], after: ['2', '1'] });
  });

  it('tells lists of providers apart, and fields that are gone', () => {
    const feed = slimNode('s', 'alpaca');
    const before = configuration('a', { nodes: [feed], description: 'Long ago', 'x-note': 'mine' });
    const nodes = [{ ...feed, config: { ...feed.config, alpaca: { symbols: ['AAPL', 'MSFT'] } } }];
    const entry = entryFor(configuration('a', { nodes }), [before]);
    expect(messages(entry)).toEqual([
      'Description is removed. It was “Long ago”.',
      '“x-note” is removed. It was “mine”.',
      'Symbols of “Feed s” changes from “AAPL, GOOGL” to “AAPL, MSFT”.',
    ]);
  });

  it('puts no one else’s control characters, half characters and long texts into its sentences', () => {
    const entry = entryFor(configuration('a', { name: `a\u202eb\u0000c\ud800${'x'.repeat(100)}` }));
    expect(entry.message).toBe(`“a\ufffdb\ufffdc\ufffd${'x'.repeat(53)}…” is added.`);
  });

  it('is not confused by fields called __proto__', () => {
    const hostile = JSON.parse('{"__proto__": {"polluted": true}}') as object;
    const found = Object.defineProperty(configuration('a'), '__proto__', { value: hostile, enumerable: true });
    expect(messages(entryFor(found, [configuration('a')]))).toEqual([
      '“__proto__” is added: “{"__proto__":{"polluted":true}}”.',
    ]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('refuses what the reader refused, and says why', () => {
    const issues = [{ path: [0, 'nodes'], message: 'Nodes must be a list.' }];
    const refused = read(configuration('a'), { configuration: undefined, issues });
    const entry = only(compareReading(reading([refused]), holdings([configuration('a')])).entries);
    expect(entry).toMatchObject({ kind: 'refused', configuration: undefined, here: undefined, issues });
    expect(entry.message).toBe('“Configuration a” cannot be imported: Nodes must be a list.');
    const nameless = read(configuration('a'), { configuration: undefined, name: '' });
    expect(only(compareReading(reading([nameless]), holdings([])).entries).message).toBe(
      '“a” cannot be imported: it cannot be read.',
    );
  });
});

describe('I4: clashes of ids', () => {
  it('are a conflict where the one here was modified after the file was written', () => {
    const here = configuration('a', { modified: LATER, name: 'Mine' });
    const entry = entryFor(configuration('a'), [here]);
    expect(entry).toMatchObject({ kind: 'conflicting', conflict: 'modified-later-here', here, revision: 7 });
    expect(entry.message).toBe('“Configuration a” was modified here after this file was written: one difference.');
    expect(entryFor(configuration('a', { modified: LATER }), [{ ...here, modified: LATER }]).kind).toBe('changed');
  });

  it('are a conflict inside one file, for every one but the first', () => {
    const file = reading([
      read(configuration('a')),
      read(configuration('a', { name: 'Second' })),
      read(configuration('a')),
    ]);
    const { entries } = compareReading(file, holdings([]));
    expect(entries.map(({ key, kind, conflict }) => [key, kind, conflict])).toEqual([
      ['1', 'added', undefined],
      ['2', 'conflicting', 'twice-in-file'],
      ['3', 'conflicting', 'twice-in-file'],
    ]);
    expect(entries[1]?.message).toBe(
      '“Second” has the same id as an earlier configuration of this file. Replacing takes it instead of that one.',
    );
  });
});

describe('I6: references to keys that were redacted', () => {
  const notices = [
    { path: ['n', 0, 'apiKeyRef'], found: '[REDACTED]', used: 'alpaca', message: 'The usual one is used.' },
  ];
  const file = configuration('a', { nodes: [slimNode('s1', 'alpaca')] });

  it('are those of the same node here, about which there is nothing to say', () => {
    const here = configuration('a', { nodes: [slimNode('s1', 'team-key')] });
    const entry = only(
      compareReading(reading([read(file, { redactedKeyRefs: ['s1'], notices })]), holdings([here])).entries,
    );
    expect(entry).toMatchObject({ kind: 'unchanged', notices: [] });
    expect(entry.configuration?.nodes[0]?.config.apiKeyRef).toBe('team-key');
  });

  it('are those of the provider where the node is new, and say that a key is needed', () => {
    const other = { path: [0], found: 'x', used: 'y', message: 'Something else.' };
    const found = read(file, { redactedKeyRefs: ['s1'], notices: [other, ...notices] });
    const entry = only(compareReading(reading([found]), holdings([configuration('a')])).entries);
    expect(entry.configuration?.nodes[0]?.config.apiKeyRef).toBe('alpaca');
    expect(entry.notices).toEqual([
      other,
      {
        path: ['n', 0, 'apiKeyRef'],
        found: '[REDACTED]',
        used: 'alpaca',
        message: '“Feed s1” needs a key: exported files do not say which one it used. Enter the key of “alpaca”.',
      },
    ]);
  });

  it('survive an export and an import, which the schema design’s code loses', async () => {
    const { configurations } = new FakeProfile().open();
    await configurations.saveConfiguration(configuration('a', { nodes: [slimNode('s1', 'team-key')] }));
    const text = await configurations.exportConfiguration('a');
    expect(text).toContain('[REDACTED]');
    expect(text).not.toContain('team-key');

    const { entries } = await configurations.previewImport(text);

    expect(only(entries)).toMatchObject({ kind: 'unchanged', notices: [] });
    expect(only(entries).configuration?.nodes[0]?.config.apiKeyRef).toBe('team-key');
  });
});

describe('which configuration is the default', () => {
  const file = reading([
    read(configuration('a', { isDefault: true })),
    read(configuration('b', { isDefault: true }), { path: [1] }),
  ]);

  it('is the first one that the file marks, where there is none here', () => {
    const { defaults, notices } = compareReading(file, holdings([]));
    expect(defaults).toEqual({ here: undefined, file: '1', revision: 0 });
    expect(notices.map(({ path, used, message }) => [path, used, message])).toEqual([
      [
        [0, 'isDefault'],
        'true',
        '“Configuration a” becomes the default configuration, as in the file, because there is none here.',
      ],
      [[1, 'isDefault'], 'false', '“Configuration b” is marked as the default too. Only the first one counts.'],
    ]);
  });

  it('stays the one that is here', () => {
    const { defaults, notices } = compareReading(file, holdings([configuration('c')], { defaultId: 'c' }));
    expect(defaults).toEqual({ here: { id: 'c', name: 'Configuration c' }, file: '1', revision: 3 });
    expect(notices[0]).toMatchObject({ used: 'false' });
    expect(notices[0]?.message).toBe(
      '“Configuration a” is the default configuration in the file. Here “Configuration c” stays the default, unless you choose otherwise.',
    );
  });

  it('is nothing to speak of where both say the same, or the file says nothing', () => {
    const same = reading([read(configuration('a', { isDefault: true }))]);
    expect(compareReading(same, holdings([configuration('a')], { defaultId: 'a' })).notices).toEqual([]);
    expect(compareReading(reading([read(configuration('a'))]), holdings([])).defaults.file).toBeUndefined();
    // The chosen one was deleted.
    expect(compareReading(same, holdings([], { defaultId: 'z' })).defaults).toEqual({
      here: undefined,
      file: '1',
      revision: 3,
    });
  });
});

describe('the settings of a file', () => {
  const previewOf = (found: AppSettings | undefined, here?: AppSettings) =>
    compareReading(reading([], readSettings(found)), holdings([], { settings: here })).settings;

  it('are compared field by field', () => {
    const settings = { ...seedSettings(), chartUpdateInterval: 2_000, theme: 'dark' as const };
    const preview = previewOf(settings, seedSettings());
    expect(preview).toMatchObject({
      kind: 'changed',
      revision: 4,
      settings,
      message: 'The settings change: 2 differences.',
    });
    expect(preview && messages(preview)).toEqual([
      'Chart update interval changes from 1,000 ms to 2,000 ms.',
      'Theme changes from “system” to “dark”.',
    ]);
    expect(preview?.connectsElsewhere).toBeUndefined();
  });

  it('are the same, new, or refused with a reason', () => {
    expect(previewOf(seedSettings(), seedSettings())).toMatchObject({
      kind: 'unchanged',
      message: 'The settings are the same as here.',
    });
    expect(previewOf(defaultSettings())).toMatchObject({
      kind: 'added',
      revision: 0,
      message: 'The settings are added.',
    });
    const issues = [{ path: ['theme'], message: 'Theme must be one of light, dark, system.' }];
    const refused = compareReading(reading([], readSettings(undefined, { issues })), holdings([])).settings;
    expect(refused).toMatchObject({ kind: 'refused', settings: undefined, issues });
    expect(refused?.message).toBe('The settings cannot be imported: Theme must be one of light, dark, system.');
    expect(previewOf(undefined)?.message).toBe('The settings cannot be imported: they cannot be read.');
    expect(compareReading(reading([]), holdings([])).settings).toBeUndefined();
  });

  it.each([
    ['another host', 'http://backend.example:9003', 'ws://backend.example:9003/ws'],
    ['another port', 'http://localhost:9004', 'ws://localhost:9003/ws'],
    ['another scheme', 'http://localhost:9003', 'wss://localhost:9003/ws'],
  ])('I8: never connect by themselves to %s', (_what, url, wsUrl) => {
    const here = seedSettings();
    const hostile = { ...here, v11Backend: { ...here.v11Backend, url, wsUrl, useDemo: false, autoConnect: true } };

    const preview = previewOf(hostile, here);

    expect(preview?.settings?.v11Backend).toMatchObject({ url, wsUrl, autoConnect: false });
    expect(preview?.connectsElsewhere).toEqual({
      here: ['http://localhost:9003', 'ws://localhost:9003'],
      file: [new URL(url).origin, new URL(wsUrl).origin],
    });
    const notice = only(preview?.notices ?? []);
    expect(notice).toMatchObject({ path: ['settings', 'v11Backend', 'autoConnect'], found: 'true', used: 'false' });
    expect(notice.message).toContain('The file points to another backend:');
    expect(notice.message).toContain('Nothing connects there until someone says so.');
  });

  it('connect as they say where the backend is the one that is here', () => {
    const here = seedSettings();
    const same = { ...here, v11Backend: { ...here.v11Backend, url: 'http://localhost:9003/api', autoConnect: true } };
    expect(previewOf(same, here)).toMatchObject({ settings: same, notices: [] });
  });

  it('leave what the file does not say as it is here', async () => {
    const storage = new FakeProfile().open();
    const base = seedSettings();
    const here = {
      ...base,
      theme: 'dark' as const,
      v11Backend: { ...base.v11Backend, url: 'https://mine.example', timeout: 5_000 },
    };
    await storage.settings.saveSettings(here);
    const { wsUrl, useDemo, autoConnect } = base.v11Backend;
    const { theme: _theme, ...rest } = base;
    const partial = { ...rest, chartUpdateInterval: 2_000, v11Backend: { wsUrl, useDemo, autoConnect } };

    const { settings } = await storage.configurations.previewImport(JSON.stringify(partial));

    expect(settings?.settings).toEqual({ ...here, chartUpdateInterval: 2_000 });
    expect(settings?.differences.map(({ path }) => path)).toEqual([['chartUpdateInterval']]);
    expect(settings).toMatchObject({ kind: 'changed', notices: [] });
    expect(settings).not.toHaveProperty('connectsElsewhere');
    const elsewhere = (await new FakeProfile().open().configurations.previewImport(JSON.stringify(partial))).settings;
    expect(elsewhere?.settings).toMatchObject({ theme: 'system', v11Backend: { timeout: 30_000 } });
    expect(elsewhere?.notices.length).toBeGreaterThan(2);
  });

  it('I8: count as pointing elsewhere from the backend of the defaults, where none were saved', () => {
    const found = {
      ...seedSettings(),
      v11Backend: { ...seedSettings().v11Backend, url: 'https://v11.example.org', autoConnect: true },
    };
    expect(previewOf(found)?.settings?.v11Backend.autoConnect).toBe(false);
  });

  it('name the place in the file, which may hold nothing but settings', async () => {
    const { configurations } = new FakeProfile().open();
    const found = { ...seedSettings(), v11Backend: { ...seedSettings().v11Backend, url: 'https://v11.example.org' } };
    const { settings } = await configurations.previewImport(JSON.stringify(found));
    expect(settings?.notices.at(-1)?.path).toEqual(['v11Backend', 'autoConnect']);
  });
});

describe('records of other versions', () => {
  /** A page on which a newer library, or a defect, left something. */
  async function pageWith(value: unknown, found: Configuration = configuration('a')) {
    const storage = new FakeProfile();
    storage.local.texts.set('aurigraph_configs', '[]');
    const page = storage.open();
    await page.configurations.saveConfiguration(configuration('a'));
    await overwrite(storage, 'configuration/a', value);
    const preview = await page.configurations.previewImport(JSON.stringify(found));
    return { page, preview, entry: only(preview.entries) };
  }

  it('I5: do not let a newer one be replaced with less', async () => {
    const newer = { ...configuration('a'), version: '9.7', quorum: { of: 3 }, isDefault: false };
    const { entry, page, preview } = await pageWith(newer);
    expect(entry).toMatchObject({ kind: 'conflicting', conflict: 'newer-version-here', revision: 1 });
    expect(entry.message).toBe(
      '“Configuration a” was saved here by a newer version of this library, and is not replaced. It can be imported as a copy.',
    );
    const result = await page.configurations.importConfiguration(preview, { decision: 'replace' });
    expect(result).toMatchObject({ added: [], replaced: [], skipped: [{ key: '1' }] });
    expect(await page.configurations.getConfiguration('a')).toMatchObject({ quorum: { of: 3 }, version: '9.7' });
    const copied = await page.configurations.importConfiguration(preview);
    expect(copied.added.map(({ name }) => name)).toEqual(['Configuration a (imported)']);
  });

  it('set aside one that cannot be read before it is replaced', async () => {
    const { entry, page, preview } = await pageWith({ id: 'a', nodes: 'gone' });
    expect(entry).toMatchObject({ kind: 'conflicting', conflict: 'unreadable-here', here: undefined });
    expect(entry.message).toBe(
      '“Configuration a” is here, but cannot be read. If it is replaced, what is here is set aside first.',
    );
    expect(await page.quarantine.list()).toEqual([]);

    const result = await page.configurations.importConfiguration(preview, { decision: 'replace' });

    expect(result.replaced.map(({ id }) => id)).toEqual(['a']);
    expect(JSON.stringify(await page.quarantine.list())).toContain('gone');
    await result.undo();
    expect(await page.configurations.getConfiguration('a')).toBeNull();
  });

  it('I5: do not let newer settings be replaced with less, and set aside those that cannot be read', async () => {
    const profile = new FakeProfile();
    const page = profile.open();
    await page.settings.saveSettings(seedSettings());
    const file = JSON.stringify({ ...seedSettings(), theme: 'dark' });
    await overwrite(profile, 'settings/app', { ...seedSettings(), version: '9.7', quorum: 3 });
    const newer = await page.configurations.previewImport(file);
    expect(newer.settings).toMatchObject({ kind: 'refused', settings: undefined });
    expect(newer.settings?.message).toBe(
      'The settings here were saved by a newer version of this library, and are not replaced.',
    );
    await page.configurations.importConfiguration(newer, { settings: 'replace' });
    expect(await page.settings.getSettings()).toMatchObject({ version: '9.7', quorum: 3 });

    await overwrite(profile, 'settings/app', { theme: 7 });
    const damaged = await page.configurations.previewImport(file);
    expect(damaged.settings).toMatchObject({ kind: 'added', revision: 1 });
    await page.configurations.importConfiguration(damaged, { settings: 'replace' });
    expect(await page.settings.getSettings()).toMatchObject({ theme: 'dark' });
    expect(JSON.stringify(await page.quarantine.list())).toContain('{\\"theme\\":7}');
  });
});

describe('a file', () => {
  it('changes nothing by being looked at', async () => {
    const storage = new FakeProfile().open();
    await storage.configurations.saveConfiguration(configuration('a'));
    await storage.settings.saveSettings(seedSettings());
    const before = await everything(storage);
    const changes: unknown[] = [];
    storage.configurations.subscribe((change) => changes.push(change));
    const file = {
      configs: [configuration('a', { name: 'Other', modified: LATER }), configuration('b')],
      settings: { ...seedSettings(), theme: 'dark' },
    };

    const preview = await storage.configurations.previewImport(JSON.stringify(file));

    expect(preview.dialect).toBe('bundle');
    expect(preview.entries.map(({ kind }) => kind)).toEqual(['changed', 'added']);
    expect(preview.settings?.kind).toBe('changed');
    expect(await everything(storage)).toEqual(before);
    expect(changes).toEqual([]);
  });

  const bytes = new TextEncoder().encode(JSON.stringify(configuration('a')));
  it.each<[string, ImportSource]>([
    ['a text', JSON.stringify(configuration('a'))],
    ['bytes', bytes],
    ['part of a buffer', new Uint8Array([0, ...bytes, 0]).subarray(1, bytes.length + 1)],
    ['a buffer', bytes.slice().buffer],
    ['a Blob', new Blob([bytes])],
  ])('is read from %s', async (_what, source) => {
    const { entries } = await new FakeProfile().open().configurations.previewImport(source);
    expect(only(entries)).toMatchObject({ kind: 'added', id: 'a' });
  });

  it('I3: is refused by its size alone, unread', async () => {
    const { configurations } = new FakeProfile().open();
    let opened = 0;
    const file = { size: 1_048_577, arrayBuffer: async () => ((opened += 1), bytes.slice().buffer) };
    const failure = await failureFrom(configurations.previewImport(file));
    expect(failure).toMatchObject({ code: 'invalid-import', remedy: 'Export fewer configurations into one file.' });
    expect(failure.message).toContain('larger than 1 MB');
    expect(opened).toBe(0);
    expect((await configurations.previewImport({ ...file, size: 1_048_576 })).entries).toHaveLength(1);
    expect(opened).toBe(1);
  });

  it('is refused in words if it cannot be opened, or there is none', async () => {
    const { configurations } = new FakeProfile().open();
    const gone = { size: 1, arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotFoundError')) };
    expect(await failureFrom(configurations.previewImport(gone))).toMatchObject({
      code: 'invalid-import',
      message: 'This file cannot be opened. Nothing was changed.',
    });
    for (const nothing of [undefined, null, 7])
      expect((await failureFrom(configurations.previewImport(nothing as unknown as ImportSource))).code).toBe(
        'invalid-import',
      );
  });

  it('is read as its reader is told', async () => {
    const { configurations } = new FakeProfile().open();
    const local = { ...configuration('a'), created: '2026-09-20T08:00:00.000', modified: '2026-09-20T08:00:00.000' };
    const { entries } = await configurations.previewImport(JSON.stringify(local), { assumeTimeZone: '+05:30' });
    expect(only(entries).configuration?.created).toBe('2026-09-20T02:30:00.000Z');
    expect(only(entries).notices.length).toBeGreaterThan(0);
  });
});
