/** Metrics as they are cached and handed to host pages (schema design 4). The hot path uses columns instead. */
import { FEED_TYPES, NODE_TYPES } from './node-config.js';
import { isTimestamp, timestampSchema, toTimestamp } from './timestamp.js';
import * as z from './zod.js';

/** How long cached metrics stay usable, in milliseconds (schema design 4: 5 minutes). */
export const METRICS_TTL_MS = 5 * 60 * 1_000;

/** Most bytes the metrics cache keeps (schema design 4: 10 MB). */
export const METRICS_MAX_BYTES = 10 * 1024 * 1024;

/** Points of a chart's sliding window, one a second (schema design 4: 60 points, 1 minute). */
export const CHART_POINTS = 60;

const finite = z.number({ error: 'A metric must be a finite number.' });

/** A point's time: the design allows ISO text or Unix milliseconds; it is always written as ISO (interchange 4). */
const pointTimeSchema = z.pipe(
  z.union([
    z.string().check(z.refine(isTimestamp, { error: 'A point needs an ISO 8601 time with a zone.' })),
    z.pipe(
      z.number().check(z.refine((ms) => Math.abs(ms) <= 8.64e15, { error: 'A point’s time is out of range.' })),
      z.transform(toTimestamp),
    ),
  ]),
  z.string(),
);

/** Schema of one point of a line (schema design 4, TimeSeriesDataPoint). */
export const timeSeriesPointSchema = z.looseObject({ timestamp: pointTimeSchema, value: finite });
/** Schema of one point of the consensus chart; both figures are cumulative (schema design 4, ConsensusChartData). */
export const consensusPointSchema = z.looseObject({
  timestamp: pointTimeSchema,
  blocksValidated: finite,
  consensusRounds: finite,
});
/** Schema of one provider's figures; success in percent (schema design 4, APIFeedChartData). */
export const feedPointSchema = z.looseObject({
  provider: z.enum(FEED_TYPES),
  apiCalls: finite,
  dataPoints: finite,
  successRate: finite,
});

/** Schema of one node's metrics, with a block for its type (schema design 4, NodeMetrics). Unknown fields are kept. */
export const nodeMetricsSchema = z.looseObject({
  nodeId: z.string(),
  nodeType: z.enum(NODE_TYPES),
  state: z.string(),
  throughput: finite,
  totalMessages: finite,
  errorCount: finite,
  lastUpdate: timestampSchema,
  channel: z.optional(z.looseObject({ activeConnections: finite, routingEfficiency: finite, queueDepth: finite })),
  validator: z.optional(
    z.looseObject({
      blocksValidated: finite,
      votesReceived: finite,
      votesCast: finite,
      consensusRounds: finite,
      role: z.enum(['LEADER', 'FOLLOWER', 'CANDIDATE']),
    }),
  ),
  business: z.optional(z.looseObject({ transactionsProcessed: finite, queueSize: finite, successRate: finite })),
  slim: z.optional(
    z.looseObject({ feedRate: finite, apiCalls: finite, apiErrors: finite, latency: finite, successRate: finite }),
  ),
});

/** Schema of the network's metrics (schema design 4, systemMetrics). Unknown fields are kept. */
export const systemMetricsSchema = z.looseObject({
  tps: finite,
  totalTransactions: finite,
  activeNodes: finite,
  consensusState: z.looseObject({
    currentLeader: z.string(),
    term: finite,
    blocksValidated: finite,
    participationRate: finite,
  }),
  avgFinalityLatency: finite,
  efficiency: finite,
});

/** Schema of a cached snapshot. NaN and infinities are refused on write (interchange 4). */
export const metricsCacheSchema = z.looseObject({
  timestamp: timestampSchema,
  expiresAt: timestampSchema,
  systemMetrics: systemMetricsSchema,
  nodeMetrics: z.record(z.string(), nodeMetricsSchema),
  chartData: z.looseObject({
    tps: z.array(timeSeriesPointSchema),
    consensus: z.array(consensusPointSchema),
    apiFeeds: z.array(feedPointSchema),
    finalityLatency: z.array(timeSeriesPointSchema),
  }),
});

/** System-wide metrics: throughput in TPS, latency in ms, rates in percent (schema design 4). */
export type SystemMetrics = z.infer<typeof systemMetricsSchema>;
/** Metrics of one node: throughput in TPS, latency in ms, success in percent, routing efficiency as a ratio (schema design 4). */
export type NodeMetrics = z.infer<typeof nodeMetricsSchema>;
/** One point of a line (schema design 4). */
export type TimeSeriesDataPoint = z.infer<typeof timeSeriesPointSchema>;
/** One point of the consensus chart (schema design 4). */
export type ConsensusChartData = z.infer<typeof consensusPointSchema>;
/** Calls, points and success in percent of one provider (schema design 4). */
export type APIFeedChartData = z.infer<typeof feedPointSchema>;
/** A snapshot of everything that is shown, with its expiry (schema design 4). */
export type MetricsCache = z.infer<typeof metricsCacheSchema>;

/** Whether a snapshot is past its time. Equal counts as expired on every platform (interchange 4). */
export function isExpired(metrics: Pick<MetricsCache, 'expiresAt'>, now: number): boolean {
  const expiresAt = Date.parse(metrics.expiresAt);
  return Number.isNaN(expiresAt) || expiresAt <= now;
}
