import type { RecordStore, Selection } from '../ports.js';

/** One version of the record under a key; there may be several. */
export type RecordVersion = readonly [key: string, value: unknown];

/** How records are carried from one store to another, by someone who knows what they are. */
export interface Carrier {
  /** The later one of two versions of a record; of equal ones, the second. */
  newer(one: unknown, other: unknown): unknown;
  /**
   * Gives versions of records to a store in one transaction, each where it is later than what is there; what is
   * replaced by someone who may not have seen it is set aside. Tells whether any record was lost there.
   */
  adopt(store: RecordStore, versions: readonly RecordVersion[]): Promise<boolean>;
  /** Whether a record is something that people made, of which no version may be lost. */
  isContent(key: string): boolean;
}

/**
 * The records that this page has read or written, as they were last. While a lesser store stands in, each answer is the
 * later one of what the store says and what is known here: nothing is lost sight of, and revisions stay valid.
 */
export class KnownRecords {
  readonly #carrier: Carrier;
  readonly #records = new Map<string, unknown>();
  /** Keys of records that the best store has not got yet. */
  readonly #unsafe = new Set<string>();
  /** What the best store has not got, and someone overwrote who may not have seen it. */
  #overtaken: RecordVersion[] = [];
  #saves = 0;

  constructor(carrier: Carrier) {
    this.#carrier = carrier;
  }

  /** What the best store has not got yet. */
  get unsafe(): readonly RecordVersion[] {
    return [...this.#overtaken, ...[...this.#unsafe].map((key): RecordVersion => [key, this.#records.get(key)])];
  }

  /** How many records that are. */
  get unsafeCount(): number {
    return this.#unsafe.size;
  }

  /** Counts the saves, of this page and of others as far as it saw them, that the best store has not got. */
  get saves(): number {
    return this.#saves;
  }

  /** Notes what a store says, and tells what is true. */
  see(store: RecordStore, key: string, found: unknown): unknown {
    const known = this.#records.get(key);
    const newest = known === undefined ? found : this.#carrier.newer(known, found);
    if (newest !== undefined && newest !== known) this.#records.set(key, newest);
    if (newest !== known && this.#unsafe.has(key) && this.#carrier.isContent(key)) this.#overtaken.push([key, known]);
    if (found !== undefined && store.durability !== 'durable') this.#noteNews(key, known, found);
    return this.#isTrusted(store) ? found : newest;
  }

  /** The same for everything that a store found for a selection. */
  seeAll(
    store: RecordStore,
    found: ReadonlyMap<string, unknown>,
    { keys = [], prefix }: Selection,
  ): ReadonlyMap<string, unknown> {
    const seen = new Map([...found].map(([key, value]) => [key, this.see(store, key, value)]));
    if (this.#isTrusted(store)) return seen;
    const wanted = new Set(keys);
    for (const [key, value] of this.#records)
      if (wanted.has(key) || (prefix !== undefined && key.startsWith(prefix))) seen.set(key, value);
    return seen;
  }

  /** Notes what was saved. */
  wrote(writes: ReadonlyMap<string, unknown>, isSafe: boolean): void {
    if (!isSafe) this.#saves += 1;
    for (const [key, value] of writes) {
      if (value === undefined) this.#records.delete(key);
      // A save that was given up for dead may come through after the next one.
      else this.#records.set(key, this.#carrier.newer(this.#records.get(key), value));
      if (!isSafe && value !== undefined) this.#unsafe.add(key);
    }
  }

  /** The best store has got everything up to a number of saves. Tells whether that is all. */
  settle(saves: number): boolean {
    if (saves !== this.#saves) return false;
    this.#unsafe.clear();
    this.#overtaken = [];
    return true;
  }

  /** Puts what was lost back into a store. Tells whether anything was. Never rejects. */
  async restore(store: RecordStore, isBest: boolean): Promise<boolean> {
    // A lesser store keeps what the best one has not got; the rest might not fit.
    const versions = isBest ? [...this.#records] : this.unsafe;
    return versions.length > 0 && (await this.#carrier.adopt(store, versions).catch(() => false));
  }

  /** Gives a store what another one has, and what is unsafe. */
  async carry(store: RecordStore, records: ReadonlyMap<string, unknown> = new Map()): Promise<void> {
    const versions = [...records, ...this.unsafe];
    if (versions.length > 0) await this.#carrier.adopt(store, versions);
  }

  /** What another page saved in a store that may be cleared is as little safe as what this one saved there. */
  #noteNews(key: string, known: unknown, found: unknown): void {
    if (known !== undefined && this.#carrier.newer(found, known) === known) return;
    this.#unsafe.add(key);
    this.#saves += 1;
  }

  /** A store that may lose things is no better than our memory, and neither is one that has not got everything yet. */
  #isTrusted({ durability }: RecordStore): boolean {
    return durability === 'durable' && this.#unsafe.size === 0;
  }
}
