import { describe, expect, it } from 'vitest';
import { judge, type Mode } from '../../../src/session/data-health.js';
import { LiveMetrics } from '../../../src/session/live-metrics.js';
import type { FeedPhase, FeedStatus } from '../../../src/v11/feed.js';

const T0 = Date.parse('2026-09-21T14:15:23.456Z');

function feed(phase: FeedPhase): FeedStatus {
  return { phase, source: '/ws', attempt: 0 };
}

function stateAfter(phase: FeedPhase, ageMs: number | undefined, mode: Mode = 'live', source = '/ws'): string {
  const live = new LiveMetrics();
  if (ageMs !== undefined) live.system('tps', 1, { source, at: T0 - ageMs, confidence: 'reported' });
  return judge(live, 'system', feed(phase), mode, T0).state;
}

describe('the health of data', () => {
  it.each<[string, FeedPhase, number | undefined, Mode, string]>([
    ['connected, receiving, fresh', 'live', 400, 'live', 'live'],
    ['the demo network', 'live', 400, 'demo', 'demo'],
    ['connected, but nothing came for long', 'live', 3_001, 'live', 'stale'],
    ['a silent connection', 'suspect', 400, 'live', 'stale'],
    ['a lost connection, however fresh the values', 'backoff', 10, 'live', 'stale'],
    ['a lost connection without values', 'backoff', undefined, 'live', 'failed'],
    ['refused for good', 'stopped', undefined, 'live', 'failed'],
    ['on the way', 'connecting', undefined, 'live', 'loading'],
    ['connected, nothing yet', 'live', undefined, 'live', 'loading'],
    ['nobody asked', 'idle', undefined, 'live', 'idle'],
  ])('%s', (_name, phase, ageMs, mode, expected) => {
    expect(stateAfter(phase, ageMs, mode)).toBe(expected);
  });

  it('never calls restored values live, and says that they are from the cache', () => {
    expect(stateAfter('live', 0, 'live', 'cache')).toBe('stale');
    const live = new LiveMetrics();
    live.system('tps', 1, { source: 'cache', at: T0 - 180_000, confidence: 'constant' });
    expect(judge(live, 'system', feed('backoff'), 'live', T0)).toMatchObject({ cached: true, ageMs: 180_000 });
  });

  it('gives a slow source the time it usually takes', () => {
    const live = new LiveMetrics();
    for (let call = 0; call < 5; call += 1) live.node('n', 'slim', undefined, { source: 'rest', at: T0 + call * 36_000, confidence: 'reported' });
    const last = T0 + 4 * 36_000;
    expect(judge(live, 'nodes', feed('live'), 'live', last + 40_000).state).toBe('live');
    expect(judge(live, 'nodes', feed('live'), 'live', last + 100_000).state).toBe('stale');
  });

  it('never shows a negative age when the clock was set back', () => {
    const live = new LiveMetrics();
    live.system('tps', 1, { source: 'a', at: T0 + 86_400_000, confidence: 'reported' });
    expect(judge(live, 'system', feed('live'), 'live', T0).ageMs).toBe(0);
  });
});
