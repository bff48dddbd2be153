import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Confidence, Origin } from '../../../src/domain/live-update.js';
import { gapsIn } from '../../../src/elements/base/chart/gaps.js';
import { LiveMetrics } from '../../../src/session/live-metrics.js';
import { MAX_NODES, NodeTable } from '../../../src/session/node-table.js';
import { pointsFor, Series } from '../../../src/session/series.js';
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

  it('keeps the lowest and highest point of each second beyond five minutes, so that peaks survive', () => {
    const series = new Series(pointsFor(3_600));
    const start = T0 - (T0 % 1_000);
    const peaks: number[] = [];
    for (let ms = 0; ms < 3_600_000; ms += 250) {
      const isPeak = ms % 300_000 === 137_250;
      if (isPeak) peaks.push(start + ms);
      series.push(start + ms, isPeak ? 1_000_000 : 100 + (ms % 1_000));
    }
    expect([...series.times].filter((_at, index) => series.values[index] === 1_000_000)).toEqual(peaks);
    expect(series.times[0]).toBe(start);
    expect(series.length).toBeLessThanOrEqual(series.capacity);
    expect(series.length).toBeLessThan(14_400 / 1.5);
    const recent = [...series.times].filter((at) => at >= start + 3_300_000);
    expect(recent).toEqual(Array.from({ length: 1_200 }, (_, index) => start + 3_300_000 + index * 250));
    expect(series.times).toEqual(Float64Array.from(new Set(series.times)).sort());
  });

  it('keeps an hour of a source that speaks once a second as it came', () => {
    const series = new Series(pointsFor(3_600));
    for (let second = 0; second < 4_000; second += 1) series.push(T0 + second * 1_000, second);
    const hour = [...series.values].slice(-3_600);
    expect(hour).toEqual(Array.from({ length: 3_600 }, (_, index) => 400 + index));
  });

  it('has a gap where nothing came, also after it was thinned', () => {
    const series = new Series(pointsFor(1_200));
    const start = T0 - (T0 % 1_000);
    const inGap = (ms: number): boolean => ms >= 200_000 && ms < 260_000;
    for (let ms = 0; ms < 1_200_000; ms += 100) if (!inGap(ms)) series.push(start + ms, Math.sin(ms), 250);
    expect([...series.times].filter((at) => inGap(at - start))).toEqual([]);
    const gaps = gapsIn(series.times, series.values).map((index) => (series.times[index] ?? 0) - start);
    expect(gaps).toHaveLength(1);
    expect(gaps[0]).toBeGreaterThan(198_500);
  });

  it('keeps only points that were there, in order, however it is thinned', () => {
    const step = fc.oneof(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1_000, max: 400_000 }));
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 200, maxLength: 1_500 }),
        fc.integer({ min: 100, max: 300 }),
        (steps, capacity) => {
          const series = new Series(capacity);
          const came = new Map<number, number>();
          let time = T0;
          steps.forEach((ms, index) => {
            time += ms;
            series.push(time, index % 37);
            came.set(time, index % 37);
          });
          expect(series.length).toBeLessThanOrEqual(capacity);
          expect(series.lastTime).toBe(time);
          const kept = Array.from(series.times, (at, index) => [at, series.values[index]] as const);
          expect(kept.every(([at, value]) => came.get(at) === value)).toBe(true);
          expect(kept.map(([at]) => at)).toEqual([...new Set(kept.map(([at]) => at))].sort((a, b) => a - b));
        },
      ),
    );
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

  it('keeps no more nodes than it was told', () => {
    const table = new NodeTable(2);
    expect(['a', 'b', 'c'].map((id) => table.touch(id, undefined, undefined, T0))).toEqual([0, 1, -1]);
    table.remove('a');
    expect(table.touch('c', undefined, undefined, T0)).toBe(0);
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

describe('values that come late or twice', () => {
  const sent = (sentAt: number, at = T0, source = '/ws/channels') =>
    ({ source, at, sentAt, confidence: 'reported' }) as const;

  /** What a person sees of one figure and one node. */
  function shown(live: LiveMetrics): unknown {
    const { nodes } = live;
    return {
      tps: live.reading('tps')?.value,
      leader: live.leaderReading?.value,
      points: [...live.series('tps').values],
      throughput: nodes.value(0, 'throughput'),
      state: nodes.stateOf(0),
      at: nodes.updatedAt[0],
      heardAt: [live.updatedAt('system'), live.updatedAt('nodes')],
    };
  }

  function frame(live: LiveMetrics, value: number, origin: Origin): void {
    live.system('tps', value, origin);
    live.leader(`leader-${value}`, origin);
    live.nodeValue(live.node('n', 'slim', `S${value}`, origin), 'throughput', value);
  }

  it('change nothing when a frame is repeated, not even how old the values are', () => {
    const { live } = drawn();
    frame(live, 7, sent(T0 + 10, T0 + 20));
    const before = shown(live);
    frame(live, 7, sent(T0 + 10, T0 + 1_020));
    frame(live, 7, sent(T0 + 10, T0 + 60_000));
    expect(shown(live)).toEqual(before);
  });

  it('never replace a newer value of the same source', () => {
    const { live } = drawn();
    frame(live, 1, sent(T0, T0));
    frame(live, 3, sent(T0 + 2_000, T0 + 2_000));
    const before = shown(live);
    frame(live, 2, sent(T0 + 1_000, T0 + 2_010));
    expect(shown(live)).toEqual(before);
    frame(live, 4, sent(T0 + 3_000, T0 + 3_000));
    expect(live.reading('tps')?.value).toBe(4);
    expect([...live.series('tps').values]).toEqual([1, 3, 4]);
  });

  it('are told apart by the time of receipt where a message has no time of its own', () => {
    const { live } = drawn();
    frame(live, 2, origin('/ws', 'reported', T0 + 1_000));
    frame(live, 1, origin('/ws', 'reported', T0));
    expect(live.reading('tps')?.value).toBe(2);
    expect(live.nodes.value(0, 'throughput')).toBe(2);
  });

  it('replace those of another source, whose clock is another one', () => {
    const { live } = drawn();
    frame(live, 1, sent(T0 + 3_600_000, T0, '/ws/dashboard'));
    frame(live, 2, sent(T0, T0 + 10, '/ws/metrics'));
    expect(live.reading('tps')?.value).toBe(2);
    expect(live.nodes.value(0, 'throughput')).toBe(2);
  });

  it('are believed again once a source tells only old times: its clock was set back', () => {
    const { live } = drawn();
    frame(live, 1, sent(T0, T0));
    for (let second = 1; second <= 4; second += 1) frame(live, 9, sent(T0 - 3_600_000 + second, T0 + second * 1_000));
    expect(live.reading('tps')?.value).toBe(1);
    frame(live, 10, sent(T0 - 3_590_000, T0 + 5_000));
    frame(live, 11, sent(T0 - 3_589_000, T0 + 5_100));
    expect(live.reading('tps')?.value).toBe(11);
    expect(live.nodes.value(0, 'throughput')).toBe(11);
  });

  it('of the same moment are one frame in two parts where they differ', () => {
    const { live } = drawn();
    frame(live, 1, sent(T0, T0));
    live.nodeValue(live.node('n', undefined, undefined, sent(T0, T0 + 5)), 'errorCount', 3);
    live.system('tps', 2, sent(T0, T0 + 5));
    expect(live.nodes.value(0, 'errorCount')).toBe(3);
    expect(live.reading('tps')?.value).toBe(2);
  });
});

describe('live metrics', () => {
  it('tell of every node where its values come from, when, and how far they can be trusted', () => {
    const { live } = drawn();
    live.node('a', 'slim', 'STREAMING', origin('/ws/dashboard', 'measured', T0 + 1));
    live.node('b', 'slim', 'STREAMING', { ...origin('/nodes', 'reported', T0 + 2), everyMs: 80_000, sentAt: T0 });
    expect(live.nodes.originOf(0)).toEqual({ source: '/ws/dashboard', confidence: 'measured', at: T0 + 1 });
    expect(live.nodes.originOf(1)).toEqual({
      source: '/nodes',
      confidence: 'reported',
      everyMs: 80_000,
      at: T0 + 2,
      sentAt: T0,
    });
    expect(live.nodes.originOf(2)).toBeUndefined();
  });

  it('keep as long a history as is asked for, up to what they were allowed', () => {
    const long = new LiveMetrics();
    long.keepSeconds(7_200);
    const short = new LiveMetrics({ maxHistorySeconds: 300 });
    short.keepSeconds(7_200);
    for (let second = 0; second < 4_000; second += 1)
      for (const live of [long, short]) live.system('tps', second, origin('a', 'measured', T0 + second * 1_000));
    expect(long.series('tps').length).toBeGreaterThanOrEqual(3_600);
    expect(long.series('tps').capacity * 16 * 2).toBeLessThan(300_000);
    expect(short.series('tps').length).toBeLessThanOrEqual(1_200);
    expect(short.series('tps').length).toBeGreaterThanOrEqual(300);
  });

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
