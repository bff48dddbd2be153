/** `GET /consensus/*` and what is beside `/live/consensus` (protocol 2.6), from the model. */
import type { Network } from '../../src/v11/simulator/network.js';
import { rounded } from '../../src/v11/simulator/random.js';
import type { Simulation } from '../profiles/profile.js';
import { ok, type Route } from './route.js';

/** Most nodes in one answer; the backend's own list has seven. */
const MAX_LISTED = 100;

/** The three routes. `participationRate` is a fraction here, a percentage elsewhere (protocol 1.11). */
export function consensusRoutes({ network, clock }: Simulation): Route[] {
  return [
    { path: '/consensus/status', answer: () => ok(statusBody(network)) },
    { path: '/consensus/nodes', answer: () => ok(nodesBody(network, clock.now())) },
    {
      path: '/live/consensus/cluster',
      answer: () => ok({ participationRate: rounded(network.system('participationPercent') / 100, 3) }),
    },
  ];
}

function statusBody(network: Network): Record<string, unknown> {
  const row = network.nodes.findIndex((node) => node.type === 'validator');
  return {
    nodeId: network.nodes[row]?.id ?? 'node-1',
    state: roleOf(network, row),
    currentTerm: network.system('term'),
    commitIndex: network.system('blocksValidated'),
    leaderId: network.leaderId,
    consensusLatency: Math.round(network.system('finalityMs') * 0.3),
    throughput: network.system('tps'),
    clusterSize: network.count('validator').enabled,
  };
}

function nodesBody(network: Network, now: number): Record<string, unknown> {
  const rows = network.nodes.flatMap((node, row) => (node.type === 'validator' ? [row] : [])).slice(0, MAX_LISTED);
  const { enabled, up } = network.count('validator');
  return {
    nodes: rows.map((row) => nodeBody(network, row, now)),
    totalNodes: rows.length,
    leaderNode: network.leaderId,
    consensusHealth: network.leaderId !== '' && up >= enabled * 0.9 ? 'HEALTHY' : 'DEGRADED',
    timestamp: now,
  };
}

function nodeBody(network: Network, row: number, now: number): Record<string, unknown> {
  const state = network.state(row);
  const away = state === 'ERROR' || state === 'DISCONNECTED' || state === 'STOPPED';
  return {
    nodeId: network.nodes[row]?.id,
    role: roleOf(network, row),
    status: away ? 'INACTIVE' : 'ACTIVE',
    currentTerm: network.system('term'),
    commitIndex: network.system('blocksValidated'),
    lastApplied: network.system('blocksValidated'),
    throughput: network.figure(row, 'throughput'),
    lastSeen: away ? now - 5_000 : now,
  };
}

function roleOf(network: Network, row: number): 'LEADER' | 'CANDIDATE' | 'FOLLOWER' {
  const state = network.state(row);
  return state === 'LEADER' || state === 'CANDIDATE' ? state : 'FOLLOWER';
}
