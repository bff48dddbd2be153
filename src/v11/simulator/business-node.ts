/** How a business node of the demo network behaves: it works its queue off in batches, and rests when there is nothing. */
import type { BusinessConfig } from '../../domain/node-config.js';
import { add, at } from './columns.js';
import { STATE_CODE } from './node-states.js';
import { between, clamp, countOf, noise, rounded, wander } from './random.js';
import { silence } from './outages.js';
import type { World } from './world.js';

/** A business node is given at most this share of what it can process, so that its queue stays short. */
const USUAL_UTILISATION = 0.92;

/** And at so much more in an overload, so that its queue fills. */
const OVERLOAD_UTILISATION = 0.3;

/** Share of transactions that fail. */
const FAILURES = 0.000_004;

/** One second of a business node that is up. */
export function stepBusiness(world: World, row: number, config: BusinessConfig): void {
  const { hidden, state } = world.columns;
  if (world.nowMs >= at(hidden.dwellUntil, row)) changeShift(world, row);
  if (state[row] === STATE_CODE.PROCESSING) process(world, row, config);
  else wait(world, row, config);
}

/** IDLE and PROCESSING take turns (protocol 3.4); the pauses are short. */
function changeShift(world: World, row: number): void {
  const { hidden, state } = world.columns;
  const resting = state[row] === STATE_CODE.PROCESSING;
  state[row] = resting ? STATE_CODE.IDLE : STATE_CODE.PROCESSING;
  hidden.dwellUntil[row] =
    world.nowMs + (resting ? between(world.random, 1_500, 6_000) : between(world.random, 20_000, 140_000));
}

/** Transactions that arrive in a second. */
function arriving({ load, tiers }: World, row: number, config: BusinessConfig, wobble: number): number {
  const utilisation = USUAL_UTILISATION + OVERLOAD_UTILISATION * load.surge;
  return Math.min(load.demandTps * tiers.share(row), config.processingCapacity * utilisation) * wobble;
}

function process(world: World, row: number, config: BusinessConfig): void {
  const { random, columns } = world;
  const { figures, hidden } = columns;
  const wobble = wander(random, at(hidden.wobble, row), 1, 0.15, 0.03);
  hidden.wobble[row] = wobble;
  const arrived = arriving(world, row, config, wobble);
  const waiting = at(figures.queueSize, row);
  const throughput = Math.min(config.processingCapacity, arrived + waiting * 0.4);
  const leftOver = config.batchSize * random() * Math.min(1, arrived / config.batchSize);
  figures.queueSize[row] = Math.round(clamp(waiting + arrived - throughput + leftOver * 0.4, 0, config.queueSize));
  figures.throughput[row] = rounded(throughput, throughput < 100 ? 2 : 0);
  settle(world, row, countOf(random, throughput));
  const inBatch = (1_000 * config.batchSize) / config.processingCapacity / Math.max(1, config.parallelThreads);
  const inQueue = (1_000 * waiting) / config.processingCapacity;
  figures.latencyMs[row] = rounded(clamp(2 + inBatch + inQueue + random(), 0, 60_000), 1);
}

/** Counts what was processed, and what failed. */
function settle({ random, columns: { figures } }: World, row: number, processed: number): void {
  const failed = Math.min(processed, countOf(random, processed * FAILURES));
  add(figures.totalMessages, row, processed);
  add(figures.transactionsProcessed, row, processed - failed);
  add(figures.errorCount, row, failed);
  const success = processed > 0 ? 99.7 - Math.min(3, failed * 0.15) : 99.7;
  figures.successRate[row] = rounded(
    clamp(at(figures.successRate, row) * 0.8 + (success + 0.1 * noise(random)) * 0.2, 0, 100),
    2,
  );
}

/** Nothing is processed; a part of what arrives waits, the rest goes to the others. */
function wait(world: World, row: number, config: BusinessConfig): void {
  const { queueSize } = world.columns.figures;
  silence(world, row);
  const arrived = arriving(world, row, config, 0.03);
  queueSize[row] = Math.round(clamp(at(queueSize, row) + arrived, 0, config.queueSize * 0.9));
}

/** A business node that has worked for a while. */
export function startBusiness(world: World, row: number, config: BusinessConfig, uptimeS: number): void {
  const { random, columns, nowMs } = world;
  const { figures, hidden, state } = columns;
  hidden.wobble[row] = 1 + 0.05 * noise(random);
  hidden.dwellUntil[row] = nowMs + between(random, 3_000, 120_000);
  state[row] = STATE_CODE.PROCESSING;
  figures.successRate[row] = 99.6;
  const processed = Math.floor(arriving(world, row, config, 0.97) * uptimeS);
  figures.totalMessages[row] = processed;
  figures.errorCount[row] = Math.floor(processed * FAILURES);
  figures.transactionsProcessed[row] = processed - at(figures.errorCount, row);
  process(world, row, config);
}
