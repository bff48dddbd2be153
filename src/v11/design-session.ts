import type { Clock, Random } from '../domain/clock.js';
import type { AccessToken } from './access-token.js';
import type { BackendSession, BackendSessionListener } from './backend-session.js';
import { DESIGN_SOCKET } from './endpoints.js';
import type { Connection } from './transports/websocket.js';

/** The channels of protocol 1.2; the last one answers with `consensus-update`. */
const CHANNELS = ['node-updates', 'system-metrics', 'consensus-state'] as const;

/** What a {@link DesignSession} needs. */
export interface DesignSessionOptions {
  readonly listener: BackendSessionListener;
  readonly clock: Clock;
  readonly random: Random;
  /** Address of the socket, which the token may belong to. */
  readonly url: string;
  readonly token: AccessToken;
}

/** A backend that speaks the design documents' protocol on one socket (protocol 1.2). */
export class DesignSession implements BackendSession {
  readonly sources = [DESIGN_SOCKET];
  readonly #connection: Connection;
  readonly #options: DesignSessionOptions;
  #closed = false;

  /** Takes over an open connection and subscribes to everything; the backend remembers nothing of an earlier one. */
  constructor(connection: Connection, options: DesignSessionOptions) {
    const { listener, token, url } = options;
    this.#connection = connection;
    this.#options = options;
    connection.listener = {
      opened: () => undefined,
      message: (data) => listener.frame(DESIGN_SOCKET, data),
      closed: (reason, askedMs) => listener.lost(reason, askedMs),
    };
    if (token.fits(url)) void this.#authenticate().then(() => this.#subscribe());
    else this.#subscribe();
  }

  ping(): void {
    this.#send('ping', { timestamp: this.#options.clock.now() });
  }

  notice(): void {
    // The one socket is watched by the stream itself.
  }

  renewToken(): void {
    void this.#authenticate();
  }

  close(): void {
    this.#closed = true;
    this.#connection.abandon();
  }

  /** The planned `authenticate`, before anything else is sent; nothing answers it (protocol 1.2). */
  async #authenticate(): Promise<void> {
    const { token, url } = this.#options;
    const answer = await token.for(url);
    if (typeof answer === 'object' && !this.#closed) this.#send('authenticate', { token: answer.token });
  }

  #subscribe(): void {
    if (!this.#closed) for (const channel of CHANNELS) this.#send('subscribe', { channel });
  }

  #send(type: string, data: object): void {
    const { clock, random } = this.#options;
    const timestamp = clock.now();
    const suffix = Math.floor(random() * 36 ** 9)
      .toString(36)
      .padStart(9, '0');
    this.#connection.send(JSON.stringify({ type, data, timestamp, id: `msg-${timestamp}-${suffix}` }));
  }
}
