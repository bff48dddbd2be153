import { describe, expect, it } from 'vitest';
import { exportFileName, type Storage } from '../../../../src/storage/index.js';
import { withoutLiveKeys } from '../../../../src/storage/interchange/export-redaction.js';
import { configuration, failureFrom, FakeProfile, seedSettings } from '../support.js';
import { overwrite, slimNode } from './support.js';

const KEY = 'PK"CANARY\\4711/+';
const SECRET = 'sEcReT-canary-0815';
const TOKEN = 'AAAA%canary%token';
const WEATHER = '0123456789abcdef0123456789abcdef';

async function pageWithKeys(): Promise<Storage> {
  const storage = new FakeProfile().open();
  await storage.apiKeys.saveAlpacaKeys(KEY, SECRET);
  await storage.apiKeys.saveWeatherKey(WEATHER);
  await storage.apiKeys.saveTwitterToken(TOKEN);
  return storage;
}

describe('exporting', () => {
  it('writes one configuration as a pretty object', async () => {
    const { configurations } = new FakeProfile().open();
    const saved = await configurations.saveConfiguration(configuration('a', { isDefault: true, 'x-team': ['kept'] }));
    const text = await configurations.exportConfiguration('a');
    expect(text).toBe(JSON.stringify(saved, null, 2));
  });

  it('writes several as a list: those that were asked for in their order, or all in the order of their creation', async () => {
    const { configurations } = new FakeProfile().open();
    const created = (day: number) => `2026-09-0${day}T00:00:00.000Z`;
    await configurations.saveConfigurations(
      ['b', 'c', 'a'].map((id, index) => configuration(id, { created: created(index + 1) })),
    );
    const exported = async (ids?: string[]) =>
      (JSON.parse(await configurations.exportConfigurations(ids)) as { id: string }[]).map(({ id }) => id);
    expect(await exported(['a', 'b'])).toEqual(['a', 'b']);
    expect(await exported()).toEqual(['b', 'c', 'a']);
    expect(await configurations.exportConfigurations([])).toBe('[]');
  });

  it('writes everything: configurations and settings, which come back unchanged', async () => {
    const storage = new FakeProfile().open();
    await storage.configurations.saveConfigurations([configuration('a', { isDefault: true }), configuration('b')]);
    await storage.settings.saveSettings({ ...seedSettings(), theme: 'dark' });

    const text = await storage.configurations.exportAll();

    const here = await storage.configurations.previewImport(text);
    expect([here.entries.map(({ kind }) => kind), here.settings?.kind]).toEqual([
      ['unchanged', 'unchanged'],
      'unchanged',
    ]);
    const other = new FakeProfile().open();
    const preview = await other.configurations.previewImport(text);
    await other.configurations.importConfiguration(preview, { settings: 'replace' });
    expect(await other.configurations.getAllConfigurations()).toEqual(
      await storage.configurations.getAllConfigurations(),
    );
    expect(await other.settings.getSettings()).toEqual(await storage.settings.getSettings());
    expect(await other.configurations.exportAll()).toBe(text);
  });

  it('writes the form of another platform, which is read again without a difference', async () => {
    const { configurations } = new FakeProfile().open();
    await configurations.saveConfiguration(configuration('a'));
    for (const dialect of ['canonical', 'dart', 'react-native'] as const) {
      const { entries } = await configurations.previewImport(await configurations.exportAll({ dialect }));
      expect(entries.map(({ kind, differences }) => [kind, differences])).toEqual([['unchanged', []]]);
    }
    const dart = await configurations.exportConfiguration('a', { dialect: 'dart' });
    expect(dart).toContain('PerformanceMode.development');
    expect(await configurations.exportConfigurations(['a'], { dialect: 'dart' })).toBe(dart);
  });

  it('rejects if one that was asked for is not here', async () => {
    const { configurations } = new FakeProfile().open();
    await configurations.saveConfiguration(configuration('a'));
    expect(await failureFrom(configurations.exportConfiguration('z'))).toMatchObject({ code: 'not-found', id: 'z' });
    expect((await failureFrom(configurations.exportConfigurations(['a', 'z']))).code).toBe('not-found');
  });
});

describe('records of other versions', () => {
  it('are exported as far as they are known, and told where they are not', async () => {
    const profile = new FakeProfile();
    const storage = profile.open();
    await storage.configurations.saveConfigurations(['a', 'b', 'c'].map((id) => configuration(id)));
    await overwrite(profile, 'configuration/a', { ...configuration('a'), version: '9.7', quorum: 3 });
    await overwrite(profile, 'configuration/b', { id: 'b', nodes: 'damaged' });
    await overwrite(profile, 'configuration/c', { id: 'c', version: '9.7', nodes: { c: 'of another form' } });
    const failures: string[] = [];
    storage.persistence.subscribe(({ failure }) => failure !== undefined && failures.push(failure.code));

    const exported: unknown = JSON.parse(await storage.configurations.exportConfigurations());

    expect(exported).toMatchObject({ id: 'a', version: '9.7', quorum: 3 });
    expect(failures.sort()).toEqual(['newer-version', 'unreadable-data']);
    const failure = await failureFrom(storage.configurations.exportConfiguration('b'));
    expect(failure.message).toBe('There is no configuration that can be read with the id “b”.');
  });
});

describe('I7: what must not leave the page', () => {
  it('is not in an export: references, secrets of addresses, and live keys in whatever text', async () => {
    const storage = await pageWithKeys();
    const node = slimNode('s', 'team-reference');
    const endpoint = `https://api.example.org/v2/${encodeURIComponent(KEY)}?appid=${WEATHER}#${SECRET}`;
    await storage.configurations.saveConfiguration(
      configuration('a', {
        name: `Trial with ${KEY}`,
        description: `The secret is ${SECRET}, thanks`,
        nodes: [
          {
            ...node,
            name: `Feed ${TOKEN}`,
            config: { ...node.config, endpoint, [`x-${SECRET}`]: [{ deep: `>${WEATHER}<` }] },
          },
        ],
      }),
    );
    await storage.settings.saveSettings({ ...seedSettings(), lastOpenedVersion: TOKEN });

    const text = await storage.configurations.exportAll();

    for (const canary of [KEY, SECRET, TOKEN, WEATHER, 'team-reference', 'appid'])
      for (const form of [canary, JSON.stringify(canary).slice(1, -1), encodeURIComponent(canary)])
        expect(text).not.toContain(form);
    const { configs, settings } = JSON.parse(text) as {
      configs: Record<string, unknown>[];
      settings: Record<string, unknown>;
    };
    expect(configs[0]).toMatchObject({
      id: 'a',
      name: '[REDACTED]',
      description: '[REDACTED]',
      nodes: [{ name: '[REDACTED]' }],
    });
    expect(settings['lastOpenedVersion']).toBe('[REDACTED]');
    // Nothing of it was changed here.
    expect(await storage.configurations.getConfiguration('a')).toMatchObject({ name: `Trial with ${KEY}` });
  });

  it('leaves every other text alone, and so does a key that is too short to be told from a word', async () => {
    const storage = await pageWithKeys();
    await storage.apiKeys.saveWeatherKey('dev');
    const saved = await storage.configurations.saveConfiguration(
      configuration('a', { description: 'No key in here.' }),
    );
    expect(JSON.parse(await storage.configurations.exportConfiguration('a'))).toEqual(saved);
  });

  it('is looked for once, in all texts together, unless there is something', async () => {
    const asked: string[] = [];
    const value = { name: 'x', list: ['y', { z: 'secret!' }], count: 7, none: null };
    const scan = (secret: string) => async (text: string) => {
      asked.push(text);
      return text.includes(secret);
    };
    expect(await withoutLiveKeys(value, scan('nowhere'))).toBe(value);
    expect(asked).toHaveLength(1);
    expect(await withoutLiveKeys(value, scan('secret'))).toEqual({
      name: 'x',
      list: ['y', { z: '[REDACTED]' }],
      count: 7,
      none: null,
    });
  });

  it('keeps the page from exporting at all if its keys cannot be compared', async () => {
    const profile = new FakeProfile();
    const broken = {
      get: () => Promise.reject(new Error(`no ${SECRET}`)),
      set: () => undefined,
      remove: () => undefined,
    };
    const { configurations } = profile.open({ secrets: broken });
    await configurations.saveConfiguration(configuration('a'));
    const failure = await failureFrom(configurations.exportConfiguration('a'));
    expect(JSON.stringify(failure)).not.toContain(SECRET);
  });
});

describe('the name of a download', () => {
  const now = Date.parse('2026-09-21T14:15:23.456Z');
  it.each([
    ['Field trial', 'aurigraph-field-trial-2026-09-21.json'],
    ['  Прод / Тест #2  ', 'aurigraph-прод-тест-2-2026-09-21.json'],
    ['../../etc/passwd', 'aurigraph-etc-passwd-2026-09-21.json'],
    ['a\u202egnp.exe\u0000', 'aurigraph-a-gnp-exe-2026-09-21.json'],
    ['🙂', 'aurigraph-configurations-2026-09-21.json'],
    ['', 'aurigraph-configurations-2026-09-21.json'],
    ['x'.repeat(1_000), `aurigraph-${'x'.repeat(60)}-2026-09-21.json`],
    [`${'x'.repeat(59)} ${'y'.repeat(9)}`, `aurigraph-${'x'.repeat(59)}-2026-09-21.json`],
    ['CON', 'aurigraph-con-2026-09-21.json'],
  ])('of %j is %s', (name, fileName) => {
    expect(exportFileName({ name, now })).toBe(fileName);
  });

  it('of several says what they are', () => {
    expect(exportFileName({ now })).toBe('aurigraph-configurations-2026-09-21.json');
  });
});
