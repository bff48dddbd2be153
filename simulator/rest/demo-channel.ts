/** One channel of the demo routes (protocol 2.7). */
import type { Random } from '../../src/domain/clock.js';
import { between, integerBetween, rounded } from '../../src/v11/simulator/random.js';

/** A node of a demo channel. Its id repeats in other channels. */
export interface DemoNode {
  readonly nodeId: string;
  readonly nodeType: 'validator' | 'business' | 'slim';
  readonly name: string;
  readonly enabled: boolean;
  readonly port: number;
  readonly cpuAllocation: number;
  readonly memoryAllocation: number;
  readonly maxConnections: number;
  readonly consensusParticipation: boolean;
}

/** What was asked for with `start`. */
export interface DemoRun {
  readonly isRunning: boolean;
  readonly targetTPS: number;
  readonly aiOptimizationEnabled: boolean;
  readonly quantumSecureEnabled: boolean;
}

/** A channel and how it is doing. Its counters stay at zero, whatever it does. */
export interface DemoChannel {
  readonly channelId: string;
  readonly name: string;
  readonly createdAt: number;
  readonly validatorNodes: readonly DemoNode[];
  readonly businessNodes: readonly DemoNode[];
  readonly slimNodes: readonly DemoNode[];
  readonly enabled: boolean;
}

const KINDS = {
  validator: { port: 9_000, cpuAllocation: 4, memoryAllocation: 4_096, maxConnections: 1_000 },
  business: { port: 9_020, cpuAllocation: 2, memoryAllocation: 2_048, maxConnections: 500 },
  slim: { port: 9_050, cpuAllocation: 1, memoryAllocation: 1_024, maxConnections: 100 },
} as const;

/** So many nodes of a kind. */
export function demoNodes(nodeType: keyof typeof KINDS, count: number): DemoNode[] {
  const { port, ...kind } = KINDS[nodeType];
  const word = `${nodeType.slice(0, 1).toUpperCase()}${nodeType.slice(1)}`;
  return Array.from({ length: count }, (_, index) => ({
    nodeId: `${nodeType}-node-${index + 1}`,
    nodeType,
    name: `${word} Node ${index + 1}`,
    enabled: true,
    port: port + index,
    ...kind,
    consensusParticipation: nodeType === 'validator',
  }));
}

/** The state; transactions, peak and latency are never counted. */
export function demoState(channel: DemoChannel, run: DemoRun): Record<string, unknown> {
  const { isRunning, ...rest } = run;
  return {
    channelId: channel.channelId,
    isRunning,
    createdAt: channel.createdAt,
    transactionCount: 0,
    peakTPS: 0,
    averageLatency: 0,
    ...rest,
  };
}

/** Ten points, a second apart, newest first; TPS may be negative for small targets, and are 0 before the first start. */
export function demoMetrics(random: Random, run: DemoRun, now: number): Record<string, unknown>[] {
  return Array.from({ length: 10 }, (_, index) => ({
    timestamp: now - index * 1_000,
    tps: run.targetTPS === 0 ? 0 : rounded(run.targetTPS + between(random, -25_000, 25_000), 1),
    avgLatency: rounded(between(random, 45, 75), 1),
    successRate: rounded(between(random, 99.5, 100), 2),
    cpuUsage: rounded(between(random, 40, 70), 1),
    memoryUsage: rounded(between(random, 55, 75), 1),
  }));
}

/** Figures of every node. */
export function demoNodeMetrics(random: Random, channel: DemoChannel): Record<string, unknown>[] {
  return [...channel.validatorNodes, ...channel.businessNodes, ...channel.slimNodes].map(({ nodeId, nodeType }) => ({
    nodeId,
    nodeType,
    status: random() < 0.95 ? 'healthy' : 'degraded',
    tps: rounded(between(random, 100_000, 150_000), 1),
    latency: rounded(between(random, 40, 90), 1),
    cpuUsage: rounded(between(random, 30, 80), 1),
    memoryUsage: rounded(between(random, 40, 80), 1),
    transactionsProcessed: integerBetween(random, 100_000, 1_000_000),
    errorsCount: integerBetween(random, 0, 9),
  }));
}
