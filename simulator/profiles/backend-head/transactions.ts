/** `/ws/transactions`, the socket of text commands (protocol 1.8). */
import type { Clock, Stop } from '../../../src/domain/clock.js';
import { repeat } from '../../../src/v11/simulator/repeat.js';
import { bearerOf, type SimulatedUser } from '../../accounts.js';
import type { Connection } from '../../connection.js';
import { base36 } from '../../texts.js';
import type { Handshake, Simulation, SocketEndpoint } from '../profile.js';

/** The server says so often that it is there. */
const HEARTBEAT_MS = 30_000;

/** A client has to send a command so often. */
const SILENCE_MS = 60_000;

/** After so long the next command ends the session. */
const SESSION_MS = 30 * 60_000;

/** More commands a second than this since the opening look suspicious; so does one within ten milliseconds of it. */
const MAX_COMMANDS_PER_SECOND = 100;

const FIRST_SET = ['transactions', 'system'];

/** What all clients of the socket share. */
interface Room {
  readonly clock: Clock;
  /** Channels by user; they outlive the connection. */
  readonly sets: Map<string, Set<string>>;
  readonly clients: Map<Connection, SimulatedUser>;
}

/**
 * The token is looked for in the address, then in the `Authorization` header. Without a valid one the handshake succeeds,
 * and then the socket is closed with 1008, so that a naive client comes back for ever. Nothing is ever broadcast here.
 */
export function createTransactionsSocket({ clock, random, accounts }: Simulation): SocketEndpoint {
  const room: Room = { clock, sets: new Map(), clients: new Map() };

  return {
    path: '/ws/transactions',
    accept(connection, handshake) {
      const user = accounts.byToken(tokenOf(handshake));
      if (user === undefined) return connection.close(1008, 'Authentication required');
      const client = new CommandClient(connection, user, room, base36(random, 8));
      connection.onText((text) => client.hear(text));
      connection.onClose(() => client.leave());
    },
  };
}

function tokenOf({ query, headers }: Handshake): string | undefined {
  return query.get('token') ?? bearerOf(headers.authorization);
}

class CommandClient {
  readonly #connection: Connection;
  readonly #room: Room;
  readonly #channels: Set<string>;
  readonly #openedAt: number;
  readonly #stopHeartbeat: Stop;
  #stopDeadline: Stop = () => undefined;
  #commands = 0;

  constructor(connection: Connection, user: SimulatedUser, room: Room, sessionId: string) {
    this.#connection = connection;
    this.#room = room;
    this.#openedAt = room.clock.elapsed();
    this.#channels = room.sets.get(user.id) ?? new Set(FIRST_SET);
    room.sets.set(user.id, this.#channels);
    room.clients.set(connection, user);
    connection.send({ type: 'WELCOME', userId: user.id, sessionId, message: 'Connected to the transaction stream' });
    for (const channel of this.#channels) connection.sendText(`SUBSCRIBED ${channel}`);
    this.#stopHeartbeat = repeat(room.clock, HEARTBEAT_MS, () => this.#beat());
    this.#awaitCommand();
  }

  hear(text: string): void {
    this.#commands += 1;
    const ageMs = this.#room.clock.elapsed() - this.#openedAt;
    if (this.#commands * 1_000 > MAX_COMMANDS_PER_SECOND * ageMs)
      return this.#connection.close(1008, 'Suspicious activity');
    if (ageMs > SESSION_MS) return this.#connection.close(1001, 'Session timeout');
    this.#awaitCommand();
    this.#obey(text.trim());
  }

  leave(): void {
    this.#stopHeartbeat();
    this.#stopDeadline();
    this.#room.clients.delete(this.#connection);
  }

  #obey(text: string): void {
    const [word = '', channel = ''] = text.split(/\s+/, 2);
    switch (word.toUpperCase()) {
      case 'PING':
        return this.#connection.sendPong('PONG');
      case 'SUBSCRIBE':
        return this.#change(channel, 'SUBSCRIBED', (name) => this.#channels.add(name));
      case 'UNSUBSCRIBE':
        return this.#change(channel, 'UNSUBSCRIBED', (name) => this.#channels.delete(name));
      case 'LIST':
        return this.#connection.send({ type: 'SUBSCRIPTIONS', channels: [...this.#channels] });
      case 'STATS':
        return this.#connection.send(this.#stats());
      default:
        return this.#connection.sendText(`ERROR: Unknown command '${text.toUpperCase()}'. ${COMMANDS}`);
    }
  }

  #change(channel: string, answer: string, change: (name: string) => void): void {
    if (channel === '') return this.#connection.sendText('ERROR: Channel name required');
    change(channel.toLowerCase());
    this.#connection.sendText(`${answer} ${channel.toLowerCase()}`);
  }

  #stats(): Record<string, unknown> {
    const { clients, sets } = this.#room;
    const users = new Set([...clients.values()].map((user) => user.id));
    const channels = new Set([...users].flatMap((id) => [...(sets.get(id) ?? [])]));
    return {
      type: 'STATS',
      totalSessions: clients.size,
      authenticatedSessions: clients.size,
      uniqueUsers: users.size,
      activeChannels: channels.size,
      queuedMessages: 0,
    };
  }

  #beat(): void {
    const { clock } = this.#room;
    const connectionDuration = Math.floor((clock.elapsed() - this.#openedAt) / 1_000);
    this.#connection.send({ type: 'HEARTBEAT', timestamp: clock.now(), connectionDuration });
  }

  #awaitCommand(): void {
    this.#stopDeadline();
    this.#stopDeadline = this.#room.clock.after(SILENCE_MS, () => this.#connection.close(1001, 'Connection timeout'));
  }
}

const COMMANDS = 'Available: PING, SUBSCRIBE, UNSUBSCRIBE, LIST, STATS';
