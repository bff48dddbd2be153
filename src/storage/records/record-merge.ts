/** How the records of two stores come together: the later save wins, and what it replaces is set aside. */
import { CONFIGURATION_KIND } from '../mirror/configuration-format.js';
import { fingerprintOf } from '../journal/fingerprint.js';
import { decodeRecord, isGone, NO_RECORD, type JournalEntry, type JournalRecord } from '../journal.js';
import type { RecordStore } from '../ports.js';
import type { RecordVersion } from './known-records.js';
import { quarantinedText } from '../quarantine.js';
import { SETTINGS_KIND } from '../mirror/settings-format.js';

/** What became of the records that were offered to a store. */
export interface Adoption {
  /** Those that the store did not have, or had in an older version. */
  readonly entries: readonly JournalEntry[];
  /** Whether something that people made was not there at all. */
  readonly missing: boolean;
}

/** The later one of two versions of a record; of equal ones, the second. */
export function newerRecord(one: unknown, other: unknown): unknown {
  return timeOf(other) >= timeOf(one) ? (other ?? one) : one;
}

/**
 * Gives versions of records to a store, each where it is later than what is there, in one transaction. Doing it again
 * changes nothing. What people made and is replaced is set aside in the same transaction. `now` is in epoch
 * milliseconds.
 */
export function adoptRecords(
  store: Pick<RecordStore, 'transact'>,
  versions: readonly RecordVersion[],
  now: number,
): Promise<Adoption> {
  return store.transact({ keys: [...new Set(versions.map(([key]) => key))] }, (current) => {
    const writes = new Map<string, JournalRecord>();
    const entries = new Map<string, JournalEntry>();
    let missing = false;
    for (const [key, found] of versions) {
      const [theirs, ours] = [decodeRecord(found), writes.get(key) ?? decodeRecord(current.get(key)) ?? NO_RECORD];
      if (theirs === undefined || theirs.hlc === ours.hlc) continue;
      if (theirs.hlc < ours.hlc) {
        // Saved while this store could not be used, and by someone who did not know of the later save.
        if (isContent(key) && isReplaced(theirs, ours)) writes.set(...setAside(key, theirs, now));
        continue;
      }
      const record = { ...theirs, rev: Math.max(theirs.rev, ours.rev + 1) };
      if (isContent(key)) {
        missing ||= !current.has(key) && !isGone(theirs);
        if (isReplaced(ours, theirs)) writes.set(...setAside(key, ours, now));
      }
      writes.set(key, record);
      entries.set(key, { ...record, ...addressOf(key) });
    }
    return { writes, result: { entries: [...entries.values()], missing } };
  });
}

/** Kind and id of a record. */
export function addressOf(key: string): { kind: string; id: string } {
  const slash = key.indexOf('/');
  return { kind: key.slice(0, slash), id: key.slice(slash + 1) };
}

/** Whether a record is something that people made, as opposed to notes of this library. */
export function isContent(key: string): boolean {
  const { kind } = addressOf(key);
  return kind === CONFIGURATION_KIND || kind === SETTINGS_KIND;
}

/** Whether the earlier of two saves would be lost although whoever made the later one had not seen it. */
function isReplaced(earlier: JournalRecord, later: JournalRecord): boolean {
  if (isGone(earlier)) return false;
  const known = [...(later.replaced ?? []), fingerprintOf(later.value)];
  return !known.includes(fingerprintOf(earlier.value));
}

function setAside(key: string, { hlc, writer, value }: JournalRecord, now: number): [string, JournalRecord] {
  const text = quarantinedText(key, JSON.stringify(value), now);
  return [text.kept, { rev: 1, hlc, writer, base: 0, value: text }];
}

function timeOf(found: unknown): string {
  return decodeRecord(found)?.hlc ?? '';
}
