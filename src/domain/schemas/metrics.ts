import { FEED_TYPES, NODE_TYPES } from '../node-config.js';
import { isTimestamp, toTimestamp } from '../timestamp.js';
import * as z from '../zod.js';
import { timestampSchema } from './fields.js';

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
