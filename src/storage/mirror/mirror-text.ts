import { fingerprintOf } from '../journal/fingerprint.js';
import type { JournalRecord } from '../journal.js';
import type { MirrorFormat } from './mirror-merge.js';

/** What was printed of one record. */
interface PrintedElement {
  readonly rev: number;
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

  /**
   * Fingerprints of what the text holds. Those of deleted elements stay: an old copy of one that comes back later is
   * recognised by it.
   */
  prints(
    records: ReadonlyMap<string, JournalRecord>,
    choice: string | null,
    former: ReadonlyMap<string, string>,
  ): [string, string][] {
    const prints: [string, string][] = [];
    for (const [id, record] of records) {
      const print =
        record.deleted === true
          ? (this.#printed.get(id)?.print ?? former.get(id))
          : this.#element(id, record, choice).print;
      if (print !== undefined) prints.push([id, print]);
    }
    // Deleted so long ago that the journal has forgotten it.
    for (const [id, print] of former) if (!records.has(id)) prints.push([id, print]);
    return prints;
  }

  #element(id: string, record: JournalRecord, choice: string | null): PrintedElement {
    const known = this.#printed.get(id);
    const chosen = choice === id;
    if (known?.rev === record.rev && known.chosen === chosen) return known;
    const text = JSON.stringify(this.format.show(id, record.value, choice));
    const printed = { rev: record.rev, chosen, text, print: fingerprintOf(record.value) };
    this.#printed.set(id, printed);
    return printed;
  }
}
