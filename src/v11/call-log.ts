/** When a backend was called, and what follows for the next call (protocol 2.4). Pure arithmetic on one clock. */

/** Calls that the backend allows in an hour, for everything that comes from one address together. */
export const CALLS_PER_HOUR = 100;

/** The backend's window, in milliseconds. */
export const HOUR_MS = 3_600_000;

/** Calls that may be made at once. */
const BURST = 4;
/** Time after which one more call may be made, in milliseconds. */
const REFILL_MS = 40_000;
/** Most calls of an hour that are made even when a person asks for one: below the limit, for whoever else is there. */
const MOST_CALLS = CALLS_PER_HOUR - 2;

/**
 * Calls of the last hour and the end of a time without calls, in milliseconds of any one clock. Four calls at once and
 * one more every 40 s are at most 94 in any hour; the rest is for a person who tests a connection.
 */
export class CallLog {
  #calls: readonly number[] = [];
  #blockedUntil = -Infinity;

  /** Times of calls, oldest first, whether or not they are older than an hour. */
  get calls(): readonly number[] {
    return this.#calls;
  }

  /** Until when no call may be made, because the backend asked for it. */
  get blockedUntil(): number {
    return this.#blockedUntil;
  }

  /** Takes what someone else noted. Times that are still to come were written by a clock that was set back since. */
  replace(calls: readonly number[], blockedUntil: number, now: number): void {
    this.#calls = calls.map((at) => Math.min(at, now)).sort((a, b) => a - b);
    this.#blockedUntil = Math.min(blockedUntil, now + HOUR_MS);
  }

  /** Notes a call. */
  add(now: number): void {
    this.#calls = [...this.recent(now), now];
  }

  /** Makes no call until then. */
  block(until: number): void {
    this.#blockedUntil = Math.max(this.#blockedUntil, until);
  }

  /** Calls of the hour before `now`. */
  recent(now: number): readonly number[] {
    return this.#calls.filter((at) => at + HOUR_MS > now);
  }

  /** Milliseconds until a call may be made; 0 if it may be made now. `isUrgent`: a person waits for it. */
  waitMs(now: number, isUrgent: boolean): number {
    const recent = this.recent(now);
    const full = recent.at(-MOST_CALLS);
    const fullMs = full === undefined ? 0 : full + HOUR_MS - now;
    return Math.max(0, this.#blockedUntil - now, fullMs, isUrgent ? 0 : paceMs(recent, now));
  }
}

/** Milliseconds until the bucket of four, which gains one every 40 s, holds a call again. */
function paceMs(calls: readonly number[], now: number): number {
  let free = BURST;
  let at = calls[0] ?? now;
  for (const call of calls) {
    free = Math.min(BURST, free + (call - at) / REFILL_MS) - 1;
    at = call;
  }
  free = Math.min(BURST, free + (now - at) / REFILL_MS);
  return free >= 1 ? 0 : Math.ceil((1 - free) * REFILL_MS);
}
