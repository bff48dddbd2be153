/** One node as `GET /nodes` lists it (protocol 2.6). */
import type { NodeConfiguration, NodeType } from '../../src/domain/node-config.js';
import type { Network } from '../../src/v11/simulator/network.js';
import type { NodeState } from '../../src/v11/simulator/node-states.js';
import { clamp, rounded } from '../../src/v11/simulator/random.js';

const REST_TYPES: Readonly<Record<NodeType, string>> = {
  validator: 'VALIDATOR',
  slim: 'API',
  business: 'BUSINESS',
  channel: 'CHANNEL',
};

/** The backend's word for a type; a slim node is an `API` node there. */
export function restType(type: NodeType): string {
  return REST_TYPES[type];
}

/** The backend's word for how a node is: one that comes up is SYNCING. */
export function nodeStatus(state: NodeState): 'ACTIVE' | 'SYNCING' | 'OFFLINE' {
  if (state === 'ERROR' || state === 'STOPPED' || state === 'DISCONNECTED') return 'OFFLINE';
  return state === 'CONNECTING' ? 'SYNCING' : 'ACTIVE';
}

const PLACES = [
  { country: 'Singapore', region: 'Asia', city: 'Singapore', latitude: 1.35, longitude: 103.8 },
  { country: 'Germany', region: 'Europe', city: 'Frankfurt', latitude: 50.11, longitude: 8.68 },
  { country: 'United States', region: 'North America', city: 'Ashburn', latitude: 39.04, longitude: -77.49 },
  { country: 'Brazil', region: 'South America', city: 'São Paulo', latitude: -23.55, longitude: -46.63 },
  { country: 'India', region: 'Asia', city: 'Mumbai', latitude: 19.08, longitude: 72.88 },
];

/** One item of the list. */
export function nodeBody(network: Network, row: number, now: number): Record<string, unknown> {
  const node = network.nodes[row];
  const status = nodeStatus(network.state(row));
  return {
    nodeId: node?.id,
    nodeType: node === undefined ? undefined : restType(node.type),
    status,
    version: '12.0.0',
    uptimeSeconds: status === 'OFFLINE' ? 0 : Math.floor(network.uptimeMs / 1_000),
    resourceUsage: resourceUsage(network, row, status === 'OFFLINE'),
    syncProgress: status === 'SYNCING' ? 90 : 100,
    lastSeenTimestamp: status === 'OFFLINE' ? now - 5_000 : now,
    location: PLACES[row % PLACES.length],
    ipAddress: `10.20.${Math.floor(row / 250)}.${(row % 250) + 1}`,
    port: 9_003,
    stakeAmount: stakeAmount(node),
    reliability: reliability(network, row),
  };
}

/** Steady per node, moving with the load. */
function resourceUsage(network: Network, row: number, offline: boolean): Record<string, number> {
  const used = (base: number, byLoad: number): number =>
    offline ? 0 : rounded(clamp(base + ((row * 7) % 13) - 6 + byLoad * network.loadRatio, 0, 100), 1);
  return {
    cpuPercent: used(12, 32),
    memoryPercent: used(45, 12),
    diskPercent: used(33, 0),
    networkPercent: used(8, 22),
  };
}

function stakeAmount(node: NodeConfiguration | undefined): string {
  return node?.type === 'validator' ? `${node.config.stakeAmount} AUR` : 'N/A';
}

/** Share of what went well, in percent. */
function reliability(network: Network, row: number): number {
  const messages = Math.max(1, network.figure(row, 'totalMessages'));
  return rounded(clamp(100 - (100 * network.figure(row, 'errorCount')) / messages, 0, 100), 2);
}
