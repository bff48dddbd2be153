import type { Stop } from '../../domain/clock.js';
import { Listeners } from '../../domain/listeners.js';
import type { FeedStatus, FeedThread, FrameCounts, WorkerRefusal } from '../../v11/feed.js';
import type { DatedIncident } from '../../v11/index.js';
import type { FeedPlan } from '../feed-plan.js';
import type { HostedFeed } from '../hosted-feed.js';
import type { LiveMetrics } from '../live-metrics.js';
import type { FeedParts } from '../local-feed.js';
import type { PageEvent } from '../page-lifecycle.js';
import { BUSY_NODES, watchLoad } from './load-watch.js';
import type { PageDesk } from './page-desk.js';
import { WorkerFeed } from './worker-feed.js';
import type { OpenWorker } from './worker-like.js';

/** Time for a Worker's stream to get through before it takes over, in milliseconds. */
const MOVE_WITHIN_MS = 30_000;

/** What feeds of a session are made with. */
export interface FeedTools extends FeedParts {
  /** Takes what comes. */
  readonly live: LiveMetrics;
  /** Most nodes that are kept; default 100,000. */
  readonly maxNodes?: number | undefined;
  /** How a Worker is opened; nothing where there can be none. */
  readonly openWorker: OpenWorker | undefined;
}

/** What a {@link ThreadedFeed} needs. */
export interface ThreadedFeedParts extends FeedTools {
  /** Opens the feed of a plan on the page. */
  readonly openHere: (plan: FeedPlan, visible: boolean) => HostedFeed;
  /** Answers what a Worker asks; nothing where it has nothing to ask. */
  readonly openDesk?: () => PageDesk;
}

/**
 * A feed on the page or in a Worker, as its plan chooses. It moves to a Worker once there is much to do, and keeps
 * writing from the page until the Worker's stream delivers, so that nothing is missed. It comes back to the page where a
 * Worker cannot be had or breaks; that is told by `thread`, and never again tried for this feed.
 */
export class ThreadedFeed implements HostedFeed {
  readonly #parts: ThreadedFeedParts;
  readonly #listeners = new Listeners<void>();
  #plan: FeedPlan;
  #visible: boolean;
  #feed: HostedFeed;
  #stopListening: Stop = () => undefined;
  /** A Worker's feed that is about to take over. */
  #next: WorkerFeed | undefined;
  #stopMoving: Stop = () => undefined;
  #stopWatching: Stop = () => undefined;
  #refusal: WorkerRefusal | undefined;
  #isWanted = false;
  /** Frames of feeds that were replaced. */
  #before: FrameCounts = { received: 0, dropped: 0, unknown: 0 };

  constructor(plan: FeedPlan, parts: ThreadedFeedParts, visible: boolean) {
    this.#parts = parts;
    this.#plan = plan;
    this.#visible = visible;
    const worker = isBusyFromTheStart(plan) ? this.#openWorker() : undefined;
    worker?.take(false);
    this.#feed = worker ?? this.#openHere();
    this.#listen();
  }

  get status(): FeedStatus {
    return this.#feed.status;
  }

  get frames(): FrameCounts {
    const { frames } = this.#feed;
    const before = this.#before;
    return {
      ...frames,
      received: before.received + frames.received,
      dropped: before.dropped + frames.dropped,
      unknown: before.unknown + frames.unknown,
    };
  }

  get lastFrameAt(): number | undefined {
    return this.#feed.lastFrameAt;
  }

  get incidents(): readonly DatedIncident[] | undefined {
    return this.#feed.incidents;
  }

  get thread(): FeedThread {
    const place = this.#feed instanceof WorkerFeed ? 'worker' : 'page';
    return this.#refusal === undefined ? { place } : { place, refusal: this.#refusal };
  }

  start(): void {
    this.#isWanted = true;
    this.#feed.start();
    this.#watch();
  }

  stop(): void {
    this.#isWanted = false;
    this.#stopWatching();
    this.#dropNext();
    this.#feed.stop();
  }

  retry(): void {
    this.#isWanted = true;
    this.#feed.retry();
    this.#watch();
  }

  notice(event: PageEvent): void {
    if (event === 'visible' || event === 'hidden') this.#visible = event === 'visible';
    this.#feed.notice(event);
    this.#next?.notice(event);
  }

  adjust(plan: FeedPlan): void {
    this.#plan = plan;
    this.#feed.adjust(plan);
  }

  subscribe(listener: (status: FeedStatus) => void): Stop {
    return this.#listeners.add(() => listener(this.status));
  }

  dispose(): void {
    this.stop();
    this.#stopListening();
    this.#feed.dispose();
    this.#listeners.clear();
  }

  #openHere(): HostedFeed {
    return this.#parts.openHere(this.#plan, this.#visible);
  }

  #openWorker(onWaiting?: () => void): WorkerFeed | undefined {
    const { openWorker, live, maxNodes, clock } = this.#parts;
    if (openWorker === undefined) return this.#refuse('unsupported');
    let isOpen = false;
    const worker: WorkerFeed | undefined = WorkerFeed.open(openWorker, {
      plan: this.#plan,
      visible: this.#visible,
      live,
      maxNodes,
      clock,
      desk: this.#parts.openDesk?.(),
      onWaiting,
      onFailed: (refusal) => {
        if (isOpen) this.#failed(worker, refusal);
      },
    });
    isOpen = true;
    return worker ?? this.#refuse('refused');
  }

  #refuse(refusal: WorkerRefusal): undefined {
    this.#refusal = refusal;
  }

  #failed(worker: WorkerFeed | undefined, refusal: WorkerRefusal): void {
    this.#refuse(refusal);
    if (worker === this.#next) this.#dropNext();
    else if (worker === this.#feed) this.#use(this.#openHere());
  }

  /** A demo network does not move: it would begin anew. */
  #watch(): void {
    this.#stopWatching();
    const { mode, worker } = this.#plan;
    const canMove = mode === 'live' && worker === 'auto' && this.#refusal === undefined;
    if (!canMove || this.#feed instanceof WorkerFeed || this.#next !== undefined) return;
    if (this.#parts.openWorker === undefined) return;
    const load = { frames: () => this.#feed.frames.received, nodes: () => this.#parts.live.nodes.count };
    this.#stopWatching = watchLoad(load, this.#parts.clock, () => this.#move());
  }

  #move(): void {
    const next = this.#openWorker(() => this.#takeOver());
    if (next === undefined) return this.#listeners.tell();
    this.#next = next;
    this.#stopMoving = this.#parts.clock.after(MOVE_WITHIN_MS, () => this.#failed(next, 'silent'));
    next.start();
  }

  /** The Worker's stream is open and delivers: whatever is sent from now on reaches it. */
  #takeOver(): void {
    const next = this.#next;
    if (next === undefined) return;
    this.#next = undefined;
    this.#stopMoving();
    this.#use(next);
    next.take(true);
  }

  #use(feed: HostedFeed): void {
    this.#before = this.frames;
    this.#stopListening();
    this.#feed.dispose();
    this.#feed = feed;
    this.#listen();
    if (this.#isWanted) feed.start();
    this.#listeners.tell();
  }

  #listen(): void {
    this.#stopListening = this.#feed.subscribe(() => this.#listeners.tell());
  }

  #dropNext(): void {
    this.#stopMoving();
    this.#next?.dispose();
    this.#next = undefined;
  }
}

/** A demo network says beforehand how much it will be. */
function isBusyFromTheStart(plan: FeedPlan): boolean {
  if (plan.worker === 'never') return false;
  if (plan.worker === 'always') return true;
  return plan.mode === 'demo' && (plan.nodes ?? plan.configuration?.nodes.length ?? 0) > BUSY_NODES;
}
