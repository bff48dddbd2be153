/**
 * The schema design's own keys in `localStorage`, kept beside the journal: written after each save, so that any page
 * that reads them sees the present; read on start and when another page wrote them, so that nothing it did is lost.
 * The journal is the truth: a mirror that cannot be written fails no save (reliability 3.1 and S1).
 */
import { failureOf, type Failure } from '../domain/failure.js';
import { conflict, isQuotaError, quotaExceeded, storeFailure, unreadableData } from './failures.js';
import type { Journal, JournalEntry, JournalRecord } from './journal.js';
import { planMerge, type MergePlan, type MirrorBase, type MirrorFormat, type SetAside } from './mirror-merge.js';
import { MirrorText } from './mirror-text.js';
import type { Clock, KeyValueStore, Stop } from './ports.js';
import type { Quarantine } from './quarantine.js';

/** Journal kind of what was mirrored last. */
const BASE_KIND = 'mirror';

/** Journal kind of which element is chosen, by the kind of the elements. */
export const CHOICE_KIND = 'choice';

/** How often a merge starts again because another tab saved in between. */
const MERGE_ATTEMPTS = 5;

/** How often a full store is tried again: Firefox reports "full" for a moment when it is not (reliability S2). */
const WRITE_RETRIES = 3;

/** What a mirror works with. */
export interface MirrorOptions {
  readonly format: MirrorFormat;
  readonly store: KeyValueStore;
  readonly journal: Journal;
  readonly quarantine: Quarantine;
  readonly clock: Clock;
  /** How long saves are collected before the text is written, in milliseconds. */
  readonly delayMs: number;
  /** Hears of changes that another page made. */
  readonly onTaken: (entries: readonly JournalEntry[]) => void;
  /** Hears of what went wrong and was survived. */
  readonly onFailure: (failure: Failure) => void;
  /** Hears whether the text says what the journal says. */
  readonly onState: (state: 'current' | 'stale') => void;
}

/** One key of `localStorage` and its records. */
export class Mirror {
  readonly #options: MirrorOptions;
  readonly #text: MirrorText;
  /** The journal as far as this instance knows; enough to write when the page is closing. */
  #records = new Map<string, JournalRecord>();
  #choice: string | null = null;
  #base: MirrorBase | undefined;
  #carried: readonly unknown[] = [];
  /** The text as it was last read or written; `undefined` before the first time. */
  #seen: string | null | undefined;
  /** How often in a row the text could not be written. */
  #failures = 0;
  #timer: Stop | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: MirrorOptions) {
    this.#options = options;
    this.#text = new MirrorText(options.format);
  }

  /** Key of the text. */
  get key(): string {
    return this.#options.format.key;
  }

  /** Takes in what others wrote. Never rejects: what goes wrong is told. */
  merge(): Promise<void> {
    return this.#inTurn(async () => {
      const text = await this.#options.store.getItem(this.key);
      // There may be room again by now.
      if (this.#failures > 0) this.#schedule();
      if (text === this.#seen) return;
      await this.#load();
      if (await this.#absorb(text)) this.#schedule();
    });
  }

  /** Takes note of saves, which are written a little later. */
  changed(entries: readonly JournalEntry[]): void {
    const { kind } = this.#options.format;
    for (const entry of entries) {
      if (entry.kind === kind) this.#records.set(entry.id, entry);
      else if (entry.kind === CHOICE_KIND && entry.id === kind) this.#choice = choiceOf(entry);
      else continue;
      this.#schedule();
    }
  }

  /**
   * Writes at once what is waiting, without a pause if the store has none, because the page may be gone right after.
   * If someone else wrote meanwhile, theirs stays and is merged on the next start.
   */
  flush(): void {
    if (this.#timer === undefined) return;
    this.#cancel();
    try {
      const found = this.#options.store.getItem(this.key);
      if (found instanceof Promise) void this.#inTurn(() => this.#write());
      else if (found === this.#seen) this.#put();
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Writes what is waiting and stops. */
  dispose(): void {
    this.flush();
    this.#cancel();
  }

  #schedule(): void {
    this.#timer ??= this.#options.clock.after(this.#options.delayMs, () => {
      this.#timer = undefined;
      void this.#inTurn(() => this.#write());
    });
  }

  #cancel(): void {
    this.#timer?.();
    this.#timer = undefined;
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#last.then(work).catch((error: unknown) => this.#failed(error));
    this.#last = done;
    return done;
  }

  async #load(): Promise<void> {
    const { journal, format } = this.#options;
    const [records, choice, base] = await Promise.all([
      journal.readHistory(format.kind),
      journal.read(CHOICE_KIND, format.kind),
      journal.read(BASE_KIND, this.key),
    ]);
    this.#records = records;
    this.#choice = choice === undefined ? null : choiceOf(choice);
    this.#base = base?.value as MirrorBase | undefined;
  }

  async #write(): Promise<void> {
    await this.#load();
    const text = await this.#options.store.getItem(this.key);
    if (text !== this.#seen) await this.#absorb(text);
    const put = this.#put();
    if (put instanceof Promise) await put;
    this.#failures = 0;
    this.#options.onState('current');
    await this.#remember();
  }

  /** Not `async`, so that the text is out when this returns, if the store answers at once. */
  #put(): unknown {
    const text = this.#text.print(this.#records, this.#choice, this.#carried);
    if (text === undefined || text === this.#seen) return undefined;
    const put = this.#options.store.setItem(this.key, text);
    if (put instanceof Promise) return put.then(() => void (this.#seen = text));
    this.#seen = text;
    return undefined;
  }

  /** Merges a text into the journal, and tells whether the text should be written anew. */
  async #absorb(text: string | null): Promise<boolean> {
    const elements = text === null ? [] : await this.#parse(text);
    const plan = elements === undefined ? undefined : await this.#mergeIntoJournal(elements);
    this.#seen = text;
    this.#carried = plan?.carried ?? [];
    return plan?.outdated ?? true;
  }

  /** The elements; nothing if the text is of another format, which is then in quarantine. */
  async #parse(text: string): Promise<readonly unknown[] | undefined> {
    try {
      return this.#options.format.parse(text);
    } catch {
      const kept = await this.#options.quarantine.keep(this.key, text);
      this.#options.onFailure(unreadableData(this.key, kept, this.#options.format.title));
      return undefined;
    }
  }

  async #mergeIntoJournal(elements: readonly unknown[]): Promise<MergePlan> {
    for (let attempt = 1; ; attempt += 1) {
      const plan = planMerge({
        format: this.#options.format,
        elements,
        history: this.#records,
        base: this.#base,
        choice: this.#choice,
      });
      await this.#setAside(plan.setAside);
      try {
        await this.#apply(plan);
        return plan;
      } catch (error) {
        if (attempt >= MERGE_ATTEMPTS || failureOf(error).code !== 'conflict') throw error;
        await this.#load();
      }
    }
  }

  async #setAside(entries: readonly SetAside[]): Promise<void> {
    const { quarantine, onFailure, format } = this.#options;
    for (const { text, why, mine, theirs } of entries) {
      const kept = await quarantine.keep(this.key, text);
      if (why === 'unreadable') onFailure(unreadableData(this.key, kept, format.elementTitle));
      if (why === 'conflict') onFailure(conflict(mine, theirs).failure);
    }
  }

  async #apply({ writes, choice }: MergePlan): Promise<void> {
    const { journal, format, onTaken } = this.#options;
    const chosen = choice === undefined ? [] : [{ kind: CHOICE_KIND, id: format.kind, value: choice }];
    if (writes.length + chosen.length === 0) return;
    const entries = await journal.commit([...writes, ...chosen]);
    await this.#load();
    onTaken(entries);
  }

  /** Keeps what was written, to tell later what others changed. */
  async #remember(): Promise<void> {
    const prints = this.#text.prints(this.#records, this.#choice, new Map(this.#base?.prints));
    const base: MirrorBase = { prints, choice: this.#choice };
    if (JSON.stringify(base) === JSON.stringify(this.#base)) return;
    this.#base = base;
    await this.#options.journal.commit([{ kind: BASE_KIND, id: this.key, value: base }]);
  }

  #failed(error: unknown): void {
    const full = isQuotaError(error);
    this.#options.onState('stale');
    this.#options.onFailure(
      full ? quotaExceeded('localStorage', error).failure : storeFailure(error, 'localStorage').failure,
    );
    this.#failures += 1;
    if (full && this.#failures <= WRITE_RETRIES) this.#schedule();
  }
}

function choiceOf(record: JournalRecord): string | null {
  return typeof record.value === 'string' ? record.value : null;
}
