/** `GET /analytics/dashboard` (protocol 2.6). */
import { between, integerBetween, rounded } from '../../src/v11/simulator/random.js';
import { isoInstant } from '../instants.js';
import type { Simulation } from '../profiles/profile.js';
import { ok, type Route } from './route.js';

const MINUTES = 60;

/** Figures that are drawn on every call around those of the model. */
export function analyticsRoute(simulation: Simulation): Route {
  return { path: '/analytics/dashboard', answer: () => ok(analyticsBody(simulation)) };
}

function analyticsBody(simulation: Simulation): Record<string, unknown> {
  const { network, clock } = simulation;
  return {
    tpsOverTime: tpsOverTime(simulation),
    transactionsByType: { transfer: 4_120, mint: 310, contract: 902 },
    topValidators: topValidators(simulation),
    networkUsage: {
      utilizationPercent: rounded(network.loadRatio * 45, 1),
      activeConnections: simulation.connections(),
      pendingTransactions: Math.round((network.system('tps') * network.system('finalityMs')) / 1_000),
      networkHealth: 97,
    },
    gasUsage: { totalGasConsumed: 88_120, avgGasPerTx: 21, peakGasPerTx: 90, minGasPerTx: 21, medianGasPerTx: 21 },
    blockTimeDistribution: {
      distribution: { '0-100ms': 12, '100-500ms': 310, '500ms+': 9 },
      avgBlockTime: 480,
      minBlockTime: 410,
      maxBlockTime: 620,
    },
    totalTransactions: network.system('totalTransactions'),
    avgTPS: network.system('averageTps'),
    timestamp: isoInstant(clock.now()),
  };
}

/** A point a minute, oldest first. */
function tpsOverTime({ network, clock, random }: Simulation): Record<string, unknown>[] {
  return Array.from({ length: MINUTES }, (_, index) => ({
    timestamp: isoInstant(clock.now() - (MINUTES - 1 - index) * 60_000),
    tps: Math.round(network.system('averageTps') * between(random, 0.95, 1.05)),
  }));
}

function topValidators({ random }: Simulation): Record<string, unknown>[] {
  return Array.from({ length: 10 }, (_, index) => ({
    validatorId: `validator-${index + 1}`,
    performanceScore: rounded(between(random, 95, 100), 1),
    blocksProposed: integerBetween(random, 200, 400),
    uptime: rounded(between(random, 98, 100), 1),
    rewards: integerBetween(random, 1_000, 5_000),
  }));
}
