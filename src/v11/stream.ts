import type { Clock, Random, Stop } from '../domain/clock.js';
import type { Failure } from '../domain/failure.js';
import type { UpdateSink } from '../domain/live-update.js';
import type { BackendSession, BackendSessionListener } from './backend-session.js';
import { DesignSession } from './design-session.js';
import { Discovery, type Found } from './discovery.js';
import { DESIGN_SOCKET, FALLBACK_SOCKETS, resolveEndpoints, type Endpoints } from './endpoints.js';
import { FallbackSession } from './fallback-session.js';
import type { Feed, FeedStatus, FrameCounts } from './feed.js';
import { FrameIntake } from './frame-intake.js';
import { HostMemory } from './host-memory.js';
import type { EndReason, Liveness, LivenessEvent } from './liveness.js';
import { RestClient, type Fetch } from './rest.js';
import type { Result } from './result.js';
import { SourceRanking } from './source-ranking.js';
import { StatusSubject } from './status-subject.js';
import { failureOfStream } from './stream-failures.js';
import { Supervisor, type Supervised } from './supervisor.js';
import { Poller } from './transports/polling.js';
import { openWebSocket, type OpenSocket } from './transports/websocket.js';

/** What a {@link V11Stream} needs and may be given. */
export interface V11StreamOptions {
  /** WebSocket address, such as `ws://localhost:9003/ws` (schema design 3). */
  readonly wsUrl: string;
  /** REST address, such as `http://localhost:9003`. */
  readonly url: string;
  /** Time for an answer in milliseconds; opening a socket takes 10,000 at most, whatever is said here. Default 30,000. */
  readonly timeoutMs?: number;
  /** Takes what is decoded. */
  readonly sink: UpdateSink;
  readonly clock: Clock;
  /** Default: `Math.random`. */
  readonly random?: Random;
  /** Default: the platform's WebSocket. */
  readonly openSocket?: OpenSocket;
  /** Default: the platform's fetch. */
  readonly fetch?: Fetch;
  /** Whether the page is visible now; default true. See `setVisible`. */
  readonly visible?: boolean;
  /** What was learnt about backends before; give several streams of a page the same one. */
  readonly memory?: HostMemory;
}

/**
 * The live feed of a V11 backend. Tries `/ws` of the design documents; where that does not exist, the token-free
 * sockets and a few REST calls (protocol 6.2). Comes back by itself after anything but a refusal, also when the
 * backend returns as another version. Never throws; what is wrong is in `status`.
 */
export class V11Stream implements Feed {
  readonly #endpoints: Result<Endpoints>;
  readonly #wsUrl: string;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #openSocket: OpenSocket;
  readonly #timeoutMs: number;
  readonly #memory: HostMemory;
  readonly #ranking: SourceRanking;
  readonly #intake: FrameIntake;
  readonly #subject = new StatusSubject();
  readonly #supervisor: Supervisor;
  readonly #poller: Poller | undefined;
  #discovery: Discovery | undefined;
  #session: BackendSession | undefined;
  #rounds = 0;
  /** Frames that had been received when the present session began. */
  #framesBefore = 0;
  /** `/ws` opened the last time but never said anything until it was given up, so another socket is tried before it. */
  #isDesignMute = false;
  #restFailure: Failure | undefined;

  constructor(options: V11StreamOptions) {
    const { wsUrl, url, timeoutMs = 30_000, clock, random = Math.random, visible = true } = options;
    this.#endpoints = resolveEndpoints(wsUrl, url);
    this.#wsUrl = wsUrl;
    this.#clock = clock;
    this.#random = random;
    this.#timeoutMs = timeoutMs;
    this.#openSocket = options.openSocket ?? openWebSocket;
    this.#memory = options.memory ?? new HostMemory();
    this.#ranking = new SourceRanking(options.sink, clock);
    this.#intake = new FrameIntake(this.#ranking, clock);
    this.#poller = this.#endpoints.ok ? this.#pollerOf(this.#endpoints.value, options.fetch) : undefined;
    this.#supervisor = new Supervisor(clock, random, this.#actions(), visible);
  }

  get status(): FeedStatus {
    return this.#subject.status;
  }

  get frames(): FrameCounts {
    return this.#intake.counts;
  }

  get lastFrameAt(): number | undefined {
    return this.#intake.lastFrameAt;
  }

  start(): void {
    if (this.#endpoints.ok) return this.#supervisor.dispatch({ type: 'start' });
    this.#subject.publish({ phase: 'stopped', source: '', attempt: 0, failure: this.#endpoints.failure });
  }

  stop(): void {
    this.#supervisor.dispatch({ type: 'stop' });
    this.#abandon();
    this.#isDesignMute = false;
    this.#publish(this.#supervisor.state);
  }

  retry(): void {
    if (this.#endpoints.ok) this.#supervisor.dispatch({ type: 'retry' });
    else this.start();
  }

  subscribe(listener: (status: FeedStatus) => void): Stop {
    return this.#subject.subscribe(listener);
  }

  /** The page was hidden or shown. Hidden, it is asked for less; shown again, the connection is checked at once. */
  setVisible(visible: boolean): void {
    this.#notice({ type: 'visible', visible });
    this.#pollIfWanted();
  }

  /** The page comes back from a freeze, a sleep or the back-forward cache: the connection is checked at once. */
  wake(): void {
    this.#notice({ type: 'wake' });
  }

  /** The browser believes that the network is there again. */
  online(): void {
    this.#notice({ type: 'online' });
  }

  /** The browser believes that the network is gone. What is open is checked, not dropped. */
  offline(): void {
    this.#notice({ type: 'offline' });
  }

  #notice(event: LivenessEvent): void {
    this.#supervisor.dispatch(event);
    this.#session?.notice(event);
  }

  #actions(): Supervised {
    return {
      open: (timeoutMs) => this.#discover(Math.min(timeoutMs, this.#timeoutMs)),
      ping: () => this.#session?.ping(),
      abandon: () => {
        this.#isDesignMute = this.#session instanceof DesignSession && this.frames.received === this.#framesBefore;
        this.#abandon();
      },
      changed: (state) => this.#publish(state),
    };
  }

  #discover(timeoutMs: number): void {
    if (!this.#endpoints.ok) return;
    const endpoints = this.#endpoints.value;
    // Another token-free socket each round, so that a broken one does not hide the others.
    const fallback = FALLBACK_SOCKETS[this.#rounds % FALLBACK_SOCKETS.length] ?? '/ws/dashboard';
    this.#rounds += 1;
    this.#discovery = new Discovery({
      endpoints,
      clock: this.#clock,
      openSocket: this.#openSocket,
      timeoutMs,
      fallback,
      designFirst: !this.#isDesignMute && !this.#memory.lacksDesignSocket(endpoints.host),
      onFound: (found) => this.#begin(endpoints, found),
      onNothing: (reason) => this.#nothing(endpoints, reason),
    });
  }

  /** The backend is away, and may come back as another version. */
  #nothing({ host }: Endpoints, reason: EndReason): void {
    this.#discovery = undefined;
    this.#memory.setLacksDesignSocket(host, false);
    this.#isDesignMute = false;
    this.#supervisor.dispatch({ type: 'closed', reason });
  }

  #begin(endpoints: Endpoints, found: Found): void {
    const isDesign = found.endpoint === DESIGN_SOCKET;
    this.#discovery = undefined;
    this.#memory.setLacksDesignSocket(endpoints.host, !isDesign);
    this.#framesBefore = this.frames.received;
    this.#ranking.reset();
    this.#session = this.#open(endpoints, found);
    this.#supervisor.dispatch({ type: 'opened', heartbeat: isDesign ? 'ping' : 'expect' });
    this.#pollIfWanted();
  }

  #open(endpoints: Endpoints, { endpoint, connection }: Found): BackendSession {
    const listener = this.#sessionListener();
    const clock = this.#clock;
    const random = this.#random;
    if (endpoint === DESIGN_SOCKET) return new DesignSession(connection, listener, clock, random);
    for (const source of FALLBACK_SOCKETS) this.#ranking.expect(source);
    return new FallbackSession(endpoint, connection, {
      endpoints,
      clock,
      random,
      openSocket: this.#openSocket,
      listener,
    });
  }

  #sessionListener(): BackendSessionListener {
    return {
      frame: (endpoint, data) => {
        this.#supervisor.life();
        this.#intake.frame(endpoint, data);
      },
      sourcesChanged: () => this.#publish(this.#supervisor.state),
      lost: (reason) => {
        this.#abandon();
        this.#supervisor.dispatch({ type: 'closed', reason });
      },
    };
  }

  #abandon(): void {
    this.#discovery?.stop();
    this.#session?.close();
    this.#poller?.stop();
    this.#discovery = undefined;
    this.#session = undefined;
    this.#restFailure = undefined;
  }

  #pollerOf({ restBase }: Endpoints, fetch: Fetch | undefined): Poller {
    const clock = this.#clock;
    return new Poller({
      rest: new RestClient({ base: restBase, clock, fetch, timeoutMs: this.#timeoutMs }),
      budget: this.#memory.budgetOf(restBase, clock),
      clock,
      onBody: (route, body) => this.#intake.body(route, body),
      onFailure: (failure) => {
        this.#restFailure = failure;
        this.#publish(this.#supervisor.state);
      },
    });
  }

  /** Only what no socket tells is asked for, and only while someone can see it. */
  #pollIfWanted(): void {
    const isWanted = this.#session instanceof FallbackSession && this.#supervisor.state.visible;
    if (isWanted) this.#poller?.start();
    else this.#poller?.stop();
  }

  #publish(state: Liveness): void {
    const { phase, failures, retryAt } = state;
    const isOpen = phase === 'live' || phase === 'suspect';
    const at = retryAt === Infinity ? undefined : Math.round(this.#clock.now() + retryAt - this.#clock.elapsed());
    this.#subject.publish({
      phase,
      source: (this.#session?.sources ?? []).join(', '),
      attempt: isOpen || phase === 'idle' ? 0 : failures,
      retryAt: at,
      failure: failureOfStream(state, this.#wsUrl, at) ?? this.#limit(),
    });
  }

  /** While connected, only a used-up call budget is worth a word: some figures are missing until it is renewed. */
  #limit(): Failure | undefined {
    return this.#restFailure?.code === 'rate-limited' ? this.#restFailure : undefined;
  }
}
