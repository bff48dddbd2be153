/** `/ws/v11`, the token-protected JSON socket (protocol 1.7). */
import type { Clock, Stop } from '../../../src/domain/clock.js';
import { repeat } from '../../../src/v11/simulator/repeat.js';
import type { SimulatedUser } from '../../accounts.js';
import { parseObject, type Connection } from '../../connection.js';
import type { Simulation, SocketEndpoint } from '../profile.js';
import { analyticsBody } from './analytics.js';
import { mayHear } from './v11-channels.js';
import { V11Members } from './v11-members.js';

/** A client has so long to say who it is. */
const AUTH_MS = 10_000;

/** The server asks for life so often, and waits so long for an answer. */
const PING_MS = 30_000;
const SILENCE_MS = 60_000;

/** The only channel with a producer. */
const ANALYTICS = 'analytics';

/**
 * A client has to name a token within ten seconds. Its traps: a token in the address is not looked at, a refused one
 * leaves the socket open until the ten seconds are over, queued messages come before the answer to `auth`, filters are
 * echoed and never applied, a client's `ping` is answered but is no sign of life.
 */
export function createV11Socket(simulation: Simulation): SocketEndpoint {
  const { clock, accounts, driver } = simulation;
  const members = new V11Members();
  const stop = driver.onBeat((beat) => {
    if (beat !== 0 || !members.wants(ANALYTICS)) return;
    const message = { type: 'message', channel: ANALYTICS, data: analyticsBody(simulation), timestamp: clock.now() };
    members.tell(ANALYTICS, JSON.stringify(message));
  });

  return {
    path: '/ws/v11',
    stop,
    accept(connection) {
      const client = new V11Client(connection, clock, members, (token) => accounts.byToken(token));
      connection.onText((text) => client.hear(text));
      connection.onClose(() => client.leave());
    },
  };
}

type Fields = Readonly<Record<string, unknown>>;

/** One client from the first greeting to its end. */
class V11Client {
  readonly #connection: Connection;
  readonly #clock: Clock;
  readonly #members: V11Members;
  readonly #userOf: (token: string) => SimulatedUser | undefined;
  #user: SimulatedUser | undefined;
  #stopDeadline: Stop;
  #stopPings: Stop = () => undefined;

  constructor(
    connection: Connection,
    clock: Clock,
    members: V11Members,
    userOf: (token: string) => SimulatedUser | undefined,
  ) {
    this.#connection = connection;
    this.#clock = clock;
    this.#members = members;
    this.#userOf = userOf;
    this.#stopDeadline = clock.after(AUTH_MS, () => connection.close(1008, 'Authentication timeout'));
    connection.send({
      type: 'auth_required',
      message: 'Please authenticate with a token',
      format: { type: 'auth', token: '<placeholder>' },
    });
  }

  hear(text: string): void {
    const message = parseObject(text);
    if (message === undefined) return this.#refuse('Invalid message format');
    if (typeof message.type !== 'string') return this.#refuse('Missing type field');
    if (message.type === 'auth') return this.#authenticate(message);
    const user = this.#user;
    if (user === undefined) return this.#refuse('Authentication required');
    this.#obey(message.type, message, user);
  }

  leave(): void {
    this.#stopDeadline();
    this.#stopPings();
    if (this.#user !== undefined) this.#members.leave(this.#user, this.#connection);
  }

  #authenticate({ token }: Fields): void {
    if (this.#user !== undefined) return this.#answerAuth('success', 'Authentication successful');
    if (typeof token !== 'string' || token === '') return this.#answerAuth('error', 'Missing token');
    const user = this.#userOf(token);
    if (user === undefined) return this.#answerAuth('error', 'Invalid or expired token');
    const queued = this.#members.join(user, this.#connection);
    if (queued === undefined) return this.#answerAuth('error', 'Maximum connections per user exceeded');
    this.#user = user;
    for (const text of queued) this.#connection.sendText(text);
    this.#answerAuth('success', 'Authentication successful');
    this.#awaitLife();
    this.#stopPings = repeat(this.#clock, PING_MS, () =>
      this.#connection.send({ type: 'ping', timestamp: this.#clock.now() }),
    );
  }

  #answerAuth(status: 'success' | 'error', message: string): void {
    this.#connection.send({ type: 'auth_response', status, message, timestamp: this.#clock.now() });
  }

  #obey(type: string, message: Fields, user: SimulatedUser): void {
    switch (type) {
      case 'subscribe':
        return this.#subscribe(message, user);
      case 'unsubscribe':
        return this.#unsubscribe(message, user);
      case 'pong':
        return this.#awaitLife();
      case 'ping':
        return this.#connection.sendPong(JSON.stringify({ type: 'pong', timestamp: this.#clock.now() }));
      default:
        return this.#refuse(`Unknown message type: ${type}`);
    }
  }

  #subscribe({ channel, filter = '', priority = 0 }: Fields, user: SimulatedUser): void {
    if (typeof channel !== 'string' || channel === '') return this.#refuse('Missing channel field');
    if (typeof filter !== 'string') return this.#refuse('Invalid message format');
    if (!mayHear(user.role, channel)) return this.#refuse(`Not authorized to subscribe to channel: ${channel}`);
    if (!this.#members.subscribe(user, channel, filter))
      return this.#refuse('Subscription limit exceeded or invalid channel');
    this.#connection.send({ type: 'subscribe_response', status: 'success', channel, filter, priority });
  }

  #unsubscribe({ channel }: Fields, user: SimulatedUser): void {
    if (typeof channel !== 'string' || channel === '') return this.#refuse('Missing channel field');
    this.#members.unsubscribe(user, channel);
    this.#connection.send({ type: 'unsubscribe_response', status: 'success', channel });
  }

  /** Starts the sixty seconds anew; only `pong` does. */
  #awaitLife(): void {
    this.#stopDeadline();
    this.#stopDeadline = this.#clock.after(SILENCE_MS + 1, () => this.#connection.close(1001, 'Heartbeat timeout'));
  }

  #refuse(message: string): void {
    this.#connection.send({ type: 'error', message, timestamp: this.#clock.now() });
  }
}
