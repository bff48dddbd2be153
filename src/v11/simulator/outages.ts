/** Nodes crash now and then, and come back. */
import type { NodeType } from '../../domain/node-config.js';
import { add, at } from './columns.js';
import { STATE_CODE, type NodeState } from './node-states.js';
import { between, clamp } from './random.js';
import type { World } from './world.js';

/** What a node is after it came back, before it takes up its work again. */
const FIRST_STATE: Readonly<Record<NodeType, NodeState>> = {
  channel: 'IDLE',
  validator: 'FOLLOWER',
  business: 'IDLE',
  slim: 'CONNECTING',
};

/** What a node is while it does its usual work. */
const WORKING_STATE: Readonly<Record<NodeType, NodeState>> = {
  channel: 'ROUTING',
  validator: 'FOLLOWER',
  business: 'PROCESSING',
  slim: 'STREAMING',
};

/** How long a crash lasts, in milliseconds. Channels come back soonest, because everything passes through them. */
const OUTAGE_MS: Readonly<Record<NodeType, readonly [number, number]>> = {
  channel: [4_000, 12_000],
  validator: [8_000, 25_000],
  business: [6_000, 20_000],
  slim: [3_000, 15_000],
};

/** Average time between two crashes of one node: about one in 90 s somewhere in a small network, rarer per node in a large one. */
function betweenCrashesMs(nodeCount: number): number {
  return clamp(nodeCount * 90_000, 540_000, 3_600_000);
}

/** Lets a node crash for a while. */
export function crashNode(world: World, row: number, forMs: number): void {
  const state = world.nodes[row]?.type === 'slim' ? 'DISCONNECTED' : 'ERROR';
  takeDown(world, row, world.nowMs + Math.max(1, forMs), state);
}

/** Takes a node that is up away until an instant of model time. Every figure of its work falls to zero; its counters stay. */
export function takeDown(world: World, row: number, untilMs: number, shown: 'ERROR' | 'DISCONNECTED'): void {
  const { figures, hidden, state } = world.columns;
  state[row] = STATE_CODE[shown];
  hidden.downUntil[row] = untilMs;
  add(figures.errorCount, row, 1);
  silence(world, row);
  world.tiers.changed(row, false);
}

/** Sets what a node that does not work shows. */
export function silence({ columns: { figures } }: World, row: number): void {
  figures.throughput[row] = 0;
  figures.latencyMs[row] = 0;
  figures.activeConnections[row] = 0;
  figures.queueDepth[row] = 0;
  figures.feedRate[row] = 0;
}

/**
 * Whether a node may crash without anybody's doing: a fifth of its type may be down at once (one, where there are at
 * least two), and validators keep their quorum. So the only channel of a small network never takes it down.
 */
export function mayCrash({ nodes, tiers }: World, row: number): boolean {
  const type = nodes[row]?.type;
  if (type === undefined) return false;
  if (type === 'slim') return true;
  const down = tiers.enabled(type) - tiers.up(type);
  if (tiers.enabled(type) < 2 || down >= Math.max(1, Math.floor(tiers.enabled(type) / 5))) return false;
  return type !== 'validator' || tiers.up('validator') - 1 >= tiers.quorum;
}

/** One second of a node's luck. Returns whether it is up and can work. */
export function survives(world: World, row: number): boolean {
  const { hidden } = world.columns;
  const downUntil = at(hidden.downUntil, row);
  if (downUntil > 0) {
    if (world.nowMs >= downUntil) comeBack(world, row);
    return false;
  }
  if (world.random() >= 1_000 / betweenCrashesMs(world.nodes.length) || !mayCrash(world, row)) return true;
  const [shortest, longest] = OUTAGE_MS[world.nodes[row]?.type ?? 'slim'];
  crashNode(world, row, between(world.random, shortest, longest));
  return false;
}

function comeBack(world: World, row: number): void {
  world.columns.hidden.downUntil[row] = 0;
  world.tiers.changed(row, true);
  warmUp(world, row);
}

/** Puts a node that is up at the beginning of its life; it needs a moment before it works. */
export function warmUp(world: World, row: number): void {
  const { hidden, state } = world.columns;
  const type = world.nodes[row]?.type ?? 'slim';
  hidden.dwellUntil[row] = world.nowMs + between(world.random, 1_000, 3_000);
  hidden.mark[row] = type === 'validator' ? world.consensus.rounds : world.nowMs;
  state[row] = STATE_CODE[FIRST_STATE[type]];
}

/** Puts a node that was out of reach, but never stopped, back to its usual work without a warm-up. */
export function putToWork(world: World, row: number): void {
  const { hidden, state } = world.columns;
  const type = world.nodes[row]?.type ?? 'slim';
  hidden.mark[row] = type === 'validator' ? world.consensus.rounds : world.nowMs;
  state[row] = STATE_CODE[WORKING_STATE[type]];
}
