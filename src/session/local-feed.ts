import type { Clock, Random, Stop } from '../domain/clock.js';
import type { Feed, FeedStatus, FrameCounts } from '../v11/feed.js';
import type { Fetch, HostMemory, OpenSocket, TokenOptions } from '../v11/index.js';
import type { FeedPlan } from './feed-plan.js';
import type { HostedFeed } from './hosted-feed.js';
import type { PageEvent } from './page-lifecycle.js';

/** What feeds are made with. */
export interface FeedParts extends TokenOptions {
  readonly clock: Clock;
  readonly random?: Random | undefined;
  readonly openSocket?: OpenSocket | undefined;
  readonly fetch?: Fetch | undefined;
  /** What was learnt about backends, and how many calls they were asked; outlives a change of settings. */
  readonly memory?: HostMemory | undefined;
}

/** A feed that does its work where it is made: on the page, or in a Worker. */
export class LocalFeed<Work extends Feed> implements HostedFeed {
  protected readonly feed: Work;

  constructor(feed: Work) {
    this.feed = feed;
  }

  get status(): FeedStatus {
    return this.feed.status;
  }

  get frames(): FrameCounts {
    return this.feed.frames;
  }

  get lastFrameAt(): number | undefined {
    return this.feed.lastFrameAt;
  }

  start(): void {
    this.feed.start();
  }

  stop(): void {
    this.feed.stop();
  }

  retry(): void {
    this.feed.retry();
  }

  subscribe(listener: (status: FeedStatus) => void): Stop {
    return this.feed.subscribe(listener);
  }

  notice(_event: PageEvent): void {
    // What happens to the page is nothing to a demo network.
  }

  adjust(_plan: FeedPlan): void {
    // A backend follows no configuration.
  }

  dispose(): void {
    this.feed.stop();
  }
}
