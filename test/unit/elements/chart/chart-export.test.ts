import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCsv } from '../../../../src/elements/base/chart/export/csv.js';
import type { ExportedChart } from '../../../../src/elements/base/chart/export/exported-chart.js';
import { toJson } from '../../../../src/elements/base/chart/export/json.js';
import { fileNameOf } from '../../../../src/elements/base/export/download.js';

const AT = Date.UTC(2026, 8, 21, 14, 15, 23, 456);

function chartOf(labels: readonly string[], ...columns: readonly number[][]): ExportedChart {
  const [first = []] = columns;
  return {
    heading: 'Transactions per second',
    source: '/ws',
    simulated: false,
    unit: 'TPS',
    from: AT,
    to: AT + 60_000,
    target: 30_000,
    times: Float64Array.from(first, (_, index) => AT + index * 1_000),
    series: columns.map((values, index) => ({ label: labels[index] ?? '', values: Float64Array.from(values) })),
  };
}

describe('a chart as CSV', () => {
  it('has a row for each point, times in UTC, and nothing where a value is missing', () => {
    expect(toCsv(chartOf(['TPS', 'average'], [28_500.5, NaN], [28_000, -Infinity]))).toBe(
      'time,TPS,average (TPS)\r\n2026-09-21T14:15:23.456Z,28500.5,28000\r\n2026-09-21T14:15:24.456Z,,\r\n',
    );
  });

  it('is only its head where there is no point', () => {
    expect(toCsv(chartOf(['TPS'], []))).toBe('time,TPS\r\n');
  });

  it.each(['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])(
    'holds no text that a spreadsheet would run: %j',
    (label) => {
      const [head = ''] = toCsv(chartOf([label], [1])).split('\r\n2026');
      expect(head).toMatch(/^time,"?'/);
    },
  );

  it('keeps any label in one cell', () => {
    fc.assert(
      fc.property(fc.string(), (label) => {
        const text = toCsv(chartOf([label], [1]));
        const quoted = /^time,(?:"((?:[^"]|"")*)"|([^",\r\n]*))\r\n/.exec(text);
        const read = quoted?.[1]?.replaceAll('""', '"') ?? quoted?.[2];
        const shown = label === 'TPS' ? label : `${label} (TPS)`;
        expect([shown, `'${shown}`]).toContain(read);
      }),
    );
  });
});

describe('a chart as JSON', () => {
  it('says what it is, and has null where a value is missing', () => {
    expect(JSON.parse(toJson(chartOf(['TPS'], [28_500, NaN])))).toEqual({
      kind: 'aurigraph-chart',
      version: 1,
      heading: 'Transactions per second',
      unit: 'TPS',
      source: '/ws',
      simulated: false,
      target: 30_000,
      from: '2026-09-21T14:15:23.456Z',
      to: '2026-09-21T14:16:23.456Z',
      times: ['2026-09-21T14:15:23.456Z', '2026-09-21T14:15:24.456Z'],
      series: [{ label: 'TPS', values: [28_500, null] }],
    });
  });

  it('has no target where the chart has none', () => {
    const { target: _target, ...chart } = chartOf(['TPS'], [1]);
    expect(JSON.parse(toJson({ ...chart, target: undefined }))).toMatchObject({ target: null });
  });
});

it('names a file after the element and the newest value, without a character that a file system minds', () => {
  expect(fileNameOf('aurigraph-tps-chart', AT, 'csv')).toBe('aurigraph-tps-chart-2026-09-21T14-15-23Z.csv');
});
