import type { Stop } from './clock.js';

/** Who wants to hear of something. One listener that throws does not keep the others from hearing (reliability 3.7). */
export class Listeners<Event> {
  readonly #listeners = new Set<(event: Event) => void>();

  /** Adds a listener; the same function may be added twice. */
  add(listener: (event: Event) => void): Stop {
    const entry = (event: Event): void => listener(event);
    this.#listeners.add(entry);
    return () => void this.#listeners.delete(entry);
  }

  /** Tells everyone who listened when this was called. */
  tell(event: Event): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(event);
      } catch (error) {
        report(error);
      }
    }
  }

  /** Forgets everyone. */
  clear(): void {
    this.#listeners.clear();
  }

  /** How many listen; for tests and diagnosis. */
  get count(): number {
    return this.#listeners.size;
  }
}

/** Shows an error of a listener where its author looks for it. */
function report(error: unknown): void {
  if (typeof globalThis.reportError === 'function') globalThis.reportError(error);
  else globalThis.console.error(error);
}
