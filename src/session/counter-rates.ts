import type { Origin, SystemField } from '../domain/live-update.js';
import { MERGE_MS, type SeriesName } from './series.js';

/** A rate is the increase over so long, in milliseconds: long enough that single blocks do not make it jump. */
const OVER_MS = 10_000;

/** Nothing is said before a counter was watched for so long, in milliseconds. */
const LEAST_MS = 3_000;

const MINUTE_MS = 60_000;

/** Counters of the network, and the series that their rates are kept in. */
const RATE_OF: Partial<Record<SystemField, SeriesName>> = {
  blocksValidated: 'blocksPerMinute',
  consensusRounds: 'roundsPerMinute',
};

/**
 * How fast counters rise, per minute: what a counter of blocks says to an operator. Told where the source of each value
 * is known, because the counters of two sources have nothing to do with each other (protocol 0.1): a rate never spans
 * two, nor a counter that fell because the backend was started anew.
 */
export class CounterRates {
  readonly #counters = new Map<SystemField, Counter>();

  /** Notes the value of any figure; the rate and its series where that is a counter whose rate can be told. */
  take(field: SystemField, value: number, origin: Origin): readonly [SeriesName, number] | undefined {
    const name = RATE_OF[field];
    if (name === undefined) return undefined;
    let counter = this.#counters.get(field);
    if (counter === undefined || !counter.goesOn(value, origin)) {
      counter = new Counter(origin.source);
      this.#counters.set(field, counter);
    }
    const rate = counter.take(value, origin.at);
    return rate === undefined ? undefined : [name, rate];
  }

  /** Forgets everything. */
  clear(): void {
    this.#counters.clear();
  }
}

/** One counter of one source, as long as it does not fall. */
class Counter {
  readonly #source: string;
  /** Points of the last ten seconds, and one from before. */
  readonly #points: Point[] = [];
  #last: Point = [-Infinity, -Infinity];

  constructor(source: string) {
    this.#source = source;
  }

  goesOn(value: number, { source, at }: Origin): boolean {
    return source === this.#source && value >= this.#last[1] && at >= this.#last[0];
  }

  /** Increase per minute since the last point that is old enough, or since the first. */
  take(value: number, at: number): number | undefined {
    const points = this.#points;
    this.#last = [at, value];
    while (points[1] !== undefined && points[1][0] <= at - OVER_MS) points.shift();
    const [from, before] = points[0] ?? this.#last;
    if (at - (points.at(-1)?.[0] ?? -Infinity) >= MERGE_MS) points.push(this.#last);
    return at - from < LEAST_MS ? undefined : ((value - before) / (at - from)) * MINUTE_MS;
  }
}

type Point = readonly [at: number, value: number];
