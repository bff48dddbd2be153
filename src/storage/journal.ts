/**
 * The truth about everything that is kept: records with revisions, saved by compare-and-set (reliability 3.1). Knows
 * no entity; what a value means is the repositories' business.
 */
import { conflict } from './failures.js';
import { fingerprintOf } from './fingerprint.js';
import { HybridTime } from './hybrid-time.js';
import type { Clock, RecordStore } from './ports.js';

/** One record, as it is stored. */
export interface JournalRecord {
  /** Counts the saves of this record, from 1. */
  readonly rev: number;
  /** Hybrid time of the save; decides which of two histories is newer when stores are merged. */
  readonly hlc: string;
  /** Which instance saved it. */
  readonly writer: string;
  /** The revision it was made from. */
  readonly base: number;
  /** The value; `undefined` in a tombstone. */
  readonly value: unknown;
  /** Marks a tombstone: the record was deleted, and an older copy elsewhere must not bring it back. */
  readonly deleted?: boolean;
  /** Whatever was under this key before and was no record; kept as it was found. */
  readonly raw?: unknown;
}

/** A wish to save or delete one record. */
export interface JournalWrite {
  readonly kind: string;
  readonly id: string;
  readonly value?: unknown;
  readonly deleted?: boolean;
  /** The revision the writer started from, 0 for "there is none". Left out, the last writer wins. */
  readonly base?: number | undefined;
  /** For a record that is new here but was made elsewhere: when, in epoch milliseconds. */
  readonly madeAt?: number;
}

/** A record with its address. */
export interface JournalEntry extends JournalRecord {
  readonly kind: string;
  readonly id: string;
}

/** Revisioned records on a record store. */
export class Journal {
  readonly #time: HybridTime;

  constructor(
    private readonly store: RecordStore,
    clock: Clock,
    private readonly writer: string,
  ) {
    this.#time = new HybridTime(clock, writer);
  }

  /** One record; nothing if there never was one or it was deleted. */
  async read(kind: string, id: string): Promise<JournalRecord | undefined> {
    const [found] = await this.store.read([keyOf(kind, id)]);
    const record = decodeRecord(found);
    return record === undefined || isGone(record) ? undefined : record;
  }

  /** Every record of a kind by id, without those that were deleted. */
  async readAll(kind: string): Promise<Map<string, JournalRecord>> {
    const all = await this.readHistory(kind);
    for (const [id, record] of all) if (isGone(record)) all.delete(id);
    return all;
  }

  /** Every record of a kind by id, tombstones included. */
  async readHistory(kind: string): Promise<Map<string, JournalRecord>> {
    const prefix = keyOf(kind, '');
    const all = new Map<string, JournalRecord>();
    for (const [key, found] of await this.store.readAll(prefix)) {
      const record = decodeRecord(found);
      if (record !== undefined) all.set(key.slice(prefix.length), record);
    }
    return all;
  }

  /**
   * Saves all or nothing, and resolves when it is on disk. Rejects with `conflict`, carrying both versions, if one
   * record is no longer at the revision its writer started from.
   */
  commit(writes: readonly JournalWrite[]): Promise<JournalEntry[]> {
    const keys = writes.map(({ kind, id }) => keyOf(kind, id));
    return this.store.transact({ keys }, (current) => {
      const entries = writes.map((write, index) => this.#entry(write, decodeRecord(current.get(keys[index] ?? ''))));
      return { writes: recordsByKey(entries), result: entries };
    });
  }

  /** Deletes every record of a kind, leaving tombstones, together with further writes. Gives the deleted entries. */
  deleteAll(kind: string, writes: readonly JournalWrite[]): Promise<JournalEntry[]> {
    const prefix = keyOf(kind, '');
    const keys = writes.map((write) => keyOf(write.kind, write.id));
    return this.store.transact({ keys, prefix }, (current) => {
      const living = [...current].filter(
        ([key, found]) => key.startsWith(prefix) && !isGone(decodeRecord(found) ?? EMPTY),
      );
      const deletions = living.map(([key]) => ({ kind, id: key.slice(prefix.length), deleted: true }));
      const entries = deletions.map((write) => this.#entry(write, decodeRecord(current.get(keyOf(kind, write.id)))));
      const others = writes.map((write, index) => this.#entry(write, decodeRecord(current.get(keys[index] ?? ''))));
      return { writes: recordsByKey([...entries, ...others]), result: entries };
    });
  }

  /** The living records that would be replaced with another value by {@link adopt}, by their key. */
  async superseded(records: ReadonlyMap<string, unknown>): Promise<Map<string, unknown>> {
    const keys = [...records.keys()];
    const found = await this.store.read(keys);
    const values = keys.map((key, index): [string, unknown] => {
      const [theirs, ours] = [decodeRecord(records.get(key)), decodeRecord(found[index])];
      const isReplaced = theirs !== undefined && ours !== undefined && theirs.hlc > ours.hlc;
      return [key, isReplaced && fingerprintOf(theirs.value) !== fingerprintOf(ours.value) ? ours.value : undefined];
    });
    return new Map(values.filter(([, value]) => value !== undefined));
  }

  /** Takes over records of another store, each where it is newer than what is here. */
  adopt(records: ReadonlyMap<string, unknown>): Promise<void> {
    return this.store.transact({ keys: [...records.keys()] }, (current) => {
      const writes = new Map<string, unknown>();
      for (const [key, found] of records) {
        const theirs = decodeRecord(found);
        const ours = decodeRecord(current.get(key)) ?? EMPTY;
        if (theirs === undefined || theirs.hlc <= ours.hlc) continue;
        writes.set(key, { ...theirs, rev: Math.max(theirs.rev, ours.rev + 1) });
      }
      return { writes, result: undefined };
    });
  }

  #entry({ kind, id, value, deleted, base, madeAt }: JournalWrite, current: JournalRecord = EMPTY): JournalEntry {
    const living = isGone(current) ? 0 : current.rev;
    if (base !== undefined && base !== living) throw conflict(value, current.value);
    this.#time.saw(current.hlc);
    const hlc = madeAt === undefined || current.rev > 0 ? this.#time.next() : this.#time.of(madeAt);
    const record = { rev: current.rev + 1, hlc, writer: this.writer, base: base ?? current.rev, value };
    const raw = current.raw === undefined ? {} : { raw: current.raw };
    return { ...record, ...(deleted === true ? { deleted } : {}), ...raw, kind, id };
  }
}

/** Stands for "no record": every record is newer. */
const EMPTY: JournalRecord = { rev: 0, hlc: '', writer: '', base: 0, value: undefined, deleted: true };

function keyOf(kind: string, id: string): string {
  return `${kind}/${id}`;
}

function isGone(record: JournalRecord): boolean {
  return record.deleted === true;
}

function recordsByKey(entries: readonly JournalEntry[]): Map<string, JournalRecord> {
  return new Map(entries.map(({ kind, id, ...record }) => [keyOf(kind, id), record]));
}

/** What was found under a key as a record. Anything else counts as never saved, and is carried along as `raw`. */
function decodeRecord(found: unknown): JournalRecord | undefined {
  if (found === undefined) return undefined;
  return isRecord(found) ? found : { ...EMPTY, raw: found };
}

function isRecord(found: unknown): found is JournalRecord {
  if (typeof found !== 'object' || found === null) return false;
  const { rev, hlc, writer, base } = found as Partial<Record<keyof JournalRecord, unknown>>;
  return (
    Number.isSafeInteger(rev) && typeof hlc === 'string' && typeof writer === 'string' && Number.isSafeInteger(base)
  );
}
