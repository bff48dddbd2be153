/** The last metrics, kept for a few minutes so that a page paints at once (schema design 4, 7.1, 9.2). */
import type { Stop } from '../domain/clock.js';
import { FailureError, failureOf } from '../domain/failure.js';
import { METRICS_MAX_BYTES, METRICS_TTL_MS, type MetricsCache } from '../domain/metrics.js';
import type { Changes, StorageChange } from './changes.js';
import type { MetricsSnapshot, PreparedSnapshot } from './metrics/metrics-snapshot.js';
import type { Change, Clock, MetricsStore } from './ports.js';
import { SnapshotAges } from './metrics/snapshot-age.js';
import { metricsForms } from './parts.js';
import {
  CACHE_NAME,
  CHART,
  decodeIndex,
  INDEX,
  isSameNetwork,
  LEASE_MS,
  newestWithin,
  SAVE_PAUSE_MS,
  snapshotKey,
  SNAPSHOTS,
  totalBytes,
  waitingTime,
  type IndexEntry,
  type SnapshotIndex,
} from './metrics/snapshot-index.js';

type Forms = typeof import('./metrics/metrics-snapshot.js');

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
  /** Names this instance where several tabs agree on which of them saves. */
  readonly writer: string;
  /** Most bytes that are kept; 10 MB by default (schema design 4). */
  readonly maxBytes?: number;
  /** The newest metrics that the schema design's own code kept after an instant; nobody else's, by default. */
  readonly former?: ((after: number) => Promise<MetricsCache | null>) | undefined;
}

/** How often expired snapshots are looked for at most, in milliseconds, while there are fresh ones beside them. */
const SWEEP_PAUSE_MS = 10_000;

/** A change of the list: what it becomes, and what else is written. */
interface IndexChange {
  readonly index: SnapshotIndex;
  readonly writes?: readonly (readonly [string, unknown])[];
}

/** A save that nobody asked for. */
interface Turn {
  /** Whether the page is left now, so that another tab may go on. */
  readonly last: boolean;
}

/** Keeps snapshots of metrics for five minutes and within 10 MB. */
export class MetricsCacheRepository {
  readonly #options: MetricsCacheOptions;
  readonly #ages: SnapshotAges;
  readonly #maxBytes: number;
  /** What fits: {@link #maxBytes}, or less if the disk turned out to be smaller during this visit. */
  #limit: number;
  #stopSweep: Stop | undefined;
  /** Elapsed milliseconds until which it is not our turn to save, as far as we know. */
  #quietUntil = -Infinity;
  #disposed = false;

  constructor(options: MetricsCacheOptions) {
    this.#options = options;
    this.#ages = new SnapshotAges(options.clock);
    this.#maxBytes = options.maxBytes ?? METRICS_MAX_BYTES;
    this.#limit = this.#maxBytes;
    void this.#sweep();
  }

  /**
   * Keeps a snapshot. Its `expiresAt` is always set to five minutes from now (interchange 4); points of charts join
   * those that are there. Expired snapshots go, and the oldest ones until all fit, in the same transaction. Rejects
   * with `invalid-metrics`, for instance for a number that is not finite, with `unexpected` for a value that cannot be
   * stored, such as a function, or with `quota-exceeded`; the former snapshots stay.
   */
  async saveMetrics(metrics: MetricsCache): Promise<void> {
    await this.#save(({ snapshotOf }) => snapshotOf(metrics));
  }

  /**
   * Keeps what a page shows, without being asked to: at most once a second, and of all tabs only one does so, until
   * it is closed or falls silent for 20 seconds. `take` is not called when it is another's turn. Resolves with whether
   * it was saved; rejects like {@link saveMetrics}.
   *
   * @param turn `last` if the page is hidden or left now, so that another tab may go on at once.
   */
  async saveSnapshot(take: () => MetricsSnapshot, turn: Turn = { last: false }): Promise<boolean> {
    if (!turn.last && this.#options.clock.elapsed() < this.#quietUntil) return false;
    const waitMs = await this.#save(take, turn);
    this.#quietUntil = this.#options.clock.elapsed() + (waitMs || SAVE_PAUSE_MS);
    return waitMs === 0;
  }

  /** Loads what saving needs, so that it is here when the page is left. */
  prepare(): void {
    void metricsForms.load().catch(() => undefined);
  }

  /** The last snapshot in the schema design's form; `null` if there is none or it is expired. */
  async getLatestMetrics(): Promise<MetricsCache | null> {
    const latest = await this.getLatestSnapshot();
    return latest === null ? null : (await metricsForms.load()).metricsOf(latest);
  }

  /**
   * The same as columns, without an object per node. What the schema design's own code kept in its database counts
   * where it is newer.
   */
  async getLatestSnapshot(): Promise<MetricsSnapshot | null> {
    await this.#options.ready;
    const own = await this.#latest();
    const after = own === null ? -Infinity : Date.parse(own.frame.timestamp);
    const former = await this.#options.former?.(after);
    return former === undefined || former === null ? own : (await metricsForms.load()).snapshotOf(former);
  }

  /** Deletes what is expired. It also happens by itself, when the time is up and when a page starts. */
  async clearExpired(): Promise<void> {
    await this.#options.ready;
    await this.#expire();
  }

  /** Deletes all of it. */
  async clearCache(): Promise<void> {
    await this.#options.ready;
    this.#plan(await this.#change((index) => keeping(index, [])));
    this.#options.changes.announce('metrics-cleared', '', 0);
  }

  /** How many bytes the cache takes, as far as that can be counted. */
  async getCacheSize(): Promise<number> {
    await this.#options.ready;
    const index = await this.#read();
    return index === undefined ? 0 : totalBytes(index);
  }

  /** How many of these bytes are expired and only wait to be deleted. */
  async getExpiredSize(): Promise<number> {
    await this.#options.ready;
    const entries = (await this.#read())?.entries ?? [];
    return totalBytes({ entries: entries.filter((entry) => this.#ages.isExpired(entry)), chartBytes: 0 });
  }

  /** Hears of changes made here and in other tabs. */
  subscribe(listener: (change: MetricsCacheChange) => void): Stop {
    return this.#options.changes.subscribe(({ kind, origin }) => {
      if (kind === 'metrics-saved') listener({ kind: 'saved', origin });
      if (kind === 'metrics-cleared') listener({ kind: 'cleared', origin });
    });
  }

  /** Ends what runs by itself. */
  dispose(): void {
    this.#disposed = true;
    this.#stopSweep?.();
  }

  /** Saves, and tells for how many milliseconds it is another's turn; 0 if it was saved. */
  async #save(take: (forms: Forms) => MetricsSnapshot, turn?: Turn): Promise<number> {
    // Not even a moment later where it is here: the page may be gone then.
    const here = metricsForms.here ?? (await metricsForms.load());
    const prepared = here.prepare(take(here), this.#options.clock.now(), METRICS_TTL_MS);
    await this.#options.ready;
    try {
      return await this.#write(here, prepared, turn);
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      // The disk is smaller than our limit: what is newest is worth more than what is old (reliability S4).
      await this.#makeRoom(prepared.bytes);
      return this.#write(here, prepared, turn);
    }
  }

  async #write(here: Forms, prepared: PreparedSnapshot, turn: Turn | undefined): Promise<number> {
    const { changes, writer } = this.#options;
    let waitMs = 0;
    const index = await this.#change((current, chart) => {
      waitMs = turn === undefined ? 0 : waitingTime(current, writer, prepared.savedAt);
      const lease = turn === undefined ? current.lease : this.#leaseAfter(current, turn, prepared.savedAt, waitMs);
      return waitMs > 0 ? { index: { ...current, lease } } : this.#added(here, { ...current, lease }, chart, prepared);
    });
    this.#plan(index);
    if (waitMs === 0) changes.announce('metrics-saved', '', 0);
    return waitMs;
  }

  /** Who may go on: this instance if it saves, unless it is left; it lets go even when it has to wait. */
  #leaseAfter({ lease }: SnapshotIndex, { last }: Turn, now: number, waitMs: number): SnapshotIndex['lease'] {
    const { writer } = this.#options;
    const isOurs = waitMs === 0 || lease?.writer === writer;
    if (!isOurs) return lease;
    return last ? undefined : { writer, until: now + LEASE_MS };
  }

  /** The list with one more snapshot, and without what is expired, of another network, or too much. */
  #added(here: Forms, index: SnapshotIndex, storedChart: unknown, prepared: PreparedSnapshot): IndexChange {
    const { chartSizeBytes, decodeChart, recordOf, slideChart } = here;
    const { savedAt, bytes } = prepared;
    const fresh = isSameNetwork(index, prepared) ? this.#fresh(index) : [];
    const chart = fresh.length === 0 ? prepared.chart : slideChart(decodeChart(storedChart), prepared.chart, savedAt);
    const chartBytes = chartSizeBytes(chart);
    if (bytes + chartBytes > this.#maxBytes) throw tooLarge(bytes + chartBytes, this.#maxBytes);
    const entry = { sequence: (index.entries.at(-1)?.sequence ?? 0) + 1, savedAt, bytes };
    this.#ages.note(entry);
    const kept = newestWithin(fresh, this.#limit - bytes - chartBytes);
    const network = prepared.network ?? (fresh.length === 0 ? undefined : index.network);
    return {
      index: { ...index, entries: [...kept, entry], chartBytes, network },
      writes: [
        [snapshotKey(entry), recordOf(prepared)],
        [CHART, chart],
      ],
    };
  }

  /** After an error of the disk: half of what fitted is our limit for this visit, and the oldest make room at once. */
  async #makeRoom(bytes: number): Promise<void> {
    await this.#change((index) => {
      this.#limit = Math.min(this.#limit, totalBytes(index) / 2);
      return keeping(index, newestWithin(index.entries, this.#limit - index.chartBytes - bytes));
    });
  }

  /** The list; nothing if it is damaged. */
  async #read(): Promise<SnapshotIndex | undefined> {
    const [found] = await this.#options.store.read([INDEX]);
    return decodeIndex(found);
  }

  /** The newest snapshot that is not expired. */
  async #latest(): Promise<MetricsSnapshot | null> {
    const { store } = this.#options;
    let [found] = await store.read([INDEX]);
    for (;;) {
      const entry = decodeIndex(found)?.entries.at(-1);
      if (entry === undefined || this.#ages.isExpired(entry)) return null;
      const reading = store.read([snapshotKey(entry), CHART, INDEX]);
      const [[record, chart, again], { decodeSnapshot }] = await Promise.all([reading, metricsForms.load()]);
      const newest = decodeIndex(again)?.entries.at(-1);
      // Another tab may have saved in between; its points would not fit this snapshot.
      if (newest?.sequence === entry.sequence && newest.savedAt === entry.savedAt) return decodeSnapshot(record, chart);
      found = again;
    }
  }

  async #expire(): Promise<void> {
    const index = await this.#read();
    const isDone = index !== undefined && !index.entries.some((entry) => this.#ages.isExpired(entry));
    this.#plan(isDone ? index : await this.#change((current) => keeping(current, this.#fresh(current))));
  }

  #fresh({ entries }: SnapshotIndex): readonly IndexEntry[] {
    return entries.filter((entry) => !this.#ages.isExpired(entry));
  }

  /** Changes the list in one transaction, deletes the snapshots that are no longer in it, and gives the new list. */
  async #change(decide: (index: SnapshotIndex, chart: unknown) => IndexChange): Promise<SnapshotIndex> {
    const changed = await this.#options.store.transact({ keys: [INDEX, CHART] }, (current) => {
      const former = decodeIndex(current.get(INDEX));
      if (former === undefined) return { writes: new Map(), result: undefined };
      const { index, writes = [] } = decide(former, current.get(CHART));
      const gone = former.entries
        .filter((entry) => !index.entries.includes(entry))
        .map((entry) => [snapshotKey(entry), undefined] as const);
      return { writes: new Map<string, unknown>([...gone, ...writes, [INDEX, index]]), result: index };
    });
    if (changed !== undefined) return changed;
    await this.#wipe();
    return this.#change(decide);
  }

  /** Deletes whatever there is, because the list of it cannot be read: nobody would ever find it again. */
  #wipe(): Promise<void> {
    const all = { keys: [INDEX, CHART], prefix: SNAPSHOTS };
    return this.#options.store.transact(all, (current): Change<void> => {
      const isDamaged = decodeIndex(current.get(INDEX)) === undefined;
      return {
        writes: new Map(isDamaged ? [...current.keys()].map((key) => [key, undefined]) : []),
        result: undefined,
      };
    });
  }

  /** Deletes what is expired, without being asked. Looks first: mostly there is nothing to write. */
  async #sweep(): Promise<void> {
    await this.#options.ready;
    if (this.#disposed) return;
    try {
      await this.#expire();
    } catch {
      // Nobody waits for it. What is expired is not given to anyone, and goes with the next save.
    }
  }

  /** Plans the next look at what expires: when the oldest does, or a little later if many expire one after another. */
  #plan({ entries }: SnapshotIndex): void {
    this.#ages.keep(entries);
    this.#stopSweep?.();
    const [oldest, newest] = [entries[0], entries.at(-1)];
    if (this.#disposed || oldest === undefined || newest === undefined) return;
    const delayMs = Math.max(this.#ages.leftMs(oldest), Math.min(this.#ages.leftMs(newest), SWEEP_PAUSE_MS));
    this.#stopSweep = this.#options.clock.after(delayMs, () => void this.#sweep());
  }
}

/** The list with some of its entries; without any, there are no points and no network either. */
function keeping(index: SnapshotIndex, entries: readonly IndexEntry[]): IndexChange {
  if (entries.length > 0) return { index: { ...index, entries } };
  return { index: { entries, chartBytes: 0, lease: index.lease }, writes: [[CHART, undefined]] };
}

function isDiskFull(error: unknown): boolean {
  const failure = failureOf(error);
  return failure.code === 'quota-exceeded' && failure.store !== CACHE_NAME;
}

function tooLarge(bytes: number, maxBytes: number): FailureError {
  const megabytes = (size: number): string => (size / 1_048_576).toFixed(1);
  return new FailureError({
    code: 'quota-exceeded',
    store: CACHE_NAME,
    message: `Storage quota exceeded. One snapshot takes ${megabytes(bytes)} MB; the cache holds ${megabytes(maxBytes)} MB.`,
    remedy: 'The page goes on with live metrics; only the last ones are not kept for the next visit.',
  });
}
