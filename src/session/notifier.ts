import type { Stop } from '../domain/clock.js';
import { Listeners } from '../domain/listeners.js';

/** Runs once, at the next good moment to draw, unless stopped before. */
export type FrameScheduler = (run: () => void) => Stop;

/** The browser's animation frame; where there is none, a timer of about one frame. */
export const animationFrame: FrameScheduler = (run) => {
  if (typeof requestAnimationFrame === 'function') {
    const frame = requestAnimationFrame(run);
    return () => cancelAnimationFrame(frame);
  }
  const timer = setTimeout(run, 16);
  return () => clearTimeout(timer);
};

/** Collects changes by topic and tells each listener at most once a frame, and not at all while paused. */
export class Notifier<Topic extends string> {
  readonly #listeners = new Map<Topic, Listeners<void>>();
  readonly #changed = new Set<Topic>();
  readonly #schedule: FrameScheduler;
  #cancel: Stop | undefined;
  #paused = false;

  constructor(schedule: FrameScheduler) {
    this.#schedule = schedule;
  }

  /** Hears of changes of a topic. */
  subscribe(topic: Topic, listener: () => void): Stop {
    const listeners = this.#listeners.get(topic) ?? new Listeners<void>();
    this.#listeners.set(topic, listeners);
    return listeners.add(listener);
  }

  /** Number of listeners, for tests and diagnosis. */
  get listenerCount(): number {
    let count = 0;
    for (const listeners of this.#listeners.values()) count += listeners.count;
    return count;
  }

  /** Notes that a topic changed. */
  changed(topic: Topic): void {
    this.#changed.add(topic);
    this.#plan();
  }

  /** Holds notifications back, for instance while the page is hidden; they come together on resume. */
  set paused(paused: boolean) {
    this.#paused = paused;
    if (paused) this.stop();
    else this.#plan();
  }

  /** Cancels what is planned. */
  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #plan(): void {
    if (this.#paused || this.#cancel !== undefined || this.#changed.size === 0) return;
    this.#cancel = this.#schedule(() => this.#flush());
  }

  #flush(): void {
    this.#cancel = undefined;
    const topics = [...this.#changed];
    this.#changed.clear();
    for (const topic of topics) this.#listeners.get(topic)?.tell();
  }
}
