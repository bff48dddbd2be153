/**
 * What a record was before its first save in a newer format (reliability 3.5): its exact text, saved in the same
 * transaction, so that a migration that turns out wrong can be taken back.
 */
import type { Originals } from './journal/originals.js';
import { BACKUP_KIND } from './journal/versioned-writes.js';
import type { RepositoryContext } from './repository-context.js';
import { originals } from './parts.js';

/** The original of a record that was saved in a newer format. */
export interface Backup {
  /** `<kind>/<record id>/<version>`; hand it to {@link Backups.restore}. */
  readonly id: string;
  readonly kind: string;
  readonly recordId: string;
  readonly version: string;
  /** Its exact text. */
  readonly text: string;
  /** Epoch milliseconds. */
  readonly madeAt: number;
}

/** Lists, restores and, in time, forgets originals. Every method rejects with a `FailureError`. */
export class Backups {
  readonly #context: RepositoryContext;
  readonly #startedAt: number;

  constructor(context: RepositoryContext) {
    this.#context = context;
    this.#startedAt = context.clock.now();
  }

  /** Every original there is, oldest first: kind and id of its record, its version, its text, and when it was made. */
  async list(): Promise<Backup[]> {
    return (await this.#originals()).list();
  }

  /**
   * Puts an original back in the place of its record. What stands there is kept as a backup of its own first, so that
   * restoring can be taken back. Rejects with `not-found`, `conflict` if the record is saved at the same moment, or
   * `unreadable-data`; nothing is changed then.
   */
  async restore(id: string): Promise<void> {
    return (await this.#originals()).restore(id);
  }

  /**
   * Forgets originals that are older than 30 days and, oldest first, those beyond 1 MB. For the start of a later visit:
   * one whose record cannot be read now, and one that was made since this start, is kept whatever its age and size.
   */
  async prune(): Promise<void> {
    // Mostly there are none.
    if ((await this.#context.journal.readAll(BACKUP_KIND)).size > 0) await (await this.#originals()).prune();
  }

  /** Forgets an original, because a person said so. */
  async remove(id: string): Promise<void> {
    return (await this.#originals()).remove(id);
  }

  async #originals(): Promise<Originals> {
    const { Originals } = await originals.load();
    return new Originals(this.#context, this.#startedAt);
  }
}
