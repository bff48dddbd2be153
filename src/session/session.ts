import type { Clock, Stop } from '../domain/clock.js';
import { defaultSettings } from '../domain/settings.js';
import { openStorage, preloadEssentialData, systemClock, webLocalStorage, type Storage } from '../storage/index.js';
import { networkKey } from '../storage/metrics/network-key.js';
import type { FeedStatus } from '../v11/feed.js';
import type { DatedIncident, HostStore } from '../v11/index.js';
import { judge, NO_DATA, type DataHealth, type Mode } from './data-health.js';
import { FeedSwitch } from './feed-switch.js';
import type { SessionStream } from './hosted-feed.js';
import { LiveMetrics, type LiveTopic } from './live-metrics.js';
import { MetricsKeeper } from './metrics-keeper.js';
import { animationFrame, Notifier } from './notifier.js';
import { workerOpener } from './off-thread/open-worker.js';
import type { OpenWorker } from './off-thread/worker-like.js';
import { documentLifecycle, type PageEvent, type PageLifecycle } from './page-lifecycle.js';
import type { SessionOptions } from './session-options.js';
import {
  askedMode,
  deriveState,
  mayStandIn,
  planDemo,
  planFeed,
  type ConnectionOptions,
  type SessionState,
  type StoredFacts,
} from './session-state.js';
import { findPageHub } from './sharing/find-page-hub.js';
import { snapshots } from './snapshots.js';
import { StandIn } from './stand-in.js';

export type { SessionOptions } from './session-options.js';

/**
 * The composition root: storage, stream and live metrics, shared by every element of a page or of a provider.
 * Create it with {@link createSession}; end it with `dispose()`.
 */
export class Session {
  readonly configurations: Storage['configurations'];
  readonly settings: Storage['settings'];
  readonly preferences: Storage['preferences'];
  readonly metricsCache: Storage['metricsCache'];
  /** Keys of outside providers, in memory only. */
  readonly apiKeys: Storage['apiKeys'];
  readonly usage: Storage['usage'];
  readonly #storage: Storage;
  /** Values of what was asked for; those of a demo network that stands in for it are elsewhere. */
  readonly #live: LiveMetrics;
  readonly #feeds: FeedSwitch;
  readonly #standIn: StandIn;
  readonly #keeper: MetricsKeeper;
  readonly #clock: Clock;
  readonly #lifecycle: PageLifecycle;
  readonly #notifier: Notifier<'session'>;
  readonly #stops: Stop[];
  #connection: ConnectionOptions;
  #facts: StoredFacts;
  #state: SessionState;
  /** Whether somebody asked to connect. */
  #wanted = false;
  #disposed = false;

  /** Use {@link createSession}. */
  constructor(options: SessionOptions) {
    const { clock = systemClock, schedule = animationFrame, lifecycle = documentLifecycle } = options;
    const { random, openSocket, fetch, namespace, maxNodes, maxHistorySeconds } = options;
    this.#clock = clock;
    this.#lifecycle = lifecycle;
    this.#connection = options;
    this.#notifier = new Notifier(schedule);
    const openMetrics = (): LiveMetrics => new LiveMetrics({ clock, schedule, maxNodes, maxHistorySeconds });
    this.#live = openMetrics();
    const openWorker = workerFor(options);
    const findHub = hasOwnParts(options) ? undefined : () => findPageHub(globalThis);
    const sharing = { ports: options.sharePorts, namespace: namespace ?? '', findHub };
    const { token, tokenOrigin, tokenInUrl } = options;
    const parts = { clock, random, openSocket, fetch, token, tokenOrigin, tokenInUrl, hostStore: hostStoreOf(options) };
    this.#feeds = new FeedSwitch({ live: this.#live, maxNodes, ...parts, openWorker, sharing });
    this.#standIn = new StandIn({
      clock,
      openMetrics,
      openFeed: (live) => new FeedSwitch({ live, maxNodes, clock, random, openWorker }),
      changed: () => this.#derive(),
    });
    const { useIndexedDB, encryptSensitiveData, maxStorageSize, enableDebugLogging } = options;
    const production = { useIndexedDB, encryptSensitiveData, maxStorageSize, enableDebugLogging };
    this.#storage = openStorage({ namespace, clock, ...production, ...options.storage });
    ({
      configurations: this.configurations,
      settings: this.settings,
      preferences: this.preferences,
      metricsCache: this.metricsCache,
      apiKeys: this.apiKeys,
      usage: this.usage,
    } = this.#storage);
    this.#facts = {
      ready: false,
      settings: defaultSettings(),
      defaultConfiguration: undefined,
      storageFailure: undefined,
    };
    this.#state = deriveState(this.#connection, this.#facts, 'none');
    this.#keeper = new MetricsKeeper({
      live: this.#live,
      cache: this.metricsCache,
      clock,
      performanceMode: () => this.#state.performanceMode,
      network: () => this.#networkOf(this.#state),
      isVisible: () => this.visible,
    });
    this.#stops = this.#listen();
    // Where a host says it, what the stream is made of comes while the storage opens.
    if (options.mode !== undefined) this.#feeds.prepare(planFeed(options, this.#state));
    void this.#preload();
  }

  /** Values as they arrive. Another object while the demo network stands in for a backend that is away. */
  get live(): LiveMetrics {
    return this.#standIn.live ?? this.#live;
  }

  /** The V11 stream or the demo network, whichever was asked for: a backend's also while the demo stands in for it. */
  get stream(): SessionStream {
    return this.#feeds;
  }

  /** What went wrong by script in the demo network that is shown, oldest first; nothing where it is not known. */
  get incidents(): readonly DatedIncident[] | undefined {
    return this.#standIn.incidents ?? this.#feeds.incidents;
  }

  /** Settings, mode and readiness at this moment. */
  get state(): SessionState {
    return this.#state;
  }

  /** How well configurations, settings and metrics are kept. */
  get persistence(): Storage['persistence'] {
    return this.#storage.persistence;
  }

  /** What could not be read, and was set aside. */
  get quarantine(): Storage['quarantine'] {
    return this.#storage.quarantine;
  }

  /** What records were before they were saved in a newer format. */
  get backups(): Storage['backups'] {
    return this.#storage.backups;
  }

  /** Whether the page can be seen. */
  get visible(): boolean {
    return this.#lifecycle.visible;
  }

  /** Epoch milliseconds, from the session's clock. */
  now(): number {
    return this.#clock.now();
  }

  /** Runs once after a delay in milliseconds on the session's clock. */
  after(delayMs: number, run: () => void): Stop {
    return this.#clock.after(delayMs, run);
  }

  /** A new identifier for a record. */
  newId(): string {
    return this.#storage.newId();
  }

  /** How good the data of a topic is right now. */
  health(topic: LiveTopic): DataHealth {
    if (!this.#state.ready) return NO_DATA;
    return judge(this.live, topic, this.#standIn.status ?? this.stream.status, this.#state.mode);
  }

  /** Hears of changes of `state` and of the stream's status, at most once a frame. */
  subscribe(listener: () => void): Stop {
    return this.#notifier.subscribe('session', listener);
  }

  /** Changes what the host decided about the connection; reconnects only if something differs. */
  configure(connection: ConnectionOptions): void {
    this.#connection = connection;
    this.#note({});
  }

  /** Connects now, also where the settings say to wait for this call; before the session is ready, as soon as it is. */
  connect(): void {
    this.#wanted = true;
    this.#connect();
  }

  /**
   * Shows the demo network, marked as simulated, while the backend is away: if `state.standIn` says that it is offered,
   * and only because a person asks. The backend is tried on, and shown again as soon as it tells anything.
   */
  showDemoMeanwhile(): void {
    this.#standIn.show(planDemo(this.#connection, this.#state), this.visible);
  }

  /** Shows what is known of the backend again, however old it is, instead of a demo network that stands in for it. */
  endDemoMeanwhile(): void {
    this.#standIn.end();
  }

  /** Closes the connection until `connect`. What was received stays. */
  disconnect(): void {
    this.#wanted = false;
    this.#keeper.stop();
    this.stream.stop();
  }

  /** Closes everything: sockets, timers, listeners, databases. The session cannot be used afterwards. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const stop of this.#stops.splice(0)) stop();
    this.#keeper.stop();
    this.#standIn.dispose();
    this.#feeds.dispose();
    this.#notifier.stop();
    this.#live.dispose();
    this.#storage.dispose();
  }

  #listen(): Stop[] {
    const reread = (): void => void this.#reread();
    this.#live.paused = !this.visible;
    return [
      this.#lifecycle.subscribe((event) => this.#onPage(event)),
      this.#feeds.subscribe((status) => this.#onStatus(status)),
      this.settings.subscribe(reread),
      this.configurations.subscribe(reread),
      this.persistence.subscribe(({ failure }) => this.#note({ storageFailure: failure })),
    ];
  }

  async #preload(): Promise<void> {
    const { settings, configurations, metricsCache } = this;
    // As columns: a page must not make ten thousand objects before it paints.
    const columns = { getLatestMetrics: () => metricsCache.getLatestSnapshot() };
    const data = await preloadEssentialData({ settings, configurations, metricsCache: columns });
    // Without it the page begins without the metrics of the last visit.
    const { restoreColumns } = (data.metrics && (await snapshots.load().catch(() => null))) ?? {};
    if (this.#disposed) return;
    const facts = {
      settings: data.settings ?? defaultSettings(),
      defaultConfiguration: data.defaultConfiguration ?? undefined,
    };
    // Only values of a backend were kept; a demo network or another backend must not begin with them.
    const network = this.#networkOf(deriveState(this.#connection, { ...this.#facts, ...facts }, 'none'));
    if (data.metrics !== null && network !== undefined && (data.metrics.network ?? network) === network)
      restoreColumns?.(this.#live, data.metrics);
    this.#note({ ...facts, ready: true });
  }

  /** Tells the backend of a state from others; nothing for the demo network. */
  #networkOf(state: SessionState): string | undefined {
    const plan = planFeed(this.#connection, state);
    return plan.mode === 'live' ? networkKey(plan.wsUrl, plan.url) : undefined;
  }

  async #reread(): Promise<void> {
    try {
      const settings = (await this.settings.getSettings()) ?? defaultSettings();
      const defaultConfiguration = (await this.configurations.getDefaultConfiguration()) ?? undefined;
      // Whoever asked to connect meant the backend that was there; another one, as from an import, is asked for anew.
      const { url, wsUrl } = this.#facts.settings.v11Backend;
      if (url !== settings.v11Backend.url || wsUrl !== settings.v11Backend.wsUrl) this.#wanted = false;
      this.#note({ settings, defaultConfiguration });
    } catch {
      // What is known stays; the storage tells what is wrong through `persistence`.
    }
  }

  #note(facts: Partial<StoredFacts>): void {
    if (this.#disposed) return;
    this.#facts = { ...this.#facts, ...facts };
    this.#standIn.allow(mayStandIn(this.#connection, this.#facts.settings));
    this.#derive();
    if (this.#state.ready) this.#followPlan();
  }

  #derive(): void {
    this.#state = deriveState(this.#connection, this.#facts, this.#standIn.state);
    this.#notifier.changed('session');
  }

  #onStatus(status: FeedStatus): void {
    this.#live.happenings.noteStatus(status, this.#clock.now());
    this.#standIn.note(status);
    this.#notifier.changed('session');
  }

  #followPlan(): void {
    const plan = planFeed(this.#connection, this.#state);
    const followed = this.#feeds.follow(plan, this.visible);
    if (followed === 'same') return this.#standIn.follow(planDemo(this.#connection, this.#state), this.visible);
    // Values of one network must never be shown as values of another, and no demo stands in for another backend.
    if (followed === 'other') this.#live.forgetNetwork();
    this.#standIn.end();
    this.#keeper.stop();
    if (plan.mode === 'demo' || this.#state.autoConnect || this.#wanted) this.#connect();
  }

  #connect(): void {
    if (this.stream.status.phase === 'idle') this.stream.start();
    else this.stream.retry();
    if (this.#askedMode === 'live') this.#keeper.start();
  }

  get #askedMode(): Mode {
    return askedMode(this.#connection, this.#facts.settings);
  }

  #onPage(event: PageEvent): void {
    if (event === 'visible' || event === 'hidden') this.#live.paused = event === 'hidden';
    if ((event === 'hidden' || event === 'suspend') && this.#askedMode === 'live') this.#keeper.saveLast();
    if (event === 'suspend') this.#storage.suspend();
    // Nobody tells a page what happened to its storage while it was not looked at (reliability S20, T6).
    if (event === 'resume' || event === 'visible') this.#storage.resume();
    this.#feeds.notice(event);
    this.#standIn.notice(event);
  }
}

/** Whether the stream is made of something that no other session and no Worker has. */
function hasOwnParts({ clock, random, openSocket, fetch }: SessionOptions): boolean {
  return [clock, random, openSocket, fetch].some((part) => part !== undefined);
}

/** How a Worker is opened; nothing where something was given that cannot be sent to it. */
function workerFor(options: SessionOptions): OpenWorker | undefined {
  if (options.openWorker !== undefined) return options.openWorker;
  return hasOwnParts(options) ? undefined : workerOpener();
}

/**
 * What was learnt about backends outlives the page, and is one for all dashboards of an origin: the backend counts the
 * calls of all of them together (protocol 2.4).
 */
function hostStoreOf({ storage }: SessionOptions): HostStore | undefined {
  return (storage?.keyValue === undefined ? webLocalStorage() : storage.keyValue) ?? undefined;
}

/** Opens a session. Never throws; what goes wrong is in `state`, in `health` and in the stream's status. */
export function createSession(options: SessionOptions = {}): Session {
  return new Session(options);
}
