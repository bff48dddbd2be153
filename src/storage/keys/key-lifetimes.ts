/** How long each key may be kept, by the clock on the wall and by elapsed time (reliability S22). */
import type { KeyName } from '../../domain/api-keys.js';
import type { Clock, Stop } from '../ports.js';

/** Longest delay that a timer of a browser can wait, in milliseconds; with more it would run at once. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/** What a key's time started at. */
interface Start {
  readonly now: number;
  readonly elapsed: number;
  readonly stop: Stop;
}

/** Ends keys when their time is over. */
export class KeyLifetimes {
  readonly #starts = new Map<KeyName, Start>();

  /** Without a lifetime in milliseconds, nothing ever ends. `onOver` hears whose time is over. */
  constructor(
    private readonly clock: Clock,
    private readonly lifetimeMs: number | undefined,
    private readonly onOver: (name: KeyName) => void,
  ) {}

  /** Starts a key's time anew. */
  start(name: KeyName): void {
    this.end(name);
    if (this.lifetimeMs === undefined) return;
    const delayMs = Math.min(this.lifetimeMs, LONGEST_DELAY_MS);
    const stop = this.clock.after(delayMs, () => this.#check(name, delayMs));
    this.#starts.set(name, { now: this.clock.now(), elapsed: this.clock.elapsed(), stop });
  }

  /** Forgets a key's time. */
  end(name: KeyName): void {
    this.#starts.get(name)?.stop();
    this.#starts.delete(name);
  }

  /** Whether a key's time is over. Timers are late on a machine that slept, so whoever reads a key asks first. */
  isOver(name: KeyName): boolean {
    const start = this.#starts.get(name);
    if (start === undefined || this.lifetimeMs === undefined) return false;
    const ages = [this.clock.now() - start.now, this.clock.elapsed() - start.elapsed];
    return Math.max(...ages) >= this.lifetimeMs;
  }

  #check(name: KeyName, delayMs: number): void {
    if (this.isOver(name)) return this.onOver(name);
    const start = this.#starts.get(name);
    if (start === undefined) return;
    this.#starts.set(name, { ...start, stop: this.clock.after(delayMs, () => this.#check(name, delayMs)) });
  }
}
