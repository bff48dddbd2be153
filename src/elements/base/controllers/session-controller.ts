import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Stop } from '../../../domain/clock.js';
import { connectionContext, sessionContext } from '../../../session/contexts.js';
import { awaitLateProviders, leasePageSession } from '../../../session/page-session.js';
import { leaseForeignSession, readForeignConnection } from '../../../session/provided-connection.js';
import type { LiveMetrics } from '../../../session/live-metrics.js';
import type { SessionLease } from '../../../session/session-holder.js';
import type { Session } from '../../../session/session.js';

/** Hears of the session's life; returns how to stop what it started. */
export type SessionUser = (session: Session) => Stop;

/**
 * Gives an element its session while it is connected: the one of the provider around it, or else a share in the
 * page's own. Inside a provider of another build of the library it is a session of this build that connects to the same
 * (reliability T8). When the session changes, for instance because a provider is defined later, or shows the values of
 * another network in place of its own, everything that was started on the old one is stopped and started on the new one.
 */
export class SessionController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #users: SessionUser[] = [];
  #lease: SessionLease | undefined;
  /** Whether the provider around it is of another build. */
  #isForeign = false;
  #session: Session | undefined;
  /** The values that the users were started on. */
  #live: LiveMetrics | undefined;
  #stops: Stop[] = [];
  #isNeeded = true;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    awaitLateProviders();
    // Each consumer is a controller of its own and asks again each time the host is connected.
    const subscribe = true;
    new ContextConsumer(host, { context: connectionContext, subscribe, callback: (told) => this.#takeForeign(told) });
    new ContextConsumer(host, { context: sessionContext, subscribe, callback: (session) => this.#take(session) });
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

  /**
   * Whether the page's session is opened where there is no provider. An element whose values come from elsewhere does
   * without: no storage, no network, no demo. That of a provider it has anyway.
   */
  set needed(needed: boolean) {
    if (needed === this.#isNeeded) return;
    this.#isNeeded = needed;
    if (needed && this.#host.isConnected) this.hostConnected();
    else if (this.#lease !== undefined && !this.#isForeign) this.#change(undefined);
  }

  hostConnected(): void {
    // A provider answers synchronously, before this runs; without an answer the page's session serves.
    if (this.#session !== undefined || !this.#isNeeded) return;
    this.#lease = leasePageSession();
    this.#begin(this.#lease.session);
  }

  hostUpdate(): void {
    this.#followLive();
  }

  hostDisconnected(): void {
    this.#isForeign = false;
    this.#change(undefined);
  }

  /** The nearest provider says what it connects to. */
  #takeForeign(told: unknown): void {
    const provided = readForeignConnection(told);
    this.#isForeign = provided !== undefined;
    if (provided === undefined || !this.#host.isConnected) return;
    const lease = leaseForeignSession(provided);
    // It said the same again.
    if (lease.session === this.#session) return lease.release();
    this.#change(lease);
    this.#begin(lease.session);
  }

  #take(session: Session | undefined): void {
    // The provider of another build is nearer.
    if (this.#isForeign) return;
    if (session === undefined || session === this.#session || !this.#host.isConnected) return;
    this.#change(undefined);
    this.#begin(session);
  }

  #change(lease: SessionLease | undefined): void {
    this.#end();
    this.#lease?.release();
    this.#lease = lease;
  }

  #begin(session: Session): void {
    this.#session = session;
    this.#live = session.live;
    const onState = (): void => {
      this.#followLive();
      this.#host.requestUpdate();
    };
    this.#stops = [session.subscribe(onState), ...this.#users.map((user) => user(session))];
    this.#host.requestUpdate();
  }

  /** Before anything is rendered, so that values of one network are not shown as values of another. */
  #followLive(): void {
    const session = this.#session;
    if (session === undefined || session.live === this.#live) return;
    this.#end();
    this.#begin(session);
  }

  #end(): void {
    for (const stop of this.#stops.splice(0)) stop();
    this.#session = undefined;
  }
}
