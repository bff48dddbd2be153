import type { Stop } from '../domain/clock.js';
import { Listeners } from '../domain/listeners.js';
import type { FeedStatus } from './feed.js';

/** A status and who listens to it. */
export class StatusSubject {
  readonly #listeners = new Listeners<void>();
  #status: FeedStatus = Object.freeze({ phase: 'idle', source: '', attempt: 0 });

  get status(): FeedStatus {
    return this.#status;
  }

  /** Takes the next status and tells it, unless it is the same as before. */
  publish(next: FeedStatus): void {
    if (isSame(next, this.#status)) return;
    this.#status = Object.freeze(next);
    this.#listeners.tell();
  }

  subscribe(listener: (status: FeedStatus) => void): Stop {
    // The status of the moment: one listener may have caused the next before another hears of this one.
    return this.#listeners.add(() => listener(this.#status));
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
