/**
 * Where what was learnt about backends outlives a page and is shared with other tabs. A key-value store of the storage
 * fits; a session gives one on `localStorage`.
 */
export interface HostStore {
  /** The text under a key, or `null`. */
  getItem(key: string): string | null | Promise<string | null>;
  /** Keeps a text under a key. */
  setItem(key: string, text: string): unknown;
}

/** One text of a {@link HostStore}. A store that fails is as good as none: what is lost was only a shortcut. */
export class HostRecord {
  constructor(
    private readonly store: HostStore,
    private readonly key: string,
  ) {}

  /** What is kept, parsed; nothing if there is nothing that can be read. At once where the store answers at once. */
  read(): unknown {
    try {
      const text = this.store.getItem(this.key);
      return typeof text === 'object' && text !== null ? text.then(parsed, () => undefined) : parsed(text);
    } catch {
      return undefined;
    }
  }

  /** Keeps a value. Whether the store took it. */
  async write(value: unknown): Promise<boolean> {
    try {
      await this.store.setItem(this.key, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  }
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
