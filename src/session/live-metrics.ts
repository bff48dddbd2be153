import type { Clock, Stop } from '../domain/clock.js';
import type { NodeField, Origin, SystemField, UpdateSink } from '../domain/live-update.js';
import { CHART_POINTS } from '../domain/metrics.js';
import type { NodeType } from '../domain/node-config.js';
import { systemClock } from '../storage/index.js';
import { Arrivals, type ArrivalNews } from './arrivals.js';
import { CounterRates } from './counter-rates.js';
import { Happenings } from './happenings.js';
import { LATE_ROW, NodeTable } from './node-table.js';
import { animationFrame, Notifier, type FrameScheduler } from './notifier.js';
import { MERGE_MS, pointsFor, Series, SERIES_NAMES, type SeriesName } from './series.js';
import { SystemReadings, type Reading } from './system-readings.js';

export { CACHE_SOURCE } from './arrivals.js';
export type { SeriesName } from './series.js';
export type { Reading } from './system-readings.js';

/** An hour: the longest history that can be asked for, in seconds. */
const LONGEST_HISTORY_SECONDS = 3_600;

/** What changes: figures of the whole network, or nodes. */
export type LiveTopic = 'system' | 'nodes';

/** Options of {@link LiveMetrics}. */
export interface LiveMetricsOptions {
  /** Tells how long ago something arrived; default: the machine's. */
  readonly clock?: Clock;
  /** When to notify; default: once per animation frame. */
  readonly schedule?: FrameScheduler;
  /** Points kept per series; default 120, so that a 60-second window has its left edge. */
  readonly capacity?: number;
  /** Most nodes that are kept; default 100,000. Others are ignored, so that a backend cannot fill the memory. */
  readonly maxNodes?: number;
  /** Longest history that charts may ask for, in seconds, 60 to 3,600; default 3,600. */
  readonly maxHistorySeconds?: number;
}

/**
 * The hot path: what is known right now about the network, as columns and ring buffers, with one notification per
 * frame and topic. A late value never replaces a newer one of the same source, and a repeated one changes nothing.
 * Memory is bounded by `maxNodes` and `maxHistorySeconds`.
 */
export class LiveMetrics implements UpdateSink {
  /** Last values of every node. */
  readonly nodes: NodeTable;
  /** Last figures of the network; `reading` and `leaderReading` look at them. */
  readonly readings = new SystemReadings();
  /** What happened lately to the network, and to the connection to it. `clear` leaves it as it is. */
  readonly happenings = new Happenings();
  /** The clock by which it tells ages. */
  readonly clock: Clock;
  readonly #series: ReadonlyMap<SeriesName, Series>;
  readonly #rates = new CounterRates();
  readonly #followers = new Set<(at: number) => void>();
  readonly #notifier: Notifier<LiveTopic>;
  readonly #arrivals: Record<LiveTopic, Arrivals>;
  readonly #maxHistorySeconds: number;
  #clearings = 0;

  constructor({
    clock = systemClock,
    schedule = animationFrame,
    capacity = CHART_POINTS * 2,
    maxNodes,
    maxHistorySeconds = LONGEST_HISTORY_SECONDS,
  }: LiveMetricsOptions = {}) {
    this.nodes = new NodeTable(maxNodes);
    this.#maxHistorySeconds = Math.min(Math.max(maxHistorySeconds, CHART_POINTS), LONGEST_HISTORY_SECONDS);
    this.clock = clock;
    this.#arrivals = { system: new Arrivals(clock), nodes: new Arrivals(clock) };
    this.#notifier = new Notifier(schedule);
    this.#series = new Map(SERIES_NAMES.map((name) => [name, new Series(capacity)]));
  }

  /** A figure of the whole network with its origin, or nothing if it is unknown. */
  reading(field: SystemField): Reading<number> | undefined {
    return this.readings.figure(field);
  }

  /** Id of the leader with its origin; an empty id means that nobody is known to lead. */
  get leaderReading(): Reading<string> | undefined {
    return this.readings.leader;
  }

  /** The recent past of a quantity. */
  series(name: SeriesName): Series {
    const series = this.#series.get(name);
    if (series === undefined) throw new RangeError(`No series ${name}.`);
    return series;
  }

  /**
   * Keeps so many seconds of every series from now on, up to an hour. The last five minutes are kept as they came, with
   * up to four points a second; of each second before that, the lowest and the highest.
   */
  keepSeconds(seconds: number): void {
    const points = pointsFor(Math.min(Math.max(seconds, 1), this.#maxHistorySeconds));
    for (const series of this.#series.values()) series.reserve(points);
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

  /** When a topic was last heard of, for somebody who was not there; nothing before the first value. */
  news(topic: LiveTopic): ArrivalNews | undefined {
    return this.#arrivals[topic].news;
  }

  /** How often everything was forgotten: values from before are not of what is here now. */
  get clearings(): number {
    return this.#clearings;
  }

  /** Hears of changes, at most once a frame, never while paused. */
  subscribe(topic: LiveTopic, listener: () => void): Stop {
    return this.#notifier.subscribe(topic, listener);
  }

  /**
   * Hears of every frame of nodes once it is there, also while paused: for what is counted from nodes. Called often; `at`
   * is the frame's time in epoch milliseconds.
   */
  followNodes(listener: (at: number) => void): Stop {
    this.#followers.add(listener);
    return () => void this.#followers.delete(listener);
  }

  /** Number of listeners, for tests and diagnosis. */
  get listenerCount(): number {
    return this.#notifier.listenerCount + this.#followers.size;
  }

  /** Holds notifications back while the page is hidden. Values are still taken. */
  set paused(paused: boolean) {
    this.#notifier.paused = paused;
  }

  system(field: SystemField, value: number, origin: Origin): void {
    if (!this.readings.take(field, value, origin)) return;
    if (isSeries(field)) this.addPoint(field, origin.at, value);
    const rate = this.#rates.take(field, value, origin);
    if (rate !== undefined) this.addPoint(rate[0], origin.at, rate[1]);
    this.#arrived('system', origin);
  }

  leader(nodeId: string, origin: Origin): void {
    if (!this.readings.takeLeader(nodeId, origin)) return;
    this.happenings.noteLeader(nodeId, origin);
    this.#arrived('system', origin);
  }

  node(nodeId: string, type: NodeType | undefined, state: string | undefined, origin: Origin): number {
    const { nodes } = this;
    const row = nodes.touch(nodeId, type, state, origin.at, nodes.origins.codeOf(origin), origin.sentAt);
    if (row !== LATE_ROW) this.#arrived('nodes', origin);
    return row;
  }

  nodeValue(row: number, field: NodeField, value: number): void {
    this.nodes.set(row, field, value);
  }

  removeNode(nodeId: string): void {
    this.nodes.remove(nodeId);
    this.#notifier.changed('nodes');
  }

  /** Adds a point to the past of a quantity and nothing else: the figure itself comes with `system`. */
  addPoint(name: SeriesName, at: number, value: number): void {
    this.series(name).push(at, value, MERGE_MS);
  }

  /** Something was written to `nodes` or `readings` that arrived elsewhere, and was noted there; tells the listeners. */
  changed(topic: LiveTopic, news: ArrivalNews | undefined): void {
    if (news !== undefined) this.#arrivals[topic].adopt(news);
    const { leader } = this.readings;
    if (topic === 'system' && leader !== undefined) this.happenings.noteLeader(leader.value, leader.origin);
    if (news !== undefined && topic === 'nodes') this.#tellFollowers(news.last.at);
    this.#notifier.changed(topic);
  }

  /** Forgets everything, what happened included: what comes now is of another network. */
  forgetNetwork(): void {
    this.clear();
    this.happenings.forget();
  }

  /** Forgets all values. What happened stays. */
  clear(): void {
    this.#clearings += 1;
    this.nodes.clear();
    this.readings.clear();
    this.#rates.clear();
    for (const series of this.#series.values()) series.clear();
    for (const topic of ['system', 'nodes'] as const) {
      this.#arrivals[topic] = new Arrivals(this.clock);
      this.#notifier.changed(topic);
    }
  }

  /** Cancels the planned notification. */
  dispose(): void {
    this.#notifier.stop();
  }

  #arrived(topic: LiveTopic, origin: Origin): void {
    const { last } = this.#arrivals[topic];
    // The hot path: values of the frame before are all there now.
    if (topic === 'nodes' && origin !== last && last !== undefined) this.#tellFollowers(last.at);
    this.#arrivals[topic].note(origin);
    this.#notifier.changed(topic);
  }

  #tellFollowers(at: number): void {
    for (const listener of this.#followers) listener(at);
  }
}

function isSeries(field: SystemField): field is SystemField & SeriesName {
  return (SERIES_NAMES as readonly string[]).includes(field);
}
