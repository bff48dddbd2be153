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
    return this.#text(this.#ms, this.#counter);
  }

  /**
   * The time of something that was made at a known moment, in epoch milliseconds, and replaces what has a time already:
   * no later than it must be, so that it does not win over what was saved elsewhere after it was made.
   */
  of(madeAt: number, replaced = ''): string {
    const ms = Math.max(0, Math.floor(Math.min(madeAt, this.clock.now())));
    const time = this.#text(ms, 0);
    if (time > replaced) return time;
    const { ms: replacedMs = ms, counter = 0 } = partsOf(replaced) ?? {};
    return this.#text(replacedMs, counter + 1);
  }

  /** Takes note of a time that someone else made. Times that are not of this form are ignored. */
  saw(time: string): void {
    const parts = partsOf(time);
    if (parts === undefined) return;
    const { ms, counter } = parts;
    if (ms > this.#ms || (ms === this.#ms && counter > this.#counter)) {
      this.#ms = ms;
      this.#counter = counter;
    }
  }
  #text(ms: number, counter: number): string {
    return `${String(ms).padStart(MS_DIGITS, '0')}.${String(counter).padStart(COUNTER_DIGITS, '0')}.${this.writer}`;
  }
}

function partsOf(time: string): { ms: number; counter: number } | undefined {
  const [ms, counter] = time.split('.').map(Number);
  return Number.isSafeInteger(ms) && Number.isSafeInteger(counter) ? { ms: ms ?? 0, counter: counter ?? 0 } : undefined;
}
