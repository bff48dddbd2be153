import { describe, expect, it } from 'vitest';
import { FailureError } from '../../../src/domain/failure.js';
import { preloadEssentialData, shouldWarnUser } from '../../../src/storage/index.js';
import { configuration, FakeProfile, seedMetrics, seedSettings } from './support.js';

describe('usage', () => {
  it('is nothing at first', async () => {
    const stats = await new FakeProfile().open().usage.getStorageStats();
    expect(stats).toMatchObject({
      totalUsed: 0,
      configurations: 0,
      metricsCache: 0,
      available: 5_242_880,
      usagePercentage: 0,
    });
  });

  it('counts configurations, settings and metrics as they are stored', async () => {
    const profile = new FakeProfile();
    const storage = profile.open();
    await storage.configurations.saveConfiguration(configuration('a'));
    await storage.settings.saveSettings(seedSettings());
    await storage.metricsCache.saveMetrics(seedMetrics());
    storage.flush();

    const stats = await storage.usage.getStorageStats();

    const expected = [...profile.local.texts].reduce((sum, [key, text]) => sum + key.length + text.length, 0);
    expect(stats.configurations).toBe(expected);
    expect(stats.metricsCache).toBe(await storage.metricsCache.getCacheSize());
    expect(stats.totalUsed).toBe(expected + stats.metricsCache);
    expect(stats.available).toBe(5_242_880 - expected);
  });

  it('warns above 80 %, also when other scripts of the origin take the room', async () => {
    const profile = new FakeProfile();
    const { usage } = profile.open();
    expect(shouldWarnUser(await usage.getStorageStats())).toBe(false);
    profile.local.texts.set('someone-else', 'x'.repeat(4_300_000));
    const stats = await usage.getStorageStats();
    expect(stats.configurations).toBe(0);
    expect(stats.usagePercentage).toBeCloseTo(82.02, 1);
    expect(shouldWarnUser(stats)).toBe(true);
  });
});

describe('what a page needs first', () => {
  it('comes together: settings, default configuration and last metrics', async () => {
    const profile = new FakeProfile();
    const before = profile.open();
    await before.settings.saveSettings(seedSettings());
    await before.configurations.saveConfiguration(configuration('a', { isDefault: true }));
    await before.metricsCache.saveMetrics(seedMetrics());

    const { settings, defaultConfiguration, metrics, failures } = await profile.open().preload();

    expect(settings).toEqual(seedSettings());
    expect(defaultConfiguration?.id).toBe('a');
    expect(metrics?.systemMetrics.tps).toBe(28_640);
    expect(failures).toEqual({});
  });

  it('is nothing where there is nothing', async () => {
    expect(await new FakeProfile().open().preload()).toEqual({
      settings: null,
      defaultConfiguration: null,
      metrics: null,
      failures: {},
    });
  });

  it('comes without what failed, and says why', async () => {
    const storage = new FakeProfile().open();
    await storage.settings.saveSettings(seedSettings());
    const failure = { code: 'storage-blocked', store: 'IndexedDB', message: 'It does not answer.' } as const;
    const configurations = { getDefaultConfiguration: () => Promise.reject(new FailureError(failure)) };
    const { settings, metricsCache } = storage;
    expect(await preloadEssentialData({ settings, configurations, metricsCache })).toEqual({
      settings: seedSettings(),
      defaultConfiguration: null,
      metrics: null,
      failures: { defaultConfiguration: failure },
    });
  });
});
