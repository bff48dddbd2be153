/**
 * Records in an IndexedDB database of our own. The only file that names idb-keyval, which is used with a store
 * function of our own: its `createStore` has no answer to a database that hangs, is closed, or is upgraded by someone
 * else (reliability, findings 5 and 7, and 3.2).
 */
import { getMany, promisifyRequest, type UseStore } from 'idb-keyval';
import { storageBlocked, storeFailure } from '../../failures.js';
import type { Change, Clock, RecordStore, Selection, Stop } from '../../ports.js';

/** What people call it. */
const NAME = 'IndexedDB';

/** Name of the one object store. */
const STORE = 'records';

/** How long opening may take: a blocked upgrade elsewhere keeps it waiting for ever (reliability S6). */
const OPEN_TIMEOUT_MS = 2_000;

/** How long a whole operation may take, opening included: a frozen tab may hold a transaction (reliability S12). */
const OPERATION_TIMEOUT_MS = 2_500;

/** Errors of a connection that was closed under us; a new one may work. */
const LOST_CONNECTION: readonly unknown[] = ['InvalidStateError', 'AbortError'];

/** Rejects with whatever the database says, which may be `null` (reliability S5). */
type Reject = (error: unknown) => void;

/** How a database is used. */
export interface IndexedDbOptions {
  readonly factory: IDBFactory;
  readonly keyRange: Pick<typeof IDBKeyRange, 'bound' | 'lowerBound'>;
  /** Never `AurigraphMetrics`, which is the schema design's own and has another layout (reliability, finding 6). */
  readonly databaseName: string;
  /** `strict` waits for the disk; `relaxed` is for what may be lost. */
  readonly durability: 'strict' | 'relaxed';
  readonly clock: Clock;
}

/** Records in IndexedDB. */
export class IndexedDbRecords implements RecordStore {
  readonly name = NAME;
  readonly durability = 'durable';
  readonly #connection: Connection;
  readonly #keyRange: IndexedDbOptions['keyRange'];

  constructor(options: IndexedDbOptions) {
    this.#connection = new Connection(options);
    this.#keyRange = options.keyRange;
  }

  async open(): Promise<void> {
    await this.#connection.run('readonly', (store) => promisifyRequest(store.count('')), OPEN_TIMEOUT_MS);
  }

  read(keys: readonly string[]): Promise<readonly unknown[]> {
    return getMany<unknown>([...keys], this.#use);
  }

  readAll(prefix: string): Promise<ReadonlyMap<string, unknown>> {
    return this.#use(
      'readonly',
      (store) => new Promise((resolve, reject) => this.#select(store, { prefix }, resolve, reject)),
    );
  }

  transact<Result>(
    selection: Selection,
    change: (current: ReadonlyMap<string, unknown>) => Change<Result>,
  ): Promise<Result> {
    return this.#use(
      'readwrite',
      (store) =>
        new Promise<Result>((resolve, reject) => {
          const fail: Reject = reject;
          store.transaction.onabort = () => fail(store.transaction.error);
          this.#select(store, selection, (current) => applyChange(store, () => change(current), resolve, fail), fail);
        }),
    );
  }

  close(): void {
    this.#connection.close();
  }

  readonly #use: UseStore = (mode, callback) => this.#connection.run(mode, callback, OPERATION_TIMEOUT_MS);

  /**
   * Reads a selection and goes on in the callback of the last request, not in a promise: a page whose promises are
   * patched could let the transaction end in between.
   */
  #select(
    store: IDBObjectStore,
    { keys = [], prefix }: Selection,
    then: (found: ReadonlyMap<string, unknown>) => void,
    fail: Reject,
  ): void {
    const found = new Map<string, unknown>();
    const wanted = new Set(keys);
    const range = prefix === undefined ? undefined : this.#rangeOf(prefix);
    let waiting = wanted.size + (prefix === undefined ? 0 : 2);
    if (waiting === 0) return then(found);
    let foundKeys: IDBValidKey[] = [];
    const receive = <Value>(request: IDBRequest<Value>, take: (value: Value) => void): void => {
      request.onerror = () => fail(request.error);
      request.onsuccess = () => {
        take(request.result);
        waiting -= 1;
        if (waiting === 0) then(found);
      };
    };
    for (const key of wanted) receive<unknown>(store.get(key), (value) => value === undefined || found.set(key, value));
    if (prefix === undefined) return;
    receive(store.getAllKeys(range), (all) => (foundKeys = all));
    receive<unknown[]>(store.getAll(range), (values) => {
      for (const [index, key] of foundKeys.entries()) if (typeof key === 'string') found.set(key, values[index]);
    });
  }

  /** The keys from a prefix up to the first text that is greater than all of them. */
  #rangeOf(prefix: string): IDBKeyRange {
    if (prefix === '') return this.#keyRange.lowerBound('');
    const last = prefix.charCodeAt(prefix.length - 1);
    return this.#keyRange.bound(prefix, prefix.slice(0, -1) + String.fromCharCode(last + 1), false, true);
  }
}

/** Writes what a change says and resolves on commit; a change that throws leaves everything as it was. */
function applyChange<Result>(
  store: IDBObjectStore,
  change: () => Change<Result>,
  resolve: (result: Result) => void,
  reject: Reject,
): void {
  const { transaction } = store;
  try {
    const { writes, result } = change();
    transaction.oncomplete = () => resolve(result);
    for (const [key, value] of writes) {
      if (value === undefined) store.delete(key);
      else store.put(value, key);
    }
    // Without this the browser waits for a turn of the event loop, and a frozen tab would hold the others up.
    transaction.commit?.();
  } catch (error) {
    reject(error);
    transaction.abort();
  }
}

/** One connection that is opened when needed, given up when someone else needs that, and opened anew. */
class Connection {
  readonly #options: IndexedDbOptions;
  #opening: Promise<IDBDatabase> | undefined;
  #database: IDBDatabase | undefined;
  #closed = false;

  constructor(options: IndexedDbOptions) {
    this.#options = options;
  }

  /** Runs a transaction; rejects with a typed failure, in bounded time. */
  async run<T>(
    mode: IDBTransactionMode,
    callback: (store: IDBObjectStore) => T | PromiseLike<T>,
    timeoutMs: number,
  ): Promise<T> {
    const deadline = new Deadline(this.#options.clock, timeoutMs);
    try {
      return await deadline.race(this.#attempts(mode, callback, deadline));
    } catch (error) {
      throw storeFailure(error, NAME);
    } finally {
      deadline.stop();
    }
  }

  close(): void {
    this.#closed = true;
    this.#database?.close();
    this.#forget();
  }

  async #attempts<T>(
    mode: IDBTransactionMode,
    callback: (store: IDBObjectStore) => T | PromiseLike<T>,
    deadline: Deadline,
  ): Promise<T> {
    try {
      return await this.#attempt(mode, callback, deadline);
    } catch (error) {
      if (!isLostConnection(error) || deadline.passed) throw error;
      this.#database?.close();
      this.#forget();
      return this.#attempt(mode, callback, deadline);
    }
  }

  async #attempt<T>(
    mode: IDBTransactionMode,
    callback: (store: IDBObjectStore) => T | PromiseLike<T>,
    deadline: Deadline,
  ): Promise<T> {
    const database = await this.#open();
    if (deadline.passed) throw storageBlocked(NAME, 'it does not answer');
    const transaction = database.transaction(STORE, mode, { durability: this.#options.durability });
    deadline.onPassed = () => abort(transaction);
    return callback(transaction.objectStore(STORE));
  }

  #open(): Promise<IDBDatabase> {
    if (this.#closed) return Promise.reject(storageBlocked(NAME, 'it was closed'));
    if (this.#opening === undefined) {
      this.#opening = this.#request();
      // A failed try is not remembered, so that the next operation tries again.
      this.#opening.catch(() => this.#forget());
    }
    return this.#opening;
  }

  #request(): Promise<IDBDatabase> {
    return new Promise((resolve, reject) => {
      const fail: Reject = reject;
      // Without a version, so that a database that a newer library has upgraded still opens (reliability S10).
      const request = this.#options.factory.open(this.#options.databaseName);
      request.onupgradeneeded = () => void request.result.createObjectStore(STORE);
      request.onerror = () => fail(request.error);
      request.onsuccess = () => {
        this.#adopt(request.result);
        resolve(request.result);
      };
    });
  }

  #adopt(database: IDBDatabase): void {
    // An answer that comes after everyone gave up must not stay open: it would block other versions of this library.
    if (this.#closed) return database.close();
    this.#database = database;
    database.onclose = () => this.#forget(database);
    database.onversionchange = () => {
      database.close();
      this.#forget(database);
    };
  }

  #forget(database = this.#database): void {
    if (database !== this.#database) return;
    this.#database = undefined;
    this.#opening = undefined;
  }
}

/** A limit in time for an operation, and what to do when it passes. */
class Deadline {
  passed = false;
  onPassed: () => void = () => undefined;
  readonly stop: Stop;
  readonly #expiry: Promise<never>;

  constructor(clock: Clock, timeoutMs: number) {
    let expire: (error: unknown) => void = () => undefined;
    this.#expiry = new Promise<never>((_resolve, reject) => (expire = reject));
    this.stop = clock.after(timeoutMs, () => {
      this.passed = true;
      expire(storageBlocked(NAME, 'it does not answer'));
      this.onPassed();
    });
  }

  race<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#expiry]);
  }
}

/** A transaction that ends without naming an error was cut off as well (reliability S5, S7). */
function isLostConnection(error: unknown): boolean {
  return error === null || (typeof error === 'object' && 'name' in error && LOST_CONNECTION.includes(error.name));
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It is complete already.
  }
}
