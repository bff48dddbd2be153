/** What is stored in the benchmark: configurations and metrics of the sizes that the schema design speaks of. */
import { createConfiguration, type Configuration } from '../../src/domain/configuration.js';
import { METRICS_TTL_MS, type MetricsCache, type NodeMetrics } from '../../src/domain/metrics.js';
import { createNodeConfiguration, NODE_TYPES } from '../../src/domain/node-config.js';
import { toTimestamp } from '../../src/domain/timestamp.js';

/** Nodes of each configuration; the schema design's own example has two, a full one fifty. */
const NODES_PER_CONFIGURATION = 10;

/** Points of each line of the charts (schema design 4). */
const POINTS = 60;

/** A configuration of some 2 kB. */
export function configurationOf(index: number): Configuration {
  const id = idOf(index);
  const nodes = Array.from({ length: NODES_PER_CONFIGURATION }, (_, node) =>
    createNodeConfiguration(NODE_TYPES[node % NODE_TYPES.length] ?? 'channel', `${id}-${node}`, `Node ${node}`),
  );
  return { ...createConfiguration({ id, name: `Configuration ${index}`, now: Date.now() }), nodes };
}

/** Id of the configuration with a number. */
export function idOf(index: number): string {
  return `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
}

/** A snapshot of a network in the schema design's form; each call gives other figures. */
export function metricsOf(nodeCount: number, round: number): MetricsCache {
  const now = Date.now();
  const nodes = Array.from({ length: nodeCount }, (_, index): [string, NodeMetrics] => {
    const id = `node-${index}`;
    return [id, nodeOf(id, index, round, toTimestamp(now))];
  });
  const line = Array.from({ length: POINTS }, (_, index) => ({
    timestamp: toTimestamp(now - (POINTS - index) * 1_000),
    value: 1_000 * round + index,
  }));
  return {
    timestamp: toTimestamp(now),
    expiresAt: toTimestamp(now + METRICS_TTL_MS),
    systemMetrics: {
      tps: 29_500 + round,
      totalTransactions: 4_000_000 + round,
      activeNodes: nodeCount,
      consensusState: { currentLeader: 'node-1', term: 7, blocksValidated: 90_000 + round, participationRate: 98.5 },
      avgFinalityLatency: 412.5,
      efficiency: 98.3,
    },
    nodeMetrics: Object.fromEntries(nodes),
    chartData: {
      tps: line,
      consensus: line.map(({ timestamp, value }) => ({ timestamp, blocksValidated: value, consensusRounds: value })),
      apiFeeds: [{ provider: 'alpaca', apiCalls: round, dataPoints: 2 * round, successRate: 99.5 }],
      finalityLatency: line,
    },
  };
}

function nodeOf(nodeId: string, index: number, round: number, lastUpdate: string): NodeMetrics {
  const nodeType = NODE_TYPES[index % NODE_TYPES.length] ?? 'channel';
  const common = {
    nodeId,
    state: 'ACTIVE',
    throughput: index + round / 7,
    totalMessages: index * round,
    errorCount: 0,
  };
  switch (nodeType) {
    case 'channel':
      return {
        ...common,
        nodeType,
        lastUpdate,
        channel: { activeConnections: index % 50, routingEfficiency: 0.98, queueDepth: round },
      };
    case 'validator':
      return {
        ...common,
        nodeType,
        lastUpdate,
        validator: {
          blocksValidated: round,
          votesReceived: index,
          votesCast: index,
          consensusRounds: round,
          role: 'FOLLOWER',
        },
      };
    case 'business':
      return {
        ...common,
        nodeType,
        lastUpdate,
        business: { transactionsProcessed: index * 9, queueSize: 3, successRate: 99.9 },
      };
    case 'slim':
      return {
        ...common,
        nodeType,
        lastUpdate,
        slim: { feedRate: 1.5, apiCalls: round, apiErrors: 0, latency: 88.25, successRate: 100 },
      };
  }
}
