/** Who leads the demo network: terms, elections, rounds and blocks. */
import type { Random } from '../../domain/clock.js';
import { add, at } from './columns.js';
import { STATE_CODE } from './node-states.js';
import { USUAL_RATIO } from './load.js';
import { crashNode, mayCrash } from './outages.js';
import { between, integerBetween, waitFor } from './random.js';
import { STEP_MS, type World } from './world.js';

/** A round of voting every half second (the backend's block time, protocol 3.2), at the usual demand. */
const ROUND_MS = 500;

/** How much of a round takes longer the more is asked for: full blocks are checked and sent more slowly. */
const ROUND_LOAD_SHARE = 0.6;

/** Share of rounds that end with a block in quiet times, and what nodes that are cut off and an overload take from it. */
const ROUND_SUCCESS = 0.985;
const LOST_ROUNDS = { lost: 0.6, surge: 0.12 };

/** Share of elections in which nobody gets a majority. */
const SPLIT_VOTE = 0.15;

/** Average time until a leader is lost, in milliseconds. */
const LEADERSHIP_MS = 240_000;

/** Nobody: the row of a leader or candidate that does not exist. */
const NOBODY = -1;

type Phase = 'leaderless' | 'voting' | 'led';

/**
 * Elections as the design describes them (FOLLOWER, CANDIDATE, LEADER): when the leader is gone, a follower's timeout
 * ends, it stands in a new term, and a second or two later it leads or the vote was split and another one stands.
 * Stepped ten times a second.
 */
export class Consensus {
  /** Number of the present term. */
  term: number;
  /** Row of the leader, or -1. */
  leader = NOBODY;
  /** Rounds of voting so far. */
  rounds: number;
  /** Rounds that ended with a block. */
  blocks: number;
  /** How much of the demand gets validated, 0 to 1: falls while nobody leads. */
  flow = 1;
  #phase: Phase = 'leaderless';
  #candidate = NOBODY;
  #until = 0;
  #lossAt: number;
  #nextRoundAt = ROUND_MS;
  readonly #random: Random;

  constructor(random: Random, uptimeMs: number) {
    this.#random = random;
    this.term = integerBetween(random, 4, 40);
    this.rounds = Math.floor(uptimeMs / ROUND_MS);
    this.blocks = Math.floor(this.rounds * ROUND_SUCCESS);
    this.#lossAt = waitFor(random, LEADERSHIP_MS);
  }

  /** Lets a validator lead from the start, so that a fresh network is already in order. */
  begin(world: World): void {
    const row = pickValidator(world, NOBODY);
    if (row !== NOBODY) this.#lead(row, world);
  }

  /** Goes on with another roster, in which the leader has another row or is gone. */
  moved(world: World, leader: number): void {
    if (leader === NOBODY) {
      world.columns.state.forEach((state, row) => {
        if (state === STATE_CODE.CANDIDATE) world.columns.state[row] = STATE_CODE.FOLLOWER;
      });
      this.#candidate = NOBODY;
      this.#wait(world);
    }
    this.leader = leader;
  }

  /** Lets a tenth of a second pass. */
  step(world: World): void {
    const validators = world.tiers.enabled('validator');
    if (this.#phase === 'led') this.#checkLeader(world);
    else if (world.nowMs >= this.#until) this.#elect(world);
    if (this.leader !== NOBODY && world.nowMs >= this.#nextRoundAt) this.#finishRound(world);
    this.flow += (this.#flowGoal(world, validators) - this.flow) * 0.25;
  }

  #flowGoal(world: World, validators: number): number {
    if (this.leader !== NOBODY || validators === 0) return 1;
    return world.tiers.up('validator') < world.tiers.quorum ? 0 : 0.4;
  }

  #checkLeader(world: World): void {
    if (this.leader === NOBODY || !isStanding(world, this.leader)) return this.#wait(world);
    if (world.tiers.up('validator') < world.tiers.quorum) return this.#stepDown(world);
    if (world.nowMs >= this.#lossAt && world.tiers.up('validator') > 1) this.#loseLeader(world);
  }

  /** Most leaders are lost in a crash; where that would end the quorum, or now and then, one just steps down. */
  #loseLeader(world: World): void {
    const { leader } = this;
    this.#lossAt = world.nowMs + waitFor(this.#random, LEADERSHIP_MS);
    if (!mayCrash(world, leader) || this.#random() < 0.3) return this.#stepDown(world);
    crashNode(world, leader, between(this.#random, 8_000, 25_000));
    this.#wait(world);
  }

  #stepDown(world: World): void {
    world.columns.state[this.leader] = STATE_CODE.FOLLOWER;
    this.#candidate = this.leader;
    this.#wait(world);
  }

  #wait(world: World): void {
    this.leader = NOBODY;
    this.#phase = 'leaderless';
    this.#until = world.nowMs + between(this.#random, 1, 2) * shortestTimeout(world);
  }

  #elect(world: World): void {
    if (this.#phase === 'voting') return this.#count(world);
    const row = world.tiers.up('validator') < world.tiers.quorum ? NOBODY : pickValidator(world, this.#candidate);
    if (row === NOBODY) return this.#wait(world);
    this.#candidate = row;
    this.term += 1;
    this.#phase = 'voting';
    this.#until = world.nowMs + between(this.#random, 700, 2_000);
    world.columns.state[row] = STATE_CODE.CANDIDATE;
  }

  #count(world: World): void {
    const row = this.#candidate;
    if (!isStanding(world, row)) return this.#wait(world);
    world.columns.state[row] = STATE_CODE.FOLLOWER;
    if (world.tiers.up('validator') > 1 && this.#random() < SPLIT_VOTE) return this.#wait(world);
    add(world.columns.figures.votesReceived, row, world.tiers.quorum);
    this.#lead(row, world);
  }

  #lead(row: number, world: World): void {
    this.leader = row;
    this.#candidate = NOBODY;
    this.#phase = 'led';
    this.#lossAt = Math.max(this.#lossAt, world.nowMs + 15_000);
    this.#nextRoundAt = world.nowMs + ROUND_MS;
    world.columns.state[row] = STATE_CODE.LEADER;
  }

  #finishRound({ load, strain }: World): void {
    this.#nextRoundAt += ROUND_MS * (1 + ROUND_LOAD_SHARE * (load.ratio / USUAL_RATIO - 1));
    this.rounds += 1;
    const success = ROUND_SUCCESS - strain.lost * LOST_ROUNDS.lost - strain.surge * LOST_ROUNDS.surge;
    if (this.#random() < success) this.blocks += 1;
  }
}

/** Whether a validator is switched on and has not crashed. */
function isStanding({ nodes, columns }: World, row: number): boolean {
  return nodes[row]?.enabled === true && at(columns.hidden.downUntil, row) === 0;
}

/** Any standing validator, another than the last candidate if there is one. */
function pickValidator(world: World, avoid: number): number {
  const rows = world.tiers.rows('validator').filter((row) => isStanding(world, row));
  const others = rows.length > 1 ? rows.filter((row) => row !== avoid) : rows;
  return others[Math.floor(world.random() * others.length)] ?? NOBODY;
}

/** The shortest election timeout among the validators, in milliseconds: whoever has it notices first. */
function shortestTimeout({ nodes, tiers }: World): number {
  let shortest = 300;
  for (const row of tiers.rows('validator')) {
    const node = nodes[row];
    if (node?.type === 'validator' && node.enabled) shortest = Math.min(shortest, node.config.consensusTimeout);
  }
  return Math.max(STEP_MS, shortest);
}
