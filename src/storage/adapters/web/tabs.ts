import type { ChangeMessage, TabChannel } from '../../ports.js';

/** A channel of the browser to the other tabs; where there is none, nobody hears and nothing is heard. */
export function webTabChannel(name: string): TabChannel {
  return new BroadcastTabs(name);
}

class BroadcastTabs implements TabChannel {
  readonly #name: string;
  readonly #listeners = new Set<(message: unknown) => void>();
  #channel: BroadcastChannel | undefined;
  #closed = false;

  constructor(name: string) {
    this.#name = name;
    this.resume();
  }

  post(message: ChangeMessage): void {
    try {
      this.#channel?.postMessage(message);
    } catch {
      // The page is going away, and what it wanted to tell is in the journal.
    }
  }

  subscribe(listener: (message: unknown) => void) {
    const entry = (message: unknown): void => listener(message);
    this.#listeners.add(entry);
    return () => void this.#listeners.delete(entry);
  }

  suspend(): void {
    this.#channel?.close();
    this.#channel = undefined;
  }

  resume(): void {
    if (this.#closed || this.#channel !== undefined) return;
    const channel = openChannel(this.#name);
    this.#channel = channel;
    if (channel !== undefined) channel.onmessage = ({ data }) => this.#listeners.forEach((listener) => listener(data));
  }

  close(): void {
    this.#closed = true;
    this.#listeners.clear();
    this.suspend();
  }
}

function openChannel(name: string): BroadcastChannel | undefined {
  try {
    return typeof BroadcastChannel === 'function' ? new BroadcastChannel(name) : undefined;
  } catch {
    // Forbidden for an opaque origin in some browsers.
    return undefined;
  }
}
