import { inspect } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { KEY_NAMES, type KeyName } from '../../../src/domain/api-keys.js';
import {
  memorySecretStore,
  webCryptoCipher,
  type Cipher,
  type SecretStore,
  type StorageOptions,
} from '../../../src/storage/index.js';
import { failureFrom, FakeProfile, seedSettings, until } from './support.js';

const CANARIES = ['canary-key-0001', 'canary-secret-0002', 'canary-weather-0003', 'canary-token-0004'] as const;

async function withKeys(options: StorageOptions = {}) {
  const profile = new FakeProfile();
  const storage = profile.open(options);
  const { apiKeys } = storage;
  await apiKeys.saveAlpacaKeys(CANARIES[0], CANARIES[1]);
  await apiKeys.saveWeatherKey(CANARIES[2]);
  await apiKeys.saveTwitterToken(CANARIES[3]);
  return { profile, storage, apiKeys };
}

const DEFAULT_URLS: Readonly<Record<KeyName, string>> = {
  alpaca: 'https://data.alpaca.markets/v2/stocks/quotes?symbols=AAPL',
  openweathermap: 'https://api.openweathermap.org/data/2.5/weather',
  twitter: 'https://api.twitter.com/2/tweets',
};

describe('API keys', () => {
  it('are there until they are forgotten', async () => {
    const { apiKeys } = await withKeys();
    expect(await apiKeys.getAlpacaKeys()).toEqual({ key: CANARIES[0], secret: CANARIES[1] });
    expect(await apiKeys.getWeatherKey()).toBe(CANARIES[2]);
    expect(await apiKeys.getTwitterToken()).toBe(CANARIES[3]);
    expect(await apiKeys.hasAnyKeys()).toBe(true);
    await apiKeys.clearAllKeys();
    expect(await apiKeys.hasAnyKeys()).toBe(false);
    expect([await apiKeys.getAlpacaKeys(), await apiKeys.getWeatherKey(), await apiKeys.getTwitterToken()]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('are forgotten one by one', async () => {
    const { apiKeys } = await withKeys();
    await apiKeys.clearKey('alpaca');
    expect(await apiKeys.getAlpacaKeys()).toBeNull();
    expect(await apiKeys.getWeatherKey()).toBe(CANARIES[2]);
    expect(await apiKeys.hasAnyKeys()).toBe(true);
  });

  it('are gone with the page', async () => {
    const { profile } = await withKeys();
    expect(await profile.open().apiKeys.hasAnyKeys()).toBe(false);
  });

  it('are refused when empty, in words that do not repeat what was entered', async () => {
    const { apiKeys } = new FakeProfile().open();
    expect((await failureFrom(apiKeys.saveWeatherKey(''))).message).toBe('A key must not be empty.');
    const long = 'canary'.repeat(1_000);
    const failure = await failureFrom(apiKeys.saveAlpacaKeys('key', long));
    expect(JSON.stringify(failure)).not.toContain('canary');
    expect(await apiKeys.hasAnyKeys()).toBe(false);
  });

  it('tell listeners which one was saved, and not what it is', async () => {
    const { apiKeys } = new FakeProfile().open();
    const heard: unknown[] = [];
    const stop = apiKeys.subscribe((change) => heard.push(change));
    await apiKeys.saveAlpacaKeys(CANARIES[0], CANARIES[1]);
    await apiKeys.saveWeatherKey(CANARIES[2]);
    await apiKeys.saveTwitterToken(CANARIES[3]);
    await apiKeys.clearKey('twitter');
    await apiKeys.clearAllKeys();
    stop();
    await apiKeys.saveWeatherKey(CANARIES[2]);
    expect(heard).toEqual([
      { kind: 'saved', name: 'alpaca' },
      { kind: 'saved', name: 'openweathermap' },
      { kind: 'saved', name: 'twitter' },
      { kind: 'cleared', name: 'twitter' },
      { kind: 'cleared' },
    ]);
  });

  it('never come as half of an old and half of a new pair, however long each half takes to seal', async () => {
    const real = webCryptoCipher();
    let seals = 0;
    const cipher: Cipher = {
      seal: async (text, context) => {
        seals += 1;
        for (let turns = (seals * 7) % 5; turns > 0; turns -= 1) await new Promise((resolve) => setImmediate(resolve));
        if (real === undefined) throw new Error('There is no Web Crypto here.');
        return real.seal(text, context);
      },
      open: async (bytes, context) => real?.open(bytes, context) ?? '',
    };
    const { apiKeys } = new FakeProfile().open({ cipher });
    const saves = Array.from({ length: 20 }, (_, turn) => apiKeys.saveAlpacaKeys(`key-${turn}`, `secret-${turn}`));
    const pairs = await Promise.all(saves.map(() => apiKeys.getAlpacaKeys()));
    await Promise.all(saves);
    expect(seals).toBe(40);
    for (const pair of pairs) expect(pair?.secret).toBe(pair?.key.replace('key', 'secret'));
    expect(await apiKeys.getAlpacaKeys()).toEqual({ key: 'key-19', secret: 'secret-19' });
  });

  it('X6: are shown behind a mask that tells nothing of their length', async () => {
    const { apiKeys } = await withKeys();
    const masks = [await apiKeys.masked('alpaca'), await apiKeys.masked('twitter')];
    expect(masks).toEqual(['••••••••0001', '••••••••0004']);
    await apiKeys.saveWeatherKey('short-1');
    expect(await apiKeys.masked('openweathermap')).toBe('••••••••');
    await apiKeys.clearKey('twitter');
    expect(await apiKeys.masked('twitter')).toBeNull();
  });
});

describe('the origin of an API key', () => {
  it.each(KEY_NAMES)('is the one of the provider by default: %s', async (name) => {
    const { apiKeys } = await withKeys();
    const keys = await apiKeys.keysFor(name, DEFAULT_URLS[name]);
    expect(JSON.stringify(keys)).toContain('canary-');
    const others = KEY_NAMES.filter((other) => other !== name);
    for (const other of others)
      expect(await failureFrom(apiKeys.keysFor(name, DEFAULT_URLS[other]))).toMatchObject({ code: 'origin-mismatch' });
  });

  it.each([
    'https://evil.example/v2',
    'http://data.alpaca.markets/v2',
    'https://data.alpaca.markets:8443/v2',
    'https://data.alpaca.markets.evil.example/',
    'https://data.alpaca.markets./v2',
    'https://data.alpaca.markets@evil.example/',
    'https://user:canary-password@data.alpaca.markets/',
    'https://user@data.alpaca.markets/',
    'wss://data.alpaca.markets/stream',
    'ftp://data.alpaca.markets/',
    'javascript:alert(1)',
    'data:text/plain,data.alpaca.markets',
    'blob:https://data.alpaca.markets/0000',
    '//data.alpaca.markets/v2',
    '/v2',
    '',
  ])('I8: keeps the key from going to %s', async (url) => {
    const { apiKeys } = await withKeys();
    const failure = await failureFrom(apiKeys.keysFor('alpaca', url));
    expect(failure).toMatchObject({ code: 'origin-mismatch', origin: 'https://data.alpaca.markets' });
    expect(JSON.stringify(failure)).not.toContain('canary');
  });

  it('can be another one, for instance a proxy; then the provider itself gets nothing', async () => {
    const { apiKeys } = new FakeProfile().open();
    await apiKeys.saveWeatherKey(CANARIES[2], { origin: 'http://proxy.test:8080/weather' });
    expect(await apiKeys.keysFor('openweathermap', new URL('http://proxy.test:8080/other'))).toBe(CANARIES[2]);
    expect(await failureFrom(apiKeys.keysFor('openweathermap', DEFAULT_URLS.openweathermap))).toMatchObject({
      code: 'origin-mismatch',
      origin: 'http://proxy.test:8080',
    });
    await apiKeys.saveWeatherKey(CANARIES[2]);
    expect(await apiKeys.keysFor('openweathermap', DEFAULT_URLS.openweathermap)).toBe(CANARIES[2]);
    expect(await failureFrom(apiKeys.keysFor('openweathermap', 'http://proxy.test:8080/'))).toMatchObject({
      code: 'origin-mismatch',
    });
  });

  it('does not stay when the key is cleared', async () => {
    const secrets = memorySecretStore();
    const { apiKeys } = new FakeProfile().open({ secrets });
    await apiKeys.saveWeatherKey(CANARIES[2], { origin: 'http://proxy.test:8080' });
    expect(await secrets.get('openweathermap_origin')).toBe('http://proxy.test:8080');
    await apiKeys.clearKey('openweathermap');
    expect(await secrets.get('openweathermap_origin')).toBeUndefined();
  });

  it('must be http or https, without credentials; the former key stays', async () => {
    const { apiKeys } = await withKeys();
    for (const origin of ['ws://proxy.test', 'https://me:canary@proxy.test', 'proxy.test', '']) {
      const failure = await failureFrom(apiKeys.saveWeatherKey('another-canary', { origin }));
      expect(failure.code).toBe('invalid-url');
      expect(JSON.stringify(failure)).not.toContain('canary');
    }
    expect(await apiKeys.getWeatherKey()).toBe(CANARIES[2]);
  });

  it('is not asked for where there is no key, and an unknown name has none', async () => {
    const { apiKeys } = new FakeProfile().open();
    expect(await apiKeys.keysFor('twitter', 'https://elsewhere.example')).toBeNull();
    expect(await apiKeys.keysFor('__proto__' as KeyName, DEFAULT_URLS.twitter)).toBeNull();
    expect((await failureFrom(apiKeys.keysFor('twitter', 'nowhere'))).code).toBe('origin-mismatch');
  });

  it('I8: does not move with settings that point the backend to another host', async () => {
    const { storage, apiKeys } = await withKeys();
    const evil = { ...seedSettings().v11Backend, url: 'https://evil.example', wsUrl: 'wss://evil.example/ws' };
    const saved = await storage.settings.saveSettings({ ...seedSettings(), v11Backend: evil });
    expect(saved.v11Backend.url).toBe('https://evil.example');
    for (const name of KEY_NAMES)
      expect(await failureFrom(apiKeys.keysFor(name, saved.v11Backend.url))).toMatchObject({
        code: 'origin-mismatch',
      });
  });
});

describe('the life of an API key', () => {
  it('ends with storage, also for a save that is under way or comes late', async () => {
    const { apiKeys, storage } = await withKeys();
    const underWay = apiKeys.saveWeatherKey('late-canary');
    storage.dispose();
    expect((await failureFrom(underWay)).code).toBe('storage-blocked');
    expect((await failureFrom(apiKeys.saveWeatherKey('later-canary'))).code).toBe('storage-blocked');
    expect(await apiKeys.hasAnyKeys()).toBe(false);
  });

  it('ends after the time that a host allows, and listeners hear of it', async () => {
    const { apiKeys, profile } = await withKeys({ keyLifetimeMs: 60_000 });
    const heard: unknown[] = [];
    apiKeys.subscribe((change) => heard.push(change));
    profile.clock.advance(30_000);
    await apiKeys.saveWeatherKey('renewed-canary');
    profile.clock.advance(30_000);
    await until(() => expect(heard).toHaveLength(3));
    expect(heard).toContainEqual({ kind: 'expired', name: 'alpaca' });
    expect(await apiKeys.getAlpacaKeys()).toBeNull();
    expect(await apiKeys.getWeatherKey()).toBe('renewed-canary');
  });

  it('S22: ends when the machine slept, before any timer runs, and is not prolonged by a clock that is set back', async () => {
    const { apiKeys, profile } = await withKeys({ keyLifetimeMs: 60_000 });
    expect(profile.clock.pending).toBeGreaterThanOrEqual(3);
    profile.clock.setWallClock(profile.clock.now() + 61_000);
    expect(await apiKeys.getTwitterToken()).toBeNull();
    await apiKeys.saveTwitterToken(CANARIES[3]);
    profile.clock.setWallClock(profile.clock.now() - 3_600_000);
    profile.clock.advance(60_000);
    expect(await apiKeys.getTwitterToken()).toBeNull();
  });

  it('may be longer than a timer of a browser can wait', async () => {
    const days = 24 * 60 * 60_000;
    const profile = new FakeProfile();
    const { apiKeys } = profile.open({ keyLifetimeMs: 30 * days });
    const after = vi.spyOn(profile.clock, 'after');
    await apiKeys.saveWeatherKey(CANARIES[2]);
    profile.clock.advance(29 * days);
    expect(await apiKeys.hasAnyKeys()).toBe(true);
    const delays = after.mock.calls.map(([delayMs]) => delayMs).filter((delayMs) => delayMs > days);
    expect(delays.length).toBeGreaterThanOrEqual(2);
    for (const delayMs of delays) expect(delayMs).toBeLessThan(2 ** 31);
    profile.clock.advance(30 * days);
    expect(await apiKeys.hasAnyKeys()).toBe(false);
  });

  it('ends in the store too, not only for those who ask', async () => {
    const secrets = memorySecretStore();
    const profile = new FakeProfile();
    const { apiKeys } = profile.open({ secrets, keyLifetimeMs: 60_000 });
    await apiKeys.saveTwitterToken(CANARIES[3]);
    expect(await secrets.get('twitter_token')).toBe(CANARIES[3]);
    profile.clock.advance(60_000);
    await until(async () => expect(await secrets.get('twitter_token')).toBeUndefined());
  });

  it('leaves no timer behind', async () => {
    const { apiKeys, profile } = await withKeys({ keyLifetimeMs: 60_000 });
    const before = profile.clock.pending;
    await apiKeys.clearAllKeys();
    expect(profile.clock.pending).toBe(before - 3);
  });
});

describe('X5: an API key', () => {
  it('appears in no conversion of what keeps it', async () => {
    const { apiKeys, storage } = await withKeys();
    const shown = [
      JSON.stringify({ apiKeys }),
      JSON.stringify(storage),
      String(apiKeys),
      '' + apiKeys,
      [apiKeys].join(),
      inspect(apiKeys, { showHidden: true }),
      inspect(storage, { depth: 10, showHidden: true }),
      JSON.stringify(structuredClone(apiKeys)),
    ];
    for (const text of shown) for (const canary of CANARIES) expect(text).not.toContain(canary);
    expect(JSON.stringify({ apiKeys })).toBe('{"apiKeys":"[REDACTED]"}');
    expect('' + apiKeys).toBe('[REDACTED]');
    expect(inspect(apiKeys)).toBe('[REDACTED]');
    expect(structuredClone(apiKeys)).toEqual({});
  });

  it('appears in no failure, whatever the store of a host says', async () => {
    const refusing: SecretStore = {
      get: () => undefined,
      set: (name, secret) => Promise.reject(new Error(`cannot keep ${name} ${secret}`)),
      remove: () => undefined,
    };
    const { apiKeys } = new FakeProfile().open({ secrets: refusing });
    const error: unknown = await apiKeys.saveWeatherKey('canary').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ failure: { code: 'storage-blocked', store: 'API keys' } });
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('canary');
  });

  it('does not stay as half of a pair if the store of a host takes only that', async () => {
    const secrets = memorySecretStore();
    const half: SecretStore = {
      ...secrets,
      set: (name, secret) => {
        if (name === 'alpaca_secret') throw new Error('full');
        return secrets.set(name, secret);
      },
    };
    const { apiKeys } = new FakeProfile().open({ secrets: half });
    expect((await failureFrom(apiKeys.saveAlpacaKeys('key', 'secret'))).code).toBe('storage-blocked');
    expect(await secrets.get('alpaca_key')).toBeUndefined();
    expect(await apiKeys.hasAnyKeys()).toBe(false);
  });
});

/** A cipher whose work can be counted, and what it made. */
function watched(cipher = webCryptoCipher()): { cipher: Cipher; sealed: Uint8Array[]; opened: string[] } {
  if (cipher === undefined) throw new Error('There is no Web Crypto here.');
  const sealed: Uint8Array[] = [];
  const opened: string[] = [];
  const watching: Cipher = {
    seal: async (text, context) => {
      const bytes = await cipher.seal(text, context);
      sealed.push(bytes);
      return bytes;
    },
    open: (bytes, context) => {
      opened.push(context);
      return cipher.open(bytes, context);
    },
  };
  return { cipher: watching, sealed, opened };
}

describe('sealing', () => {
  it('is done where the page has Web Crypto, and said', async () => {
    const { cipher, sealed, opened } = watched();
    const { apiKeys } = await withKeys({ cipher });
    expect(apiKeys.protection).toBe('sealed');
    expect(sealed).toHaveLength(4);
    for (const bytes of sealed) expect(Buffer.from(bytes).toString('latin1')).not.toContain('canary');
    expect(await apiKeys.hasAnyKeys()).toBe(true);
    expect(opened).toEqual([]);
    expect(await apiKeys.getWeatherKey()).toBe(CANARIES[2]);
    expect(opened).toEqual(['openweathermap_key']);
  });

  it('is with a key that cannot be exported', async () => {
    const generated = vi.spyOn(crypto.subtle, 'generateKey');
    const cipher = webCryptoCipher();
    await cipher?.seal('canary', 'name');
    await cipher?.seal('canary', 'name');
    expect(generated).toHaveBeenCalledTimes(1);
    const key = (await generated.mock.results[0]?.value) as CryptoKey;
    generated.mockRestore();
    expect(key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow('extractable');
    expect(JSON.stringify(key)).toBe('{}');
    expect(JSON.stringify(cipher)).toBe('{}');
  });

  it('never gives the same bytes twice, and opens only under the name it was made for', async () => {
    const cipher = webCryptoCipher();
    const [first, second] = [await cipher?.seal('canary', 'a'), await cipher?.seal('canary', 'a')];
    if (cipher === undefined || first === undefined || second === undefined) throw new Error('nothing was sealed');
    expect(first).not.toEqual(second);
    expect(await cipher.open(first, 'a')).toBe('canary');
    await expect(cipher.open(first, 'b')).rejects.toMatchObject({ name: 'OperationError' });
    await expect(webCryptoCipher()?.open(first, 'a')).rejects.toMatchObject({ name: 'OperationError' });
  });

  it('is left out on plain-http pages, and then said', async () => {
    vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
    try {
      expect(webCryptoCipher()).toBeUndefined();
      const { apiKeys } = await withKeys();
      expect(apiKeys.protection).toBe('plain');
      expect(await apiKeys.getWeatherKey()).toBe(CANARIES[2]);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it('is left out where a host switches it off, or keeps keys itself', async () => {
    const { cipher, sealed } = watched();
    const off = await withKeys({ cipher, encryptSensitiveData: false });
    expect(off.apiKeys.protection).toBe('plain');
    expect((await withKeys({ cipher, secrets: memorySecretStore() })).apiKeys.protection).toBe('plain');
    expect((await withKeys({ cipher: null })).apiKeys.protection).toBe('plain');
    expect(sealed).toEqual([]);
  });

  it('that fails keeps nothing, and the failure names nothing', async () => {
    const cipher: Cipher = {
      seal: (text) => Promise.reject(new Error(`cannot seal ${text}`)),
      open: () => Promise.reject(new Error('cannot open')),
    };
    const { apiKeys } = new FakeProfile().open({ cipher });
    const failure = await failureFrom(apiKeys.saveWeatherKey('canary'));
    expect(failure.code).toBe('storage-blocked');
    expect(JSON.stringify(failure)).not.toContain('canary');
    expect(await apiKeys.hasAnyKeys()).toBe(false);
  });
});
