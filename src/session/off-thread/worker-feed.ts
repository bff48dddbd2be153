import type { Clock, Stop } from '../../domain/clock.js';
import { IDLE_STATUS, type FeedStatus, type FrameCounts, type WorkerRefusal } from '../../v11/feed.js';
import type { DatedIncident } from '../../v11/index.js';
import { StatusSubject } from '../../v11/status-subject.js';
import type { FeedPlan } from '../feed-plan.js';
import type { HostedFeed } from '../hosted-feed.js';
import type { LiveMetrics } from '../live-metrics.js';
import type { PageEvent } from '../page-lifecycle.js';
import { BatchApplier } from './batch-applier.js';
import { readFromWorker, type Counts, type FromWorker, type QuestionToPage, type ToWorker } from './messages.js';
import type { PageDesk } from './page-desk.js';
import type { OpenWorker, WorkerLike } from './worker-like.js';

/** Time for the Worker's script to run, in milliseconds. */
const READY_WITHIN_MS = 10_000;

/** What a {@link WorkerFeed} needs. */
export interface WorkerFeedOptions {
  readonly plan: FeedPlan;
  readonly visible: boolean;
  /** Takes what comes. */
  readonly live: LiveMetrics;
  readonly maxNodes: number | undefined;
  readonly clock: Clock;
  /** Answers what the Worker asks; nothing where it has nothing to ask, as for a demo network. */
  readonly desk: PageDesk | undefined;
  /** There is something to take; called once, and only while nothing was taken yet. */
  readonly onWaiting?: () => void;
  /** The Worker cannot be had, or broke. Called once; the feed is of no use then. */
  readonly onFailed: (refusal: WorkerRefusal) => void;
}

/** The page's end of a feed that does its work in a Worker. */
export class WorkerFeed implements HostedFeed {
  readonly #options: WorkerFeedOptions;
  readonly #worker: WorkerLike;
  readonly #applier: BatchApplier;
  readonly #subject = new StatusSubject();
  readonly #end = new AbortController();
  readonly #stopWaiting: Stop;
  #counts: Counts = { frames: { received: 0, dropped: 0, unknown: 0 }, lastFrameAt: undefined };
  #incidents: readonly DatedIncident[] | undefined;
  #run = 0;
  #isReady = false;
  /** Whether the next batch is the first, of a feed that takes over from another. */
  #isOvertaken = false;

  /** Takes over a Worker that was just opened. */
  constructor(worker: WorkerLike, options: WorkerFeedOptions) {
    this.#options = options;
    this.#worker = worker;
    this.#applier = new BatchApplier(options.live);
    this.#stopWaiting = options.clock.after(READY_WITHIN_MS, () => this.#fail('silent'));
    this.#listen();
    const { plan, visible, maxNodes, desk } = options;
    this.#say({ type: 'open', plan, visible, maxNodes, token: desk?.tokenPlace, calls: desk?.calls });
  }

  /** Opens a Worker for a feed; nothing if the page may not have one. */
  static open(open: OpenWorker, options: WorkerFeedOptions): WorkerFeed | undefined {
    try {
      const feed = new WorkerFeed(open(), options);
      return feed.#end.signal.aborted ? undefined : feed;
    } catch {
      // Another origin, a policy, or Trusted Types: browsers throw for some of them and send an event for others.
      return undefined;
    }
  }

  get status(): FeedStatus {
    return this.#subject.status;
  }

  get frames(): FrameCounts {
    return this.#counts.frames;
  }

  get incidents(): readonly DatedIncident[] | undefined {
    return this.#incidents;
  }

  get lastFrameAt(): number | undefined {
    return this.#counts.lastFrameAt;
  }

  /** Takes what comes from now on. `overtaken`: another feed wrote until now, and may have been ahead. */
  take(overtaken: boolean): void {
    this.#isOvertaken = overtaken;
    this.#say({ type: 'take', buffer: undefined });
  }

  start(): void {
    if (this.status.phase !== 'idle') return;
    this.#run += 1;
    this.#subject.publish({ ...IDLE_STATUS, phase: 'connecting' });
    this.#say({ type: 'start', run: this.#run });
  }

  stop(): void {
    if (this.status.phase === 'idle') return;
    this.#run += 1;
    this.#say({ type: 'stop', run: this.#run });
    this.#subject.publish(IDLE_STATUS);
  }

  retry(): void {
    if (this.status.phase === 'idle') this.start();
    else this.#say({ type: 'retry' });
  }

  notice(event: PageEvent): void {
    this.#say({ type: 'notice', event });
  }

  adjust(plan: FeedPlan): void {
    this.#say({ type: 'adjust', plan });
  }

  subscribe(listener: (status: FeedStatus) => void): Stop {
    return this.#subject.subscribe(listener);
  }

  dispose(): void {
    this.#end.abort();
    this.#stopWaiting();
    this.#worker.terminate();
    this.#subject.publish(IDLE_STATUS);
  }

  #listen(): void {
    const { signal } = this.#end;
    this.#worker.addEventListener('message', ({ data }) => this.#receive(data), { signal });
    for (const type of ['error', 'messageerror'] as const)
      this.#worker.addEventListener(
        type,
        (event) => {
          // Told through `onFailed`; the page's own handlers of errors are not to hear of it.
          event.preventDefault();
          this.#fail(this.#isReady ? 'failed' : 'refused');
        },
        { signal },
      );
  }

  #receive(data: unknown): void {
    const message = readFromWorker(data);
    if (message !== undefined) this.#hear(message);
  }

  #hear(message: FromWorker): void {
    switch (message.type) {
      case 'ready':
        this.#isReady = true;
        return this.#stopWaiting();
      case 'waiting':
        return this.#options.onWaiting?.();
      case 'status':
        this.#count(message);
        if (message.run === this.#run) this.#show(message.status);
        return;
      case 'batch':
        this.#count(message);
        this.#applier.apply(message.batch, this.#options.clock.now(), this.#isOvertaken);
        this.#isOvertaken = false;
        return this.#say({ type: 'take', buffer: message.batch.buffer });
      case 'ask-token':
      case 'ask-call':
        return void this.#answer(message);
      case 'block':
        this.#options.desk?.block(message.durationMs);
        return this.#show(this.status);
    }
  }

  #count(counts: Counts): void {
    this.#counts = counts;
    this.#incidents = counts.incidents ?? this.#incidents;
  }

  /** The page counts the calls, so that its figures are shown. */
  #show(status: FeedStatus): void {
    const { desk } = this.#options;
    this.#subject.publish(desk === undefined || status.phase === 'idle' ? status : { ...status, calls: desk.usage });
  }

  async #answer(question: QuestionToPage): Promise<void> {
    const answer = await this.#options.desk?.answer(question);
    if (answer === undefined || this.#end.signal.aborted) return;
    this.#say(answer);
    this.#show(this.status);
  }

  #say(message: ToWorker): void {
    if (this.#end.signal.aborted) return;
    const transfer = message.type === 'take' && message.buffer !== undefined ? [message.buffer] : [];
    try {
      this.#worker.postMessage(message, transfer);
    } catch {
      // Something in the plan cannot be sent.
      this.#fail('refused');
    }
  }

  #fail(refusal: WorkerRefusal): void {
    if (this.#end.signal.aborted) return;
    this.#end.abort();
    this.#stopWaiting();
    this.#worker.terminate();
    this.#options.onFailed(refusal);
  }
}
