/**
 * What the fault tests drive inside a page: storage as a host page has it, tools to break the browser's own stores,
 * and counters that show that they broke. Everything that goes out is plain data.
 */
import type { Configuration } from '../../../../src/domain/configuration.js';
import { documentLifecycle } from '../../../../src/session/page-lifecycle.js';
import type * as StorageEntry from '../../../../src/storage/index.js';
import { Actor } from './actor.js';
import { createDesignMetrics, DesignRepository } from './design-repository.js';
import { Faults } from './faults.js';

/** How a call ended, and after how long. */
export interface Outcome {
  readonly ms: number;
  /** Code of the failure; nothing if the call resolved. */
  readonly code?: string;
  readonly message?: string;
  readonly value?: unknown;
}

/** What became of many saves. */
export interface Saves {
  readonly last: Record<string, number>;
  readonly times: number[];
  readonly failures: string[];
}

/** Options of storage that can be handed into a page. */
export interface StageOptions {
  readonly namespace?: string;
  readonly indexedDB?: null;
  readonly keyValue?: null;
  readonly mirrorDelayMs?: number;
}

const entry = (globalThis as unknown as { aurigraphStorage: typeof StorageEntry }).aurigraphStorage;

/** One page's storage and tools. */
class Stage {
  readonly faults = new Faults();
  readonly design = new DesignRepository();
  /** Plays this tab's part in a story. */
  readonly actor = new Actor(this);
  readonly createDesignMetrics = createDesignMetrics;
  /** Every change this page heard of. */
  readonly heard: { kind: string; id: string; origin: string; stale: boolean }[] = [];
  /** Every failure that was told, in order, without repetition of the same one. */
  readonly told: string[] = [];
  storage: StorageEntry.Storage = undefined as unknown as StorageEntry.Storage;

  /** Held here, because Chromium's protocol now and then says of an unheld promise that it "was collected". */
  opening: Promise<number> | undefined;

  /** Opens storage as a session does, the page's lifecycle included; resolves to the milliseconds until ready. */
  open(options: StageOptions = {}): Promise<number> {
    this.opening = this.#open(options);
    return this.opening;
  }

  /** A valid configuration of the schema design with one node. */
  configuration(id: string, more: Partial<Configuration> = {}): Configuration {
    const time = '2026-09-20T08:00:00.000Z';
    return {
      id,
      name: `Configuration ${id.slice(0, 20)}`,
      created: time,
      modified: time,
      isDefault: false,
      performanceMode: 'development',
      nodes: [],
      version: '1.0',
      ...more,
    };
  }

  /** Saves one; resolves to its revision. */
  async save(id: string, more: Partial<Configuration> = {}): Promise<number> {
    const saved = await this.storage.configurations.saveConfiguration(this.configuration(id, more));
    return this.storage.configurations.revisionOf(saved) ?? 0;
  }

  /**
   * Saves `count` times in turn over `distinct` configurations of its own, each save with its number as description.
   * Gives the last number whose save resolved, by id, and each save's milliseconds.
   */
  async saveMany(prefix: string, count: number, distinct = count): Promise<Saves> {
    const last: Record<string, number> = {};
    const times: number[] = [];
    const failures: string[] = [];
    for (let number = 0; number < count; number += 1) {
      const id = `${prefix}-${number % distinct}`;
      const { code, message, ms } = await this.outcome(() => this.save(id, { description: String(number) }));
      times.push(ms);
      if (code === undefined) last[id] = number;
      else failures.push(`${code}: ${message}`);
    }
    return { last, times, failures };
  }

  /** Saves or imports `count` configurations as one, again and again, with the number of the turn as description. */
  async repeat(deed: 'saveAll' | 'importAll', prefix: string, count: number): Promise<never> {
    for (let turn = 0; ; turn += 1) {
      const description = `${prefix}-${turn}`;
      const all = Array.from({ length: count }, (_, at) => this.configuration(`c${at}`, { description }));
      await (deed === 'saveAll' ? this.storage.configurations.saveConfigurations(all) : this.#importAll(all));
    }
  }

  /** What is kept, as descriptions by id. */
  async descriptions(): Promise<Record<string, string | undefined>> {
    const all = await this.storage.configurations.getAllConfigurations();
    return Object.fromEntries(all.map(({ id, description }) => [id, description]));
  }

  /** Saves the settings with another theme; resolves when it is saved. */
  async saveTheme(theme: 'light' | 'dark'): Promise<void> {
    const settings = await this.storage.settings.getOrCreateDefault();
    await this.storage.settings.saveSettings({ ...settings, theme });
  }

  /** Adds one `times` times to the number in a configuration's description, by compare-and-set. */
  async increment(id: string, times: number): Promise<{ done: number; conflicts: number; failures: string[] }> {
    const { configurations } = this.storage;
    const result = { done: 0, conflicts: 0, failures: [] as string[] };
    while (result.done < times) {
      const current = await configurations.getConfiguration(id);
      if (current === null) throw new Error(`There is no ${id}.`);
      const description = String(Number(current.description) + 1);
      const base = configurations.revisionOf(current);
      const { code = '', message } = await this.outcome(() =>
        configurations.saveConfiguration({ ...current, description }, { base }),
      );
      if (code === '') result.done += 1;
      else if (code === 'conflict') result.conflicts += 1;
      else result.failures.push(`${code}: ${message}`);
      if (result.failures.length > 10) return result;
    }
    return result;
  }

  /** Ids of everything that is kept, sorted. */
  async ids(): Promise<string[]> {
    return (await this.storage.configurations.getAllConfigurations()).map(({ id }) => id).sort();
  }

  /** Ids of those that are marked as default. */
  async defaults(): Promise<string[]> {
    const all = await this.storage.configurations.getAllConfigurations();
    return all.filter(({ isDefault }) => isDefault).map(({ id }) => id);
  }

  /** Ids in the schema design's own key, sorted; nothing if it is not there or unreadable. */
  mirrored(): string[] | undefined {
    try {
      return this.design
        .getAllConfigurations()
        .map(({ id }) => id)
        .sort();
    } catch {
      return undefined;
    }
  }

  /** How well things are kept right now. */
  fact(): { configurations: string; metrics: string; mirror: string; failure: string | undefined } {
    const { configurations, metrics, mirror, failure } = this.storage.persistence.current;
    return { configurations, metrics, mirror, failure: failure?.code };
  }

  /** Notes every change that is heard of, and whether the journal was behind it at that moment. */
  listen(): void {
    this.storage.configurations.subscribe(({ kind, id, origin, revision }) => {
      const heard = { kind, id, origin, stale: false };
      this.heard.push(heard);
      void this.#isBehind(id, revision).then((stale) => (heard.stale = stale));
    });
  }

  /** Runs something and tells how it ended; never rejects. */
  async outcome(work: () => unknown): Promise<Outcome> {
    const started = performance.now();
    try {
      const value = await work();
      return { ms: performance.now() - started, value };
    } catch (error) {
      const ms = performance.now() - started;
      const { code, message } = (error as { failure?: { code?: string; message?: string } } | null)?.failure ?? {};
      return { ms, code: code ?? `untyped ${String(error)}`, message };
    }
  }

  /** Calls everything that a page calls first, all at once (reliability G16); tells how each call ended. */
  async callEverything(): Promise<Record<string, Outcome>> {
    const { configurations, settings, metricsCache, usage, quarantine } = this.storage;
    const calls: Record<string, () => unknown> = {
      ready: () => this.storage.ready,
      save: () => this.save('probe'),
      getOne: () => configurations.getConfiguration('probe').then(() => true),
      getAll: () => this.ids(),
      getDefault: () => configurations.getDefaultConfiguration().then(() => true),
      delete: () => configurations.deleteConfiguration('nobody'),
      settings: () => settings.getOrCreateDefault().then(() => true),
      metrics: () => metricsCache.getLatestMetrics().then(() => true),
      usage: () => usage.getStorageStats().then(() => true),
      quarantine: () => quarantine.list().then(() => true),
      preload: () => this.storage.preload().then(() => true),
    };
    const outcomes = Object.entries(calls).map(async ([name, call]) => [name, await this.outcome(call)] as const);
    return Object.fromEntries(await Promise.all(outcomes));
  }

  /** Keeps the main thread busy, so that its process can be told from the others. */
  spin(ms: number): void {
    const end = performance.now() + ms;
    while (performance.now() < end);
  }

  async #open(options: StageOptions): Promise<number> {
    const started = performance.now();
    this.storage = entry.openStorage(options);
    this.storage.persistence.subscribe(({ failure }) => failure && this.told.push(failure.code));
    documentLifecycle.subscribe((event) => {
      if (event === 'suspend') this.storage.suspend();
      if (event === 'resume') this.storage.resume();
    });
    await this.storage.ready;
    return performance.now() - started;
  }

  async #importAll(all: readonly Configuration[]): Promise<void> {
    const preview = await this.storage.configurations.previewImport(JSON.stringify(all));
    await this.storage.configurations.importConfiguration(preview, { decision: 'replace' });
  }

  async #isBehind(id: string, revision: number): Promise<boolean> {
    const found = await this.storage.configurations.getConfiguration(id);
    return found !== null && (this.storage.configurations.revisionOf(found) ?? 0) < revision;
  }
}

declare global {
  /** The tools of a page of the fault tests. */
  var stage: Stage;
}

globalThis.stage = new Stage();
