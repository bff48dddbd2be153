import { rounded } from '../../../src/v11/simulator/random.js';
import { isoInstant } from '../../instants.js';
import type { Simulation } from '../profile.js';

/** What the channel `analytics` of `/ws/v11` says every second (protocol 1.7). */
export function analyticsBody({ network, clock }: Simulation): Record<string, unknown> {
  return {
    timestamp: isoInstant(clock.now()),
    tps: network.system('tps'),
    validators: network.count('validator').up,
    pendingTransactions: Math.round((network.system('tps') * network.system('finalityMs')) / 1_000),
    blockHeight: network.system('blocksValidated'),
    networkHealth: health(network.system('activeNodes') / Math.max(1, network.system('totalNodes'))),
    bridge: { totalTransfers: 0, pendingTransfers: 0, activeChains: 0 },
    resources: {
      cpuUsage: network.system('cpuPercent'),
      memoryUsage: rounded(network.system('memoryMb') / 20.48, 1),
      diskUsage: 50,
    },
  };
}

function health(activeShare: number): 'HEALTHY' | 'DEGRADED' | 'CRITICAL' {
  if (activeShare >= 0.9) return 'HEALTHY';
  return activeShare >= 0.6 ? 'DEGRADED' : 'CRITICAL';
}
