/** Saving over records that may be of another schema version (reliability 3.5). */
import type { Journal, JournalEntry, JournalRecord, JournalWrite, RecordAddress } from '../journal.js';
import type { SchemaVersions, Versioned } from '../migrations.js';
import type { PlainData } from '../schema-steps.js';
import type * as z from '../../domain/zod.js';

/** Journal kind of originals. */
export const BACKUP_KIND = 'backup';

/** A record in one of its versions. */
interface RecordVersion extends RecordAddress {
  readonly version: string;
}

/** A wish to save a value that was checked. */
interface CheckedWrite extends RecordAddress {
  readonly value: PlainData & Versioned;
  readonly base: number | undefined;
}

/** How checked values are saved. */
export interface VersionedWrites {
  readonly versions: SchemaVersions<z.Schema<Versioned>>;
  readonly writes: readonly CheckedWrite[];
  /** Further writes for the same transaction. */
  readonly others?: readonly JournalWrite[];
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * Saves checked values in one transaction, in which the original of each record that gets a newer format is kept.
 * Rejects with `newer-version` if a value would take something from a record of a newer version. Gives the entries of
 * the values, in their order, and then the others.
 */
export async function commitVersioned(
  journal: Journal,
  { versions, writes, others = [], now }: VersionedWrites,
): Promise<JournalEntry[]> {
  const backups = writes.flatMap(({ kind, id }) =>
    versions.former.map((version) => backupAddress({ kind, id, version })),
  );
  const entries = await journal.update([...backups, ...writes, ...others], (read) => [
    ...writes.flatMap((write) => writesOver(read(write), write, versions, now)),
    ...others,
  ]);
  return entries.filter(({ kind }) => kind !== BACKUP_KIND);
}

/** The wish to keep an original. */
export function backupWrite(record: RecordVersion, value: unknown, madeAt: number): JournalWrite {
  const { kind, id: recordId, version } = record;
  return { ...backupAddress(record), value: { kind, recordId, version, text: JSON.stringify(value), madeAt } };
}

function backupAddress({ kind, id, version }: RecordVersion): RecordAddress {
  return { kind: BACKUP_KIND, id: `${kind}/${id}/${version}` };
}

/** The backup stands in front: where a store writes one key after the other, it must be there first. */
function writesOver(
  current: JournalRecord | undefined,
  write: CheckedWrite,
  versions: VersionedWrites['versions'],
  now: number,
): JournalWrite[] {
  // Someone saved in the meantime: that is a conflict, whatever the versions are.
  if (current === undefined || (write.base !== undefined && write.base !== current.rev)) return [write];
  const version = versions.liftedFrom(current.value);
  const backup = version === undefined ? [] : [backupWrite({ ...write, version }, current.value, now)];
  return [...backup, { ...write, value: versions.over(current.value, write.value) }];
}
