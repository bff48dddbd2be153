import type { ShareLock, ShareLockEvents, SharePorts } from '../../../../../src/session/sharing/share-ports.js';

type Hear = (data: unknown) => void;

interface Waiting {
  readonly name: string;
  readonly events: ShareLockEvents;
}

/** Whether a tab is frozen: what is said to it waits. */
export type IsFrozen = () => boolean;

/** A browser's channels and locks for tabs in one process. Messages are copies, and arrive when {@link deliver} is called. */
export class TabHub {
  /** Everything that was posted, oldest first. */
  readonly posted: unknown[] = [];
  hasLocks = true;
  hasChannel = true;
  readonly #channels = new Map<object, { readonly name: string; readonly hear: Hear; readonly isFrozen: IsFrozen }>();
  #waiting: { readonly isFrozen: IsFrozen; readonly run: () => void }[] = [];
  /** Whoever holds or wants a lock; of each name, the first holds it. */
  #queue: Waiting[] = [];
  readonly #granted = new Map<Waiting, () => void>();
  readonly #robbed = new Map<Waiting, () => void>();
  #ids = 0;

  /** Open channels. */
  get open(): number {
    return this.#channels.size;
  }

  /** Names of the open channels. */
  get names(): readonly string[] {
    return [...this.#channels.values()].map(({ name }) => name);
  }

  /** Whether anybody holds the lock or queues for it. */
  get isLocked(): boolean {
    return this.#queue.length > 0;
  }

  /** What one tab is given. */
  ports(isFrozen: IsFrozen): SharePorts {
    this.#ids += 1;
    const id = `tab-${this.#ids}`;
    return {
      newId: () => id,
      openChannel: (name, hear) => this.#open(name, hear, isFrozen),
      openLock: this.hasLocks ? (name, events) => this.#lock({ name, events }, isFrozen) : undefined,
    };
  }

  /** Posts as any script of the origin can. */
  forge(message: unknown): void {
    this.#post({}, message, this.names[0] ?? '');
  }

  /** Lets everything arrive that was posted, and what is answered. */
  deliver(): void {
    for (let turn = 0; turn < 50; turn += 1) {
      const due = this.#waiting.filter(({ isFrozen }) => !isFrozen());
      this.#waiting = this.#waiting.filter(({ isFrozen }) => isFrozen());
      for (const { run } of due) run();
    }
  }

  #open(name: string, hear: Hear, isFrozen: IsFrozen) {
    if (!this.hasChannel) return undefined;
    const key = {};
    this.#channels.set(key, { name, hear, isFrozen });
    return {
      post: (message: unknown) => this.#post(key, message, name),
      close: () => void this.#channels.delete(key),
    };
  }

  #post(from: object, message: unknown, name: string): void {
    this.posted.push(message);
    for (const [key, channel] of this.#channels) {
      if (key === from || channel.name !== name) continue;
      const copy: unknown = structuredClone(message);
      this.#waiting.push({ isFrozen: channel.isFrozen, run: () => this.#channels.get(key)?.hear(copy) });
    }
  }

  #lock(me: Waiting, isFrozen: IsFrozen): ShareLock {
    const isHeld = (): boolean => this.#queue.find(({ name }) => name === me.name) === me;
    const grant = (): void => void this.#waiting.push({ isFrozen, run: () => isHeld() && me.events.granted() });
    const release = (): void => {
      const wasHeld = isHeld();
      this.#queue = this.#queue.filter((other) => other !== me);
      const next = this.#queue.find(({ name }) => name === me.name);
      if (wasHeld && next !== undefined) this.#granted.get(next)?.();
    };
    this.#granted.set(me, grant);
    this.#robbed.set(me, () => void this.#waiting.push({ isFrozen, run: () => me.events.lost() }));
    return {
      wait: () => {
        if (this.#queue.includes(me)) return;
        this.#queue.push(me);
        if (isHeld()) grant();
      },
      steal: () => {
        const robbed = this.#queue.find(({ name }) => name === me.name);
        this.#queue = [me, ...this.#queue.filter((other) => other !== me && other !== robbed)];
        if (robbed !== undefined && robbed !== me) this.#robbed.get(robbed)?.();
        grant();
      },
      release,
    };
  }
}
