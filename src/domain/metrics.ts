/** Metrics as they are cached and handed to host pages (schema design 4). The hot path uses columns instead. */
import type * as schemas from './schemas/metrics.js';
import type { infer as Infer } from './zod.js';

/** How long cached metrics stay usable, in milliseconds (schema design 4: 5 minutes). */
export const METRICS_TTL_MS = 5 * 60 * 1_000;

/** Most bytes the metrics cache keeps (schema design 4: 10 MB). */
export const METRICS_MAX_BYTES = 10 * 1024 * 1024;

/** Points of a chart's sliding window, one a second (schema design 4: 60 points, 1 minute). */
export const CHART_POINTS = 60;

/** System-wide metrics: throughput in TPS, latency in ms, rates in percent (schema design 4). */
export type SystemMetrics = Infer<typeof schemas.systemMetricsSchema>;
/** Metrics of one node: throughput in TPS, latency in ms, success in percent, routing efficiency as a ratio (schema design 4). */
export type NodeMetrics = Infer<typeof schemas.nodeMetricsSchema>;
/** One point of a line (schema design 4). */
export type TimeSeriesDataPoint = Infer<typeof schemas.timeSeriesPointSchema>;
/** One point of the consensus chart (schema design 4). */
export type ConsensusChartData = Infer<typeof schemas.consensusPointSchema>;
/** Calls, points and success in percent of one provider (schema design 4). */
export type APIFeedChartData = Infer<typeof schemas.feedPointSchema>;
/** A snapshot of everything that is shown, with its expiry (schema design 4). */
export type MetricsCache = Infer<typeof schemas.metricsCacheSchema>;

/** Whether a snapshot is past its time. Equal counts as expired on every platform (interchange 4). */
export function isExpired(metrics: Pick<MetricsCache, 'expiresAt'>, now: number): boolean {
  const expiresAt = Date.parse(metrics.expiresAt);
  return Number.isNaN(expiresAt) || expiresAt <= now;
}
