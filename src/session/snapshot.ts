/** Live metrics to and from snapshots (schema design 4). Not on the hot path, and yet without an object per node. */
import type { Origin, SystemField } from '../domain/live-update.js';
import { CHART_POINTS, METRICS_TTL_MS, type MetricsCache } from '../domain/metrics.js';
import { efficiencyPercent, type PerformanceMode } from '../domain/performance-mode.js';
import { toTimestamp } from '../domain/timestamp.js';
import type { ChartColumns, ChartPoints } from '../storage/metrics/chart-window.js';
import { metricsOf, snapshotOf, type MetricsSnapshot } from '../storage/metrics/metrics-snapshot.js';
import { CACHE_SOURCE, type LiveMetrics, type SeriesName } from './live-metrics.js';
import { captureNodes, restoreNodes } from './node-columns.js';

/**
 * What is known, in the schema design's form, dated `takenAt` (epoch milliseconds). Unknown figures are 0, as the form
 * has no place for "unknown".
 */
export function takeSnapshot(live: LiveMetrics, mode: PerformanceMode, takenAt: number): MetricsCache {
  return metricsOf(captureSnapshot(live, mode, takenAt));
}

/** Puts cached metrics back, so that elements paint at once. Anything that arrives later replaces them. */
export function restoreSnapshot(live: LiveMetrics, cache: MetricsCache): void {
  restoreColumns(live, snapshotOf(cache));
}

/** What is known as columns; `network` tells of which network it is. */
export function captureSnapshot(
  live: LiveMetrics,
  mode: PerformanceMode,
  takenAt: number,
  network?: string,
): MetricsSnapshot {
  return { frame: frameOf(live, mode, takenAt), nodes: captureNodes(live.nodes), chart: chartOf(live), network };
}

/** The same as {@link restoreSnapshot}, from columns. */
export function restoreColumns(live: LiveMetrics, { frame, nodes, chart }: MetricsSnapshot): void {
  const origin: Origin = { source: CACHE_SOURCE, at: Date.parse(frame.timestamp), confidence: 'constant' };
  restoreSeries(live, chart, origin);
  restoreSystem(live, frame.systemMetrics, origin);
  restoreNodes(live, nodes, origin);
}

function frameOf(live: LiveMetrics, mode: PerformanceMode, takenAt: number): MetricsCache {
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
    nodeMetrics: {},
    chartData: { tps: [], consensus: [], apiFeeds: [], finalityLatency: [] },
  };
}

function chartOf(live: LiveMetrics): ChartColumns {
  return {
    tps: pointsOf(live, 'tps'),
    // Blocks and rounds are written together; counted from the newest, their points belong to each other.
    consensus: pointsOf(live, 'blocksValidated', 'consensusRounds'),
    finalityLatency: pointsOf(live, 'finalityMs'),
  };
}

/** The newest points of a series as copies, with the values of others beside them. */
function pointsOf(live: LiveMetrics, name: SeriesName, ...beside: SeriesName[]): ChartPoints {
  const times = live.series(name).times.slice(-CHART_POINTS);
  const values = [name, ...beside].map((series) => newest(live.series(series).values, times.length));
  return { times, values };
}

/** So many of the newest values; zeros stand in front of a series that has fewer. */
function newest(values: Float64Array, count: number): Float64Array {
  const copy = new Float64Array(count);
  const last = values.subarray(Math.max(0, values.length - count));
  copy.set(last, count - last.length);
  return copy;
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

function restoreSeries(live: LiveMetrics, { tps, consensus, finalityLatency }: ChartColumns, origin: Origin): void {
  const restore = ({ times, values }: ChartPoints, ...names: (SystemField & SeriesName)[]): void => {
    for (const [row, at] of times.entries())
      for (const [index, name] of names.entries()) {
        const value = values[index]?.[row] ?? 0;
        // A counter that stands at 0 stands in for one that nobody told.
        if (value !== 0 || names.length === 1) live.system(name, value, { ...origin, at });
      }
  };
  restore(tps, 'tps');
  restore(finalityLatency, 'finalityMs');
  restore(consensus, 'blocksValidated', 'consensusRounds');
}
