import { FailureError } from '../../domain/failure.js';
import { Listeners } from '../../domain/listeners.js';
import { storageBlocked } from '../failures.js';
import { Deadlines, OPEN_MS, OPEN_STAND_IN_MS, OPERATION_MS } from './deadlines.js';
import { KnownRecords, type Carrier } from './known-records.js';
import type { Change, Clock, Durability, RecordStore, Selection, Stop } from '../ports.js';

/**
 * How long a store that failed is left alone: a dead server must not be asked thousands of times (reliability 3.2). One
 * that gave no answer is asked at once, and waited for: something holds it up, such as a frozen tab, until it does not.
 */
const PROBE_MS = 30_000;

/**
 * What happened to the stores. `fell`: the next one stands in. `rose`: a better one is back, and has everything.
 * `restored`: records that this page knew were gone from the store, because the browser cleared it, and are back.
 */
export type FailoverEvent = 'fell' | 'rose' | 'restored';

/** What it works with. */
export interface FailoverOptions {
  /** Best first. */
  readonly stores: readonly RecordStore[];
  /** Stands in when all others fail: it must always work. */
  readonly last: RecordStore;
  readonly clock: Clock;
  /** Left out, each store is for itself: right for a cache. */
  readonly carrier?: Carrier;
}

/** A look at a store that was opened anew. */
interface Check {
  readonly generation: number;
  readonly done: Promise<void>;
}

/**
 * Several stores behind one interface: the best one that works. One that dies in the middle of a visit is replaced by
 * the next within the same call, and gets everything when it is back (reliability S6, S8, S12).
 */
export class FailoverRecords implements RecordStore {
  readonly #stores: readonly RecordStore[];
  readonly #clock: Clock;
  readonly #known: KnownRecords | undefined;
  readonly #listeners = new Listeners<FailoverEvent>();
  readonly #deadlines: Deadlines;
  /** Stores that were asked to open and have not answered yet. */
  readonly #opening = new Set<RecordStore>();
  readonly #checks = new Map<RecordStore, Check>();
  /** Which store is used. */
  #index = 0;
  #moving: Promise<void> | undefined;
  #rising = false;
  #failure: FailureError | undefined;
  #stopProbe: Stop = () => undefined;
  #closed = false;

  /** Opening starts at once; whoever asks earlier waits. */
  constructor({ stores, last, clock, carrier }: FailoverOptions) {
    this.#stores = [...stores, last];
    this.#clock = clock;
    this.#deadlines = new Deadlines(clock);
    this.#known = carrier === undefined ? undefined : new KnownRecords(carrier);
    void this.#move(0);
  }

  get name(): string {
    return this.#store.name;
  }

  get durability(): Durability {
    return this.#store.durability;
  }

  /** Why the best store is not used; nothing while it is. */
  get failure(): FailureError | undefined {
    return this.#index === 0 ? undefined : this.#failure;
  }

  /** Resolves when one of the stores is open, in bounded time. Never rejects. */
  async open(): Promise<void> {
    await this.#moving;
  }

  read(keys: readonly string[]): Promise<readonly unknown[]> {
    return this.#run(async (store) => {
      const found = await store.read(keys);
      const known = this.#known;
      return known === undefined ? found : found.map((value, index) => known.see(store, keys[index] ?? '', value));
    }, true);
  }

  readAll(prefix: string): Promise<ReadonlyMap<string, unknown>> {
    return this.#run(async (store) => {
      const found = await store.readAll(prefix);
      return this.#known?.seeAll(store, found, { prefix }) ?? found;
    }, true);
  }

  transact<Result>(
    selection: Selection,
    change: (current: ReadonlyMap<string, unknown>) => Change<Result>,
  ): Promise<Result> {
    return this.#transact(selection, change, this.#last);
  }

  #transact<Result>(
    selection: Selection,
    change: (current: ReadonlyMap<string, unknown>) => Change<Result>,
    lowest: number,
  ): Promise<Result> {
    const work = async (store: RecordStore): Promise<Result> => {
      let writes: ReadonlyMap<string, unknown> = new Map();
      const result = await store.transact(selection, (current) => {
        const decided = change(this.#known?.seeAll(store, current, selection) ?? current);
        writes = decided.writes;
        return decided;
      });
      this.#known?.wrote(writes, store === this.#at(0));
      // A better store may have come back meanwhile: it gets the save before anyone is told that it is safe.
      if (this.#stores.indexOf(store) > this.#index) await this.#catchUp().catch(() => undefined);
      return result;
    };
    return this.#run(work, false, lowest);
  }

  /** The best store by itself: while a lesser one stands in, and where it falls in the middle, its changes reject. */
  get best(): Pick<RecordStore, 'transact'> {
    return { transact: (selection, change) => this.#transact(selection, change, 0) };
  }

  /**
   * Puts back what this page knows and the store has lost. For when there is reason to believe that the browser cleared
   * it. Never rejects.
   */
  async restore(): Promise<void> {
    await this.#moving;
    await this.#restore(this.#store);
  }

  /** Hears of every change of store. */
  subscribe(listener: (event: FailoverEvent) => void): Stop {
    return this.#listeners.add(listener);
  }

  close(): void {
    this.#closed = true;
    this.#stopProbe();
    this.#listeners.clear();
    this.#deadlines.close();
    for (const store of this.#stores) store.close();
  }

  get #store(): RecordStore {
    return this.#at(this.#index);
  }

  #at(index: number): RecordStore {
    const store = this.#stores[index];
    // There is always a last one; the type of a list cannot say so.
    if (store === undefined) throw storageBlocked('storage', 'there is none');
    return store;
  }

  get #last(): number {
    return this.#stores.length - 1;
  }

  /** Does the work on the store in use, or on the next ones if that fails, down to the lowest that may do it. */
  async #run<Result>(
    work: (store: RecordStore) => Promise<Result>,
    isRead: boolean,
    lowest = this.#last,
  ): Promise<Result> {
    const timeLeft = this.#deadlines.ofCall();
    for (;;) {
      await this.#moving;
      if (this.#closed) throw storageBlocked(this.name, 'it was closed');
      const [index, store, begun] = [this.#index, this.#store, this.#clock.elapsed()];
      if (index > lowest) throw storageBlocked(this.#at(lowest).name, 'another store stands in');
      let isGivenUp = false;
      // What was given up is done elsewhere by now, and may have been saved over since: it must not be begun any more.
      const begin: typeof work = (on) => (isGivenUp ? Promise.reject(storageBlocked(on.name, 'given up')) : work(on));
      try {
        const done = this.#onStore(store, begin, isRead);
        if (index === this.#last) return await done;
        return await this.#deadlines.within(done, store.name, timeLeft());
      } catch (error) {
        isGivenUp = true;
        if (this.#closed || index === this.#last || !isBlocked(error)) throw error;
        if (index === this.#index) this.#fall(error, this.#clock.elapsed() - begun >= OPEN_MS);
      }
    }
  }

  /** Does the work; if the store was opened anew meanwhile, sees that all is there and repeats what can be repeated. */
  async #onStore<Result>(
    store: RecordStore,
    work: (store: RecordStore) => Promise<Result>,
    isRead: boolean,
  ): Promise<Result> {
    // What is known covers it if that fails.
    if (this.#isBehind(store)) await this.#catchUp().catch(() => undefined);
    if ((store.generation ?? 0) > 0) await this.#check(store);
    const before = store.generation;
    try {
      const result = await work(store);
      if (!isRead || store.generation === before) return result;
    } catch (error) {
      if (store.generation === before) throw error;
    }
    await this.#check(store);
    return work(store);
  }

  /** Whether the best store has not got something that was saved while it was away. */
  #isBehind(store: RecordStore): boolean {
    return store === this.#at(0) && this.#known !== undefined && this.#known.unsafeCount > 0;
  }

  async #catchUp(): Promise<void> {
    const saves = this.#known?.saves ?? 0;
    await this.#known?.carry(this.#store);
    if (this.#index === 0) this.#known?.settle(saves);
  }

  /** Looks once after each time that a store was opened anew, and puts back what was lost. */
  #check(store: RecordStore): Promise<void> {
    const generation = store.generation ?? 0;
    const last = this.#checks.get(store);
    if (last?.generation === generation) return last.done;
    const done = this.#restore(store);
    this.#checks.set(store, { generation, done });
    return done;
  }

  async #restore(store: RecordStore): Promise<void> {
    const lost = await this.#known?.restore(store, store === this.#at(0));
    if (lost === true) this.#listeners.tell('restored');
  }

  #fall(error: unknown, isSilent: boolean): void {
    if (this.#moving !== undefined) return;
    this.#failure = error instanceof FailureError ? error : undefined;
    void this.#move(this.#index + 1).then(() => {
      this.#listeners.tell('fell');
      if (isSilent) void this.#probe();
    });
  }

  #move(from: number): Promise<void> {
    const moving = this.#descend(from).then(() => void (this.#moving = undefined));
    this.#moving = moving;
    return moving;
  }

  /** Takes the first store, from one on, that opens in time. */
  async #descend(from: number): Promise<void> {
    const before = this.#index;
    let index = from;
    while (index < this.#last && !(await this.#opens(index, index === 0 ? OPEN_MS : OPEN_STAND_IN_MS))) index += 1;
    // A better one may have answered meanwhile.
    if (this.#index === before) this.#index = index;
    if (this.#index > 0) this.#probeLater();
  }

  /** Opens a store, and tells whether it did in time. One that opens late is taken then. */
  async #opens(index: number, limitMs: number): Promise<boolean> {
    const store = this.#at(index);
    if (this.#closed || this.#opening.has(store)) return false;
    this.#opening.add(store);
    let isLate = false;
    const open = async (): Promise<void> => {
      try {
        await store.open();
      } finally {
        this.#opening.delete(store);
      }
      if (isLate) void this.#rise(index);
    };
    try {
      await this.#deadlines.within(open(), store.name, limitMs);
      return true;
    } catch (error) {
      isLate = true;
      if (error instanceof FailureError) this.#failure ??= error;
      return false;
    }
  }

  #probeLater(): void {
    this.#stopProbe();
    if (!this.#closed) this.#stopProbe = this.#clock.after(PROBE_MS, () => void this.#probe());
  }

  async #probe(): Promise<void> {
    for (let index = 0; index < this.#index; index += 1) if (await this.#opens(index, OPEN_MS)) await this.#rise(index);
    if (this.#index > 0) this.#probeLater();
  }

  /** Goes back to a better store, as soon as that has everything which was saved meanwhile. */
  async #rise(index: number): Promise<void> {
    await this.#moving;
    if (this.#closed || this.#rising || index >= this.#index) return;
    this.#rising = true;
    try {
      await this.#handOver(this.#store, index);
    } catch {
      // It opens and does not work. It will be asked again.
    } finally {
      this.#rising = false;
    }
  }

  async #handOver(lesser: RecordStore, index: number): Promise<void> {
    const better = this.#at(index);
    const known = this.#known;
    let saves = known?.saves;
    if (known !== undefined) {
      // If the lesser one cannot be read, what this page saved is known all the same.
      const saved = await this.#deadlines.within(lesser.readAll(''), lesser.name, OPERATION_MS).catch(() => undefined);
      for (let records = saved; ; records = undefined) {
        saves = known.saves;
        await this.#deadlines.within(known.carry(better, records), better.name, OPERATION_MS);
        if (saves === known.saves) break;
      }
    }
    // From here on without a pause: no save can slip in between the last carried over and the change.
    if (this.#closed) return;
    this.#index = index;
    if (index === 0) {
      this.#failure = undefined;
      this.#stopProbe();
      known?.settle(saves ?? 0);
    }
    this.#listeners.tell('rose');
  }
}

/** Whether a store did not work at all, as opposed to refusing what it was asked. */
function isBlocked(error: unknown): boolean {
  return error instanceof FailureError && error.failure.code === 'storage-blocked';
}
