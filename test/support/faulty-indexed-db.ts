/** An IndexedDB that breaks as real ones do, and recovers when it is told to. Made for fake-indexeddb. */
import { IDBFactory } from 'fake-indexeddb';

/** What is wrong with it. */
export type IndexedDbFault =
  | 'none'
  /** Every use throws, as in a sandboxed frame (reliability S15). */
  | 'forbidden'
  /** `open` never answers (S6); requests that wait are answered on recovery, if someone still listens. */
  | 'silent'
  /** The process behind it is gone (S8, finding 5). */
  | 'server-lost'
  /** Commits are refused: the quota is used up (S4). */
  | 'full'
  /** Commits end without a reason, as in Firefox on a full disk (S5). */
  | 'aborting';

/** Requests to open, by the names that the code under test sets. */
interface OpenRequest {
  result: unknown;
  error: unknown;
  onsuccess?: (event: unknown) => void;
  onerror?: (event: unknown) => void;
  onupgradeneeded?: (event: unknown) => void;
}

/** IndexedDB of one origin that can be broken and repaired. */
export class FaultyIndexedDB {
  /** How often each fault was met; a test asserts that it was. */
  readonly met: Record<IndexedDbFault, number> = {
    none: 0,
    forbidden: 0,
    silent: 0,
    'server-lost': 0,
    full: 0,
    aborting: 0,
  };
  /** Connections that were opened, in their order. */
  readonly opened: IDBDatabase[] = [];
  /** The one database whose commits fail; without it, all of them. */
  only: string | undefined;
  /** What the code under test gets. */
  readonly factory: IDBFactory;
  #real = new IDBFactory();
  #fault: IndexedDbFault = 'none';
  #waiting: (() => void)[] = [];

  constructor() {
    this.factory = { open: (name: string, version?: number) => this.#open(name, version) } as unknown as IDBFactory;
  }

  /** The unbroken one behind it, as another page has it. */
  get real(): IDBFactory {
    return this.#real;
  }

  /** Uses the database of another one: two tabs, of which each can break by itself. */
  share(other: FaultyIndexedDB): void {
    this.#real = other.real;
  }

  get fault(): IndexedDbFault {
    return this.#fault;
  }

  /** Breaks it, or repairs it with `none`. */
  set fault(fault: IndexedDbFault) {
    this.#fault = fault;
    if (fault === 'server-lost') this.closeConnections();
    if (fault === 'none') for (const answer of this.#waiting.splice(0)) answer();
  }

  /** Closes every connection as the browser does, with or without telling. Gives how many. */
  closeConnections(isTold = true): number {
    const open = this.opened.splice(0);
    for (const database of open) {
      database.close();
      if (isTold) database.onclose?.(new Event('close'));
    }
    return open.length;
  }

  /** Everything is thrown away, as a browser does when it clears or evicts an origin (S17). */
  clear(): void {
    this.closeConnections();
    this.#real = new IDBFactory();
  }

  #meet(): IndexedDbFault {
    this.met[this.#fault] += 1;
    return this.#fault;
  }

  #open(name: string, version: number | undefined): IDBOpenDBRequest {
    switch (this.#meet()) {
      case 'forbidden':
        throw new DOMException('The operation is insecure.', 'SecurityError');
      case 'server-lost':
        return failing(serverLost()) as unknown as IDBOpenDBRequest;
      case 'silent': {
        const request: OpenRequest = { result: undefined, error: null };
        this.#waiting.push(() => this.#forward(request, name, version));
        return request as unknown as IDBOpenDBRequest;
      }
      default: {
        const request: OpenRequest = { result: undefined, error: null };
        this.#forward(request, name, version);
        return request as unknown as IDBOpenDBRequest;
      }
    }
  }

  #forward(request: OpenRequest, name: string, version: number | undefined): void {
    const real = this.#real.open(name, version);
    real.onupgradeneeded = (event) => {
      request.result = real.result;
      request.onupgradeneeded?.(event);
    };
    real.onerror = (event) => {
      request.error = real.error;
      request.onerror?.(event);
    };
    real.onsuccess = (event) => {
      request.result = real.result;
      this.opened.push(real.result);
      this.#spoil(real.result);
      request.onsuccess?.(event);
    };
  }

  #spoil(database: IDBDatabase): void {
    const begin = database.transaction.bind(database);
    database.transaction = (...args) => {
      if (this.#fault === 'server-lost') {
        this.#meet();
        throw new DOMException('The database connection is closing.', 'InvalidStateError');
      }
      const transaction = begin(...args);
      if (transaction.mode === 'readwrite') this.#spoilCommit(transaction);
      return transaction;
    };
  }

  #spoilCommit(transaction: IDBTransaction): void {
    const commit = transaction.commit.bind(transaction);
    transaction.commit = () => {
      const isSpared = this.only !== undefined && transaction.db.name !== this.only;
      if (isSpared || (this.#fault !== 'full' && this.#fault !== 'aborting')) return commit();
      const error = this.#meet() === 'full' ? new DOMException('full', 'QuotaExceededError') : null;
      transaction.abort();
      Object.assign(transaction, { error });
    };
  }
}

/** Another page's transaction that does not end, as that of a frozen tab (reliability S12). Gives how to end it. */
export async function holdTransaction(factory: IDBFactory, name: string, store: string): Promise<() => void> {
  const request = factory.open(name);
  await new Promise((resolve) => (request.onsuccess = resolve));
  const database = request.result;
  let isHeld = true;
  const records = database.transaction(store, 'readwrite').objectStore(store);
  await new Promise<void>((resolve) => {
    const spin = (): void => {
      resolve();
      if (isHeld) records.get('').onsuccess = spin;
      else database.close();
    };
    records.get('').onsuccess = spin;
  });
  return () => (isHeld = false);
}

function failing(error: DOMException): OpenRequest {
  const request: OpenRequest = { result: undefined, error };
  setImmediate(() => request.onerror?.(new Event('error')));
  return request;
}

function serverLost(): DOMException {
  return new DOMException('Connection to Indexed Database server lost. Refresh the page to try again', 'UnknownError');
}
