import type { DESIGN_SOCKET } from './endpoints.js';
import { type Endpoints, type FallbackSocket } from './endpoints.js';
import type { EndReason } from './liveness.js';
import { Connection, type ConnectionOptions } from './transports/websocket.js';

/** A socket by which a backend can be found. */
export type Candidate = typeof DESIGN_SOCKET | FallbackSocket | '/ws/v11';

/** Which of a backend's sockets answered. */
export interface Found {
  readonly endpoint: Candidate;
  readonly connection: Connection;
}

/** Time for each address after the first, in milliseconds. */
const NEXT_TIMEOUT_MS = 4_000;

/** What a {@link Discovery} needs. */
export interface DiscoveryOptions extends ConnectionOptions {
  readonly endpoints: Endpoints;
  /** The sockets to try, one after the other. */
  readonly candidates: readonly Candidate[];
  readonly onFound: (found: Found) => void;
  /** No socket answered, so the backend is away: this says nothing about which sockets it has. */
  readonly onNothing: (reason: EndReason, askedMs: number) => void;
}

/**
 * One round of finding out how a backend speaks (protocol 6.2). A browser does not tell a missing endpoint from a
 * missing server, so `/ws` counts as missing only if another socket of the same backend opens.
 */
export class Discovery {
  readonly #options: DiscoveryOptions;
  readonly #candidates: Candidate[];
  /** The longest delay that any of the sockets asked for, in milliseconds. */
  #askedMs = 0;
  #connection: Connection | undefined;

  constructor(options: DiscoveryOptions) {
    this.#options = options;
    this.#candidates = [...options.candidates];
    this.#try(options.timeoutMs, 'failed');
  }

  /** Ends a round that has found nothing yet; nothing is reported afterwards. */
  stop(): void {
    this.#candidates.length = 0;
    this.#connection?.abandon();
    this.#connection = undefined;
  }

  #try(timeoutMs: number, reason: EndReason): void {
    const endpoint = this.#candidates.shift();
    if (endpoint === undefined) return this.#options.onNothing(reason, this.#askedMs);
    const connection = new Connection(
      this.#options.endpoints.socket(endpoint),
      {
        opened: () => this.#options.onFound({ endpoint, connection }),
        message: () => undefined,
        closed: (ended, askedMs) => {
          this.#askedMs = Math.max(this.#askedMs, askedMs);
          this.#try(Math.min(timeoutMs, NEXT_TIMEOUT_MS), ended);
        },
      },
      { ...this.#options, timeoutMs },
    );
    this.#connection = connection;
  }
}
