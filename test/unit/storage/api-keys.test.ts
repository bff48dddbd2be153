import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { failureFrom, FakeProfile, until } from './support.js';

const CANARIES = ['canary-key-0001', 'canary-secret-0002', 'canary-weather-0003', 'canary-token-0004'] as const;

async function withKeys() {
  const profile = new FakeProfile();
  const storage = profile.open();
  const { apiKeys } = storage;
  await apiKeys.saveAlpacaKeys(CANARIES[0], CANARIES[1]);
  await apiKeys.saveWeatherKey(CANARIES[2]);
  await apiKeys.saveTwitterToken(CANARIES[3]);
  return { profile, storage, apiKeys };
}

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

  it('are gone with the page', async () => {
    const { profile } = await withKeys();
    expect(await profile.open().apiKeys.hasAnyKeys()).toBe(false);
  });

  it('appear in no conversion of what keeps them', async () => {
    const { apiKeys, storage } = await withKeys();
    const shown = [
      JSON.stringify({ apiKeys }),
      JSON.stringify(storage),
      String(apiKeys),
      [apiKeys].join(),
      inspect(apiKeys),
      inspect(storage, { depth: 10, showHidden: true }),
      JSON.stringify(structuredClone(apiKeys)),
    ];
    for (const text of shown) for (const canary of CANARIES) expect(text).not.toContain(canary);
    expect(JSON.stringify({ apiKeys })).toBe('{"apiKeys":"[REDACTED]"}');
  });

  it('appear in no store and in no message to other tabs', async () => {
    const { profile, storage } = await withKeys();
    await storage.settings.getOrCreateDefault();
    storage.dispose();
    const written = JSON.stringify([[...profile.local.texts], profile.tabs.posted]);
    for (const canary of CANARIES) expect(written).not.toContain(canary);
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
    await apiKeys.clearAllKeys();
    stop();
    await apiKeys.saveWeatherKey(CANARIES[2]);
    expect(heard).toEqual([
      { kind: 'saved', name: 'alpaca' },
      { kind: 'saved', name: 'openweathermap' },
      { kind: 'saved', name: 'twitter' },
      { kind: 'cleared' },
    ]);
  });

  it('are forgotten when storage is disposed of', async () => {
    const { apiKeys, storage } = await withKeys();
    storage.dispose();
    await until(async () => expect(await apiKeys.hasAnyKeys()).toBe(false));
  });
});
