/** The schema design's own class for the web (section 7.1), as old pages run it. Copied, not improved. */
interface Identified {
  readonly id: string;
}

/** What a page that knows nothing of this library does to the shared keys. */
export class DesignRepository {
  readonly #key = 'aurigraph_configs';
  readonly #settingsKey = 'aurigraph_settings';

  saveConfiguration(config: Identified): void {
    const existing = this.getAllConfigurations();
    const updated = existing.filter((c) => c.id !== config.id);
    updated.push(config);
    localStorage.setItem(this.#key, JSON.stringify(updated));
  }

  getAllConfigurations(): Identified[] {
    const data = localStorage.getItem(this.#key);
    return data ? (JSON.parse(data) as Identified[]) : [];
  }

  saveSettings(settings: object): void {
    localStorage.setItem(this.#settingsKey, JSON.stringify(settings));
  }

  getSettings(): object | null {
    const data = localStorage.getItem(this.#settingsKey);
    return data ? (JSON.parse(data) as object) : null;
  }
}

/** The schema design's database of metrics (section 7.1), filled with one snapshot. Resolves when it is committed. */
export function createDesignMetrics(snapshot: unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('AurigraphMetrics', 1);
    request.onerror = () => reject(request.error);
    request.onupgradeneeded = () => {
      const store = request.result.createObjectStore('metrics', { keyPath: 'timestamp' });
      store.createIndex('expiresAt', 'expiresAt', { unique: false });
    };
    request.onsuccess = () => {
      const transaction = request.result.transaction(['metrics'], 'readwrite');
      transaction.objectStore('metrics').put(snapshot);
      transaction.oncomplete = () => {
        request.result.close();
        resolve();
      };
      transaction.onabort = () => reject(transaction.error);
    };
  });
}
