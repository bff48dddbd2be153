/** What each incident does to nodes when it begins, and how it lets go of them. */
import type { Random } from '../../domain/clock.js';
import { NODE_TYPES, type FeedType, type NodeType } from '../../domain/node-config.js';
import { at } from './columns.js';
import type { IncidentKind } from './incidents.js';
import { STATE_CODE } from './node-states.js';
import { putToWork, silence, takeDown } from './outages.js';
import type { World } from './world.js';

/** What an incident holds while it is present. */
export interface Hold {
  /** Nodes that it hit. */
  rows: Int32Array;
  /** Whether it is an overload. */
  readonly surge?: boolean;
  /** Share of the nodes that it took away, 0 to 1. */
  readonly lost?: number;
  /** The provider that it took away. */
  readonly feed?: FeedType;
}

interface Effect {
  /** Hits the network, or does nothing and gives nothing where there is nothing to hit. */
  begin(world: World, endsAtMs: number, random: Random): Hold | undefined;
  /** Puts every node that is still held back to work. */
  end(world: World, hold: Hold): void;
}

/** Share of the nodes beyond a partition's cut. */
const CUT_SHARE = 0.4;

/** How to do it, by name. */
export const EFFECTS: Readonly<Record<IncidentKind, Effect>> = {
  'leader-crash': { begin: crashLeader, end: release },
  'network-partition': { begin: cut, end: release },
  overload: { begin: flood, end: () => undefined },
  'feed-outage': { begin: loseProvider, end: returnProvider },
};

function crashLeader(world: World, endsAtMs: number): Hold | undefined {
  const row = isUp(world, world.consensus.leader)
    ? world.consensus.leader
    : world.tiers.rows('validator').find((candidate) => isUp(world, candidate));
  if (row === undefined) return undefined;
  takeDown(world, row, endsAtMs, 'ERROR');
  return { rows: Int32Array.of(row) };
}

/** Cuts a part of every type off; validators only as many as leave a quorum, the leader first. */
function cut(world: World, endsAtMs: number, random: Random): Hold | undefined {
  const rows: number[] = [];
  for (const type of NODE_TYPES) cutOff(world, type, random, rows);
  if (rows.length === 0) return undefined;
  for (const row of rows) takeDown(world, row, endsAtMs, 'DISCONNECTED');
  return { rows: Int32Array.from(rows), lost: rows.length / Math.max(1, world.nodes.length) };
}

/** Adds a type's part of the cut: one pass over its nodes that draws just as many as wanted. */
function cutOff(world: World, type: NodeType, random: Random, cutRows: number[]): void {
  const { tiers, consensus } = world;
  let left = tiers.up(type);
  let wanted = Math.floor(left * CUT_SHARE);
  if (type === 'validator') wanted = Math.min(wanted, Math.max(0, left - tiers.quorum));
  const leader = type === 'validator' && wanted > 0 && isUp(world, consensus.leader) ? consensus.leader : undefined;
  if (leader !== undefined) {
    cutRows.push(leader);
    wanted -= 1;
    left -= 1;
  }
  for (const row of tiers.rows(type)) {
    if (wanted === 0) return;
    if (row === leader || !isUp(world, row)) continue;
    if (random() * left < wanted) {
      cutRows.push(row);
      wanted -= 1;
    }
    left -= 1;
  }
}

function flood({ nodes }: World): Hold | undefined {
  return nodes.some((node) => node.enabled) ? { rows: new Int32Array(0), surge: true } : undefined;
}

function loseProvider(world: World, _endsAtMs: number, random: Random): Hold | undefined {
  const feeds = Array.from(world.tiers.rows('slim')).filter((row) => isUp(world, row));
  const feed = providerOf(world, feeds[Math.floor(random() * feeds.length)]);
  if (feed === undefined) return undefined;
  const rows = feeds.filter((row) => providerOf(world, row) === feed);
  for (const row of rows) {
    world.columns.state[row] = STATE_CODE.DISCONNECTED;
    silence(world, row);
  }
  return { rows: Int32Array.from(rows), feed };
}

function returnProvider(world: World, { feed }: Hold): void {
  for (const row of world.tiers.rows('slim')) {
    const lost = world.columns.state[row] === STATE_CODE.DISCONNECTED && isUp(world, row);
    if (lost && providerOf(world, row) === feed) putToWork(world, row);
  }
}

function release(world: World, { rows }: Hold): void {
  for (const row of rows) {
    if (world.nodes[row]?.enabled !== true || isUp(world, row)) continue;
    world.columns.hidden.downUntil[row] = 0;
    world.tiers.changed(row, true);
    putToWork(world, row);
  }
}

function isUp({ nodes, columns }: World, row: number): boolean {
  return nodes[row]?.enabled === true && at(columns.hidden.downUntil, row) === 0;
}

function providerOf({ nodes }: World, row: number | undefined): FeedType | undefined {
  const node = row === undefined ? undefined : nodes[row];
  return node?.type === 'slim' ? node.config.feedType : undefined;
}
