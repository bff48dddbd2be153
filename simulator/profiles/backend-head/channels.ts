/** `/ws/channels` (protocol 1.4). */
import type { Random, Stop } from '../../../src/domain/clock.js';
import { between, integerBetween, rounded } from '../../../src/v11/simulator/random.js';
import { repeat } from '../../../src/v11/simulator/repeat.js';
import { isTextList, parseObject, type Connection } from '../../connection.js';
import { base36, hex } from '../../texts.js';
import type { Simulation, SocketEndpoint } from '../profile.js';

/** The only channel that is ever broadcast; REST knows other ids. */
const CHANNEL_ID = 'main-channel';

/**
 * Subscriptions add up, and an empty set means everything: data flows before any `subscribe`, and unsubscribing the
 * last channel turns everything on again. `subscribed` echoes the request, `unsubscribe` has no answer.
 * The timers begin with the first client and run for the life of the server.
 */
export function createChannelsSocket(simulation: Simulation): SocketEndpoint {
  const clients = new Map<Connection, Set<string>>();
  const broadcast = (type: string, part: Record<string, unknown>): void => {
    const text = JSON.stringify({ type, channelId: CHANNEL_ID, ...part, timestamp: simulation.clock.now() });
    for (const [connection, channels] of clients) {
      if (channels.size === 0 || channels.has(CHANNEL_ID)) connection.sendText(text);
    }
  };
  let stopTimers: Stop | undefined;

  return {
    path: '/ws/channels',
    stop: () => stopTimers?.(),
    accept(connection) {
      stopTimers ??= startTimers(simulation, broadcast);
      const channels = new Set<string>();
      clients.set(connection, channels);
      connection.onClose(() => clients.delete(connection));
      connection.onText((text) => answer(text, connection, channels, simulation.clock.now()));
      connection.send({
        type: 'connected',
        sessionId: base36(simulation.random, 10),
        message: 'Connected to the channel stream',
      });
    },
  };
}

function startTimers(
  { clock, random }: Simulation,
  broadcast: (type: string, part: Record<string, unknown>) => void,
): Stop {
  const sendBlock = (): void => broadcast('block', { block: blockBody(random, clock.now()) });
  let stopBlocks = clock.after(3_000, () => {
    stopBlocks = repeat(clock, 5_000, sendBlock);
    sendBlock();
  });
  const stopUpdates = repeat(clock, 2_000, () => {
    broadcast('channel_update', { metrics: channelMetrics(random) });
    broadcast('transaction', { transaction: transactionBody(random, clock.now()) });
  });
  return () => {
    stopBlocks();
    stopUpdates();
  };
}

function answer(text: string, connection: Connection, channels: Set<string>, now: number): void {
  const message = parseObject(text);
  const wrong =
    message === undefined ||
    (message.channels !== undefined && message.channels !== null && !isTextList(message.channels));
  if (wrong) return connection.send({ type: 'error', error: 'Invalid message format', timestamp: now });
  if (!isTextList(message.channels)) return;
  if (message.action === 'subscribe') {
    message.channels.forEach((channel) => channels.add(channel));
    connection.send({ type: 'subscribed', channels: message.channels });
  } else if (message.action === 'unsubscribe') {
    message.channels.forEach((channel) => channels.delete(channel));
  }
}

/** Drawn anew for every frame, so totals and heights go down as often as up. */
function channelMetrics(random: Random): Record<string, unknown> {
  return {
    tps: integerBetween(random, 850_000, 949_999),
    totalTransactions: integerBetween(random, 150_000_000, 150_999_999),
    blockHeight: integerBetween(random, 12_500, 12_509),
    latency: rounded(between(random, 2.5, 3), 3),
    throughput: integerBetween(random, 820_000, 869_999),
    activeValidators: 10,
    consensusHealth: rounded(between(random, 98.5, 100), 2),
  };
}

function transactionBody(random: Random, now: number): Record<string, unknown> {
  return {
    id: `tx-${hex(random, 8)}`,
    from: `0x${hex(random, 40)}`,
    to: `0x${hex(random, 40)}`,
    amount: integerBetween(random, 0, 999_999),
    timestamp: now,
    status: 'confirmed',
    fee: integerBetween(random, 0, 999),
  };
}

function blockBody(random: Random, now: number): Record<string, unknown> {
  return {
    height: integerBetween(random, 12_500, 12_599),
    hash: `0x${hex(random, 64)}`,
    prevHash: `0x${hex(random, 64)}`,
    transactionCount: integerBetween(random, 0, 999),
    validator: `validator-${integerBetween(random, 0, 9)}`,
    timestamp: now,
    size: integerBetween(random, 1_024, 3_071),
  };
}
