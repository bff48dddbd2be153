/** How a slim node of the demo network behaves: it calls its provider at its frequency, and loses it sometimes. */
import type { FeedType, SlimConfig } from '../../domain/node-config.js';
import { add, at } from './columns.js';
import { STATE_CODE } from './node-states.js';
import { silence } from './outages.js';
import { between, clamp, countOf, noise, rounded, wander } from './random.js';
import type { World } from './world.js';

/** Usual answer time of each provider, in milliseconds. */
const USUAL_LATENCY_MS: Readonly<Record<FeedType, number>> = { alpaca: 85, weather: 180, twitter: 260 };

/** Share of calls that fail. */
const FAILED_CALLS = 0.008;

/** Chance to lose the provider in a second. */
const LOSS_CHANCE = 1 / 240;

/** One second of a slim node that is up: DISCONNECTED, CONNECTING, ACTIVE, STREAMING (protocol 3.4). */
export function stepSlim(world: World, row: number, config: SlimConfig): void {
  const { hidden, state } = world.columns;
  if (world.strain.feedOut === config.feedType) return callInVain(world, row, config);
  if (state[row] !== STATE_CODE.STREAMING) return connect(world, row);
  if (world.random() < LOSS_CHANCE) {
    state[row] = STATE_CODE.DISCONNECTED;
    hidden.dwellUntil[row] = world.nowMs + between(world.random, 2_000, 9_000);
    add(world.columns.figures.errorCount, row, 1);
    return silence(world, row);
  }
  call(world, row, config, dueCalls(world, row, config));
}

/** The provider is away: the node goes on calling, and every call fails. */
function callInVain(world: World, row: number, config: SlimConfig): void {
  const { figures, state } = world.columns;
  const calls = dueCalls(world, row, config);
  state[row] = STATE_CODE.DISCONNECTED;
  silence(world, row);
  for (const column of [figures.apiCalls, figures.apiErrors, figures.errorCount]) add(column, row, calls);
  figures.successRate[row] = successRate(figures, row);
}

function connect(world: World, row: number): void {
  const { hidden, state } = world.columns;
  silence(world, row);
  if (world.nowMs < at(hidden.dwellUntil, row)) return;
  hidden.dwellUntil[row] = world.nowMs + between(world.random, 1_000, 2_500);
  hidden.mark[row] = world.nowMs;
  if (state[row] === STATE_CODE.DISCONNECTED) state[row] = STATE_CODE.CONNECTING;
  else state[row] = state[row] === STATE_CODE.CONNECTING ? STATE_CODE.ACTIVE : STATE_CODE.STREAMING;
}

/** Time between two calls: the configured one, but never more calls in a minute than the rate limit allows. */
function callEveryMs(config: SlimConfig): number {
  return Math.max(config.updateFrequency, 60_000 / config.rateLimit);
}

/** Calls that fell due since the last second. */
function dueCalls({ nowMs, columns: { hidden } }: World, row: number, config: SlimConfig): number {
  const everyMs = callEveryMs(config);
  const due = Math.max(0, Math.floor((nowMs - at(hidden.mark, row)) / everyMs));
  add(hidden.mark, row, due * everyMs);
  return due;
}

/** Data points in one answer: one for each symbol, location or topic. */
function pointsPerCall(config: SlimConfig): number {
  const lists = { alpaca: config.alpaca?.symbols, weather: config.weather?.locations, twitter: config.twitter?.topics };
  return Math.max(1, lists[config.feedType]?.length ?? 1);
}

function call({ random, columns: { figures, hidden } }: World, row: number, config: SlimConfig, calls: number): void {
  const wobble = wander(random, at(hidden.wobble, row), 1, 0.1, 0.03);
  hidden.wobble[row] = wobble;
  const failed = Math.min(calls, countOf(random, calls * FAILED_CALLS));
  const points = pointsPerCall(config);
  add(figures.apiCalls, row, calls);
  add(figures.apiErrors, row, failed);
  add(figures.errorCount, row, failed);
  add(figures.totalMessages, row, (calls - failed) * points);
  // What a provider has to say varies; a call that failed brings nothing.
  const answered = calls === 0 ? 1 : 1 - failed / calls;
  showRates(figures, row, ((points * 1_000) / callEveryMs(config)) * Math.max(0, wobble) * answered);
  if (calls > 0)
    figures.latencyMs[row] = Math.round(USUAL_LATENCY_MS[config.feedType] * wobble * (1 + 0.08 * noise(random)));
}

function showRates(figures: World['columns']['figures'], row: number, pointsPerSecond: number): void {
  figures.feedRate[row] = rounded(pointsPerSecond, 3);
  figures.throughput[row] = rounded(pointsPerSecond, 3);
  figures.successRate[row] = successRate(figures, row);
}

function successRate(figures: World['columns']['figures'], row: number): number {
  const calls = at(figures.apiCalls, row);
  return calls === 0 ? 100 : rounded(clamp(100 * (1 - at(figures.apiErrors, row) / calls), 0, 100), 2);
}

/** A slim node that has streamed for a while. */
export function startSlim(world: World, row: number, config: SlimConfig, uptimeS: number): void {
  const { random, columns, nowMs } = world;
  const { figures, hidden, state } = columns;
  const calls = Math.floor((uptimeS * 1_000) / callEveryMs(config));
  hidden.wobble[row] = 1 + 0.05 * noise(random);
  hidden.mark[row] = nowMs - random() * callEveryMs(config);
  state[row] = STATE_CODE.STREAMING;
  figures.apiCalls[row] = calls;
  figures.apiErrors[row] = figures.errorCount[row] = countOf(random, calls * FAILED_CALLS);
  figures.totalMessages[row] = (calls - at(figures.apiErrors, row)) * pointsPerCall(config);
  figures.latencyMs[row] = Math.round(USUAL_LATENCY_MS[config.feedType] * at(hidden.wobble, row));
  call(world, row, config, 0);
}
