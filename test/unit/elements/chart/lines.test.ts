import { describe, expect, it } from 'vitest';
import type { ChartSeries } from '../../../../src/elements/base/chart/declaration.js';
import { gapsIn } from '../../../../src/elements/base/chart/gaps.js';
import { spreadLabels } from '../../../../src/elements/base/chart/label-places.js';
import { linesIn } from '../../../../src/elements/base/chart/lines.js';
import { gapsInOwnTimes } from '../../../../src/elements/base/chart/own-gaps.js';
import { LiveMetrics } from '../../../../src/session/live-metrics.js';

describe('labels of the last values', () => {
  it('stay where they want to be as long as they do not touch', () => {
    expect(spreadLabels([100, 40, 70])).toEqual([100, 40, 70]);
  });

  it('move up, in the same order, where they would cover a lower one', () => {
    expect(spreadLabels([50, 50])).toEqual([36, 50]);
    expect(spreadLabels([52, 50, 200])).toEqual([52, 38, 200]);
  });

  it('push on what they come to touch', () => {
    const places = spreadLabels([50, 50, 60, 61]);
    const sorted = [...places].sort((a, b) => a - b);
    expect(sorted).toEqual(places);
    sorted.slice(1).forEach((place, index) => expect(place - (sorted[index] ?? 0)).toBeGreaterThanOrEqual(13.99));
  });

  it('leave out a label that is not there', () => {
    expect(spreadLabels([NaN, 10, NaN, 10])).toEqual([NaN, -4, NaN, 10]);
  });
});

describe('gaps of a line among others', () => {
  const times = Float64Array.from({ length: 13 }, (_, second) => second * 1_000);
  const _ = NaN;

  it('are none where it only comes more seldom than they do', () => {
    const seldom = Float64Array.of(1, _, _, _, 2, _, _, _, 3, _, _, _, 4);
    expect(gapsInOwnTimes(times, seldom)).toEqual([]);
    expect(gapsIn(times, seldom), 'by the times of the others it would be dots').toHaveLength(12);
  });

  it('are where it paused longer than usual, until its own next point', () => {
    const paused = Float64Array.of(1, 1, 1, 1, 1, _, _, _, _, 1, 1, 1, 1);
    expect(gapsInOwnTimes(times, paused)).toEqual([4, 5, 6, 7, 8]);
  });

  it('are before its first point and after its last', () => {
    expect(gapsInOwnTimes(times, Float64Array.of(_, _, 1, 1, 1, 1, 1, 1, 1, 1, _, _, _))).toEqual([0, 1, 9, 10, 11]);
  });

  it('are everywhere where it has no point', () => {
    expect(gapsInOwnTimes(times, new Float64Array(13).fill(NaN))).toHaveLength(12);
  });
});

describe('lines of a picture', () => {
  const line = (name: ChartSeries['name'], optional?: true): ChartSeries => ({
    name,
    label: name,
    colour: '--_series-1',
    filled: false,
    ...(optional === undefined ? {} : { optional }),
  });
  const [all, alpaca, weather] = [line('feedRate'), line('feedRateAlpaca', true), line('feedRateWeather', true)];

  it('come with their first value and go when none is left in the window', () => {
    const live = new LiveMetrics();
    const shown = (): string[] => linesIn([all, alpaca, weather], live, 60_000).map(({ name }) => name);
    expect(shown()).toEqual(['feedRate']);
    live.addPoint('feedRateWeather', 1_000_000, 1);
    expect(shown()).toEqual(['feedRate', 'feedRateWeather']);
    live.addPoint('feedRate', 1_059_000, 1);
    live.addPoint('feedRateAlpaca', 1_059_000, 1);
    expect(shown()).toEqual(['feedRate', 'feedRateAlpaca', 'feedRateWeather']);
    live.addPoint('feedRate', 1_061_000, 1);
    expect(shown()).toEqual(['feedRate', 'feedRateAlpaca']);
  });
});
