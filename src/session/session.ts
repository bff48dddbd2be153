import type { Clock, Random, Stop } from '../domain/clock.js';
import type { Configuration } from '../domain/configuration.js';
import type { Failure } from '../domain/failure.js';
import type { MetricsCache } from '../domain/metrics.js';
import type { PerformanceMode } from '../domain/performance-mode.js';
import { defaultSettings, type AppSettings } from '../domain/settings.js';
import { openStorage, type Storage, type StorageOptions } from '../storage/index.js';
import type { Feed } from '../v11/feed.js';
import { DemoFeed, V11Stream, type OpenSocket } from '../v11/index.js';
import { judge, type DataHealth, type Mode } from './data-health.js';
import { FeedSwitch } from './feed-switch.js';
import { CACHE_SOURCE, LiveMetrics, type LiveTopic } from './live-metrics.js';
import { MetricsKeeper } from './metrics-keeper.js';
import { animationFrame, Notifier, type FrameScheduler } from './notifier.js';
import { documentLifecycle, type PageEvent, type PageLifecycle } from './page-lifecycle.js';
import { restoreSnapshot } from './snapshot.js';
import { systemClock } from './system-clock.js';

/** Nodes of the demo network where neither a configuration nor an option says otherwise. */
const DEMO_NODES = 24;

/** What a host may decide about a connection; what it leaves out comes from the stored settings. */
export interface ConnectionOptions {
  /** Demo network or backend; default: the stored `useDemo`, which is demo at first (schema design 3). */
  readonly mode?: Mode;
  /** REST address; default: the stored `url`. */
  readonly apiUrl?: string;
  /** WebSocket address; default: the stored `wsUrl`. */
  readonly wsUrl?: string;
  /** Whether to connect without being asked; default: true where `mode` is given here, else the stored `autoConnect`. */
  readonly autoConnect?: boolean;
  /** Seed of the demo network; the same seed shows the same network. Default 1. */
  readonly seed?: number;
  /** Number of nodes of the demo network; default: the nodes of the default configuration, or 24. */
  readonly demoNodes?: number;
}

/** Options of {@link createSession}; each has a default. */
export interface SessionOptions extends ConnectionOptions {
  /** Prefix of everything that is stored, for several independent dashboards on one origin. */
  readonly namespace?: string;
  /** Ports and limits of the storage. */
  readonly storage?: StorageOptions;
  readonly clock?: Clock;
  readonly random?: Random;
  /** How a WebSocket is opened; default: the browser's. */
  readonly openSocket?: OpenSocket;
  readonly fetch?: typeof fetch;
  /** When listeners of live values are told; default: once per animation frame. */
  readonly schedule?: FrameScheduler;
  readonly lifecycle?: PageLifecycle;
}

/** What a session is at one moment; a new frozen object on every change. */
export interface SessionState {
  /** False until settings, default configuration and last metrics were read (or could not be). */
  readonly ready: boolean;
  readonly mode: Mode;
  /** Whether the session connects by itself. */
  readonly autoConnect: boolean;
  readonly settings: AppSettings;
  readonly defaultConfiguration: Configuration | undefined;
  /** The mode whose target is shown: the default configuration's, or else the settings'. */
  readonly performanceMode: PerformanceMode;
  /** What is wrong with the storage, if something is; data is still shown and edited. */
  readonly storageFailure: Failure | undefined;
}

/**
 * The composition root: storage, stream and live metrics, shared by every element of a page or of a provider.
 * Create it with {@link createSession}; end it with `dispose()`.
 */
export class Session {
  /** Values as they arrive. */
  readonly live: LiveMetrics;
  /** The V11 stream or the demo network, whichever the mode says. */
  readonly stream: Feed;
  readonly #switch = new FeedSwitch();
  readonly #storage: Storage;
  readonly #options: SessionOptions;
  readonly #clock: Clock;
  readonly #lifecycle: PageLifecycle;
  readonly #notifier: Notifier<'session'>;
  readonly #keeper: MetricsKeeper;
  readonly #stops: Stop[] = [];
  #connection: ConnectionOptions;
  #state: SessionState;
  #feedKey = '';
  #demo: DemoFeed | undefined;
  #v11: V11Stream | undefined;
  #disposed = false;

  /** Use {@link createSession}. */
  constructor(options: SessionOptions) {
    this.#options = options;
    this.#connection = options;
    this.#clock = options.clock ?? systemClock;
    this.#lifecycle = options.lifecycle ?? documentLifecycle;
    const schedule = options.schedule ?? animationFrame;
    this.live = new LiveMetrics({ schedule });
    this.stream = this.#switch;
    this.#notifier = new Notifier(schedule);
    this.#storage = openStorage({ namespace: options.namespace, clock: this.#clock, ...options.storage });
    this.#keeper = new MetricsKeeper(this.live, this.metricsCache, this.#clock, () => this.#state.performanceMode);
    this.#state = this.#derive(defaultSettings(), undefined, false);
    this.#listen();
    this.#preload().catch(() => undefined);
  }

  get configurations(): Storage['configurations'] {
    return this.#storage.configurations;
  }

  get settings(): Storage['settings'] {
    return this.#storage.settings;
  }

  get metricsCache(): Storage['metricsCache'] {
    return this.#storage.metricsCache;
  }

  get apiKeys(): Storage['apiKeys'] {
    return this.#storage.apiKeys;
  }

  get usage(): Storage['usage'] {
    return this.#storage.usage;
  }

  /** Settings, mode and readiness at this moment. */
  get state(): SessionState {
    return this.#state;
  }

  /** Whether `dispose` was called. */
  get disposed(): boolean {
    return this.#disposed;
  }

  /** Epoch milliseconds, from the session's clock. */
  now(): number {
    return this.#clock.now();
  }

  /** Runs once after a delay in milliseconds on the session's clock. */
  after(delayMs: number, run: () => void): Stop {
    return this.#clock.after(delayMs, run);
  }

  /** Whether the page can be seen. */
  get visible(): boolean {
    return this.#lifecycle.visible;
  }

  /** A new identifier for a record. */
  newId(): string {
    return this.#storage.newId();
  }

  /** How good the data of a topic is right now. */
  health(topic: LiveTopic): DataHealth {
    if (!this.#state.ready && this.live.updatedAt(topic) === undefined) {
      return { state: 'loading', ageMs: undefined, source: '', cached: false, connected: false, failure: undefined };
    }
    return judge(this.live, topic, this.stream.status, this.#state.mode, this.now());
  }

  /** Hears of changes of `state` and of the stream's status, at most once a frame. */
  subscribe(listener: () => void): Stop {
    return this.#notifier.subscribe('session', listener);
  }

  /** Changes what the host decided about the connection; reconnects only if something differs. */
  configure(connection: ConnectionOptions): void {
    this.#connection = connection;
    this.#update(this.#state.settings, this.#state.defaultConfiguration, this.#state.ready);
  }

  /** Connects now, also where the settings say to wait for this call. */
  connect(): void {
    if (this.stream.status.phase === 'idle') this.stream.start();
    else this.stream.retry();
    if (this.#state.mode === 'live') this.#keeper.start();
  }

  /** Closes the connection until `connect`. What was received stays. */
  disconnect(): void {
    this.#keeper.stop();
    this.stream.stop();
  }

  /** Closes everything: sockets, timers, listeners, databases. The session cannot be used afterwards. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const stop of this.#stops.splice(0)) stop();
    this.#keeper.stop();
    this.#switch.use(undefined);
    this.#notifier.stop();
    this.live.dispose();
    this.#storage.dispose();
  }

  #listen(): void {
    this.#stops.push(
      this.#lifecycle.subscribe((event) => this.#onPage(event)),
      this.#switch.subscribe(() => this.#notifier.changed('session')),
      this.settings.subscribe(() => this.#reread()),
      this.configurations.subscribe(() => this.#reread()),
      this.#storage.persistence.subscribe(() => this.#update(this.#state.settings, this.#state.defaultConfiguration, this.#state.ready)),
    );
    this.live.paused = !this.visible;
  }

  async #preload(): Promise<void> {
    const { settings, defaultConfiguration, metrics } = await this.#storage.preload();
    if (this.#disposed) return;
    this.#update(settings ?? defaultSettings(), defaultConfiguration ?? undefined, true, metrics ?? undefined);
  }

  async #reread(): Promise<void> {
    const [settings, configuration] = await Promise.all([this.settings.getSettings(), this.configurations.getDefaultConfiguration()]);
    if (!this.#disposed && this.#state.ready) this.#update(settings ?? defaultSettings(), configuration ?? undefined, true);
  }

  #update(settings: AppSettings, configuration: Configuration | undefined, ready: boolean, metrics?: MetricsCache): void {
    const before = this.#state;
    this.#state = this.#derive(settings, configuration, ready);
    if (metrics !== undefined && this.#state.mode === 'live') restoreSnapshot(this.live, metrics);
    if (ready) this.#chooseFeed(before.ready ? before.mode : this.#state.mode);
    this.#notifier.changed('session');
  }

  #derive(settings: AppSettings, configuration: Configuration | undefined, ready: boolean): SessionState {
    const { mode, autoConnect } = this.#connection;
    return Object.freeze({
      ready,
      mode: mode ?? (settings.v11Backend.useDemo ? 'demo' : 'live'),
      autoConnect: autoConnect ?? (mode !== undefined || settings.v11Backend.autoConnect),
      settings,
      defaultConfiguration: configuration,
      performanceMode: configuration?.performanceMode ?? settings.performanceMode,
      storageFailure: this.#storage.persistence.failure,
    });
  }

  /** Takes another feed if the mode or an address changed; otherwise the present one goes on undisturbed. */
  #chooseFeed(modeBefore: Mode): void {
    const { mode } = this.#state;
    const key = JSON.stringify(mode === 'demo' ? this.#demoOptions() : this.#backend());
    if (key === this.#feedKey) return this.#followConfiguration();
    this.#feedKey = key;
    // Values of one network must never be shown as values of another.
    if (mode !== modeBefore || this.#demo !== undefined || this.#v11 !== undefined) this.live.clear();
    this.#demo = mode === 'demo' ? this.#openDemo() : undefined;
    this.#v11 = mode === 'live' ? this.#openStream() : undefined;
    this.#switch.use(this.#demo ?? this.#v11);
    if (mode === 'demo' || this.#state.autoConnect) this.connect();
    if (mode === 'demo') this.#keeper.stop();
  }

  #followConfiguration(): void {
    const { performanceMode, defaultConfiguration } = this.#state;
    if (this.#connection.demoNodes === undefined && defaultConfiguration !== undefined) this.#demo?.setConfiguration(defaultConfiguration);
    this.#demo?.setPerformanceMode(performanceMode);
  }

  #demoOptions(): { mode: 'demo'; seed: number; nodes: number | undefined } {
    return { mode: 'demo', seed: this.#connection.seed ?? 1, nodes: this.#connection.demoNodes };
  }

  #backend(): { wsUrl: string; url: string; timeoutMs: number } {
    const { url, wsUrl, timeout } = this.#state.settings.v11Backend;
    return { wsUrl: this.#connection.wsUrl ?? wsUrl, url: this.#connection.apiUrl ?? httpOf(this.#connection.wsUrl) ?? url, timeoutMs: timeout };
  }

  #openDemo(): DemoFeed {
    const { seed, nodes } = this.#demoOptions();
    const { performanceMode, defaultConfiguration } = this.#state;
    const network = nodes === undefined && defaultConfiguration !== undefined ? { configuration: defaultConfiguration } : { nodes: nodes ?? DEMO_NODES };
    return new DemoFeed({ clock: this.#clock, sink: this.live, seed, performanceMode, ...network });
  }

  #openStream(): V11Stream {
    const { openSocket, fetch, random } = this.#options;
    return new V11Stream({ ...this.#backend(), sink: this.live, clock: this.#clock, random, openSocket, fetch, visible: this.visible });
  }

  #onPage(event: PageEvent): void {
    switch (event) {
      case 'visible':
      case 'hidden':
        this.live.paused = event === 'hidden';
        this.#v11?.setVisible(event === 'visible');
        if (event === 'hidden') this.#keep();
        break;
      case 'suspend':
        this.#keep();
        this.#storage.suspend();
        break;
      case 'resume':
        this.#storage.resume();
        this.#v11?.wake();
        break;
      case 'online':
        this.#v11?.online();
        break;
      case 'offline':
        this.#v11?.offline();
        break;
    }
  }

  #keep(): void {
    if (this.#state.mode === 'live' && this.live.sourceOf('system') !== CACHE_SOURCE) this.#keeper.save();
  }
}

/** The REST address that belongs to a WebSocket address, where only that one is given. */
function httpOf(wsUrl: string | undefined): string | undefined {
  return wsUrl?.replace(/^ws/, 'http').replace(/\/ws\/?$/, '');
}

/** Opens a session. Never throws; what goes wrong is in `state`, in `health` and in the stream's status. */
export function createSession(options: SessionOptions = {}): Session {
  return new Session(options);
}
