import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { metricsCacheSchema } from '../../../src/domain/metrics.js';
import { validate } from '../../../src/domain/validation.js';
import { LiveMetrics } from '../../../src/session/live-metrics.js';
import { restoreSnapshot, takeSnapshot } from '../../../src/session/snapshot.js';

const cache = JSON.parse(
  readFileSync(new URL('../../fixtures/samples/metricscache-seed.json', import.meta.url), 'utf8'),
);
const T0 = Date.parse(cache.timestamp);

describe('a snapshot', () => {
  it('of restored metrics is what was restored', () => {
    const live = new LiveMetrics();
    restoreSnapshot(live, cache);
    const again = takeSnapshot(live, 'development', T0);
    expect(again.nodeMetrics).toEqual(cache.nodeMetrics);
    expect(again.systemMetrics).toEqual({ ...cache.systemMetrics, efficiency: (28640 / 30000) * 100 });
    expect(again.chartData.consensus).toEqual(cache.chartData.consensus);
    expect(again.timestamp).toBe(cache.timestamp);
    expect(again.expiresAt).toBe(cache.expiresAt);
    expect(validate(metricsCacheSchema, again).ok).toBe(true);
  });

  it('of nothing is valid and all zero', () => {
    const empty = takeSnapshot(new LiveMetrics(), 'production', T0);
    expect(validate(metricsCacheSchema, empty).ok).toBe(true);
    expect(empty.systemMetrics.tps).toBe(0);
  });

  it('is replaced by anything that arrives', () => {
    const live = new LiveMetrics();
    restoreSnapshot(live, cache);
    live.system('tps', 5, { source: '/ws', at: T0 + 1, confidence: 'constant' });
    expect(live.reading('tps')?.value).toBe(5);
  });

  it('keeps at most 60 points of a chart', () => {
    const live = new LiveMetrics();
    for (let second = 0; second < 200; second += 1)
      live.system('tps', second, { source: 'a', at: T0 + second * 1000, confidence: 'measured' });
    const { tps } = takeSnapshot(live, 'development', T0).chartData;
    expect(tps).toHaveLength(60);
    expect(tps.at(-1)?.value).toBe(199);
  });

  it('keeps a node with a hostile id as an ordinary entry', () => {
    const live = new LiveMetrics();
    live.node('__proto__', 'channel', 'ROUTING', { source: 'a', at: T0, confidence: 'measured' });
    const { nodeMetrics } = takeSnapshot(live, 'development', T0);
    expect(Object.keys(nodeMetrics)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(nodeMetrics)).toBe(Object.prototype);
  });
});
