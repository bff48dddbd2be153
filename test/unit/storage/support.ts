/** What the storage tests share: stores that can be looked into, broken and watched. */
import { readFileSync } from 'node:fs';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, onTestFinished } from 'vitest';
import { createConfiguration, type Configuration } from '../../../src/domain/configuration.js';
import { FailureError, type Failure } from '../../../src/domain/failure.js';
import type { MetricsCache } from '../../../src/domain/metrics.js';
import { createNodeConfiguration } from '../../../src/domain/node-config.js';
import type { AppSettings } from '../../../src/domain/settings.js';
import {
  openStorage,
  type KeyValueStore,
  type Storage,
  type StorageOptions,
  type TabChannel,
} from '../../../src/storage/index.js';
// A test's steps are the storage's own; `loading.test.ts` shows what happens before that.
import '../../support/storage-parts-loaded.js';
import { ManualClock } from '../../support/manual-clock.js';

globalThis.IDBKeyRange = IDBKeyRange;

/** Longer than the delay of the mirror. */
export const MIRROR_DELAY_MS = 200;

export const CONFIGS_KEY = 'aurigraph_configs';
export const SETTINGS_KEY = 'aurigraph_settings';

function sample(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../fixtures/samples/${name}.json`, import.meta.url), 'utf8'));
}

export const seedConfiguration = (): Configuration => sample('config-seed-ts') as Configuration;
export const seedSettings = (): AppSettings => sample('settings-seed') as AppSettings;
export const seedMetrics = (): MetricsCache => sample('metricscache-seed') as MetricsCache;

/** A small valid configuration. */
export function configuration(id: string, changes: Partial<Configuration> = {}): Configuration {
  const nodes = [createNodeConfiguration('validator', `${id}-1`, 'Validator 1')];
  return {
    ...createConfiguration({ id, name: `Configuration ${id}`, now: Date.parse('2026-09-20T08:00:00.000Z') }),
    nodes,
    ...changes,
  };
}

/** `localStorage` of one origin, as several documents see it. */
export class FakeLocalStorage {
  readonly texts = new Map<string, string>();
  /** Most UTF-16 code units that fit. */
  limit = Infinity;
  /** How many texts did not fit. */
  refused = 0;
  readonly #documents = new Set<{ listener: (key: string | null) => void; view: KeyValueStore }>();

  /** The storage as one document sees it: it does not hear of its own writes. */
  open(): KeyValueStore {
    const view: KeyValueStore = {
      getItem: (key) => this.texts.get(key) ?? null,
      setItem: (key, text) => this.#set(key, text, view),
      removeItem: (key) => {
        this.texts.delete(key);
        this.#tell(key, view);
      },
      keys: () => [...this.texts.keys()],
      watch: (listener) => {
        const document = { listener, view };
        this.#documents.add(document);
        return () => this.#documents.delete(document);
      },
    };
    return view;
  }

  /** How many documents listen. */
  get listenerCount(): number {
    return this.#documents.size;
  }

  json(key: string): unknown {
    return JSON.parse(this.texts.get(key) ?? 'null');
  }

  #set(key: string, text: string, from: KeyValueStore): void {
    const others = [...this.texts].filter(([other]) => other !== key);
    const size = others.reduce((sum, [other, value]) => sum + other.length + value.length, key.length + text.length);
    if (size > this.limit) {
      this.refused += 1;
      throw new DOMException('full', 'QuotaExceededError');
    }
    if (this.texts.get(key) === text) return;
    this.texts.set(key, text);
    this.#tell(key, from);
  }

  #tell(key: string, from: KeyValueStore): void {
    for (const { listener, view } of this.#documents) if (view !== from) queueMicrotask(() => listener(key));
  }
}

/** The lines between the tabs of one origin. */
export class FakeTabs {
  readonly posted: unknown[] = [];
  readonly #tabs = new Set<FakeTab>();

  open(): FakeTab {
    const tab = new FakeTab((message) => this.post(message, tab));
    this.#tabs.add(tab);
    return tab;
  }

  /** Sends to every tab but one; without one, as a foreign script would. */
  post(message: unknown, from?: FakeTab): void {
    this.posted.push(structuredClone(message));
    for (const tab of this.#tabs)
      if (tab !== from && tab.isOpen) queueMicrotask(() => tab.receive(structuredClone(message)));
  }
}

export class FakeTab implements TabChannel {
  isOpen = true;
  readonly listeners = new Set<(message: unknown) => void>();

  constructor(private readonly send: (message: unknown) => void) {}

  post(message: unknown): void {
    if (this.isOpen) this.send(message);
  }

  subscribe(listener: (message: unknown) => void) {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  receive(message: unknown): void {
    this.listeners.forEach((listener) => listener(message));
  }

  suspend(): void {
    this.isOpen = false;
  }

  resume(): void {
    this.isOpen = true;
  }

  close(): void {
    this.isOpen = false;
  }
}

/** One browser profile: what survives when a page is closed. */
export class FakeProfile {
  readonly indexedDB = new IDBFactory();
  readonly local = new FakeLocalStorage();
  readonly tabs = new FakeTabs();
  #ids = 0;

  constructor(readonly clock = new ManualClock()) {}

  /** Opens storage as a new page would. It is disposed when the test ends. */
  open(options: StorageOptions = {}): Storage {
    const storage = openStorage({
      indexedDB: this.indexedDB,
      keyValue: this.local.open(),
      tabs: this.tabs.open(),
      clock: this.clock,
      newId: () => `writer-${(this.#ids += 1)}`,
      keys: keysOf(options.namespace),
      ...options,
    });
    onTestFinished(() => storage.dispose());
    return storage;
  }

  /** Lets the mirror be written, and waits until it says what is expected. */
  async mirrored(check: (local: FakeLocalStorage) => void): Promise<void> {
    await until(() => {
      this.clock.advance(MIRROR_DELAY_MS);
      check(this.local);
    });
  }
}

/** The keys of a browser, whose `localStorage` is no store of the host page. */
function keysOf(namespace: string | undefined): StorageOptions['keys'] {
  const prefix = namespace === undefined ? '' : `${namespace}:`;
  return { configurations: prefix + CONFIGS_KEY, settings: prefix + SETTINGS_KEY };
}

/** Lets everything happen that is under way or waits for a timer of the next seconds. */
export async function settled({ clock }: FakeProfile): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) {
    clock.advance(MIRROR_DELAY_MS / 10);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Waits until a check passes, turn by turn of the event loop, for at most two seconds. */
export async function until(check: () => void | Promise<void>): Promise<void> {
  const end = performance.now() + 2_000;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (performance.now() > end) throw error;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

/** The failure with which a promise rejects. */
export async function failureFrom(promise: Promise<unknown>): Promise<Failure> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(FailureError);
  return (error as FailureError).failure;
}

/**
 * The class of schema design 7.1, re-expressed: what other pages of the origin may run. It writes the whole array,
 * knows no revisions, and clears no one's default flag.
 */
export class SeedRepository {
  constructor(private readonly store: KeyValueStore) {}

  saveConfiguration(saved: Configuration): void {
    const others = this.getAllConfigurations().filter(({ id }) => id !== saved.id);
    this.store.setItem(CONFIGS_KEY, JSON.stringify([...others, saved]));
  }

  getAllConfigurations(): Configuration[] {
    return JSON.parse((this.store.getItem(CONFIGS_KEY) as string | null) ?? '[]') as Configuration[];
  }

  saveSettings(settings: AppSettings): void {
    this.store.setItem(SETTINGS_KEY, JSON.stringify(settings));
  }

  getSettings(): AppSettings | null {
    return JSON.parse((this.store.getItem(SETTINGS_KEY) as string | null) ?? 'null') as AppSettings | null;
  }
}
