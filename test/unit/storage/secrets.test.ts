/** Goal G11 for storage: after a full run of its features, no key is anywhere, in none of 64 forms. */
import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { KEY_NAMES } from '../../../src/domain/api-keys.js';
import { createNodeConfiguration } from '../../../src/domain/node-config.js';
import { formatView } from '../../../src/elements/base/grid/view-state.js';
import { createSession, type Session } from '../../../src/session/session.js';
import { systemClock, webTabChannel, type Storage, type StorageOptions } from '../../../src/storage/index.js';
import { findSecrets, formsOf } from '../../support/canaries.js';
import { ScriptedBackend } from '../../support/scripted-backend.js';
import { CONFIGS_KEY, configuration, FakeProfile, seedMetrics, seedSettings, until } from './support.js';

/** Long enough that no part of them turns up by chance; the tildes make base64 and base64url differ. */
const KEY = 'Kf7q~~~Rz2mWx9bT~~~Vh4c8';
const SECRET = 'p3Gd~~~Lw8sYj5nC~~~Fk9rB';
const WEATHER = 'Xn6t~~~Qb4hDv7zM~~~Jg3wP';
const TOKEN = 'u8Ej~~~Tc5kSf2yH~~~Nm7xA';
/** A key that came with a file. */
const IMPORTED = 'Zr9v~~~Ba6dGq3wU~~~Ye5tK';
const SECRETS = [KEY, SECRET, WEATHER, TOKEN, IMPORTED];

/** Everything that an IndexedDB holds. */
async function dump(factory: IDBFactory): Promise<string> {
  const stores: unknown[] = [];
  for (const { name = '' } of await factory.databases()) {
    const database = await answer(factory.open(name));
    for (const store of database.objectStoreNames) {
      const objects = database.transaction(store).objectStore(store);
      stores.push([name, store, await answer(objects.getAllKeys()), await answer(objects.getAll())]);
    }
    database.close();
  }
  return inspect(stores, { depth: Infinity, maxArrayLength: Infinity, maxStringLength: Infinity });
}

function answer<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** All that can be seen of something. */
function seen(value: unknown): string {
  const shown = inspect(value, { depth: 20, showHidden: true, getters: true, maxStringLength: Infinity });
  return [shown, JSON.stringify(value) ?? '', String(value)].join('\n');
}

/** A profile with every sink watched. */
function watchedProfile() {
  const profile = new FakeProfile();
  const channel = `secrets-${Math.random()}`;
  const heard: unknown[] = [];
  const ear = new BroadcastChannel(channel);
  ear.onmessage = ({ data }) => heard.push(data);
  const printed: unknown[] = [];
  for (const method of ['debug', 'log', 'info', 'warn', 'error', 'trace', 'dir'] as const)
    vi.spyOn(console, method).mockImplementation((...args: unknown[]) => void printed.push(...args));
  const errors: unknown[] = [];
  const events: unknown[] = [];
  const urls: string[] = [];
  const sinks = async (): Promise<Record<string, string>> => ({
    localStorage: JSON.stringify([...profile.local.texts]),
    indexedDB: await dump(profile.indexedDB),
    broadcastChannel: JSON.stringify(heard),
    console: seen(printed),
    errors: seen(errors),
    debugLog: JSON.stringify(events),
    urls: urls.join('\n'),
  });
  const options: StorageOptions = {
    indexedDB: profile.indexedDB,
    keyValue: profile.local.open(),
    tabs: webTabChannel(channel),
    enableDebugLogging: true,
    debugSink: (event) => events.push(event),
  };
  const provoke = async (work: () => Promise<unknown>): Promise<void> => {
    await work().then(
      () => expect.unreachable('this should have been refused'),
      (error: unknown) => errors.push(error),
    );
  };
  const local = (key: string): string => profile.local.texts.get(key) ?? '';
  return { profile, local, options, sinks, provoke, heard, printed, errors, events, urls, close: () => ear.close() };
}

type Watched = ReturnType<typeof watchedProfile>;

function openSession({ options, urls }: Watched): { session: Session; backend: ScriptedBackend } {
  const backend = new ScriptedBackend();
  const session = createSession({
    mode: 'live',
    wsUrl: 'ws://backend.test/ws',
    apiUrl: 'http://backend.test',
    openSocket: (url) => {
      urls.push(url);
      return backend.openSocket(url);
    },
    fetch: (input, init) => {
      urls.push(inspect([input, init]));
      return backend.fetch(input, init);
    },
    storage: options,
    clock: systemClock,
  });
  return { session, backend };
}

async function useKeys(apiKeys: Storage['apiKeys'], provoke: Watched['provoke']): Promise<void> {
  await apiKeys.saveAlpacaKeys(KEY, SECRET);
  await apiKeys.saveWeatherKey(WEATHER, { origin: 'http://proxy.test:8080' });
  await apiKeys.saveTwitterToken(TOKEN);
  for (const name of KEY_NAMES) {
    await apiKeys.masked(name);
    await provoke(() => apiKeys.keysFor(name, `https://evil.example/?key=${TOKEN}`));
    await provoke(() => apiKeys.keysFor(name, `https://${TOKEN}@data.alpaca.markets/`));
    await provoke(() => apiKeys.keysFor(name, TOKEN));
  }
  expect(await apiKeys.keysFor('alpaca', 'https://data.alpaca.markets/v2')).toEqual({ key: KEY, secret: SECRET });
  await provoke(() => apiKeys.saveTwitterToken(TOKEN.repeat(200)));
  await provoke(() => apiKeys.saveAlpacaKeys(KEY, ''));
  await provoke(() => apiKeys.saveWeatherKey(WEATHER, { origin: `https://${WEATHER}@proxy.test` }));
  await provoke(() => apiKeys.saveWeatherKey(WEATHER, { origin: WEATHER }));
  await provoke(() => apiKeys.saveTwitterToken({ token: TOKEN } as unknown as string));
}

/** A file of another application, with keys in it. */
const bundle = (): string =>
  JSON.stringify({
    configs: [{ ...configuration('imported'), apiKey: IMPORTED }],
    settings: { ...seedSettings(), v11Backend: { ...seedSettings().v11Backend, url: 'https://evil.example' } },
    apiKeys: { alpaca: { key: IMPORTED, secret: IMPORTED }, openweathermap: IMPORTED, twitter: IMPORTED },
  });

/** Every feature of storage once, with keys there all the time. Gives what was exported and shown. */
async function useEverything(session: Session, { profile, provoke }: Watched): Promise<string[]> {
  const { configurations, settings, preferences, metricsCache, usage } = session;
  const slim = createNodeConfiguration('slim', 'slim-1', 'Prices');
  await configurations.saveConfiguration(configuration('a', { isDefault: true, nodes: [slim] }));
  const saved = await configurations.saveConfiguration(configuration('b'));
  await provoke(() => configurations.saveConfiguration(saved, { base: 77 }));
  await configurations.setDefaultConfiguration('b');
  await settings.saveSettings(seedSettings());
  await preferences.savePreference('node-grid', 'filter.state_3Aleader');
  await provoke(() => preferences.savePreference('node-grid', formatView({ filter: TOKEN })));
  await provoke(() => preferences.savePreference(KEY, ''));
  await metricsCache.saveMetrics(seedMetrics());
  const preview = await configurations.previewImport(bundle());
  const imported = await configurations.importConfiguration(preview);
  await configurations.deleteConfiguration('b');
  const shown = [preview, imported, await usage.getStorageStats(), await usage.suggestCleanup()].map(seen);
  const files = [await configurations.exportConfiguration('a'), await configurations.exportAll()];
  profile.local.texts.set(CONFIGS_KEY, 'not json');
  // The next save meets it, and sets it aside.
  await configurations.saveConfiguration(configuration('c'));
  await until(async () => expect((await session.quarantine.list()).map(({ text }) => text)).toContain('not json'));
  return [...shown, ...files];
}

afterEach(() => vi.restoreAllMocks());

describe('G11, X5: API keys', () => {
  it('are in no store, message, log, error, export or URL, in none of 64 forms, after every feature was used', async () => {
    const watched = watchedProfile();
    const { session } = openSession(watched);
    await useKeys(session.apiKeys, watched.provoke);
    const shown = await useEverything(session, watched);
    shown.push(...[session, session.apiKeys, session.state, session.persistence].map(seen));
    await until(() => expect(watched.urls.length).toBeGreaterThan(0));
    await until(() => expect(watched.local(CONFIGS_KEY)).toContain('"id":"a"'));
    await until(() => expect(watched.heard.length).toBeGreaterThan(5));
    const whileOpen = await watched.sinks();
    session.dispose();
    watched.close();
    const sinks: Record<string, string> = {
      ...whileOpen,
      exports: shown.join('\n'),
      afterwards: Object.values(await watched.sinks()).join('\n'),
    };

    // Every sink was really written to, or there would be nothing to find.
    expect(watched.errors.length).toBeGreaterThan(12);
    expect(watched.events.length).toBeGreaterThan(20);
    expect(sinks.indexedDB).toContain('aurigraph-widgets');
    expect(sinks.exports).toContain('REDACTED');
    for (const [sink, text] of Object.entries(sinks)) expect([sink, findSecrets(text, SECRETS)]).toEqual([sink, []]);
  });

  it('would be found: the scanner recognises 64 forms, planted in JSON and in each kind of sink', async () => {
    for (const secret of SECRETS) {
      const forms = formsOf(secret);
      expect(new Set(forms.map(({ text }) => text)).size).toBe(64);
      for (const { name, text } of forms) {
        const planted = [
          JSON.stringify({ a: ['x', `before ${text} after`] }),
          seen(new Error(`no ${text}`)),
          text.toUpperCase(),
        ];
        for (const sink of planted) expect(findSecrets(sink, [secret])).toContain(`${secret}: ${name}`);
      }
    }
    expect(findSecrets('nothing to see here', SECRETS)).toEqual([]);
  });

  it('would be found in the stores and messages that are looked through', async () => {
    const watched = watchedProfile();
    const { session } = openSession(watched);
    await session.configurations.saveConfiguration(configuration(KEY, { description: btoa(SECRET) }));
    console.warn(new Error(TOKEN));
    await until(() => expect(watched.local(CONFIGS_KEY)).toContain(KEY));
    await until(() => expect(watched.heard.length).toBeGreaterThan(0));
    const sinks = await watched.sinks();
    session.dispose();
    watched.close();
    const found = (sink = ''): string[] => findSecrets(sink, SECRETS);
    expect(found(sinks.indexedDB)).toEqual(
      expect.arrayContaining([`${KEY}: plain, as it is`, `${SECRET}: plain, base64`]),
    );
    expect(found(sinks.localStorage)).toContain(`${SECRET}: plain, base64`);
    // An id travels between tabs and is told to the debug log, a description is not.
    expect(found(sinks.broadcastChannel)).toContain(`${KEY}: plain, as it is`);
    expect(found(sinks.debugLog)).toContain(`${KEY}: plain, as it is`);
    expect(found(sinks.console)).toContain(`${TOKEN}: plain, as it is`);
    expect(findSecrets(sinks.broadcastChannel ?? '', [SECRET])).toEqual([]);
  });
});

describe('I8: a hostile file that points the backend to another host', () => {
  it('moves no key: what belongs to one origin is refused to the new one', async () => {
    const storage = new FakeProfile().open();
    await storage.apiKeys.saveAlpacaKeys(KEY, SECRET);
    const preview = await storage.configurations.previewImport(bundle());
    await storage.configurations.importConfiguration(preview, { settings: 'replace' });
    const url = (await storage.settings.getSettings())?.v11Backend.url ?? '';
    expect(url).toBe('https://evil.example');
    await expect(storage.apiKeys.keysFor('alpaca', url)).rejects.toMatchObject({
      failure: { code: 'origin-mismatch' },
    });
    expect(await storage.apiKeys.getTwitterToken()).toBeNull();
  });
});
