/** Server frames of family A (protocol 1.2), ready to be sent. */
import type { Network } from '../../../src/v11/simulator/network.js';
import { nodeUpdateBody } from './node-update.js';

/** Above so many nodes, updates travel together; one frame per node would drown a browser. */
export const SINGLE_FRAME_LIMIT = 100;

/** Most nodes in one `node-updates` frame. */
export const NODES_PER_FRAME = 50;

/** The envelope: type, data, epoch milliseconds. */
export function frame(type: string, data: unknown, now: number): string {
  return JSON.stringify({ type, data, timestamp: now });
}

/**
 * The whole network's figures, in the variant with `messagesRouted` and `blocksValidated`. `consensusState` has
 * beside leader and term what the schema design keeps there (section 4), and the rounds of its consensus chart.
 */
export function systemMetricsFrame(network: Network, now: number): string {
  const data = {
    tps: network.system('tps'),
    totalTransactions: network.system('totalTransactions'),
    activeNodes: network.system('activeNodes'),
    consensusState: {
      currentLeader: network.leaderId,
      term: network.system('term'),
      blocksValidated: network.system('blocksValidated'),
      consensusRounds: network.system('consensusRounds'),
      participationRate: network.system('participationPercent'),
    },
    avgFinalityLatency: network.system('finalityMs'),
    messagesRouted: messagesRouted(network),
    blocksValidated: network.system('blocksValidated'),
  };
  return frame('system-metrics', data, now);
}

function messagesRouted(network: Network): number {
  return network.nodes.reduce(
    (sum, node, row) => sum + (node.type === 'channel' ? network.figure(row, 'totalMessages') : 0),
    0,
  );
}

/** Who leads, and since which term. The leader is an empty text during an election. */
export function consensusUpdateFrame(network: Network, now: number): string {
  return frame('consensus-update', { currentLeader: network.leaderId, term: network.system('term') }, now);
}

/** One node. */
export function nodeUpdateFrame(network: Network, row: number, now: number): string {
  return frame('node-update', nodeUpdateBody(network, row, now), now);
}

/**
 * Nodes of some rows, from the first up to, but without, the last. In small networks a `node-update` each; above 100
 * nodes `node-updates` frames whose data is a list of up to 50 of the same bodies: an extension of this simulator,
 * under the plural name that the protocol has seen.
 */
export function nodeFrames(network: Network, from: number, to: number, now: number): string[] {
  const frames: string[] = [];
  const size = network.nodes.length > SINGLE_FRAME_LIMIT ? NODES_PER_FRAME : 1;
  for (let start = from; start < to; start += size) {
    if (size === 1) frames.push(nodeUpdateFrame(network, start, now));
    else frames.push(frame('node-updates', nodeBodies(network, start, Math.min(to, start + size), now), now));
  }
  return frames;
}

function nodeBodies(network: Network, from: number, to: number, now: number): Record<string, unknown>[] {
  return Array.from({ length: to - from }, (_, index) => nodeUpdateBody(network, from + index, now));
}
