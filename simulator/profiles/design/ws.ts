/** `/ws`, the socket of the design documents (protocol 1.2). */
import type { Network } from '../../../src/v11/simulator/network.js';
import { isObject, parseObject, type Connection } from '../../connection.js';
import { BEATS_PER_SECOND } from '../../model-driver.js';
import type { Simulation, SocketEndpoint } from '../profile.js';
import {
  consensusUpdateFrame,
  frame,
  nodeFrames,
  nodeUpdateFrame,
  SINGLE_FRAME_LIMIT,
  systemMetricsFrame,
  usualNodesPerFrame,
} from './frames.js';
import { Subscriptions } from './subscriptions.js';

/**
 * Family A without a welcome, acknowledgements or errors, because the documents define none: a client subscribes and
 * hears. `system-metrics`, `consensus-update` and every node once a second; `consensus-update` also when it changes.
 * The nodes of large networks are spread over the second, and every frame is made once for all clients.
 */
export function createDesignSocket({ clock, network, driver, switches }: Simulation): SocketEndpoint {
  const clients = new Map<Connection, Subscriptions>();
  let consensusBefore = consensusKey(network);

  const stop = driver.onBeat((beat) => {
    const consensus = consensusKey(network);
    const changed = consensus !== consensusBefore;
    consensusBefore = consensus;
    if (clients.size === 0) return;
    const now = clock.now();
    broadcast(clients, framesOf(network, beat, changed, now, switches.nodesPerFrame));
    if (beat === 0)
      clients.forEach((subscriptions, connection) => sendSingleNodes(network, connection, subscriptions, now));
  });

  return {
    path: '/ws',
    stop,
    accept(connection) {
      const subscriptions = new Subscriptions();
      clients.set(connection, subscriptions);
      connection.onClose(() => clients.delete(connection));
      connection.onText((text) => answer(text, { connection, subscriptions, network, now: clock.now() }));
    },
  };
}

/** The frames of a beat by channel, each made when the first client wants it. */
interface Frames {
  readonly system: () => readonly Buffer[];
  readonly consensus: () => readonly Buffer[];
  readonly nodes: () => readonly Buffer[];
}

function framesOf(network: Network, beat: number, changed: boolean, now: number, size: number | undefined): Frames {
  return {
    system: once(() => (beat === 0 ? [Buffer.from(systemMetricsFrame(network, now))] : [])),
    consensus: once(() => (beat === 0 || changed ? [Buffer.from(consensusUpdateFrame(network, now))] : [])),
    nodes: once(() => nodesOfBeat(network, beat, now, size ?? usualNodesPerFrame(network))),
  };
}

/** All nodes of a small network on the first beat; of a large one a share of whole frames on every beat. */
function nodesOfBeat(network: Network, beat: number, now: number, size: number): Buffer[] {
  const count = network.nodes.length;
  if (count <= SINGLE_FRAME_LIMIT) return beat === 0 ? nodeFrames(network, 0, count, now, size) : [];
  const frames = Math.ceil(count / size);
  const edge = (part: number): number => Math.min(count, Math.round((frames * part) / BEATS_PER_SECOND) * size);
  return nodeFrames(network, edge(beat), edge(beat + 1), now, size);
}

function broadcast(clients: ReadonlyMap<Connection, Subscriptions>, frames: Frames): void {
  for (const [connection, subscriptions] of clients) {
    if (subscriptions.has('system-metrics')) sendAll(connection, frames.system());
    if (subscriptions.has('consensus-state')) sendAll(connection, frames.consensus());
    if (subscriptions.has('node-updates')) sendAll(connection, frames.nodes());
  }
}

function sendAll(connection: Connection, frames: readonly Buffer[]): void {
  for (const frame of frames) connection.sendText(frame);
}

function sendSingleNodes(network: Network, connection: Connection, subscriptions: Subscriptions, now: number): void {
  for (const nodeId of subscriptions.nodeIds) {
    const row = network.rowOf(nodeId);
    if (row !== undefined) connection.sendText(nodeUpdateFrame(network, row, now));
  }
}

interface Client {
  readonly connection: Connection;
  readonly subscriptions: Subscriptions;
  readonly network: Network;
  readonly now: number;
}

/** Reacts to a client frame. What is not understood, `transaction` and the planned `authenticate` are ignored. */
function answer(text: string, client: Client): void {
  const message = parseObject(text);
  const data = isObject(message?.data) ? message.data : {};
  switch (message?.type) {
    case 'subscribe':
      return client.subscriptions.subscribe(data.channel, data.nodeId);
    case 'unsubscribe':
      return client.subscriptions.unsubscribe(data.channel, data.nodeId);
    case 'ping':
      return client.connection.sendPong(frame('pong', { timestamp: data.timestamp }, client.now));
    case 'request':
      return answerRequest(data, client);
  }
}

/** The documents leave the shape of the answers open; they are the frames that a subscription would bring. */
function answerRequest(data: Readonly<Record<string, unknown>>, { connection, network, now }: Client): void {
  if (data.resource === 'system-health') return connection.sendText(systemMetricsFrame(network, now));
  const row = data.resource === 'node-state' ? network.rowOf(String(data.nodeId)) : undefined;
  if (row !== undefined) connection.sendText(nodeUpdateFrame(network, row, now));
}

function consensusKey(network: Network): string {
  return `${network.system('term')} ${network.leaderId}`;
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
