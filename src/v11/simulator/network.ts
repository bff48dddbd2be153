/** The demo network: one seeded model behind the in-page demo and behind the local V11 server. */
import type { Random } from '../../domain/clock.js';
import type { Configuration } from '../../domain/configuration.js';
import {
  SYSTEM_FIELDS,
  type NodeField,
  type Origin,
  type SystemField,
  type UpdateSink,
} from '../../domain/live-update.js';
import type { NodeConfiguration, NodeType } from '../../domain/node-config.js';
import type { PerformanceMode } from '../../domain/performance-mode.js';
import { at, createColumns } from './columns.js';
import { Consensus } from './consensus.js';
import { Load } from './load.js';
import { Incidents, type Incident, type IncidentKind, type PlannedIncident } from './incidents.js';
import { beginNode, carryOver, FIELDS_OF_TYPE, stepNode } from './node-life.js';
import { stateName, type NodeState } from './node-states.js';
import { crashNode } from './outages.js';
import { between, createRandom } from './random.js';
import { createRoster, type RosterOptions } from './roster.js';
import { SystemFigures } from './system-figures.js';
import { Tiers } from './tiers.js';
import { STEP_MS, STEPS_PER_NODE, type World } from './world.js';

/** Most time that one call of `advance` lets pass, in milliseconds: after a night's sleep the network goes on, it does not catch up. */
export const MAX_ADVANCE_MS = 60_000;

/** What a network is made from; every part has a default. */
export interface NetworkOptions {
  /** Same seed, same nodes and same steps give the same values everywhere. Default 1. */
  readonly seed?: number | undefined;
  /** Nodes to follow: ids, names, switches and settings. */
  readonly configuration?: Configuration | undefined;
  /** Nodes in all; generated ones fill up (see {@link RosterOptions}). */
  readonly nodes?: number | undefined;
  /** Sets the target throughput. Default: the configuration's, else `development`. */
  readonly performanceMode?: PerformanceMode | undefined;
  /** What goes wrong, and when, counted from the beginning. Default: nothing but the usual luck. */
  readonly incidents?: readonly PlannedIncident[] | undefined;
}

/** Creates a network that has been up for some hours and is in order. */
export function createNetwork(options: NetworkOptions = {}): Network {
  return new Network(options);
}

/**
 * A network of channels, validators, business and slim nodes that behaves believably: demand drifts and dips, leaders
 * fall and are elected, channels overload, feeds break off, nodes crash and return. System TPS is the sum of what the
 * validators carry, usually 85 to 105 % of the mode's target. Totals never go down (a real backend's may, protocol 0.1).
 *
 * Time is given by the caller and moves in fixed steps of 100 ms, so values depend on the seed and the time that
 * passed, not on how it was divided. Holds columns, no object per node and step.
 */
export class Network {
  readonly seed: number;
  readonly #random: Random;
  readonly #nodeCount: number | undefined;
  readonly #uptimeMs: number;
  readonly #load: Load;
  readonly #consensus: Consensus;
  readonly #figures: SystemFigures;
  readonly #incidents: Incidents;
  #world: MutableWorld;
  #rowOf = new Map<string, number>();
  #rest = 0;
  #steps = 0;

  constructor({ seed = 1, configuration, nodes, performanceMode, incidents = [] }: NetworkOptions) {
    this.seed = seed;
    this.#incidents = new Incidents(seed);
    this.#incidents.plan(incidents, 0);
    this.#random = createRandom(seed);
    this.#nodeCount = nodes;
    this.#uptimeMs = Math.round(between(this.#random, 2, 30) * 3_600_000);
    this.#load = new Load(performanceMode ?? configuration?.performanceMode ?? 'development', this.#random);
    this.#consensus = new Consensus(this.#random, this.#uptimeMs);
    this.#world = this.#createWorld({ configuration, nodes, seed });
    this.#figures = new SystemFigures(this.#random, this.#uptimeMs, this.#load.demandTps);
    this.#world.nodes.forEach((_, row) => beginNode(this.#world, row, this.#uptimeMs / 1_000));
    this.#consensus.begin(this.#world);
    this.#figures.step(this.#world);
  }

  /** Its nodes; their order is the order of the rows. */
  get nodes(): readonly NodeConfiguration[] {
    return this.#world.nodes;
  }

  /** Milliseconds that the network claims to have been up. */
  get uptimeMs(): number {
    return this.#uptimeMs + this.#world.nowMs;
  }

  /** Milliseconds that have passed in the model since it was made; incidents are told in it. */
  get elapsedMs(): number {
    return this.#world.nowMs;
  }

  /** Incidents that have begun, oldest first; the last hundred. Another list whenever one begins or ends. */
  get incidents(): readonly Incident[] {
    return this.#incidents.list;
  }

  /** Id of the leader; empty while nobody leads. */
  get leaderId(): string {
    return this.#world.nodes[this.#consensus.leader]?.id ?? '';
  }

  /** Demand as a share of the target: how hard the machines work. */
  get loadRatio(): number {
    return this.#load.ratio;
  }

  /** Throughput in TPS that the performance mode aims at. */
  get targetTps(): number {
    return Math.round(this.#load.targetTps);
  }

  /** Transactions that have failed so far. */
  get failedTransactions(): number {
    return Math.floor(this.#figures.failedTransactions);
  }

  /** A figure about the whole network. */
  system(field: SystemField): number {
    return this.#figures.values[field];
  }

  /** Row of a node, or nothing if there is none with this id. */
  rowOf(nodeId: string): number | undefined {
    return this.#rowOf.get(nodeId);
  }

  /** What a node is doing. */
  state(row: number): NodeState {
    return stateName(this.#world.columns.state[row] ?? 0);
  }

  /** A figure of one node; 0 where its type has none. */
  figure(row: number, field: NodeField): number {
    return at(this.#world.columns.figures[field], row);
  }

  /** Nodes of a type in numbers: switched on, and up. */
  count(type: NodeType): { readonly enabled: number; readonly up: number } {
    return { enabled: this.#world.tiers.enabled(type), up: this.#world.tiers.up(type) };
  }

  /**
   * Lets time pass. What is less than a step is kept for the next call; more than a minute counts as a minute;
   * nothing passes for negative times and for what is no number.
   */
  advance(elapsedMs: number): void {
    if (!(elapsedMs > 0)) return;
    this.#rest += Math.min(elapsedMs, MAX_ADVANCE_MS);
    // Sums of fractions fall a hair short of a step; a nanosecond of grace keeps 3 × 33.3… equal to 100.
    while (this.#rest >= STEP_MS - 1e-6) {
      this.#rest -= STEP_MS;
      this.#step();
    }
  }

  /** Heads for another mode's target within some seconds. */
  setPerformanceMode(mode: PerformanceMode): void {
    this.#load.mode = mode;
  }

  /**
   * Follows another configuration and its performance mode; without one, generated nodes. Nodes that stay go on where
   * they were, new ones come up cold, totals and term go on.
   *
   * @returns Ids of the nodes that are gone.
   */
  follow(configuration: Configuration | undefined): readonly string[] {
    const before = this.#world;
    const rowBefore = this.#rowOf;
    const { leaderId } = this;
    this.#world = this.#createWorld({ configuration, nodes: this.#nodeCount, seed: this.seed });
    this.#world.nodes.forEach((node, row) => carryOver(before, rowBefore.get(node.id), this.#world, row));
    this.#world.tiers.recount(this.#world.columns);
    this.#incidents.moved((row) => this.#rowOf.get(before.nodes[row]?.id ?? ''));
    const leader = this.#rowOf.get(leaderId) ?? -1;
    this.#consensus.moved(this.#world, this.state(leader) === 'LEADER' ? leader : -1);
    if (configuration !== undefined) this.#load.mode = configuration.performanceMode;
    return before.nodes.filter((node) => !this.#rowOf.has(node.id)).map((node) => node.id);
  }

  /**
   * Makes a node crash, for demos and tests.
   *
   * @param forMs How long it is down.
   * @returns Whether there was such a node, switched on and up.
   */
  crash(nodeId: string, forMs: number): boolean {
    const row = this.#rowOf.get(nodeId);
    if (row === undefined || this.#world.nodes[row]?.enabled !== true) return false;
    if (at(this.#world.columns.hidden.downUntil, row) > 0) return false;
    crashNode(this.#world, row, forMs);
    return true;
  }

  /**
   * Lets an incident begin at once.
   *
   * @param durationMs 1,000 to 3,600,000; each kind has a usual one.
   * @returns What began; nothing while one of its kind is present, or where it would hit no node.
   */
  incident(kind: IncidentKind, durationMs?: number): Incident | undefined {
    return this.#incidents.begin(this.#world, kind, durationMs);
  }

  /** Plans incidents instead of those that were planned; their times count from so many milliseconds after now. */
  plan(script: readonly PlannedIncident[], inMs = 0): void {
    this.#incidents.plan(script, this.#world.nowMs + inMs);
  }

  /** Writes every present value. Creates no object per node. */
  writeTo(sink: UpdateSink, origin: Origin): void {
    this.writeSystem(sink, origin);
    this.writeNodes(sink, origin);
  }

  /** Writes the figures of the whole network, and who leads. */
  writeSystem(sink: UpdateSink, origin: Origin): void {
    for (const field of SYSTEM_FIELDS) sink.system(field, this.#figures.values[field], origin);
    sink.leader(this.leaderId, origin);
  }

  /** Writes the nodes of some rows: from the first up to, but without, the last. */
  writeNodes(sink: UpdateSink, origin: Origin, from = 0, to = this.nodes.length): void {
    const { nodes, columns } = this.#world;
    for (let row = from; row < Math.min(to, nodes.length); row += 1) {
      const node = nodes[row];
      if (node === undefined) continue;
      const handle = sink.node(node.id, node.type, stateName(columns.state[row] ?? 0), origin);
      for (const field of FIELDS_OF_TYPE[node.type]) sink.nodeValue(handle, field, at(columns.figures[field], row));
    }
  }

  #createWorld(options: RosterOptions): MutableWorld {
    const nodes = createRoster(options);
    const tiers = new Tiers(nodes);
    const columns = createColumns(nodes.length);
    tiers.recount(columns);
    this.#rowOf = new Map();
    nodes.forEach((node, row) => this.#rowOf.set(node.id, row));
    const nowMs = this.#steps * STEP_MS;
    const { strain } = this.#incidents;
    return { random: this.#random, nodes, columns, tiers, load: this.#load, consensus: this.#consensus, strain, nowMs };
  }

  #step(): void {
    const world = this.#world;
    this.#steps += 1;
    world.nowMs = this.#steps * STEP_MS;
    this.#incidents.step(world);
    this.#load.step(world.nowMs, world.strain.surge);
    this.#consensus.step(world);
    for (let row = this.#steps % STEPS_PER_NODE; row < world.nodes.length; row += STEPS_PER_NODE) stepNode(world, row);
    this.#figures.step(world);
  }
}

type MutableWorld = { -readonly [Key in keyof World]: World[Key] };
