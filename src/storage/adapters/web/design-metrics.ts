/**
 * Reads the database in which the schema design's own code keeps metrics (section 7.1, MetricsCacheDB): another
 * dashboard of this origin may have filled it. It is never made, changed or kept from being changed (reliability S11).
 */
import { isExpired, METRICS_TTL_MS, type MetricsCache } from '../../../domain/metrics.js';
import { metricsCacheSchema } from '../../../domain/schemas/metrics.js';
import { isTimestamp } from '../../../domain/timestamp.js';
import { validate } from '../../../domain/validation.js';
import type { Clock } from '../../ports.js';
import { DESIGN_DATABASE } from './former-metrics.js';

/** Name of its object store, which has `timestamp` as the path of its keys. */
const STORE = 'metrics';

/** How long all of it may take, in milliseconds: it is not our database, and nobody waits for it longer. */
const TIME_LIMIT_MS = 2_000;

/** How the database is found. */
export interface DesignMetricsOptions {
  readonly factory: IDBFactory;
  readonly databaseName: string;
  readonly clock: Clock;
}

/** Metrics that the schema design's own code kept. */
export class DesignMetrics {
  /** There was no such database; it is not looked for again until the next visit. */
  #missing = false;

  constructor(private readonly options: DesignMetricsOptions) {}

  /**
   * The newest of them that is valid, not expired, and dated after an instant in epoch milliseconds; `null` if there
   * is none, or if it cannot be read within two seconds. Never rejects.
   */
  async latest(after: number): Promise<MetricsCache | null> {
    if (this.#missing) return null;
    const visit = new Visit();
    let stop = (): void => undefined;
    const timeIsUp = new Promise<null>((resolve) => {
      stop = this.options.clock.after(TIME_LIMIT_MS, () => resolve(null));
    });
    try {
      return await Promise.race([this.#read(visit, after), timeIsUp]);
    } catch {
      return null;
    } finally {
      stop();
      visit.end();
    }
  }

  async #read(visit: Visit, after: number): Promise<MetricsCache | null> {
    const { factory, databaseName, clock } = this.options;
    // Looking first spares the attempt; where that is not possible, opening finds out without making it.
    const names = await factory.databases?.();
    this.#missing = names !== undefined && !names.some(({ name }) => name === databaseName);
    if (this.#missing || visit.ended) return null;
    const database = await this.#open(visit);
    if (database?.objectStoreNames.contains(STORE) !== true) return null;
    const store = database.transaction(STORE, 'readonly').objectStore(STORE);
    for (const key of newestFirst(await answer(store.getAllKeys()), after, clock.now())) {
      const checked = validate(metricsCacheSchema, await answer<unknown>(store.get(key)));
      if (checked.ok && !isExpired(checked.value, clock.now())) return checked.value;
    }
    return null;
  }

  #open(visit: Visit): Promise<IDBDatabase | undefined> {
    return new Promise((resolve, reject) => {
      const request = this.options.factory.open(this.options.databaseName);
      request.onupgradeneeded = () => {
        // There is none. An aborted upgrade leaves nothing behind.
        this.#missing = true;
        request.transaction?.abort();
      };
      request.onsuccess = () => resolve(visit.adopt(request.result));
      request.onerror = (event) => {
        event.preventDefault();
        if (this.#missing) resolve(undefined);
        else reject(request.error ?? new Error(`${DESIGN_DATABASE} does not open.`));
      };
    });
  }
}

/** The connection of one reading: it is closed at the end, even if it comes later than that. */
class Visit {
  ended = false;
  #database: IDBDatabase | undefined;

  adopt(database: IDBDatabase): IDBDatabase | undefined {
    if (this.ended) {
      database.close();
      return undefined;
    }
    this.#database = database;
    // Whoever wants to change the database must not have to wait for us.
    database.onversionchange = () => database.close();
    return database;
  }

  end(): void {
    this.ended = true;
    this.#database?.close();
  }
}

/** Keys that name an instant within the time that metrics are kept: by instant, as texts sort wrongly (reliability S23). */
function newestFirst(keys: readonly IDBValidKey[], after: number, now: number): readonly IDBValidKey[] {
  const timed = keys.map((key) => ({
    key,
    at: typeof key === 'string' && isTimestamp(key) ? Date.parse(key) : NaN,
  }));
  const recent = timed.filter(({ at }) => at > after && at > now - METRICS_TTL_MS && at <= now + METRICS_TTL_MS);
  return recent.sort((a, b) => b.at - a.at).map(({ key }) => key);
}

function answer<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error(`${DESIGN_DATABASE} cannot be read.`));
  });
}
