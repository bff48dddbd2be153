/** How one connection of a socket is spoken to, from its opening to its end. */
import type { Failure } from '../domain/failure.js';
import type { FallbackSocket } from './endpoints.js';
import type { EndReason, Opening } from './liveness.js';

/** What a dialect can do and tell. */
export interface DialectPort {
  send(text: string): void;
  /** Hands on a frame that may hold data. */
  frame(data: unknown): void;
  /** The backend took the token. */
  authenticated(): void;
  /** The backend does not take the token any more, in the middle of the connection. */
  tokenExpired(): void;
  /** Something that was asked for is refused; the connection goes on. */
  refused(failure: Failure): void;
  /** The connection is of no use. */
  end(reason: EndReason): void;
}

/** The dialect of one connection; a new one is made for every connection, so it may remember what was said on it. */
export interface Dialect {
  /** What is expected of the connection. */
  readonly opening: Opening;
  /** The socket is open: whatever has to be sent first is sent, and what was subscribed to is subscribed to again. */
  opened(): void;
  /** A frame arrived. */
  message(data: unknown): void;
  /** Asks for a sign of life, where the protocol has a question for it. */
  ping(): void;
  /** Ends its timers. */
  close(): void;
}

/**
 * What is sent once after opening. The live stream starts another sender for every repeated subscription and runs
 * `tps_updates` unasked (protocol 1.5); the dashboard wants `performance` by name (1.6); channels sends everything to
 * those who subscribed to nothing (1.4).
 */
const GREETINGS: Readonly<Record<FallbackSocket, readonly object[]>> = {
  '/ws/dashboard': [{ action: 'subscribe', channels: ['nodes', 'performance'] }],
  '/ws/metrics': [],
  '/api/v11/live/stream': ['block_updates', 'network_status', 'validator_metrics'].map((channel) => ({
    type: 'subscribe',
    channel,
  })),
  '/ws/channels': [],
};

/** A token-free socket: it is greeted, sends by itself, and answers no question. */
export class FallbackDialect implements Dialect {
  readonly opening: Opening = { heartbeat: 'expect' };

  constructor(
    private readonly endpoint: FallbackSocket,
    private readonly port: DialectPort,
  ) {}

  opened(): void {
    for (const message of GREETINGS[this.endpoint]) this.port.send(JSON.stringify(message));
  }

  message(data: unknown): void {
    this.port.frame(data);
  }

  ping(): void {
    // There is no question that these sockets answer.
  }

  close(): void {
    // Nothing is left running.
  }
}
