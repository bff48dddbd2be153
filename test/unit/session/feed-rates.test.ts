import { afterEach, describe, expect, it } from 'vitest';
import { FEED_RATES, type Origin } from '../../../src/domain/live-update.js';
import type { FeedType } from '../../../src/domain/node-config.js';
import { countFeeds } from '../../../src/session/feed-rates.js';
import type { Session } from '../../../src/session/session.js';
import { LiveMetrics } from '../../../src/session/live-metrics.js';
import { configurationOf } from '../../support/feed-configuration.js';
import { ManualClock } from '../../support/manual-clock.js';

const clock = new ManualClock(1_790_000_000_000);
const stops: (() => void)[] = [];

/** Counting on live metrics, with what it asks of a session. */
function counting(feeds: Readonly<Record<string, FeedType>> = {}) {
  const live = new LiveMetrics({ clock });
  const session = { live, state: { defaultConfiguration: configurationOf(feeds) } };
  stops.push(countFeeds(session as unknown as Session));
  return { live, session };
}

/** A second passes, and slim nodes tell what they read. */
function tell(live: LiveMetrics, rates: Readonly<Record<string, number>>): void {
  clock.advance(1_000);
  const origin: Origin = { source: '/ws', at: clock.now(), confidence: 'reported' };
  for (const [id, rate] of Object.entries(rates))
    live.nodeValue(live.node(id, 'slim', undefined, origin), 'feedRate', rate);
}

/** The newest rate of everything of which there is one. */
function newest(live: LiveMetrics): Record<string, number | undefined> {
  const told = FEED_RATES.filter((field) => live.series(field).length > 0);
  return Object.fromEntries(told.map((field) => [field, live.series(field).values.at(-1)]));
}

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

describe('feeds', () => {
  it('are summed by the provider that the configuration names, and the rest as one', () => {
    const { live } = counting({ a: 'alpaca', b: 'alpaca', w: 'weather' });
    for (let second = 0; second < 3; second += 1) tell(live, { a: 2, b: 1.5, w: 0.25, stranger: 4 });
    expect(newest(live)).toEqual({ feedRate: 7.75, feedRateAlpaca: 3.5, feedRateWeather: 0.25, feedRateOther: 4 });
    expect(live.reading('feedRate')?.origin).toMatchObject({ source: '/ws', confidence: 'reported' });
  });

  it('are one sum where no provider is known', () => {
    const { live } = counting();
    for (let second = 0; second < 3; second += 1) tell(live, { a: 2, b: 1 });
    expect(newest(live)).toEqual({ feedRate: 3 });
  });

  it('are counted once a second, however often nodes come, and also while nobody is told of changes', () => {
    const { live } = counting({ a: 'alpaca' });
    live.paused = true;
    for (let step = 0; step < 100; step += 1) {
      clock.advance(100);
      const origin: Origin = { source: '/ws', at: clock.now(), confidence: 'reported' };
      live.nodeValue(live.node('a', 'slim', undefined, origin), 'feedRate', step);
    }
    expect(live.series('feedRate').length).toBeGreaterThanOrEqual(9);
    expect(live.series('feedRate').length).toBeLessThanOrEqual(10);
  });

  it('make nothing up where no node tells a rate', () => {
    const { live } = counting({ a: 'alpaca' });
    for (let second = 0; second < 3; second += 1) {
      clock.advance(1_000);
      live.node('a', 'slim', undefined, { source: '/ws', at: clock.now(), confidence: 'reported' });
    }
    expect(newest(live)).toEqual({});
  });

  it('follow another configuration', () => {
    const { live, session } = counting({ a: 'alpaca' });
    for (let second = 0; second < 3; second += 1) tell(live, { a: 2 });
    session.state.defaultConfiguration = configurationOf({ a: 'twitter' });
    for (let second = 0; second < 3; second += 1) tell(live, { a: 3 });
    expect(newest(live)).toMatchObject({ feedRateAlpaca: 2, feedRateTwitter: 3 });
  });

  it('do not count a node that was removed, or has been silent for half a minute', () => {
    const { live } = counting({ a: 'alpaca', w: 'weather', t: 'twitter' });
    for (let second = 0; second < 3; second += 1) tell(live, { a: 2, w: 1, t: 5 });
    live.removeNode('t');
    for (let second = 0; second < 29; second += 1) tell(live, { a: 2 });
    expect(newest(live)['feedRate']).toBe(3);
    for (let second = 0; second < 4; second += 1) tell(live, { a: 2 });
    expect(newest(live)['feedRate']).toBe(2);
  });

  it('are left to whoever tells them already', () => {
    const { live } = counting({ a: 'alpaca' });
    for (let second = 0; second < 10; second += 1) {
      tell(live, { a: 2 });
      live.system('feedRate', 9, { source: '/ws', at: clock.now(), confidence: 'reported' });
    }
    expect(new Set(live.series('feedRate').values)).toEqual(new Set([9]));
    for (let second = 0; second < 5; second += 1) tell(live, { a: 2 });
    expect(live.series('feedRate').values.at(-1)).toBe(2);
  });

  it('do not make figures of the network look fresh', () => {
    const { live } = counting({ a: 'alpaca' });
    for (let second = 0; second < 3; second += 1) tell(live, { a: 2 });
    expect(live.series('feedRate').length).toBeGreaterThan(0);
    expect(live.updatedAt('system')).toBeUndefined();
  });

  it('go on when the clock was set back', () => {
    const { live } = counting({ a: 'alpaca' });
    for (let second = 0; second < 3; second += 1) tell(live, { a: 2 });
    const before = clock.now() - 3_600_000;
    for (let second = 0; second < 8; second += 1) {
      const at = before + second * 1_000;
      live.nodeValue(
        live.node('a', 'slim', undefined, {
          source: '/ws',
          at,
          confidence: 'reported',
          sentAt: clock.now() + second * 1_000,
        }),
        'feedRate',
        3,
      );
    }
    expect(live.series('feedRate').lastTime).toBeLessThan(before + 10_000);
    expect(live.series('feedRate').values.at(-1)).toBe(3);
  });
});
