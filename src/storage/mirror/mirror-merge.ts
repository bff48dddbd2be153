/** What a text that someone else wrote means for the journal: a plan that touches nothing (reliability 3.1). */
import { fingerprintOf } from '../journal/fingerprint.js';
import { momentOf } from '../journal/hybrid-time.js';
import type { JournalRecord, JournalWrite } from '../journal.js';
import { wasWritten, type MirrorContent } from './mirror-base.js';
import { decide, type Decision } from './three-way.js';

/** One kind of record, as the schema design keeps it in `localStorage`. */
export interface MirrorFormat {
  /** Journal kind of the records. */
  readonly kind: string;
  /** Key of the text. */
  readonly key: string;
  /** What people call one element: `A configuration`. */
  readonly elementTitle: string;
  /** What people call all of it: `The list of configurations`. */
  readonly title: string;
  /** The elements of a text; throws if it is not of this format. */
  parse(text: string): readonly unknown[];
  /** The text of elements that are printed already; nothing if there is nothing to write. */
  print(elements: readonly string[]): string | undefined;
  /** An element as it is stored; nothing if it cannot be read. */
  read(element: unknown): MirroredElement | undefined;
  /** A stored value as it appears in the text. */
  show(id: string, value: unknown, choice: string | null): unknown;
  /** The order of two stored values in the text. */
  compare(a: unknown, b: unknown): number;
  /** Epoch milliseconds of a stored value's last change; the same for all where the format does not say. */
  modified(value: unknown): number;
}

/** An element that could be read. */
export interface MirroredElement {
  readonly id: string;
  /** The value as the journal keeps it. */
  readonly value: unknown;
  /** Whether it is marked as the one that was chosen, such as the default configuration. */
  readonly chosen: boolean;
}

/** What is known before a merge. */
export interface MergeInput {
  readonly format: MirrorFormat;
  readonly elements: readonly unknown[];
  /** Records of the format's kind, tombstones included. */
  readonly history: ReadonlyMap<string, JournalRecord>;
  /** The text of our own that this one was made from. */
  readonly base: MirrorContent | undefined;
  /** Id of the chosen element according to the journal. */
  readonly choice: string | null;
}

/** Something to set aside before the mirror is written again. */
export interface SetAside {
  readonly text: string;
  /**
   * Why: it cannot be read, an older copy came back, two people changed the same element, or someone else's edit
   * replaces it, who may not have seen it.
   */
  readonly why: 'unreadable' | 'outdated' | 'conflict' | 'replaced';
  readonly mine?: unknown;
  readonly theirs?: unknown;
}

/** What is to be done. */
export interface MergePlan {
  readonly writes: readonly JournalWrite[];
  readonly setAside: readonly SetAside[];
  /** Unreadable elements that stay in the text: they may make sense to whoever wrote them. */
  readonly carried: readonly unknown[];
  /** The element that was marked there, if someone marked another one. */
  readonly choice: string | undefined;
  /** Whether the text differs from what the journal would write. */
  readonly outdated: boolean;
  /** Fingerprints of what the text holds, by id. */
  readonly prints: readonly (readonly [string, string])[];
}

/** Compares a text, the last text of our own, and the journal, element by element. */
export function planMerge(input: MergeInput): MergePlan {
  const merge = new Merge(input);
  for (const element of input.elements) merge.add(element);
  return merge.plan();
}

class Merge {
  readonly #input: MergeInput;
  readonly #base: ReadonlyMap<string, string>;
  readonly #writes: JournalWrite[] = [];
  readonly #setAside: SetAside[] = [];
  readonly #unreadable: unknown[] = [];
  readonly #marked: string[] = [];
  readonly #prints = new Map<string, string>();
  #outdated = false;

  constructor(input: MergeInput) {
    this.#input = input;
    this.#base = new Map(input.base?.prints);
  }

  add(element: unknown): void {
    const read = this.#input.format.read(element);
    if (read === undefined) {
      this.#unreadable.push(element);
      this.#setAside.push({ text: JSON.stringify(element), why: 'unreadable' });
    } else if (this.#prints.has(read.id)) {
      this.#refuse(element, 'outdated');
    } else {
      this.#merge(element, read);
    }
  }

  plan(): MergePlan {
    const { history } = this.#input;
    const missing = [...history].some(([id, record]) => record.deleted !== true && !this.#prints.has(id));
    const carried = this.#unreadable.filter((element) => !this.#isKnown(element));
    const choice = this.#newChoice();
    const flagged = choice ?? this.#input.choice;
    const unmarked = flagged !== null && this.#prints.has(flagged) && !this.#marked.includes(flagged);
    const wronglyMarked = this.#marked.some((id) => id !== flagged);
    const outdated = this.#outdated || missing || unmarked || wronglyMarked || carried.length < this.#unreadable.length;
    return { writes: this.#writes, setAside: this.#setAside, carried, choice, outdated, prints: [...this.#prints] };
  }

  #merge(element: unknown, { id, value, chosen }: MirroredElement): void {
    const theirs = fingerprintOf(value);
    this.#prints.set(id, theirs);
    if (chosen) this.#marked.push(id);
    const record = this.#input.history.get(id);
    const ours = record === undefined || record.deleted === true ? undefined : record.value;
    const decision = decide({
      theirs,
      base: this.#isLost(id) ? undefined : this.#base.get(id),
      ours: ours === undefined ? undefined : fingerprintOf(ours),
      theirsModified: this.#input.format.modified(value),
      oursModified: this.#input.format.modified(ours),
    });
    const base = ours === undefined ? 0 : (record?.rev ?? 0);
    // An element that comes from here is as old as it says: it must not win over a newer one in another store.
    const madeAt = this.#input.format.modified(value);
    // A copy from before a deletion does not bring back what was deleted: the text may be older than our note of it.
    const isFormer = record?.deleted === true && madeAt <= momentOf(record.hlc);
    this.#apply(
      decision === 'take' && isFormer ? 'refuse' : decision,
      element,
      { kind: this.#input.format.kind, id, value, base, madeAt },
      ours,
    );
  }

  /** A deletion leaves a tombstone: without one, the journal has lost what was written to the last text. */
  #isLost(id: string): boolean {
    const { history, base } = this.#input;
    return !history.has(id) && base !== undefined && wasWritten(base, id);
  }

  #apply(decision: Decision, element: unknown, write: JournalWrite, ours: unknown): void {
    const versions = { mine: ours, theirs: write.value };
    switch (decision) {
      case 'keep':
        this.#outdated ||= fingerprintOf(write.value) !== fingerprintOf(ours);
        return;
      case 'refuse':
        return this.#refuse(element, 'outdated');
      case 'keep-newer':
        return this.#refuse(element, 'conflict', versions);
      case 'take-newer':
        this.#setAside.push({ text: JSON.stringify(ours), why: 'conflict', ...versions });
        this.#writes.push(write);
        return;
      case 'take':
        if (ours !== undefined) this.#setAside.push({ text: JSON.stringify(ours), why: 'replaced' });
        this.#writes.push(write);
    }
  }

  #refuse(element: unknown, why: SetAside['why'], versions: Pick<SetAside, 'mine' | 'theirs'> = {}): void {
    this.#outdated = true;
    this.#setAside.push({ text: JSON.stringify(element), why, ...versions });
  }

  /** Whoever marks an element seldom unmarks the former one, so what counts is which mark is new. */
  #newChoice(): string | undefined {
    const { base, choice } = this.#input;
    const before = base === undefined ? null : base.choice;
    if (choice !== before) return undefined;
    // The last one: pages that write the whole list put what they save at its end.
    return this.#marked.findLast((id) => id !== before);
  }

  /** An unreadable version of an element that the journal has is replaced by the journal's. */
  #isKnown(element: unknown): boolean {
    const id: unknown = typeof element === 'object' && element !== null && 'id' in element ? element.id : undefined;
    return typeof id === 'string' && this.#input.history.get(id) !== undefined;
  }
}
