import type { Clock, Stop } from '../domain/clock.js';
import type { PerformanceMode } from '../domain/performance-mode.js';
import type { MetricsCacheRepository } from '../storage/index.js';
import { whenIdle } from './idle.js';
import { CACHE_SOURCE, type LiveMetrics } from './live-metrics.js';
import { takeSnapshot } from './snapshot.js';

/** Time between two saves in milliseconds, and for how many nodes that holds: a snapshot of more takes longer. */
const SAVE_EVERY_MS = 5_000;
const SMALL_NETWORK = 1_000;
const SAVE_LARGE_EVERY_MS = 15_000;

/**
 * Saves what is shown, so that the next visit paints at once. Only values of a backend are kept: a demo network is
 * made anew, and must never be taken for the last state of a real one.
 */
export class MetricsKeeper {
  #stopWaiting: Stop | undefined;
  #stopIdling: Stop | undefined;
  #savedAt: number | undefined;

  constructor(
    private readonly live: LiveMetrics,
    private readonly cache: MetricsCacheRepository,
    private readonly clock: Clock,
    private readonly performanceMode: () => PerformanceMode,
  ) {}

  /** Saves now and then, when the page is idle, until stopped. */
  start(): void {
    const delayMs = this.live.nodes.count > SMALL_NETWORK ? SAVE_LARGE_EVERY_MS : SAVE_EVERY_MS;
    this.#stopWaiting ??= this.clock.after(delayMs, () => {
      this.#stopWaiting = undefined;
      this.#stopIdling = whenIdle(() => this.save());
      this.start();
    });
  }

  /** Saves no more. */
  stop(): void {
    this.#stopWaiting?.();
    this.#stopIdling?.();
    this.#stopWaiting = undefined;
    this.#stopIdling = undefined;
  }

  /** Saves once, if anything came since the last time. A failure is the cache's to tell; nothing is lost but speed. */
  save(): void {
    const updatedAt = this.live.updatedAt('system') ?? this.live.updatedAt('nodes');
    if (updatedAt === undefined || updatedAt === this.#savedAt || this.live.sourceOf('system') === CACHE_SOURCE) return;
    this.#savedAt = updatedAt;
    // Dated by its newest value and not by now: after a reload, its age has to be the age of the data.
    this.cache.saveMetrics(takeSnapshot(this.live, this.performanceMode(), updatedAt)).catch(() => undefined);
  }
}
