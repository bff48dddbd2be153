import type { Stop } from '../domain/clock.js';
import { Listeners } from '../domain/listeners.js';
import { IDLE_STATUS, type FeedStatus, type FeedThread, type FrameCounts } from '../v11/feed.js';
import type { DatedIncident, HostMemory, HostStore } from '../v11/index.js';
import { AwaitedFeed } from './awaited-feed.js';
import { feedModules, type FeedModules } from './feed-modules.js';
import type { FeedPlan, LivePlan } from './feed-plan.js';
import type { HostedFeed, SessionStream } from './hosted-feed.js';
import type { FeedTools } from './off-thread/threaded-feed.js';
import type { PageEvent } from './page-lifecycle.js';
import type { FeedSharing } from './sharing/feed-sharing.js';
import type { SharingParts } from './sharing/open-shared.js';

const NO_FRAMES: FrameCounts = Object.freeze({ received: 0, dropped: 0, unknown: 0 });

/** What a {@link FeedSwitch} needs. */
export interface FeedSwitchParts extends FeedTools {
  /** With whom streams of a backend are shared; nothing where each has its own. */
  readonly sharing?: SharingParts | undefined;
  /** Where what is learnt about backends outlives the page; unless there is a `memory`. */
  readonly hostStore?: HostStore | undefined;
  /** What feeds are made of; default: this library's modules. */
  readonly modules?: FeedModules;
}

/** One feed to the outside, whichever feed is behind it: what a session shows as its stream. */
export class FeedSwitch implements SessionStream {
  readonly #parts: FeedSwitchParts;
  readonly #modules: FeedModules;
  readonly #listeners = new Listeners<FeedStatus>();
  #memory: HostMemory | undefined;
  #feed: HostedFeed | undefined;
  #key: string | undefined;
  #stopListening: Stop | undefined;

  constructor(parts: FeedSwitchParts) {
    this.#parts = parts;
    this.#modules = parts.modules ?? feedModules;
    this.#memory = parts.memory;
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

  get incidents(): readonly DatedIncident[] | undefined {
    return this.#feed?.incidents;
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

  /** Loads what a plan will need, so that it is on the way when it is followed. */
  prepare(plan: FeedPlan): void {
    void this.#load(plan).catch(() => undefined);
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
    return this.#openNow(plan, visible) ?? this.#openLater(plan, visible);
  }

  /** What a plan needs is here from the first load on. */
  #openNow(plan: FeedPlan, visible: boolean): HostedFeed | undefined {
    const { demo, live } = this.#modules;
    if (plan.mode === 'demo') return demo.here?.openDemo(plan, this.#parts, visible);
    if (live.here === undefined) return undefined;
    const { openLive, openHostMemory } = live.here;
    const { hostStore: store, random } = this.#parts;
    this.#memory ??= openHostMemory({ store, random });
    const tools = { ...this.#parts, memory: this.#memory };
    const openOwn = (isVisible: boolean): HostedFeed => openLive(plan, tools, isVisible);
    return this.#isShared(plan) ? this.#openShared(plan, visible, openOwn) : openOwn(visible);
  }

  #openShared(plan: LivePlan, visible: boolean, openOwn: (visible: boolean) => HostedFeed): HostedFeed | undefined {
    const { live, clock, token, sharing } = this.#parts;
    const options = { namespace: '', ...sharing, plan, visible, openOwn, live, clock, hasToken: token !== undefined };
    return this.#modules.sharing.here?.openShared(options);
  }

  /** With the other tabs, or with the other copies of the library on the page. */
  #isShared(plan: FeedPlan): boolean {
    const { sharing } = this.#parts;
    return plan.mode === 'live' && sharing !== undefined && (plan.share === 'tabs' || sharing.findHub !== undefined);
  }

  #openLater(plan: FeedPlan, visible: boolean): HostedFeed {
    const { clock } = this.#parts;
    return new AwaitedFeed({
      ...{ plan, visible, clock, load: () => this.#load(plan) },
      onLoaded: (latest, isVisible, isWanted) => {
        const feed = this.#openNow(latest, isVisible);
        if (isWanted) feed?.start();
        this.#use(feed);
      },
    });
  }

  /** Everything that a plan needs, side by side. */
  #load(plan: FeedPlan): Promise<unknown> {
    const { demo, live, sharing } = this.#modules;
    if (plan.mode === 'demo') return demo.load();
    return Promise.all([live.load(), this.#isShared(plan) ? sharing.load() : undefined]);
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
