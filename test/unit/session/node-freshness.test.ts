import { describe, expect, it } from 'vitest';
import { LiveMetrics } from '../../../src/session/live-metrics.js';
import { nodeStaleness } from '../../../src/session/node-freshness.js';
import { ManualClock } from '../../support/manual-clock.js';

/** Live metrics of a test, which tells of nodes and lets time pass. */
class Network {
  readonly clock = new ManualClock();
  readonly live = new LiveMetrics({ clock: this.clock });

  tell(id: string, source = '/ws', everyMs?: number): void {
    const origin = { source, at: this.clock.now(), confidence: 'reported' as const };
    this.live.node(id, 'validator', 'FOLLOWER', everyMs === undefined ? origin : { ...origin, everyMs });
  }

  /** Tells of a node again and again, so many milliseconds apart. */
  tellEvery(id: string, ms: number, times: number): void {
    for (let time = 0; time < times; time += 1) {
      this.tell(id);
      this.clock.advance(ms);
    }
  }

  isStale(id: string): boolean {
    return nodeStaleness(this.live, this.clock.now())(this.live.nodes.rowOf(id) ?? -1);
  }
}

describe('a node that is silent', () => {
  it('is fresh for ten seconds, and not longer, however often others are heard of', () => {
    const network = new Network();
    network.tell('silent');
    network.tellEvery('other', 1_000, 10);
    expect(network.isStale('silent')).toBe(false);
    network.clock.advance(1);
    expect(network.isStale('silent')).toBe(true);
    expect(network.isStale('other')).toBe(false);
  });

  it('has two and a half of the usual intervals where that is longer', () => {
    const network = new Network();
    network.tellEvery('slow', 8_000, 3);
    network.clock.advance(12_000);
    expect(network.isStale('slow')).toBe(false);
    network.clock.advance(1);
    expect(network.isStale('slow')).toBe(true);
  });

  it('has the time that its own source announced, and a node of a faster source has not', () => {
    const network = new Network();
    network.tell('asked', '/nodes', 40_000);
    network.tell('told');
    network.tellEvery('other', 1_000, 99);
    expect([network.isStale('told'), network.isStale('asked')]).toEqual([true, false]);
    network.clock.advance(1_001);
    expect(network.isStale('asked')).toBe(true);
    network.tell('asked', '/nodes', 40_000);
    network.tell('told');
    network.tell('asked', '/nodes', 40_000);
    network.clock.advance(10_001);
    expect([network.isStale('told'), network.isStale('asked')]).toEqual([true, false]);
  });

  it('is stale after three minutes, whatever its source announced', () => {
    const network = new Network();
    network.tell('hourly', '/nodes', 3_600_000);
    network.clock.advance(180_000);
    expect(network.isStale('hourly')).toBe(false);
    network.clock.advance(1);
    expect(network.isStale('hourly')).toBe(true);
  });

  it('is not made fresh for ever by a clock that was set back', () => {
    const network = new Network();
    network.tell('n');
    network.clock.setWallClock(network.clock.now() - 86_400_000);
    expect(network.isStale('n')).toBe(true);
    network.tell('n');
    expect(network.isStale('n')).toBe(false);
  });

  it('is nothing that could be said of a row without a node', () => {
    expect(new Network().isStale('nobody')).toBe(false);
  });
});
