import type { Network } from '../../src/v11/simulator/network.js';
import { between, integerBetween, rounded } from '../../src/v11/simulator/random.js';
import { isoInstant } from '../instants.js';
import type { Simulation } from '../profiles/profile.js';
import { ok, type Route } from './route.js';

/** Rounds in an epoch; the backend counts both on their own. */
const ROUNDS_PER_EPOCH = 100;

/** `GET /live/consensus` (protocol 2.6): the richest answer about consensus, from the model's first validator. */
export function liveConsensusRoute(simulation: Simulation): Route {
  return { path: '/live/consensus', answer: () => ok(consensusBody(simulation)) };
}

function consensusBody({ network, random, clock }: Simulation): Record<string, unknown> {
  const now = clock.now();
  const { enabled, up } = network.count('validator');
  const electionTimeoutMs = integerBetween(random, 3_000, 7_000);
  const health = consensusHealth(network);
  return {
    algorithm: 'HyperRAFT++',
    currentLeader: network.leaderId,
    ...ownNode(network),
    epoch: Math.floor(network.system('consensusRounds') / ROUNDS_PER_EPOCH),
    round: network.system('consensusRounds'),
    term: network.system('term'),
    participants: up,
    quorumSize: Math.floor(enabled / 2) + 1,
    totalNodes: enabled,
    lastCommit: isoInstant(now - Math.round(between(random, 0, 500))),
    consensusLatency: Math.round(network.system('finalityMs') * 0.3),
    throughput: network.leaderId === '' ? 0 : rounded(between(random, 1.9, 2.1), 2),
    commitIndex: network.system('blocksValidated'),
    nextLeaderElection: isoInstant(now + electionTimeoutMs),
    electionTimeoutMs,
    consensusHealth: health,
    isHealthy: health === 'HEALTHY',
    performanceScore: rounded(network.system('participationPercent') / 100, 3),
    timestamp: now,
  };
}

/** The node that answers: the first validator. */
function ownNode(network: Network): Record<string, unknown> {
  const row = network.nodes.findIndex((node) => node.type === 'validator');
  const state = network.state(row);
  const isRole = state === 'LEADER' || state === 'CANDIDATE';
  return { nodeId: network.nodes[row]?.id ?? 'node-1', nodeState: isRole ? state : 'FOLLOWER' };
}

function consensusHealth(network: Network): 'HEALTHY' | 'DEGRADED' | 'ELECTING' | 'UNHEALTHY' {
  const { enabled, up } = network.count('validator');
  if (up < Math.floor(enabled / 2) + 1) return 'UNHEALTHY';
  if (network.leaderId === '') return 'ELECTING';
  return up < enabled * 0.9 ? 'DEGRADED' : 'HEALTHY';
}
