/** What `/ws/dashboard` sends (protocol 1.6), figures from the model, constants and stubs as the backend has them. */
import { clamp, rounded } from '../../../src/v11/simulator/random.js';
import { decimalSeconds } from '../../instants.js';
import type { Simulation } from '../profile.js';

const HISTORY_POINTS = 60;
const MEMORY_TOTAL_MB = 2_048;
const THREADS = 84;

/** The last minute, newest first, as the backend keeps it. */
export class DashboardHistory {
  #points: readonly Record<string, unknown>[] = [];

  /** Present points, newest first. */
  get points(): readonly Record<string, unknown>[] {
    return this.#points;
  }

  /** Adds the present. */
  note({ network, clock }: Simulation): void {
    const point = {
      timestamp: decimalSeconds(clock.now()),
      tps: network.system('tps'),
      latencyMs: network.system('finalityMs'),
      cpuUsage: network.system('cpuPercent'),
      memoryUsage: memoryPercent(network.system('memoryMb')),
      activeNodes: network.system('activeNodes'),
    };
    this.#points = [point, ...this.#points.slice(0, HISTORY_POINTS - 1)];
  }
}

/** One DashboardMetrics. Its consensus part is a stub in the backend: nearly all zero, the leader `unknown`. */
export function dashboardMetrics(
  simulation: Simulation,
  history: DashboardHistory,
  clients: number,
): Record<string, unknown> {
  return {
    transactionMetrics: transactionMetrics(simulation),
    networkMetrics: networkMetrics(simulation, clients),
    consensusMetrics: CONSENSUS_STUB,
    nodeHealth: [],
    systemPerformance: systemPerformance(simulation),
    recentHistory: history.points,
    timestamp: decimalSeconds(simulation.clock.now()),
    updateIntervalMs: 1_000,
  };
}

const CONSENSUS_STUB = {
  consensusAlgorithm: 'HyperRAFT++',
  currentTerm: 0,
  leaderId: 'unknown',
  commitIndex: 0,
  consensusLatencyMs: 0,
  throughputTPS: 0,
  quorumSize: 0,
  activeValidators: 0,
  consensusHealthScore: 100,
  totalConsensusOps: 0,
  failedConsensusOps: 0,
};

function transactionMetrics({ network }: Simulation): Record<string, unknown> {
  const finality = network.system('finalityMs');
  const total = network.system('totalTransactions');
  const failed = network.failedTransactions;
  return {
    currentTPS: network.system('tps'),
    averageTPS: network.system('averageTps'),
    peakTPS: network.system('peakTps'),
    totalTransactions: total,
    pendingTransactions: Math.round((network.system('tps') * finality) / 1_000),
    confirmedTransactions: total - failed,
    failedTransactions: failed,
    successRate: successRate(total, failed),
    averageFinalityMs: finality,
    p50FinalityMs: network.system('finalityP50Ms'),
    p95FinalityMs: network.system('finalityP95Ms'),
    p99FinalityMs: network.system('finalityP99Ms'),
    transactionsByType: {},
  };
}

function networkMetrics({ network }: Simulation, clients: number): Record<string, unknown> {
  const total = network.nodes.length;
  const active = network.system('activeNodes');
  return {
    totalNodes: total,
    activeNodes: active,
    inactiveNodes: total - active,
    totalBlocks: 0,
    averageBlockTime: 150,
    networkLatencyMs: 5,
    bandwidthInMBps: 0,
    bandwidthOutMBps: 0,
    activeConnections: clients,
    networkHealthScore: total === 0 ? 0 : rounded((100 * active) / total, 1),
  };
}

function systemPerformance({ network }: Simulation): Record<string, unknown> {
  return {
    cpuUtilization: network.system('cpuPercent'),
    memoryUsedMB: network.system('memoryMb'),
    memoryTotalMB: MEMORY_TOTAL_MB,
    diskUsedGB: 50,
    diskTotalGB: 500,
    diskIOReadMBps: 150,
    diskIOWriteMBps: 100,
    activeThreads: THREADS,
    threadPoolSize: THREADS,
    gcPauseMs: 0.5,
    uptimeSeconds: Math.floor(network.uptimeMs / 1_000),
  };
}

/** One PerformanceMetrics. The target is the backend's own 2,000,000 TPS, whatever the mode. */
export function performanceMetrics(simulation: Simulation): Record<string, unknown> {
  return {
    throughput: throughput(simulation),
    latency: latency(simulation),
    resources: resources(simulation),
    reliability: reliability(simulation),
    storage: STORAGE_STUB,
    timestamp: decimalSeconds(simulation.clock.now()),
  };
}

function throughput({ network }: Simulation): Record<string, unknown> {
  return {
    currentTPS: network.system('tps'),
    averageTPS: network.system('averageTps'),
    peakTPS: network.system('peakTps'),
    targetTPS: 2_000_000,
    throughputEfficiency: rounded(network.system('tps') / 20_000, 2),
    totalTransactionsProcessed: network.system('totalTransactions'),
    blocksPerSecond: 0,
    transactionsPerBlock: 0,
  };
}

function latency({ network }: Simulation): Record<string, unknown> {
  const finality = network.system('finalityMs');
  return {
    averageLatencyMs: finality,
    p50LatencyMs: rounded(finality * 0.94, 1),
    p95LatencyMs: rounded(finality * 1.9, 1),
    p99LatencyMs: rounded(finality * 2.4, 1),
    minLatencyMs: 0,
    maxLatencyMs: 0,
    finalityTimeMs: finality,
    consensusLatencyMs: 5,
  };
}

function resources({ network }: Simulation): Record<string, unknown> {
  const cpu = network.system('cpuPercent');
  const memory = network.system('memoryMb');
  return {
    cpuUtilization: cpu,
    availableCPUs: 8,
    systemLoad: rounded((cpu * 8) / 100, 2),
    memoryUsedMB: memory,
    memoryFreeMB: MEMORY_TOTAL_MB - memory,
    memoryTotalMB: MEMORY_TOTAL_MB,
    memoryUtilization: memoryPercent(memory),
    diskUsedGB: 50,
    diskFreeGB: 450,
    diskTotalGB: 500,
    diskUtilization: 10,
    networkInMBps: 0,
    networkOutMBps: 0,
    totalBytesIn: 0,
    totalBytesOut: 0,
    activeThreads: THREADS,
    peakThreads: 91,
    threadPoolSize: THREADS,
  };
}

function reliability({ network }: Simulation): Record<string, unknown> {
  const total = network.system('totalTransactions');
  const failed = network.failedTransactions;
  return {
    errorRate: network.system('errorRate'),
    totalErrors: failed,
    totalRequests: total,
    successRate: successRate(total, failed),
    timeoutsCount: 0,
    retriesCount: 0,
    errorsByType: {},
    uptime: 100,
    lastFailure: null,
  };
}

const STORAGE_STUB = {
  storedTransactions: 0,
  transactionCacheHits: 0,
  transactionCacheMisses: 0,
  transactionCacheHitRate: 100,
  storedBlocks: 0,
  blockchainSizeGB: 0,
  dbConnections: 0,
  dbActiveConnections: 0,
  dbQueryTimeMs: 0,
  cacheSize: 0,
  cacheMaxSize: 0,
  cacheUtilization: 0,
  totalCacheEvictions: 0,
};

function memoryPercent(usedMb: number): number {
  return rounded((100 * usedMb) / MEMORY_TOTAL_MB, 1);
}

function successRate(total: number, failed: number): number {
  return total === 0 ? 100 : rounded(clamp(100 - (100 * failed) / total, 0, 100), 3);
}
