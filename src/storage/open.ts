import type { Stop } from '../domain/clock.js';
import { failureOf, type Failure } from '../domain/failure.js';
import { ApiKeyRepository } from './api-keys.js';
import { Backups } from './backups.js';
import { Changes } from './changes.js';
import { CONFIGURATION_KIND, configurationsFormat } from './mirror/configuration-format.js';
import { announceConfigurations, ConfigurationRepository } from './configurations.js';
import { DebugLog, traceStorage } from './debug-log.js';
import type { FailoverEvent } from './records/failover-records.js';
import { degraded, storageCleared } from './failures.js';
import { Journal, type JournalEntry } from './journal.js';
import { Leftovers } from './records/leftovers.js';
import { containsLiveKey } from './keys/live-keys.js';
import { loggedRecords } from './records/logged-records.js';
import { MetricsCacheRepository } from './metrics-cache.js';
import { Mirror } from './mirror.js';
import type { MirrorFormat } from './mirror/mirror-merge.js';
import { assemble, type StorageOptions, type StorageParts } from './options.js';
import { Persistence } from './persistence.js';
import type { KeyValueStore } from './ports.js';
import { PreferenceRepository } from './preferences.js';
import { PREFERENCE_KIND } from './preferences/preference-format.js';
import { preloadEssentialData, type EssentialData } from './preload.js';
import { Quarantine, QUARANTINE_KIND } from './quarantine.js';
import { addressOf } from './records/record-merge.js';
import type { RepositoryContext } from './repository-context.js';
import { SettingsRepository } from './settings.js';
import { SETTINGS_KIND, settingsFormat } from './mirror/settings-format.js';
import { StorageUsage } from './usage.js';

/** How long anyone waits for the start, even if no store answers (reliability G16). */
const READY_TIMEOUT_MS = 2_900;

/** How long it is remembered that something was deleted, in milliseconds: 90 days. */
const TOMBSTONES_KEPT_MS = 90 * 24 * 60 * 60_000;

/** Everything that is kept between visits, and how to let go of it. */
export interface Storage {
  readonly configurations: ConfigurationRepository;
  readonly settings: SettingsRepository;
  /** What elements remember for a person. */
  readonly preferences: PreferenceRepository;
  readonly metricsCache: MetricsCacheRepository;
  readonly apiKeys: ApiKeyRepository;
  readonly usage: StorageUsage;
  /** How well things are kept, as a fact to show. */
  readonly persistence: Omit<Persistence, 'note' | 'dispose'>;
  /** What could not be read, and was set aside. */
  readonly quarantine: Pick<Quarantine, 'list' | 'acknowledge' | 'remove'>;
  /** What records were before they were saved in a newer format. */
  readonly backups: Pick<Backups, 'list' | 'restore' | 'remove' | 'prune'>;
  /**
   * Settles when the stores are open and other pages' edits are taken in; within three seconds even if a store hangs.
   * Never rejects. The repositories wait for it by themselves.
   */
  readonly ready: Promise<void>;
  /** What a page needs first, fetched side by side. Never rejects. */
  preload(): Promise<EssentialData>;
  /** A new identifier for a record. */
  newId(): string;
  /** Writes what is still waiting, at once: for `pagehide`. What was saved is safe already. */
  flush(): void;
  /** The page may be frozen: writes what is waiting and closes the line to other tabs. */
  suspend(): void;
  /** The page is back: opens the line, takes in what others wrote, and tells everyone to read again. */
  resume(): void;
  /** Lets go of every listener, timer, channel and handle, and forgets the API keys. For good. */
  dispose(): void;
}

/** Opens storage. Returns at once and never throws; see {@link Storage.ready}. */
export function openStorage(options: StorageOptions = {}): Storage {
  return new OpenStorage(assemble(options));
}

class OpenStorage implements Storage {
  readonly configurations: ConfigurationRepository;
  readonly settings: SettingsRepository;
  readonly preferences: PreferenceRepository;
  readonly metricsCache: MetricsCacheRepository;
  readonly apiKeys: ApiKeyRepository;
  readonly usage: StorageUsage;
  readonly persistence = new Persistence();
  readonly quarantine: Quarantine;
  readonly backups: Backups;
  readonly ready: Promise<void>;
  readonly #parts: StorageParts;
  readonly #journal: Journal;
  readonly #changes: Changes;
  readonly #leftovers: Leftovers | undefined;
  #mirrors: readonly Mirror[] = [];
  readonly #stopWatching: Stop;
  /** What was told about a lesser store, to be taken back when the best one works. */
  #degraded: Failure | undefined;
  #isReady = false;
  #disposed = false;

  constructor(parts: StorageParts) {
    const { keyValue, clock } = parts;
    this.#parts = parts;
    const log = parts.debugSink === undefined ? undefined : new DebugLog(parts.debugSink, clock);
    const makeRoom = (): Promise<void> => this.#makeRoom();
    this.#journal = new Journal(loggedRecords(parts.records, log), clock, parts.newId(), makeRoom);
    this.#changes = new Changes(parts.tabs);
    this.quarantine = new Quarantine(this.#journal, clock);
    this.#leftovers = this.#leftoversOf(parts);
    this.ready = this.#withinTime(this.#start());
    parts.records.subscribe((event) => this.#moved(event));
    parts.metrics.subscribe(() => this.#noteStores());
    const context = this.#context();
    this.configurations = new ConfigurationRepository(context);
    this.settings = new SettingsRepository(context);
    this.preferences = new PreferenceRepository(context);
    this.backups = new Backups(context);
    // What cannot be tidied up now is left for the next start.
    void this.ready.then(() => this.#tidy()).catch(() => undefined);
    const { metrics, maxStorageSize: maxBytes, designMetrics } = parts;
    this.metricsCache = new MetricsCacheRepository({
      ready: this.ready,
      store: loggedRecords(metrics, log),
      changes: this.#changes,
      clock,
      writer: parts.newId(),
      maxBytes,
      // Where our own database does not answer, that one would not either.
      former:
        designMetrics && (async (after) => (metrics.durability === 'durable' ? designMetrics.latest(after) : null)),
    });
    const { secrets, ownsSecrets: isOwn, keyLifetimeMs: lifetimeMs } = parts;
    this.apiKeys = new ApiKeyRepository({ secrets, isOwn, clock, lifetimeMs });
    if (log !== undefined) traceStorage(log, this, this.#changes);
    const { ready, metricsCache } = this;
    this.usage = new StorageUsage({ ...parts, ready, metricsCache, changes: this.#changes });
    this.#stopWatching = keyValue?.watch?.((key) => this.#written(key)) ?? (() => undefined);
  }

  preload(): Promise<EssentialData> {
    return preloadEssentialData(this);
  }

  newId(): string {
    return this.#parts.newId();
  }

  flush(): void {
    for (const mirror of this.#mirrors) mirror.flush();
  }

  suspend(): void {
    this.flush();
    this.#changes.suspend();
  }

  resume(): void {
    if (this.#disposed) return;
    this.#changes.resume();
    void this.#mergeMirrors();
    this.#changes.heard('refreshed', '', 0);
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#stopWatching();
    for (const mirror of this.#mirrors) mirror.dispose();
    this.metricsCache.dispose();
    this.#changes.dispose();
    this.persistence.dispose();
    this.usage.dispose();
    void this.apiKeys.dispose();
    this.#parts.records.close();
    this.#parts.metrics.close();
  }

  async #start(): Promise<void> {
    const { records, metrics } = this.#parts;
    await Promise.all([records.open(), metrics.open()]);
    this.#noteStores();
    await this.#takeIn();
  }

  /** Takes in everything that was written elsewhere. Never rejects. */
  async #takeIn(): Promise<void> {
    // They stay where they are if this fails, for the next time.
    await this.#adoptLeftovers().catch((error: unknown) => this.#fail(failureOf(error)));
    await this.#mergeMirrors();
  }

  /** Another store is used from now on, or what was in it was gone. */
  #moved(event: FailoverEvent): void {
    if (this.#disposed) return;
    this.#noteStores();
    if (event === 'restored') void this.#noteClearing();
    void this.#takeIn().then(() => this.#mirrors.forEach((mirror) => mirror.moved()));
    this.#changes.heard('refreshed', '', 0);
  }

  #noteStores(): void {
    const { records, metrics, expected } = this.#parts;
    this.#startMirrors();
    this.persistence.note({ configurations: records.durability, metrics: metrics.durability });
    if (records.durability !== expected) {
      this.#degraded = degraded(records.durability, records.failure?.failure);
      this.#fail(this.#degraded);
    } else if (this.#degraded !== undefined && this.persistence.failure === this.#degraded) {
      this.persistence.note({ failure: undefined });
    }
  }

  /** Mirrors what is saved, if there is a store for that which works. */
  #startMirrors(): void {
    const { records, keyValue, keys } = this.#parts;
    // In memory although there is a key-value store: that one does not work either, so that nothing can be mirrored.
    const isBroken = records.failure !== undefined && records.durability === 'none';
    if (keyValue === undefined || isBroken) {
      for (const mirror of this.#mirrors) mirror.dispose();
      this.#mirrors = [];
      this.persistence.note({ mirror: 'off' });
    } else if (this.#mirrors.length === 0) {
      const formats = [configurationsFormat(keys.configurations), settingsFormat(keys.settings)];
      this.#mirrors = formats.map((format) => this.#mirror(format, keyValue));
      this.persistence.note({ mirror: 'current' });
    }
  }

  #leftoversOf({ standIn: store, records, clock }: StorageParts): Leftovers | undefined {
    if (store === undefined) return undefined;
    const onTaken = (entries: readonly JournalEntry[]): void => {
      for (const mirror of this.#mirrors) mirror.changed(entries);
      this.#announceTaken(entries);
    };
    return new Leftovers({ store, target: records.best, quarantine: this.quarantine, clock, onTaken });
  }

  async #adoptLeftovers(): Promise<void> {
    if (this.#disposed || this.#parts.records.durability !== 'durable') return;
    await this.#leftovers?.adopt().catch(async (error: unknown) => {
      if (failureOf(error).code !== 'quota-exceeded') throw error;
      await this.#makeRoom();
      await this.#leftovers?.adopt();
    });
  }

  /** The journal's store was cleared. If nothing is left in the mirror either, nobody but this page had anything. */
  async #noteClearing(): Promise<void> {
    const { keyValue, keys } = this.#parts;
    const texts = [keys.configurations, keys.settings].map(async (key) => (await keyValue?.getItem(key)) ?? null);
    const isGone = (await Promise.all(texts).catch(() => [null])).every((text) => text === null);
    if (isGone) this.#fail(storageCleared());
  }

  /** What people made outranks the metrics of the last minutes (reliability S4). */
  async #makeRoom(): Promise<void> {
    const isUseful = this.#isReady && this.#parts.records.durability === 'durable';
    if (isUseful) await this.metricsCache.clearCache().catch(() => undefined);
  }

  async #tidy(): Promise<void> {
    this.#isReady = true;
    await this.backups.prune();
    // Not where a store stands in: the deleted may still be in the one that is away.
    if (this.#parts.records.durability !== 'durable') return;
    const before = this.#parts.clock.now() - TOMBSTONES_KEPT_MS;
    const kinds = [CONFIGURATION_KIND, PREFERENCE_KIND, QUARANTINE_KIND];
    await Promise.all(kinds.map((kind) => this.#journal.dropTombstones(kind, before)));
  }

  async #mergeMirrors(): Promise<void> {
    await Promise.all(this.#mirrors.map((mirror) => mirror.merge()));
  }

  /** Another tab or page wrote to `localStorage`. */
  #written(key: string | null): void {
    const { recordPrefix } = this.#parts;
    for (const mirror of this.#mirrors) if (key === null || key === mirror.key) void mirror.merge();
    // Where localStorage stands in for IndexedDB, its events come after the data, and messages may come before it.
    if (key?.startsWith(recordPrefix)) this.#recordWritten(key.slice(recordPrefix.length));
  }

  #recordWritten(key: string): void {
    // Another tab could not use IndexedDB; this one can.
    void this.#adoptLeftovers().catch(() => undefined);
    const { kind, id } = addressOf(key);
    if (kind === CONFIGURATION_KIND) this.#changes.heard('configuration-saved', id, 0);
    if (kind === SETTINGS_KIND) this.#changes.heard('settings-saved', id, 0);
    if (kind === PREFERENCE_KIND) this.#changes.heard('preference-changed', id, 0);
  }

  #mirror(format: MirrorFormat, store: KeyValueStore): Mirror {
    const { clock, mirrorDelayMs: delayMs } = this.#parts;
    return new Mirror({
      format,
      store,
      journal: this.#journal,
      quarantine: this.quarantine,
      clock,
      delayMs,
      onTaken: (entries) => this.#announceTaken(entries),
      onFailure: (failure) => this.#fail(failure),
      onState: (mirror) => this.persistence.note({ mirror }),
      onGone: () => this.#parts.records.restore(),
    });
  }

  #announceTaken(entries: readonly JournalEntry[]): void {
    announceConfigurations({ changes: this.#changes }, entries, 'elsewhere');
    for (const { kind, id, rev } of entries) {
      if (kind === SETTINGS_KIND) this.#changes.announce('settings-saved', id, rev, 'elsewhere');
      if (kind === PREFERENCE_KIND) this.#changes.announce('preference-changed', id, rev, 'elsewhere');
    }
  }

  #context(): RepositoryContext {
    const askedReady = (): Promise<void> => {
      for (const mirror of this.#mirrors) mirror.check();
      return this.ready;
    };
    return {
      get ready() {
        return askedReady();
      },
      journal: this.#journal,
      quarantine: this.quarantine,
      changes: this.#changes,
      clock: this.#parts.clock,
      newId: this.#parts.newId,
      containsSecret: async (text) => !this.apiKeys.isUnused && containsLiveKey(this.apiKeys, text),
      onCommitted: (entries) => this.#committed(entries),
      onFailure: (failure) => this.#fail(failure),
    };
  }

  async #committed(entries: readonly JournalEntry[]): Promise<void> {
    for (const mirror of this.#mirrors) mirror.changed(entries);
    if (this.#parts.writesThrough) await Promise.all(this.#mirrors.map((mirror) => mirror.settle()));
  }

  #fail(failure: Failure): void {
    if (!this.#disposed) this.persistence.note({ failure });
  }

  /** Settles when the work does, or when its time is up; the work then goes on by itself. */
  async #withinTime(work: Promise<void>): Promise<void> {
    let stop: Stop = () => undefined;
    const timeIsUp = new Promise<void>((resolve) => (stop = this.#parts.clock.after(READY_TIMEOUT_MS, resolve)));
    await Promise.race([work.catch((error: unknown) => this.#fail(failureOf(error))), timeIsUp]);
    stop();
  }
}
