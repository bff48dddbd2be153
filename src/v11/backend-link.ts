import type { Clock, Random, Stop } from '../domain/clock.js';
import type { Failure } from '../domain/failure.js';
import type { Credentials, NextToken } from './credentials.js';
import type { Dialect, DialectPort } from './dialect.js';
import type { FallbackSocket, TokenSocket } from './endpoints.js';
import { Line, type LineListener } from './line.js';
import type { EndReason, Liveness, LivenessEvent } from './liveness.js';
import { Supervisor } from './supervisor.js';
import type { Connection, OpenSocket } from './transports/websocket.js';

/** A socket of a backend that is used beside others. */
export type LinkEndpoint = FallbackSocket | TokenSocket;

/** Time for a connection with a newer token to be live, in milliseconds. */
const RENEWAL_MS = 8_000;

/** What a {@link BackendLink} needs. */
export interface BackendLinkOptions {
  readonly endpoint: LinkEndpoint;
  readonly url: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly openSocket: OpenSocket;
  /** Where a token is wanted. */
  readonly credentials?: Credentials | undefined;
  /** The dialect of a new connection; with a token where one is wanted, else with an empty text. */
  readonly dialect: (port: DialectPort, token: string) => Dialect;
  readonly onFrame: (endpoint: LinkEndpoint, data: unknown) => void;
  /** It opened, is overdue, or ended. */
  readonly onChange: (state: Liveness) => void;
  /** Something that it was to deliver is refused; or nothing is any more. */
  readonly onProblem: (endpoint: LinkEndpoint, failure: Failure | undefined) => void;
}

/** One of several sockets of a backend, which comes back by itself. */
export class BackendLink {
  readonly endpoint: LinkEndpoint;
  readonly #options: BackendLinkOptions;
  readonly #supervisor: Supervisor;
  /** A connection that was found open, until the link takes it over. */
  #found: Connection | undefined;
  #line: Line | undefined;
  /** The token of the present connection; empty where none is wanted. */
  #token = '';
  /** A connection with a newer token, which takes over as soon as the backend took that token. */
  #successor: Line | undefined;
  #stopRenewal: Stop | undefined;
  /** Counts connections, so that a late answer of the host page opens nothing that nobody waits for. */
  #round = 0;

  constructor(options: BackendLinkOptions) {
    this.endpoint = options.endpoint;
    this.#options = options;
    this.#supervisor = new Supervisor(options.clock, options.random, {
      open: (timeoutMs) => this.#open(timeoutMs),
      ping: () => this.#line?.ping(),
      abandon: () => this.#abandon(),
      changed: (state) => options.onChange(state),
    });
  }

  /** Whether it is connected, and its token taken. */
  get isOpen(): boolean {
    const { phase } = this.#supervisor.state;
    return phase === 'live' || phase === 'suspect';
  }

  /** Whether it is connected or about to be. */
  get isHopeful(): boolean {
    const { phase } = this.#supervisor.state;
    return this.isOpen || phase === 'connecting' || phase === 'authenticating';
  }

  /** Why it ended for good; nothing if it is open or will be tried again. */
  get stoppedFor(): EndReason | undefined {
    const { phase, reason } = this.#supervisor.state;
    return phase === 'stopped' ? reason : undefined;
  }

  /** Opens it, or takes over a connection that is open already. */
  start(connection?: Connection): void {
    this.#found = connection;
    this.#supervisor.dispatch({ type: 'start' });
  }

  /** Ends it. */
  stop(): void {
    this.#supervisor.dispatch({ type: 'stop' });
  }

  /** Asks for a sign of life. */
  ping(): void {
    if (this.isOpen) this.#line?.ping();
  }

  /** Hears what happens to the page. */
  notice(event: LivenessEvent): void {
    this.#supervisor.dispatch(event);
  }

  /** The host has another token: the connection is replaced by one with it, or tried again if it had been given up. */
  renewToken(): void {
    const { credentials } = this.#options;
    if (credentials === undefined) return;
    if (this.stoppedFor !== undefined) this.#supervisor.dispatch({ type: 'retry' });
    else if (this.isOpen && this.#stopRenewal === undefined) void this.#renew(credentials);
  }

  #open(timeoutMs: number): void {
    const { credentials } = this.#options;
    this.#round += 1;
    if (credentials === undefined) this.#begin('', timeoutMs);
    else void this.#openWithToken(credentials, timeoutMs);
  }

  /** The token first: the backend gives ten seconds from opening, and a page may have to ask a person. */
  async #openWithToken(credentials: Credentials, timeoutMs: number): Promise<void> {
    const round = this.#round;
    const answer = await credentials.next();
    if (round !== this.#round) return;
    if (typeof answer === 'object') return this.#begin(answer.token, timeoutMs);
    this.#abandon();
    this.#closed(answer === 'failed' ? 'failed' : 'denied', 0, answer);
  }

  #begin(token: string, timeoutMs: number): void {
    const connection = this.#found;
    this.#found = undefined;
    this.#token = token;
    const round = this.#round;
    const line = this.#lineWith(token, timeoutMs, this.#listener(token), connection);
    // Whoever heard of it may have ended it before it was even handed over.
    if (round === this.#round) this.#line = line;
    else line.close();
  }

  #lineWith(token: string, timeoutMs: number, listener: LineListener, connection?: Connection): Line {
    const { url, clock, openSocket, dialect, credentials } = this.#options;
    const address = credentials?.addressWith(token) ?? url;
    const options = { url: address, clock, openSocket, timeoutMs, connection };
    return new Line({ ...options, dialect: (port) => dialect(port, token) }, listener);
  }

  #listener(token: string): LineListener {
    const { onFrame, onProblem, credentials } = this.#options;
    return {
      opened: (opening) => this.#supervisor.dispatch({ type: 'opened', ...opening }),
      authenticated: () => {
        credentials?.accepted();
        onProblem(this.endpoint, undefined);
        this.#supervisor.dispatch({ type: 'authenticated' });
      },
      heard: () => this.#supervisor.life(),
      frame: (data) => onFrame(this.endpoint, data),
      tokenExpired: () => {
        credentials?.refuse(token);
        this.renewToken();
      },
      refused: (failure) => onProblem(this.endpoint, failure),
      closed: (reason, askedMs) => {
        const judged = credentials?.judge(reason, token) ?? reason;
        this.#closed(judged, askedMs, judged === 'denied' ? 'denied' : 'same');
      },
    };
  }

  #closed(reason: EndReason, askedMs: number, kind: Exclude<NextToken, object>): void {
    this.#line = undefined;
    this.#endRenewal();
    const problem = this.#options.credentials?.problem(kind);
    if (problem !== undefined) this.#options.onProblem(this.endpoint, problem);
    this.#supervisor.dispatch({ type: 'closed', reason, askedMs });
  }

  #abandon(): void {
    this.#round += 1;
    this.#found?.abandon();
    this.#line?.close();
    this.#found = undefined;
    this.#line = undefined;
    this.#token = '';
    this.#endRenewal();
  }

  /** Opens a second connection with the next token; the first one goes on until the second is live (reliability R24). */
  async #renew(credentials: Credentials): Promise<void> {
    const { clock } = this.#options;
    const round = this.#round;
    this.#stopRenewal = clock.after(RENEWAL_MS, () => this.#renewalFailed('denied'));
    const answer = await credentials.other(this.#token);
    if (round !== this.#round || this.#stopRenewal === undefined) return;
    if (typeof answer !== 'object') return this.#renewalFailed(answer);
    const quiet: LineListener = {
      ...this.#listener(answer.token),
      opened: () => undefined,
      heard: () => undefined,
      // What it says before it takes over is said on the first connection as well.
      frame: () => undefined,
      authenticated: () => this.#takeOver(answer.token),
      closed: (reason) => {
        credentials.judge(reason, answer.token);
        this.#renewalFailed(typeof reason === 'number' || reason === 'denied' ? 'denied' : 'failed');
      },
    };
    this.#successor = this.#lineWith(answer.token, RENEWAL_MS, quiet);
  }

  #takeOver(token: string): void {
    const successor = this.#successor;
    if (successor === undefined) return;
    this.#successor = undefined;
    this.#endRenewal();
    this.#line?.close();
    this.#line = successor;
    this.#token = token;
    const listener = this.#listener(token);
    successor.listener = listener;
    listener.authenticated();
    listener.heard();
  }

  #renewalFailed(kind: Exclude<NextToken, object>): void {
    this.#endRenewal();
    const problem = this.#options.credentials?.problem(kind);
    if (problem !== undefined) this.#options.onProblem(this.endpoint, problem);
  }

  #endRenewal(): void {
    this.#stopRenewal?.();
    this.#successor?.close();
    this.#stopRenewal = undefined;
    this.#successor = undefined;
  }
}
