import type { Clock, Random } from '../domain/clock.js';
import type { BackendSession, BackendSessionListener } from './backend-session.js';
import { FALLBACK_SOCKETS, type Endpoints, type FallbackSocket } from './endpoints.js';
import { FallbackLink } from './fallback-link.js';
import type { Liveness, LivenessEvent } from './liveness.js';
import type { Connection, OpenSocket } from './transports/websocket.js';

/** What a {@link FallbackSession} needs. */
export interface FallbackSessionOptions {
  readonly endpoints: Endpoints;
  readonly clock: Clock;
  readonly random: Random;
  readonly openSocket: OpenSocket;
  readonly listener: BackendSessionListener;
}

/**
 * A backend without `/ws`: its token-free sockets side by side (protocol 6.2). One that fails comes back by itself;
 * the session is lost when none is left.
 */
export class FallbackSession implements BackendSession {
  readonly #listener: BackendSessionListener;
  readonly #links: readonly FallbackLink[];
  #closed = false;

  /** Takes over the socket that was found open and opens the others. */
  constructor(endpoint: FallbackSocket, connection: Connection, options: FallbackSessionOptions) {
    this.#listener = options.listener;
    this.#links = FALLBACK_SOCKETS.map((other) => this.#linkTo(other, options));
    for (const link of this.#links) link.start(link.endpoint === endpoint ? connection : undefined);
  }

  get sources(): readonly string[] {
    return this.#links.filter((link) => link.isOpen).map(({ endpoint }) => endpoint);
  }

  ping(): void {
    // These sockets send by themselves and answer nothing.
  }

  notice(event: LivenessEvent): void {
    for (const link of this.#links) link.notice(event);
  }

  close(): void {
    this.#closed = true;
    for (const link of this.#links) link.stop();
  }

  #linkTo(
    endpoint: FallbackSocket,
    { endpoints, clock, random, openSocket, listener }: FallbackSessionOptions,
  ): FallbackLink {
    return new FallbackLink({
      endpoint,
      url: endpoints.socket(endpoint),
      clock,
      random,
      openSocket,
      onFrame: (source, data) => listener.frame(source, data),
      onChange: (state) => this.#linkChanged(state),
    });
  }

  #linkChanged({ phase, reason }: Liveness): void {
    if (this.#closed) return;
    const ended = phase === 'backoff' || phase === 'stopped';
    if (ended && !this.#links.some((link) => link.isHopeful)) this.#listener.lost(reason ?? 'failed');
    else this.#listener.sourcesChanged();
  }
}
