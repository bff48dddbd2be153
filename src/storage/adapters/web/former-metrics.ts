import type { Stop } from '../../../domain/clock.js';
import type { MetricsCache } from '../../../domain/metrics.js';
import type { DesignMetrics, DesignMetricsOptions } from './design-metrics.js';
import { formerReaders } from '../../parts.js';

/** Name of the database in which the schema design's own code keeps metrics (schema design 7.1). */
export const DESIGN_DATABASE = 'AurigraphMetrics';

/** How long looking for it may take, in milliseconds. */
const TIME_LIMIT_MS = 2_000;

/** Metrics that the schema design's own code kept; what reads them is loaded only where their database is. */
export class FormerMetrics {
  readonly #options: DesignMetricsOptions;
  #reader: DesignMetrics | undefined;
  /** There is no such database; it is not looked for again until the next visit. */
  #missing = false;

  constructor(options: DesignMetricsOptions) {
    this.#options = options;
  }

  /** The newest that can be used and is dated after an instant in epoch milliseconds; `null` if there is none. Never rejects. */
  async latest(after: number): Promise<MetricsCache | null> {
    try {
      this.#missing ||= await this.#isMissing();
      if (this.#missing) return null;
      const { DesignMetrics } = await formerReaders.load();
      this.#reader ??= new DesignMetrics(this.#options);
      return await this.#reader.latest(after);
    } catch {
      return null;
    }
  }

  /** Whether the browser says that it is not there. Where it cannot say, or not in time, opening it finds out. */
  async #isMissing(): Promise<boolean> {
    const { factory, databaseName, clock } = this.#options;
    let stop: Stop = () => undefined;
    const timeIsUp = new Promise<undefined>((resolve) => (stop = clock.after(TIME_LIMIT_MS, () => resolve(undefined))));
    try {
      const names = await Promise.race([factory.databases?.(), timeIsUp]);
      return names !== undefined && !names.some(({ name }) => name === databaseName);
    } finally {
      stop();
    }
  }
}
