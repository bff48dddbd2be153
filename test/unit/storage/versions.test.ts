/** What this version does with data of versions that it does not know, and how versions are ordered. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../src/domain/configuration.js';
import { configurationSchema } from '../../../src/domain/schemas/configuration.js';
import type { AppSettings } from '../../../src/domain/settings.js';
import { compareVersions, CURRENT_SCHEMA_VERSION } from '../../../src/domain/versions.js';
import * as z from '../../../src/domain/zod.js';
import { IndexedDbRecords } from '../../../src/storage/adapters/web/indexed-db.js';
import { configurationVersions } from '../../../src/storage/mirror/configuration-format.js';
import { canonicalJson } from '../../../src/storage/journal/fingerprint.js';
import { Journal } from '../../../src/storage/journal.js';
import { SchemaVersions } from '../../../src/storage/migrations.js';
import { SCHEMA_STEPS, type PlainData, type SchemaStep } from '../../../src/storage/schema-steps.js';
import { settingsVersions } from '../../../src/storage/mirror/settings-format.js';
import { carriesUnknownFields } from '../../../src/storage/migrations/unknown-fields.js';
import {
  configuration,
  CONFIGS_KEY,
  failureFrom,
  FakeProfile,
  MIRROR_DELAY_MS,
  seedSettings,
  SeedRepository,
  SETTINGS_KEY,
  until,
} from './support.js';

/** The journal of a profile, as another version of this library writes to it. */
function journalOf(profile: FakeProfile): Journal {
  const { indexedDB: factory, clock } = profile;
  const options = { factory, keyRange: IDBKeyRange, databaseName: 'aurigraph-widgets', durability: 'strict' } as const;
  return new Journal(new IndexedDbRecords({ ...options, clock }), clock, 'another version');
}

/** A configuration as a later version has it: with more at every level. */
function laterConfiguration(id: string, changes: PlainData = {}): PlainData {
  const [node] = configuration(id).nodes;
  return {
    ...configuration(id),
    nodes: [{ ...node, rack: { row: 7 }, config: { ...node?.config, placement: { zone: 'eu', replicas: [1, null] } } }],
    version: '2.0',
    tags: ['prod', { nested: [true] }],
    ...changes,
  };
}

function without(data: PlainData, ...keys: readonly string[]): PlainData {
  return Object.fromEntries(Object.entries(data).filter(([key]) => !keys.includes(key)));
}

/** A profile in which another version has saved configurations. */
async function profileWith(...configurations: readonly PlainData[]): Promise<FakeProfile> {
  const profile = new FakeProfile();
  const writes = configurations.map((value) => ({ kind: 'configuration', id: String(value['id']), value }));
  await journalOf(profile).commit(writes);
  return profile;
}

async function storedConfiguration(profile: FakeProfile, id: string): Promise<unknown> {
  return (await journalOf(profile).read('configuration', id))?.value;
}

const UNKNOWN_VERSIONS: readonly unknown[] = ['2.0', '9.7', '1.10', '0.9', '', 'latest', '2', null, 3, {}, [], false];

describe('the order of versions', () => {
  it('is the one of their numbers', () => {
    expect(compareVersions('1.10', '1.9')).toBeGreaterThan(0);
    expect(compareVersions('2.0', '10.0')).toBeLessThan(0);
    expect(compareVersions('1.0', '1.0')).toBe(0);
    expect(compareVersions('01.0', '1.00')).toBe(0);
  });

  it.each(['', '1', '1.0.0', 'v1.0', '1.0 ', '-1.0', '1e3.0', '1.0\n', '9999999999.0'])(
    'does not exist for %j',
    (text) => {
      expect(compareVersions(text, '1.0')).toBeNaN();
      expect(compareVersions('1.0', text)).toBeNaN();
    },
  );
});

describe('I5: a configuration of an unknown version', () => {
  it.each(UNKNOWN_VERSIONS)('%j is shown as far as it is known, where schema design 8.2 throws', async (version) => {
    const stored = laterConfiguration('a', { version });
    const profile = await profileWith(stored);
    const storage = profile.open();

    const [shown] = await storage.configurations.getAllConfigurations();

    expect(shown).toEqual({ ...stored, version: typeof version === 'string' ? version : 'unknown' });
    expect(shown && storage.configurations.isNewer(shown)).toBe(true);
    expect(await storage.quarantine.list()).toEqual([]);
    expect(storage.persistence.failure).toBeUndefined();
    expect(await storedConfiguration(profile, 'a')).toEqual(stored);
  });

  it.each(UNKNOWN_VERSIONS)('%j keeps its version and its fields when it is changed and saved', async (version) => {
    const stored = laterConfiguration('a', { version });
    const profile = await profileWith(stored);
    const { configurations } = profile.open();
    const [shown] = await configurations.getAllConfigurations();
    if (shown === undefined) throw new Error('It was not listed.');

    await configurations.saveConfiguration({ ...shown, name: 'Renamed' }, { base: configurations.revisionOf(shown) });

    const modified = '2026-09-21T14:15:23.456Z';
    expect(await storedConfiguration(profile, 'a')).toEqual({ ...stored, name: 'Renamed', modified });
  });

  it.each([
    ['a field', (data: PlainData) => without(data, 'tags')],
    ['its version', (data: PlainData) => ({ ...data, version: CURRENT_SCHEMA_VERSION })],
    ['part of a field', (data: PlainData) => ({ ...data, tags: ['prod'] })],
    [
      'a field of a node',
      (data: PlainData) => ({ ...data, nodes: (data['nodes'] as PlainData[]).map((node) => without(node, 'rack')) }),
    ],
    [
      'a field of a node’s settings',
      (data: PlainData) => ({
        ...data,
        nodes: (data['nodes'] as PlainData[]).map((node) => ({
          ...node,
          config: without(node['config'] as PlainData, 'placement'),
        })),
      }),
    ],
  ])('T9: is not saved over by a value that lacks %s', async (_what, strip) => {
    const stored = laterConfiguration('a');
    const profile = await profileWith(stored);
    const { configurations } = profile.open();
    const [shown] = await configurations.getAllConfigurations();

    const failure = await failureFrom(configurations.saveConfiguration(strip(shown as PlainData) as Configuration));

    expect(failure).toMatchObject({ code: 'newer-version', version: '2.0' });
    expect(await storedConfiguration(profile, 'a')).toEqual(stored);
  });

  it('refuses all of a bulk save in which one would lose something', async () => {
    const profile = await profileWith(laterConfiguration('a'));
    const { configurations } = profile.open();
    const failure = await failureFrom(configurations.saveConfigurations([configuration('b'), configuration('a')]));
    expect(failure.code).toBe('newer-version');
    expect(await configurations.getConfiguration('b')).toBeNull();
  });

  it('is a conflict before anything else when it came in between', async () => {
    const profile = new FakeProfile();
    const { configurations } = profile.open();
    const mine = await configurations.saveConfiguration(configuration('a'));
    await journalOf(profile).commit([{ kind: 'configuration', id: 'a', value: laterConfiguration('a') }]);
    const failure = await failureFrom(
      configurations.saveConfiguration(mine, { base: configurations.revisionOf(mine) }),
    );
    expect(failure).toMatchObject({ code: 'conflict', theirs: { version: '2.0' } });
  });

  it('may lose a whole node, which is an edit, and get its nodes in another order', async () => {
    const [one, two] = [configuration('a').nodes[0], configuration('b').nodes[0]];
    const profile = await profileWith(
      laterConfiguration('a', {
        nodes: [
          { ...one, rack: 1 },
          { ...two, rack: 2 },
          { ...one, id: 'a-3', rack: 3 },
        ],
      }),
    );
    const { configurations } = profile.open();
    const shown = (await configurations.getAllConfigurations())[0] as Configuration;
    const saved = await configurations.saveConfiguration({ ...shown, nodes: [...shown.nodes].reverse().slice(1) });
    expect(saved.nodes.map(({ id, ...node }) => [id, (node as PlainData)['rack']])).toEqual([
      ['b-1', 2],
      ['a-1', 1],
    ]);
  });

  it('can be deleted', async () => {
    const profile = await profileWith(laterConfiguration('a'));
    const { configurations } = profile.open();
    await configurations.deleteConfiguration('a');
    expect(await configurations.getAllConfigurations()).toEqual([]);
  });
});

describe('a configuration of a later version that dropped `created`, as in schema design 8.3', () => {
  const third = without(laterConfiguration('c', { version: '3.0' }), 'created');

  it('is not listed, told as newer and not as damaged, and stays as it is', async () => {
    const profile = await profileWith(third, configuration('fine'));
    const storage = profile.open();

    const all = await storage.configurations.getAllConfigurations();

    expect(all.map(({ id }) => id)).toEqual(['fine']);
    expect(await storage.configurations.getConfiguration('c')).toBeNull();
    expect(storage.persistence.failure).toMatchObject({ code: 'newer-version', version: '3.0' });
    expect(await storage.quarantine.list()).toEqual([]);
    expect(await storedConfiguration(profile, 'c')).toEqual(third);
  });

  it('is never saved over, and can be deleted', async () => {
    const profile = await profileWith(third);
    const { configurations } = profile.open();
    for (const value of [configuration('c'), { ...configuration('c'), ...third, created: '2026-01-01T00:00:00Z' }]) {
      const failure = await failureFrom(configurations.saveConfiguration(value));
      expect(failure.code).toBe('newer-version');
    }
    expect(await storedConfiguration(profile, 'c')).toEqual(third);
    await configurations.deleteConfiguration('c');
    expect(await storedConfiguration(profile, 'c')).toBeUndefined();
  });
});

describe('interchange 2: a missing version', () => {
  it('is read as 1.0', async () => {
    const profile = await profileWith(without(configuration('a'), 'version'));
    const storage = profile.open();
    const shown = await storage.configurations.getConfiguration('a');
    expect(shown?.version).toBe('1.0');
    expect(shown && storage.configurations.isNewer(shown)).toBe(false);
    expect(settingsVersions.read(without(seedSettings(), 'version'))).toMatchObject({ value: { version: '1.0' } });
  });
});

describe('while 1.0 is current', () => {
  it('nothing is lifted to 2.0, which schema design 8.2 does', async () => {
    expect(CURRENT_SCHEMA_VERSION).toBe('1.0');
    const beyond: SchemaStep = { from: '1.0', to: '2.0', migrate: (data) => ({ ...data, lifted: true }) };
    const versions = new SchemaVersions('A configuration', () => configurationSchema, [beyond]);
    expect(versions.read(configuration('a'))).toEqual({ state: 'readable', value: configuration('a') });
    const { configurations } = new FakeProfile().open();
    expect((await configurations.saveConfiguration(configuration('a'))).version).toBe('1.0');
  });

  it('there are no steps', () => {
    expect(SCHEMA_STEPS).toEqual({ configuration: [], settings: [] });
  });
});

describe('I5: settings of an unknown version', () => {
  const later = {
    ...seedSettings(),
    version: '2.0',
    density: 'high',
    v11Backend: { ...seedSettings().v11Backend, region: 'eu' },
  };
  const save = async (value: unknown): Promise<FakeProfile> => {
    const profile = new FakeProfile();
    await journalOf(profile).commit([{ kind: 'settings', id: 'app', value }]);
    return profile;
  };

  it('are shown, and saved if nothing is lost', async () => {
    const { settings } = (await save(later)).open();
    const shown = await settings.getSettings();
    expect(shown).toEqual(later);
    expect(shown && settings.isNewer(shown)).toBe(true);
    expect(await settings.saveSettings({ ...later, theme: 'dark' })).toEqual({ ...later, theme: 'dark' });
    const lossy: AppSettings = { ...later, v11Backend: seedSettings().v11Backend };
    expect(await failureFrom(settings.saveSettings(lossy))).toMatchObject({ code: 'newer-version', version: '2.0' });
    expect(await settings.getSettings()).toEqual({ ...later, theme: 'dark' });
  });

  it('stay as they are when they cannot be shown, and defaults stand in', async () => {
    const strange = { version: '7.1', everything: 'is different' };
    const profile = await save(strange);
    const storage = profile.open();
    expect(await storage.settings.getSettings()).toBeNull();
    expect(storage.persistence.failure).toMatchObject({ code: 'newer-version', version: '7.1' });
    expect((await storage.settings.getOrCreateDefault()).version).toBe('1.0');
    expect((await failureFrom(storage.settings.saveSettings(seedSettings()))).code).toBe('newer-version');
    expect((await journalOf(profile).read('settings', 'app'))?.value).toEqual(strange);
  });
});

describe('the mirror with values of several versions', () => {
  it('is taken in as it is, and nothing newer goes to quarantine', async () => {
    const profile = new FakeProfile();
    const third = without(laterConfiguration('c', { version: '3.0', isDefault: true }), 'created');
    const elements = [configuration('a'), laterConfiguration('b'), third];
    profile.local.texts.set(CONFIGS_KEY, JSON.stringify(elements));
    profile.local.texts.set(SETTINGS_KEY, JSON.stringify({ version: '9.0', other: [1] }));
    const storage = profile.open();

    expect((await storage.configurations.getAllConfigurations()).map(({ id }) => id)).toEqual(['a', 'b']);

    expect(await storage.quarantine.list()).toEqual([]);
    expect(await storedConfiguration(profile, 'b')).toEqual(elements[1]);
    expect(await storedConfiguration(profile, 'c')).toEqual({ ...third, isDefault: false });
    expect((await journalOf(profile).read('settings', 'app'))?.value).toEqual({ version: '9.0', other: [1] });
    await storage.configurations.saveConfiguration(configuration('d'));
    await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(4));
    expect(profile.local.json(CONFIGS_KEY)).toEqual(expect.arrayContaining([elements[1], third]));
    expect(profile.local.json(SETTINGS_KEY)).toEqual({ version: '9.0', other: [1] });
  });

  it('is not written or merged again and again because of it', async () => {
    const profile = await profileWith(laterConfiguration('b'), without(laterConfiguration('c'), 'created', 'modified'));
    const first = profile.open();
    await first.ready;
    await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(2));
    const text = profile.local.texts.get(CONFIGS_KEY);
    const before = (await journalOf(profile).readHistory('configuration')).get('b');
    first.dispose();
    const second = profile.open();
    await second.ready;
    profile.clock.advance(MIRROR_DELAY_MS);
    await second.configurations.getAllConfigurations();
    expect(profile.local.texts.get(CONFIGS_KEY)).toBe(text);
    expect((await journalOf(profile).readHistory('configuration')).get('b')).toEqual(before);
  });

  it('takes an edit of the schema design’s page to a newer element that carries everything along', async () => {
    const profile = await profileWith(laterConfiguration('b'));
    await profile.open().ready;
    await profile.mirrored((local) => expect(local.json(CONFIGS_KEY)).toHaveLength(1));
    const seed = new SeedRepository(profile.local.open());
    const [theirs] = seed.getAllConfigurations() as [Configuration];
    seed.saveConfiguration({ ...theirs, name: 'Edited there', modified: '2026-10-01T00:00:00.000Z' });
    await until(async () =>
      expect(await storedConfiguration(profile, 'b')).toMatchObject({
        ...laterConfiguration('b'),
        name: 'Edited there',
        modified: expect.any(String) as string,
      }),
    );
  });

  it.each(['', 'latest', null, 5])(
    'does not take rubbish for a newer version because it says version %j',
    async (version) => {
      const profile = new FakeProfile();
      profile.local.texts.set(CONFIGS_KEY, JSON.stringify([{ id: 'x', version }]));
      const storage = profile.open();
      await storage.ready;
      expect(storage.persistence.failure?.code).toBe('unreadable-data');
      expect(await storage.quarantine.list()).toHaveLength(1);
    },
  );

  it('takes what can be read as it is, even if its version is none', async () => {
    const profile = new FakeProfile();
    const element = { ...laterConfiguration('a', { version: '' }), isDefault: false };
    profile.local.texts.set(CONFIGS_KEY, JSON.stringify([element]));
    const storage = profile.open();
    await storage.ready;
    expect(await storedConfiguration(profile, 'a')).toEqual(element);
    expect(await storage.quarantine.list()).toEqual([]);
  });

  it.each([[{ version: '3.0' }], [{ version: '3.0', id: '' }], [{ version: '3.0', id: 7 }], ['3.0'], [[]], [null]])(
    'sets an element without an id aside: %j',
    async (element) => {
      const profile = new FakeProfile();
      profile.local.texts.set(CONFIGS_KEY, JSON.stringify([element]));
      const storage = profile.open();
      await storage.ready;
      expect((await storage.quarantine.list()).map(({ text }) => text)).toEqual([JSON.stringify(element)]);
    },
  );
});

describe('fields that are not known', () => {
  const schema = z.looseObject({
    list: z.array(z.string()),
    inner: z.optional(z.looseObject({ known: z._default(z.number(), 1) })),
    items: z.array(z.looseObject({ name: z.string() })),
  });

  it('T9: come back byte-equal at every level after a save, whatever they are', async () => {
    const json = fc.dictionary(
      fc.string().map((key) => `x-${key}`),
      fc.jsonValue({ maxDepth: 3 }),
      { maxKeys: 4 },
    );
    await fc.assert(
      fc.asyncProperty(json, json, json, async (top, node, config) => {
        const [known] = configuration('a').nodes;
        const later = {
          ...laterConfiguration('a'),
          ...top,
          nodes: [{ ...known, ...node, config: { ...known?.config, ...config } }],
        };
        const profile = await profileWith(later);
        const { configurations } = profile.open();
        const shown = (await configurations.getConfiguration('a')) as Configuration;
        await configurations.saveConfiguration({ ...shown, name: 'Changed' });
        const stored = (await storedConfiguration(profile, 'a')) as PlainData;
        const expected = { ...later, name: 'Changed', modified: stored['modified'] };
        expect(canonicalJson(stored)).toBe(canonicalJson(expected));
        for (const key of Object.keys(top)) expect(JSON.stringify(stored[key])).toBe(JSON.stringify(top[key]));
      }),
      { numRuns: 60 },
    );
  });

  it('are found in optional objects and in elements without an id', () => {
    const before = { list: ['a'], inner: { known: 2, more: 1 }, items: [{ name: 'one', more: { deep: 1 } }] };
    const carries = (after: unknown): boolean => carriesUnknownFields(schema, before, after);
    expect(carries(before)).toBe(true);
    expect(carries({ ...before, list: [], inner: { known: 3, more: 1 }, extra: true })).toBe(true);
    expect(carries({ ...before, inner: { known: 2 } })).toBe(false);
    expect(carries({ ...before, inner: undefined })).toBe(false);
    expect(carries({ ...before, inner: { known: 2, more: 2 } })).toBe(false);
    expect(carries({ ...before, items: [{ name: 'two' }] })).toBe(false);
    expect(carries({ ...before, items: [] })).toBe(false);
    const two = { ...before, items: [{ name: 'one' }, { name: 'two', more: 2 }] };
    expect(carriesUnknownFields(schema, two, { ...two, items: [{ name: 'one' }, { name: 'two' }] })).toBe(false);
    expect(carries({ ...before, items: 'gone' })).toBe(false);
    expect(carries(null)).toBe(false);
  });

  it('are none where something else stands than the schema says', () => {
    expect(carriesUnknownFields(schema, 'text', {})).toBe(true);
    expect(carriesUnknownFields(schema, { items: 'text', inner: null, list: 5 }, {})).toBe(true);
    expect(
      carriesUnknownFields(
        configurationSchema,
        { nodes: [{ id: '1', type: 'oracle', more: 1 }] },
        { nodes: [{ id: '1' }] },
      ),
    ).toBe(true);
  });

  it('S26: are compared by what an object itself has, not by what it inherits', () => {
    const before = JSON.parse('{"__proto__":{"a":1},"constructor":1}') as unknown;
    expect(carriesUnknownFields(schema, before, {})).toBe(false);
    expect(carriesUnknownFields(schema, before, JSON.parse('{"constructor":1,"__proto__":{"a":1}}'))).toBe(true);
    expect(carriesUnknownFields(schema, before, JSON.parse('{"constructor":1,"__proto__":{"a":2}}'))).toBe(false);
  });
});

describe('the present version', () => {
  it('is kept in the journal as the mirror’s element was checked, so that its fingerprint stays the same', () => {
    expect(configurationVersions.keep(without(configuration('a'), 'version'))).toEqual(configuration('a'));
    expect(configurationVersions.keep({ ...configuration('a'), name: '' })).toBeUndefined();
  });
});
