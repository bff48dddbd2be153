/** Figures of the whole network, under all of their names. */
import type { Origin, SystemField, UpdateSink } from '../../domain/live-update.js';
import { leaderOf, quantity, type JsonRecord } from './readers.js';

/**
 * The names under which a figure of the whole network is seen (protocol 1.11), best first, as far as a name alone is
 * enough. `throughput`, `memory`, `memoryUsage` and `latency` mean different things at different endpoints, so each
 * endpoint reads them itself.
 */
const SYSTEM_NAMES: readonly (readonly [SystemField, readonly string[]])[] = [
  ['tps', ['tps', 'currentTPS', 'currentTps', 'transactionsPerSecond', 'transactions_per_second', 'throughputTPS']],
  ['averageTps', ['averageTps', 'averageTPS', 'avgTps', 'avgTPS']],
  ['peakTps', ['peakTps', 'peakTPS']],
  ['totalTransactions', ['totalTransactions']],
  ['activeNodes', ['activeNodes']],
  ['totalNodes', ['totalNodes']],
  ['term', ['term', 'currentTerm']],
  ['blocksValidated', ['blocksValidated']],
  ['consensusRounds', ['consensusRounds']],
  ['participationPercent', ['participationPercent', 'participationRate']],
  [
    'finalityMs',
    [
      'finalityMs',
      'avgFinalityLatency',
      'avgFinalityLatencyMs',
      'averageFinalityMs',
      'averageFinalizationTime',
      'finalityLatencyMs',
      'finalityTimeMs',
    ],
  ],
  // Percentiles of latency (`p95LatencyMs`) are of answers, not of blocks, and are none of these.
  ['finalityP50Ms', ['finalityP50Ms', 'p50FinalityMs']],
  ['finalityP95Ms', ['finalityP95Ms', 'p95FinalityMs']],
  ['finalityP99Ms', ['finalityP99Ms', 'p99FinalityMs']],
  ['errorRate', ['errorRate']],
  ['cpuPercent', ['cpuPercent', 'cpu', 'cpuUsage', 'cpuUsagePercent', 'cpu_usage_percent', 'cpuUtilization']],
  ['memoryMb', ['memoryMb', 'memoryUsageMb', 'memoryUsedMB']],
];

/** Shares that are more than the whole are no shares. A load average above 100 percent is one (protocol 1.3). */
const MOST: Readonly<Partial<Record<SystemField, number>>> = { errorRate: 1, participationPercent: 100 };

const BYTES_PER_MB = 1_048_576;

/** Hands a figure to the sink if it is usable, and says whether it was. */
export function tell(sink: UpdateSink, field: SystemField, value: unknown, origin: Origin): boolean {
  const figure = quantity(value);
  if (Number.isNaN(figure) || figure > (MOST[field] ?? Infinity)) return false;
  sink.system(field, figure, origin);
  return true;
}

/**
 * Hands on every figure of a record whose name says what it is, all with the same origin; of several names of one
 * figure the first that is usable counts. Says whether there was any.
 */
export function tellByName(sink: UpdateSink, record: JsonRecord | undefined, origin: Origin): boolean {
  if (record === undefined) return false;
  let any = false;
  for (const [field, names] of SYSTEM_NAMES) {
    any = names.some((name) => tell(sink, field, record[name], origin)) || any;
  }
  return tellMemoryBytes(sink, record, origin) || any;
}

function tellMemoryBytes(sink: UpdateSink, record: JsonRecord, origin: Origin): boolean {
  if (record.memoryUsedBytes === undefined) return false;
  return tell(sink, 'memoryMb', quantity(record.memoryUsedBytes) / BYTES_PER_MB, origin);
}

/** Hands on who leads, if the record tells, and says whether it does. */
export function tellLeader(sink: UpdateSink, record: JsonRecord, origin: Origin): boolean {
  const leader = leaderOf(record);
  if (leader !== undefined) sink.leader(leader, origin);
  return leader !== undefined;
}
