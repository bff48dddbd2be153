import type { Clock } from '../domain/clock.js';

/** Calls that may be made at once. */
const BURST = 4;

/** Time after which one more call may be made, in milliseconds. */
const REFILL_MS = 40_000;

/**
 * How often the backend may be called. It allows 100 calls per address and hour, for everything together (protocol
 * 2.4): four at once and one more every 40 s are at most 94 in any hour, which leaves some for a person who tests a
 * connection.
 */
export class CallBudget {
  readonly #clock: Clock;
  #calls = BURST;
  #countedAt: number;
  #blockedUntil = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#countedAt = clock.elapsed();
  }

  /** Milliseconds until a call may be made; 0 if it may be made now. */
  waitMs(): number {
    this.#refill();
    const blockedMs = this.#blockedUntil - this.#clock.elapsed();
    const refillMs = this.#calls > 0 ? 0 : this.#countedAt + REFILL_MS - this.#clock.elapsed();
    return Math.max(0, blockedMs, refillMs);
  }

  /** Takes one call. Whether there was one. */
  take(): boolean {
    if (this.waitMs() > 0) return false;
    this.#calls -= 1;
    return true;
  }

  /** Makes no call for so long, because the backend asked for it. */
  block(durationMs: number): void {
    this.#blockedUntil = Math.max(this.#blockedUntil, this.#clock.elapsed() + durationMs);
  }

  #refill(): void {
    const now = this.#clock.elapsed();
    const earned = Math.floor((now - this.#countedAt) / REFILL_MS);
    this.#calls = Math.min(BURST, this.#calls + earned);
    this.#countedAt = this.#calls === BURST ? now : this.#countedAt + earned * REFILL_MS;
  }
}
