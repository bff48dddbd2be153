import type { Clock, Stop } from '../../domain/clock.js';
import { IDLE_STATUS, type FeedStatus, type FeedThread, type FrameCounts } from '../../v11/feed.js';
import { StatusSubject } from '../../v11/status-subject.js';
import type { HostedFeed } from '../hosted-feed.js';
import type { LiveMetrics } from '../live-metrics.js';
import type { PageEvent } from '../page-lifecycle.js';
import type { FeedSharing, SharingRefusal } from './feed-sharing.js';
import type { FeedNews } from './read-feed-news.js';
import type { BatchMessage, BeatMessage } from './share-message.js';
import type { ShareGroup, ShareGroupEvents } from './share-group.js';
import { StreamCopy } from './stream-copy.js';
import { StreamVoice } from './stream-voice.js';
import { isSameTerm, MOST_TERMS, NO_TERM, type Term } from './term.js';

/** How long a follower waits for everything before it asks again, in milliseconds. */
const ASK_AGAIN_MS = 500;

/** A person cannot want to try again more often, in milliseconds; a script can. */
const RETRY_EVERY_MS = 1_000;

/** More new terms than this within a minute are a quarrel, and not of honest tabs. */
const MOST_TERMS_A_MINUTE = 30;
const MINUTE_MS = 60_000;

/** What followers show while nobody leads yet. */
const CONNECTING: FeedStatus = Object.freeze({ ...IDLE_STATUS, phase: 'connecting' });
const NO_NEWS: FeedNews = {
  status: CONNECTING,
  frames: { received: 0, dropped: 0, unknown: 0 },
  lastFrameAt: undefined,
};

/** What a {@link SharedFeed} needs. */
export interface SharedFeedOptions {
  /** With whom: the other tabs of the origin, or the other copies of the library on the page. */
  readonly within: 'tabs' | 'page';
  /** Finds the others. */
  readonly openGroup: (events: ShareGroupEvents) => ShareGroup;
  readonly visible: boolean;
  readonly live: LiveMetrics;
  readonly clock: Clock;
  /** Whether other scripts of the origin must not see what is delivered; then it is not shared. */
  readonly isPrivate: boolean;
  /** Opens a stream of its own, which writes to the live metrics. */
  readonly openOwn: (visible: boolean) => HostedFeed;
}

/**
 * A stream for all tabs of an origin, or for all copies of the library on a page: one of them leads and runs it, the others
 * show what it tells. Whoever leads is replaced when it goes, dies or falls silent (reliability 3.6, 3.8, T8, T10). Who
 * cannot share runs a stream of its own.
 */
export class SharedFeed implements HostedFeed {
  readonly #options: SharedFeedOptions;
  readonly #group: ShareGroup;
  readonly #copy: StreamCopy;
  readonly #subject = new StatusSubject();
  #own: { readonly feed: HostedFeed; readonly stop: Stop } | undefined;
  #voice: StreamVoice | undefined;
  #news = NO_NEWS;
  #refusal: SharingRefusal | undefined;
  #visible: boolean;
  #isWanted = false;
  #askedAt = -Infinity;
  #retriedAt = -Infinity;
  #termsAt: number[] = [];
  #term = NO_TERM;

  constructor(options: SharedFeedOptions) {
    this.#options = options;
    this.#visible = options.visible;
    this.#copy = new StreamCopy(options.live);
    if (options.isPrivate) this.#refusal = 'private';
    this.#group = options.openGroup({
      beat: () => ({ sequence: this.#voice?.sequence ?? 0, news: this.#newsOfOwn() }),
      onChange: () => this.#follow(),
      onTold: (message) => this.#take(message),
      onAsked: (word) => (word === 'ask' ? this.#voice?.ask() : this.#retryForOther()),
      onRefused: (refusal) => this.#shareNoMore(refusal),
    });
  }

  get status(): FeedStatus {
    return this.#subject.status;
  }

  get frames(): FrameCounts {
    return this.#own?.feed.frames ?? this.#news.frames;
  }

  get lastFrameAt(): number | undefined {
    return this.#own?.feed.lastFrameAt ?? this.#news.lastFrameAt;
  }

  get thread(): FeedThread | undefined {
    return this.#own?.feed.thread;
  }

  get sharing(): FeedSharing | undefined {
    return this.#options.within === 'tabs' ? this.#facts() : this.#own?.feed.sharing;
  }

  get pageSharing(): FeedSharing | undefined {
    return this.#options.within === 'page' ? this.#facts() : undefined;
  }

  start(): void {
    if (this.#isWanted) return;
    this.#isWanted = true;
    this.#join();
  }

  stop(): void {
    this.#isWanted = false;
    this.#group.leave();
    this.#closeOwn();
    this.#news = NO_NEWS;
    this.#subject.publish(IDLE_STATUS);
  }

  retry(): void {
    if (!this.#isWanted) this.start();
    else if (this.#own !== undefined) this.#own.feed.retry();
    else this.#group.request('retry');
  }

  notice(event: PageEvent): void {
    if (event === 'visible' || event === 'hidden') {
      this.#visible = event === 'visible';
      this.#group.see(this.#visible);
    }
    // A page that sleeps must neither lead nor hold what keeps it from being kept.
    if (event === 'suspend' && this.#refusal === undefined) this.#group.suspend();
    this.#own?.feed.notice(event);
    if (this.#isWanted && (event === 'resume' || event === 'visible')) this.#join();
  }

  adjust(): void {
    // A backend's stream follows no configuration.
  }

  subscribe(listener: (status: FeedStatus) => void): Stop {
    return this.#subject.subscribe(listener);
  }

  dispose(): void {
    this.stop();
  }

  #facts(): FeedSharing {
    const { state, dropped } = this.#group;
    const facts = { term: state.term.number, dropped };
    if (this.#refusal !== undefined) return { role: 'alone', ...facts, refusal: this.#refusal };
    return { role: state.role === 'leader' || state.role === 'follower' ? state.role : 'looking', ...facts };
  }

  #join(): void {
    if (this.#refusal === undefined && !this.#group.join()) this.#refusal = 'unsupported';
    if (this.#refusal !== undefined) this.#openOwn();
    this.#publish();
  }

  /** The role or the term is another one. */
  #follow(): void {
    const { role, term } = this.#group.state;
    if (this.#refusal !== undefined) return;
    if (role !== 'follower') this.#copy.end();
    if (role === 'leader') this.#lead(term);
    // A leader that woke and only looks keeps its stream: nobody may have replaced it.
    else if ((role === 'follower' || role === 'away') && this.#own !== undefined) this.#stepDown();
    this.#publish();
    if (term !== this.#term) this.#noteTerm(term);
  }

  #lead(term: Term): void {
    const isSame = isSameTerm(term, this.#term);
    if (!isSame || this.#voice === undefined) this.#raiseVoice();
    else this.#voice.goOn();
    this.#openOwn();
  }

  #raiseVoice(): void {
    this.#voice?.end();
    const { live, clock } = this.#options;
    this.#voice = new StreamVoice({
      live,
      clock,
      isVisible: () => this.#visible,
      mayTell: () => this.#group.mayTell(),
      tell: (batch, sequence, whole) => this.#group.tell(batch, sequence, whole),
    });
  }

  #stepDown(): void {
    // What the own stream told stays true until the new leader says otherwise.
    this.#news = this.#newsOfOwn();
    this.#closeOwn();
  }

  #openOwn(): void {
    if (this.#own !== undefined) return;
    const feed = this.#options.openOwn(this.#visible);
    const onStatus = (): void => {
      this.#publish();
      if (this.#voice !== undefined) this.#group.beat();
    };
    this.#own = { feed, stop: feed.subscribe(onStatus) };
    feed.start();
  }

  #closeOwn(): void {
    this.#voice?.end();
    this.#voice = undefined;
    this.#own?.stop();
    this.#own?.feed.dispose();
    this.#own = undefined;
  }

  #newsOfOwn(): FeedNews {
    const { status, frames, lastFrameAt } = this.#own?.feed ?? this.#news;
    return { status, frames, lastFrameAt };
  }

  #publish(): void {
    if (this.#isWanted) this.#subject.publish({ ...this.#newsOfOwn().status });
  }

  #take(message: BeatMessage | BatchMessage): void {
    const { clock } = this.#options;
    if (message.word === 'batch') this.#copy.take(message, clock.now());
    else {
      this.#news = message.news;
      this.#publish();
    }
    if (this.#copy.isComplete(message.term, message.sequence)) return;
    if (clock.elapsed() - this.#askedAt < ASK_AGAIN_MS) return;
    this.#askedAt = clock.elapsed();
    this.#group.request('ask');
  }

  #retryForOther(): void {
    const now = this.#options.clock.elapsed();
    if (now - this.#retriedAt < RETRY_EVERY_MS) return;
    this.#retriedAt = now;
    this.#own?.feed.retry();
  }

  #noteTerm(term: Term): void {
    const now = this.#options.clock.elapsed();
    this.#term = term;
    this.#askedAt = -Infinity;
    this.#termsAt = [...this.#termsAt.filter((at) => now - at < MINUTE_MS), now];
    if (this.#termsAt.length > MOST_TERMS_A_MINUTE || term.number >= MOST_TERMS) this.#shareNoMore('contested');
  }

  /** Goes on by itself, for as long as this feed lives. */
  #shareNoMore(refusal: SharingRefusal): void {
    if (this.#refusal !== undefined) return;
    this.#refusal = refusal;
    this.#group.leave();
    this.#voice?.end();
    this.#voice = undefined;
    if (this.#isWanted) this.#openOwn();
    this.#publish();
  }
}
