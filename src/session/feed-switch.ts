import type { Stop } from '../domain/clock.js';
import type { Feed, FeedStatus, FrameCounts } from '../v11/feed.js';
import { report } from './notifier.js';

const IDLE: FeedStatus = Object.freeze({ phase: 'idle', source: '', attempt: 0 });
const NO_FRAMES: FrameCounts = Object.freeze({ received: 0, dropped: 0, unknown: 0 });

/** One feed to the outside, whichever feed is behind it: what a session shows as its stream. */
export class FeedSwitch implements Feed {
  #feed: Feed | undefined;
  #stopListening: Stop | undefined;
  readonly #listeners = new Set<(status: FeedStatus) => void>();

  get status(): FeedStatus {
    return this.#feed?.status ?? IDLE;
  }

  get frames(): FrameCounts {
    return this.#feed?.frames ?? NO_FRAMES;
  }

  get lastFrameAt(): number | undefined {
    return this.#feed?.lastFrameAt;
  }

  /** Stops the present feed and takes another one, which is not started. */
  use(feed: Feed | undefined): void {
    this.#stopListening?.();
    this.#feed?.stop();
    this.#feed = feed;
    this.#stopListening = feed?.subscribe((status) => this.#tell(status));
    this.#tell(this.status);
  }

  start(): void {
    this.#feed?.start();
  }

  stop(): void {
    this.#feed?.stop();
  }

  retry(): void {
    this.#feed?.retry();
  }

  subscribe(listener: (status: FeedStatus) => void): Stop {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(status: FeedStatus): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(status);
      } catch (error) {
        report(error);
      }
    }
  }
}
