/**
 * Small things that elements remember for a person, such as the columns of a grid: texts by name, for this browser, origin
 * and namespace. What a text means is its element's business.
 *
 * The schema design (1) has preferences in `localStorage`. They are records of the journal like everything else that is
 * kept, so that they survive what it survives; nobody but this library reads them, so that nothing mirrors them.
 */
import type { Stop } from '../domain/clock.js';
import type { StorageChange } from './changes.js';
import { preferenceWrites } from './parts.js';
import { PREFERENCE_KIND, readPreference } from './preferences/preference-format.js';
import type { RepositoryContext } from './repository-context.js';

/** News about preferences. Read them again to see what they are now. */
export interface PreferenceChange {
  /** Which one was saved or deleted; empty where any may have changed: all were deleted, or this page was away. */
  readonly name: string;
  readonly origin: StorageChange['origin'];
}

/** Keeps preferences. Every method rejects with a `FailureError` and settles within a few seconds. */
export class PreferenceRepository {
  readonly #context: RepositoryContext;
  /** Writes of this page come one after the other, so that the last one that was asked for wins. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(context: RepositoryContext) {
    this.#context = context;
  }

  /**
   * The text of a preference, with what was saved here before; nothing if there is none, or what is there cannot be read,
   * which is then set aside and told. Rejects with `storage-blocked`.
   */
  async getPreference(name: string): Promise<string | undefined> {
    await this.#last;
    await this.#context.ready;
    const record = await this.#context.journal.read(PREFERENCE_KIND, name);
    return record && readPreference(this.#context, name, record);
  }

  /**
   * Saves a preference; whoever saves last, here or in another tab, wins. Rejects with `invalid-preference` if the name has
   * not 1 to 100 UTF-16 units or the text more than 2,000, if either contains an API key that this page holds, or the name
   * is one of a secret; with `quota-exceeded` if it were the 201st, or the store is full; with `storage-blocked` or
   * `not-loaded`. Nothing is changed then.
   */
  savePreference(name: string, text: string): Promise<void> {
    return this.#write(({ save }) => save(this.#context, name, text));
  }

  /** Deletes a preference; does nothing if there is none. Rejects with `storage-blocked` or `not-loaded`. */
  deletePreference(name: string): Promise<void> {
    return this.#write(({ remove }) => remove(this.#context, name));
  }

  /** Deletes all preferences. Configurations, settings, metrics and keys stay. Rejects as {@link deletePreference}. */
  clearAll(): Promise<void> {
    return this.#write(({ removeAll }) => removeAll(this.#context));
  }

  /** Hears of changes made here and in other tabs. Saving what is there already is no change. */
  subscribe(listener: (change: PreferenceChange) => void): Stop {
    return this.#context.changes.subscribe(({ kind, id, origin }) => {
      if (kind === 'preference-changed' || kind === 'refreshed') listener({ name: id, origin });
    });
  }

  #write(work: (writes: typeof import('./preferences/preference-writes.js')) => Promise<void>): Promise<void> {
    const done = this.#last.then(async () => work(await preferenceWrites.load()));
    this.#last = done.catch(() => undefined);
    return done;
  }
}
