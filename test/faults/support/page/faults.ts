/** Breaks the browser's own stores from inside a page, without a word to the library. */
const LARGE = 1 << 20;

/** Names that the library gives its own stores. */
export const DATABASE = 'aurigraph-widgets';

interface Fill {
  /** UTF-16 units that went in. */
  readonly units: number;
  /** What the browser threw when no more went in. */
  readonly error: { name: string; code: number; type: string };
}

/** Tools to break things. */
export class Faults {
  #held: { stop: boolean; turns: number } | undefined;
  #connections: IDBDatabase[] = [];

  /** Connections of the library that {@link tapDatabases} saw. */
  readonly tapped: IDBDatabase[] = [];
  /** Names of errors that the browser threw at the library's transactions. */
  readonly refusals: string[] = [];
  /** How often a connection was closed under its owner. */
  closes = 0;

  /** From now on sees every connection that is opened and every transaction that is refused. Before storage opens. */
  tapDatabases(): void {
    const { tapped, refusals } = this;
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (...args) {
      const request = open.apply(this, args);
      request.addEventListener('success', () => tapped.push(request.result));
      return request;
    };
    const transaction = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (...args) {
      try {
        return transaction.apply(this, args);
      } catch (error) {
        refusals.push(String((error as Error).name));
        throw error;
      }
    };
  }

  /** Closes every connection that was seen, without a word. */
  closeTapped(): void {
    for (const connection of this.tapped.splice(0)) connection.close();
  }

  /** Opens a connection beside the library's and counts when the browser closes it. */
  async witness(): Promise<void> {
    await this.openDatabase(undefined, { polite: true });
    this.#connections.at(-1)?.addEventListener('close', () => (this.closes += 1));
  }

  /** Fills `localStorage` to the last unit under keys of its own. */
  fillLocalStorage(): Fill {
    let units = 0;
    let error: unknown;
    for (let size = LARGE; size >= 1; size = size >> 1) {
      for (let index = 0; ; index += 1) {
        const key = `fill-${size}-${index}`;
        try {
          localStorage.setItem(key, 'x'.repeat(Math.max(size - key.length, 0)));
          units += Math.max(size, key.length);
        } catch (thrown) {
          error = thrown;
          break;
        }
      }
    }
    const { name, code } = error as DOMException;
    return { units, error: { name, code, type: Object.getPrototypeOf(error)?.constructor?.name ?? '' } };
  }

  /** Takes the filling out again. */
  emptyLocalStorage(): void {
    const keys = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? '');
    for (const key of keys.filter((name) => name.startsWith('fill-'))) localStorage.removeItem(key);
  }

  /** Opens a database as another script would; the connection gives way to nobody unless told to. */
  openDatabase(version?: number, { name = DATABASE, stores = [] as string[], polite = false } = {}): Promise<string> {
    return new Promise((resolve) => {
      const request = indexedDB.open(name, version);
      request.onupgradeneeded = () => stores.forEach((store) => request.result.createObjectStore(store));
      request.onblocked = () => resolve('blocked');
      request.onerror = () => resolve(String(request.error?.name));
      request.onsuccess = () => {
        this.#connections.push(request.result);
        if (polite) request.result.onversionchange = () => request.result.close();
        resolve('open');
      };
    });
  }

  /** Closes what {@link openDatabase} opened. */
  closeDatabases(): void {
    for (const connection of this.#connections.splice(0)) connection.close();
  }

  /** Stores and version of a database. */
  describeDatabase(name = DATABASE): Promise<{ version: number; stores: string[] }> {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const { version, objectStoreNames } = request.result;
        request.result.close();
        resolve({ version, stores: [...objectStoreNames] });
      };
    });
  }

  /** Every record of a store, as text. */
  dumpDatabase(name: string, store: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const all = request.result.transaction(store).objectStore(store).getAll();
        all.onsuccess = () => {
          request.result.close();
          resolve(JSON.stringify(all.result));
        };
        all.onerror = () => reject(all.error);
      };
    });
  }

  /** Deletes a database as the browser does when it clears a part of a site's data. */
  deleteDatabase(name = DATABASE): Promise<string> {
    return new Promise((resolve) => {
      const request = indexedDB.deleteDatabase(name);
      request.onsuccess = () => resolve('deleted');
      request.onblocked = () => resolve('blocked');
      request.onerror = () => resolve(String(request.error?.name));
    });
  }

  /** Holds a readwrite transaction of the library's store open by asking again and again; resolves when it has it. */
  holdTransaction(name = DATABASE, store = 'records'): Promise<void> {
    return new Promise((resolve, reject) => {
      const held = { stop: false, turns: 0 };
      this.#held = held;
      const request = indexedDB.open(name);
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        this.#connections.push(request.result);
        const objects = request.result.transaction(store, 'readwrite').objectStore(store);
        const turn = (): void => {
          objects.get('nothing').onsuccess = () => {
            held.turns += 1;
            if (held.turns === 1) resolve();
            if (!held.stop) turn();
          };
        };
        turn();
      };
    });
  }

  /** How often the held transaction asked. */
  get turns(): number {
    return this.#held?.turns ?? 0;
  }

  /** Lets the held transaction end. */
  releaseTransaction(): void {
    if (this.#held) this.#held.stop = true;
  }

  /** Writes random bytes, which no store can compress, until the database refuses; tells how it said so. */
  async fillIndexedDb(limitBytes: number): Promise<{ bytes: number; refusal: string | undefined; accepted: number }> {
    const database = await openFiller();
    let bytes = 0;
    let accepted = 0;
    let refusal: string | undefined;
    while (refusal === undefined && bytes < limitBytes) {
      const outcome = await put(database, randomBytes(LARGE));
      if (outcome.put) accepted += 1;
      refusal = outcome.refusal;
      bytes += LARGE;
    }
    database.close();
    return { bytes, refusal, accepted };
  }
}

function openFiller(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('filler', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('bytes', { autoIncrement: true });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function put(database: IDBDatabase, bytes: Uint8Array): Promise<{ put: boolean; refusal: string | undefined }> {
  return new Promise((resolve) => {
    const transaction = database.transaction('bytes', 'readwrite');
    const request = transaction.objectStore('bytes').put(bytes);
    let accepted = false;
    request.onsuccess = () => (accepted = true);
    transaction.oncomplete = () => resolve({ put: accepted, refusal: undefined });
    transaction.onabort = () => resolve({ put: accepted, refusal: transaction.error?.name ?? 'no reason given' });
  });
}

function randomBytes(count: number): Uint8Array {
  const bytes = new Uint8Array(count);
  // The browser gives at most 65,536 at a time.
  for (let at = 0; at < count; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
  return bytes;
}
