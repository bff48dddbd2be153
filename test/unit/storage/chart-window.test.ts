import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { METRICS_TTL_MS } from '../../../src/domain/metrics.js';
import {
  chartSizeBytes,
  decodeChart,
  fromChart,
  slideChart,
  toChart,
} from '../../../src/storage/metrics/chart-window.js';
import { numbered } from './metrics-support.js';
import { FakeProfile } from './support.js';

const T0 = Date.parse('2026-09-21T14:15:00.000Z');

interface Point {
  readonly at: number;
  readonly value: number;
}

/** Chart data with the same points in every line. */
function lines(points: readonly Point[]) {
  const tps = points.map(({ at, value }) => ({ timestamp: new Date(at).toISOString(), value }));
  const consensus = points.map(({ at, value }) => ({
    timestamp: new Date(at).toISOString(),
    blocksValidated: value,
    consensusRounds: -value,
  }));
  return { tps, consensus, apiFeeds: [], finalityLatency: tps };
}

const chart = (points: readonly Point[]) => toChart(lines(points));
const seconds = (from: number, count: number): Point[] =>
  Array.from({ length: count }, (_, index) => ({ at: T0 + (from + index) * 1_000, value: from + index }));
const timesOf = ({ tps }: ReturnType<typeof chart>): number[] => [...tps.times].map((time) => (time - T0) / 1_000);

describe('the window of a chart', () => {
  it('slides: what is newer joins, and the oldest of sixty goes', () => {
    const slid = slideChart(chart(seconds(0, 60)), chart(seconds(58, 12)), T0 + 70_000);
    expect(timesOf(slid)).toEqual(Array.from({ length: 60 }, (_, index) => index + 10));
    expect(chartSizeBytes(slid)).toBe(60 * 8 * (2 + 3 + 2));
  });

  it('takes points in any order, each time once, and the value that came last', () => {
    const late = [3, 1, 2, 1].map((second) => ({ at: T0 + second * 1_000, value: second * 10 }));
    const slid = slideChart(chart(seconds(0, 5)), chart(late), T0 + 5_000);
    expect(timesOf(slid)).toEqual([0, 1, 2, 3, 4]);
    expect([...slid.tps.values.flatMap((values) => [...values])]).toEqual([0, 10, 20, 30, 4]);
    expect([...(slid.consensus.values[1] ?? [])]).toEqual([-0, -10, -20, -30, -4]);
  });

  it('keeps what is there when nothing is added', () => {
    expect(timesOf(slideChart(chart(seconds(0, 3)), chart([]), T0 + 3_000))).toEqual([0, 1, 2]);
  });

  it('forgets points that are older than a cached value may be', () => {
    const slid = slideChart(chart(seconds(0, 2)), chart([{ at: T0 + METRICS_TTL_MS + 1_000, value: 7 }]), T0);
    expect(timesOf(slid)).toEqual([1, METRICS_TTL_MS / 1_000 + 1]);
  });

  it('S22: forgets points of the future after the clock was set back', () => {
    const slid = slideChart(chart(seconds(3_600, 60)), chart(seconds(0, 2)), T0 + 1_000);
    expect(timesOf(slid)).toEqual([0, 1]);
  });

  it('believes a source whose clock is ahead of ours', () => {
    const slid = slideChart(chart(seconds(600, 2)), chart(seconds(602, 1)), T0);
    expect(timesOf(slid)).toEqual([600, 601, 602]);
  });

  const point = fc.record({
    at: fc.integer({ min: T0, max: T0 + 120_000 }),
    value: fc.double({ noNaN: true, noDefaultInfinity: true }),
  });

  it('gives what a list with every point would give, whatever is added in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.array(point, { maxLength: 80 }), { maxLength: 8 }), (saves) => {
        const all = new Map<number, number>();
        let slid = chart([]);
        for (const points of saves) {
          for (const { at, value } of points) all.set(at, value);
          slid = structuredClone(slideChart(slid, chart(points), T0 + 120_000));
        }
        const newest = [...all].sort(([a], [b]) => a - b).slice(-60);
        const expected = lines(newest.map(([at, value]) => ({ at, value })));
        expect(fromChart(decodeChart(slid))).toEqual({ ...expected, apiFeeds: undefined });
      }),
    );
  });

  it.each([
    undefined,
    'garbage',
    { tps: 1 },
    { tps: { times: new Float64Array([1]), values: [] } },
    { tps: { times: new Float64Array([1]), values: [new Float64Array([1, 2])] } },
    { tps: { times: new Float64Array([9e15]), values: [new Float64Array([1])] } },
    { tps: { times: new Float64Array([1]), values: [new Float64Array([Infinity])] } },
    { tps: { times: [1], values: [[1]] } },
  ])('is empty where something else was stored', (found) => {
    expect(timesOf(decodeChart(found))).toEqual([]);
  });
});

describe('the points in the cache', () => {
  it('are stored once, however many snapshots there are, and joined from save to save', async () => {
    const profile = new FakeProfile();
    const { metricsCache } = profile.open();
    profile.clock.setWallClock(T0 + 100_000);
    for (let save = 0; save < 10; save += 1)
      await metricsCache.saveMetrics(numbered(save, { chartData: lines(seconds(save * 10, 11)) }));
    const chartData = (await metricsCache.getLatestMetrics())?.chartData;
    expect(chartData?.tps.map(({ value }) => value)).toEqual(Array.from({ length: 60 }, (_, index) => index + 41));
    const bytes = await metricsCache.getCacheSize();
    await metricsCache.saveMetrics(numbered(10, { chartData: lines([]) }));
    expect((await metricsCache.getCacheSize()) - bytes).toBeLessThan(1_500);
  });

  it('begin anew where all that was there is expired', async () => {
    const profile = new FakeProfile();
    const { metricsCache } = profile.open();
    profile.clock.setWallClock(T0);
    await metricsCache.saveMetrics(numbered(1, { chartData: lines(seconds(-1, 1)) }));
    profile.clock.advance(METRICS_TTL_MS);
    await metricsCache.saveMetrics(numbered(2, { chartData: lines(seconds(298, 1)) }));
    expect((await metricsCache.getLatestMetrics())?.chartData.tps.map(({ value }) => value)).toEqual([298]);
  });

  it('are written as ISO text, and read as text or as Unix milliseconds', async () => {
    const { metricsCache } = new FakeProfile().open();
    const tps: unknown[] = [
      { timestamp: T0 + 2_000, value: 3 },
      { timestamp: '2026-09-21T19:45:01.000+05:30', value: 2 },
      { timestamp: '2026-09-21T14:15:00Z', value: 1 },
    ];
    const chartData = { ...lines([]), apiFeeds: numbered(1).chartData.apiFeeds, tps, 'x-unknown': [1] };
    await metricsCache.saveMetrics(numbered(1, JSON.parse(JSON.stringify({ chartData }))));
    expect((await metricsCache.getLatestMetrics())?.chartData).toEqual({
      ...chartData,
      tps: [
        { timestamp: '2026-09-21T14:15:00.000Z', value: 1 },
        { timestamp: '2026-09-21T14:15:01.000Z', value: 2 },
        { timestamp: '2026-09-21T14:15:02.000Z', value: 3 },
      ],
    });
  });
});
