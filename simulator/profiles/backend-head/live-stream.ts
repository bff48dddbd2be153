/** `/api/v11/live/stream` (protocol 1.5). */
import type { Random, Stop } from '../../../src/domain/clock.js';
import { integerBetween } from '../../../src/v11/simulator/random.js';
import { repeat } from '../../../src/v11/simulator/repeat.js';
import { parseObject, type Connection } from '../../connection.js';
import { uuid } from '../../texts.js';
import type { Simulation, SocketEndpoint } from '../profile.js';

/** Most senders of one client. The backend has no bound; a test server needs one. */
const MAX_SENDERS = 200;

interface Stream {
  readonly type: string;
  readonly everyMs: number;
  readonly payload: (random: Random) => Record<string, unknown>;
}

/** The four streams; three of them never change, and current TPS may exceed the peak. */
const STREAMS: Readonly<Record<string, Stream>> = {
  tps_updates: {
    type: 'tps_update',
    everyMs: 1_000,
    payload: (random) => ({
      currentTPS: integerBetween(random, 776_000, 825_999),
      peakTPS: 800_000,
      averageTPS: 750_000,
      latency: integerBetween(random, 40, 59),
    }),
  },
  block_updates: {
    type: 'block_update',
    everyMs: 2_000,
    payload: () => ({ blockHeight: 12_345, blockTime: 1_000, transactions: 500, producer: 'validator-1' }),
  },
  network_status: {
    type: 'network_update',
    everyMs: 3_000,
    payload: () => ({ activeNodes: 64, totalNodes: 100, networkHealth: 'healthy', avgLatency: 42 }),
  },
  validator_metrics: {
    type: 'validator_update',
    everyMs: 5_000,
    payload: () => ({ totalValidators: 20, activeValidators: 15, inactiveValidators: 3, jailedValidators: 2 }),
  },
};

/**
 * Speaks TPS without being asked. Its traps: `unsubscribe` does nothing and has no answer, every further `subscribe`
 * to a stream starts another sender beside the ones that run, and streams that do not exist are confirmed as well.
 */
export function createLiveStreamSocket({ clock, random }: Simulation): SocketEndpoint {
  const senders = new Set<Stop>();

  function accept(connection: Connection): void {
    const own = new Set<Stop>();
    const send = (type: string, payload: unknown): void => connection.send({ type, payload, timestamp: clock.now() });
    const startSender = (channel: string): void => {
      const stream = Object.hasOwn(STREAMS, channel) ? STREAMS[channel] : undefined;
      if (stream === undefined || own.size >= MAX_SENDERS) return;
      const stop = repeat(clock, stream.everyMs, () => send(stream.type, stream.payload(random)));
      own.add(stop);
      senders.add(stop);
    };

    connection.onClose(() => {
      for (const stop of own) {
        stop();
        senders.delete(stop);
      }
    });
    const pong = (): void => {
      const timestamp = clock.now();
      connection.sendPong(JSON.stringify({ type: 'pong', payload: { timestamp }, timestamp }));
    };
    connection.onText((text) => answer(text, { send, startSender, pong }));
    send('connection_established', { connectionId: uuid(random), timestamp: clock.now() });
    startSender('tps_updates');
  }

  return { path: '/api/v11/live/stream', accept, stop: () => senders.forEach((stop) => stop()) };
}

interface Client {
  readonly send: (type: string, payload: unknown) => void;
  readonly startSender: (channel: string) => void;
  readonly pong: () => void;
}

function answer(text: string, { send, startSender, pong }: Client): void {
  const message = parseObject(text);
  if (message === undefined) return send('error', { error: 'Invalid message format' });
  if (message.type === 'ping') return pong();
  if (message.type !== 'subscribe') return;
  if (typeof message.channel !== 'string' || message.channel === '')
    return send('error', { error: 'Channel not specified' });
  send('subscription_confirmed', { channel: message.channel, status: 'subscribed' });
  startSender(message.channel);
}
