import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../../src/domain/settings.js';
import { canonicalFile, fixture, fixtureJson, noticeAt, readSettingsOf } from './files.js';

const settings = (changes: Record<string, unknown> = {}) => ({ ...fixtureJson('settings-seed'), ...changes });
const backend = (changes: Record<string, unknown>) =>
  settings({ v11Backend: { ...defaultSettings().v11Backend, ...changes } });

describe('interchange 3: settings', () => {
  it('reads the design’s own sample unchanged, without a word', () => {
    expect(readSettingsOf(fixture('settings-seed'))).toEqual({
      ...{ settings: fixtureJson('settings-seed'), filled: [], issues: [], notices: [] },
    });
  });

  it('reads prefixed words', () => {
    const { settings: found, notices } = readSettingsOf(fixture('settings-prefixed'));
    expect(found).toEqual({
      ...fixtureJson('settings-prefixed'),
      ...{ performanceMode: 'staging', theme: 'dark', defaultDashboard: 'vizor' },
    });
    expect(notices).toEqual([]);
  });

  it('reads them inside a bundle', () => {
    const file = { configs: [canonicalFile()], settings: settings({ theme: 'blue' }) };
    expect(readSettingsOf(file)).toMatchObject({ settings: undefined, issues: [{ path: ['theme'] }] });
    expect(readSettingsOf({ configs: [], settings: settings({ extra: { a: 1 } }) }).settings).toHaveProperty(
      'extra.a',
      1,
    );
  });

  it.each(Object.entries(defaultSettings()))('fills in %s where it is missing, and says so', (key, value) => {
    for (const missing of [undefined, null]) {
      const { settings: found, filled } = readSettingsOf({ configs: [], settings: settings({ [key]: missing }) });
      expect(found).toHaveProperty(key, value);
      expect(Object.keys(found ?? {})).toEqual(Object.keys(settings()));
      const keys =
        key === 'v11Backend' ? Object.keys(defaultSettings().v11Backend).map((field) => [key, field]) : [[key]];
      expect(filled).toEqual(keys);
    }
  });

  it('leaves crash reports and analytics off where the file does not say', () => {
    const { settings: found } = readSettingsOf({ v11Backend: {} });
    expect(found).toMatchObject({ crashReportingEnabled: false, analyticsEnabled: false });
  });

  it.each([
    ['chartUpdateInterval', settings({ chartUpdateInterval: 50 }), 1_000],
    ['chartUpdateInterval', settings({ chartUpdateInterval: '9000' }), 5_000],
    ['v11Backend.timeout', backend({ timeout: 1 }), 1_000],
    ['v11Backend.timeout', backend({ timeout: 1e9 }), 300_000],
  ])('refuses %s out of range, or moves it and tells', (path, file, used) => {
    expect(readSettingsOf(file).issues.map((issue) => issue.path.join('.'))).toEqual([path]);
    const { settings: found, notices } = readSettingsOf(file, { outOfRange: 'clamp' });
    expect(found).toHaveProperty(path, used);
    expect(noticeAt(notices, path)).toMatchObject({ used: String(used) });
  });

  it('takes user names and keys out of addresses without showing them', () => {
    const file = backend({
      url: 'https://root:hunter2@a.test:9003/x?token=hunter3&a=1',
      wsUrl: 'wss://u:hunter4@a.test/ws',
    });
    const read = readSettingsOf(file);
    expect(read.settings?.v11Backend).toMatchObject({ url: 'https://a.test:9003/x?a=1', wsUrl: 'wss://a.test/ws' });
    expect(noticeAt(read.notices, 'v11Backend.url')).toMatchObject({ found: 'not shown' });
    expect(JSON.stringify(read)).not.toMatch(/hunter|root/);
  });

  it('refuses what are no settings, and a backend that is none', () => {
    expect(readSettingsOf({ configs: [], settings: 5 })).toMatchObject({ settings: undefined, issues: [{}] });
    expect(readSettingsOf({ configs: [], settings: settings({ v11Backend: [] }) }).issues).toMatchObject([
      { path: ['v11Backend'] },
    ]);
    expect(readSettingsOf(backend({ url: 'ftp://a.test' })).issues).toMatchObject([{ path: ['v11Backend', 'url'] }]);
  });

  it('keeps an unknown version', () => {
    expect(readSettingsOf(settings({ version: '9.7' })).settings?.version).toBe('9.7');
  });
});

describe('protocol 5.1: settings of the portal', () => {
  it('are found in their own places', () => {
    const { settings: found, filled, notices } = readSettingsOf(fixture('settings-portal-slice'));
    expect(found).toMatchObject({
      ...{ theme: 'light', notificationsEnabled: true, chartUpdateInterval: 1_000, enableAnimations: true },
      v11Backend: { url: 'http://localhost:9003', wsUrl: 'ws://localhost:9003', useDemo: true, autoConnect: false },
      externalFeeds: { alpaca: { symbols: ['AAPL'] } },
    });
    for (const key of ['apiBaseUrl', 'wsUrl', 'demoMode']) expect(found).not.toHaveProperty(key);
    expect(filled).toContainEqual(['v11Backend', 'timeout']);
    expect(filled).not.toContainEqual(['v11Backend', 'url']);
    expect(noticeAt(notices, 'theme')).toMatchObject({ found: 'primaryColor, fontSize' });
  });

  it('are not mistaken for the defaults that they differ from', () => {
    const slice = JSON.parse(fixture('settings-portal-slice')) as { performance: object };
    const performance = { ...slice.performance, enableAnimations: false };
    expect(readSettingsOf({ ...slice, performance }).settings?.enableAnimations).toBe(false);
  });

  it('tell where a number came from', () => {
    const file = fixtureJson('settings-portal-slice');
    file.performance.chartUpdateInterval = 50;
    const { notices } = readSettingsOf(file, { outOfRange: 'clamp' });
    expect(noticeAt(notices, 'performance.chartUpdateInterval')).toMatchObject({ found: '50', used: '1000' });
  });
});
