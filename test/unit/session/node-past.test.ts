import { describe, expect, it } from 'vitest';
import { LiveMetrics } from '../../../src/session/live-metrics.js';
import { NodePast } from '../../../src/session/node-past.js';
import { ManualClock } from '../../support/manual-clock.js';

function network() {
  const clock = new ManualClock();
  const live = new LiveMetrics({ clock, schedule: () => () => undefined });
  const tell = (id: string, throughput: number): void => {
    const origin = { source: '/ws', at: clock.now(), confidence: 'reported' } as const;
    live.nodeValue(live.node(id, 'validator', 'FOLLOWER', origin), 'throughput', throughput);
  };
  return { clock, live, tell };
}

describe('the past of a node', () => {
  it('begins with what is known, and goes on with every frame', async () => {
    const { clock, live, tell } = network();
    tell('a', 1);
    const past = new NodePast(live, 'a');
    for (const value of [2, 3, 4]) {
      clock.advance(1_000);
      tell('a', value);
      // The end of the task in which a frame is read.
      await Promise.resolve();
    }
    expect([...(past.of('throughput')?.values ?? [])]).toEqual([1, 2, 3, 4]);
    expect(past.of('queueDepth')).toBeUndefined();
  });

  it('takes nothing of other nodes, and nothing after it was stopped', async () => {
    const { clock, live, tell } = network();
    const past = new NodePast(live, 'a');
    tell('b', 5);
    clock.advance(1_000);
    tell('b', 6);
    await Promise.resolve();
    expect(past.of('throughput')).toBeUndefined();
    tell('a', 7);
    past.stop();
    clock.advance(1_000);
    tell('a', 8);
    await Promise.resolve();
    expect(past.of('throughput')).toBeUndefined();
    expect(live.listenerCount).toBe(0);
  });

  it('keeps a minute of a node that tells ten times a second, and no more', async () => {
    const { clock, live, tell } = network();
    const past = new NodePast(live, 'a');
    for (let at = 0; at < 3_000; at += 1) {
      clock.advance(100);
      tell('a', at);
      await Promise.resolve();
    }
    const times = past.of('throughput')?.times ?? new Float64Array();
    const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1_000;
    expect(seconds).toBeGreaterThan(60);
    expect(times.length).toBeLessThan(260);
  });

  it('forgets the node of another network that is called the same', () => {
    const { clock, live, tell } = network();
    tell('a', 1);
    const past = new NodePast(live, 'a');
    live.clear();
    clock.advance(1_000);
    tell('a', 9);
    past.take();
    expect([...(past.of('throughput')?.values ?? [])]).toEqual([9]);
  });
});
