/**
 * One WebSocket as a thin port. A half-open socket stays open for ever and its `close()` may never complete
 * (reliability 0.11), so a connection is abandoned: what it still says is not heard, and nobody waits for it.
 */
import type { Clock, Stop } from '../../domain/clock.js';
import { askedDelayMs } from '../close-codes.js';
import type { EndReason } from '../liveness.js';

/** The part of a WebSocket that is used; the browser's and the one of the `ws` package both fit. */
export interface SocketLike {
  send(text: string): void;
  close(): void;
  addEventListener(type: 'open' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(
    type: 'close',
    listener: (event: { readonly code: number; readonly reason?: string | undefined }) => void,
  ): void;
}

/** Starts to open a socket. May throw where the address is refused, as browsers do for `ws:` on an https page. */
export type OpenSocket = (url: string) => SocketLike;

/** Opens the platform's WebSocket. */
export const openWebSocket: OpenSocket = (url) => new WebSocket(url);

/** Who hears of a connection. Can be exchanged when a connection changes hands. */
export interface ConnectionListener {
  opened(): void;
  message(data: unknown): void;
  /**
   * It ended, or never came to be; called once, and not at all after `abandon`. `askedMs` is the delay that the server
   * asked for before a next try, in milliseconds; 0 if it asked for none.
   */
  closed(reason: EndReason, askedMs: number): void;
}

const NOBODY: ConnectionListener = { opened: () => undefined, message: () => undefined, closed: () => undefined };

/** What a {@link Connection} needs. */
export interface ConnectionOptions {
  readonly clock: Clock;
  readonly openSocket: OpenSocket;
  /** Time to open, in milliseconds. */
  readonly timeoutMs: number;
}

/** A connection to one socket, from opening to its end. */
export class Connection {
  /** Who hears of it; nobody once it is over. */
  listener: ConnectionListener;
  #socket: SocketLike | undefined;
  readonly #stopTimer: Stop;

  /** Starts to open. What is heard is heard later, also if the address is refused at once. */
  constructor(url: string, listener: ConnectionListener, { clock, openSocket, timeoutMs }: ConnectionOptions) {
    this.listener = listener;
    this.#socket = attempt(() => openSocket(url));
    const isRefused = this.#socket === undefined;
    this.#stopTimer = clock.after(isRefused ? 0 : timeoutMs, () => this.#end(isRefused ? 'refused' : 'silent'));
    if (this.#socket !== undefined) this.#listen(this.#socket);
  }

  /** Sends if that is still possible; if it is not, `closed` follows or the heartbeat finds out. */
  send(text: string): void {
    attempt(() => this.#socket?.send(text));
  }

  /** Forgets the connection: nothing more is heard, closing is tried and not waited for. */
  abandon(): void {
    const socket = this.#socket;
    this.listener = NOBODY;
    this.#socket = undefined;
    this.#stopTimer();
    attempt(() => socket?.close());
  }

  /** The listeners stay on the socket: without one for `error`, the `ws` package throws out of the event loop. */
  #listen(socket: SocketLike): void {
    socket.addEventListener('open', () => {
      this.#stopTimer();
      this.listener.opened();
    });
    socket.addEventListener('message', ({ data }) => this.listener.message(data));
    socket.addEventListener('close', ({ code, reason }) => this.#end(code, askedDelayMs(code, String(reason ?? ''))));
    socket.addEventListener('error', () => undefined);
  }

  #end(reason: EndReason, askedMs = 0): void {
    const { listener } = this;
    this.abandon();
    listener.closed(reason, askedMs);
  }
}

/** What a call of the platform returns, or nothing if it throws. */
function attempt<Value>(call: () => Value): Value | undefined {
  try {
    return call();
  } catch {
    return undefined;
  }
}
