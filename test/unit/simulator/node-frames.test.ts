import { describe, expect, it } from 'vitest';
import { ModelDriver } from '../../../simulator/model-driver.js';
import { nodeFrames } from '../../../simulator/profiles/design/frames.js';
import { createConfiguration } from '../../../src/domain/configuration.js';
import { createNodeConfiguration } from '../../../src/domain/node-config.js';
import { createNetwork } from '../../../src/v11/simulator/network.js';
import { ManualClock } from '../../support/manual-clock.js';
import { watch } from './support/model.js';

interface Body {
  readonly nodeId: string;
  readonly throughput: number;
  readonly totalMessages: number;
}

describe('frames of nodes, which are written by hand', () => {
  it('are JSON with the figures of the model, whatever happens in an hour', () => {
    const network = createNetwork({ nodes: 60, seed: 4 });
    watch(network, 3_600, () => undefined);
    for (const kind of ['overload', 'network-partition', 'feed-outage'] as const) network.incident(kind);
    watch(network, 10, () => {
      const [frame] = nodeFrames(network, 0, 60, 1_790_000_000_000, 60);
      const { type, data, timestamp } = JSON.parse(String(frame)) as { type: string; data: Body[]; timestamp: number };
      expect([type, timestamp]).toEqual(['node-updates', 1_790_000_000_000]);
      data.forEach((body, row) => {
        expect(body.throughput).toBe(network.figure(row, 'throughput'));
        expect(body.totalMessages).toBe(network.figure(row, 'totalMessages'));
      });
    });
  });

  it.each(['a"b\\c', '__proto__', 'Zürich \u2028 \u0000', '</script>'])('keep an id like %j as it is', (id) => {
    const node = createNodeConfiguration('channel', id, 'Odd');
    const configuration = { ...createConfiguration({ id: 'c', name: 'Odd', now: 0 }), nodes: [node] };
    const [frame] = nodeFrames(createNetwork({ configuration }), 0, 1, 0, 1);
    expect((JSON.parse(String(frame)) as { data: Body }).data.nodeId).toBe(id);
  });
});

describe('the beat of the server', () => {
  /** A machine that sees its timers only when it has time. */
  class BusyClock extends ManualClock {
    busyMs = 0;

    override after(delayMs: number, run: () => void): () => void {
      return super.after(delayMs + this.busyMs, run);
    }
  }

  it('has twenty beats a second, and makes up for those that a busy machine was late for', () => {
    const clock = new BusyClock();
    const driver = new ModelDriver(createNetwork(), clock);
    const beats: number[] = [];
    driver.onBeat((beat) => beats.push(beat));
    clock.advance(1_000);
    expect(beats).toEqual(Array.from({ length: 20 }, (_, beat) => beat));
    clock.busyMs = 300;
    clock.advance(3_000);
    expect(beats.length).toBeGreaterThanOrEqual(72);
    expect(beats.every((beat, index) => beat === index % 20)).toBe(true);
    driver.stop();
    expect(clock.pending).toBe(0);
  });

  it('does not make up for a night’s sleep', () => {
    const clock = new BusyClock();
    const driver = new ModelDriver(createNetwork(), clock);
    let beats = 0;
    driver.onBeat(() => (beats += 1));
    clock.busyMs = 28_800_000;
    clock.advance(50);
    clock.advance(28_900_000);
    expect(beats).toBeLessThanOrEqual(41);
    driver.stop();
  });
});
