/** The demo network as a feed: what a page shows when no backend was configured. Always marked as simulated. */
import type { Clock, Stop } from '../../domain/clock.js';
import type { Configuration } from '../../domain/configuration.js';
import { Listeners } from '../../domain/listeners.js';
import type { Origin, UpdateSink } from '../../domain/live-update.js';
import type { PerformanceMode } from '../../domain/performance-mode.js';
import { IDLE_STATUS, type Feed, type FeedPhase, type FeedStatus, type FrameCounts } from '../feed.js';
import { IncidentLog, type DatedIncident } from './incident-log.js';
import type { IncidentKind, PlannedIncident } from './incidents.js';
import { createNetwork, type Network, type NetworkOptions } from './network.js';
import { repeat } from './repeat.js';

/** Source of everything that the demo network says. */
export const DEMO_SOURCE = 'demo';

/** One point a second, as on a live network. */
const BACKFILL_STEP_MS = 1_000;

/** Most seconds × nodes that the model runs through before the first paint: some 70 ms of work. */
const BACKFILL_BUDGET = 200_000;

/**
 * A network of more nodes than this steps and writes them in shares over the tick, so that no single moment does all
 * the work: ten shares, or as many as keep a share at 2,000 nodes, but never more than one in 20 ms.
 */
const WRITTEN_AT_ONCE = 1_000;
const SHARES = 10;
const NODES_IN_SHARE = 2_000;
const SHORTEST_SHARE_MS = 20;

/** Up to so many nodes are all written on start; those of a larger network come with the shares of the first tick. */
const WRITTEN_ON_START = 20_000;

/** What a {@link DemoFeed} needs and may be given. */
export interface DemoFeedOptions {
  readonly clock: Clock;
  readonly sink: UpdateSink;
  /** The network to make; default: 24 nodes, seed 1. */
  readonly network?: NetworkOptions;
  /** Time between two updates in milliseconds, 50 to 60,000; default 1000. */
  readonly tickMs?: number;
  /**
   * Seconds of history written on the first start, one point a second with times in the past, so that a chart is not
   * empty; the model has really run through them. 0 to 3600, default 60; shorter for networks of more than 3,000 nodes,
   * so that the page does not wait. Only figures of the whole network have a past.
   */
  readonly backfillSeconds?: number;
  /** What goes wrong, and when: milliseconds after the first start; negative times fall into the filled past. Default: nothing. */
  readonly incidents?: readonly PlannedIncident[];
}

/**
 * Writes the demo network to a sink, once on start and then every tick. It is live at once, never fails, and holds
 * one timer while it runs and none after `stop`. While it is stopped the network's time stands still.
 */
export class DemoFeed implements Feed {
  readonly #clock: Clock;
  readonly #sink: UpdateSink;
  readonly #network: Network;
  readonly #tickMs: number;
  readonly #backfillSeconds: number;
  readonly #listeners = new Listeners<FeedStatus>();
  readonly #script: readonly PlannedIncident[];
  readonly #log: IncidentLog;
  #status = statusOf('idle');
  #received = 0;
  #lastFrameAt: number | undefined;
  #steppedAt = 0;
  /** Into how many shares a tick is divided, and which one comes next. */
  #shares = 1;
  #share = 0;
  #stopTicking: Stop | undefined;

  constructor({ clock, sink, network, tickMs = 1_000, backfillSeconds = 60, incidents = [] }: DemoFeedOptions) {
    this.#clock = clock;
    this.#sink = sink;
    this.#network = createNetwork(network);
    this.#log = new IncidentLog(this.#network);
    this.#script = incidents;
    this.#tickMs = within(tickMs, 50, 60_000, 1_000);
    this.#backfillSeconds = Math.floor(within(backfillSeconds, 0, 3_600, 60));
  }

  get status(): FeedStatus {
    return this.#status;
  }

  get frames(): FrameCounts {
    return { received: this.#received, dropped: 0, unknown: 0 };
  }

  get lastFrameAt(): number | undefined {
    return this.#lastFrameAt;
  }

  /** Incidents that have begun, oldest first, at most a hundred; another list whenever one begins or ends. */
  get incidents(): readonly DatedIncident[] {
    return this.#log.entries;
  }

  /**
   * Lets an incident begin at once.
   *
   * @param durationMs 1,000 to 3,600,000; each kind has a usual one.
   * @returns Whether it did: not while it is stopped or one of its kind is present, nor where it would hit no node.
   */
  incident(kind: IncidentKind, durationMs?: number): boolean {
    if (this.#stopTicking === undefined) return false;
    this.#step();
    const begun = this.#network.incident(kind, durationMs) !== undefined;
    if (begun) this.#log.note(this.#clock.now());
    return begun;
  }

  start(): void {
    if (this.#stopTicking !== undefined) return;
    this.#steppedAt = this.#clock.elapsed();
    if (this.#lastFrameAt === undefined) this.#backfill();
    this.#shares = sharesOf(this.#network.nodes.length, this.#tickMs);
    this.#share = 0;
    this.#stopTicking = repeat(this.#clock, this.#tickMs / this.#shares, () => this.#tick());
    this.#setPhase('live');
    if (this.#network.nodes.length <= WRITTEN_ON_START) this.#writeAll();
    else this.#network.writeSystem(this.#sink, this.#beginFrame());
  }

  stop(): void {
    this.#stopTicking?.();
    this.#stopTicking = undefined;
    this.#setPhase('idle');
  }

  /** Starts if it was stopped; there is nothing else that could be tried again. */
  retry(): void {
    this.start();
  }

  subscribe(listener: (status: FeedStatus) => void): Stop {
    return this.#listeners.add(listener);
  }

  /** Follows another configuration and its performance mode (none: generated nodes); nodes that are gone leave the sink, the others go on. */
  setConfiguration(configuration: Configuration | undefined): void {
    for (const nodeId of this.#network.follow(configuration)) this.#sink.removeNode(nodeId);
    if (this.#stopTicking === undefined) return;
    this.#step();
    this.#writeAll();
  }

  /** Heads for another mode's throughput within seconds, until another configuration brings its own. */
  setPerformanceMode(mode: PerformanceMode): void {
    this.#network.setPerformanceMode(mode);
  }

  #tick(): void {
    this.#share = (this.#share + 1) % this.#shares;
    this.#step();
    const origin = this.#beginFrame();
    if (this.#share === 0) this.#network.writeSystem(this.#sink, origin);
    const size = Math.ceil(this.#network.nodes.length / this.#shares);
    this.#network.writeNodes(this.#sink, origin, this.#share * size, (this.#share + 1) * size);
  }

  #step(): void {
    const elapsed = this.#clock.elapsed();
    this.#network.advance(elapsed - this.#steppedAt);
    this.#steppedAt = elapsed;
    this.#log.note(this.#clock.now());
  }

  #writeAll(): void {
    this.#network.writeTo(this.#sink, this.#beginFrame());
  }

  #beginFrame(): Origin {
    this.#received += 1;
    this.#lastFrameAt = this.#clock.now();
    return originAt(this.#lastFrameAt);
  }

  #backfill(): void {
    const now = this.#clock.now();
    const affordable = Math.floor(BACKFILL_BUDGET / Math.max(1, this.#network.nodes.length));
    const seconds = Math.min(this.#backfillSeconds, affordable);
    this.#network.plan(this.#script, seconds * BACKFILL_STEP_MS);
    for (let ago = seconds; ago > 0; ago -= 1) {
      this.#network.writeSystem(this.#sink, originAt(now - ago * BACKFILL_STEP_MS));
      this.#network.advance(BACKFILL_STEP_MS);
      this.#log.note(now - (ago - 1) * BACKFILL_STEP_MS);
    }
  }

  #setPhase(phase: FeedPhase): void {
    if (this.#status.phase === phase) return;
    this.#status = statusOf(phase);
    this.#listeners.tell(this.#status);
  }
}

function sharesOf(nodes: number, tickMs: number): number {
  if (nodes <= WRITTEN_AT_ONCE) return 1;
  return Math.max(SHARES, Math.min(Math.ceil(nodes / NODES_IN_SHARE), Math.floor(tickMs / SHORTEST_SHARE_MS)));
}

function statusOf(phase: FeedPhase): FeedStatus {
  const runs = phase === 'live';
  const facts = { connected: runs, receiving: runs, fresh: runs, source: runs ? DEMO_SOURCE : '' };
  return Object.freeze({ ...IDLE_STATUS, ...facts, phase });
}

function originAt(at: number): Origin {
  return { source: DEMO_SOURCE, at, confidence: 'simulated' };
}

function within(value: number, low: number, high: number, standard: number): number {
  return Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : standard;
}
