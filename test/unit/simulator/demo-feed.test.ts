import { describe, expect, it } from 'vitest';
import { createStarterConfiguration } from '../../../src/domain/configuration.js';
import type { FeedStatus } from '../../../src/v11/feed.js';
import { DemoFeed, type DemoFeedOptions } from '../../../src/v11/simulator/demo-feed.js';
import { ManualClock } from '../../support/manual-clock.js';
import { RecordingSink } from './support/recording-sink.js';

function createFeed(options: Partial<DemoFeedOptions> = {}) {
  const clock = new ManualClock();
  const sink = new RecordingSink();
  return { clock, sink, feed: new DemoFeed({ clock, sink, ...options }) };
}

function starter() {
  let ids = 0;
  return createStarterConfiguration({ name: 'Field trial', now: 0, newId: () => `id-${++ids}` });
}

describe('the demo feed', () => {
  it('shows nothing and holds no timer before it starts', () => {
    const { clock, sink, feed } = createFeed();
    expect(feed.status).toMatchObject({ phase: 'idle', source: '', attempt: 0 });
    expect(feed.lastFrameAt).toBeUndefined();
    expect(sink.points).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  it('is live with values of every node as soon as it starts', () => {
    const { clock, sink, feed } = createFeed();
    feed.start();
    expect(feed.status).toMatchObject({ phase: 'live', source: 'demo' });
    expect(sink.nodes.size).toBe(24);
    expect(sink.leaderId).toMatch(/^node-validator-/);
    expect(feed.lastFrameAt).toBe(clock.now());
    expect(feed.frames).toEqual({ received: 1, dropped: 0, unknown: 0 });
  });

  it('marks everything as simulated', () => {
    const { clock, sink, feed } = createFeed();
    feed.start();
    clock.advance(5_000);
    expect([...sink.origins]).toEqual(['demo simulated']);
  });

  it('fills the last minute of a chart, a point a second, oldest first', () => {
    const { clock, sink, feed } = createFeed();
    feed.start();
    const times = sink.points.filter((point) => point.field === 'tps').map((point) => clock.now() - point.at);
    expect(times).toEqual(Array.from({ length: 61 }, (_, index) => (60 - index) * 1_000));
    const blocks = sink.points.filter((point) => point.field === 'blocksValidated').map((point) => point.value);
    expect([...blocks].sort((a, b) => a - b)).toEqual(blocks);
    expect(new Set(blocks).size).toBeGreaterThan(30);
  });

  it('updates every node of a large network once a second, a tenth at a time', () => {
    const { clock, sink, feed } = createFeed({ network: { nodes: 2_000 }, backfillSeconds: 0 });
    feed.start();
    const written: string[] = [];
    const touch = sink.node.bind(sink);
    sink.node = (id, ...rest) => {
      written.push(id);
      return touch(id, ...rest);
    };
    clock.advance(100);
    expect(written).toHaveLength(200);
    clock.advance(900);
    expect(new Set(written).size).toBe(2_000);
    expect(written).toHaveLength(2_000);
  });

  it('fills less for a huge network, so that the page does not wait', () => {
    const { sink, feed } = createFeed({ network: { nodes: 10_000 } });
    feed.start();
    expect(sink.points.filter((point) => point.field === 'tps')).toHaveLength(21);
    expect(sink.nodes.size).toBe(10_000);
  });

  it('writes every second from then on', () => {
    const { clock, sink, feed } = createFeed({ backfillSeconds: 0 });
    feed.start();
    clock.advance(10_000);
    expect(
      sink.points.filter((point) => point.field === 'tps').map((point) => point.at - clock.now() + 10_000),
    ).toEqual(Array.from({ length: 11 }, (_, second) => second * 1_000));
  });

  it('leaves no timer when it stops, and goes on when it starts again, without a second past', () => {
    const { clock, sink, feed } = createFeed();
    feed.start();
    clock.advance(3_000);
    feed.stop();
    expect(clock.pending).toBe(0);
    expect(feed.status).toMatchObject({ phase: 'idle', source: '' });
    const total = sink.figures.get('totalTransactions') ?? 0;
    const written = sink.points.length;
    clock.advance(60_000);
    expect(sink.points).toHaveLength(written);
    feed.start();
    expect(sink.points.slice(written).every((point) => point.at === clock.now())).toBe(true);
    expect(sink.figures.get('totalTransactions')).toBe(total);
  });

  it('runs once however often it is started', () => {
    const { clock, feed } = createFeed();
    feed.start();
    feed.start();
    feed.retry();
    expect(clock.pending).toBe(1);
  });

  it('tells listeners of each change once, until they stop listening', () => {
    const { feed } = createFeed();
    const heard: FeedStatus[] = [];
    const stop = feed.subscribe((status) => heard.push(status));
    feed.start();
    feed.start();
    feed.stop();
    stop();
    feed.start();
    expect(heard.map((status) => status.phase)).toEqual(['live', 'idle']);
    expect(heard.every((status) => Object.isFrozen(status))).toBe(true);
  });

  it('follows another configuration at once, and takes away the nodes that are gone', () => {
    const { sink, feed } = createFeed();
    feed.start();
    const before = [...sink.nodes.keys()];
    const configuration = starter();
    feed.setConfiguration(configuration);
    expect(sink.removed).toEqual(before);
    expect([...sink.nodes.keys()]).toEqual(configuration.nodes.map((node) => node.id));
  });

  it('goes back to generated nodes without a configuration', () => {
    const { sink, feed } = createFeed({ network: { configuration: starter() } });
    feed.start();
    feed.setConfiguration(undefined);
    expect(sink.nodes.size).toBe(24);
  });

  it('writes nothing for a configuration that comes while it is stopped', () => {
    const { sink, feed } = createFeed();
    feed.setConfiguration(starter());
    expect(sink.nodes.size).toBe(0);
    feed.start();
    expect(sink.nodes.size).toBe(6);
  });

  it('reaches the throughput of another mode', () => {
    const { clock, sink, feed } = createFeed();
    feed.start();
    feed.setPerformanceMode('production');
    clock.advance(15_000);
    expect(sink.figures.get('tps')).toBeGreaterThan(1_500_000);
  });

  it.each([0, -1, NaN, Infinity])('bears a tick of %s ms', (tickMs) => {
    const { clock, feed } = createFeed({ tickMs });
    feed.start();
    clock.advance(2_000);
    expect(feed.frames.received).toBeLessThanOrEqual(41);
    expect(clock.pending).toBe(1);
  });
});

describe('incidents of the demo feed', () => {
  it('come as the script has them, dated by the wall clock, and end', () => {
    const { clock, feed } = createFeed({ incidents: [{ atMs: 5_000, incident: 'leader-crash', durationMs: 10_000 }] });
    const began = clock.now();
    feed.start();
    clock.advance(4_000);
    expect(feed.incidents).toEqual([]);
    clock.advance(2_000);
    const before = feed.incidents;
    expect(before).toEqual([
      { id: 1, kind: 'leader-crash', startedAt: began + 5_000, endsAt: began + 15_000, over: false, nodes: 1 },
    ]);
    clock.advance(3_000);
    expect(feed.incidents).toBe(before);
    clock.advance(7_000);
    expect(feed.incidents).toMatchObject([{ id: 1, startedAt: began + 5_000, endsAt: began + 15_000, over: true }]);
  });

  it('may lie in the past that fills the charts', () => {
    const { clock, sink, feed } = createFeed({
      incidents: [{ atMs: -40_000, incident: 'overload', durationMs: 20_000 }],
    });
    feed.start();
    expect(feed.incidents).toMatchObject([
      { startedAt: clock.now() - 40_000, endsAt: clock.now() - 20_000, over: true },
    ]);
    const finality = sink.points.filter((point) => point.field === 'finalityMs');
    const highest = finality.reduce((top, point) => (point.value > top.value ? point : top));
    expect(clock.now() - highest.at).toBeGreaterThan(20_000);
    expect(clock.now() - highest.at).toBeLessThan(40_000);
  });

  it('can be begun by hand while it runs, and last longer by the wall clock where it was stopped', () => {
    const { clock, feed } = createFeed();
    expect(feed.incident('overload')).toBe(false);
    feed.start();
    expect(feed.incident('overload', 10_000)).toBe(true);
    expect(feed.incident('overload', 10_000)).toBe(false);
    const began = clock.now();
    clock.advance(5_000);
    feed.stop();
    clock.advance(60_000);
    feed.start();
    clock.advance(5_000);
    expect(feed.incidents).toMatchObject([{ startedAt: began, endsAt: began + 70_000, over: true }]);
  });
});

describe('a demo network of 100,000 nodes', () => {
  it('shows its figures at once and every node within a tick, in small shares', () => {
    const { clock, sink, feed } = createFeed({ network: { nodes: 100_000 }, backfillSeconds: 0 });
    feed.start();
    expect(sink.figures.get('totalNodes')).toBe(100_000);
    let most = 0;
    for (let share = 0; share < 50; share += 1) {
      const before = sink.nodes.size;
      clock.advance(20);
      most = Math.max(most, sink.nodes.size - before);
    }
    expect(sink.nodes.size).toBe(100_000);
    expect(most).toBeLessThanOrEqual(2_000);
  });
});
