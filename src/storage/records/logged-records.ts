import type { DebugEvent, DebugLog } from '../debug-log.js';
import type { Change, Durability, RecordStore, Selection } from '../ports.js';

/** A record store that tells what is done with it, and how long that takes. */
class LoggedRecords implements RecordStore {
  constructor(
    private readonly store: RecordStore,
    private readonly log: DebugLog,
  ) {}

  get name(): string {
    return this.store.name;
  }

  get durability(): Durability {
    return this.store.durability;
  }

  open(): Promise<void> {
    return this.log.time({ operation: 'open' }, () => this.store.open(), this.#where);
  }

  read(keys: readonly string[]): Promise<readonly unknown[]> {
    const event = { operation: 'read', ...addressOf(keys[0]), count: keys.length };
    return this.log.time(event, () => this.store.read(keys), this.#where);
  }

  readAll(prefix: string): Promise<ReadonlyMap<string, unknown>> {
    return this.log.time(
      { operation: 'read-all', ...addressOf(prefix) },
      () => this.store.readAll(prefix),
      this.#where,
    );
  }

  transact<Result>(
    selection: Selection,
    change: (current: ReadonlyMap<string, unknown>) => Change<Result>,
  ): Promise<Result> {
    let written: Partial<DebugEvent> = addressOf(selection.keys?.[0] ?? selection.prefix);
    const noted = (current: ReadonlyMap<string, unknown>): Change<Result> => {
      const changed = change(current);
      written = writtenBy(changed.writes);
      return changed;
    };
    const more = (): Partial<DebugEvent> => ({ ...written, ...this.#where() });
    return this.log.time({ operation: 'transact' }, () => this.store.transact(selection, noted), more);
  }

  close(): void {
    this.log.note({ operation: 'close', store: this.store.name });
    this.store.close();
  }

  /** Asked afterwards: which store it is may be decided while it opens. */
  readonly #where = (): Partial<DebugEvent> => ({ store: this.store.name });
}

/** The same store, or one that tells what is done with it if there is a log. */
export function loggedRecords(store: RecordStore, log: DebugLog | undefined): RecordStore {
  return log === undefined ? store : new LoggedRecords(store, log);
}

/** What was written, by the first of the records: most changes write one, and the note that goes with it. */
function writtenBy(writes: ReadonlyMap<string, unknown>): Partial<DebugEvent> {
  const [first] = writes;
  if (first === undefined) return { count: 0 };
  const [key, record] = first;
  const rev = typeof record === 'object' && record !== null && 'rev' in record ? record.rev : undefined;
  return { ...addressOf(key), count: writes.size, ...(typeof rev === 'number' ? { revision: rev } : {}) };
}

/** A key is a kind and an id. */
function addressOf(key = ''): Partial<DebugEvent> {
  const [kind, ...id] = key.split('/');
  return { kind, ...(id.length === 0 ? {} : { id: id.join('/') }) };
}
