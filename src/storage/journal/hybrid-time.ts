/** Times that order records across tabs although clocks jump: wall time, a counter, and who wrote (reliability 3.1). */
import type { Clock } from '../../domain/clock.js';

/** Digits of epoch milliseconds until the year 33658, so that times compare as texts. */
const MS_DIGITS = 15;
const COUNTER_DIGITS = 6;

/** The wall time in a hybrid time, in epoch milliseconds; 0 if it is none. */
export function momentOf(time: string): number {
  return Number.parseInt(time, 10) || 0;
}

/** Makes hybrid times: each is later, as a text, than every other this one has made or seen. */
export class HybridTime {
  #ms = 0;
  #counter = 0;

  constructor(
    private readonly clock: Clock,
    private readonly writer: string,
  ) {}

  /** A time for a new record. */
  next(): string {
    const now = Math.max(0, Math.floor(this.clock.now()));
    if (now > this.#ms) {
      this.#ms = now;
      this.#counter = 0;
    } else {
      this.#counter += 1;
    }
    return this.of(this.#ms, this.#counter);
  }

  /** The time of something that was made at a known moment, in epoch milliseconds. */
  of(ms: number, counter = 0): string {
    const time = String(Math.max(0, Math.floor(ms))).padStart(MS_DIGITS, '0');
    return `${time}.${String(counter).padStart(COUNTER_DIGITS, '0')}.${this.writer}`;
  }

  /** Takes note of a time that someone else made. Times that are not of this form are ignored. */
  saw(time: string): void {
    const [ms, counter] = time.split('.').map(Number);
    if (ms === undefined || counter === undefined || !Number.isSafeInteger(ms) || !Number.isSafeInteger(counter))
      return;
    if (ms > this.#ms || (ms === this.#ms && counter > this.#counter)) {
      this.#ms = ms;
      this.#counter = counter;
    }
  }
}
