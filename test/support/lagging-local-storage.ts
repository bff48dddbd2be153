/**
 * `localStorage` as browsers with several processes have it (reliability, findings 1 and 2): each process works on a
 * copy of its own, writes travel to the browser and from there to the other processes, events get lost or come twice,
 * and what was not on disk yet is gone after a crash. The same seed gives the same faults.
 */
import type { Clock, Random } from '../../src/domain/clock.js';
import type { KeyValueStore } from '../../src/storage/index.js';
import { createRandom } from '../../src/v11/simulator/random.js';

/** How bad it is. All times in milliseconds of the clock that is passed in. */
export interface LagOptions {
  readonly clock: Clock;
  /** Decides every delay and every lost event. */
  readonly seed: number;
  /** Longest time a write needs to the browser, and again to each other process; 46 by default (reliability T5). */
  readonly maxDelayMs?: number;
  /** Share of the events that are not delivered, from 0 to 1; 0 by default. The value itself always arrives. */
  readonly droppedEvents?: number;
  /** Share of the events that are delivered twice, from 0 to 1; 0 by default. */
  readonly duplicatedEvents?: number;
  /** Longest time until a write is on disk; 35,000 by default, as in Chromium (reliability, finding 2). */
  readonly maxFlushMs?: number;
  /** Most UTF-16 code units that fit; 5,242,872 by default (reliability S1). */
  readonly limit?: number;
}

/** What went wrong so far; a test asserts that it did. */
export interface LagCounts {
  /** Writes of another process that were ignored because one of our own for the same key was still on its way. */
  overtaken: number;
  /** Writes that died with their process on the way to the browser. */
  lostInFlight: number;
  droppedEvents: number;
  duplicatedEvents: number;
  /** Keys whose text changed when a crash took the area back to what was on disk. */
  rolledBack: number;
  /** Writes that did not fit. */
  refused: number;
}

/** A change of one key (`text` is `null` for a removal), or of all (`key` is `null`). */
interface Mutation {
  readonly key: string | null;
  readonly text: string | null;
  readonly from: LaggingProcess;
  readonly document: LaggingDocument;
}

const LONGEST_DELAY_MS = 46;
const LONGEST_FLUSH_MS = 35_000;
const FULL = 5_242_872;

/** The storage area of one origin, as the browser's own process holds it. */
export class LaggingLocalStorage {
  /** Most UTF-16 code units that fit. */
  limit: number;
  readonly counts: LagCounts = {
    overtaken: 0,
    lostInFlight: 0,
    droppedEvents: 0,
    duplicatedEvents: 0,
    rolledBack: 0,
    refused: 0,
  };
  readonly #options: LagOptions;
  readonly #random: Random;
  readonly #area = new Map<string, string>();
  #disk = new Map<string, string>();
  readonly #processes = new Set<LaggingProcess>();
  #flushPlanned = false;

  constructor(options: LagOptions) {
    this.#options = options;
    this.#random = createRandom(options.seed);
    this.limit = options.limit ?? FULL;
  }

  /** Starts a process, as a browser does for a tab. */
  startProcess(): LaggingProcess {
    const process = new LaggingProcess(this, this.#area);
    this.#processes.add(process);
    return process;
  }

  /** Opens a page in a process of its own. */
  open(): LaggingDocument {
    return this.startProcess().open();
  }

  /** The text that would win if nobody wrote any more; `null` if there is none. */
  text(key: string): string | null {
    return this.#area.get(key) ?? null;
  }

  /** Writes everything to disk at once, as time does. */
  flush(): void {
    this.#disk = new Map(this.#area);
  }

  /** The whole browser is killed: every process dies, and the area is what the disk has. */
  crash(): void {
    for (const process of [...this.#processes]) process.kill();
    this.#restoreFromDisk();
  }

  /** Only the storage service dies: living pages see what the disk has, and hear nothing of it (reliability S19). */
  crashService(): void {
    this.#restoreFromDisk();
    for (const process of this.#processes) process.replaceCopy(this.#area);
  }

  /** How long something takes now. */
  delay(): number {
    return this.#random() * (this.#options.maxDelayMs ?? LONGEST_DELAY_MS);
  }

  /** Runs something later. */
  later(delayMs: number, run: () => void): void {
    this.#options.clock.after(delayMs, run);
  }

  /** Milliseconds that passed. */
  elapsed(): number {
    return this.#options.clock.elapsed();
  }

  /** How often an event is delivered: once, seldom never, seldom twice. */
  deliveries(): 0 | 1 | 2 {
    const { droppedEvents = 0, duplicatedEvents = 0 } = this.#options;
    const dice = this.#random();
    if (dice < droppedEvents) {
      this.counts.droppedEvents += 1;
      return 0;
    }
    if (dice < droppedEvents + duplicatedEvents) {
      this.counts.duplicatedEvents += 1;
      return 2;
    }
    return 1;
  }

  /** A write arrives: from now on everyone will end up with it, unless a later one arrives. */
  arrive(mutation: Mutation): void {
    apply(this.#area, mutation);
    for (const process of this.#processes) process.send(mutation);
    this.#planFlush();
  }

  /** A process is gone. */
  forget(process: LaggingProcess): void {
    this.#processes.delete(process);
  }

  #planFlush(): void {
    if (this.#flushPlanned) return;
    this.#flushPlanned = true;
    this.later(this.#random() * (this.#options.maxFlushMs ?? LONGEST_FLUSH_MS), () => {
      this.#flushPlanned = false;
      this.flush();
    });
  }

  #restoreFromDisk(): void {
    const keys = new Set([...this.#area.keys(), ...this.#disk.keys()]);
    for (const key of keys) if (this.#area.get(key) !== this.#disk.get(key)) this.counts.rolledBack += 1;
    this.#area.clear();
    for (const [key, text] of this.#disk) this.#area.set(key, text);
  }
}

/** One process with its copy of the area, shared by the pages in it. */
export class LaggingProcess {
  readonly #storage: LaggingLocalStorage;
  readonly #copy: Map<string, string>;
  readonly #documents = new Set<LaggingDocument>();
  /** Own writes on their way, by key; while there is one, what others wrote to the key is older and ignored. */
  #pending: Mutation[] = [];
  #lastSent = 0;
  #lastReceived = 0;
  /** Counts the copies: messages for a former one mean nothing. */
  #copies = 0;
  #alive = true;

  constructor(storage: LaggingLocalStorage, area: ReadonlyMap<string, string>) {
    this.#storage = storage;
    this.#copy = new Map(area);
  }

  /** Opens a page in this process. */
  open(): LaggingDocument {
    const document = new LaggingDocument(this);
    this.#documents.add(document);
    return document;
  }

  /** The process dies: what it has not sent yet never arrives. */
  kill(): void {
    if (!this.#alive) return;
    this.#alive = false;
    this.#storage.counts.lostInFlight += this.#pending.length;
    this.#storage.forget(this);
    this.#documents.clear();
  }

  /** The texts as this process sees them. */
  get texts(): ReadonlyMap<string, string> {
    return this.#copy;
  }

  /** Replaces the copy without telling any page. */
  replaceCopy(area: ReadonlyMap<string, string>): void {
    this.#copy.clear();
    for (const [key, text] of area) this.#copy.set(key, text);
    this.#pending = [];
    this.#copies += 1;
  }

  /** A page writes: its own copy has it at once, everyone else later. */
  write(key: string | null, text: string | null, document: LaggingDocument): void {
    if (!this.#alive) return;
    if (key !== null && text !== null) this.#checkRoom(key, text);
    const mutation: Mutation = { key, text, from: this, document };
    apply(this.#copy, mutation);
    this.#pending.push(mutation);
    this.#tell(mutation);
    // Writes of one process arrive in their order.
    this.#lastSent = Math.max(this.#lastSent, this.#storage.elapsed() + this.#storage.delay());
    this.#storage.later(this.#lastSent - this.#storage.elapsed(), () => this.#sent(mutation));
  }

  /** The browser tells of a write; it is seen here a little later, in the order of the browser. */
  send(mutation: Mutation): void {
    this.#lastReceived = Math.max(this.#lastReceived, this.#storage.elapsed() + this.#storage.delay());
    const copy = this.#copies;
    this.#storage.later(this.#lastReceived - this.#storage.elapsed(), () => {
      if (copy === this.#copies) this.#receive(mutation);
    });
  }

  #sent(mutation: Mutation): void {
    if (this.#alive && this.#pending.includes(mutation)) this.#storage.arrive(mutation);
  }

  #receive(mutation: Mutation): void {
    if (!this.#alive) return;
    if (mutation.from === this) {
      this.#pending = this.#pending.filter((own) => own !== mutation);
      return;
    }
    const overtaken = this.#pending.some(({ key }) => key === null || mutation.key === null || key === mutation.key);
    if (overtaken) this.#storage.counts.overtaken += 1;
    if (!overtaken || mutation.key === null) apply(this.#copy, mutation);
    // Someone else cleared everything, and what is on its way from here comes after that.
    if (mutation.key === null) for (const own of this.#pending) apply(this.#copy, own);
    // The event comes all the same, with a key whose text is another one by then.
    this.#tell(mutation);
  }

  #tell({ key, document }: Mutation): void {
    for (const other of this.#documents) {
      if (other === document) continue;
      for (let count = this.#storage.deliveries(); count > 0; count -= 1) other.tell(key);
    }
  }

  #checkRoom(key: string, text: string): void {
    let size = key.length + text.length;
    for (const [other, value] of this.#copy) if (other !== key) size += other.length + value.length;
    if (size <= this.#storage.limit) return;
    this.#storage.counts.refused += 1;
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
  }
}

/** One page: `localStorage` as it sees it. */
export class LaggingDocument implements KeyValueStore {
  readonly #process: LaggingProcess;
  readonly #listeners = new Set<(key: string | null) => void>();
  #frozen = false;

  constructor(process: LaggingProcess) {
    this.#process = process;
  }

  getItem(key: string): string | null {
    return this.#process.texts.get(key) ?? null;
  }

  setItem(key: string, text: string): void {
    if (this.getItem(key) !== text) this.#process.write(key, text, this);
  }

  removeItem(key: string): void {
    if (this.getItem(key) !== null) this.#process.write(key, null, this);
  }

  clear(): void {
    this.#process.write(null, null, this);
  }

  keys(): string[] {
    return [...this.#process.texts.keys()];
  }

  watch(listener: (key: string | null) => void): () => void {
    const entry = (key: string | null): void => listener(key);
    this.#listeners.add(entry);
    return () => this.#listeners.delete(entry);
  }

  /** A frozen page hears nothing, and what it did not hear does not come later. */
  freeze(): void {
    this.#frozen = true;
  }

  /** The page goes on. */
  thaw(): void {
    this.#frozen = false;
  }

  /** The process of this page is killed. */
  kill(): void {
    this.#listeners.clear();
    this.#process.kill();
  }

  /** Delivers an event. */
  tell(key: string | null): void {
    if (!this.#frozen) for (const listener of this.#listeners) listener(key);
  }
}

function apply(area: Map<string, string>, { key, text }: Mutation): void {
  if (key === null) area.clear();
  else if (text === null) area.delete(key);
  else area.set(key, text);
}
