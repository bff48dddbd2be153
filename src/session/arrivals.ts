import type { Clock } from '../domain/clock.js';
import type { Origin } from '../domain/live-update.js';
import { arrivalOrder } from './arrival-order.js';
import { MERGE_MS } from './series.js';

/** Source of values that were restored from the metrics cache; anything that arrives replaces them. */
export const CACHE_SOURCE = 'cache';

/** What is known about the arrivals of a topic, for somebody who was not there. */
export interface ArrivalNews {
  readonly last: Origin;
  /** Milliseconds since the last one. */
  readonly ageMs: number;
  /** Usual time between two, in milliseconds, as far as it was measured. */
  readonly measuredMs: number | undefined;
}

/** When a topic was last heard of, and how often it usually is. */
export class Arrivals {
  /** Origin of the last value. */
  last: Origin | undefined;
  readonly #clock: Clock;
  /** Measured, from the second frame on. */
  #measuredMs: number | undefined;
  #arrivedAt = 0;
  /** When the first value of the present frame arrived. */
  #frameAt = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Milliseconds since the last value, or nothing. */
  get ageMs(): number | undefined {
    if (this.last === undefined) return undefined;
    const { source, at } = this.last;
    const age = source === CACHE_SOURCE ? this.#clock.now() - at : this.#clock.elapsed() - this.#arrivedAt;
    return Math.max(0, age);
  }

  /** As the source announced it, or else as it was measured. */
  get intervalMs(): number | undefined {
    return this.last?.everyMs ?? this.#measuredMs;
  }

  /** What there is to tell; nothing before the first value. */
  get news(): ArrivalNews | undefined {
    if (this.last === undefined) return undefined;
    return { last: this.last, ageMs: this.#clock.elapsed() - this.#arrivedAt, measuredMs: this.#measuredMs };
  }

  /** A value arrived. One that is late, or of a frame that was repeated, makes nothing fresh. */
  note(origin: Origin): void {
    // The hot path: all values of a frame share one origin, and came together.
    if (origin === this.last) return;
    const isSameSource = origin.source === this.last?.source;
    if (isSameSource && !isNewer(origin, this.last)) return;
    this.last = origin;
    this.#arrivedAt = this.#clock.elapsed();
    const sinceFrame = this.#arrivedAt - this.#frameAt;
    // A frame may also come in parts; the time between two frames is what counts.
    if (isSameSource && sinceFrame < MERGE_MS) return;
    this.#frameAt = this.#arrivedAt;
    if (isSameSource) this.#measuredMs = (this.#measuredMs ?? sinceFrame) * 0.7 + sinceFrame * 0.3;
  }

  /** Takes over what somebody else noted. */
  adopt({ last, ageMs, measuredMs }: ArrivalNews): void {
    this.last = last;
    this.#arrivedAt = this.#clock.elapsed() - ageMs;
    this.#frameAt = this.#arrivedAt;
    this.#measuredMs = measuredMs;
  }
}

function isNewer({ at, sentAt = NaN }: Origin, last: Origin | undefined): boolean {
  return last === undefined || arrivalOrder(last.at, last.sentAt ?? NaN, at, sentAt) === 'newer';
}
