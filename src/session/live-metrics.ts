import type { Stop } from '../domain/clock.js';
import type { NodeField, Origin, SystemField, UpdateSink } from '../domain/live-update.js';
import { CHART_POINTS } from '../domain/metrics.js';
import type { NodeType } from '../domain/node-config.js';
import { NodeTable } from './node-table.js';
import { animationFrame, Notifier, type FrameScheduler } from './notifier.js';
import { Series } from './series.js';

/** What changes: figures of the whole network, or nodes. */
export type LiveTopic = 'system' | 'nodes';

/** Quantities whose past is kept for charts. */
export const SERIES_NAMES = ['tps', 'finalityMs', 'blocksValidated', 'consensusRounds'] as const;
export type SeriesName = (typeof SERIES_NAMES)[number];

/** A value and where it comes from. */
export interface Reading<Value> {
  readonly value: Value;
  readonly origin: Origin;
}

/** Source of values that were restored from the metrics cache; anything that arrives replaces them. */
export const CACHE_SOURCE = 'cache';

/** Two points closer than this are one point, in milliseconds: charts have at most four a second. */
const MERGE_MS = 250;

/** Options of {@link LiveMetrics}. */
export interface LiveMetricsOptions {
  /** When to notify; default: once per animation frame. */
  readonly schedule?: FrameScheduler;
  /** Points kept per series; default 120, so that a 60-second window has its left edge. */
  readonly capacity?: number;
}

/**
 * The hot path: what is known right now about the network, as columns and ring buffers, with one notification per
 * frame and topic. Memory is bounded by the number of nodes and the capacity of the series.
 */
export class LiveMetrics implements UpdateSink {
  /** Last values of every node. */
  readonly nodes = new NodeTable();
  readonly #series: Readonly<Record<SeriesName, Series>>;
  readonly #readings = new Map<SystemField, Reading<number>>();
  readonly #notifier: Notifier<LiveTopic>;
  readonly #arrivals: Record<LiveTopic, Arrivals> = { system: new Arrivals(), nodes: new Arrivals() };
  #leader: Reading<string> | undefined;

  constructor({ schedule = animationFrame, capacity = CHART_POINTS * 2 }: LiveMetricsOptions = {}) {
    this.#notifier = new Notifier(schedule);
    const series = (): Series => new Series(capacity);
    this.#series = { tps: series(), finalityMs: series(), blocksValidated: series(), consensusRounds: series() };
  }

  /** A figure of the whole network with its origin, or nothing if it is unknown. */
  reading(field: SystemField): Reading<number> | undefined {
    return this.#readings.get(field);
  }

  /** Id of the leader with its origin; an empty id means that nobody is known to lead. */
  get leaderReading(): Reading<string> | undefined {
    return this.#leader;
  }

  /** The recent past of a quantity. */
  series(name: SeriesName): Series {
    return this.#series[name];
  }

  /** Keeps at least so many seconds of every series from now on (up to an hour). */
  keepSeconds(seconds: number): void {
    const points = Math.ceil((Math.min(Math.max(seconds, 1), 3_600) * 1_000) / MERGE_MS);
    for (const series of Object.values(this.#series)) series.reserve(Math.min(points, 3_600 * 4));
  }

  /** Epoch milliseconds of the newest value of a topic, or nothing. */
  updatedAt(topic: LiveTopic): number | undefined {
    return this.#arrivals[topic].lastAt;
  }

  /** Source of the newest value of a topic: an endpoint, `demo`, `cache`, or empty. */
  sourceOf(topic: LiveTopic): string {
    return this.#arrivals[topic].source;
  }

  /** Usual time between two updates of a topic in milliseconds; nothing before the second update. */
  intervalMs(topic: LiveTopic): number | undefined {
    return this.#arrivals[topic].intervalMs;
  }

  /** Hears of changes, at most once a frame, never while paused. */
  subscribe(topic: LiveTopic, listener: () => void): Stop {
    return this.#notifier.subscribe(topic, listener);
  }

  /** Number of listeners, for tests and diagnosis. */
  get listenerCount(): number {
    return this.#notifier.listenerCount;
  }

  /** Holds notifications back while the page is hidden. Values are still taken. */
  set paused(paused: boolean) {
    this.#notifier.paused = paused;
  }

  system(field: SystemField, value: number, origin: Origin): void {
    if (!Number.isFinite(value) || !takes(this.#readings.get(field), origin)) return;
    this.#readings.set(field, { value, origin });
    if (isSeries(field)) this.#series[field].push(origin.at, value, MERGE_MS);
    this.#arrived('system', origin);
  }

  leader(nodeId: string, origin: Origin): void {
    if (!takes(this.#leader, origin)) return;
    this.#leader = { value: nodeId, origin };
    this.#arrived('system', origin);
  }

  node(nodeId: string, type: NodeType | undefined, state: string | undefined, origin: Origin): number {
    this.#arrived('nodes', origin);
    return this.nodes.touch(nodeId, type, state, origin.at);
  }

  nodeValue(row: number, field: NodeField, value: number): void {
    this.nodes.set(row, field, value);
  }

  removeNode(nodeId: string): void {
    this.nodes.remove(nodeId);
    this.#notifier.changed('nodes');
  }

  /** Forgets everything, for instance when the session changes from the demo network to a real one. */
  clear(): void {
    this.nodes.clear();
    this.#readings.clear();
    this.#leader = undefined;
    for (const series of Object.values(this.#series)) series.clear();
    for (const topic of ['system', 'nodes'] as const) {
      this.#arrivals[topic] = new Arrivals();
      this.#notifier.changed(topic);
    }
  }

  /** Cancels the planned notification. */
  dispose(): void {
    this.#notifier.stop();
  }

  #arrived(topic: LiveTopic, origin: Origin): void {
    this.#arrivals[topic].note(origin);
    this.#notifier.changed(topic);
  }
}

/** When a topic was last heard of, and how often it usually is. */
class Arrivals {
  lastAt: number | undefined;
  source = '';
  intervalMs: number | undefined;

  note({ at, source }: Origin): void {
    const sinceLast = at - (this.lastAt ?? at);
    if (sinceLast > 0 && this.source !== CACHE_SOURCE) {
      this.intervalMs = this.intervalMs === undefined ? sinceLast : this.intervalMs * 0.7 + sinceLast * 0.3;
    }
    this.lastAt = Math.max(at, this.lastAt ?? at);
    this.source = source;
  }
}

function isSeries(field: SystemField): field is SeriesName {
  return (SERIES_NAMES as readonly string[]).includes(field);
}

/**
 * Whether a value may replace the current one: an older value never replaces a newer one of the same source. Which of
 * several sources is the best is decided where sources are known, in `v11/source-ranking.ts`.
 */
function takes(current: Reading<unknown> | undefined, origin: Origin): boolean {
  return current === undefined || current.origin.source !== origin.source || origin.at >= current.origin.at;
}
