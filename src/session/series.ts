import { FEED_RATES } from '../domain/live-update.js';
import { CLOCK_SET_BACK_MS } from './arrival-order.js';
import { thin } from './thinning.js';

/** Quantities whose past is kept for charts: figures of the network, and how fast its counters rise. */
export const SERIES_NAMES = [
  'tps',
  'finalityMs',
  'blocksValidated',
  'consensusRounds',
  'finalityP50Ms',
  'finalityP95Ms',
  'finalityP99Ms',
  'blocksPerMinute',
  'roundsPerMinute',
  ...FEED_RATES,
] as const;
/** Name of a quantity whose past is kept. */
export type SeriesName = (typeof SERIES_NAMES)[number];

/** Two points of live metrics closer than this are one point, in milliseconds: charts have at most four a second. */
export const MERGE_MS = 250;

/** Points younger than this are kept as they came, in milliseconds: the last five minutes. */
const FINE_MS = 5 * 60 * 1_000;

/** Of each second beyond, the lowest and the highest point are kept, so that no peak is lost; in milliseconds. */
const BUCKET_MS = 1_000;

/** Thinned this often, in points: moving what stays costs the same for one point and for many. */
const THIN_AT_ONCE = 64;

/** Points that there is room for with the first one. */
const LEAST_ROOM = 64;

/** Most points that `seconds` of a quantity need, however often it comes. */
export function pointsFor(seconds: number): number {
  const fineSeconds = FINE_MS / 1_000;
  const fine = Math.min(seconds, fineSeconds) * (1_000 / MERGE_MS);
  const thinned = Math.max(0, seconds - fineSeconds) * 2 * (1_000 / BUCKET_MS);
  return Math.ceil(fine + thinned) + (thinned > 0 ? THIN_AT_ONCE : 0);
}

/**
 * The recent past of one quantity: times and values as columns, oldest first, always contiguous, so that a chart
 * reads them without a copy per point. Where there are more points than room, those older than five minutes are thinned
 * to the lowest and the highest of each second: a source that speaks once or twice a second loses nothing, peaks
 * survive, and nothing is ever put where no point was. Then the oldest go.
 */
export class Series {
  #times = new Float64Array();
  #values = new Float64Array();
  #start = 0;
  #end = 0;
  /** Points before this index are as thin as they get. */
  #thinned = 0;
  #capacity: number;

  /** @param capacity Most points that are kept; the oldest is dropped beyond it. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Number of points. */
  get length(): number {
    return this.#end - this.#start;
  }

  /** Most points that are kept. */
  get capacity(): number {
    return this.#capacity;
  }

  /** Epoch milliseconds of the points, ascending. A view: valid until the next `push`. */
  get times(): Float64Array {
    return this.#times.subarray(this.#start, this.#end);
  }

  /** Values of the points. A view: valid until the next `push`. */
  get values(): Float64Array {
    return this.#values.subarray(this.#start, this.#end);
  }

  /** Time of the newest point, or -Infinity. */
  get lastTime(): number {
    return this.length === 0 ? -Infinity : (this.#times[this.#end - 1] ?? -Infinity);
  }

  /**
   * Adds a point. A point within `mergeMs` of the newest one replaces its value, so that a fast source does not
   * push the past out of the window. A point that is a little older than the newest one is ignored; a much older one
   * means that the machine's clock was set back, and what is then in the future goes.
   */
  push(time: number, value: number, mergeMs = 0): void {
    if (!Number.isFinite(time) || !Number.isFinite(value)) return;
    if (time < this.lastTime - CLOCK_SET_BACK_MS) this.#dropFrom(time);
    if (time < this.lastTime) return;
    if (time - this.lastTime < mergeMs || time === this.lastTime) {
      this.#values[this.#end - 1] = value;
      return;
    }
    if (this.length >= this.#capacity) this.#makeRoom(time);
    if (this.#end === this.#times.length) this.#moveOn();
    this.#times[this.#end] = time;
    this.#values[this.#end] = value;
    this.#end += 1;
  }

  /** Keeps at least so many points from now on; never shrinks. */
  reserve(capacity: number): void {
    this.#capacity = Math.max(this.#capacity, capacity);
  }

  /** Forgets everything. */
  clear(): void {
    this.#start = 0;
    this.#end = 0;
    this.#thinned = 0;
  }

  /** Thins what is old, where that is worth the effort; otherwise the oldest point goes. */
  #makeRoom(now: number): void {
    const from = Math.max(this.#thinned, this.#start);
    if ((this.#times[from + THIN_AT_ONCE] ?? Infinity) < now - FINE_MS) this.#thin(from, now - FINE_MS);
    if (this.length >= this.#capacity) this.#start += 1;
  }

  #thin(from: number, before: number): void {
    // Whole seconds only: of a second that is not over yet, more points may have to be compared.
    const edge = Math.floor(before / BUCKET_MS) * BUCKET_MS;
    let to = from;
    while (to < this.#end && (this.#times[to] ?? Infinity) < edge) to += 1;
    const kept = thin(this.#times, this.#values, from, to, BUCKET_MS);
    this.#times.copyWithin(kept, to, this.#end);
    this.#values.copyWithin(kept, to, this.#end);
    this.#end -= to - kept;
    this.#thinned = kept;
  }

  #dropFrom(time: number): void {
    while (this.length > 0 && this.lastTime >= time) this.#end -= 1;
    this.#thinned = Math.min(this.#thinned, this.#end);
  }

  /**
   * Makes room behind the newest point. The columns grow as points come, so that a quantity that nobody tells takes no
   * memory, up to twice what is kept; from then on what is kept moves to their beginning.
   */
  #moveOn(): void {
    const room = Math.min(this.#capacity * 2, Math.max(LEAST_ROOM, this.length * 2));
    if (room > this.#times.length) {
      const [times, values] = [new Float64Array(room), new Float64Array(room)];
      times.set(this.times);
      values.set(this.values);
      [this.#times, this.#values] = [times, values];
    } else {
      this.#times.copyWithin(0, this.#start, this.#end);
      this.#values.copyWithin(0, this.#start, this.#end);
    }
    this.#end -= this.#start;
    this.#thinned = Math.max(0, this.#thinned - this.#start);
    this.#start = 0;
  }
}
