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

/** How long a whole operation may take, opening included: a frozen tab may hold a transaction (reliability S12). */
const OPERATION_TIMEOUT_MS = 2_500;

/** Errors of a connection that was closed under us; a new one may work. */
const LOST_CONNECTION: readonly unknown[] = ['InvalidStateError', 'AbortError'];

/** What WebKit says when its database process is gone, under a name that means anything (reliability, finding 5). */
const LOST_SERVER = /connection.*lost/i;

/** How often in a row a lost connection is opened anew before it counts as dead; each success allows as many again. */
const HEAL_BUDGET = 3;

/** How many numbered databases are looked at when others of this name have no store of ours (reliability S10). */
const MAX_DATABASES = 9;

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

  get generation(): number {
    return this.#connection.generation;
  }

  async open(): Promise<void> {
    await this.#connection.run('readonly', (store) => promisifyRequest(store.count('')), Infinity);
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
  readonly #deadlines = new Set<Deadline>();
  #heals = HEAL_BUDGET;
  #opened = 0;
  /** Which of the numbered databases has our store. */
  #number = 1;

  constructor(options: IndexedDbOptions) {
    this.#options = options;
  }

  /** How often it was opened anew after it was open once. */
  get generation(): number {
    return Math.max(0, this.#opened - 1);
  }

  /** Runs a transaction; rejects with a typed failure, in bounded time. */
  async run<T>(
    mode: IDBTransactionMode,
    callback: (store: IDBObjectStore) => T | PromiseLike<T>,
    timeoutMs: number,
  ): Promise<T> {
    const deadline = new Deadline(this.#options.clock, timeoutMs);
    this.#deadlines.add(deadline);
    try {
      return await deadline.race(this.#attempts(mode, callback, deadline));
    } catch (error) {
      throw storeFailure(error, NAME);
    } finally {
      deadline.stop();
      this.#deadlines.delete(deadline);
    }
  }

  /** What is under way goes on, but nobody waits for it. */
  close(): void {
    this.#closed = true;
    for (const deadline of this.#deadlines) deadline.giveUp('it was closed');
    this.#database?.close();
    this.#forget();
  }

  async #attempts<T>(
    mode: IDBTransactionMode,
    callback: (store: IDBObjectStore) => T | PromiseLike<T>,
    deadline: Deadline,
  ): Promise<T> {
    for (;;) {
      let database: IDBDatabase | undefined;
      try {
        database = await this.#open();
        const result = await this.#attempt(database, mode, callback, deadline);
        this.#heals = HEAL_BUDGET;
        return result;
      } catch (error) {
        if (!isLostConnection(error) || deadline.passed || !this.#heal(database)) throw error;
      }
    }
  }

  async #attempt<T>(
    database: IDBDatabase,
    mode: IDBTransactionMode,
    callback: (store: IDBObjectStore) => T | PromiseLike<T>,
    deadline: Deadline,
  ): Promise<T> {
    if (deadline.passed) throw storageBlocked(NAME, 'it does not answer');
    const transaction = database.transaction(STORE, mode, { durability: this.#options.durability });
    deadline.onPassed = () => {
      abort(transaction);
      // Whatever holds it up, a new connection may get through.
      this.#drop(database);
    };
    return callback(transaction.objectStore(STORE));
  }

  /** Whether it is worth trying again with a new connection. */
  #heal(lost: IDBDatabase | undefined): boolean {
    // Several operations lose one connection: that counts once.
    if (this.#database === lost) this.#heals -= 1;
    if (lost !== undefined) this.#drop(lost);
    return this.#heals >= 0;
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
      const name = this.#options.databaseName + (this.#number === 1 ? '' : `-${this.#number}`);
      // Without a version, so that a database that a newer library has upgraded still opens (reliability S10).
      const request = this.#options.factory.open(name);
      request.onupgradeneeded = () => void request.result.createObjectStore(STORE);
      request.onerror = () => fail(request.error);
      request.onsuccess = () => {
        if (request.result.objectStoreNames.contains(STORE)) {
          this.#adopt(request.result);
          return resolve(request.result);
        }
        // Somebody else's: it stays as it is, and ours has the next number (reliability S10).
        request.result.close();
        this.#number = (this.#number % MAX_DATABASES) + 1;
        if (this.#number > 1) resolve(this.#request());
        else reject(storageBlocked(NAME, 'every database of its name belongs to someone else'));
      };
    });
  }

  #adopt(database: IDBDatabase): void {
    // An answer that comes after everyone gave up must not stay open: it would block other versions of this library.
    if (this.#closed) return database.close();
    this.#database = database;
    this.#opened += 1;
    database.onclose = () => this.#forget(database);
    database.onversionchange = () => {
      database.close();
      this.#forget(database);
    };
  }

  #drop(database: IDBDatabase): void {
    database.close();
    this.#forget(database);
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
  #expire: (error: unknown) => void = () => undefined;

  constructor(clock: Clock, timeoutMs: number) {
    this.#expiry = new Promise<never>((_resolve, reject) => (this.#expire = reject));
    const pass = (): void => {
      this.giveUp('it does not answer');
      this.onPassed();
    };
    this.stop = timeoutMs === Infinity ? () => undefined : clock.after(timeoutMs, pass);
  }

  giveUp(why: string): void {
    this.passed = true;
    this.stop();
    this.#expire(storageBlocked(NAME, why));
  }

  race<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#expiry]);
  }
}

/** A transaction that ends without naming an error was cut off as well (reliability S5, S7). */
function isLostConnection(error: unknown): boolean {
  if (error === null) return true;
  if (typeof error !== 'object' || !('name' in error)) return false;
  const message = 'message' in error ? String(error.message) : '';
  return LOST_CONNECTION.includes(error.name) || (error.name === 'UnknownError' && LOST_SERVER.test(message));
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It is complete already.
  }
}
