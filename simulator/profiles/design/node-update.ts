/** Bodies of family A's node updates (protocol 1.2). */
import type { NodeType } from '../../../src/domain/node-config.js';
import type { Network } from '../../../src/v11/simulator/network.js';
import type { NodeState } from '../../../src/v11/simulator/node-states.js';
import { rounded } from '../../../src/v11/simulator/random.js';

/**
 * One node as the design documents have it (`nodeId`, `role`, `status`, `throughput`, `metrics`), and beside it, as
 * fields that the protocol lets a client ignore, what the schema design's `NodeMetrics` knows (section 4): `nodeType`,
 * `state`, `totalMessages`, `errorCount`, `lastUpdate`, the block of its type, and `latencyMs`, so that a grid has
 * something to show. `metrics` is empty for nodes that do not validate.
 */
export function nodeUpdateBody(network: Network, row: number, now: number): Record<string, unknown> {
  const node = network.nodes[row];
  if (node === undefined) return {};
  const state = network.state(row);
  return {
    nodeId: node.id,
    role: node.type === 'validator' ? validatorRole(state) : state,
    status: statusOf(state),
    throughput: network.figure(row, 'throughput'),
    metrics: node.type === 'validator' ? validatorMetrics(network, row) : {},
    nodeType: node.type,
    state,
    totalMessages: network.figure(row, 'totalMessages'),
    errorCount: network.figure(row, 'errorCount'),
    latencyMs: network.figure(row, 'latencyMs'),
    lastUpdate: new Date(now).toISOString(),
    [node.type]: typeBlock(network, row, node.type, state),
  };
}

function validatorRole(state: NodeState): 'LEADER' | 'CANDIDATE' | 'FOLLOWER' {
  return state === 'LEADER' || state === 'CANDIDATE' ? state : 'FOLLOWER';
}

function statusOf(state: NodeState): 'active' | 'inactive' | 'error' {
  if (state === 'STOPPED') return 'inactive';
  return state === 'ERROR' || state === 'DISCONNECTED' ? 'error' : 'active';
}

function validatorMetrics(network: Network, row: number): Record<string, number> {
  const rounds = network.figure(row, 'consensusRounds');
  const participation = rounds === 0 ? 0 : (100 * network.figure(row, 'votesCast')) / rounds;
  return {
    blocksValidated: network.figure(row, 'blocksValidated'),
    consensusRounds: rounds,
    participationRate: rounded(participation, 1),
  };
}

function typeBlock(network: Network, row: number, type: NodeType, state: NodeState): Record<string, unknown> {
  const figure = network.figure.bind(network, row);
  switch (type) {
    case 'channel':
      return {
        activeConnections: figure('activeConnections'),
        routingEfficiency: figure('routingEfficiency'),
        queueDepth: figure('queueDepth'),
      };
    case 'validator':
      return {
        blocksValidated: figure('blocksValidated'),
        votesReceived: figure('votesReceived'),
        votesCast: figure('votesCast'),
        consensusRounds: figure('consensusRounds'),
        role: validatorRole(state),
      };
    case 'business':
      return {
        transactionsProcessed: figure('transactionsProcessed'),
        queueSize: figure('queueSize'),
        successRate: figure('successRate'),
      };
    case 'slim':
      return {
        feedRate: figure('feedRate'),
        apiCalls: figure('apiCalls'),
        apiErrors: figure('apiErrors'),
        latency: figure('latencyMs'),
        successRate: figure('successRate'),
      };
  }
}
