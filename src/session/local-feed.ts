import type { Clock, Random, Stop } from '../domain/clock.js';
import type { UpdateSink } from '../domain/live-update.js';
import type { FeedStatus, FrameCounts } from '../v11/feed.js';
import { DemoFeed, V11Stream, type Fetch, type HostMemory, type OpenSocket, type TokenOptions } from '../v11/index.js';
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
export class LocalFeed implements HostedFeed {
  readonly #feed: DemoFeed | V11Stream;

  constructor(plan: FeedPlan, sink: UpdateSink, parts: FeedParts, visible: boolean) {
    this.#feed =
      plan.mode === 'demo' ? demoFeed(plan, sink, parts) : new V11Stream({ ...parts, ...plan, sink, visible });
  }

  get status(): FeedStatus {
    return this.#feed.status;
  }

  get frames(): FrameCounts {
    return this.#feed.frames;
  }

  get lastFrameAt(): number | undefined {
    return this.#feed.lastFrameAt;
  }

  start(): void {
    this.#feed.start();
  }

  stop(): void {
    this.#feed.stop();
  }

  retry(): void {
    this.#feed.retry();
  }

  subscribe(listener: (status: FeedStatus) => void): Stop {
    return this.#feed.subscribe(listener);
  }

  notice(event: PageEvent): void {
    if (!(this.#feed instanceof V11Stream)) return;
    if (event === 'visible' || event === 'hidden') this.#feed.setVisible(event === 'visible');
    if (event === 'resume') this.#feed.wake();
    if (event === 'online') this.#feed.online();
    if (event === 'offline') this.#feed.offline();
  }

  adjust(plan: FeedPlan): void {
    if (plan.mode !== 'demo' || !(this.#feed instanceof DemoFeed)) return;
    if (plan.configuration !== undefined) this.#feed.setConfiguration(plan.configuration);
    this.#feed.setPerformanceMode(plan.performanceMode);
  }

  dispose(): void {
    this.#feed.stop();
  }
}

function demoFeed(plan: Extract<FeedPlan, { mode: 'demo' }>, sink: UpdateSink, { clock }: FeedParts): DemoFeed {
  const { seed, nodes, configuration, performanceMode, incidents } = plan;
  return new DemoFeed({ clock, sink, network: { seed, nodes, configuration, performanceMode }, incidents });
}
