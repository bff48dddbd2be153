/**
 * The schema design's own keys in `localStorage`, kept beside the journal: written after each save, so that any page
 * that reads them sees the present; read on start and when another page wrote them, so that nothing it did is lost.
 * The journal is the truth: a mirror that cannot be written fails no save (reliability 3.1 and S1).
 */
import { failureOf, type Failure } from '../domain/failure.js';
import { conflict, isQuotaError, mirrorFull, storeFailure, unreadableData } from './failures.js';
import type { Journal, JournalEntry, JournalRecord } from './journal.js';
import { choiceOf, contentTaken } from './mirror/mirror-base.js';
import { planMerge, type MergePlan, type MirrorFormat, type SetAside } from './mirror/mirror-merge.js';
import { MirrorNote } from './mirror/mirror-note.js';
import { MirrorText } from './mirror/mirror-text.js';
import type { Clock, KeyValueStore, Stop } from './ports.js';
import type { Quarantine } from './quarantine.js';
import { storedSchemas } from './parts.js';
import { takenBytes } from './usage/text-size.js';

/** Journal kind of which element is chosen, by the kind of the elements. */
export const CHOICE_KIND = 'choice';

/** How often a merge starts again because another tab saved in between. */
const MERGE_ATTEMPTS = 5;

/**
 * After how many milliseconds each a full store is tried again, within one second and without a word: Firefox reports
 * "full" for a moment when it is not (reliability S2).
 */
const RETRY_DELAYS_MS = [0, 50, 150, 300, 500];

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
  /** Hears that the text was gone, which nobody meant: somebody cleared the store (reliability S19, S20). */
  readonly onGone: () => Promise<void>;
}

/** One key of `localStorage` and its records. */
export class Mirror {
  readonly #options: MirrorOptions;
  readonly #text: MirrorText;
  readonly #note: MirrorNote;
  /** The journal as far as this instance knows; enough to write when the page is closing. */
  #records = new Map<string, JournalRecord>();
  #choice: string | null = null;
  #carried: readonly unknown[] = [];
  /** The text as it was last read or written; `undefined` before the first time. */
  #seen: string | null | undefined;
  /** The stamp beside it. */
  #stamp: string | null = null;
  #isAsync = false;
  /** How often in a row the text could not be written. */
  #failures = 0;
  #timer: Stop | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: MirrorOptions) {
    this.#options = options;
    this.#text = new MirrorText(options.format);
    this.#note = new MirrorNote(options.journal, options.format.key);
  }

  /** Key of the text. */
  get key(): string {
    return this.#options.format.key;
  }

  /** Takes in what others wrote. Never rejects: what goes wrong is told. */
  merge(): Promise<void> {
    return this.#inTurn(async () => {
      const text = await this.#find();
      // There may be room again by now.
      if (this.#failures > 0) this.#schedule();
      if (text === this.#seen) return;
      if (text === null && typeof this.#seen === 'string') await this.#options.onGone();
      await this.#load();
      const rewrite = await this.#absorb(text);
      if (rewrite === 'now') await this.#write();
      else if (rewrite === 'later') this.#schedule();
      // Written at the end of another visit, which had no time to take note of it.
      else if (this.#stamp !== null && this.#stamp !== this.#note.content?.stamp) await this.#remember();
    });
  }

  /** Looks, without waiting, whether the text is still the one that was seen: a page hears of no write of its own. */
  check(): void {
    if (this.#stamp === null || this.#isAsync) return;
    try {
      if (this.#options.store.getItem(this.#stampKey) !== this.#stamp) void this.merge();
    } catch {
      // It is forbidden now. Writing it will tell.
    }
  }

  /** The records are in another store now, which may know more or less than the text. */
  moved(): void {
    this.#schedule();
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
      else if (found === this.#seen) {
        this.#put();
        void this.#inTurn(() => this.#remember());
      }
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Writes what is waiting, and resolves when that is done or has failed. */
  settle(): Promise<void> {
    this.#cancel();
    return this.#inTurn(() => this.#write());
  }

  /** Writes what is waiting and stops. */
  dispose(): void {
    this.flush();
    this.#cancel();
  }

  get #stampKey(): string {
    return `${this.key}.rev`;
  }

  #schedule(delayMs = this.#options.delayMs): void {
    this.#timer ??= this.#options.clock.after(delayMs, () => {
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

  /** The text as it is now; takes note of its stamp. */
  async #find(): Promise<string | null> {
    const found = this.#options.store.getItem(this.key);
    this.#isAsync = found instanceof Promise;
    const text = await found;
    this.#stamp = await this.#options.store.getItem(this.#stampKey);
    return text;
  }

  async #load(): Promise<void> {
    const { journal, format } = this.#options;
    const [records, choice] = await Promise.all([
      journal.readHistory(format.kind),
      journal.read(CHOICE_KIND, format.kind),
      this.#note.load(this.#stamp),
    ]);
    this.#records = records;
    this.#choice = choiceOf(choice);
  }

  async #write(): Promise<void> {
    await this.#takeIn();
    // Reading the journal takes a while: what another page wrote meanwhile is taken in too, not written over.
    for (let attempt = 1; await this.#isOutdated(); attempt += 1) {
      if (attempt >= MERGE_ATTEMPTS) return this.#schedule();
      await this.#takeIn();
    }
    const put = this.#put();
    if (put instanceof Promise) await put;
    this.#failures = 0;
    this.#options.onState('current');
    await this.#remember();
  }

  async #takeIn(): Promise<void> {
    const text = await this.#find();
    await this.#load();
    if (text !== this.#seen) await this.#absorb(text);
  }

  async #isOutdated(): Promise<boolean> {
    return (await this.#options.store.getItem(this.key)) !== this.#seen;
  }

  /** Not `async`, so that the text is out when this returns, if the store answers at once. */
  #put(): unknown {
    const text = this.#text.print(this.#records, this.#choice, this.#carried);
    if (text === undefined || text === this.#seen) return undefined;
    const put = this.#options.store.setItem(this.key, text);
    if (put instanceof Promise) return put.then(() => this.#putStamp(text));
    return this.#putStamp(text);
  }

  #putStamp(text: string): unknown {
    const { store, journal } = this.#options;
    this.#seen = text;
    this.#stamp = journal.newStamp();
    // A text without a stamp is compared with the last one of ours.
    const failed = (): unknown => store.removeItem(this.#stampKey);
    try {
      const put = store.setItem(this.#stampKey, this.#stamp);
      return put instanceof Promise ? put.catch(failed).catch(() => undefined) : undefined;
    } catch {
      this.#stamp = null;
      return failed();
    }
  }

  /**
   * Merges a text into the journal, and tells whether the text should be written anew: at once if something was taken
   * in, so that a later save of ours is not taken for a conflict with it.
   */
  async #absorb(text: string | null): Promise<'now' | 'later' | 'no'> {
    const elements = text === null ? [] : await this.#parse(text);
    const plan = elements === undefined ? undefined : await this.#mergeIntoJournal(elements);
    this.#seen = text;
    this.#carried = plan?.carried ?? [];
    if (plan === undefined || plan.outdated) return plan === undefined || plan.writes.length === 0 ? 'later' : 'now';
    if (text !== null && plan.writes.length > 0) await this.#stampTaken(text, plan);
    return 'no';
  }

  /** A text of someone else that was taken in, and may stay as it is, is known from now on. */
  async #stampTaken(text: string, { prints }: MergePlan): Promise<void> {
    const put = this.#putStamp(text);
    if (put instanceof Promise) await put;
    await this.#note.keep(contentTaken(this.#note.content, prints, this.#choice), this.#stamp);
  }

  /** The elements; nothing if the text is of another format, which is then in quarantine. */
  async #parse(text: string): Promise<readonly unknown[] | undefined> {
    // Elements are checked as they are merged. While they cannot be, the text stays as it is.
    await storedSchemas.load();
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
        base: this.#note.content,
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
      const kept = await quarantine.keep(this.key, text, why === 'outdated' || why === 'replaced');
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
  #remember(): Promise<void> {
    return this.#note.keep(this.#text.content(this.#records, this.#choice, this.#note.content), this.#stamp);
  }

  #failed(error: unknown): void {
    const retry = isQuotaError(error) ? RETRY_DELAYS_MS[this.#failures] : undefined;
    this.#failures += 1;
    if (retry !== undefined) return this.#schedule(retry);
    this.#options.onState('stale');
    // Told once, until it works again.
    if (!isQuotaError(error)) this.#options.onFailure(storeFailure(error, 'localStorage').failure);
    else if (this.#failures === RETRY_DELAYS_MS.length + 1) void this.#tellThatItIsFull(error);
  }

  async #tellThatItIsFull(error: unknown): Promise<void> {
    const { store, format, onFailure } = this.#options;
    const needed = this.#text.print(this.#records, this.#choice, this.#carried)?.length ?? 0;
    const taken = await takenBytes(store).catch(() => 0);
    onFailure(mirrorFull(format.title, 2 * needed, taken, error).failure);
  }
}
