import { describe, expect, it } from 'vitest';
import { judge, type Mode } from '../../../src/session/data-health.js';
import { LiveMetrics } from '../../../src/session/live-metrics.js';
import { IDLE_STATUS, type FeedPhase, type FeedStatus } from '../../../src/v11/feed.js';
import { ManualClock } from '../../support/manual-clock.js';

const T0 = Date.parse('2026-09-21T14:15:23.456Z');

function feed(phase: FeedPhase): FeedStatus {
  return { ...IDLE_STATUS, phase, source: '/ws' };
}

function stateAfter(phase: FeedPhase, ageMs: number | undefined, mode: Mode = 'live', source = '/ws'): string {
  const clock = new ManualClock(T0);
  const live = new LiveMetrics({ clock });
  if (ageMs !== undefined) live.system('tps', 1, { source, at: T0, confidence: 'reported' });
  clock.advance(ageMs ?? 0);
  return judge(live, 'system', feed(phase), mode).state;
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

  it('stays failed while it tries once more', () => {
    const failure = { code: 'unreachable', message: 'Nothing answers.', url: 'ws://backend.test/ws' } as const;
    const trying: FeedStatus = { ...IDLE_STATUS, phase: 'connecting', attempt: 3, failure };
    expect(judge(new LiveMetrics(), 'system', trying, 'live').state).toBe('failed');
  });

  it('never calls restored values live, and says that they are from the cache', () => {
    expect(stateAfter('live', 0, 'live', 'cache')).toBe('stale');
    const live = new LiveMetrics({ clock: new ManualClock(T0) });
    live.system('tps', 1, { source: 'cache', at: T0 - 180_000, confidence: 'constant' });
    expect(judge(live, 'system', feed('backoff'), 'live')).toMatchObject({ cached: true, ageMs: 180_000 });
  });

  it('gives a slow source the time it usually takes', () => {
    const clock = new ManualClock(T0);
    const live = new LiveMetrics({ clock });
    for (let call = 0; call < 5; call += 1) {
      live.node('n', 'slim', undefined, { source: 'rest', at: clock.now(), confidence: 'reported' });
      clock.advance(36_000);
    }
    expect(judge(live, 'nodes', feed('live'), 'live').state).toBe('live');
    clock.advance(60_000);
    expect(judge(live, 'nodes', feed('live'), 'live').state).toBe('stale');
  });

  it('believes a source that says how seldom it speaks, from its first word on', () => {
    const clock = new ManualClock(T0);
    const live = new LiveMetrics({ clock });
    live.node('n', 'slim', undefined, { source: '/nodes', at: T0, confidence: 'reported', everyMs: 80_000 });
    clock.advance(100_000);
    expect(judge(live, 'nodes', feed('live'), 'live').state).toBe('live');
    clock.advance(90_000);
    expect(judge(live, 'nodes', feed('live'), 'live').state).toBe('stale');
  });

  it.each([-86_400_000, 86_400_000])('does not change when the machine’s clock is set by %d ms', (jump) => {
    const clock = new ManualClock(T0);
    const live = new LiveMetrics({ clock });
    live.system('tps', 1, { source: 'a', at: clock.now(), confidence: 'reported' });
    clock.setWallClock(T0 + jump);
    clock.advance(1_000);
    expect(judge(live, 'system', feed('live'), 'live')).toMatchObject({ state: 'live', ageMs: 1_000 });
    clock.advance(10_000);
    expect(judge(live, 'system', feed('live'), 'live').state).toBe('stale');
  });
});
