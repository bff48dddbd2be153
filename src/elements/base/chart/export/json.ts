import type { ExportedChart } from './exported-chart.js';

/** Says what a file is, so that whoever reads it later need not guess. */
const KIND = 'aurigraph-chart';
const VERSION = 1;

/**
 * The values as JSON: `{ kind, version, heading, unit, source, simulated, target, from, to, times, series }`. Times are
 * in UTC; a value that is missing is `null`.
 */
export function toJson({ times, series, target, from, to, heading, unit, source, simulated }: ExportedChart): string {
  const about = { kind: KIND, version: VERSION, heading, unit, source, simulated, target: target ?? null };
  const file = {
    ...about,
    from: timeText(from),
    to: timeText(to),
    times: Array.from(times, timeText),
    series: series.map(({ label, values }) => ({ label, values: Array.from(values, known) })),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

function timeText(time: number): string {
  return new Date(time).toISOString();
}

function known(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
