/** Figures about the whole demo network, derived from its nodes. */
import type { Random } from '../../domain/clock.js';
import { FEED_RATE_OF, FEED_RATES, SYSTEM_FIELDS, type SystemField } from '../../domain/live-update.js';
import { at } from './columns.js';
import { clamp, createRandom, noise, rounded, wander } from './random.js';
import { STEP_MS, type World } from './world.js';

/** How slowly the average follows, per step: about a minute. */
const AVERAGE_PULL = STEP_MS / 60_000;

/** Share of transactions that fail in quiet times. */
const USUAL_ERROR_RATE = 0.0006;

/** How long the slowest blocks take in quiet times, and where their luck comes from. */
const USUAL_TAIL = 0.32;
const TAIL_SEED = 95;

/** Keeps the figures of {@link SYSTEM_FIELDS} up to date, ten times a second. */
export class SystemFigures {
  /** Present values. */
  readonly values: Record<SystemField, number>;
  /** Transactions that have failed so far. */
  failedTransactions: number;
  #transactions: number;
  #average: number;
  #finality = 0;
  #jitter = 0;
  #memory: number;
  /** How much longer than usual the slowest blocks take, as a share of the average. */
  #tail = USUAL_TAIL;
  readonly #random: Random;
  /** Draws of its own, so that the tail changes nothing else of a seed. */
  readonly #tailRandom: Random = createRandom(TAIL_SEED);

  constructor(random: Random, uptimeMs: number, demandTps: number) {
    this.#random = random;
    this.values = Object.fromEntries(SYSTEM_FIELDS.map((field) => [field, 0])) as Record<SystemField, number>;
    this.#transactions = demandTps * 0.97 * (uptimeMs / 1_000);
    this.failedTransactions = this.#transactions * USUAL_ERROR_RATE;
    this.#memory = 900 + 300 * random();
    this.#average = demandTps;
  }

  /** Lets a tenth of a second pass. */
  step(world: World): void {
    this.#stepThroughput(world);
    this.#stepConsensus(world);
    this.#stepFinality(world);
    this.#stepTail(world);
    this.#stepFeeds(world);
    this.#stepMachine(world);
  }

  #stepThroughput(world: World): void {
    const { values } = this;
    values.tps = Math.round(sumThroughput(world));
    this.#average += (values.tps - this.#average) * AVERAGE_PULL;
    values.averageTps = rounded(this.#average, 1);
    values.peakTps = Math.max(values.peakTps, values.tps);
    values.errorRate = rounded(
      USUAL_ERROR_RATE * (1 + 0.3 * noise(this.#random)) +
        (1 - world.consensus.flow) * 0.01 +
        (world.strain.surge + world.strain.lost) * 0.02,
      5,
    );
    const transactions = (values.tps * STEP_MS) / 1_000;
    this.#transactions += transactions;
    this.failedTransactions += transactions * values.errorRate;
    values.totalTransactions = Math.floor(this.#transactions);
  }

  #stepConsensus({ tiers, consensus, nodes }: World): void {
    const { values } = this;
    const validators = tiers.enabled('validator');
    values.activeNodes = tiers.active;
    values.totalNodes = nodes.length;
    values.term = consensus.term;
    values.blocksValidated = consensus.blocks;
    values.consensusRounds = consensus.rounds;
    const voting = validators === 0 ? 0 : (100 * tiers.up('validator')) / validators;
    values.participationPercent = rounded(clamp(voting - 0.9 + 0.3 * noise(this.#random), 0, 100), 1);
  }

  /** Waiting time grows steeply as demand nears what the network can take, while nobody leads, and in incidents. */
  #stepFinality({ load, consensus, strain }: World): void {
    this.#jitter = wander(this.#random, this.#jitter, 0, 0.15, 1.6);
    const strained = 420 * strain.surge + 500 * strain.lost;
    const goal = 84 + 9 / Math.max(0.05, 1.13 - load.ratio) + (1 - consensus.flow) * 650 + this.#jitter + strained;
    this.#finality = this.#finality === 0 ? goal : this.#finality + (goal - this.#finality) * 0.2;
    this.values.finalityMs = rounded(this.#finality, 1);
  }

  /** The slowest blocks suffer first, and most, when something is wrong. */
  #stepTail({ consensus, strain }: World): void {
    const goal = USUAL_TAIL + (1 - consensus.flow) * 0.5 + strain.surge * 0.5 + strain.lost * 0.6;
    this.#tail = clamp(wander(this.#tailRandom, this.#tail, goal, 0.08, 0.022), 0.12, 1.6);
    const { values } = this;
    values.finalityP50Ms = rounded(this.#finality * 0.94, 1);
    values.finalityP95Ms = rounded(this.#finality * (1.15 + this.#tail), 1);
    values.finalityP99Ms = rounded(this.#finality * (1.2 + 2.2 * this.#tail), 1);
  }

  #stepFeeds({ nodes, tiers, columns: { figures } }: World): void {
    const { values } = this;
    // A provider that no node reads is none of which to tell anything.
    for (const field of FEED_RATES) values[field] = NaN;
    for (const row of tiers.rows('slim')) {
      const node = nodes[row];
      if (node?.type !== 'slim') continue;
      const rate = at(figures.feedRate, row);
      for (const field of ['feedRate', FEED_RATE_OF[node.config.feedType]] as const)
        values[field] = (values[field] || 0) + rate;
    }
    for (const field of FEED_RATES) values[field] = rounded(values[field], 3);
  }

  /** Memory rises until it is collected, as on the backend's Java machine. */
  #stepMachine({ load }: World): void {
    const random = this.#random;
    this.#memory = this.#memory > 1_450 ? 880 + 60 * random() : this.#memory + 1.2 * random();
    this.values.memoryMb = Math.round(this.#memory);
    this.values.cpuPercent = rounded(clamp(8 + 46 * load.ratio ** 2 + 1.5 * noise(random), 0, 100), 1);
  }
}

/** Throughput of the type that counts as the network's. */
function sumThroughput({ tiers, columns: { figures } }: World): number {
  let sum = 0;
  for (const row of tiers.rows(tiers.measured)) sum += at(figures.throughput, row);
  return sum;
}
