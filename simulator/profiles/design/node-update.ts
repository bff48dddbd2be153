/** Bodies of family A's node updates (protocol 1.2), written as text: ten thousand a second are no objects. */
import type { NodeConfiguration } from '../../../src/domain/node-config.js';
import type { Network } from '../../../src/v11/simulator/network.js';
import type { NodeState } from '../../../src/v11/simulator/node-states.js';
import { rounded } from '../../../src/v11/simulator/random.js';

/**
 * One node as the design documents have it (`nodeId`, `role`, `status`, `throughput`, `metrics`), and beside it, as
 * fields that the protocol lets a client ignore, what the schema design's `NodeMetrics` knows (section 4): `nodeType`,
 * `state`, `totalMessages`, `errorCount`, `lastUpdate`, the block of its type, and `latencyMs`, so that a grid has
 * something to show. `metrics` is empty for nodes that do not validate. Figures of the model are finite, so that
 * JavaScript's text of them is JSON's.
 *
 * @param updatedAt ISO instant of the whole frame.
 */
export function nodeUpdateText(network: Network, row: number, updatedAt: string): string {
  const node = network.nodes[row];
  if (node === undefined) return '{}';
  const state = network.state(row);
  const role = node.type === 'validator' ? validatorRole(state) : state;
  const figure = (field: Parameters<Network['figure']>[1]): number => network.figure(row, field);
  return (
    `{"nodeId":${idText(node)},"role":"${role}","status":"${statusOf(state)}","throughput":${figure('throughput')},` +
    `"metrics":${node.type === 'validator' ? validatorMetrics(network, row) : '{}'},"nodeType":"${node.type}",` +
    `"state":"${state}","totalMessages":${figure('totalMessages')},"errorCount":${figure('errorCount')},` +
    `"latencyMs":${figure('latencyMs')},"lastUpdate":"${updatedAt}","${node.type}":${typeBlock(network, row, node, state)}}`
  );
}

const idTexts = new WeakMap<NodeConfiguration, string>();

/** A node's id as JSON; it never changes. */
function idText(node: NodeConfiguration): string {
  const known = idTexts.get(node);
  if (known !== undefined) return known;
  const text = JSON.stringify(node.id);
  idTexts.set(node, text);
  return text;
}

function validatorRole(state: NodeState): 'LEADER' | 'CANDIDATE' | 'FOLLOWER' {
  return state === 'LEADER' || state === 'CANDIDATE' ? state : 'FOLLOWER';
}

function statusOf(state: NodeState): 'active' | 'inactive' | 'error' {
  if (state === 'STOPPED') return 'inactive';
  return state === 'ERROR' || state === 'DISCONNECTED' ? 'error' : 'active';
}

function validatorMetrics(network: Network, row: number): string {
  const rounds = network.figure(row, 'consensusRounds');
  const participation = rounds === 0 ? 0 : (100 * network.figure(row, 'votesCast')) / rounds;
  const blocks = network.figure(row, 'blocksValidated');
  return `{"blocksValidated":${blocks},"consensusRounds":${rounds},"participationRate":${rounded(participation, 1)}}`;
}

function typeBlock(network: Network, row: number, node: NodeConfiguration, state: NodeState): string {
  const figure = (field: Parameters<Network['figure']>[1]): number => network.figure(row, field);
  switch (node.type) {
    case 'channel':
      return (
        `{"activeConnections":${figure('activeConnections')},"routingEfficiency":${figure('routingEfficiency')},` +
        `"queueDepth":${figure('queueDepth')}}`
      );
    case 'validator':
      return (
        `{"blocksValidated":${figure('blocksValidated')},"votesReceived":${figure('votesReceived')},` +
        `"votesCast":${figure('votesCast')},"consensusRounds":${figure('consensusRounds')},"role":"${validatorRole(state)}"}`
      );
    case 'business':
      return (
        `{"transactionsProcessed":${figure('transactionsProcessed')},"queueSize":${figure('queueSize')},` +
        `"successRate":${figure('successRate')}}`
      );
    case 'slim':
      return (
        `{"feedRate":${figure('feedRate')},"apiCalls":${figure('apiCalls')},"apiErrors":${figure('apiErrors')},` +
        `"latency":${figure('latencyMs')},"successRate":${figure('successRate')}}`
      );
  }
}
