import type { Clock, Random, Stop } from '../domain/clock.js';
import type { Configuration } from '../domain/configuration.js';
import { Listeners } from '../domain/listeners.js';
import type { UpdateSink } from '../domain/live-update.js';
import type { PerformanceMode } from '../domain/performance-mode.js';
import type { Feed, FeedStatus, FrameCounts } from '../v11/feed.js';
import { DemoFeed, HostMemory, V11Stream, type Fetch, type OpenSocket } from '../v11/index.js';
import type { PageEvent } from './page-lifecycle.js';

/** Which feed a session needs: the demo network, or a backend. */
export type FeedPlan =
  | {
      readonly mode: 'demo';
      readonly seed: number;
      /** Generated nodes; nothing where a configuration says which there are. */
      readonly nodes: number | undefined;
      readonly configuration: Configuration | undefined;
      readonly performanceMode: PerformanceMode;
    }
  | { readonly mode: 'live'; readonly wsUrl: string; readonly url: string; readonly timeoutMs: number };

/** What feeds are made with. */
export interface FeedParts {
  readonly sink: UpdateSink;
  readonly clock: Clock;
  readonly random?: Random | undefined;
  readonly openSocket?: OpenSocket | undefined;
  readonly fetch?: Fetch | undefined;
}

const IDLE: FeedStatus = Object.freeze({ phase: 'idle', source: '', attempt: 0 });
const NO_FRAMES: FrameCounts = Object.freeze({ received: 0, dropped: 0, unknown: 0 });

/** One feed to the outside, whichever feed is behind it: what a session shows as its stream. */
export class FeedSwitch implements Feed {
  readonly #parts: FeedParts;
  /** What was learnt about backends, and how many calls they were asked; outlives a change of settings. */
  readonly #memory = new HostMemory();
  readonly #listeners = new Listeners<FeedStatus>();
  #feed: DemoFeed | V11Stream | undefined;
  #key: string | undefined;
  #stopListening: Stop | undefined;

  constructor(parts: FeedParts) {
    this.#parts = parts;
  }

  get status(): FeedStatus {
    return this.#feed?.status ?? IDLE;
  }

  get frames(): FrameCounts {
    return this.#feed?.frames ?? NO_FRAMES;
  }

  get lastFrameAt(): number | undefined {
    return this.#feed?.lastFrameAt;
  }

  /**
   * Follows a plan. A demo network goes on while its configuration or mode changes; another seed, size or address
   * means another feed, which is not started. Tells whether it is another one.
   */
  follow(plan: FeedPlan, visible: boolean): 'same' | 'first' | 'other' {
    const key = keyOf(plan);
    if (key === this.#key) {
      if (plan.mode === 'demo' && this.#feed instanceof DemoFeed) adjust(this.#feed, plan);
      return 'same';
    }
    const first = this.#key === undefined;
    this.#key = key;
    this.#use(
      plan.mode === 'demo'
        ? this.#openDemo(plan)
        : new V11Stream({ ...this.#parts, ...plan, visible, memory: this.#memory }),
    );
    return first ? 'first' : 'other';
  }

  /** Passes on what happens to the page. */
  notice(event: PageEvent): void {
    if (!(this.#feed instanceof V11Stream)) return;
    if (event === 'visible' || event === 'hidden') this.#feed.setVisible(event === 'visible');
    if (event === 'resume') this.#feed.wake();
    if (event === 'online') this.#feed.online();
    if (event === 'offline') this.#feed.offline();
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

  #openDemo({ seed, nodes, configuration, performanceMode }: Extract<FeedPlan, { mode: 'demo' }>): DemoFeed {
    const { clock, sink } = this.#parts;
    return new DemoFeed({ clock, sink, network: { seed, nodes, configuration, performanceMode } });
  }

  #use(feed: DemoFeed | V11Stream | undefined): void {
    this.#stopListening?.();
    this.#feed?.stop();
    this.#feed = feed;
    this.#stopListening = feed?.subscribe((status) => this.#listeners.tell(status));
    this.#listeners.tell(this.status);
  }
}

/** What makes a feed another one. */
function keyOf(plan: FeedPlan): string {
  if (plan.mode === 'live') return JSON.stringify(plan);
  // Whether nodes are generated or configured matters; which configuration it is does not.
  return JSON.stringify([plan.mode, plan.seed, plan.nodes]);
}

function adjust(feed: DemoFeed, { configuration, performanceMode }: Extract<FeedPlan, { mode: 'demo' }>): void {
  if (configuration !== undefined) feed.setConfiguration(configuration);
  feed.setPerformanceMode(performanceMode);
}
