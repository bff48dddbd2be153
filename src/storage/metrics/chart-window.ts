/**
 * The points of the charts, kept once and as columns: every snapshot of the schema design repeats them all
 * (schema design 4 and 9.2, reliability 3.3).
 */
import { CHART_POINTS, METRICS_TTL_MS, type MetricsCache } from '../../domain/metrics.js';
import { toTimestamp } from '../../domain/timestamp.js';
import { isA, isTime } from './metrics-columns.js';
import { traitsOf } from './traits.js';

/** A point that is later than every clock says, by more than this, comes from a clock that was set back (S22). */
const AHEAD_MS = 2_000;

/** Points by time, ascending, no time twice. */
export interface ChartPoints {
  /** Epoch milliseconds. */
  readonly times: Float64Array;
  /** One column per figure of a point, each as long as `times`. */
  readonly values: readonly Float64Array[];
}

/** The lines of the charts (schema design 4, `chartData`). */
export interface ChartColumns {
  readonly tps: ChartPoints;
  /** Validated blocks, then consensus rounds. */
  readonly consensus: ChartPoints;
  readonly finalityLatency: ChartPoints;
}

type ChartName = keyof ChartColumns;
type ChartLines = Pick<MetricsCache['chartData'], ChartName>;

/** What a point of each line holds besides its time. */
const FIGURES = {
  tps: ['value'],
  consensus: ['blocksValidated', 'consensusRounds'],
  finalityLatency: ['value'],
} as const satisfies Record<ChartName, readonly string[]>;

/** The points of the schema design's form as columns, in whatever order they come: the newest 60 of each line. */
export function toChart(lines: ChartLines): ChartColumns {
  return forEachLine((name) => {
    const points: readonly { readonly timestamp: string; readonly [figure: string]: unknown }[] = lines[name];
    const times = Float64Array.from(points, ({ timestamp }) => Date.parse(timestamp));
    const values = FIGURES[name].map((figure) => Float64Array.from(points, (point) => Number(point[figure])));
    return slide(noPoints(name), { times, values }, -Infinity);
  });
}

/** The columns as points of the schema design's form. */
export function fromChart(chart: ChartColumns): ChartLines {
  const line = (name: 'tps' | 'finalityLatency'): ChartLines['tps'] =>
    Array.from(chart[name].times, (time, row) => ({
      timestamp: toTimestamp(time),
      value: valueOf(chart[name], 0, row),
    }));
  return {
    tps: line('tps'),
    consensus: Array.from(chart.consensus.times, (time, row) => ({
      timestamp: toTimestamp(time),
      blocksValidated: valueOf(chart.consensus, 0, row),
      consensusRounds: valueOf(chart.consensus, 1, row),
    })),
    finalityLatency: line('finalityLatency'),
  };
}

/** Slides each line's window: what was added is merged in by time, and the newest 60 points stay. */
export function slideChart(former: ChartColumns, added: ChartColumns, now: number): ChartColumns {
  return forEachLine((name) => slide(former[name], added[name], now));
}

/**
 * A time is there once, with what was added last. Former points stay only if they can belong to the same window: not
 * older than a cached value may be, and not from the future, where a clock that was set back would pin them for ever.
 */
function slide(former: ChartPoints, added: ChartPoints, now: number): ChartPoints {
  const newest = added.times.reduce((latest, time) => Math.max(latest, time), -Infinity);
  const from = (newest === -Infinity ? now : newest) - METRICS_TTL_MS;
  const until = Math.max(newest, now) + AHEAD_MS;
  const rows = new Map<number, readonly [ChartPoints, number]>();
  for (const [row, time] of former.times.entries()) if (time >= from && time <= until) rows.set(time, [former, row]);
  for (const [row, time] of added.times.entries()) rows.set(time, [added, row]);
  const kept = [...rows].sort(([a], [b]) => a - b).slice(-CHART_POINTS);
  const column = (figure: number): Float64Array =>
    Float64Array.from(kept, ([, [points, row]]) => valueOf(points, figure, row));
  return { times: Float64Array.from(kept, ([time]) => time), values: added.values.map((_, figure) => column(figure)) };
}

function valueOf({ values }: ChartPoints, figure: number, row: number): number {
  return values[figure]?.[row] ?? 0;
}

/** Bytes that the points take. */
export function chartSizeBytes(chart: ChartColumns): number {
  const columns = [chart.tps, chart.consensus, chart.finalityLatency].flatMap(({ times, values }) => [
    times,
    ...values,
  ]);
  return columns.reduce((sum, { byteLength }) => sum + byteLength, 0);
}

/** What was read from a database as points; anything else counts as none, as this is a cache. */
export function decodeChart(found: unknown): ChartColumns {
  const lines = traitsOf<ChartName>(found);
  return forEachLine((name) => {
    const line = lines[name];
    return isPoints(line, FIGURES[name].length) ? line : noPoints(name);
  });
}

function noPoints(name: ChartName): ChartPoints {
  return { times: new Float64Array(), values: FIGURES[name].map(() => new Float64Array()) };
}

function isPoints(found: unknown, figures: number): found is ChartPoints {
  const { times, values } = traitsOf<keyof ChartPoints>(found);
  if (!isA<Float64Array>(times, 'Float64Array') || !Array.isArray(values) || values.length !== figures) return false;
  const fits = (column: unknown): boolean =>
    isA<Float64Array>(column, 'Float64Array') && column.length === times.length && column.every(Number.isFinite);
  return times.every(isTime) && (values as unknown[]).every(fits);
}

function forEachLine(make: (name: ChartName) => ChartPoints): ChartColumns {
  return { tps: make('tps'), consensus: make('consensus'), finalityLatency: make('finalityLatency') };
}
