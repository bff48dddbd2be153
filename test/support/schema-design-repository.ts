/**
 * Code of the schema design, re-expressed as closely as it can be run: what other pages of the origin may contain, and
 * what its defects are shown with (reliability section 5). Nothing here is better than it was, on purpose.
 */
import type { Configuration } from '../../src/domain/configuration.js';
import type { MetricsCache } from '../../src/domain/metrics.js';
import type { KeyValueStore } from '../../src/storage/index.js';

const CONFIG_KEY = 'aurigraph_configs';

/** Section 7.1: every configuration in one text. */
export class LocalStorageRepository {
  constructor(private readonly localStorage: KeyValueStore) {}

  async saveConfiguration(saved: Configuration): Promise<void> {
    const updated = this.getAllConfigurations().filter(({ id }) => id !== saved.id);
    updated.push(saved);
    try {
      void this.localStorage.setItem(CONFIG_KEY, JSON.stringify(updated));
    } catch (error) {
      if ((error as Error).name === 'QuotaExceededError')
        throw new Error('Storage quota exceeded. Please delete old configurations.', { cause: error });
      throw error;
    }
  }

  getAllConfigurations(): Configuration[] {
    const data = this.localStorage.getItem(CONFIG_KEY) as string | null;
    return data ? (JSON.parse(data) as Configuration[]) : [];
  }
}

/** Section 7.1: one record per snapshot, by its time as a text. */
export class MetricsCacheDB {
  #db: IDBDatabase | null = null;

  constructor(
    private readonly indexedDB: IDBFactory,
    private readonly now: () => number,
  ) {}

  open(): Promise<void> {
    return new Promise((resolve, reject) => {
      const request = this.indexedDB.open('AurigraphMetrics', 1);
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        this.#db = request.result;
        resolve();
      };
      request.onupgradeneeded = () => {
        const store = request.result.createObjectStore('metrics', { keyPath: 'timestamp' });
        store.createIndex('expiresAt', 'expiresAt', { unique: false });
      };
    });
  }

  async saveMetrics(metrics: MetricsCache): Promise<void> {
    const store = await this.#store('readwrite');
    return new Promise((resolve, reject) => {
      const request = store.put(metrics);
      request.onsuccess = () => resolve();
      request.onerror = () => reject(request.error);
    });
  }

  async getLatestMetrics(): Promise<MetricsCache | null> {
    const store = await this.#store('readonly');
    return new Promise((resolve, reject) => {
      const request = store.openCursor(null, 'prev');
      request.onsuccess = () => {
        const metrics = request.result?.value as MetricsCache | undefined;
        resolve(metrics !== undefined && new Date(metrics.expiresAt) > new Date(this.now()) ? metrics : null);
      };
      request.onerror = () => reject(request.error);
    });
  }

  async clearExpired(): Promise<void> {
    const store = await this.#store('readwrite');
    return new Promise((resolve, reject) => {
      const range = IDBKeyRange.upperBound(new Date(this.now()).toISOString());
      const request = store.index('expiresAt').openCursor(range);
      request.onsuccess = () => {
        const cursor = request.result;
        if (cursor === null) return resolve();
        cursor.delete();
        cursor.continue();
      };
      request.onerror = () => reject(request.error);
    });
  }

  async #store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
    if (!this.#db) await this.open();
    if (!this.#db) throw new Error('not open');
    return this.#db.transaction(['metrics'], mode).objectStore('metrics');
  }
}

/** Section 8.2. */
export function migrate(config: { readonly version?: string }): object {
  const version = config.version || '1.0';
  switch (version) {
    case '1.0':
      return { ...config, version: '2.0' };
    case '2.0':
      return config;
    default:
      throw new Error(`Unknown schema version: ${version}`);
  }
}

/** Section 9.3: the default configuration by an index. */
export function getDefaultByIndex(store: IDBObjectStore): IDBRequest {
  // The design is TypeScript, and its types would refuse this too.
  return store.index('isDefault').get(true as unknown as IDBValidKey);
}

/** Section 10.2. */
export function maskAPIKey(key: string): string {
  if (key.length <= 4) return '****';
  return '*'.repeat(key.length - 4) + key.slice(-4);
}
