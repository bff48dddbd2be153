import type { FailureError } from '../domain/failure.js';
import { storageBlocked } from './failures.js';
import type { Change, Durability, RecordStore, Selection } from './ports.js';

/** Which store was taken, and why not a better one. */
export interface Choice {
  readonly store: RecordStore;
  /** Why the first store could not be used. */
  readonly failure?: FailureError;
}

/**
 * The first of several stores that can be opened, behind one interface. Opening starts at once; whoever asks earlier
 * waits. The choice holds until the page is left: switching later would show two truths.
 */
export class ChosenRecords implements RecordStore {
  readonly #choice: Promise<Choice>;
  #chosen: RecordStore | undefined;
  #closed = false;

  /** The last candidate is taken without asking: it must always work. */
  constructor(candidates: readonly RecordStore[], last: RecordStore) {
    this.#choice = this.#choose(candidates, last);
  }

  get name(): string {
    return this.#chosen?.name ?? 'storage';
  }

  get durability(): Durability {
    return this.#chosen?.durability ?? 'none';
  }

  /** Which store was taken. Never rejects. */
  get choice(): Promise<Choice> {
    return this.#choice;
  }

  async open(): Promise<void> {
    await this.#choice;
  }

  async read(keys: readonly string[]): Promise<readonly unknown[]> {
    return (await this.#store()).read(keys);
  }

  async readAll(prefix: string): Promise<ReadonlyMap<string, unknown>> {
    return (await this.#store()).readAll(prefix);
  }

  async transact<Result>(
    selection: Selection,
    change: (current: ReadonlyMap<string, unknown>) => Change<Result>,
  ): Promise<Result> {
    return (await this.#store()).transact(selection, change);
  }

  close(): void {
    this.#closed = true;
    this.#chosen?.close();
  }

  async #store(): Promise<RecordStore> {
    const { store } = await this.#choice;
    if (this.#closed) throw storageBlocked(store.name, 'it was closed');
    return store;
  }

  async #choose(candidates: readonly RecordStore[], last: RecordStore): Promise<Choice> {
    let failure: FailureError | undefined;
    for (const candidate of candidates) {
      try {
        await candidate.open();
        return this.#take(candidate, failure);
      } catch (error) {
        failure ??= error as FailureError;
        candidate.close();
      }
    }
    return this.#take(last, failure);
  }

  #take(store: RecordStore, failure: FailureError | undefined): Choice {
    this.#chosen = store;
    if (this.#closed) store.close();
    return failure === undefined ? { store } : { store, failure };
  }
}
