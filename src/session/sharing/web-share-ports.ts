import { newUuid } from '../../storage/index.js';
import type { ShareChannel, ShareLock, ShareLockEvents, SharePorts } from './share-ports.js';

/** The browser's channel and locks; what is missing is left out. */
export function webSharePorts(): SharePorts {
  return {
    newId: newUuid,
    openChannel,
    openLock: hasLocks() ? (name, events) => new WebLock(name, events) : undefined,
  };
}

function openChannel(name: string, hear: (data: unknown) => void): ShareChannel | undefined {
  try {
    const channel = new BroadcastChannel(name);
    channel.onmessage = ({ data }) => hear(data);
    return { post: (message) => postTo(channel, message), close: () => channel.close() };
  } catch {
    // There is none, or it is forbidden for an opaque origin.
    return undefined;
  }
}

function postTo(channel: BroadcastChannel, message: unknown): void {
  try {
    channel.postMessage(message);
  } catch {
    // The page is going away, or there is no memory for a copy; the others find that something is missing, and ask.
  }
}

function hasLocks(): boolean {
  return typeof navigator !== 'undefined' && 'locks' in navigator;
}

class WebLock implements ShareLock {
  readonly #name: string;
  readonly #events: ShareLockEvents;
  /** The request that counts; what is heard of an earlier one means nothing. */
  #request: object | undefined;
  #end = new AbortController();
  #letGo: () => void = () => undefined;

  constructor(name: string, events: ShareLockEvents) {
    this.#name = name;
    this.#events = events;
  }

  wait(): void {
    if (this.#request !== undefined) return;
    this.#end = new AbortController();
    this.#ask({ signal: this.#end.signal });
  }

  steal(): void {
    this.release();
    this.#ask({ steal: true });
  }

  release(): void {
    this.#request = undefined;
    this.#end.abort();
    this.#letGo();
  }

  #ask(options: LockOptions): void {
    const request = { isGranted: false };
    this.#request = request;
    navigator.locks
      .request(this.#name, options, () => {
        if (this.#request !== request) return undefined;
        request.isGranted = true;
        const held = new Promise<void>((resolve) => (this.#letGo = resolve));
        this.#events.granted();
        return held;
      })
      .catch(() => {
        if (this.#request !== request) return;
        this.#request = undefined;
        if (request.isGranted) this.#events.lost();
        else this.#events.refused();
      });
  }
}
