/**
 * Records in a key-value store, one key each: what stands in for IndexedDB where there is none. One key per record
 * loses nothing between tabs, where one key for all records does (reliability, findings 1 and 3.1).
 */
import { isQuotaError, storageBlocked, storeFailure } from '../failures.js';
import type { Change, Durability, KeyValueStore, RecordStore, Selection } from '../ports.js';

/** How records are kept in a key-value store. */
export interface KeyValueRecordsOptions {
  readonly store: KeyValueStore;
  /** Put in front of every key, so that keys like `__proto__` stay visible to every browser (reliability S26). */
  readonly prefix: string;
  /** What people call the store. */
  readonly name: string;
  readonly durability?: Durability;
}

/** Key, behind the prefix, of the list of keys; only for stores that cannot list them. */
const INDEX = '.index';

/** How often a full store is tried again: Firefox says "full" for a moment when it is not (reliability S2). */
const RETRIES = 5;

/** Changes of one store wait for each other, whichever instance on this page makes them: it has no transactions. */
const queues = new WeakMap<KeyValueStore, Promise<unknown>>();

/** Records in a key-value store. */
export class KeyValueRecords implements RecordStore {
  readonly name: string;
  readonly durability: Durability;
  readonly #store: KeyValueStore;
  readonly #prefix: string;
  #closed = false;

  constructor({ store, prefix, name, durability = 'fallback' }: KeyValueRecordsOptions) {
    this.#store = store;
    this.#prefix = prefix;
    this.name = name;
    this.durability = durability;
  }

  async open(): Promise<void> {
    this.#check();
    const probe = `${this.#prefix}.probe`;
    try {
      await this.#store.setItem(probe, '');
      await this.#store.removeItem(probe);
    } catch (error) {
      // A full store still reads, and takes something again when something is deleted.
      if (!isQuotaError(error)) throw storageBlocked(this.name, 'it is missing or forbidden', error);
    }
  }

  async read(keys: readonly string[]): Promise<readonly unknown[]> {
    this.#check();
    return (await this.#texts(keys)).map(decode);
  }

  async readAll(prefix: string): Promise<ReadonlyMap<string, unknown>> {
    this.#check();
    return this.#select({ prefix });
  }

  transact<Result>(
    selection: Selection,
    change: (current: ReadonlyMap<string, unknown>) => Change<Result>,
  ): Promise<Result> {
    const before = queues.get(this.#store) ?? Promise.resolve();
    const done = before.then(() => this.#change(selection, change));
    queues.set(
      this.#store,
      done.catch(() => undefined),
    );
    return done;
  }

  close(): void {
    this.#closed = true;
  }

  async #change<Result>(
    selection: Selection,
    change: (current: ReadonlyMap<string, unknown>) => Change<Result>,
  ): Promise<Result> {
    this.#check();
    const { writes, result } = change(await this.#select(selection));
    const encoded = [...writes].map(([key, value]): [string, string | null] => [key, encode(value)]);
    const before = await this.#texts([...writes.keys()]);
    try {
      for (const [key, text] of encoded) await this.#write(key, text);
      await this.#updateIndex(encoded);
    } catch (error) {
      for (const [index, [key]] of encoded.entries()) await this.#putBack(key, before[index] ?? null);
      throw storeFailure(error, this.name);
    }
    return result;
  }

  async #select({ keys = [], prefix }: Selection): Promise<ReadonlyMap<string, unknown>> {
    const more = prefix === undefined ? [] : await this.#keys(prefix);
    const wanted = [...new Set([...keys, ...more])];
    const texts = await this.#texts(wanted);
    const found = wanted.map((key, index): [string, unknown] => [key, decode(texts[index] ?? null)]);
    return new Map(found.filter(([, value]) => value !== undefined));
  }

  async #texts(keys: readonly string[]): Promise<(string | null)[]> {
    try {
      return await Promise.all(keys.map(async (key) => this.#store.getItem(this.#prefix + key)));
    } catch (error) {
      throw storeFailure(error, this.name);
    }
  }

  async #keys(prefix: string): Promise<string[]> {
    if (this.#store.keys === undefined) return (await this.#index()).filter((key) => key.startsWith(prefix));
    const full = this.#prefix + prefix;
    return (await this.#store.keys())
      .filter((key) => key.startsWith(full))
      .map((key) => key.slice(this.#prefix.length));
  }

  async #index(): Promise<string[]> {
    const [text] = await this.#texts([INDEX]);
    const keys = decode(text ?? null);
    return Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : [];
  }

  async #updateIndex(writes: readonly (readonly [string, string | null])[]): Promise<void> {
    if (this.#store.keys !== undefined) return;
    const before = await this.#index();
    const keys = new Set(before);
    for (const [key, text] of writes) {
      if (text === null) keys.delete(key);
      else keys.add(key);
    }
    if (keys.size !== before.length) await this.#write(INDEX, JSON.stringify([...keys]));
  }

  async #write(key: string, text: string | null): Promise<void> {
    if (text === null) await this.#store.removeItem(this.#prefix + key);
    else await this.#set(key, text);
  }

  async #set(key: string, text: string): Promise<void> {
    for (let retries = RETRIES; ; retries -= 1) {
      try {
        await this.#store.setItem(this.#prefix + key, text);
        return;
      } catch (error) {
        if (retries === 0 || !isQuotaError(error)) throw error;
        // One turn of the event loop was enough whenever it was measured.
        await new Promise((resolve) => setTimeout(resolve));
      }
    }
  }

  async #putBack(key: string, text: string | null): Promise<void> {
    // What does not fit any more was there before, so this fails only if the store is gone; then nothing helps.
    await this.#write(key, text).catch(() => undefined);
  }

  #check(): void {
    if (this.#closed) throw storageBlocked(this.name, 'it was closed');
  }
}

function encode(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

/** The value of a text. Text that is no JSON is given as it is: the journal keeps it as raw data. */
function decode(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
