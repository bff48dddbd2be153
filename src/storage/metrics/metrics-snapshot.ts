/** A snapshot of metrics as it is kept: columns and points, and around them the schema design's form (section 4). */
import { FailureError } from '../../domain/failure.js';
import type { MetricsCache } from '../../domain/metrics.js';
import { metricsCacheSchema } from '../../domain/schemas/metrics.js';
import { toTimestamp } from '../../domain/timestamp.js';
import { issuesInWords, validate, type ValidationIssue } from '../../domain/validation.js';
import { decodeChart, fromChart, toChart, type ChartColumns } from './chart-window.js';

export { chartSizeBytes, decodeChart, slideChart } from './chart-window.js';
import { storeFailure } from '../failures.js';
import { CACHE_NAME } from './snapshot-index.js';
import { columnsSizeBytes, fromColumns, isColumns, type MetricsColumns } from './metrics-columns.js';
import { toColumns } from './node-columns.js';
import { traitsOf } from './traits.js';

/** Metrics without an object per node. {@link metricsOf} gives the schema design's form. */
export interface MetricsSnapshot {
  /** Everything else in the schema design's form: `nodeMetrics` and the lines of `chartData` are empty in it. */
  readonly frame: MetricsCache;
  readonly nodes: MetricsColumns;
  readonly chart: ChartColumns;
  /** Which network it is of, as `networkKey` gives it; left out where nobody knows. */
  readonly network?: string | undefined;
}

/** A snapshot that is ready to be written. */
export interface PreparedSnapshot extends MetricsSnapshot {
  /** Epoch milliseconds. */
  readonly savedAt: number;
  /** Bytes without the points. */
  readonly bytes: number;
}

/** The schema design's form as a snapshot. Throws `invalid-metrics`, for instance for a number that is not finite. */
export function snapshotOf(metrics: MetricsCache): MetricsSnapshot {
  const { nodeMetrics = {}, ...others } = metrics;
  const checked = validate(metricsCacheSchema, { ...others, nodeMetrics: {} });
  if (!checked.ok) throw invalid(checked.issues);
  const nodes = toColumns(nodeMetrics);
  if (!nodes.ok) throw invalid(nodes.issues);
  const { chartData } = checked.value;
  const frame = { ...checked.value, chartData: { ...chartData, tps: [], consensus: [], finalityLatency: [] } };
  return { frame, nodes: nodes.columns, chart: toChart(chartData) };
}

/** A snapshot in the schema design's form; unknown figures are 0 there. */
export function metricsOf({ frame, nodes, chart }: MetricsSnapshot): MetricsCache {
  return { ...frame, nodeMetrics: fromColumns(nodes), chartData: { ...frame.chartData, ...fromChart(chart) } };
}

/** Checks the frame, sets its expiry (interchange 4), and counts. Throws a typed failure. */
export function prepare(snapshot: MetricsSnapshot, savedAt: number, ttlMs: number): PreparedSnapshot {
  const checked = validate(metricsCacheSchema, { ...snapshot.frame, expiresAt: toTimestamp(savedAt + ttlMs) });
  if (!checked.ok) throw invalid(checked.issues);
  const frame = checked.value;
  return { ...snapshot, frame, savedAt, bytes: columnsSizeBytes(snapshot.nodes) + textSize(frame) };
}

/** What goes into a record of its own: everything but the points. */
export function recordOf({ frame, nodes, network }: MetricsSnapshot): Omit<MetricsSnapshot, 'chart'> {
  return { frame, nodes, network };
}

/** A record and the points as a snapshot; `null` if the record is damaged: this is a cache. */
export function decodeSnapshot(record: unknown, chart: unknown): MetricsSnapshot | null {
  const { frame, nodes, network } = traitsOf<keyof MetricsSnapshot>(record);
  const checked = validate(metricsCacheSchema, frame);
  if (!checked.ok || !isColumns(nodes)) return null;
  return {
    frame: checked.value,
    nodes,
    chart: decodeChart(chart),
    network: typeof network === 'string' ? network : undefined,
  };
}

/** What cannot be written as JSON, such as a circle, is refused before a store has to. */
function textSize(frame: MetricsCache): number {
  try {
    return JSON.stringify(frame).length;
  } catch (error) {
    throw storeFailure(error, CACHE_NAME);
  }
}

function invalid(issues: readonly ValidationIssue[]): FailureError {
  return new FailureError({
    code: 'invalid-metrics',
    issues,
    message: `The metrics were not cached, because they are not valid.\n${issuesInWords(issues)}`,
  });
}
