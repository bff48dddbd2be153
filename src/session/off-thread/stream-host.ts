import type { Stop } from '../../domain/clock.js';
import { HostMemory } from '../../v11/host-memory.js';
import type { HostedFeed } from '../hosted-feed.js';
import type { FeedParts } from '../local-feed.js';
import { openLocalFeed } from '../local-feeds.js';
import { BatchingSink } from './batching-sink.js';
import type { CallState, Counts, FromWorker, ToWorker } from './messages.js';
import { PageAsks } from './page-asks.js';
import { PageBudget } from './page-budget.js';

/** Least time between two batches in milliseconds: while little is going on, usually, and while nobody looks. */
const QUIET_EVERY_MS = 16;
const BUSY_EVERY_MS = 100;
const HIDDEN_EVERY_MS = 1_000;

/** Little is going on while a batch has no more nodes than this. */
const QUIET_ROWS = 50;

/** Sends a message; buffers in `transfer` are handed over. */
export type Post = (message: FromWorker, transfer: Transferable[]) => void;

/**
 * The Worker's end: runs a feed into batches, and hands one over whenever the page has taken the one before. So there is
 * never more than one on its way, and a page that is slow gets the latest values instead of a queue.
 */
export class StreamHost {
  readonly #post: Post;
  readonly #parts: FeedParts;
  readonly #asks: PageAsks;
  #feed: HostedFeed | undefined;
  #sink: BatchingSink | undefined;
  #run = 0;
  #visible = true;
  /** Whether the page waits for a batch, and the buffer that it gave back. */
  #isAsked = false;
  #buffer: ArrayBuffer | undefined;
  #hasTold = false;
  #sentAt = -Infinity;
  #rows = 0;
  #toldIncidents: HostedFeed['incidents'];
  #stopTimer: Stop | undefined;

  constructor(post: Post, parts: FeedParts) {
    this.#post = post;
    this.#parts = parts;
    this.#asks = new PageAsks((question) => post(question, []));
    post({ type: 'ready' }, []);
  }

  /** Does what the page says. */
  receive(message: ToWorker): void {
    switch (message.type) {
      case 'open':
        return this.#open(message);
      case 'start':
      case 'stop':
        this.#run = message.run;
        this.#feed?.[message.type]();
        return this.#tellStatus();
      case 'retry':
        return this.#feed?.retry();
      case 'notice':
        if (message.event === 'visible' || message.event === 'hidden') this.#setVisible(message.event === 'visible');
        return this.#feed?.notice(message.event);
      case 'adjust':
        return this.#feed?.adjust(message.plan);
      case 'take':
        this.#isAsked = true;
        this.#buffer = message.buffer;
        return this.#schedule();
      case 'token':
      case 'call':
        return this.#asks.hear(message);
    }
  }

  /** Stops everything. */
  dispose(): void {
    this.#feed?.dispose();
    this.#stopTimer?.();
  }

  #open({ plan, visible, maxNodes, token, calls }: Extract<ToWorker, { type: 'open' }>): void {
    this.#visible = visible;
    this.#sink = new BatchingSink({ clock: this.#parts.clock, maxNodes, onChange: () => this.#onChange() });
    const tokens = token && { ...token, token: (origin: string) => this.#asks.token(origin) };
    this.#feed = openLocalFeed(plan, this.#sink, { ...this.#parts, ...tokens, memory: this.#memory(calls) }, visible);
    this.#feed.subscribe(() => this.#tellStatus());
  }

  /** What is learnt about the backend; its calls are counted by the page. */
  #memory(calls: CallState | undefined): HostMemory {
    const [clock, asks] = [this.#parts.clock, this.#asks];
    const onBlock = (durationMs: number): void => this.#post({ type: 'block', durationMs }, []);
    return new HostMemory({ allowance: calls && new PageBudget(calls, { clock, asks, onBlock }) });
  }

  #onChange(): void {
    if (!this.#isAsked && !this.#hasTold) this.#post({ type: 'waiting' }, []);
    this.#hasTold = true;
    this.#schedule();
  }

  #setVisible(visible: boolean): void {
    this.#visible = visible;
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    this.#schedule();
  }

  #schedule(): void {
    if (!this.#isAsked || this.#stopTimer !== undefined || this.#sink?.hasChanged !== true) return;
    const dueMs = this.#sentAt + this.#intervalMs() - this.#parts.clock.elapsed();
    this.#stopTimer = this.#parts.clock.after(Math.max(0, dueMs), () => this.#hand());
  }

  #intervalMs(): number {
    if (!this.#visible) return HIDDEN_EVERY_MS;
    return this.#rows > QUIET_ROWS ? BUSY_EVERY_MS : QUIET_EVERY_MS;
  }

  #hand(): void {
    this.#stopTimer = undefined;
    const batch = this.#sink?.take(this.#buffer);
    if (batch === undefined) return;
    this.#isAsked = false;
    this.#buffer = undefined;
    this.#sentAt = this.#parts.clock.elapsed();
    this.#rows = batch.rows;
    this.#post({ type: 'batch', batch, ...this.#counts() }, [batch.buffer]);
  }

  #tellStatus(): void {
    const status = this.#feed?.status;
    if (status !== undefined) this.#post({ type: 'status', run: this.#run, status, ...this.#counts() }, []);
  }

  #counts(): Counts {
    const { frames, lastFrameAt, incidents } = this.#feed ?? {};
    const counts = { frames: frames ?? { received: 0, dropped: 0, unknown: 0 }, lastFrameAt };
    if (incidents === this.#toldIncidents) return counts;
    this.#toldIncidents = incidents;
    return { ...counts, incidents };
  }
}
