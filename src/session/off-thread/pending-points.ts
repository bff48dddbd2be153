import { MERGE_MS, SERIES_NAMES, type SeriesName } from '../series.js';

/** Points from which on those that a series would merge anyway are merged here already. */
const MERGE_FROM = 512;

/** Most points that wait: an hour of all series, one a second. Then the older half goes. */
const MOST_WAITING = 2 ** Math.ceil(Math.log2(SERIES_NAMES.length * 3_600));

/** Points of series that wait to be handed over: all of them, as long as somebody takes them now and then. */
export class PendingPoints {
  readonly #series: number[] = [];
  readonly #times: number[] = [];
  readonly #values: number[] = [];

  /** Number of points that wait. */
  get count(): number {
    return this.#times.length;
  }

  /** Adds a point. */
  add(name: SeriesName, at: number, value: number): void {
    const series = SERIES_NAMES.indexOf(name);
    if (this.count >= MERGE_FROM && this.#merge(series, at, value)) return;
    if (this.count >= MOST_WAITING) this.#dropOlder();
    this.#series.push(series);
    this.#times.push(at);
    this.#values.push(value);
  }

  /** Writes all points into columns, oldest first, and forgets them. */
  moveTo(series: Uint32Array, times: Float64Array, values: Float64Array): void {
    series.set(this.#series);
    times.set(this.#times);
    values.set(this.#values);
    this.#series.length = this.#times.length = this.#values.length = 0;
  }

  /** Whether the newest point of the series is so near that it takes the value. */
  #merge(series: number, at: number, value: number): boolean {
    const newest = this.#series.lastIndexOf(series);
    const sinceMs = at - (this.#times[newest] ?? NaN);
    if (!(sinceMs >= 0 && sinceMs < MERGE_MS)) return false;
    this.#values[newest] = value;
    return true;
  }

  #dropOlder(): void {
    for (const column of [this.#series, this.#times, this.#values]) column.splice(0, MOST_WAITING / 2);
  }
}
