import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Stop } from '../../../domain/clock.js';
import { sessionContext } from '../../../session/contexts.js';
import { awaitLateProviders, leasePageSession } from '../../../session/page-session.js';
import type { SessionLease } from '../../../session/session-holder.js';
import type { Session } from '../../../session/session.js';

/** Hears of the session's life; returns how to stop what it started. */
export type SessionUser = (session: Session) => Stop;

/**
 * Gives an element its session while it is connected: the one of the provider around it, or else a share in the
 * page's own. When the session changes, for instance because a provider is defined later, everything that was started
 * on the old one is stopped and started on the new one.
 */
export class SessionController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #users: SessionUser[] = [];
  #lease: SessionLease | undefined;
  #session: Session | undefined;
  #stops: Stop[] = [];

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    awaitLateProviders();
    // The consumer is a controller of its own and asks again each time the host is connected.
    new ContextConsumer(host, { context: sessionContext, subscribe: true, callback: (session) => this.#take(session) });
    host.addController(this);
  }

  /** The session; nothing before the element was connected for the first time and after it was removed. */
  get current(): Session | undefined {
    return this.#session;
  }

  /** Starts something on the session now and on every later one, and stops it in between. */
  use(user: SessionUser): void {
    this.#users.push(user);
    if (this.#session !== undefined) this.#stops.push(user(this.#session));
  }

  hostConnected(): void {
    // A provider answers synchronously, before this runs; without an answer the page's session serves.
    if (this.#session !== undefined) return;
    this.#lease = leasePageSession();
    this.#begin(this.#lease.session);
  }

  hostDisconnected(): void {
    this.#end();
    this.#lease?.release();
    this.#lease = undefined;
  }

  #take(session: Session | undefined): void {
    if (session === undefined || session === this.#session || !this.#host.isConnected) return;
    this.#end();
    this.#lease?.release();
    this.#lease = undefined;
    this.#begin(session);
  }

  #begin(session: Session): void {
    this.#session = session;
    this.#stops = [session.subscribe(() => this.#host.requestUpdate()), ...this.#users.map((user) => user(session))];
    this.#host.requestUpdate();
  }

  #end(): void {
    for (const stop of this.#stops.splice(0)) stop();
    this.#session = undefined;
  }
}
