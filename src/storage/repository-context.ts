import type { Failure } from '../domain/failure.js';
import type { Changes } from './changes.js';
import { newerVersion, unreadableData } from './failures.js';
import type { Journal, JournalEntry, JournalRecord } from './journal.js';
import type { StoredReading } from './migrations.js';
import type { Clock, NewId } from './ports.js';
import type { Quarantine } from './quarantine.js';

/** What the repositories of one storage share. */
export interface RepositoryContext {
  /**
   * Settles, and never rejects, when the stores are open and other pages' edits are taken in. Whoever asks is about to
   * read or save, so that it also looks whether the mirror is still there.
   */
  readonly ready: Promise<void>;
  readonly journal: Journal;
  readonly quarantine: Quarantine;
  readonly changes: Changes;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Whether a text contains an API key that this page holds, which then must not leave it (reliability I7). */
  readonly containsSecret: (text: string) => Promise<boolean>;
  /**
   * Hears of every commit, to bring the mirror up to date. What it returns settles, and never rejects, when the save
   * may be told: at once, unless the mirror is what the host page gave us to write to.
   */
  readonly onCommitted: (entries: readonly JournalEntry[]) => Promise<void>;
  /** Hears of what went wrong and was survived. */
  readonly onFailure: (failure: Failure) => void;
}

/** How a record is saved. */
export interface SaveOptions {
  /**
   * The revision the edit started from, as `revisionOf` gives it; 0 for "there was none". If someone else saved in
   * the meantime, the save rejects with `conflict`. Left out, the last save wins, as in the schema design.
   */
  readonly base?: number | undefined;
}

/** Tells that a record cannot be shown, and sets it aside unless it is merely too new: then it is in order. */
export async function reportUnreadable(
  { quarantine, onFailure }: Pick<RepositoryContext, 'quarantine' | 'onFailure'>,
  key: string,
  title: string,
  { value }: JournalRecord,
  reading: StoredReading<unknown>,
): Promise<void> {
  if (reading.state === 'newer') return onFailure(newerVersion(title, reading.version).failure);
  const kept = await quarantine.keep(key, JSON.stringify(value) ?? '');
  onFailure(unreadableData('the journal', kept, title));
}
