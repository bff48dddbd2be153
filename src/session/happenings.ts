import type { Confidence, Origin } from '../domain/live-update.js';
import type { FeedStatus } from '../v11/feed.js';

/** Most happenings that are kept; the oldest go. A chart shows an hour at most. */
const MOST_KEPT = 200;

/** Who leads is drawn anew or never changes where a backend says so with this confidence: no one was elected. */
const MADE_UP: ReadonlySet<Confidence> = new Set(['random', 'constant']);

/** Something that happened to a network or to the connection to it, for charts that mark it. Frozen. */
export type Happening =
  /** Another node leads, from `at` on, in epoch milliseconds. */
  | { readonly kind: 'leader-change'; readonly at: number; readonly nodeId: string; readonly before: string }
  /** The connection is back at `at`, after `awayMs` milliseconds. */
  | { readonly kind: 'reconnect'; readonly at: number; readonly awayMs: number };

/**
 * What happened lately: changes of the leader and lost connections that came back, oldest first. It is kept apart from
 * values, so that it outlives a history that is cleared; only what belongs to another network is forgotten.
 */
export class Happenings {
  #entries: readonly Happening[] = [];
  #leader = '';
  #leaderSource = '';
  #wasConnected = false;
  #lostAt: number | undefined;

  /** Oldest first, at most 200; another list whenever something happens. */
  get entries(): readonly Happening[] {
    return this.#entries;
  }

  /**
   * Takes who leads, which was found to be news. An empty id means that nobody is known to: whoever leads next is compared with the last one that was.
   * Several sources that name different nodes are no election: a change counts only within one source.
   */
  noteLeader(nodeId: string, origin: Origin): void {
    if (nodeId === '' || MADE_UP.has(origin.confidence)) return;
    const [before, source] = [this.#leader, this.#leaderSource];
    this.#leader = nodeId;
    this.#leaderSource = origin.source;
    if (before === '' || before === nodeId || source !== origin.source) return;
    this.#add({ kind: 'leader-change', at: origin.at, nodeId, before });
  }

  /** Takes the status of the stream at `now`, in epoch milliseconds. Where a person disconnected, nothing is lost. */
  noteStatus({ phase, connected }: FeedStatus, now: number): void {
    if (phase === 'idle' || phase === 'stopped') this.#lostAt = undefined;
    else if (this.#wasConnected && !connected) this.#lostAt = now;
    else if (connected && this.#lostAt !== undefined) {
      this.#add({ kind: 'reconnect', at: now, awayMs: Math.max(0, now - this.#lostAt) });
      this.#lostAt = undefined;
    }
    this.#wasConnected = connected;
  }

  /** Forgets everything: what comes is of another network. */
  forget(): void {
    this.#entries = [];
    this.#leader = '';
    this.#leaderSource = '';
    this.#lostAt = undefined;
    this.#wasConnected = false;
  }

  #add(happening: Happening): void {
    this.#entries = Object.freeze([...this.#entries, Object.freeze(happening)].slice(-MOST_KEPT));
  }
}
