import type { Stop } from '../domain/clock.js';
import { Listeners } from '../domain/listeners.js';
import { IDLE_STATUS, type FeedStatus, type FeedThread, type FrameCounts } from '../v11/feed.js';
import { HostMemory } from '../v11/index.js';
import type { FeedPlan } from './feed-plan.js';
import type { HostedFeed, SessionStream } from './hosted-feed.js';
import { ThreadedFeed, type ThreadedFeedParts } from './off-thread/threaded-feed.js';
import type { PageEvent } from './page-lifecycle.js';
import type { FeedSharing } from './sharing/feed-sharing.js';
import { openShared, type SharingParts } from './sharing/open-shared.js';

const NO_FRAMES: FrameCounts = Object.freeze({ received: 0, dropped: 0, unknown: 0 });

/** What a {@link FeedSwitch} needs. */
export interface FeedSwitchParts extends ThreadedFeedParts {
  /** With whom streams of a backend are shared; nothing where each has its own. */
  readonly sharing?: SharingParts | undefined;
}

/** One feed to the outside, whichever feed is behind it: what a session shows as its stream. */
export class FeedSwitch implements SessionStream {
  readonly #parts: FeedSwitchParts;
  readonly #listeners = new Listeners<FeedStatus>();
  #feed: HostedFeed | undefined;
  #key: string | undefined;
  #stopListening: Stop | undefined;

  constructor(parts: FeedSwitchParts) {
    this.#parts = { ...parts, memory: parts.memory ?? new HostMemory() };
  }

  get status(): FeedStatus {
    return this.#feed?.status ?? IDLE_STATUS;
  }

  get frames(): FrameCounts {
    return this.#feed?.frames ?? NO_FRAMES;
  }

  get lastFrameAt(): number | undefined {
    return this.#feed?.lastFrameAt;
  }

  get thread(): FeedThread | undefined {
    return this.#feed?.thread;
  }

  get sharing(): FeedSharing | undefined {
    return this.#feed?.sharing;
  }

  get pageSharing(): FeedSharing | undefined {
    return this.#feed?.pageSharing;
  }

  /**
   * Follows a plan. A demo network goes on while its configuration or mode changes; another seed, size or address
   * means another feed, which is not started. Tells whether it is another one.
   */
  follow(plan: FeedPlan, visible: boolean): 'same' | 'first' | 'other' {
    const key = keyOf(plan);
    if (key === this.#key) {
      if (plan.mode === 'demo') this.#feed?.adjust(plan);
      return 'same';
    }
    const first = this.#key === undefined;
    this.#key = key;
    this.#use(this.#open(plan, visible));
    return first ? 'first' : 'other';
  }

  /** Passes on what happens to the page. */
  notice(event: PageEvent): void {
    this.#feed?.notice(event);
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
    return this.#listeners.add(listener);
  }

  /** Stops the feed for good. */
  dispose(): void {
    this.#use(undefined);
    this.#listeners.clear();
  }

  #open(plan: FeedPlan, visible: boolean): HostedFeed {
    const { sharing } = this.#parts;
    const openOwn = (isVisible: boolean): HostedFeed => new ThreadedFeed(plan, this.#parts, isVisible);
    if (plan.mode === 'demo' || sharing === undefined) return openOwn(visible);
    const { live, clock, token } = this.#parts;
    return openShared({ ...sharing, plan, visible, openOwn, live, clock, hasToken: token !== undefined });
  }

  #use(feed: HostedFeed | undefined): void {
    this.#stopListening?.();
    this.#feed?.dispose();
    this.#feed = feed;
    this.#stopListening = feed?.subscribe((status) => this.#listeners.tell(status));
    this.#listeners.tell(this.status);
  }
}

/** What makes a feed another one. */
function keyOf(plan: FeedPlan): string {
  if (plan.mode === 'live') return JSON.stringify(plan);
  // Whether nodes are generated or configured matters; which configuration it is does not.
  return JSON.stringify([plan.mode, plan.worker, plan.seed, plan.nodes, plan.incidents]);
}
