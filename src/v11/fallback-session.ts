import type { Clock, Random } from '../domain/clock.js';
import { BackendLink, type LinkEndpoint } from './backend-link.js';
import type { BackendSession, BackendSessionListener } from './backend-session.js';
import type { Credentials } from './credentials.js';
import { FallbackDialect, type Dialect, type DialectPort } from './dialect.js';
import { FALLBACK_SOCKETS, type Endpoints, type TokenSocket } from './endpoints.js';
import type { EndReason, Liveness, LivenessEvent } from './liveness.js';
import { TransactionsDialect } from './transactions-dialect.js';
import type { Connection, OpenSocket } from './transports/websocket.js';
import { V11Dialect, type ChannelRecipe } from './v11-dialect.js';

/** What a {@link FallbackSession} needs. */
export interface FallbackSessionOptions {
  readonly endpoints: Endpoints;
  readonly clock: Clock;
  readonly random: Random;
  readonly openSocket: OpenSocket;
  /** The tokens of the sockets that want one; they outlive the session, so that a refused one is not sent again. */
  readonly credentials: ReadonlyMap<TokenSocket, Credentials>;
  /** What is subscribed to on `/ws/v11`. */
  readonly channels: readonly ChannelRecipe[];
  readonly listener: BackendSessionListener;
}

/**
 * A backend without `/ws`: its token-free sockets side by side (protocol 6.2), and those that want a token where the
 * host gives one. One that fails comes back by itself; the session is lost when none is left.
 */
export class FallbackSession implements BackendSession {
  readonly #options: FallbackSessionOptions;
  readonly #found: LinkEndpoint;
  readonly #links: readonly BackendLink[];
  #closed = false;

  constructor(endpoint: LinkEndpoint, options: FallbackSessionOptions) {
    this.#options = options;
    this.#found = endpoint;
    const all = [...FALLBACK_SOCKETS, ...options.credentials.keys()];
    this.#links = all.map((other) => this.#linkTo(other));
  }

  /** Takes over the socket that was found open and opens the others; ends where a listener closes the session. */
  start(connection: Connection): void {
    this.#links.find(({ endpoint }) => endpoint === this.#found)?.start(connection);
    for (const link of this.#links) if (!this.#closed && link.endpoint !== this.#found) link.start();
  }

  get sources(): readonly string[] {
    return this.#links.filter((link) => link.isOpen).map(({ endpoint }) => endpoint);
  }

  ping(): void {
    // The others keep their own time.
    this.#links.find(({ endpoint }) => endpoint === this.#found)?.ping();
  }

  notice(event: LivenessEvent): void {
    for (const link of this.#links) link.notice(event);
  }

  renewToken(): void {
    for (const link of this.#links) link.renewToken();
  }

  close(): void {
    this.#closed = true;
    for (const link of this.#links) link.stop();
  }

  #linkTo(endpoint: LinkEndpoint): BackendLink {
    const { endpoints, clock, random, openSocket, credentials, listener } = this.#options;
    return new BackendLink({
      endpoint,
      url: endpoints.socket(endpoint),
      clock,
      random,
      openSocket,
      credentials: isTokenSocket(endpoint) ? credentials.get(endpoint) : undefined,
      dialect: (port, token) => this.#dialect(endpoint, port, token),
      onFrame: (source, data) => listener.frame(source, data),
      onChange: (state) => this.#linkChanged(state),
      onProblem: (source, failure) => listener.problem(source, failure),
    });
  }

  #dialect(endpoint: LinkEndpoint, port: DialectPort, token: string): Dialect {
    if (endpoint === '/ws/v11') return new V11Dialect(port, token, this.#options.channels);
    if (endpoint === '/ws/transactions') return new TransactionsDialect(port, this.#options.clock);
    return new FallbackDialect(endpoint, port);
  }

  #linkChanged({ phase, reason }: Liveness): void {
    if (this.#closed) return;
    const ended = phase === 'backoff' || phase === 'stopped';
    if (ended && !this.#links.some((link) => link.isHopeful)) this.#options.listener.lost(this.#why(reason));
    else this.#options.listener.sourcesChanged();
  }

  /**
   * The end of one link is final for all if every link ended for good, or if the backend answers on that one alone: it
   * is there, and wants a token.
   */
  #why(reason: EndReason = 'failed'): EndReason {
    const found = this.#links.find(({ endpoint }) => endpoint === this.#found);
    const wantsToken = isTokenSocket(this.#found) && found?.stoppedFor !== undefined;
    return wantsToken || this.#links.every((link) => link.stoppedFor !== undefined)
      ? (found?.stoppedFor ?? reason)
      : 'failed';
  }
}

function isTokenSocket(endpoint: LinkEndpoint): endpoint is TokenSocket {
  return endpoint === '/ws/v11' || endpoint === '/ws/transactions';
}
