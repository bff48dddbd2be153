import type { Clock, Random } from '../domain/clock.js';
import type { BackendSession, BackendSessionListener } from './backend-session.js';
import { DESIGN_SOCKET } from './endpoints.js';
import type { Connection } from './transports/websocket.js';

/** The channels of protocol 1.2; the last one answers with `consensus-update`. */
const CHANNELS = ['node-updates', 'system-metrics', 'consensus-state'] as const;

/** A backend that speaks the design documents' protocol on one socket (protocol 1.2). */
export class DesignSession implements BackendSession {
  readonly sources = [DESIGN_SOCKET];
  readonly #connection: Connection;
  readonly #clock: Clock;
  readonly #random: Random;

  /** Takes over an open connection and subscribes to everything; the backend remembers nothing of an earlier one. */
  constructor(connection: Connection, listener: BackendSessionListener, clock: Clock, random: Random) {
    this.#connection = connection;
    this.#clock = clock;
    this.#random = random;
    connection.listener = {
      opened: () => undefined,
      message: (data) => listener.frame(DESIGN_SOCKET, data),
      closed: (reason) => listener.lost(reason),
    };
    for (const channel of CHANNELS) this.#send('subscribe', { channel });
  }

  ping(): void {
    this.#send('ping', { timestamp: this.#clock.now() });
  }

  notice(): void {
    // The one socket is watched by the stream itself.
  }

  close(): void {
    this.#connection.abandon();
  }

  #send(type: string, data: object): void {
    const timestamp = this.#clock.now();
    const suffix = Math.floor(this.#random() * 36 ** 9)
      .toString(36)
      .padStart(9, '0');
    this.#connection.send(JSON.stringify({ type, data, timestamp, id: `msg-${timestamp}-${suffix}` }));
  }
}
