/** The last metrics, kept for a few minutes so that a page paints at once (schema design 4, 7.1, 9.2). */
import type { Stop } from '../domain/clock.js';
import { FailureError, failureOf } from '../domain/failure.js';
import { METRICS_MAX_BYTES, METRICS_TTL_MS, metricsCacheSchema, type MetricsCache } from '../domain/metrics.js';
import { toTimestamp } from '../domain/timestamp.js';
import { issuesInWords, validate, type ValidationIssue } from '../domain/validation.js';
import type { Changes, StorageChange } from './changes.js';
import { columnsSizeBytes, fromColumns, toColumns, type MetricsColumns } from './metrics-columns.js';
import type { Change, Clock, MetricsStore } from './ports.js';

/** News about the cached metrics. */
export interface MetricsCacheChange {
  readonly kind: 'saved' | 'cleared';
  readonly origin: StorageChange['origin'];
}

/** What the cache works with. */
export interface MetricsCacheOptions {
  /** Settles, and never rejects, when the store is open. */
  readonly ready: Promise<void>;
  readonly store: MetricsStore;
  readonly changes: Changes;
  readonly clock: Clock;
  /** Most bytes that are kept; 10 MB by default (schema design 4). */
  readonly maxBytes?: number;
}

/** Key of the list of snapshots. */
const INDEX = 'index';

/** Key of the chart points. They are kept once, not in every snapshot: each has them all (reliability 3.3). */
const CHART = 'chart';

/** One snapshot, as the list knows it. */
interface IndexEntry {
  /** Counts the snapshots and decides their order: clocks jump, and ISO texts sort wrongly (reliability S22, S23). */
  readonly sequence: number;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  readonly bytes: number;
}

/** A snapshot as it is stored: everything but nodes and chart points as it came. */
interface StoredSnapshot {
  readonly rest: Omit<MetricsCache, 'nodeMetrics' | 'chartData'>;
  readonly nodes: MetricsColumns;
}

/** A snapshot that is ready to be written. */
interface Prepared {
  readonly snapshot: StoredSnapshot;
  readonly chart: MetricsCache['chartData'];
  readonly expiresAt: number;
  readonly bytes: number;
}

/** Keeps snapshots of metrics for five minutes and within 10 MB. */
export class MetricsCacheRepository {
  readonly #options: MetricsCacheOptions;
  readonly #maxBytes: number;

  constructor(options: MetricsCacheOptions) {
    this.#options = options;
    this.#maxBytes = options.maxBytes ?? METRICS_MAX_BYTES;
  }

  /**
   * Keeps a snapshot. Its `expiresAt` is always set to five minutes from now (interchange 4). Expired snapshots go,
   * and the oldest ones until all fit, in the same transaction. Rejects with `invalid-metrics`, for instance for a
   * number that is not finite, or with `quota-exceeded` if the snapshot alone is too large; the former ones stay.
   */
  async saveMetrics(metrics: MetricsCache): Promise<void> {
    const prepared = prepare(metrics, this.#options.clock.now() + METRICS_TTL_MS);
    if (prepared.bytes > this.#maxBytes) throw tooLarge(prepared.bytes, this.#maxBytes);
    await this.#options.ready;
    try {
      await this.#save(prepared);
    } catch (error) {
      if (failureOf(error).code !== 'quota-exceeded') throw error;
      // The disk is smaller than our limit: what is newest is worth more than what is old (reliability S4).
      await this.#deleteAll();
      await this.#save(prepared);
    }
    this.#options.changes.announce('metrics-saved', '', 0);
  }

  /** The last snapshot; `null` if there is none or it is expired. */
  async getLatestMetrics(): Promise<MetricsCache | null> {
    await this.#options.ready;
    let latest = (await this.#index()).at(-1);
    while (latest !== undefined && !this.#isExpired(latest)) {
      const [snapshot, chart, index] = await this.#options.store.read([snapshotKey(latest), CHART, INDEX]);
      const newest = indexOf(index).at(-1);
      // Another tab may have saved in between; its chart points would not fit this snapshot.
      if (newest?.sequence === latest.sequence) return restore(snapshot, chart);
      latest = newest;
    }
    return null;
  }

  /** Deletes what is expired. */
  async clearExpired(): Promise<void> {
    await this.#options.ready;
    await this.#change((index) => {
      const kept = index.filter((entry) => !this.#isExpired(entry));
      return { kept, writes: kept.length === 0 ? [[CHART, undefined]] : [] };
    });
  }

  /** Deletes all of it. */
  async clearCache(): Promise<void> {
    await this.#options.ready;
    await this.#deleteAll();
    this.#options.changes.announce('metrics-cleared', '', 0);
  }

  /** How many bytes the cache takes, as far as that can be counted. */
  async getCacheSize(): Promise<number> {
    await this.#options.ready;
    return sizeOf(await this.#index());
  }

  /** Hears of changes made here and in other tabs. */
  subscribe(listener: (change: MetricsCacheChange) => void): Stop {
    return this.#options.changes.subscribe(({ kind, origin }) => {
      if (kind === 'metrics-saved') listener({ kind: 'saved', origin });
      if (kind === 'metrics-cleared') listener({ kind: 'cleared', origin });
    });
  }

  #save({ snapshot, chart, expiresAt, bytes }: Prepared): Promise<void> {
    return this.#change((index) => {
      const entry = { sequence: (index.at(-1)?.sequence ?? 0) + 1, expiresAt, bytes };
      const kept = index.filter((former) => !this.#isExpired(former));
      while (sizeOf(kept) + bytes > this.#maxBytes) kept.shift();
      return {
        kept: [...kept, entry],
        writes: [
          [snapshotKey(entry), snapshot],
          [CHART, chart],
        ],
      };
    });
  }

  /** Changes the list in one transaction, and deletes the snapshots that are no longer in it. */
  #change(
    decide: (index: readonly IndexEntry[]) => {
      kept: readonly IndexEntry[];
      writes: readonly (readonly [string, unknown])[];
    },
  ): Promise<void> {
    return this.#options.store.transact({ keys: [INDEX] }, (current): Change<void> => {
      const index = indexOf(current.get(INDEX));
      const { kept, writes } = decide(index);
      const gone = index
        .filter((entry) => !kept.includes(entry))
        .map((entry) => [snapshotKey(entry), undefined] as const);
      return { writes: new Map<string, unknown>([...gone, ...writes, [INDEX, kept]]), result: undefined };
    });
  }

  #deleteAll(): Promise<void> {
    return this.#change(() => ({ kept: [], writes: [[CHART, undefined]] }));
  }

  async #index(): Promise<readonly IndexEntry[]> {
    const [index] = await this.#options.store.read([INDEX]);
    return indexOf(index);
  }

  /** A snapshot from the future is expired too: the clock was set back, and it would stay "fresh" for ever (S22). */
  #isExpired({ expiresAt }: IndexEntry): boolean {
    const now = this.#options.clock.now();
    return expiresAt <= now || expiresAt > now + METRICS_TTL_MS;
  }
}

function snapshotKey({ sequence }: IndexEntry): string {
  return `snapshot/${sequence}`;
}

function sizeOf(index: readonly IndexEntry[]): number {
  return index.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** The list of snapshots. Anything else counts as empty: this is a cache. */
function indexOf(found: unknown): readonly IndexEntry[] {
  return Array.isArray(found) && found.every(isIndexEntry) ? found : [];
}

function isIndexEntry(entry: unknown): entry is IndexEntry {
  if (typeof entry !== 'object' || entry === null) return false;
  const { sequence, expiresAt, bytes } = entry as Partial<Record<keyof IndexEntry, unknown>>;
  return Number.isFinite(sequence) && Number.isFinite(expiresAt) && Number.isFinite(bytes);
}

function prepare(metrics: MetricsCache, expiresAt: number): Prepared {
  const { nodeMetrics = {}, ...others } = metrics;
  const checked = validate(metricsCacheSchema, { ...others, expiresAt: toTimestamp(expiresAt), nodeMetrics: {} });
  if (!checked.ok) throw invalid(checked.issues);
  const nodes = toColumns(nodeMetrics);
  if (!nodes.ok) throw invalid(nodes.issues);
  const { chartData: chart, nodeMetrics: _empty, ...rest } = checked.value;
  const bytes = columnsSizeBytes(nodes.columns) + JSON.stringify([rest, chart]).length;
  return { snapshot: { rest, nodes: nodes.columns }, chart, expiresAt, bytes };
}

/** What was stored as the seed's snapshot. A damaged one counts as missing: this is a cache. */
function restore(snapshot: unknown, chart: unknown): MetricsCache | null {
  try {
    const { rest, nodes } = snapshot as StoredSnapshot;
    return { ...rest, nodeMetrics: fromColumns(nodes), chartData: chart as MetricsCache['chartData'] } as MetricsCache;
  } catch {
    return null;
  }
}

function invalid(issues: readonly ValidationIssue[]): FailureError {
  return new FailureError({
    code: 'invalid-metrics',
    issues,
    message: `The metrics were not cached, because they are not valid.\n${issuesInWords(issues)}`,
  });
}

function tooLarge(bytes: number, maxBytes: number): FailureError {
  const megabytes = (size: number): string => (size / 1_048_576).toFixed(1);
  return new FailureError({
    code: 'quota-exceeded',
    store: 'metrics cache',
    message: `Storage quota exceeded. One snapshot takes ${megabytes(bytes)} MB; the cache holds ${megabytes(maxBytes)} MB.`,
    remedy: 'The page goes on with live metrics; only the last ones are not kept for the next visit.',
  });
}
