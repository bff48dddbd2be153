import type { ExportedChart } from './exported-chart.js';

/** Characters with which a spreadsheet takes a text for a formula, or for the end of a cell. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * The values as CSV (RFC 4180): one row a point, times in UTC, numbers with a decimal point in any language, nothing
 * where a value is missing. A text that a spreadsheet would run as a formula gets an apostrophe.
 */
export function toCsv({ times, series, unit }: ExportedChart): string {
  const head = ['time', ...series.map(({ label }) => (label === unit ? label : `${label} (${unit})`))];
  const rows = Array.from(times, (time, index) => [
    new Date(time).toISOString(),
    ...series.map(({ values }) => numberText(values[index])),
  ]);
  return [head.map(cell), ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}

function numberText(value: number | undefined): string {
  return value === undefined || !Number.isFinite(value) ? '' : String(value);
}

function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
