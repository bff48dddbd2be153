/** `GET /stats` (protocol 2.6): the same tree twice, invented as by the backend, and from the model. */
import type { Random } from '../../src/domain/clock.js';
import { NODE_TYPES } from '../../src/domain/node-config.js';
import type { Network } from '../../src/v11/simulator/network.js';
import { between, integerBetween, rounded } from '../../src/v11/simulator/random.js';
import { isoInstant } from '../instants.js';
import type { Simulation } from '../profiles/profile.js';
import { ok, type Route } from './route.js';

/** As the backend's last commit: drawn anew on every call, the two totals disagree, the leader changes each time. */
export function inventedStatsRoute({ random, clock }: Simulation): Route {
  return {
    path: '/stats',
    answer: () =>
      ok({
        timestamp: isoInstant(clock.now()),
        performance: inventedPerformance(random),
        consensus: inventedConsensus(random),
        transactions: transactions(
          random,
          integerBetween(random, 8_000_000, 9_999_999),
          between(random, 776_000, 976_000),
        ),
        channels: CHANNELS,
        network: NETWORK,
      }),
  };
}

/** As the design documents would have it: the figures of the model. */
export function modelStatsRoute({ network, random, clock }: Simulation): Route {
  return {
    path: '/stats',
    answer: () =>
      ok({
        timestamp: isoInstant(clock.now()),
        performance: modelPerformance(network),
        consensus: modelConsensus(network),
        transactions: transactions(random, network.system('totalTransactions'), network.system('averageTps')),
        channels: {
          ...CHANNELS,
          totalChannels: network.count('channel').enabled,
          activeChannels: network.count('channel').up,
        },
        network: modelNetwork(network),
      }),
  };
}

function inventedPerformance(random: Random): Record<string, unknown> {
  const avgTps = between(random, 776_000, 976_000);
  const total = integerBetween(random, 8_000_000, 9_999_999);
  return {
    tps: integerBetween(random, 776_000, 976_000),
    avgTps: rounded(avgTps, 1),
    peakTps: rounded(avgTps * 1.2, 1),
    totalTransactions: total,
    activeTransactions: integerBetween(random, 500, 1_499),
    pendingTransactions: integerBetween(random, 100, 599),
    confirmedTransactions: Math.round(total * 0.965),
    failedTransactions: integerBetween(random, 0, 999),
    avgLatencyMs: rounded(between(random, 10, 15), 1),
    p50LatencyMs: rounded(between(random, 8, 11), 1),
    p95LatencyMs: rounded(between(random, 15, 20), 1),
    p99LatencyMs: rounded(between(random, 20, 30), 1),
    memoryUsageMb: rounded(between(random, 256, 512), 1),
    cpuUsagePercent: rounded(between(random, 40, 70), 1),
  };
}

function inventedConsensus(random: Random): Record<string, unknown> {
  const blockHeight = integerBetween(random, 100_000, 109_999);
  return {
    currentTerm: integerBetween(random, 400, 499),
    blockHeight,
    commitIndex: blockHeight - 3,
    lastApplied: blockHeight - 4,
    leaderNodeId: `validator-${integerBetween(random, 1, 10)}`,
    validatorCount: 10,
    activeValidators: integerBetween(random, 9, 10),
    totalLeaderChanges: integerBetween(random, 20, 49),
    avgFinalityLatencyMs: rounded(between(random, 50, 70), 1),
    consensusState: random() < 0.9 ? 'IDLE' : 'PROPOSING',
  };
}

function modelPerformance(network: Network): Record<string, unknown> {
  const total = network.system('totalTransactions');
  const pending = Math.round((network.system('tps') * network.system('finalityMs')) / 1_000);
  const latency = rounded(6 + 7 * network.loadRatio, 1);
  return {
    tps: network.system('tps'),
    avgTps: network.system('averageTps'),
    peakTps: network.system('peakTps'),
    totalTransactions: total,
    activeTransactions: pending,
    pendingTransactions: pending,
    confirmedTransactions: total - network.failedTransactions,
    failedTransactions: network.failedTransactions,
    avgLatencyMs: latency,
    p50LatencyMs: rounded(latency * 0.85, 1),
    p95LatencyMs: rounded(latency * 1.5, 1),
    p99LatencyMs: rounded(latency * 2.1, 1),
    memoryUsageMb: network.system('memoryMb'),
    cpuUsagePercent: network.system('cpuPercent'),
  };
}

function modelConsensus(network: Network): Record<string, unknown> {
  const blockHeight = network.system('blocksValidated');
  return {
    currentTerm: network.system('term'),
    blockHeight,
    commitIndex: blockHeight,
    lastApplied: blockHeight,
    leaderNodeId: network.leaderId,
    validatorCount: network.count('validator').enabled,
    activeValidators: network.count('validator').up,
    totalLeaderChanges: network.system('term') - 1,
    avgFinalityLatencyMs: network.system('finalityMs'),
    consensusState: network.leaderId === '' ? 'PROPOSING' : 'IDLE',
  };
}

function transactions(random: Random, total: number, tps: number): Record<string, unknown> {
  const part = (share: number): number => Math.round(total * share);
  return {
    totalTransactions: total,
    confirmedTransactions: part(0.95),
    pendingTransactions: part(0.03),
    failedTransactions: part(0.02),
    avgTxPerSecond: rounded(tps, 1),
    avgTxSizeBytes: rounded(between(random, 512, 768), 1),
    totalVolumeProcessed: total * 600,
    transactionsByType: {
      transfer: part(0.6),
      mint: part(0.1),
      burn: part(0.05),
      stake: part(0.15),
      unstake: part(0.05),
      contract: part(0.05),
    },
  };
}

const CHANNELS = {
  totalChannels: 10,
  activeChannels: 8,
  totalConnections: 32,
  activeConnections: 28,
  totalPacketsTransferred: 1_500_000,
  totalBytesTransferred: 75_000_000,
  avgLatencyMs: 12.5,
  channelsByAlgorithm: { 'round-robin': 4, 'least-connections': 3, random: 2, 'hash-based': 1 },
};

const NETWORK = {
  totalNodes: 25,
  activeNodes: 22,
  nodesByType: { channel: 8, validator: 10, business: 5, slim: 2 },
  totalConnections: 100,
  networkLatencyMs: 15.2,
  bandwidthUtilization: 0.65,
};

function modelNetwork(network: Network): Record<string, unknown> {
  return {
    ...NETWORK,
    totalNodes: network.nodes.length,
    activeNodes: network.system('activeNodes'),
    nodesByType: Object.fromEntries(NODE_TYPES.map((type) => [type, network.count(type).enabled])),
    bandwidthUtilization: rounded(network.loadRatio * 0.7, 2),
  };
}
