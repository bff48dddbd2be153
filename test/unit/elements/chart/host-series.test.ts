import { describe, expect, it } from 'vitest';
import { OwnSeries } from '../../../../src/elements/base/chart/own-series.js';
import { PointRow } from '../../../../src/elements/base/chart/point-row.js';
import { readHostPoints, readSeriesFacts } from '../../../../src/elements/base/chart/read-host-series.js';

const read = (given: unknown) => {
  const result = readHostPoints(given);
  return 'refusal' in result
    ? result.refusal
    : {
        times: [...result.columns.times],
        values: result.columns.values.map((column) => [...column]),
        dropped: result.dropped,
      };
};

describe('points of a host', () => {
  it('are copied, whatever kind of array they are', () => {
    const times = Float64Array.of(1, 2);
    const result = readHostPoints({ times, values: [[5, 6]] });
    times.fill(9);
    expect('columns' in result && [...result.columns.times]).toEqual([1, 2]);
  });

  it('are missing where they are null, undefined, NaN or infinite', () => {
    const values = [[null, undefined, NaN, Infinity, -Infinity, -3, 2 ** 53]];
    expect(read({ times: [1, 2, 3, 4, 5, 6, 7], values })).toEqual({
      times: [1, 2, 3, 4, 5, 6, 7],
      values: [[NaN, NaN, NaN, NaN, NaN, -3, 2 ** 53]],
      dropped: 0,
    });
  });

  it('are sorted, of the same time the last one counts, and those without an instant are left out', () => {
    const times = [5, 3, NaN, 3, 1, Infinity, 9e15];
    expect(read({ times, values: [[50, 30, 0, 33, 10, 0, 0]] })).toEqual({
      times: [1, 3, 5],
      values: [[10, 33, 50]],
      dropped: 3,
    });
  });

  const throwing = {
    get times(): number[] {
      throw new Error('no');
    },
    values: [],
  };
  const endless = new Proxy([], { get: () => () => undefined });
  it.each([
    ['nothing', undefined, 'not-columns'],
    ['text', 'series', 'not-columns'],
    ['no columns', {}, 'not-columns'],
    ['values without lines', { times: [1], values: [1] }, 'not-columns'],
    ['no line', { times: [1], values: [] }, 'line-count'],
    ['five lines', { times: [1], values: [[1], [1], [1], [1], [1]] }, 'line-count'],
    ['columns of different lengths', { times: [1, 2], values: [[1, 2], [1]] }, 'lengths'],
    ['text between numbers', { times: [1, 2], values: [[1, '2']] }, 'not-a-number'],
    ['a time that is text', { times: [1, '2'], values: [[1, 2]] }, 'not-a-number'],
    ['large integers', { times: [1], values: [[1n]] }, 'not-a-number'],
    ['a getter that throws', throwing, 'not-columns'],
    ['something that only looks like an array', { times: [1], values: [endless] }, 'lengths'],
    ['an array without end', { times: new Array(4e9), values: [[]] }, 'too-many'],
  ])('are refused where there is %s', (_, given, code) => {
    expect(read(given)).toMatchObject({ code });
  });

  it('bring facts along that are used where they can be', () => {
    const given = { labels: ['a', 5, ' c '.repeat(99)], target: Infinity, source: {}, freshForMs: -1 };
    const facts = readSeriesFacts(given);
    expect(facts).toMatchObject({ target: undefined, source: '', freshForMs: undefined });
    expect(facts.labels.slice(0, 2)).toEqual(['a', '']);
    expect(facts.labels[2]?.length).toBe(80);
    expect(readSeriesFacts(null).labels).toEqual([]);
  });
});

describe('a row of points', () => {
  const columns = (points: readonly (readonly [time: number, value: number])[]) => ({
    times: Float64Array.from(points, ([time]) => time),
    values: [Float64Array.from(points, ([, value]) => value)],
  });

  it('grows, and leaves what was read before as it was', () => {
    const row = new PointRow(columns([]));
    row.append(columns([[1, 10]]));
    const before = row.columns;
    row.append(columns(Array.from({ length: 5_000 }, (_, index) => [index + 2, index] as const)));
    expect([...before.times]).toEqual([1]);
    expect(row.columns.times).toHaveLength(5_001);
    expect(row.columns.row?.of).toBe(before.row?.of);
  });

  it('takes the later one of the same time, leaves out what is a little older, and follows a clock that was set back', () => {
    const row = new PointRow(
      columns([
        [10_000, 1],
        [20_000, 2],
      ]),
    );
    const { of } = row.columns.row ?? {};
    row.append(
      columns([
        [20_000, 3],
        [19_000, 9],
      ]),
    );
    expect([...(row.columns.values[0] ?? [])]).toEqual([1, 3]);
    row.append(columns([[11_000, 4]]));
    expect([...row.columns.times]).toEqual([10_000, 11_000]);
    expect(row.columns.row?.of).not.toBe(of);
  });

  it('forgets what is older than the longest window when it needs room, and numbers go on', () => {
    const row = new PointRow(columns([]));
    for (let second = 0; second < 20_000; second += 1) row.append(columns([[second * 1_000, second]]));
    const { times, values, row: place } = row.columns;
    expect(times.length).toBeGreaterThan(3_600);
    expect(times.length).toBeLessThan(8_000);
    expect(values[0]?.[0]).toBe(place?.first);
  });
});

describe('what a host gives', () => {
  it('is read once, although given often', () => {
    let reads = 0;
    const given = () => ({
      get times() {
        reads += 1;
        return [1];
      },
      values: [[1]],
    });
    const own = new OwnSeries(() => undefined);
    for (let time = 0; time < 100; time += 1) own.assign(given());
    expect(own.columns?.times).toHaveLength(1);
    expect(own.columns?.times).toHaveLength(1);
    expect(reads).toBe(1);
  });

  it('is told to be old only if the host says when it is', () => {
    const own = new OwnSeries(() => undefined);
    own.assign({ times: [1_000], values: [[1]] });
    expect(own.health({ now: () => 1e9 })).toMatchObject({ state: 'live', ageMs: undefined });
    own.assign({ times: [1_000], values: [[1]], freshForMs: 5_000, source: 'meter' });
    expect(own.health({ now: () => 6_000 })).toMatchObject({ state: 'live', ageMs: 5_000, source: 'meter' });
    expect(own.health({ now: () => 6_001 })).toMatchObject({ state: 'stale', ageMs: 5_001 });
    expect(own.health({ now: () => 0 })).toMatchObject({ state: 'live', ageMs: 0 });
  });

  it('keeps its points where some that are added cannot be read', () => {
    const told: string[] = [];
    const own = new OwnSeries((about) => told.push(about));
    own.assign({ times: [1], values: [[1]] });
    expect(own.append({ times: [2], values: [[1], [2]] })).toBe(false);
    expect(own.append('points')).toBe(false);
    expect(own.append({ times: [2], values: [[5]] })).toBe(true);
    expect([...(own.columns?.values[0] ?? [])]).toEqual([1, 5]);
    expect(told).toEqual(['append', 'append']);
  });
});
