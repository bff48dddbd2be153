import type { Clock, Stop } from '../domain/clock.js';
import type { NodeField, Origin, SystemField, UpdateSink } from '../domain/live-update.js';
import { CHART_POINTS } from '../domain/metrics.js';
import type { NodeType } from '../domain/node-config.js';
import { systemClock } from '../storage/index.js';
import { NodeTable } from './node-table.js';
import { animationFrame, Notifier, type FrameScheduler } from './notifier.js';
import { Series } from './series.js';

/** What changes: figures of the whole network, or nodes. */
export type LiveTopic = 'system' | 'nodes';

/** Quantities whose past is kept for charts. */
export const SERIES_NAMES = ['tps', 'finalityMs', 'blocksValidated', 'consensusRounds'] as const;
/** Name of a quantity whose past is kept. */
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
  /** Tells how long ago something arrived; default: the machine's. */
  readonly clock?: Clock;
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
  readonly #clock: Clock;
  readonly #arrivals: Record<LiveTopic, Arrivals>;
  #leader: Reading<string> | undefined;

  constructor({
    clock = systemClock,
    schedule = animationFrame,
    capacity = CHART_POINTS * 2,
  }: LiveMetricsOptions = {}) {
    this.#clock = clock;
    this.#arrivals = { system: new Arrivals(clock), nodes: new Arrivals(clock) };
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
    for (const series of Object.values(this.#series)) series.reserve(points);
  }

  /** Epoch milliseconds of the last value of a topic, or nothing. */
  updatedAt(topic: LiveTopic): number | undefined {
    return this.#arrivals[topic].last?.at;
  }

  /**
   * Milliseconds since the last value of a topic arrived, or nothing. Counted by elapsed time, so that setting the
   * machine's clock makes nothing fresh or old; for restored values, since they were taken.
   */
  ageMs(topic: LiveTopic): number | undefined {
    return this.#arrivals[topic].ageMs;
  }

  /** Source of the newest value of a topic: an endpoint, `demo`, `cache`, or empty. */
  sourceOf(topic: LiveTopic): string {
    return this.#arrivals[topic].last?.source ?? '';
  }

  /** Usual time between two updates of a topic in milliseconds, as announced or measured; nothing if neither is known. */
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
    if (!Number.isFinite(value)) return;
    this.#readings.set(field, { value, origin });
    if (isSeries(field)) this.#series[field].push(origin.at, value, MERGE_MS);
    this.#arrived('system', origin);
  }

  leader(nodeId: string, origin: Origin): void {
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
      this.#arrivals[topic] = new Arrivals(this.#clock);
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
  /** Origin of the last value. */
  last: Origin | undefined;
  readonly #clock: Clock;
  /** Measured, from the second frame on. */
  #measuredMs: number | undefined;
  #arrivedAt = 0;
  /** When the first value of the present frame arrived. */
  #frameAt = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get ageMs(): number | undefined {
    if (this.last === undefined) return undefined;
    const { source, at } = this.last;
    const age = source === CACHE_SOURCE ? this.#clock.now() - at : this.#clock.elapsed() - this.#arrivedAt;
    return Math.max(0, age);
  }

  /** As the source announced it, or else as it was measured. */
  get intervalMs(): number | undefined {
    return this.last?.everyMs ?? this.#measuredMs;
  }

  note(origin: Origin): void {
    // The hot path: all values of a frame share one origin, and came together.
    if (origin === this.last) return;
    const isSameSource = origin.source === this.last?.source;
    this.last = origin;
    this.#arrivedAt = this.#clock.elapsed();
    const sinceFrame = this.#arrivedAt - this.#frameAt;
    // A frame may also come in parts; the time between two frames is what counts.
    if (isSameSource && sinceFrame < MERGE_MS) return;
    this.#frameAt = this.#arrivedAt;
    if (isSameSource) this.#measuredMs = (this.#measuredMs ?? sinceFrame) * 0.7 + sinceFrame * 0.3;
  }
}

function isSeries(field: SystemField): field is SeriesName {
  return (SERIES_NAMES as readonly string[]).includes(field);
}
