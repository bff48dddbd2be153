/** Live metrics to and from the seed's `MetricsCache` (schema design 4). Not on the hot path. */
import type { NodeField, Origin, SystemField } from '../domain/live-update.js';
import {
  CHART_POINTS,
  METRICS_TTL_MS,
  type MetricsCache,
  type NodeMetrics,
  type TimeSeriesDataPoint,
} from '../domain/metrics.js';
import type { NodeType } from '../domain/node-config.js';
import { efficiencyPercent, type PerformanceMode } from '../domain/performance-mode.js';
import { toTimestamp } from '../domain/timestamp.js';
import { CACHE_SOURCE, type LiveMetrics, type SeriesName } from './live-metrics.js';

/**
 * What is known, in the seed's form, dated `takenAt` (epoch milliseconds). Unknown figures are 0, as the form has no
 * place for "unknown".
 */
export function takeSnapshot(live: LiveMetrics, mode: PerformanceMode, takenAt: number): MetricsCache {
  const figure = (field: SystemField): number => live.reading(field)?.value ?? 0;
  return {
    timestamp: toTimestamp(takenAt),
    expiresAt: toTimestamp(takenAt + METRICS_TTL_MS),
    systemMetrics: {
      tps: figure('tps'),
      totalTransactions: figure('totalTransactions'),
      activeNodes: figure('activeNodes'),
      consensusState: {
        currentLeader: live.leaderReading?.value ?? '',
        term: figure('term'),
        blocksValidated: figure('blocksValidated'),
        participationRate: figure('participationPercent'),
      },
      avgFinalityLatency: figure('finalityMs'),
      efficiency: efficiencyPercent(figure('tps'), mode),
    },
    nodeMetrics: snapshotNodes(live),
    chartData: {
      tps: points(live, 'tps'),
      consensus: consensusPoints(live),
      apiFeeds: [],
      finalityLatency: points(live, 'finalityMs'),
    },
  };
}

function points(live: LiveMetrics, name: SeriesName): TimeSeriesDataPoint[] {
  const { times, values } = live.series(name);
  const from = Math.max(0, times.length - CHART_POINTS);
  return Array.from(times.subarray(from), (time, index) => ({
    timestamp: toTimestamp(time),
    value: values[from + index] ?? 0,
  }));
}

function consensusPoints(live: LiveMetrics): MetricsCache['chartData']['consensus'] {
  const rounds = live.series('consensusRounds').values;
  const blocks = points(live, 'blocksValidated');
  // The two series are written together; counted from the newest, their points belong to each other.
  return blocks.map(({ timestamp, value }, index) => ({
    timestamp,
    blocksValidated: value,
    consensusRounds: rounds[rounds.length - blocks.length + index] ?? 0,
  }));
}

function snapshotNodes(live: LiveMetrics): MetricsCache['nodeMetrics'] {
  // A Map and fromEntries keep ids such as `__proto__` ordinary keys.
  const nodes = new Map<string, NodeMetrics>();
  for (let row = 0; row < live.nodes.size; row += 1) {
    const id = live.nodes.idOf(row);
    if (id !== undefined) nodes.set(id, snapshotNode(live, row, id));
  }
  return Object.fromEntries(nodes);
}

function snapshotNode({ nodes }: LiveMetrics, row: number, nodeId: string): NodeMetrics {
  const figure = (field: NodeField): number => {
    const value = nodes.value(row, field);
    return Number.isNaN(value) ? 0 : value;
  };
  const nodeType = nodes.typeOf(row) ?? 'validator';
  const common = {
    nodeId,
    nodeType,
    state: nodes.stateOf(row),
    throughput: figure('throughput'),
    totalMessages: figure('totalMessages'),
    errorCount: figure('errorCount'),
    lastUpdate: toTimestamp(nodes.updatedAt[row] ?? 0),
  };
  return { ...common, ...typeMetrics(nodeType, figure, nodes.stateOf(row)) };
}

function typeMetrics(type: NodeType, figure: (field: NodeField) => number, state: string): Partial<NodeMetrics> {
  switch (type) {
    case 'channel':
      return { channel: pick(figure, 'activeConnections', 'routingEfficiency', 'queueDepth') };
    case 'validator':
      return {
        validator: {
          ...pick(figure, 'blocksValidated', 'votesReceived', 'votesCast', 'consensusRounds'),
          role: roleOf(state),
        },
      };
    case 'business':
      return { business: pick(figure, 'transactionsProcessed', 'queueSize', 'successRate') };
    case 'slim':
      return {
        slim: { ...pick(figure, 'feedRate', 'apiCalls', 'apiErrors', 'successRate'), latency: figure('latencyMs') },
      };
  }
}

function pick<Field extends NodeField>(
  figure: (field: NodeField) => number,
  ...fields: Field[]
): Record<Field, number> {
  return Object.fromEntries(fields.map((field) => [field, figure(field)])) as Record<Field, number>;
}

function roleOf(state: string): 'LEADER' | 'FOLLOWER' | 'CANDIDATE' {
  const role = state.toUpperCase();
  return role === 'LEADER' || role === 'CANDIDATE' ? role : 'FOLLOWER';
}

/** Puts a cached snapshot back, so that elements paint at once. Anything that arrives later replaces it. */
export function restoreSnapshot(live: LiveMetrics, cache: MetricsCache): void {
  const takenAt = Date.parse(cache.timestamp);
  const origin = (at: number): Origin => ({ source: CACHE_SOURCE, at, confidence: 'constant' });
  restoreSeries(live, cache, origin);
  restoreSystem(live, cache.systemMetrics, origin(takenAt));
  for (const node of Object.values(cache.nodeMetrics)) restoreNode(live, node, origin(takenAt));
}

function restoreSystem(live: LiveMetrics, system: MetricsCache['systemMetrics'], origin: Origin): void {
  const consensus = system.consensusState;
  const figures: [SystemField, number][] = [
    ['tps', system.tps],
    ['totalTransactions', system.totalTransactions],
    ['activeNodes', system.activeNodes],
    ['finalityMs', system.avgFinalityLatency],
    ['term', consensus.term],
    ['blocksValidated', consensus.blocksValidated],
    ['participationPercent', consensus.participationRate],
  ];
  // A zero may stand for "unknown" in this form, so it is not shown as a fact.
  for (const [field, value] of figures) if (value !== 0) live.system(field, value, origin);
  live.leader(consensus.currentLeader, origin);
}

function restoreSeries(live: LiveMetrics, { chartData }: MetricsCache, origin: (at: number) => Origin): void {
  for (const { timestamp, value } of chartData.tps) live.system('tps', value, origin(Date.parse(timestamp)));
  for (const { timestamp, value } of chartData.finalityLatency)
    live.system('finalityMs', value, origin(Date.parse(timestamp)));
  for (const { timestamp, blocksValidated, consensusRounds } of chartData.consensus) {
    live.system('blocksValidated', blocksValidated, origin(Date.parse(timestamp)));
    live.system('consensusRounds', consensusRounds, origin(Date.parse(timestamp)));
  }
}

function restoreNode(live: LiveMetrics, node: NodeMetrics, origin: Origin): void {
  const row = live.node(node.nodeId, node.nodeType, node.state, { ...origin, at: Date.parse(node.lastUpdate) });
  const { channel, validator, business, slim } = node;
  const figures: Partial<Record<NodeField, number | undefined>> = {
    throughput: node.throughput,
    totalMessages: node.totalMessages,
    errorCount: node.errorCount,
    activeConnections: channel?.activeConnections,
    routingEfficiency: channel?.routingEfficiency,
    queueDepth: channel?.queueDepth,
    blocksValidated: validator?.blocksValidated,
    votesReceived: validator?.votesReceived,
    votesCast: validator?.votesCast,
    consensusRounds: validator?.consensusRounds,
    transactionsProcessed: business?.transactionsProcessed,
    queueSize: business?.queueSize,
    successRate: business?.successRate ?? slim?.successRate,
    feedRate: slim?.feedRate,
    apiCalls: slim?.apiCalls,
    apiErrors: slim?.apiErrors,
    latencyMs: slim?.latency,
  };
  for (const [field, value] of Object.entries(figures))
    if (value !== undefined) live.nodeValue(row, field as NodeField, value);
}
