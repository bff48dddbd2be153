/** Stores that live as long as the page: the last resort, and what tests use. */
import { storageBlocked, storeFailure } from '../failures.js';
import type { Change, KeyValueStore, RecordStore, SecretStore, Selection } from '../ports.js';

const NAME = 'memory';

/** Records in memory. Values are copied on the way in and out, as a database would do. */
export class MemoryRecords implements RecordStore {
  readonly name = NAME;
  readonly durability = 'none';
  readonly #records = new Map<string, unknown>();
  #closed = false;

  async open(): Promise<void> {
    this.#check();
  }

  async read(keys: readonly string[]): Promise<readonly unknown[]> {
    this.#check();
    return keys.map((key) => structuredClone(this.#records.get(key)));
  }

  async readAll(prefix: string): Promise<ReadonlyMap<string, unknown>> {
    this.#check();
    return this.#select({ prefix });
  }

  async transact<Result>(
    selection: Selection,
    change: (current: ReadonlyMap<string, unknown>) => Change<Result>,
  ): Promise<Result> {
    this.#check();
    const { writes, result } = change(this.#select(selection));
    // Everything is copied before anything is kept: a value that cannot be copied changes nothing.
    for (const [key, value] of copy(writes)) {
      if (value === undefined) this.#records.delete(key);
      else this.#records.set(key, value);
    }
    return result;
  }

  close(): void {
    this.#closed = true;
    this.#records.clear();
  }

  #select({ keys = [], prefix }: Selection): ReadonlyMap<string, unknown> {
    const wanted = new Set(keys);
    const found = [...this.#records].filter(
      ([key]) => wanted.has(key) || (prefix !== undefined && key.startsWith(prefix)),
    );
    return structuredClone(new Map(found));
  }

  #check(): void {
    if (this.#closed) throw storageBlocked(NAME, 'it was closed');
  }
}

function copy<Value>(value: Value): Value {
  try {
    return structuredClone(value);
  } catch (error) {
    throw storeFailure(error, NAME);
  }
}

/** Texts in memory, with the interface of `localStorage`. */
export function memoryKeyValueStore(): KeyValueStore {
  const texts = new Map<string, string>();
  return {
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, text) => texts.set(key, text),
    removeItem: (key) => texts.delete(key),
    keys: () => [...texts.keys()],
  };
}

/** Secrets in memory. Nothing shows them: they are held by a closure, not by a property. */
export function memorySecretStore(): SecretStore {
  const secrets = new Map<string, string>();
  return {
    get: (name) => secrets.get(name),
    set: (name, secret) => void secrets.set(name, secret),
    remove: (name) => void secrets.delete(name),
    dispose: () => secrets.clear(),
  };
}
