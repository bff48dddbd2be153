import type { Stop } from '../domain/clock.js';
import { failureOf, type Failure } from '../domain/failure.js';
import { ApiKeyRepository } from './api-keys.js';
import { Changes } from './changes.js';
import { CONFIGURATION_KIND, configurationsFormat } from './configuration-format.js';
import { announceConfigurations, ConfigurationRepository } from './configurations.js';
import { storageBlocked } from './failures.js';
import { Journal, type JournalEntry } from './journal.js';
import { MetricsCacheRepository } from './metrics-cache.js';
import { Mirror } from './mirror.js';
import type { MirrorFormat } from './mirror-merge.js';
import { assemble, type StorageOptions, type StorageParts } from './options.js';
import { Persistence } from './persistence.js';
import type { Durability, KeyValueStore } from './ports.js';
import { preloadEssentialData, type EssentialData } from './preload.js';
import { Quarantine } from './quarantine.js';
import type { RepositoryContext } from './repository-context.js';
import { SettingsRepository } from './settings.js';
import { SETTINGS_KIND, settingsFormat } from './settings-format.js';
import { StorageUsage } from './usage.js';

/** How long anyone waits for the start, even if no store answers (reliability G16). */
const READY_TIMEOUT_MS = 2_900;

/** Everything that is kept between visits, and how to let go of it. */
export interface Storage {
  readonly configurations: ConfigurationRepository;
  readonly settings: SettingsRepository;
  readonly metricsCache: MetricsCacheRepository;
  readonly apiKeys: ApiKeyRepository;
  readonly usage: StorageUsage;
  /** How well things are kept, as a fact to show. */
  readonly persistence: Omit<Persistence, 'note' | 'dispose'>;
  /** What could not be read, and was set aside. */
  readonly quarantine: Pick<Quarantine, 'list'>;
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
  readonly metricsCache: MetricsCacheRepository;
  readonly apiKeys: ApiKeyRepository;
  readonly usage: StorageUsage;
  readonly persistence = new Persistence();
  readonly quarantine: Quarantine;
  readonly ready: Promise<void>;
  readonly #parts: StorageParts;
  readonly #journal: Journal;
  readonly #changes: Changes;
  #mirrors: readonly Mirror[];
  readonly #stopWatching: Stop;
  #disposed = false;

  constructor(parts: StorageParts) {
    const { keyValue, keys, clock } = parts;
    this.#parts = parts;
    this.#journal = new Journal(parts.records, clock, parts.newId());
    this.#changes = new Changes(parts.tabs);
    this.quarantine = new Quarantine(this.#journal, clock);
    const formats = [configurationsFormat(keys.configurations), settingsFormat(keys.settings)];
    this.#mirrors = keyValue === undefined ? [] : formats.map((format) => this.#mirror(format, keyValue));
    this.ready = this.#withinTime(this.#start());
    const context = this.#context();
    this.configurations = new ConfigurationRepository(context);
    this.settings = new SettingsRepository(context);
    const { metrics: store, metricsMaxBytes: maxBytes } = parts;
    this.metricsCache = new MetricsCacheRepository({
      ready: this.ready,
      store,
      changes: this.#changes,
      clock,
      maxBytes,
    });
    this.apiKeys = new ApiKeyRepository(parts.secrets);
    this.usage = new StorageUsage(this.metricsCache, keyValue, [keys.configurations, keys.settings]);
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
    this.#changes.dispose();
    this.persistence.dispose();
    void this.apiKeys.dispose();
    this.#parts.records.close();
    this.#parts.metrics.close();
  }

  async #start(): Promise<void> {
    const { records, metrics, leftovers, expected } = this.#parts;
    const [chosen, chosenForMetrics] = await Promise.all([records.choice, metrics.choice]);
    const configurations = chosen.store.durability;
    // Configurations in memory although there is a key-value store: it does not work, so that nothing can be mirrored.
    if (chosen.failure !== undefined && configurations === 'none') this.#dropMirrors();
    if (this.#mirrors.length === 0) this.persistence.note({ mirror: 'off' });
    this.persistence.note({ configurations, metrics: chosenForMetrics.store.durability });
    if (configurations !== expected) this.#fail(degraded(configurations, chosen.failure?.failure));
    if (leftovers !== undefined && configurations === 'durable') await this.#adopt(leftovers);
    await this.#mergeMirrors();
  }

  /** Takes over what was saved while IndexedDB could not be used. */
  async #adopt(leftovers: NonNullable<StorageParts['leftovers']>): Promise<void> {
    try {
      const records = await leftovers.readAll('');
      if (records.size === 0) return;
      const superseded = [...(await this.#journal.superseded(records))].filter(([key]) => isContent(key));
      for (const [key, value] of superseded) await this.quarantine.keep(key, JSON.stringify(value));
      await this.#journal.adopt(records);
      await leftovers.clear();
    } catch (error) {
      // They stay where they are, for the next visit.
      this.#fail(failureOf(error));
    }
  }

  #dropMirrors(): void {
    for (const mirror of this.#mirrors) mirror.dispose();
    this.#mirrors = [];
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
    const [kind, ...id] = key.split('/');
    if (kind === CONFIGURATION_KIND) this.#changes.heard('configuration-saved', id.join('/'), 0);
    if (kind === SETTINGS_KIND) this.#changes.heard('settings-saved', id.join('/'), 0);
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
    });
  }

  #announceTaken(entries: readonly JournalEntry[]): void {
    announceConfigurations({ changes: this.#changes }, entries, 'elsewhere');
    const settings = entries.find(({ kind }) => kind === SETTINGS_KIND);
    if (settings !== undefined) this.#changes.announce('settings-saved', settings.id, settings.rev, 'elsewhere');
  }

  #context(): RepositoryContext {
    return {
      ready: this.ready,
      journal: this.#journal,
      quarantine: this.quarantine,
      changes: this.#changes,
      clock: this.#parts.clock,
      onCommitted: (entries) => this.#mirrors.forEach((mirror) => mirror.changed(entries)),
      onFailure: (failure) => this.#fail(failure),
    };
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

/** Whether a record is something that people made, as opposed to notes of this library. */
function isContent(key: string): boolean {
  return key.startsWith(`${CONFIGURATION_KIND}/`) || key.startsWith(`${SETTINGS_KIND}/`);
}

/** What people are told when a lesser store stands in. */
function degraded(durability: Durability, why: Failure | undefined): Failure {
  const consequence =
    durability === 'none'
      ? 'Changes are kept in memory only, and are lost when this page is closed.'
      : 'Changes are kept in localStorage instead, which a crash of the browser can lose.';
  const store = why?.code === 'storage-blocked' ? why.store : 'IndexedDB';
  return { ...storageBlocked(store, 'it is missing, forbidden, or does not answer').failure, message: consequence };
}
