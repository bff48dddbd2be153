/**
 * Stores whose operations are counted, and of which the k-th can be made to fail or to be the page's last (reliability
 * S21 and G4). Made for fake-indexeddb, whose objects can be written to.
 */
import type { KeyValueStore } from '../../src/storage/index.js';

/** What happens at the chosen operation. */
export type FaultKind =
  /** The page is gone: this operation and all later ones have no effect, and an open transaction is rolled back. */
  | 'die'
  /** This one fails as on a full disk; the next ones work. */
  | 'full'
  /** This one fails for no reason that anyone names; the next ones work. */
  | 'abort'
  /** IndexedDB fails from here on, `localStorage` goes on (reliability S8). */
  | 'lost';

/** What an operation may do. */
type Verdict = 'go' | 'die' | DOMException | null;

/** One page's storage operations: how many there were, and what happens at one of them. */
export class StorageFaults {
  /** The names of all operations since the last {@link plan}, in their order. */
  readonly operations: string[] = [];
  /** Whether the fault happened. */
  happened = false;
  /** Openings and transactions that have begun and not ended. */
  inFlight = 0;
  #dead = false;
  #at = Infinity;
  #kind: FaultKind = 'die';
  #isLost = false;
  readonly #onDeath: (() => void)[] = [];

  /** Counts from here, and lets something happen at the operation with this number, counted from 1. */
  plan(at: number, kind: FaultKind): void {
    this.operations.length = 0;
    this.happened = false;
    this.#at = at;
    this.#kind = kind;
  }

  /** Whether the page is gone; what its promises say then was heard by nobody. */
  get dead(): boolean {
    return this.#dead;
  }

  /** The page dies now, between two operations. */
  kill(): void {
    if (this.#dead) return;
    this.#dead = true;
    for (const run of this.#onDeath) run();
  }

  /** IndexedDB fails, or works again. */
  set lost(isLost: boolean) {
    this.#isLost = isLost;
  }

  /** Runs when the page dies. */
  onDeath(run: () => void): void {
    this.#onDeath.push(run);
  }

  /** Counts an operation and tells what becomes of it; `null` fails without a reason. */
  next(operation: string, store: 'IndexedDB' | 'localStorage'): Verdict {
    if (this.#dead) return 'die';
    this.operations.push(operation);
    if (this.operations.length === this.#at) {
      const verdict = this.#strike(store);
      if (verdict !== 'go') return verdict;
    }
    return this.#isLost && store === 'IndexedDB' ? connectionLost() : 'go';
  }

  #strike(store: 'IndexedDB' | 'localStorage'): Verdict {
    this.happened = true;
    switch (this.#kind) {
      case 'die':
        this.kill();
        return 'die';
      case 'lost':
        this.#isLost = true;
        return 'go';
      case 'full':
        return full();
      case 'abort':
        // `localStorage` has no transactions that could be aborted.
        return store === 'IndexedDB' ? null : full();
    }
  }
}

/** `localStorage` whose writes are counted. */
export function crashingKeyValue(store: KeyValueStore, faults: StorageFaults): KeyValueStore {
  const write = (name: string, run: () => unknown): unknown => {
    const verdict = faults.next(name, 'localStorage');
    if (verdict === 'die') return undefined;
    if (verdict !== 'go') throw verdict ?? full();
    return run();
  };
  return {
    getItem: (key) => store.getItem(key),
    setItem: (key, text) => write(`setItem ${key}`, () => store.setItem(key, text)),
    removeItem: (key) => write(`removeItem ${key}`, () => store.removeItem(key)),
    keys: () => store.keys?.() ?? [],
    watch: (listener) => store.watch?.((key) => faults.dead || listener(key)) ?? (() => undefined),
  };
}

/** IndexedDB whose opens, requests and commits are counted. */
export function crashingIndexedDB(factory: IDBFactory, faults: StorageFaults): IDBFactory {
  const open = (name: string, version?: number): IDBOpenDBRequest => {
    const verdict = faults.next(`open ${name}`, 'IndexedDB');
    if (verdict !== 'go') return requestThatFails(verdict);
    const request = factory.open(name, version);
    watchFlight(request, ['success', 'error'], faults);
    request.addEventListener('upgradeneeded', () => spoilDatabase(request.result, faults));
    request.addEventListener('success', (event) => {
      spoilDatabase(request.result, faults);
      if (!faults.dead) return;
      // Whoever asked is gone, and the browser closes what nobody holds.
      event.stopImmediatePropagation();
      request.result.close();
    });
    return request;
  };
  return { open } as IDBFactory;
}

function watchFlight(target: EventTarget, ends: readonly string[], faults: StorageFaults): void {
  faults.inFlight += 1;
  for (const end of ends)
    target.addEventListener(end, ({ target: from }) => (faults.inFlight -= from === target ? 1 : 0));
}

/** What has been changed already: a database is seen at its upgrade and at its opening, a store at every access. */
const spoiled = new WeakSet<object>();

function isNew(object: object): boolean {
  if (spoiled.has(object)) return false;
  spoiled.add(object);
  return true;
}

function spoilDatabase(database: IDBDatabase, faults: StorageFaults): void {
  if (!isNew(database)) return;
  faults.onDeath(() => database.close());
  const transaction = database.transaction.bind(database);
  database.transaction = (...args) => spoilTransaction(transaction(...args), faults);
}

function spoilTransaction(transaction: IDBTransaction, faults: StorageFaults): IDBTransaction {
  const doom = new Doom(transaction);
  watchFlight(transaction, ['complete', 'abort'], faults);
  faults.onDeath(() => doom.seal(null));
  const objectStore = transaction.objectStore.bind(transaction);
  transaction.objectStore = (name) => spoilStore(objectStore(name), doom, faults);
  const commit = transaction.commit.bind(transaction);
  transaction.commit = () => {
    const verdict = faults.next(`commit ${transaction.mode}`, 'IndexedDB');
    if (verdict !== 'go') doom.seal(verdict === 'die' ? null : verdict);
    if (!doom.isSealed) commit();
  };
  return transaction;
}

const METHODS = ['get', 'getAll', 'getAllKeys', 'getKey', 'count', 'put', 'add', 'delete', 'clear'] as const;
type Method = (...args: unknown[]) => IDBRequest;

function spoilStore(store: IDBObjectStore, doom: Doom, faults: StorageFaults): IDBObjectStore {
  if (!isNew(store)) return store;
  for (const name of METHODS) {
    const method = (store[name] as Method).bind(store);
    const counted: Method = (...args) => {
      const verdict = faults.next(`${name} ${store.transaction.mode}`, 'IndexedDB');
      if (verdict === 'go') return method(...args);
      doom.seal(verdict === 'die' ? null : verdict);
      return verdict === 'die' ? requestThatFails(verdict) : method(...args);
    };
    Object.assign(store, { [name]: counted });
  }
  return store;
}

/** A transaction that will be rolled back as soon as the running callback is over, as a browser does it. */
class Doom {
  isSealed = false;

  constructor(private readonly transaction: IDBTransaction) {}

  seal(error: DOMException | null): void {
    if (this.isSealed) return;
    this.isSealed = true;
    queueMicrotask(() => this.#abort(error));
  }

  #abort(error: DOMException | null): void {
    try {
      this.transaction.abort();
      Object.assign(this.transaction, { error });
    } catch {
      // It is over already: what was committed before the page died stays.
    }
  }
}

/** A request that never answers, or says why it failed. */
function requestThatFails(verdict: 'die' | DOMException | null): IDBOpenDBRequest {
  const request: Record<string, unknown> = { error: null, addEventListener: () => undefined };
  if (verdict !== 'die') {
    request['error'] = verdict ?? new DOMException('The operation failed.', 'AbortError');
    setImmediate(() => (request['onerror'] as (() => void) | undefined)?.());
  }
  return request as unknown as IDBOpenDBRequest;
}

function full(): DOMException {
  return new DOMException('The quota has been exceeded.', 'QuotaExceededError');
}

function connectionLost(): DOMException {
  return new DOMException('Connection to Indexed Database server lost. Refresh the page to try again', 'UnknownError');
}
