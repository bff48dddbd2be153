import type { Clock, Stop } from '../domain/clock.js';
import { failureOf } from '../domain/failure.js';
import { IDLE_STATUS, type FeedStatus, type FrameCounts } from '../v11/feed.js';
import { StatusSubject } from '../v11/status-subject.js';
import type { FeedPlan } from './feed-plan.js';
import type { HostedFeed } from './hosted-feed.js';
import type { PageEvent } from './page-lifecycle.js';

/** A feed that could not be loaded is asked for again after this, in milliseconds; sooner if the network comes back. */
const AGAIN_AFTER_MS = 10_000;

/** What an {@link AwaitedFeed} needs. */
export interface AwaitedFeedOptions {
  readonly plan: FeedPlan;
  readonly visible: boolean;
  readonly clock: Clock;
  /** Loads what the feed is made of. Rejects with a `FailureError`. */
  readonly load: () => Promise<unknown>;
  /** It is loaded: the feed can be opened, with what is true now. Called once. */
  readonly onLoaded: (plan: FeedPlan, visible: boolean, isWanted: boolean) => void;
}

/** Stands in for a feed while its code is on the way, and tells where it cannot be had. */
export class AwaitedFeed implements HostedFeed {
  readonly #options: AwaitedFeedOptions;
  readonly #subject = new StatusSubject();
  readonly frames: FrameCounts = Object.freeze({ received: 0, dropped: 0, unknown: 0 });
  readonly lastFrameAt: number | undefined = undefined;
  #plan: FeedPlan;
  #visible: boolean;
  #isWanted = false;
  #isLoading = false;
  #isOver = false;
  #attempt = 0;
  #stopWaiting: Stop = () => undefined;

  constructor(options: AwaitedFeedOptions) {
    this.#options = options;
    this.#plan = options.plan;
    this.#visible = options.visible;
    this.#load();
  }

  get status(): FeedStatus {
    return this.#subject.status;
  }

  start(): void {
    if (!this.#isWanted) this.retry();
  }

  stop(): void {
    this.#isWanted = false;
    this.#stopWaiting();
    this.#subject.publish(IDLE_STATUS);
  }

  retry(): void {
    this.#isWanted = true;
    // What is known to be wrong stays until it is right, so that nothing flickers with each attempt.
    this.#subject.publish({ ...this.status, phase: 'connecting', retryAt: undefined });
    this.#load();
  }

  notice(event: PageEvent): void {
    if (event === 'visible' || event === 'hidden') this.#visible = event === 'visible';
    if (event === 'online' && this.status.phase === 'backoff') this.retry();
  }

  adjust(plan: FeedPlan): void {
    this.#plan = plan;
  }

  subscribe(listener: (status: FeedStatus) => void): Stop {
    return this.#subject.subscribe(listener);
  }

  dispose(): void {
    this.stop();
    this.#isOver = true;
  }

  #load(): void {
    this.#stopWaiting();
    if (this.#isLoading) return;
    this.#isLoading = true;
    void this.#options.load().then(
      () => this.#loaded(),
      (error: unknown) => this.#failed(error),
    );
  }

  #loaded(): void {
    if (!this.#isOver) this.#options.onLoaded(this.#plan, this.#visible, this.#isWanted);
  }

  #failed(error: unknown): void {
    this.#isLoading = false;
    // Nobody is told of what nobody asked for; whoever starts it tries again.
    if (this.#isOver || !this.#isWanted) return;
    const { clock } = this.#options;
    this.#attempt += 1;
    this.#stopWaiting = clock.after(AGAIN_AFTER_MS, () => this.retry());
    const retryAt = clock.now() + AGAIN_AFTER_MS;
    this.#subject.publish({
      ...IDLE_STATUS,
      phase: 'backoff',
      attempt: this.#attempt,
      retryAt,
      failure: failureOf(error),
    });
  }
}
