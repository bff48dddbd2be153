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

/**
 * Key, behind the prefix, of what is about to be written, together with what it replaces: a page that dies half-way
 * through several writes leaves it, and whoever comes next brings them to their end (reliability I10, S21).
 */
const INTENT = '.intent';

/** One key to write: its text and the one before it; `null` where there is none. */
type Step = readonly [key: string, text: string | null, before: string | null];

/** Key, behind the prefix, that is written and deleted to see whether the store works. */
const PROBE = '.probe';

/** Keys that are no records. */
const OWN_NOTES: readonly string[] = [INDEX, INTENT, PROBE];

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
  #finished: Promise<void> | undefined;

  constructor({ store, prefix, name, durability = 'fallback' }: KeyValueRecordsOptions) {
    this.#store = store;
    this.#prefix = prefix;
    this.name = name;
    this.durability = durability;
  }

  async open(): Promise<void> {
    this.#check();
    const probe = this.#prefix + PROBE;
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
    await this.#finish();
    return (await this.#texts(keys)).map(decode);
  }

  async readAll(prefix: string): Promise<ReadonlyMap<string, unknown>> {
    this.#check();
    await this.#finish();
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
    await this.#finish();
    const { writes, result } = change(await this.#select(selection));
    const before = await this.#texts([...writes.keys()]);
    const steps = [...writes].map(([key, value], index): Step => [key, encode(value), before[index] ?? null]);
    const isAnnounced = steps.length > 1 && (await this.#announce(steps));
    try {
      for (const [key, text] of steps) await this.#write(key, text);
      await this.#updateIndex(steps);
    } catch (error) {
      for (const [key, , former] of steps) await this.#putBack(key, former);
      throw storeFailure(error, this.name);
    } finally {
      if (isAnnounced) await this.#putBack(INTENT, null);
    }
    return result;
  }

  /** Notes what is about to be written. Where there is no room for the note, the writes go on without it. */
  async #announce(steps: readonly Step[]): Promise<boolean> {
    try {
      await this.#write(INTENT, JSON.stringify(steps));
      return true;
    } catch {
      return false;
    }
  }

  /** Ends, once, what another page began and could not end. */
  #finish(): Promise<void> {
    this.#finished ??= this.#replay().catch((error: unknown) => {
      this.#finished = undefined;
      throw storeFailure(error, this.name);
    });
    return this.#finished;
  }

  async #replay(): Promise<void> {
    const [text] = await this.#texts([INTENT]);
    if (text === null || text === undefined) return;
    const steps = decode(text);
    if (Array.isArray(steps) && steps.every(isStep)) {
      const present = await this.#texts(steps.map(([key]) => key));
      // What is neither written nor as it was has been changed since, by a page that lives.
      for (const [index, [key, next, before]] of steps.entries())
        if (present[index] === before) await this.#write(key, next);
      await this.#updateIndex(steps);
    }
    await this.#write(INTENT, null);
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
      .map((key) => key.slice(this.#prefix.length))
      .filter((key) => !OWN_NOTES.includes(key));
  }

  async #index(): Promise<string[]> {
    const [text] = await this.#texts([INDEX]);
    const keys = decode(text ?? null);
    return Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : [];
  }

  async #updateIndex(steps: readonly Step[]): Promise<void> {
    if (this.#store.keys !== undefined) return;
    const before = await this.#index();
    const keys = new Set(before);
    for (const [key, text] of steps) {
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

function isStep(found: unknown): found is Step {
  if (!Array.isArray(found) || found.length !== 3) return false;
  const [key, ...texts] = found as unknown[];
  return typeof key === 'string' && texts.every((text) => text === null || typeof text === 'string');
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
