import type { Failure } from '../domain/failure.js';
import type { Changes } from './changes.js';
import type { Journal, JournalEntry } from './journal.js';
import type { Clock } from './ports.js';
import type { Quarantine } from './quarantine.js';

/** What the repositories of one storage share. */
export interface RepositoryContext {
  /** Settles, and never rejects, when the stores are open and other pages' edits are taken in. */
  readonly ready: Promise<void>;
  readonly journal: Journal;
  readonly quarantine: Quarantine;
  readonly changes: Changes;
  readonly clock: Clock;
  /** Hears of every commit, to bring the mirror up to date. */
  readonly onCommitted: (entries: readonly JournalEntry[]) => void;
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
