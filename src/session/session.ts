import type { Clock, Random, Stop } from '../domain/clock.js';
import { defaultSettings } from '../domain/settings.js';
import {
  openStorage,
  preloadEssentialData,
  systemClock,
  webLocalStorage,
  type ProductionOptions,
  type Storage,
  type StorageOptions,
} from '../storage/index.js';
import { networkKey } from '../storage/metrics/metrics-snapshot.js';
import { HostMemory, type Fetch, type OpenSocket, type TokenOptions } from '../v11/index.js';
import { judge, NO_DATA, type DataHealth } from './data-health.js';
import { FeedSwitch } from './feed-switch.js';
import type { SessionStream } from './hosted-feed.js';
import { LiveMetrics, type LiveTopic } from './live-metrics.js';
import { MetricsKeeper } from './metrics-keeper.js';
import { animationFrame, Notifier, type FrameScheduler } from './notifier.js';
import { workerOpener } from './off-thread/open-worker.js';
import type { OpenWorker } from './off-thread/worker-like.js';
import { documentLifecycle, type PageEvent, type PageLifecycle } from './page-lifecycle.js';
import { deriveState, planFeed, type ConnectionOptions, type SessionState, type StoredFacts } from './session-state.js';
import { findPageHub } from './sharing/find-page-hub.js';
import type { SharePorts } from './sharing/share-ports.js';
import { webSharePorts } from './sharing/web-share-ports.js';
import { restoreColumns } from './snapshot.js';

/** Options of {@link createSession}; each has a default. */
export interface SessionOptions extends ConnectionOptions, ProductionOptions, TokenOptions {
  /** Prefix of everything that is stored, for several independent dashboards on one origin. */
  readonly namespace?: string;
  /** Ports and limits of the storage. */
  readonly storage?: StorageOptions;
  readonly clock?: Clock;
  readonly random?: Random;
  /** How a WebSocket is opened; default: the browser's. */
  readonly openSocket?: OpenSocket;
  /** How a REST call is made; default: the browser's `fetch`. */
  readonly fetch?: Fetch;
  /**
   * How a Worker for the stream is opened; default: the library's own, unless `clock`, `random`, `openSocket` or `fetch`
   * are given, as none of them can be sent to it. It asks the page for the `token`, each time it needs one.
   */
  readonly openWorker?: OpenWorker;
  /** How tabs that share the stream hear each other; default: the browser's BroadcastChannel and Web Locks. */
  readonly sharePorts?: SharePorts;
  /** Most nodes that are kept, so that a backend cannot fill the memory; default 100,000. */
  readonly maxNodes?: number;
  /** Longest history that charts may ask for, in seconds, 60 to 3,600; default 3,600. */
  readonly maxHistorySeconds?: number;
  /** When listeners of live values are told; default: once per animation frame. */
  readonly schedule?: FrameScheduler;
  /** What happens to the page; default: the document's own events. */
  readonly lifecycle?: PageLifecycle;
}

/**
 * The composition root: storage, stream and live metrics, shared by every element of a page or of a provider.
 * Create it with {@link createSession}; end it with `dispose()`.
 */
export class Session {
  /** Values as they arrive. */
  readonly live: LiveMetrics;
  readonly configurations: Storage['configurations'];
  readonly settings: Storage['settings'];
  readonly metricsCache: Storage['metricsCache'];
  /** Keys of outside providers, in memory only. */
  readonly apiKeys: Storage['apiKeys'];
  readonly usage: Storage['usage'];
  readonly #storage: Storage;
  readonly #feeds: FeedSwitch;
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
    this.live = new LiveMetrics({ clock, schedule, maxNodes, maxHistorySeconds });
    const openWorker = workerFor(options);
    const findHub = hasOwnParts(options) ? undefined : () => findPageHub(globalThis);
    const sharing = { ports: options.sharePorts ?? webSharePorts(), namespace: namespace ?? '', findHub };
    const { token, tokenOrigin, tokenInUrl } = options;
    const parts = { clock, random, openSocket, fetch, token, tokenOrigin, tokenInUrl, memory: memoryOf(options) };
    this.#feeds = new FeedSwitch({ live: this.live, maxNodes, ...parts, openWorker, sharing });
    const { useIndexedDB, encryptSensitiveData, maxStorageSize, enableDebugLogging } = options;
    const production = { useIndexedDB, encryptSensitiveData, maxStorageSize, enableDebugLogging };
    this.#storage = openStorage({ namespace, clock, ...production, ...options.storage });
    ({
      configurations: this.configurations,
      settings: this.settings,
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
    this.#state = deriveState(this.#connection, this.#facts);
    this.#keeper = new MetricsKeeper({
      live: this.live,
      cache: this.metricsCache,
      clock,
      performanceMode: () => this.#state.performanceMode,
      network: () => this.#networkOf(this.#state),
      isVisible: () => this.visible,
    });
    this.#stops = this.#listen();
    void this.#preload();
  }

  /** The V11 stream or the demo network, whichever the mode says. */
  get stream(): SessionStream {
    return this.#feeds;
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
    return judge(this.live, topic, this.stream.status, this.#state.mode);
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
    this.#feeds.dispose();
    this.#notifier.stop();
    this.live.dispose();
    this.#storage.dispose();
  }

  #listen(): Stop[] {
    const reread = (): void => void this.#reread();
    this.live.paused = !this.visible;
    return [
      this.#lifecycle.subscribe((event) => this.#onPage(event)),
      this.#feeds.subscribe(() => this.#notifier.changed('session')),
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
    if (this.#disposed) return;
    const facts = {
      settings: data.settings ?? defaultSettings(),
      defaultConfiguration: data.defaultConfiguration ?? undefined,
    };
    // Only values of a backend were kept; a demo network or another backend must not begin with them.
    const network = this.#networkOf(deriveState(this.#connection, { ...this.#facts, ...facts }));
    if (data.metrics !== null && network !== undefined && (data.metrics.network ?? network) === network)
      restoreColumns(this.live, data.metrics);
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
    this.#state = deriveState(this.#connection, this.#facts);
    if (this.#state.ready) this.#followPlan();
    this.#notifier.changed('session');
  }

  #followPlan(): void {
    const followed = this.#feeds.follow(planFeed(this.#connection, this.#state), this.visible);
    if (followed === 'same') return;
    // Values of one network must never be shown as values of another.
    if (followed === 'other') this.live.clear();
    this.#keeper.stop();
    if (this.#state.mode === 'demo' || this.#state.autoConnect || this.#wanted) this.#connect();
  }

  #connect(): void {
    if (this.stream.status.phase === 'idle') this.stream.start();
    else this.stream.retry();
    if (this.#state.mode === 'live') this.#keeper.start();
  }

  #onPage(event: PageEvent): void {
    if (event === 'visible' || event === 'hidden') this.live.paused = event === 'hidden';
    if ((event === 'hidden' || event === 'suspend') && this.#state.mode === 'live') this.#keeper.saveLast();
    if (event === 'suspend') this.#storage.suspend();
    // Nobody tells a page what happened to its storage while it was not looked at (reliability S20, T6).
    if (event === 'resume' || event === 'visible') this.#storage.resume();
    this.#feeds.notice(event);
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
function memoryOf({ storage, random }: SessionOptions): HostMemory {
  const store = storage?.keyValue === undefined ? webLocalStorage() : storage.keyValue;
  return new HostMemory({ store: store ?? undefined, random });
}

/** Opens a session. Never throws; what goes wrong is in `state`, in `health` and in the stream's status. */
export function createSession(options: SessionOptions = {}): Session {
  return new Session(options);
}
