import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LiveMetrics } from '../../../../src/session/live-metrics.js';
import { BatchApplier } from '../../../../src/session/off-thread/batch-applier.js';
import type { Batch } from '../../../../src/session/off-thread/batch.js';
import { BatchingSink } from '../../../../src/session/off-thread/batching-sink.js';
import { restoreSnapshot } from '../../../../src/session/snapshot.js';
import { ManualClock } from '../../../support/manual-clock.js';
import { everythingIn, perform, sinkCalls } from './support/sink-calls.js';

const cached = JSON.parse(
  readFileSync(new URL('../../../fixtures/samples/metricscache-seed.json', import.meta.url), 'utf8'),
);
const T0 = Date.parse('2026-09-21T14:15:23.456Z');
const origin = { source: '/ws', at: T0, confidence: 'measured' } as const;

/** Live metrics that are told in batches, which cross as messages do. */
function batched(clock: ManualClock, options: { maxNodes?: number } = {}) {
  const sink = new BatchingSink({ clock, ...options });
  const live = new LiveMetrics({ clock, schedule: () => () => undefined, ...options });
  const applier = new BatchApplier(live);
  let used: ArrayBuffer | undefined;
  const taken: Batch[] = [];
  const flush = (overtaken = false): void => {
    const batch = sink.take(used);
    used = undefined;
    if (batch === undefined) return;
    const received = structuredClone(batch, { transfer: [batch.buffer] });
    expect(batch.buffer.byteLength).toBe(0);
    applier.apply(received, clock.now(), overtaken);
    taken.push(received);
    used = received.buffer;
  };
  return { sink, live, flush, taken };
}

describe('live metrics that are told in batches', () => {
  it('say the same as those that are written to directly, whatever is written and whenever it is handed over', () => {
    fc.assert(
      fc.property(
        sinkCalls,
        fc.infiniteStream(fc.boolean()),
        fc.boolean(),
        fc.constantFrom(3, 100),
        (calls, flushes, isCached, maxNodes) => {
          const clock = new ManualClock(T0);
          const direct = new LiveMetrics({ clock, schedule: () => () => undefined, maxNodes });
          const { sink, live, flush } = batched(clock, { maxNodes });
          if (isCached && maxNodes > 3) for (const each of [direct, live]) restoreSnapshot(each, cached);
          for (const call of calls) {
            if (call.call === 'wait') clock.advance(call.ms);
            perform(call, direct, clock.now());
            perform(call, sink, clock.now());
            if (flushes.next().value) flush();
          }
          flush();
          expect(everythingIn(live)).toEqual(everythingIn(direct));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('need one buffer, however many batches there are', () => {
    const clock = new ManualClock(T0);
    const { sink, flush, taken } = batched(clock);
    for (let round = 0; round < 50; round += 1) {
      for (let node = 0; node < 1_000; node += 1)
        sink.nodeValue(sink.node(`n${node}`, 'slim', 'STREAMING', { ...origin, at: T0 + round }), 'feedRate', round);
      flush();
    }
    // Every one but the last went back, and came again.
    expect(taken.filter(({ buffer }) => buffer.byteLength > 0)).toEqual([taken.at(-1)]);
    expect(taken.at(-1)).toMatchObject({ rows: 1_000, added: [], origins: [] });
  });

  it('hand over the last value of a node, and every point of a series', () => {
    const clock = new ManualClock(T0);
    const { sink, live, flush, taken } = batched(clock);
    for (let second = 0; second < 60; second += 1) {
      const at = { ...origin, at: T0 + second * 1_000 };
      sink.system('blocksValidated', second, at);
      sink.nodeValue(sink.node('a', 'validator', 'LEADER', at), 'blocksValidated', second);
    }
    flush();
    expect(taken[0]).toMatchObject({ rows: 1, points: 60 + 57, readings: 1 });
    // A rate is told with each point from the third second on.
    expect(live.series('blocksPerMinute').values).toEqual(new Float64Array(57).fill(60));
    expect([...live.series('blocksValidated').values]).toEqual(Array.from({ length: 60 }, (_, second) => second));
    expect(live.nodes.value(0, 'blocksValidated')).toBe(59);
  });

  it('hold no more while nobody takes them: an hour of points, and a row per node', () => {
    const clock = new ManualClock(T0);
    const { sink, live, flush, taken } = batched(clock);
    for (let step = 0; step < 100_000; step += 1) {
      sink.system('tps', step, { ...origin, at: T0 + step * 100 });
      sink.node(`n${step % 10}`, 'slim', 'STREAMING', { ...origin, at: T0 + step * 100 });
    }
    flush();
    expect(taken[0]?.rows).toBe(10);
    expect(taken[0]?.points).toBeLessThanOrEqual(65_536);
    expect(live.series('tps').values.at(-1)).toBe(99_999);
  });

  it('leave what is newer here alone when one sender takes over from another', () => {
    const clock = new ManualClock(T0);
    const { sink, live, flush } = batched(clock);
    const write = (target: LiveMetrics | BatchingSink, id: string, at: number, value: number) => {
      target.nodeValue(target.node(id, 'slim', `S${value}`, { ...origin, at }), 'feedRate', value);
      target.system('tps', value, { ...origin, at });
    };
    write(sink, 'late', T0 + 900, 1);
    write(live, 'late', T0 + 1_000, 2);
    write(sink, 'news', T0 + 950, 3);
    flush(true);
    expect(live.reading('tps')?.value).toBe(2);
    expect(['late', 'news'].map((id) => live.nodes.value(live.nodes.rowOf(id) ?? -1, 'feedRate'))).toEqual([2, 3]);
    expect(live.nodes.stateOf(live.nodes.rowOf('late') ?? -1)).toBe('S2');
    write(sink, 'late', T0 + 1_100, 4);
    flush();
    expect(live.nodes.value(live.nodes.rowOf('late') ?? -1, 'feedRate')).toBe(4);
  });

  it('go on after everything was cleared, or a node was removed, on the other side', () => {
    const clock = new ManualClock(T0);
    const { sink, live, flush } = batched(clock);
    const tell = (id: string, value: number) => {
      sink.nodeValue(sink.node(id, 'slim', 'STREAMING', { ...origin, at: T0 + value }), 'feedRate', value);
      flush();
    };
    tell('a', 1);
    tell('b', 2);
    live.removeNode('a');
    live.node('c', 'channel', 'ROUTING', origin);
    tell('a', 3);
    expect(live.nodes.count).toBe(3);
    expect(live.nodes.value(live.nodes.rowOf('c') ?? -1, 'feedRate')).toBeNaN();
    live.clear();
    tell('b', 4);
    expect(live.nodes.count).toBe(1);
    expect(live.nodes.value(live.nodes.rowOf('b') ?? -1, 'feedRate')).toBe(4);
  });

  it('count the time on their way as age', () => {
    const clock = new ManualClock(T0);
    const { sink, live } = batched(clock);
    sink.system('tps', 1, origin);
    clock.advance(40);
    const batch = sink.take();
    clock.advance(5_000);
    if (batch !== undefined) new BatchApplier(live).apply(batch, clock.now());
    expect(live.ageMs('system')).toBe(5_040);
  });
});
