import type { Configuration } from '../domain/configuration.js';
import type { Failure } from '../domain/failure.js';
import type { PerformanceMode } from '../domain/performance-mode.js';
import type { AppSettings } from '../domain/settings.js';
import type { PlannedIncident } from '../v11/index.js';
import type { Mode } from './data-health.js';
import type { DemoPlan, FeedPlan, ShareChoice, WorkerChoice } from './feed-plan.js';

/** Nodes of the demo network where neither a configuration nor an option says otherwise. */
const DEMO_NODES = 24;

/** What a host may decide about a connection; what it leaves out comes from the stored settings. */
export interface ConnectionOptions {
  /** Demo network or backend; default: the stored `useDemo`, which is demo at first (schema design 3). */
  readonly mode?: Mode;
  /** REST address; default: made from `wsUrl` where that is given, else the stored `url`. */
  readonly apiUrl?: string;
  /** WebSocket address; default: the stored `wsUrl`. */
  readonly wsUrl?: string;
  /** Whether to connect without being asked; default: true where `mode` is given here, else the stored `autoConnect`. */
  readonly autoConnect?: boolean;
  /** Seed of the demo network; the same seed shows the same network. Default 1. */
  readonly seed?: number;
  /** Number of nodes of the demo network; default: the nodes of the default configuration, or 24. */
  readonly demoNodes?: number;
  /**
   * Where the stream is decoded: `auto` moves it off the main thread into a Worker when there is much of it, `always` and
   * `never` say so from the start. Where a page may not have a Worker it is decoded on the page. Default `auto`.
   */
  readonly worker?: WorkerChoice;
  /**
   * `tabs`: one tab of the origin runs the stream of a backend, and the others that say so too take it from there; a tab
   * that cannot share runs its own, and `stream.sharing` says why. A demo network is never shared. Default `page`.
   */
  readonly share?: ShareChoice;
  /**
   * Whether people may be offered the demo network while the backend is away. It never starts by itself, and is marked as
   * simulated. Default: the stored `v11Backend.demoWhenAway`, which is missing, and means no, at first.
   */
  readonly demoWhenAway?: boolean;
  /** What goes wrong in the demo network, and when, in milliseconds after its start; nothing by default. */
  readonly incidents?: readonly PlannedIncident[];
}

/** What was read from storage, as far as it was. */
export interface StoredFacts {
  /** Whether reading is over, successful or not. */
  readonly ready: boolean;
  readonly settings: AppSettings;
  readonly defaultConfiguration: Configuration | undefined;
  /** What is wrong with the storage, if something is; data is still shown and edited. */
  readonly storageFailure: Failure | undefined;
}

/**
 * Whether the demo network stands in for a backend that is away.
 *
 * - `none`: no; the backend is there, or is away for a moment only, or nobody allowed it.
 * - `offered`: a person may ask for it.
 * - `shown`: a person asked for it, and the backend is still away.
 */
export type StandInState = 'none' | 'offered' | 'shown';

/** What a session is at one moment; a new frozen object on every change. */
export interface SessionState extends StoredFacts {
  /** Where the values come from that are shown; `demo` also while the demo network stands in for a backend. */
  readonly mode: Mode;
  /** Whether the demo network may be shown in place of a backend that is away, and is. */
  readonly standIn: StandInState;
  /** Whether the session connects by itself. */
  readonly autoConnect: boolean;
  /** The mode whose target is shown: the default configuration's, or else the settings'. */
  readonly performanceMode: PerformanceMode;
}

/** What a session is, from what the host decided and what was stored. */
export function deriveState(connection: ConnectionOptions, facts: StoredFacts, standIn: StandInState): SessionState {
  const { mode, autoConnect } = connection;
  const { settings, defaultConfiguration } = facts;
  return Object.freeze({
    ...facts,
    mode: standIn === 'shown' ? 'demo' : askedMode(connection, settings),
    standIn,
    autoConnect: autoConnect ?? (mode !== undefined || settings.v11Backend.autoConnect),
    performanceMode: defaultConfiguration?.performanceMode ?? settings.performanceMode,
  });
}

/** Whose values were asked for; the demo network may stand in for those of a backend all the same. */
export function askedMode({ mode }: ConnectionOptions, { v11Backend }: Pick<AppSettings, 'v11Backend'>): Mode {
  return mode ?? (v11Backend.useDemo ? 'demo' : 'live');
}

/** Whether the demo network may be offered while a backend is away. */
export function mayStandIn(connection: ConnectionOptions, { v11Backend }: AppSettings): boolean {
  if (askedMode(connection, { v11Backend }) !== 'live') return false;
  return connection.demoWhenAway ?? v11Backend.demoWhenAway ?? false;
}

/** Which feed was asked for; a demo network that stands in for it is planned by {@link planDemo}. */
export function planFeed(connection: ConnectionOptions, state: SessionState): FeedPlan {
  const { settings } = state;
  const { worker = 'auto', share = 'page' } = connection;
  if (askedMode(connection, settings) === 'demo') return planDemo(connection, state);
  const { url, wsUrl, timeout } = settings.v11Backend;
  return {
    mode: 'live',
    worker,
    share,
    wsUrl: connection.wsUrl ?? wsUrl,
    url: connection.apiUrl ?? restAddressOf(connection.wsUrl) ?? url,
    timeoutMs: timeout,
  };
}

/** The demo network of a state, whether it was asked for or stands in for a backend. */
export function planDemo(connection: ConnectionOptions, state: SessionState): DemoPlan {
  const { seed = 1, demoNodes, worker = 'auto', incidents } = connection;
  const { defaultConfiguration, performanceMode } = state;
  const configuration = demoNodes === undefined ? defaultConfiguration : undefined;
  return {
    mode: 'demo',
    worker,
    seed,
    nodes: demoNodes ?? (configuration === undefined ? DEMO_NODES : undefined),
    configuration,
    performanceMode,
    incidents,
  };
}

/** The REST address that belongs to a WebSocket address, where only that one is given. */
function restAddressOf(wsUrl: string | undefined): string | undefined {
  return wsUrl?.replace(/^ws/, 'http').replace(/\/ws\/?$/, '');
}
