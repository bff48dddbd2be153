/** Server frames of family A (protocol 1.2), ready to be sent. */
import type { Network } from '../../../src/v11/simulator/network.js';
import { nodeUpdateText } from './node-update.js';

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
  let sum = 0;
  for (let row = 0; row < network.nodes.length; row += 1) {
    if (network.nodes[row]?.type === 'channel') sum += network.figure(row, 'totalMessages');
  }
  return sum;
}

/** Who leads, and since which term. The leader is an empty text during an election. */
export function consensusUpdateFrame(network: Network, now: number): string {
  return frame('consensus-update', { currentLeader: network.leaderId, term: network.system('term') }, now);
}

/** One node. */
export function nodeUpdateFrame(network: Network, row: number, now: number): string {
  return `{"type":"node-update","data":${nodeUpdateText(network, row, isoOf(now))},"timestamp":${now}}`;
}

/** Nodes in a frame, unless somebody asked for a number. */
export function usualNodesPerFrame(network: Network): number {
  return network.nodes.length > SINGLE_FRAME_LIMIT ? NODES_PER_FRAME : 1;
}

/**
 * Nodes of some rows, from the first up to, but without, the last, each frame made once for all clients. One node in a
 * frame is a `node-update`; several are a `node-updates` frame whose data is a list of the same bodies: an extension of
 * this simulator, under the plural name that the protocol has seen.
 */
export function nodeFrames(network: Network, from: number, to: number, now: number, size: number): Buffer[] {
  const frames: Buffer[] = [];
  const updatedAt = isoOf(now);
  for (let start = from; start < to; start += size) {
    const text =
      size === 1
        ? nodeUpdateFrame(network, start, now)
        : listFrame(network, start, Math.min(to, start + size), now, updatedAt);
    frames.push(Buffer.from(text));
  }
  return frames;
}

function listFrame(network: Network, from: number, to: number, now: number, updatedAt: string): string {
  let list = nodeUpdateText(network, from, updatedAt);
  for (let row = from + 1; row < to; row += 1) list += `,${nodeUpdateText(network, row, updatedAt)}`;
  return `{"type":"node-updates","data":[${list}],"timestamp":${now}}`;
}

function isoOf(now: number): string {
  return new Date(now).toISOString();
}
