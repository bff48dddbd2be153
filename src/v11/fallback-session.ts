import type { Clock, Random } from '../domain/clock.js';
import type { AccessToken } from './access-token.js';
import { BackendLink, type LinkEndpoint } from './backend-link.js';
import type { BackendSession, BackendSessionListener } from './backend-session.js';
import { Credentials } from './credentials.js';
import { FallbackDialect, type Dialect, type DialectPort } from './dialect.js';
import { FALLBACK_SOCKETS, TOKEN_SOCKETS, type Endpoints, type TokenSocket } from './endpoints.js';
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
  readonly token: AccessToken;
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
  readonly #links: readonly BackendLink[];
  #closed = false;

  /** Takes over the socket that was found open and opens the others. */
  constructor(endpoint: LinkEndpoint, connection: Connection, options: FallbackSessionOptions) {
    this.#options = options;
    const others = [...FALLBACK_SOCKETS, ...usableTokenSockets(options)];
    this.#links = others.map((other) => this.#linkTo(other));
    for (const link of this.#links) link.start(link.endpoint === endpoint ? connection : undefined);
  }

  get sources(): readonly string[] {
    return this.#links.filter((link) => link.isOpen).map(({ endpoint }) => endpoint);
  }

  ping(): void {
    for (const link of this.#links) link.ping();
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
    const { endpoints, clock, random, openSocket, token, listener } = this.#options;
    const url = endpoints.socket(endpoint);
    return new BackendLink({
      endpoint,
      url,
      clock,
      random,
      openSocket,
      credentials: isTokenSocket(endpoint) ? new Credentials(token, endpoint, url) : undefined,
      dialect: (port, text) => this.#dialect(endpoint, port, text),
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

  /** The end of one link is final for all only if every link ended for good. */
  #why(reason: EndReason = 'failed'): EndReason {
    return this.#links.every((link) => link.stoppedFor !== undefined) ? reason : 'failed';
  }
}

function isTokenSocket(endpoint: LinkEndpoint): endpoint is TokenSocket {
  return TOKEN_SOCKETS.some((socket) => socket === endpoint);
}

/** The token sockets that a token may be sent to; in an address only where the host page allowed that. */
function usableTokenSockets({ token, endpoints }: FallbackSessionOptions): readonly TokenSocket[] {
  return TOKEN_SOCKETS.filter(
    (endpoint) => token.fits(endpoints.socket(endpoint)) && (endpoint !== '/ws/transactions' || token.mayStandInUrl),
  );
}
