/** How a channel of the demo network behaves: it routes, and now and then a burst is more than it can take. */
import type { ChannelConfig } from '../../domain/node-config.js';
import { add, at } from './columns.js';
import { STATE_CODE } from './node-states.js';
import { between, clamp, countOf, noise, rounded, wander } from './random.js';
import type { World } from './world.js';

/** Chance of a burst in a second: one in about ten minutes per channel. */
const BURST_CHANCE = 1 / 600;

/** A channel with more than this share of its buffer in use is overloaded, until it has less than the other. */
const OVERLOAD_FROM = 0.8;
const OVERLOAD_TO = 0.35;

/** One second of a channel that is up. */
export function stepChannel(world: World, row: number, config: ChannelConfig): void {
  const { hidden, state } = world.columns;
  if (state[row] === STATE_CODE.IDLE || state[row] === STATE_CODE.CONNECTED) return wakeUp(world, row);
  const burst = world.random() < BURST_CHANCE ? between(world.random, 0.5, 1) : 0;
  hidden.surge[row] = Math.max(burst, at(hidden.surge, row) * 0.9);
  const fill = stepQueue(world, row, config);
  if (fill > OVERLOAD_FROM) state[row] = STATE_CODE.OVERLOAD;
  else if (fill < OVERLOAD_TO) state[row] = STATE_CODE.ROUTING;
  route(world, row, fill);
  connect(world, row, config);
}

/** IDLE, then CONNECTED, then ROUTING (protocol 3.4). */
function wakeUp(world: World, row: number): void {
  const { hidden, state } = world.columns;
  if (world.nowMs < at(hidden.dwellUntil, row)) return;
  hidden.dwellUntil[row] = world.nowMs + between(world.random, 1_000, 2_500);
  state[row] = state[row] === STATE_CODE.IDLE ? STATE_CODE.CONNECTED : STATE_CODE.ROUTING;
}

/** How much of a burst passes through a channel: its own, or an overload of all. */
function surgeOf({ load, columns: { hidden } }: World, row: number): number {
  return Math.max(at(hidden.surge, row), load.surge * clamp(at(hidden.wobble, row), 0.9, 1.1));
}

/** Lets the queue follow the burst. Returns the share of the buffer in use. */
function stepQueue(world: World, row: number, config: ChannelConfig): number {
  const { figures } = world.columns;
  const { random } = world;
  const surge = surgeOf(world, row);
  const usual = 0.001 + 0.004 * random();
  const goal = config.bufferSize * clamp(usual + (surge > 0.15 ? surge * 1.15 : 0), 0, 1);
  const queue = at(figures.queueDepth, row);
  figures.queueDepth[row] = Math.round(clamp(queue + (goal - queue) * 0.55, 0, config.bufferSize));
  return at(figures.queueDepth, row) / config.bufferSize;
}

function route(world: World, row: number, fill: number): void {
  const {
    random,
    tiers,
    load,
    columns: { figures, hidden },
  } = world;
  const wobble = wander(random, at(hidden.wobble, row), 1, 0.1, 0.018);
  hidden.wobble[row] = wobble;
  const offered = load.demandTps * tiers.strength('channel') * tiers.share(row) * wobble;
  const throughput = offered * (1 + 0.12 * surgeOf(world, row));
  figures.throughput[row] = rounded(throughput, throughput < 100 ? 2 : 0);
  const routed = countOf(random, throughput);
  const lost = countOf(random, Math.min(routed, 0.02 + 6 * Math.max(0, fill - 0.6)));
  add(figures.totalMessages, row, routed);
  add(figures.errorCount, row, lost);
  figures.routingEfficiency[row] = rounded(clamp(0.9985 - 0.1 * fill ** 2 + 0.0008 * noise(random), 0, 1), 4);
  figures.latencyMs[row] = rounded(1.8 + 2.2 * load.ratio * wobble + 55 * fill ** 2 + 0.4 * random(), 1);
}

function connect(world: World, row: number, config: ChannelConfig): void {
  const { figures, hidden } = world.columns;
  const { random, load } = world;
  const wanted =
    config.maxConnections * (0.3 + 0.35 * load.ratio + 0.45 * surgeOf(world, row)) * at(hidden.wobble, row);
  const present = at(figures.activeConnections, row);
  const change = (wanted - present) * 0.3 + noise(random) * 0.8;
  figures.activeConnections[row] = Math.round(clamp(present + change, 1, config.maxConnections));
}

/** A channel that has been routing for a while. */
export function startChannel(world: World, row: number, config: ChannelConfig, uptimeS: number): void {
  const { figures, hidden, state } = world.columns;
  hidden.wobble[row] = 1 + 0.04 * noise(world.random);
  state[row] = STATE_CODE.ROUTING;
  figures.activeConnections[row] = Math.round(config.maxConnections * 0.63);
  figures.totalMessages[row] = Math.floor(world.load.demandTps * world.tiers.share(row) * uptimeS);
  figures.errorCount[row] = countOf(world.random, 0.004 * uptimeS);
  stepQueue(world, row, config);
  route(world, row, 0);
}
