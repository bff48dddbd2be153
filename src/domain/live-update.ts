/**
 * How decoded facts travel from the wire to the session: as calls on a sink, so that the hot path makes no object
 * per node and update. Decoders and the demo network call a sink; `LiveMetrics` is one.
 */
import type { FeedType, NodeType } from './node-config.js';

/**
 * How much a value can be trusted. Most numbers of the present backend are drawn at random or constant
 * (protocol 0.1 and 1.3 to 1.6), and people should be able to see that.
 */
export const CONFIDENCES = ['constant', 'random', 'reported', 'measured', 'simulated'] as const;
/** How much a value can be trusted, as a word. */
export type Confidence = (typeof CONFIDENCES)[number];

/** Where and when a value comes from. One object is shared by all values of a frame. */
export interface Origin {
  /** Endpoint, for instance `/ws/dashboard`; `demo` for the demo network, `cache` for restored values. */
  readonly source: string;
  /** Epoch milliseconds at which the value was received or produced. */
  readonly at: number;
  /**
   * Epoch milliseconds at which the source says that it made the value, on the source's own clock, where a message
   * carries that. Only compared with other values of the same source: it tells a repeated or late frame from a new one.
   */
  readonly sentAt?: number;
  readonly confidence: Confidence;
  /** How often the source speaks, in milliseconds, where that is known beforehand: it is asked now and then. */
  readonly everyMs?: number;
}

/** Figures about the whole network that are numbers. */
export const SYSTEM_FIELDS = [
  /** Transactions per second, now. */
  'tps',
  /** Transactions per second, average as the backend reports it. */
  'averageTps',
  /** Transactions per second, highest as the backend reports it. */
  'peakTps',
  'totalTransactions',
  'activeNodes',
  'totalNodes',
  /** Consensus term. */
  'term',
  'blocksValidated',
  'consensusRounds',
  /** Share of nodes that take part in consensus, 0 to 100. */
  'participationPercent',
  /** Average time until a block is final, in milliseconds. */
  'finalityMs',
  /** Half, 95 % and 99 % of the blocks are final after at most so many milliseconds. */
  'finalityP50Ms',
  'finalityP95Ms',
  'finalityP99Ms',
  /** Transactions in error as a share of all, 0 to 1. */
  'errorRate',
  'cpuPercent',
  'memoryMb',
  /** Data points a second that slim nodes take in, in all and by provider (schema design 4, `feedRate`). */
  'feedRate',
  'feedRateAlpaca',
  'feedRateWeather',
  'feedRateTwitter',
  /** Of feeds whose provider is none of these, or is not known. */
  'feedRateOther',
] as const;
/** Name of a figure about the whole network. */
export type SystemField = (typeof SYSTEM_FIELDS)[number];

/** Rates of feeds by provider; `feedRateOther` has the rest, and `feedRate` is their sum. */
export const FEED_RATE_OF = {
  alpaca: 'feedRateAlpaca',
  weather: 'feedRateWeather',
  twitter: 'feedRateTwitter',
} as const satisfies Readonly<Record<FeedType, SystemField>>;
/** All rates of feeds, the sum first. */
export const FEED_RATES = ['feedRate', ...Object.values(FEED_RATE_OF), 'feedRateOther'] as const;
/** Name of a rate of feeds. */
export type FeedRate = (typeof FEED_RATES)[number];

/** Figures about one node, in the schema design's vocabulary (section 4). */
export const NODE_FIELDS = [
  /** Transactions per second. */
  'throughput',
  'totalMessages',
  'errorCount',
  // channel
  'activeConnections',
  'routingEfficiency',
  'queueDepth',
  // validator
  'blocksValidated',
  'votesReceived',
  'votesCast',
  'consensusRounds',
  // business
  'transactionsProcessed',
  'queueSize',
  // business and slim, percent
  'successRate',
  // slim
  'feedRate',
  'apiCalls',
  'apiErrors',
  /** Average latency in milliseconds. */
  'latencyMs',
] as const;
/** Name of a figure about one node. */
export type NodeField = (typeof NODE_FIELDS)[number];

/** Takes decoded facts. Implementations never throw. */
export interface UpdateSink {
  /** A figure about the whole network. Values that are not finite are ignored. */
  system(field: SystemField, value: number, origin: Origin): void;
  /** Who leads; an empty text means that nobody is known to. */
  leader(nodeId: string, origin: Origin): void;
  /**
   * A node was heard of. Returns its row for the `nodeValue` calls that follow; a negative one where no values of it
   * are taken, and for which `nodeValue` does nothing. `origin` holds for the values that follow as well: source, time
   * and confidence of all that is said here about the node.
   * `type` and `state` may be unknown to the message; what was known before is kept then.
   * `state` is the backend's own word (`LEADER`, `ROUTING`, `active`).
   */
  node(nodeId: string, type: NodeType | undefined, state: string | undefined, origin: Origin): number;
  /** A figure of the node in `row`. Values that are not finite are ignored. */
  nodeValue(row: number, field: NodeField, value: number): void;
  /** A node is gone. */
  removeNode(nodeId: string): void;
}
