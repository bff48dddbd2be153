import { csvLine, numberCell, textCell } from '../../export/csv-cells.js';
import type { ExportedChart } from './exported-chart.js';

/**
 * The values as CSV (RFC 4180): one row a point, times in UTC, numbers with a decimal point in any language, nothing
 * where a value is missing. A text that a spreadsheet would run as a formula gets an apostrophe.
 */
export function toCsv({ times, series, unit }: ExportedChart): string {
  const head = ['time', ...series.map(({ label }) => (label === unit ? label : `${label} (${unit})`))];
  const rows = Array.from(times, (time, index) => [
    new Date(time).toISOString(),
    ...series.map(({ values }) => numberCell(values[index])),
  ]);
  return [head.map(textCell), ...rows].map(csvLine).join('');
}
