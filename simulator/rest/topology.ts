/** `GET /blockchain/network/topology` (protocol 2.6): nodes and edges for a graph. */
import type { Random } from '../../src/domain/clock.js';
import { between, integerBetween, rounded } from '../../src/v11/simulator/random.js';
import type { Simulation } from '../profiles/profile.js';
import { ok, type Route } from './route.js';

const REGIONS = { 'us-east': 45, 'us-west': 38, 'eu-central': 32, 'asia-pacific': 28, 'south-america': 13 } as const;
const VALIDATORS = 42;
const NODES = 156;
const EDGES = 200;

/** Edges are drawn anew on every call, self-loops and repeated ones among them; the count in the head is a constant. */
export function topologyRoute({ random, clock }: Simulation): Route {
  return {
    path: '/blockchain/network/topology',
    answer: () =>
      ok({
        timestamp: clock.now(),
        networkId: 'aurigraph-v11-simulator',
        totalNodes: NODES,
        activeValidators: VALIDATORS,
        totalConnections: 523,
        averageLatency: 45.3,
        networkHealth: 'HEALTHY',
        nodes: Array.from({ length: NODES }, (_, index) => topologyNode(random, index)),
        connections: Array.from({ length: EDGES }, () => edge(random)),
        regionDistribution: REGIONS,
      }),
  };
}

function nodeId(index: number): string {
  const kind = index < VALIDATORS ? 'validator' : 'full-node';
  return `${kind}-${String(index + 1).padStart(3, '0')}`;
}

function topologyNode(random: Random, index: number): Record<string, unknown> {
  const isValidator = index < VALIDATORS;
  const regions = Object.keys(REGIONS);
  return {
    nodeId: nodeId(index),
    nodeType: isValidator ? 'VALIDATOR' : 'FULL_NODE',
    region: regions[index % regions.length],
    status: random() < 0.95 ? 'ACTIVE' : 'SYNCING',
    connections: integerBetween(random, 5, 20),
    latency: rounded(between(random, 20, 100), 1),
    stake: isValidator ? integerBetween(random, 1_000_000, 5_000_000) : 0,
    uptime: rounded(between(random, 95, 100), 1),
    version: random() < 0.9 ? '12.0.0' : '10.9.5',
  };
}

function edge(random: Random): Record<string, unknown> {
  return {
    sourceNodeId: nodeId(integerBetween(random, 0, NODES - 1)),
    targetNodeId: nodeId(integerBetween(random, 0, NODES - 1)),
    latency: rounded(between(random, 10, 100), 1),
    bandwidth: rounded(between(random, 100, 2_000), 0),
    packetLoss: rounded(between(random, 0, 0.1), 3),
  };
}
