/**
 * The truth about everything that is kept: records with revisions, saved by compare-and-set (reliability 3.1). Knows
 * no entity; what a value means is the repositories' business.
 */
import { failureOf } from '../domain/failure.js';
import { conflict, storeFailure } from './failures.js';
import { fingerprintOf } from './journal/fingerprint.js';
import { HybridTime, momentOf } from './journal/hybrid-time.js';
import type { Change, Clock, RecordStore, Selection } from './ports.js';

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
  /**
   * Of a record that was once saved while a lesser store stood in: fingerprints of the values that it and the saves
   * before it replaced, oldest first. Where the best store has another one, someone saved that without either knowing of the other.
   */
  readonly replaced?: readonly string[];
}

/** How many values a record remembers to have replaced; beyond that, something may be set aside needlessly. */
const MAX_REPLACED = 20;

/** Where a record is. */
export interface RecordAddress {
  readonly kind: string;
  readonly id: string;
}

/** A wish to save or delete one record. */
export interface JournalWrite extends RecordAddress {
  readonly value?: unknown;
  readonly deleted?: boolean;
  /** The revision the writer started from, 0 for "there is none". Left out, the last writer wins. */
  readonly base?: number | undefined;
  /** For what was made elsewhere: when, in epoch milliseconds. */
  readonly madeAt?: number;
}

/** A record with its address. */
export interface JournalEntry extends JournalRecord, RecordAddress {}

/** Revisioned records on a record store. */
export class Journal {
  readonly #time: HybridTime;

  constructor(
    private readonly store: RecordStore,
    clock: Clock,
    private readonly writer: string,
    /** Frees room in the same disk quota for one more try: what people made outranks metrics (reliability S4). */
    private readonly makeRoom?: () => Promise<void>,
  ) {
    this.#time = new HybridTime(clock, writer);
  }

  /** One record; nothing if there never was one or it was deleted. */
  async read(kind: string, id: string): Promise<JournalRecord | undefined> {
    const [record] = await this.readTogether([{ kind, id }]);
    return record;
  }

  /** Several records as they were at one moment, in the order of their addresses. */
  async readTogether(addresses: readonly RecordAddress[]): Promise<(JournalRecord | undefined)[]> {
    const found = await this.store.read(addresses.map(({ kind, id }) => keyOf(kind, id)));
    return found.map((each) => livingOf(decodeRecord(each)));
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
    return this.update(writes, () => writes);
  }

  /**
   * As {@link commit}, for writes that depend on what is there: they are decided inside the transaction, from the
   * living records at some addresses, and go to these addresses only. What the decision throws leaves all as it was.
   */
  update(
    addresses: readonly RecordAddress[],
    decide: (read: (address: RecordAddress) => JournalRecord | undefined) => readonly JournalWrite[],
  ): Promise<JournalEntry[]> {
    const keys = addresses.map(({ kind, id }) => keyOf(kind, id));
    return this.#transact({ keys }, (current) => {
      const find = ({ kind, id }: RecordAddress) => decodeRecord(current.get(keyOf(kind, id)));
      const writes = decide((address) => livingOf(find(address)));
      const entries = writes.map((write) => this.#entry(write, find(write)));
      return { writes: recordsByKey(entries), result: entries };
    });
  }

  /** Deletes every record of a kind, leaving tombstones, together with further writes. Gives the deleted entries. */
  deleteAll(kind: string, writes: readonly JournalWrite[]): Promise<JournalEntry[]> {
    const prefix = keyOf(kind, '');
    const keys = writes.map((write) => keyOf(write.kind, write.id));
    return this.#transact({ keys, prefix }, (current) => {
      const living = [...current].filter(
        ([key, found]) => key.startsWith(prefix) && !isGone(decodeRecord(found) ?? NO_RECORD),
      );
      const deletions = living.map(([key]) => ({ kind, id: key.slice(prefix.length), deleted: true }));
      const entries = deletions.map((write) => this.#entry(write, decodeRecord(current.get(keyOf(kind, write.id)))));
      const others = writes.map((write, index) => this.#entry(write, decodeRecord(current.get(keys[index] ?? ''))));
      return { writes: recordsByKey([...entries, ...others]), result: entries };
    });
  }

  /** Forgets for good what was deleted before a moment, in epoch milliseconds. */
  async dropTombstones(kind: string, before: number): Promise<void> {
    const isOld = (found: unknown): boolean => {
      const record = decodeRecord(found);
      return record !== undefined && record.raw === undefined && isGone(record) && momentOf(record.hlc) < before;
    };
    const all = await this.store.readAll(keyOf(kind, ''));
    const keys = [...all].filter(([, found]) => isOld(found)).map(([key]) => key);
    if (keys.length === 0) return;
    await this.store.transact({ keys }, (current) => {
      const old = [...current].filter(([, found]) => isOld(found));
      return { writes: new Map(old.map(([key]) => [key, undefined])), result: undefined };
    });
  }

  /** A text that is later than every time in the records seen so far, and unlike anyone else's. */
  newStamp(): string {
    return this.#time.next();
  }

  async #transact<Result>(
    selection: Selection,
    change: (current: ReadonlyMap<string, unknown>) => Change<Result>,
  ): Promise<Result> {
    try {
      return await this.store.transact(selection, change);
    } catch (error) {
      if (this.makeRoom === undefined || failureOf(error).code !== 'quota-exceeded') throw error;
      await this.makeRoom();
      return this.store.transact(selection, change);
    }
  }

  #entry({ kind, id, value, deleted, base, madeAt }: JournalWrite, current: JournalRecord = NO_RECORD): JournalEntry {
    const living = isGone(current) ? 0 : current.rev;
    if (base !== undefined && base !== living) throw conflict(value, current.value);
    this.#time.saw(current.hlc);
    const hlc = madeAt === undefined ? this.#time.next() : this.#time.of(madeAt, current.hlc);
    const record = { rev: current.rev + 1, hlc, writer: this.writer, base: base ?? current.rev, value: copyOf(value) };
    const raw = current.raw === undefined ? {} : { raw: current.raw };
    return {
      ...record,
      ...(deleted === true ? { deleted } : {}),
      ...raw,
      ...this.#replaced(current, madeAt !== undefined),
      kind,
      id,
    };
  }

  /** Whoever made something elsewhere need not have seen what it takes the place of here. */
  #replaced({ rev, value, replaced }: JournalRecord, isFromElsewhere: boolean): Pick<JournalRecord, 'replaced'> {
    const isPlain = this.store.durability === 'durable' && replaced === undefined;
    if (isPlain || rev === 0) return {};
    const seen = isFromElsewhere ? [] : [fingerprintOf(value)];
    return { replaced: [...(replaced ?? []), ...seen].slice(-MAX_REPLACED) };
  }
}

/** Stands for "no record": every record is newer. */
export const NO_RECORD: JournalRecord = { rev: 0, hlc: '', writer: '', base: 0, value: undefined, deleted: true };

function keyOf(kind: string, id: string): string {
  return `${kind}/${id}`;
}

/** Whoever saved a value may go on changing it; what was saved stays. */
function copyOf(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch (error) {
    throw storeFailure(error, 'the journal');
  }
}

function livingOf(record: JournalRecord | undefined): JournalRecord | undefined {
  return record === undefined || isGone(record) ? undefined : record;
}

/** Whether it is a tombstone. */
export function isGone(record: JournalRecord): boolean {
  return record.deleted === true;
}

function recordsByKey(entries: readonly JournalEntry[]): Map<string, JournalRecord> {
  return new Map(entries.map(({ kind, id, ...record }) => [keyOf(kind, id), record]));
}

/** What was found under a key as a record. Anything else counts as never saved, and is carried along as `raw`. */
export function decodeRecord(found: unknown): JournalRecord | undefined {
  if (found === undefined) return undefined;
  return isRecord(found) ? found : { ...NO_RECORD, raw: found };
}

function isRecord(found: unknown): found is JournalRecord {
  if (typeof found !== 'object' || found === null) return false;
  const { rev, hlc, writer, base } = found as Partial<Record<keyof JournalRecord, unknown>>;
  return (
    Number.isSafeInteger(rev) && typeof hlc === 'string' && typeof writer === 'string' && Number.isSafeInteger(base)
  );
}
