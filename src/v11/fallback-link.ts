import type { Clock, Random } from '../domain/clock.js';
import type { FallbackSocket } from './endpoints.js';
import type { Liveness, LivenessEvent } from './liveness.js';
import { Supervisor } from './supervisor.js';
import { Connection, type ConnectionListener, type OpenSocket } from './transports/websocket.js';

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

/** What a {@link FallbackLink} needs. */
export interface FallbackLinkOptions {
  readonly endpoint: FallbackSocket;
  readonly url: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly openSocket: OpenSocket;
  readonly onFrame: (endpoint: FallbackSocket, data: unknown) => void;
  /** It opened, is overdue, or ended. */
  readonly onChange: (state: Liveness) => void;
}

/** One of the token-free sockets, which comes back by itself. */
export class FallbackLink {
  readonly endpoint: FallbackSocket;
  readonly #options: FallbackLinkOptions;
  readonly #supervisor: Supervisor;
  #connection: Connection | undefined;

  constructor(options: FallbackLinkOptions) {
    this.endpoint = options.endpoint;
    this.#options = options;
    this.#supervisor = new Supervisor(options.clock, options.random, {
      open: (timeoutMs) => this.#open(timeoutMs),
      // There is no question that these sockets answer; they send by themselves.
      ping: () => undefined,
      abandon: () => this.#abandon(),
      changed: (state) => options.onChange(state),
    });
  }

  /** Whether it is connected. */
  get isOpen(): boolean {
    const { phase } = this.#supervisor.state;
    return phase === 'live' || phase === 'suspect';
  }

  /** Whether it is connected or about to be. */
  get isHopeful(): boolean {
    return this.isOpen || this.#supervisor.state.phase === 'connecting';
  }

  /** Opens it, or takes over a connection that is open already. */
  start(connection?: Connection): void {
    this.#connection = connection;
    this.#supervisor.dispatch({ type: 'start' });
    if (connection !== undefined) this.#opened();
  }

  /** Ends it. */
  stop(): void {
    this.#supervisor.dispatch({ type: 'stop' });
  }

  /** Hears what happens to the page. */
  notice(event: LivenessEvent): void {
    this.#supervisor.dispatch(event);
  }

  #open(timeoutMs: number): void {
    const { url, clock, openSocket, endpoint, onFrame } = this.#options;
    const listener: ConnectionListener = {
      opened: () => this.#opened(),
      message: (data) => {
        this.#supervisor.life();
        onFrame(endpoint, data);
      },
      closed: (reason) => {
        this.#connection = undefined;
        this.#supervisor.dispatch({ type: 'closed', reason });
      },
    };
    if (this.#connection === undefined)
      this.#connection = new Connection(url, listener, { clock, openSocket, timeoutMs });
    else this.#connection.listener = listener;
  }

  #opened(): void {
    for (const message of GREETINGS[this.endpoint]) this.#connection?.send(JSON.stringify(message));
    this.#supervisor.dispatch({ type: 'opened', heartbeat: 'expect' });
  }

  #abandon(): void {
    this.#connection?.abandon();
    this.#connection = undefined;
  }
}
