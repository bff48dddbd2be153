import type { Clock } from '../domain/clock.js';
import type { Failure } from '../domain/failure.js';
import { askedDelayMs } from './close-codes.js';
import type { Dialect, DialectPort } from './dialect.js';
import type { EndReason, Opening } from './liveness.js';
import { Connection, type OpenSocket } from './transports/websocket.js';

/** Who hears of a {@link Line}; nobody after `close`. Can be exchanged when one line takes over from another. */
export interface LineListener {
  /** The socket is open, and this is expected of it. */
  opened(opening: Opening): void;
  authenticated(): void;
  /** Any frame: a sign of life. */
  heard(): void;
  /** A frame that may hold data. */
  frame(data: unknown): void;
  tokenExpired(): void;
  refused(failure: Failure): void;
  closed(reason: EndReason, askedMs: number): void;
}

/** What a {@link Line} needs. */
export interface LineOptions {
  readonly url: string;
  readonly dialect: (port: DialectPort) => Dialect;
  readonly clock: Clock;
  readonly openSocket: OpenSocket;
  /** Time to open, in milliseconds. */
  readonly timeoutMs: number;
  /** A connection that is open already. */
  readonly connection?: Connection | undefined;
}

/** One connection and the dialect that is spoken on it. */
export class Line {
  /** Who hears of it; nobody once it is over. */
  listener: LineListener | undefined;
  readonly #connection: Connection;
  readonly #dialect: Dialect;

  /** Opens it, or takes over a connection that is open already; then `opened` is told at once. */
  constructor({ url, dialect, connection, ...options }: LineOptions, listener: LineListener) {
    this.listener = listener;
    this.#dialect = dialect(this.#port());
    const own = {
      opened: () => this.#opened(),
      message: (data: unknown) => {
        this.listener?.heard();
        this.#dialect.message(data);
      },
      closed: (reason: EndReason, askedMs: number) => this.#end(reason, askedMs),
    };
    this.#connection = connection ?? new Connection(url, own, options);
    this.#connection.listener = own;
    if (connection !== undefined) this.#opened();
  }

  /** Asks for a sign of life. */
  ping(): void {
    this.#dialect.ping();
  }

  /** Forgets it. */
  close(): void {
    this.listener = undefined;
    this.#dialect.close();
    this.#connection.abandon();
  }

  #port(): DialectPort {
    return {
      send: (text) => this.#connection.send(text),
      frame: (data) => this.listener?.frame(data),
      authenticated: () => this.listener?.authenticated(),
      tokenExpired: () => this.listener?.tokenExpired(),
      refused: (failure) => this.listener?.refused(failure),
      end: (reason) => this.#end(reason, typeof reason === 'number' ? askedDelayMs(reason, '') : 0),
    };
  }

  #opened(): void {
    // First what is expected, then what is sent: an answer may come before this returns.
    this.listener?.opened(this.#dialect.opening);
    this.#dialect.opened();
  }

  #end(reason: EndReason, askedMs: number): void {
    const listener = this.listener;
    this.close();
    listener?.closed(reason, askedMs);
  }
}
