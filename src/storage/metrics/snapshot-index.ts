/** The list of cached snapshots, and who writes it: one small record, changed in every transaction. */
import type { MetricsSnapshot } from './metrics-snapshot.js';
import { traitsOf } from './traits.js';

/** One snapshot, as the list knows it. */
export interface IndexEntry {
  /** Counts the snapshots and decides their order: clocks jump, and ISO texts sort wrongly (reliability S22, S23). */
  readonly sequence: number;
  /** Epoch milliseconds. */
  readonly savedAt: number;
  readonly bytes: number;
}

/** The list, and what belongs to all of it. */
export interface SnapshotIndex {
  /** Oldest first. */
  readonly entries: readonly IndexEntry[];
  readonly chartBytes: number;
  /** Which network the points are of, as far as that was told. */
  readonly network?: string | undefined;
  /** Which instance saves by itself, so that of many tabs one does. */
  readonly lease?: Lease | undefined;
}

/** The right to save, for a while. It is in the record and not a lock: on plain http there are none (finding 8). */
export interface Lease {
  readonly writer: string;
  /** Epoch milliseconds. */
  readonly until: number;
}

/** What people call the cache in messages. */
export const CACHE_NAME = 'metrics cache';

/** Key of the list. */
export const INDEX = 'index';

/** Key of the points of all charts. */
export const CHART = 'chart';

/** Front part of the keys of snapshots. */
export const SNAPSHOTS = 'snapshot/';

/** How long a lease lasts in milliseconds: longer than the longest pause between two saves of one tab. */
export const LEASE_MS = 20_000;

/** Shortest time between two saves that nobody asked for, of all tabs together, in milliseconds (reliability 3.3). */
export const SAVE_PAUSE_MS = 1_000;

const EMPTY: SnapshotIndex = { entries: [], chartBytes: 0 };

/** Key of a snapshot. */
export function snapshotKey({ sequence }: IndexEntry): string {
  return `${SNAPSHOTS}${sequence}`;
}

/** Bytes of everything that is kept. */
export function totalBytes({ entries, chartBytes }: SnapshotIndex): number {
  return entries.reduce((sum, { bytes }) => sum + bytes, chartBytes);
}

/** The newest entries that fit beside so many bytes: the oldest go first. */
export function newestWithin(entries: readonly IndexEntry[], room: number): readonly IndexEntry[] {
  const kept = [...entries];
  let bytes = kept.reduce((sum, entry) => sum + entry.bytes, 0);
  while (bytes > room && kept.length > 0) bytes -= kept.shift()?.bytes ?? 0;
  return kept;
}

/** For how many milliseconds an instance has to let others save; 0 if it is its turn. */
export function waitingTime({ lease, entries }: SnapshotIndex, writer: string, now: number): number {
  const left = (lease?.until ?? now) - now;
  // A lease that ends later than any can was given by a clock that was set back (reliability S22).
  if (lease !== undefined && lease.writer !== writer && left > 0 && left <= LEASE_MS) return left;
  const since = now - (entries.at(-1)?.savedAt ?? -Infinity);
  return since >= 0 && since < SAVE_PAUSE_MS ? SAVE_PAUSE_MS - since : 0;
}

/** Whether a snapshot may stand beside what is there: values of two networks must never mix. */
export function isSameNetwork(index: SnapshotIndex, { network }: Pick<MetricsSnapshot, 'network'>): boolean {
  return index.network === undefined || network === undefined || index.network === network;
}

/** What was read as a list; nothing if it is something else, so that what it should list must be looked for. */
export function decodeIndex(found: unknown): SnapshotIndex | undefined {
  if (found === undefined) return EMPTY;
  const { entries, chartBytes, network, lease } = traitsOf<keyof SnapshotIndex>(found);
  if (!Array.isArray(entries) || !entries.every(isIndexEntry) || !isCount(chartBytes)) return undefined;
  return {
    entries,
    chartBytes,
    network: typeof network === 'string' ? network : undefined,
    lease: isLease(lease) ? lease : undefined,
  };
}

function isIndexEntry(found: unknown): found is IndexEntry {
  const { sequence, savedAt, bytes } = traitsOf<keyof IndexEntry>(found);
  return Number.isSafeInteger(sequence) && Number.isFinite(savedAt) && isCount(bytes);
}

function isLease(found: unknown): found is Lease {
  const { writer, until } = traitsOf<keyof Lease>(found);
  return typeof writer === 'string' && Number.isFinite(until);
}

function isCount(found: unknown): found is number {
  return typeof found === 'number' && Number.isFinite(found) && found >= 0;
}
