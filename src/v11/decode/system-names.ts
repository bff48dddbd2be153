import type { Origin, SystemField, UpdateSink } from '../../domain/live-update.js';
import { tell, type JsonRecord } from './readers.js';

/**
 * The names under which a figure of the whole network is seen (protocol 1.11), as far as a name alone is enough.
 * `throughput`, `memory`, `memoryUsage` and `latency` mean different things at different endpoints, so each endpoint
 * reads them itself.
 */
const SYSTEM_NAMES: ReadonlyMap<string, SystemField> = new Map([
  ['tps', 'tps'],
  ['currentTPS', 'tps'],
  ['currentTps', 'tps'],
  ['transactionsPerSecond', 'tps'],
  ['transactions_per_second', 'tps'],
  ['throughputTPS', 'tps'],
  ['averageTps', 'averageTps'],
  ['averageTPS', 'averageTps'],
  ['avgTps', 'averageTps'],
  ['avgTPS', 'averageTps'],
  ['peakTps', 'peakTps'],
  ['peakTPS', 'peakTps'],
  ['totalTransactions', 'totalTransactions'],
  ['activeNodes', 'activeNodes'],
  ['totalNodes', 'totalNodes'],
  ['term', 'term'],
  ['currentTerm', 'term'],
  ['blocksValidated', 'blocksValidated'],
  ['consensusRounds', 'consensusRounds'],
  ['participationRate', 'participationPercent'],
  ['participationPercent', 'participationPercent'],
  ['avgFinalityLatency', 'finalityMs'],
  ['avgFinalityLatencyMs', 'finalityMs'],
  ['averageFinalityMs', 'finalityMs'],
  ['averageFinalizationTime', 'finalityMs'],
  ['finalityLatencyMs', 'finalityMs'],
  ['finalityTimeMs', 'finalityMs'],
  ['finalityMs', 'finalityMs'],
  ['errorRate', 'errorRate'],
  ['cpu', 'cpuPercent'],
  ['cpuUsage', 'cpuPercent'],
  ['cpuUsagePercent', 'cpuPercent'],
  ['cpu_usage_percent', 'cpuPercent'],
  ['cpuPercent', 'cpuPercent'],
  ['cpuUtilization', 'cpuPercent'],
  ['memoryMb', 'memoryMb'],
  ['memoryUsageMb', 'memoryMb'],
  ['memoryUsedMB', 'memoryMb'],
]);

/** Hands on every figure of a record whose name says what it is. All of them get the same origin. */
export function tellByName(sink: UpdateSink, record: JsonRecord | undefined, origin: Origin): void {
  if (record === undefined) return;
  for (const name in record) {
    const field = SYSTEM_NAMES.get(name);
    if (field !== undefined) tell(sink, field, record[name], origin);
  }
}
