import type { Stop } from '../domain/clock.js';
import type { FeedStatus } from './feed.js';

/** A status and who listens to it. One listener that throws does not keep the others from hearing. */
export class StatusSubject {
  readonly #listeners = new Set<(status: FeedStatus) => void>();
  #status: FeedStatus = Object.freeze({ phase: 'idle', source: '', attempt: 0 });

  get status(): FeedStatus {
    return this.#status;
  }

  /** Takes the next status and tells it, unless it is the same as before. */
  publish(next: FeedStatus): void {
    if (isSame(next, this.#status)) return;
    this.#status = Object.freeze(next);
    for (const listener of [...this.#listeners]) this.#tell(listener);
  }

  subscribe(listener: (status: FeedStatus) => void): Stop {
    // A wrapper of its own, so that the same function can listen twice.
    const entry = (status: FeedStatus): void => listener(status);
    this.#listeners.add(entry);
    return () => this.#listeners.delete(entry);
  }

  #tell(listener: (status: FeedStatus) => void): void {
    try {
      listener(this.#status);
    } catch (error) {
      if (typeof reportError === 'function') reportError(error);
      else console.error(error);
    }
  }
}

function isSame(a: FeedStatus, b: FeedStatus): boolean {
  return (
    a.phase === b.phase &&
    a.source === b.source &&
    a.attempt === b.attempt &&
    a.retryAt === b.retryAt &&
    a.failure?.code === b.failure?.code &&
    a.failure?.message === b.failure?.message
  );
}
