import { fingerprintOf } from '../journal/fingerprint.js';
import type { JournalRecord } from '../journal.js';
import type { MirrorContent } from './mirror-base.js';
import type { MirrorFormat } from './mirror-merge.js';

/** What was printed of one record. */
interface PrintedElement {
  /** Tells versions apart; revisions of two stores may be the same. */
  readonly hlc: string;
  readonly chosen: boolean;
  readonly text: string;
  /** Fingerprint of the stored value. */
  readonly print: string;
}

/** Prints records in the schema design's format, and remembers each, so that a save costs one element and not all. */
export class MirrorText {
  readonly #printed = new Map<string, PrintedElement>();

  constructor(private readonly format: MirrorFormat) {}

  /** The text of all records and of the elements carried along; nothing if there is nothing to write. */
  print(
    records: ReadonlyMap<string, JournalRecord>,
    choice: string | null,
    carried: readonly unknown[],
  ): string | undefined {
    const living = [...records].filter(([, record]) => record.deleted !== true);
    living.sort(([, a], [, b]) => this.format.compare(a.value, b.value));
    const ours = living.map(([id, record]) => this.#element(id, record, choice).text);
    return this.format.print([...ours, ...carried.map((element) => JSON.stringify(element))]);
  }

  /** What the text of these records holds, and what former ones held. */
  content(
    records: ReadonlyMap<string, JournalRecord>,
    choice: string | null,
    former: MirrorContent | undefined,
  ): MirrorContent {
    const before = new Map(former?.prints);
    const prints = new Map<string, string>();
    const gone: string[] = [];
    for (const [id, record] of records) {
      const isLiving = record.deleted !== true;
      const print = isLiving
        ? this.#element(id, record, choice).print
        : (this.#printed.get(id)?.print ?? before.get(id));
      if (print === undefined) continue;
      prints.set(id, print);
      if (!isLiving) gone.push(id);
    }
    // Deleted so long ago that the journal has forgotten it.
    for (const [id, print] of before) {
      if (records.has(id)) continue;
      prints.set(id, print);
      gone.push(id);
    }
    return { prints: [...prints], gone, choice };
  }

  #element(id: string, record: JournalRecord, choice: string | null): PrintedElement {
    const known = this.#printed.get(id);
    const chosen = choice === id;
    if (known?.hlc === record.hlc && known.chosen === chosen) return known;
    const text = JSON.stringify(this.format.show(id, record.value, choice));
    const printed = { hlc: record.hlc, chosen, text, print: fingerprintOf(record.value) };
    this.#printed.set(id, printed);
    return printed;
  }
}
