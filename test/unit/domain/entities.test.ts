import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  apiKeysSchema,
  appSettingsSchema,
  defaultSettings,
  efficiencyPercent,
  isExpired,
  LIBRARY_VERSION,
  maskAPIKey,
  metricsCacheSchema,
  TARGET_TPS,
  validate,
} from '../../../src/index.js';

describe('settings', () => {
  it.each([
    ['http://localhost:9003/ws', 'WebSocket address must start with ws:// or wss://.'],
    ['/ws', 'WebSocket address must start with ws:// or wss://.'],
    ['', 'WebSocket address must not be empty.'],
    ['ws://user:secret@host/ws', 'WebSocket address must not contain a user name or a password.'],
  ])('refuse %j as WebSocket address', (wsUrl, sentence) => {
    const settings = defaultSettings();
    const result = validate(appSettingsSchema, { ...settings, v11Backend: { ...settings.v11Backend, wsUrl } });
    expect(result.ok).toBe(false);
    expect(!result.ok && result.issues[0]?.message).toContain(sentence);
    expect(!result.ok && result.issues[0]?.path).toEqual(['v11Backend', 'wsUrl']);
  });

  it.each([999, 5001, 1000.5])('refuse a chart interval of %d ms', (chartUpdateInterval) => {
    const result = validate(appSettingsSchema, { ...defaultSettings(), chartUpdateInterval });
    expect(!result.ok && result.issues[0]?.message).toMatch(
      /Chart update interval must be .*between 1,000 and 5,000 ms/,
    );
  });
});

describe('metrics', () => {
  const cache = JSON.parse(
    readFileSync(new URL('../../fixtures/samples/metricscache-seed.json', import.meta.url), 'utf8'),
  );

  it('in the design’s form are valid and kept as they are', () => {
    expect(validate(metricsCacheSchema, cache)).toEqual({ ok: true, value: cache });
  });

  it('with a Unix time in a chart point are read as ISO', () => {
    const point = { timestamp: Date.parse('2026-09-21T14:15:23.456Z'), value: 1 };
    const result = validate(metricsCacheSchema, { ...cache, chartData: { ...cache.chartData, tps: [point] } });
    expect(result.ok && result.value.chartData.tps).toEqual([{ timestamp: '2026-09-21T14:15:23.456Z', value: 1 }]);
  });

  it.each([NaN, Infinity, '5', null])('refuse %s as a figure', (tps) => {
    const broken = { ...cache, systemMetrics: { ...cache.systemMetrics, tps } };
    expect(validate(metricsCacheSchema, broken).ok).toBe(false);
  });

  it('expire at the very millisecond, and always when the date cannot be read', () => {
    const at = Date.parse(cache.expiresAt);
    expect(isExpired(cache, at - 1)).toBe(false);
    expect(isExpired(cache, at)).toBe(true);
    expect(isExpired({ expiresAt: 'soon' }, 0)).toBe(true);
  });
});

describe('API keys', () => {
  it('are masked with a fixed length, and show four characters only of long keys', () => {
    expect(maskAPIKey('abcde')).toBe('••••••••');
    expect(maskAPIKey('abcdefghijkl')).toBe('••••••••ijkl');
    expect(maskAPIKey('x'.repeat(500))).toHaveLength(12);
  });

  it('need both halves of an Alpaca pair', () => {
    expect(validate(apiKeysSchema, { alpaca: { key: 'a', secret: 'b' }, twitter: 't' }).ok).toBe(true);
    expect(validate(apiKeysSchema, { alpaca: { key: 'a' } }).ok).toBe(false);
  });
});

describe('performance modes', () => {
  it('have the targets of the design', () => {
    expect(TARGET_TPS).toEqual({ educational: 3e3, development: 3e4, staging: 3e5, production: 2e6 });
    expect(efficiencyPercent(27_000, 'development')).toBe(90);
    expect(efficiencyPercent(800_000, 'staging')).toBeGreaterThan(100);
  });
});

it('the library knows its own version', () => {
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  expect(LIBRARY_VERSION).toBe(version);
});
