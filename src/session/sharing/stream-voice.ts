import type { Clock, Stop } from '../../domain/clock.js';
import type { LiveMetrics } from '../live-metrics.js';
import type { Batch } from '../off-thread/batch.js';
import { Picture } from './picture.js';

/** Time between two batches in milliseconds: usually, and while nobody looks at the leader. */
const EVERY_MS = 100;
const HIDDEN_EVERY_MS = 1_000;

/** Everything is told at most this often, in milliseconds, however many ask. */
const WHOLE_EVERY_MS = 250;

/** What a {@link StreamVoice} needs. */
export interface StreamVoiceOptions {
  readonly live: LiveMetrics;
  readonly clock: Clock;
  readonly isVisible: () => boolean;
  /** Whether this tab may still speak for all; asked before each batch is made. */
  readonly mayTell: () => boolean;
  readonly tell: (batch: Batch, sequence: number, whole: boolean) => void;
}

/** Tells the other tabs what a leader's stream says, for one term. Says nothing, and does no work, until one asks. */
export class StreamVoice {
  readonly #options: StreamVoiceOptions;
  readonly #picture: Picture;
  #sequence = 0;
  #isAsked = false;
  #hasListeners = false;
  #wholeAt = -Infinity;
  #stopTimer: Stop | undefined;

  constructor(options: StreamVoiceOptions) {
    this.#options = options;
    this.#picture = new Picture(options.live, options.clock);
  }

  /** Number of the last batch of changes. */
  get sequence(): number {
    return this.#sequence;
  }

  /** Somebody wants to know everything. */
  ask(): void {
    // Whoever asked before may have gone, and with the last of them the timer.
    if (this.#isAsked && this.#stopTimer !== undefined) return;
    this.#isAsked = true;
    const { clock } = this.#options;
    this.#schedule(Math.max(0, this.#wholeAt + WHOLE_EVERY_MS - clock.elapsed()));
  }

  /** Speaks again after it was silent, because this tab had to look who leads. */
  goOn(): void {
    if (this.#hasListeners || this.#isAsked) this.#schedule(0);
  }

  /** Says no more. */
  end(): void {
    this.#stopTimer?.();
  }

  #schedule(delayMs: number): void {
    this.#stopTimer?.();
    this.#stopTimer = this.#options.clock.after(delayMs, () => {
      this.#stopTimer = undefined;
      this.#speak();
    });
  }

  #speak(): void {
    if (!this.#options.mayTell()) return;
    if (this.#hasListeners) this.#tellChanges();
    if (this.#isAsked) this.#tellWhole();
    this.#schedule(this.#options.isVisible() ? EVERY_MS : HIDDEN_EVERY_MS);
  }

  #tellChanges(): void {
    const batch = this.#picture.changes();
    if (batch === undefined) return;
    this.#sequence += 1;
    this.#options.tell(batch, this.#sequence, false);
  }

  #tellWhole(): void {
    this.#isAsked = false;
    this.#hasListeners = true;
    this.#wholeAt = this.#options.clock.elapsed();
    this.#options.tell(this.#picture.whole(), this.#sequence, true);
  }
}
