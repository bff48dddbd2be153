import type { Stop } from '../../domain/clock.js';
import type { KeyValueRecords } from '../adapters/key-value-records.js';
import { momentOf } from '../journal/hybrid-time.js';
import { decodeRecord, type JournalEntry } from '../journal.js';
import type { Clock, RecordStore } from '../ports.js';
import type { Quarantine } from '../quarantine.js';
import { adoptRecords } from './record-merge.js';

/**
 * How long a record stays after it was taken over, in milliseconds. The tab that wrote it may write a later version at
 * the same moment, and `localStorage` has no transactions: what is deleted then would be the later one.
 */
const KEPT_MS = 60_000;

/** What taking over works with. */
export interface LeftoversOptions {
  /** Where records are saved while the journal's own store cannot be used. */
  readonly store: KeyValueRecords;
  /** The journal's own store, and no other: what that has not got must not be deleted here. */
  readonly target: Pick<RecordStore, 'transact'>;
  readonly quarantine: Quarantine;
  readonly clock: Clock;
  /** Hears what was taken over. */
  readonly onTaken: (entries: readonly JournalEntry[]) => void;
}

/** Records that were saved while IndexedDB could not be used, in this tab, another one, or an earlier visit. */
export class Leftovers {
  readonly #options: LeftoversOptions;
  #last: Promise<void> = Promise.resolve();
  #waiting: Promise<void> | undefined;
  #stop: Stop = () => undefined;

  constructor(options: LeftoversOptions) {
    this.#options = options;
  }

  /** Takes them over. Rejects if that fails; they then stay where they are. */
  adopt(): Promise<void> {
    // Whoever asks while one waits for another gets what that one finds.
    this.#waiting ??= this.#last
      .catch(() => undefined)
      .then(() => {
        this.#waiting = undefined;
        this.#last = this.#adopt();
        return this.#last;
      });
    return this.#waiting;
  }

  dispose(): void {
    this.#stop();
  }

  async #adopt(): Promise<void> {
    const { store, target, quarantine, clock, onTaken } = this.#options;
    const records = await store.readAll('');
    if (records.size === 0) return;
    for (const [key, found] of records)
      if (isDamaged(found)) await quarantine.keep(key, typeof found === 'string' ? found : JSON.stringify(found));
    const { entries } = await adoptRecords(target, [...records], clock.now());
    if (entries.length > 0) onTaken(entries);
    await this.#release(records);
  }

  /** Deletes what was taken over and is old enough, unless it was saved again. */
  async #release(records: ReadonlyMap<string, unknown>): Promise<void> {
    const { store, clock } = this.#options;
    const due = [...records].filter(
      ([, found]) => isDamaged(found) || momentOf(timeOf(found)) <= clock.now() - KEPT_MS,
    );
    await store.transact({ keys: due.map(([key]) => key) }, (current) => {
      const same = due.filter(([key, found]) => JSON.stringify(current.get(key)) === JSON.stringify(found));
      return { writes: new Map(same.map(([key]) => [key, undefined])), result: undefined };
    });
    this.#stop();
    if (due.length < records.size) this.#stop = clock.after(KEPT_MS, () => void this.adopt().catch(() => undefined));
  }
}

function isDamaged(found: unknown): boolean {
  return decodeRecord(found)?.raw !== undefined && timeOf(found) === '';
}

function timeOf(found: unknown): string {
  return decodeRecord(found)?.hlc ?? '';
}
