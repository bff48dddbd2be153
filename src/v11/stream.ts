import type { Clock, Random, Stop } from '../domain/clock.js';
import type { Failure } from '../domain/failure.js';
import { AccessToken } from './access-token.js';
import type { BackendSession, BackendSessionListener } from './backend-session.js';
import { DesignSession } from './design-session.js';
import { credentialsFor, type Credentials } from './credentials.js';
import type { CallAllowance } from './call-budget.js';
import { Discovery, type Candidate, type Found } from './discovery.js';
import {
  DESIGN_SOCKET,
  FALLBACK_SOCKETS,
  resolveEndpoints,
  TOKEN_SOCKETS,
  type Endpoints,
  type SocketEndpoint,
  type TokenSocket,
} from './endpoints.js';
import { FallbackSession } from './fallback-session.js';
import { IDLE_STATUS, type Feed, type FeedStatus, type FrameCounts } from './feed.js';
import { FrameIntake } from './frame-intake.js';
import { FrameOrder } from './frame-order.js';
import { HostMemory } from './host-memory.js';
import type { EndReason, Liveness, LivenessEvent } from './liveness.js';
import { Reception, type Heard } from './reception.js';
import { RestClient, type Fetch } from './rest.js';
import type { Result } from './result.js';
import { SourceRanking } from './source-ranking.js';
import { StatusSubject } from './status-subject.js';
import type { V11StreamOptions } from './stream-options.js';
import { failureOfStream, tokenElsewhere } from './stream-failures.js';
import { Supervisor, type Supervised } from './supervisor.js';
import { Poller } from './transports/polling.js';
import { openWebSocket, type OpenSocket } from './transports/websocket.js';
import { DEFAULT_CHANNELS, type ChannelRecipe } from './v11-dialect.js';

/**
 * The live feed of a V11 backend. Tries `/ws` of the design documents; where that does not exist, the token-free
 * sockets, those that want a token if the host gives one, and a few REST calls (protocol 6.2). Comes back by itself
 * after anything but a refusal, also when the backend returns as another version. Needs no page, so it also runs in a
 * worker. Never throws; what is wrong is in `status`.
 */
export class V11Stream implements Feed {
  readonly #endpoints: Result<Endpoints>;
  readonly #shownUrl: string;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #openSocket: OpenSocket;
  readonly #timeoutMs: number;
  readonly #memory: HostMemory;
  readonly #token: AccessToken;
  readonly #credentials: ReadonlyMap<TokenSocket, Credentials>;
  readonly #channels: readonly ChannelRecipe[];
  readonly #ranking: SourceRanking;
  readonly #intake: FrameIntake;
  readonly #order: FrameOrder;
  readonly #reception: Reception;
  readonly #subject = new StatusSubject();
  readonly #supervisor: Supervisor;
  readonly #budget: CallAllowance | undefined;
  readonly #poller: Poller | undefined;
  /** What is refused at the moment, by endpoint. */
  readonly #problems = new Map<string, Failure>();
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
    this.#shownUrl = this.#endpoints.ok ? this.#endpoints.value.shown : '';
    this.#clock = clock;
    this.#random = random;
    this.#timeoutMs = timeoutMs;
    this.#openSocket = options.openSocket ?? openWebSocket;
    this.#memory = options.memory ?? new HostMemory();
    this.#token = new AccessToken(options, wsUrl, clock);
    this.#credentials = this.#endpoints.ok ? credentialsFor(this.#token, this.#endpoints.value) : new Map();
    this.#channels = options.channels ?? DEFAULT_CHANNELS;
    this.#ranking = new SourceRanking(options.sink, clock);
    this.#intake = new FrameIntake(this.#ranking, clock);
    this.#order = new FrameOrder(clock);
    this.#reception = new Reception(clock, () => this.#publish(this.#supervisor.state));
    this.#budget = this.#endpoints.ok ? this.#memory.budgetOf(this.#endpoints.value.restBase, clock) : undefined;
    this.#poller = this.#endpoints.ok ? this.#pollerOf(this.#endpoints.value, options.fetch) : undefined;
    this.#supervisor = new Supervisor(clock, random, this.#actions(), visible);
  }

  get status(): FeedStatus {
    return this.#subject.status;
  }

  get frames(): FrameCounts {
    const { counts } = this.#intake;
    const { late } = this.#order;
    return late === 0 ? counts : { ...counts, received: counts.received + late, late };
  }

  get lastFrameAt(): number | undefined {
    return this.#intake.lastFrameAt;
  }

  start(): void {
    if (this.#endpoints.ok) return this.#supervisor.dispatch({ type: 'start' });
    this.#subject.publish({ ...IDLE_STATUS, phase: 'stopped', failure: this.#endpoints.failure });
  }

  stop(): void {
    // First everything is closed, then it is told: whoever hears of it may start again at once.
    this.#abandon();
    this.#isDesignMute = false;
    this.#supervisor.dispatch({ type: 'stop' });
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

  /**
   * The host has another token, for instance because a person signed in again. Open connections go on until those with
   * the new token are live; what was given up for want of one is tried again.
   */
  renewToken(): void {
    if (this.#supervisor.state.phase === 'stopped') this.retry();
    else this.#session?.renewToken();
  }

  #notice(event: LivenessEvent): void {
    this.#supervisor.dispatch(event);
    this.#session?.notice(event);
  }

  #actions(): Supervised {
    return {
      open: (timeoutMs) => this.#remember(Math.min(timeoutMs, this.#timeoutMs)),
      ping: () => this.#session?.ping(),
      abandon: () => {
        if (this.#session !== undefined)
          this.#isDesignMute = this.#session instanceof DesignSession && this.frames.received === this.#framesBefore;
        this.#abandon();
      },
      changed: (state) => this.#publish(state),
    };
  }

  /** What is known about the backend comes first: it may have to be read from a store. */
  #remember(timeoutMs: number): void {
    if (!this.#endpoints.ok) return;
    const endpoints = this.#endpoints.value;
    const round = (this.#rounds += 1);
    this.#memory.load(endpoints.host, this.#clock, () => {
      const isWanted = round === this.#rounds && this.#supervisor.state.phase === 'connecting';
      if (isWanted) this.#discover(endpoints, timeoutMs);
    });
  }

  #discover(endpoints: Endpoints, timeoutMs: number): void {
    this.#discovery = new Discovery({
      endpoints,
      clock: this.#clock,
      openSocket: this.#openSocket,
      timeoutMs,
      candidates: this.#candidates(endpoints),
      onFound: (found) => this.#begin(endpoints, found),
      onNothing: (reason, askedMs) => this.#nothing(endpoints, reason, askedMs),
    });
  }

  #candidates({ host }: Endpoints): readonly Candidate[] {
    // Another token-free socket each round, so that a broken one does not hide the others.
    const fallback = FALLBACK_SOCKETS[(this.#rounds - 1) % FALLBACK_SOCKETS.length] ?? '/ws/dashboard';
    const designFirst = !this.#isDesignMute && !this.#memory.lacksDesignSocket(host, this.#clock);
    const withToken: Candidate[] = this.#credentials.has('/ws/v11') ? ['/ws/v11'] : [];
    return designFirst ? [DESIGN_SOCKET, fallback, ...withToken] : [fallback, ...withToken, DESIGN_SOCKET];
  }

  /** The backend is away, and may come back as another version. */
  #nothing({ host }: Endpoints, reason: EndReason, askedMs: number): void {
    this.#discovery = undefined;
    this.#memory.setLacksDesignSocket(host, false, this.#clock);
    this.#isDesignMute = false;
    this.#supervisor.dispatch({ type: 'closed', reason, askedMs });
  }

  #begin(endpoints: Endpoints, found: Found): void {
    const { endpoint } = found;
    const isDesign = endpoint === DESIGN_SOCKET;
    const authenticates = TOKEN_SOCKETS.some((socket) => socket === endpoint);
    this.#discovery = undefined;
    this.#memory.setLacksDesignSocket(endpoints.host, !isDesign, this.#clock);
    this.#framesBefore = this.frames.received;
    this.#ranking.reset();
    this.#order.reset();
    const session = this.#open(endpoints, found);
    // Whoever heard of it may have stopped the stream, and may even have started it again.
    if (session !== this.#session) return;
    const heartbeat = isDesign || authenticates ? 'ping' : 'expect';
    this.#supervisor.dispatch({ type: 'opened', heartbeat, authenticates });
    this.#pollIfWanted();
  }

  #open(endpoints: Endpoints, { endpoint, connection }: Found): BackendSession {
    const parts = { listener: this.#sessionListener(), clock: this.#clock, random: this.#random };
    if (endpoint === DESIGN_SOCKET) {
      const url = endpoints.socket(DESIGN_SOCKET);
      return (this.#session = new DesignSession(connection, { ...parts, token: this.#token, url }));
    }
    for (const source of FALLBACK_SOCKETS) this.#ranking.expect(source);
    const [openSocket, credentials, channels] = [this.#openSocket, this.#credentials, this.#channels];
    const session = new FallbackSession(endpoint, { ...parts, endpoints, openSocket, credentials, channels });
    this.#session = session;
    session.start(connection);
    return session;
  }

  #sessionListener(): BackendSessionListener {
    return {
      frame: (endpoint, data) => this.#frame(endpoint, data),
      sourcesChanged: () => this.#sourcesChanged(),
      problem: (endpoint, failure) => {
        if (failure === undefined) this.#problems.delete(endpoint);
        else this.#problems.set(endpoint, failure);
        this.#publish(this.#supervisor.state);
      },
      lost: (reason, askedMs) => this.#lost(reason, askedMs),
    };
  }

  #frame(endpoint: SocketEndpoint, data: unknown): void {
    this.#supervisor.life();
    // Whoever heard that it lives may have stopped the stream.
    if (this.#session === undefined) return;
    this.#reception.heard(this.#order.accepts(endpoint, data) ? this.#take(endpoint, data) : 'other');
    if (this.#reception.isRubbishOnly) this.#lost('failed');
  }

  #take(endpoint: SocketEndpoint, data: unknown): Heard {
    const before = this.lastFrameAt;
    const { dropped } = this.#intake.counts;
    this.#intake.frame(endpoint, data);
    if (this.lastFrameAt !== before || this.lastFrameAt === this.#clock.now()) return 'data';
    return this.#intake.counts.dropped > dropped ? 'rubbish' : 'other';
  }

  #lost(reason: EndReason, askedMs?: number): void {
    this.#abandon();
    this.#supervisor.dispatch({ type: 'closed', reason, askedMs });
  }

  #sourcesChanged(): void {
    const isReady = this.#supervisor.state.phase === 'authenticating' && (this.#session?.sources.length ?? 0) > 0;
    if (isReady) this.#supervisor.dispatch({ type: 'authenticated' });
    this.#publish(this.#supervisor.state);
  }

  #abandon(): void {
    this.#discovery?.stop();
    this.#session?.close();
    this.#poller?.stop();
    this.#reception.end();
    this.#problems.clear();
    this.#discovery = undefined;
    this.#session = undefined;
    this.#restFailure = undefined;
  }

  #pollerOf({ restBase }: Endpoints, fetch: Fetch | undefined): Poller {
    const [clock, random, token] = [this.#clock, this.#random, this.#token];
    const budget = this.#memory.budgetOf(restBase, clock);
    const mayRetry = (): Promise<boolean> => budget.take();
    return new Poller({
      rest: new RestClient({ base: restBase, clock, random, fetch, token, mayRetry, timeoutMs: this.#timeoutMs }),
      budget,
      clock,
      onBody: (route, body) => this.#intake.body(route, body),
      onCall: () => this.#publish(this.#supervisor.state),
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
    const connected = phase === 'live' || phase === 'suspect';
    const at = retryAt === Infinity ? undefined : Math.round(this.#clock.now() + retryAt - this.#clock.elapsed());
    this.#subject.publish({
      phase,
      connected,
      receiving: connected && this.#reception.receiving,
      fresh: connected && this.#reception.fresh,
      source: connected ? (this.#session?.sources ?? []).join(', ') : '',
      attempt: connected || phase === 'idle' ? 0 : failures,
      retryAt: at,
      failure: failureOfStream(state, this.#shownUrl, at) ?? (connected ? this.#missing() : undefined),
      calls: this.#budget?.toTell,
    });
  }

  /** While connected, only what keeps some figures away is worth a word: a used-up budget, a token, a role. */
  #missing(): Failure | undefined {
    if (this.#restFailure?.code === 'rate-limited') return this.#restFailure;
    if (this.#token.isOffered && !this.#token.fits(this.#shownUrl))
      return tokenElsewhere(this.#token.origin, this.#shownUrl);
    const [problem] = this.#problems.values();
    return problem;
  }
}
