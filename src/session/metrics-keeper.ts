import type { Clock, Stop } from '../domain/clock.js';
import type { PerformanceMode } from '../domain/performance-mode.js';
import type { MetricsCacheRepository } from '../storage/index.js';
import { whenIdle } from './idle.js';
import { CACHE_SOURCE, type LiveMetrics } from './live-metrics.js';
import { snapshots } from './snapshots.js';

/** Time between two saves in milliseconds, and for how many nodes that holds: a snapshot of more takes longer. */
const SAVE_EVERY_MS = 5_000;
const SMALL_NETWORK = 1_000;
const SAVE_LARGE_EVERY_MS = 15_000;

/** What a keeper saves, and where. */
export interface MetricsKeeperOptions {
  readonly live: LiveMetrics;
  readonly cache: Pick<MetricsCacheRepository, 'saveSnapshot' | 'prepare'>;
  readonly clock: Clock;
  /** The mode whose target the efficiency is a share of. */
  readonly performanceMode: () => PerformanceMode;
  /** Which network the metrics are of, as the cache tells networks apart. */
  readonly network: () => string | undefined;
  /** Whether the page can be seen. */
  readonly isVisible: () => boolean;
}

/**
 * Saves what is shown, so that the next visit paints at once. Only values of a backend are kept: a demo network is
 * made anew, and must never be taken for the last state of a real one.
 */
export class MetricsKeeper {
  readonly #options: MetricsKeeperOptions;
  #stopWaiting: Stop | undefined;
  #stopIdling: Stop | undefined;
  #savedAt: number | undefined;

  constructor(options: MetricsKeeperOptions) {
    this.#options = options;
  }

  /** Saves now and then, when the page is seen and idle, until stopped. */
  start(): void {
    this.#stopIdling ??= whenIdle(() => this.#prepare());
    const { live, clock, isVisible } = this.#options;
    const delayMs = live.nodes.count > SMALL_NETWORK ? SAVE_LARGE_EVERY_MS : SAVE_EVERY_MS;
    this.#stopWaiting ??= clock.after(delayMs, () => {
      this.#stopWaiting = undefined;
      if (isVisible()) this.#stopIdling = whenIdle(() => void this.#save(false));
      this.start();
    });
  }

  /** What saving needs is to be here when the page is left: nothing can be waited for then. */
  #prepare(): void {
    this.#options.cache.prepare();
    void snapshots.load().catch(() => undefined);
  }

  /** Saves no more. */
  stop(): void {
    this.#stopWaiting?.();
    this.#stopIdling?.();
    this.#stopWaiting = undefined;
    this.#stopIdling = undefined;
  }

  /** Saves once more because the page is hidden or left now; then another tab may go on. */
  saveLast(): void {
    void this.#save(true);
  }

  /**
   * Saves if anything came since the last time and it is this tab's turn. A failure is the cache's to tell; nothing is
   * lost but speed.
   */
  async #save(last: boolean): Promise<void> {
    const { live, cache, performanceMode, network } = this.#options;
    const updatedAt = live.updatedAt('system') ?? live.updatedAt('nodes');
    if (updatedAt === undefined || updatedAt === this.#savedAt || live.sourceOf('system') === CACHE_SOURCE) return;
    // Not even a moment later where it is here: the page may be gone then.
    const here = snapshots.here ?? (await snapshots.load().catch(() => undefined));
    if (here === undefined || updatedAt === this.#savedAt) return;
    const before = this.#savedAt;
    this.#savedAt = updatedAt;
    // Dated by its newest value and not by now: after a reload, its age has to be the age of the data.
    const take = () => here.captureSnapshot(live, performanceMode(), updatedAt, network());
    const isSaved = await cache.saveSnapshot(take, { last }).catch(() => false);
    if (!isSaved && this.#savedAt === updatedAt) this.#savedAt = before;
  }
}
