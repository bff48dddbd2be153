import type { Clock } from '../../domain/clock.js';
import { SYSTEM_FIELDS, type Origin } from '../../domain/live-update.js';
import type { ArrivalNews } from '../arrivals.js';
import { CACHE_SOURCE, type LiveMetrics, type LiveTopic } from '../live-metrics.js';
import { bytesFor, columnsIn, type Batch, type BatchColumns, type BatchCounts } from '../off-thread/batch.js';
import { SERIES_NAMES } from '../series.js';
import type { Reading } from '../system-readings.js';
import { KnownRows, type ChangedRows } from './known-rows.js';

/** A point of a series that is to be told. */
type Point = readonly [series: number, at: number, value: number];

const NOTHING_BEFORE: Point = [0, -Infinity, NaN];

/**
 * What was told of live metrics, to tell what changed since. It looks at the metrics and not at what writes them, so
 * that it does not matter whether the stream is decoded on the page or in a Worker. Values from the metrics cache are
 * not told: everybody has them.
 */
export class Picture {
  readonly #live: LiveMetrics;
  readonly #clock: Clock;
  #rows = new KnownRows();
  #knownOrigins = 1;
  readonly #figures = new Map<string, Reading<number>>();
  readonly #lastPoints = new Map<number, Point>();
  readonly #heard = new Map<LiveTopic, Origin>();
  #leader: Reading<string> | undefined;

  constructor(live: LiveMetrics, clock: Clock) {
    this.#live = live;
    this.#clock = clock;
  }

  /** What changed since the last look; nothing if nothing did. */
  changes(): Batch | undefined {
    const batch = this.#look();
    const { rows, points, readings, removed, leader, system, nodes } = batch;
    const isEmpty = rows + points + readings + removed.length === 0;
    return isEmpty && leader === undefined && system === undefined && nodes === undefined ? undefined : batch;
  }

  /** Everything there is. Changes are told from here on. */
  whole(): Batch {
    this.#rows = new KnownRows();
    this.#knownOrigins = 1;
    this.#figures.clear();
    this.#lastPoints.clear();
    this.#heard.clear();
    this.#leader = undefined;
    return this.#look();
  }

  #look(): Batch {
    const { nodes } = this.#live;
    const changed = this.#rows.look(nodes);
    const [points, figures] = [this.#points(), this.#newFigures()];
    const counts = { rows: changed.rows.length, points: points.length, readings: figures.length };
    const batchCounts: BatchCounts = { ...counts, fieldBits: changed.fieldBits };
    const buffer = new ArrayBuffer(bytesFor(batchCounts));
    const columns = columnsIn(buffer, batchCounts);
    const states = this.#writeRows(columns, changed);
    writePoints(columns, points);
    this.#writeFigures(columns, figures);
    const firstOrigin = this.#knownOrigins;
    this.#knownOrigins = nodes.origins.count;
    const { added, removed } = changed;
    const words = { states, added, removed, origins: nodes.origins.kindsFrom(firstOrigin), firstOrigin };
    return { ...batchCounts, buffer, ...words, ...this.#news(), madeAt: this.#clock.now() };
  }

  #writeRows(columns: BatchColumns, { rows }: ChangedRows): readonly string[] {
    const { nodes } = this.#live;
    const words = new Map<string, number>([['', 0]]);
    for (const [index, row] of rows.entries()) {
      const state = nodes.stateOf(row);
      if (!words.has(state)) words.set(state, words.size);
      columns.row[index] = row;
      columns.rowAt[index] = nodes.updatedAt[row] ?? 0;
      columns.rowSentAt[index] = nodes.sentAt[row] ?? NaN;
      columns.rowOrigin[index] = nodes.originCodes[row] ?? 0;
      columns.rowType[index] = nodes.typeCodeOf(row);
      columns.rowState[index] = words.get(state) ?? 0;
    }
    for (const [field, values] of columns.values) {
      const column = nodes.column(field);
      for (const [index, row] of rows.entries()) values[index] = column[row] ?? NaN;
    }
    return [...words.keys()].slice(1);
  }

  #newFigures(): readonly (readonly [number, Reading<number>])[] {
    return SYSTEM_FIELDS.flatMap((field, place) => {
      const reading = this.#live.reading(field);
      if (reading === undefined || reading === this.#figures.get(field) || isCached(reading.origin)) return [];
      this.#figures.set(field, reading);
      return [[place, reading] as const];
    });
  }

  #writeFigures(columns: BatchColumns, figures: readonly (readonly [number, Reading<number>])[]): void {
    for (const [index, [place, { value, origin }]] of figures.entries()) {
      columns.readingField[index] = place;
      columns.readingValue[index] = value;
      columns.readingAt[index] = origin.at;
      columns.readingSentAt[index] = origin.sentAt ?? NaN;
      columns.readingOrigin[index] = this.#live.nodes.origins.codeOf(origin);
    }
  }

  #points(): readonly Point[] {
    return SERIES_NAMES.flatMap((name, place) => {
      const { times, values } = this.#live.series(name);
      const known = this.#lastPoints.get(place) ?? NOTHING_BEFORE;
      const last: Point = [place, times.at(-1) ?? -Infinity, values.at(-1) ?? NaN];
      this.#lastPoints.set(place, last);
      // The machine's clock was set back: all of it is told anew, and takes the place of what was in the future.
      const from = last[1] < known[1] ? 0 : firstNewPoint(times, values, known);
      return Array.from(times.subarray(from), (at, index): Point => [place, at, values[from + index] ?? NaN]);
    });
  }

  #news(): Pick<Batch, 'leader' | 'system' | 'nodes'> {
    const leader = this.#live.leaderReading;
    const isNew = leader !== undefined && leader !== this.#leader && !isCached(leader.origin);
    this.#leader = leader;
    return { leader: isNew ? leader : undefined, system: this.#arrivalsOf('system'), nodes: this.#arrivalsOf('nodes') };
  }

  #arrivalsOf(topic: LiveTopic): ArrivalNews | undefined {
    const news = this.#live.news(topic);
    if (news === undefined || news.last === this.#heard.get(topic) || isCached(news.last)) return undefined;
    this.#heard.set(topic, news.last);
    return news;
  }
}

function isCached({ source }: Pick<Origin, 'source'>): boolean {
  return source === CACHE_SOURCE;
}

/** The first point that is later than the known one, or that one if it has another value by now. */
function firstNewPoint(times: Float64Array, values: Float64Array, [, at, value]: Point): number {
  let from = times.length;
  while (from > 0 && (times[from - 1] ?? NaN) > at) from -= 1;
  return from > 0 && times[from - 1] === at && values[from - 1] !== value ? from - 1 : from;
}

function writePoints(columns: BatchColumns, points: readonly Point[]): void {
  for (const [index, [series, at, value]] of points.entries()) {
    columns.pointSeries[index] = series;
    columns.pointAt[index] = at;
    columns.pointValue[index] = value;
  }
}
