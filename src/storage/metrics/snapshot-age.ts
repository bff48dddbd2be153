import { METRICS_TTL_MS } from '../../domain/metrics.js';
import type { Clock } from '../ports.js';
import type { IndexEntry } from './snapshot-index.js';

/**
 * How old cached snapshots are, on a machine whose clock may be set at any time (reliability S22). For what this
 * instance saved, time that really passed counts; for the rest there is only the wall clock.
 */
export class SnapshotAges {
  readonly #savedHere = new Map<number, { readonly savedAt: number; readonly elapsed: number }>();

  constructor(private readonly clock: Clock) {}

  /** Notes that a snapshot is saved now. */
  note({ sequence, savedAt }: IndexEntry): void {
    this.#savedHere.set(sequence, { savedAt, elapsed: this.clock.elapsed() });
  }

  /** Forgets all snapshots but these. */
  keep(entries: readonly IndexEntry[]): void {
    const kept = new Set(entries.map(({ sequence }) => sequence));
    for (const sequence of this.#savedHere.keys()) if (!kept.has(sequence)) this.#savedHere.delete(sequence);
  }

  /** Whether a snapshot is past its time. One from a future that cannot be is, or it would be fresh for ever. */
  isExpired(entry: IndexEntry): boolean {
    const age = this.#ageMs(entry);
    return age >= METRICS_TTL_MS || age < -METRICS_TTL_MS;
  }

  /** Milliseconds until a snapshot expires; at most its whole time if it is from the future. */
  leftMs(entry: IndexEntry): number {
    return METRICS_TTL_MS - Math.max(0, this.#ageMs(entry));
  }

  #ageMs({ sequence, savedAt }: IndexEntry): number {
    const byWall = this.clock.now() - savedAt;
    const here = this.#savedHere.get(sequence);
    // After a wipe, sequences begin anew: the same number and time make it the same snapshot.
    if (here?.savedAt !== savedAt) return byWall;
    const elapsed = this.clock.elapsed() - here.elapsed;
    return byWall < 0 ? elapsed : Math.min(byWall, elapsed);
  }
}
