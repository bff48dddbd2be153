import { DESIGN_SOCKET, type Endpoints, type FallbackSocket } from './endpoints.js';
import type { EndReason } from './liveness.js';
import { Connection, type ConnectionOptions } from './transports/websocket.js';

/** Which of a backend's sockets answered. */
export type Found =
  | { readonly endpoint: typeof DESIGN_SOCKET; readonly connection: Connection }
  | { readonly endpoint: FallbackSocket; readonly connection: Connection };

/** Time for each address after the first, in milliseconds. */
const NEXT_TIMEOUT_MS = 4_000;

/** What a {@link Discovery} needs. */
export interface DiscoveryOptions extends ConnectionOptions {
  readonly endpoints: Endpoints;
  /** Whether `/ws` is tried before the other socket, or after it. */
  readonly designFirst: boolean;
  /** The token-free socket to try. */
  readonly fallback: FallbackSocket;
  readonly onFound: (found: Found) => void;
  /** No socket answered, so the backend is away: this says nothing about which sockets it has. */
  readonly onNothing: (reason: EndReason) => void;
}

/**
 * One round of finding out how a backend speaks (protocol 6.2). A browser does not tell a missing endpoint from a
 * missing server, so `/ws` counts as missing only if another socket of the same backend opens.
 */
export class Discovery {
  readonly #options: DiscoveryOptions;
  readonly #candidates: (typeof DESIGN_SOCKET | FallbackSocket)[];
  #connection: Connection | undefined;

  constructor(options: DiscoveryOptions) {
    const { designFirst, fallback } = options;
    this.#options = options;
    this.#candidates = designFirst ? [DESIGN_SOCKET, fallback] : [fallback, DESIGN_SOCKET];
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
    if (endpoint === undefined) return this.#options.onNothing(reason);
    const connection = new Connection(
      this.#options.endpoints.socket(endpoint),
      {
        opened: () => this.#options.onFound({ endpoint, connection }),
        message: () => undefined,
        closed: (ended) => this.#try(Math.min(timeoutMs, NEXT_TIMEOUT_MS), ended),
      },
      { ...this.#options, timeoutMs },
    );
    this.#connection = connection;
  }
}
