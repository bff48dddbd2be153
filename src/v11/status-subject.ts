import type { Stop } from '../domain/clock.js';
import { Listeners } from '../domain/listeners.js';
import { IDLE_STATUS, type FeedStatus } from './feed.js';

/** A status and who listens to it. */
export class StatusSubject {
  readonly #listeners = new Listeners<void>();
  #status: FeedStatus = IDLE_STATUS;

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

/** The facts that are compared by value; the others are objects. */
const FACTS = ['phase', 'connected', 'receiving', 'fresh', 'source', 'attempt', 'retryAt'] as const;

function isSame(a: FeedStatus, b: FeedStatus): boolean {
  return (
    FACTS.every((fact) => a[fact] === b[fact]) &&
    a.failure?.code === b.failure?.code &&
    a.failure?.message === b.failure?.message &&
    a.calls?.used === b.calls?.used &&
    a.calls?.renewsAt === b.calls?.renewsAt
  );
}
