import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Confidence, Origin } from '../../../src/domain/live-update.js';
import { LiveMetrics } from '../../../src/session/live-metrics.js';
import { MAX_NODES, NodeTable } from '../../../src/session/node-table.js';
import { Series } from '../../../src/session/series.js';
import { ManualClock } from '../../support/manual-clock.js';

const T0 = Date.parse('2026-09-21T14:15:23.456Z');

function origin(source: string, confidence: Confidence, at = T0): Origin {
  return { source, at, confidence };
}

/** Live metrics whose frames a test draws by hand. */
function drawn(): { live: LiveMetrics; frame: () => void } {
  let waiting: (() => void)[] = [];
  const live = new LiveMetrics({
    schedule: (run) => {
      waiting.push(run);
      return () => (waiting = waiting.filter((entry) => entry !== run));
    },
  });
  return { live, frame: () => waiting.splice(0).forEach((run) => run()) };
}

describe('a series', () => {
  it('keeps the newest points, in order, as one contiguous view', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { maxLength: 400 }), fc.integer({ min: 1, max: 20 }), (steps, capacity) => {
        const series = new Series(capacity);
        const expected: [number, number][] = [];
        let time = 0;
        steps.forEach((step, value) => {
          time += step;
          series.push(time, value);
          if (expected.at(-1)?.[0] === time) expected.pop();
          expected.push([time, value]);
        });
        expect(Array.from(series.times, (at, index) => [at, series.values[index]])).toEqual(expected.slice(-capacity));
      }),
    );
  });

  it('ignores a point from the past and anything that is not finite', () => {
    const series = new Series(10);
    series.push(1_000, 1);
    series.push(500, 2);
    series.push(NaN, 3);
    series.push(2_000, Infinity);
    expect([...series.times]).toEqual([1_000]);
  });

  it('merges points that are closer than asked for, keeping the newest value', () => {
    const series = new Series(10);
    for (let ms = 0; ms < 1_000; ms += 10) series.push(ms, ms, 250);
    expect([...series.times]).toEqual([0, 250, 500, 750]);
    expect([...series.values]).toEqual([240, 490, 740, 990]);
  });

  it('keeps what it has when more is reserved', () => {
    const series = new Series(2);
    [1, 2, 3].forEach((time) => series.push(time, time));
    series.reserve(5);
    [4, 5, 6].forEach((time) => series.push(time, time));
    expect([...series.values]).toEqual([2, 3, 4, 5, 6]);
  });
});

describe('the node table', () => {
  it('keeps the row of a node while others come and go', () => {
    const ids = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor');
    const step = fc.record({ id: ids, remove: fc.boolean(), value: fc.nat() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const table = new NodeTable();
        const model = new Map<string, { row: number; value: number }>();
        for (const { id, remove, value } of steps) {
          if (remove) {
            table.remove(id);
            model.delete(id);
            continue;
          }
          const row = table.touch(id, 'validator', 'LEADER', T0);
          expect(row).toBe(model.get(id)?.row ?? row);
          table.set(row, 'throughput', value);
          model.set(id, { row, value });
        }
        expect(table.count).toBe(model.size);
        for (const [id, { row, value }] of model) {
          expect(table.idOf(row)).toBe(id);
          expect(table.rowOf(id)).toBe(row);
          expect(table.value(row, 'throughput')).toBe(value);
        }
      }),
    );
  });

  it('forgets the values of a node whose row is used again', () => {
    const table = new NodeTable();
    const row = table.touch('old', 'channel', 'ROUTING', T0);
    table.set(row, 'errorCount', 7);
    table.remove('old');
    expect(table.touch('new', undefined, undefined, T0)).toBe(row);
    expect(table.value(row, 'errorCount')).toBeNaN();
    expect(table.typeOf(row)).toBeUndefined();
    expect(table.stateOf(row)).toBe('');
  });

  it('keeps a hundred thousand nodes and ignores what a hostile backend adds', () => {
    const table = new NodeTable();
    for (let index = 0; index < MAX_NODES + 10; index += 1) {
      table.set(table.touch(`node-${index}`, 'slim', 'ACTIVE', T0), 'throughput', index);
    }
    expect(table.count).toBe(MAX_NODES);
    expect(table.rowOf(`node-${MAX_NODES}`)).toBeUndefined();
    expect(table.touch('node-7', 'slim', 'ACTIVE', T0)).toBe(7);
  });

  it('grows to ten thousand nodes', () => {
    const table = new NodeTable();
    for (let index = 0; index < 10_000; index += 1) {
      table.set(table.touch(`node-${index}`, 'slim', 'ACTIVE', T0 + index), 'throughput', index);
    }
    expect(table.count).toBe(10_000);
    expect(table.column('throughput')[9_999]).toBe(9_999);
    expect(table.updatedAt[5_000]).toBe(T0 + 5_000);
  });
});

describe('live metrics', () => {
  it('go on when the machine’s clock is set back, without points from the future', () => {
    const { live } = drawn();
    for (let second = 0; second < 10; second += 1)
      live.system('tps', second, origin('a', 'measured', T0 + second * 1_000));
    live.system('tps', 77, origin('a', 'measured', T0 + 5_500));
    expect(live.reading('tps')?.value).toBe(77);
    expect([...live.series('tps').values]).toEqual([0, 1, 2, 3, 4, 5, 77]);
  });

  it('ignore figures that are not finite', () => {
    const { live } = drawn();
    live.system('tps', NaN, origin('a', 'measured'));
    live.nodeValue(live.node('n', 'slim', 'ACTIVE', origin('a', 'measured')), 'latencyMs', Infinity);
    expect(live.reading('tps')).toBeUndefined();
    expect(live.nodes.value(0, 'latencyMs')).toBeNaN();
  });

  it('tell each listener once a frame, however much arrives', () => {
    const { live, frame } = drawn();
    const system = vi.fn();
    const nodes = vi.fn();
    live.subscribe('system', system);
    live.subscribe('nodes', nodes);
    for (let index = 0; index < 1_000; index += 1) live.system('tps', index, origin('a', 'measured', T0 + index));
    expect(system).not.toHaveBeenCalled();
    frame();
    frame();
    expect(system).toHaveBeenCalledTimes(1);
    expect(nodes).not.toHaveBeenCalled();
  });

  it('tell nobody while paused, and everybody once afterwards', () => {
    const { live, frame } = drawn();
    const listener = vi.fn();
    live.subscribe('system', listener);
    live.paused = true;
    live.system('tps', 1, origin('a', 'measured'));
    frame();
    expect(listener).not.toHaveBeenCalled();
    live.paused = false;
    frame();
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('tell the others when one listener throws', () => {
    const reported = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { live, frame } = drawn();
    const others = [vi.fn(), vi.fn()];
    live.subscribe('system', others[0] ?? vi.fn());
    live.subscribe('system', () => {
      throw new Error('defect of a page');
    });
    live.subscribe('system', others[1] ?? vi.fn());
    live.system('tps', 1, origin('a', 'measured'));
    frame();
    others.forEach((other) => expect(other).toHaveBeenCalledTimes(1));
    expect(reported).toHaveBeenCalledTimes(1);
    reported.mockRestore();
  });

  it('hold no listener after it stopped', () => {
    const { live } = drawn();
    const stop = live.subscribe('nodes', () => undefined);
    expect(live.listenerCount).toBe(1);
    stop();
    stop();
    expect(live.listenerCount).toBe(0);
  });

  it('know how often a topic usually comes', () => {
    const clock = new ManualClock(T0);
    const live = new LiveMetrics({ clock });
    for (let call = 0; call < 10; call += 1) {
      for (const id of ['a', 'b', 'c']) live.node(id, 'slim', undefined, origin('rest', 'reported', clock.now()));
      clock.advance(36_000);
    }
    expect(live.intervalMs('nodes')).toBeCloseTo(36_000);
    expect(live.intervalMs('system')).toBeUndefined();
  });
});
