import type { Clock } from '../../../domain/clock.js';
import { en } from '../../../locales/en.js';
import { NO_DATA, type DataHealth } from '../../../session/data-health.js';
import type { Columns } from './columns.js';
import type { HostSeries } from './host-series.js';
import { PointRow } from './point-row.js';
import { readHostPoints, readSeriesFacts, type SeriesFacts, type SeriesRefusal } from './read-host-series.js';

/** Tells the developers of the page something about what they gave. */
export type Warn = (about: 'series' | 'series-times' | 'append', message: string) => void;

const NO_FACTS: SeriesFacts = readSeriesFacts(undefined);

/**
 * The values that a host page gives to a chart, as far as they can be shown. A whole series is read when it is next
 * needed, so that of many that are given within a frame only the last one costs anything; points that are added are
 * read at once.
 */
export class OwnSeries {
  readonly #warn: Warn;
  #given: HostSeries | undefined;
  #unread: unknown;
  #row: PointRow | undefined;
  #refusal: SeriesRefusal | undefined;
  #facts = NO_FACTS;
  #version = 0;

  /** @param given a series to begin with */
  constructor(warn: Warn, given?: HostSeries) {
    this.#warn = warn;
    this.assign(given);
  }

  /** The series as it was given. */
  get given(): HostSeries | undefined {
    return this.#given;
  }

  /** Another number whenever anything was given. */
  get version(): number {
    return this.#version;
  }

  /** Whether the host gave anything, be it of use or not. */
  get isGiven(): boolean {
    return this.#unread !== undefined || this.#row !== undefined || this.#refusal !== undefined;
  }

  /** The points, none where they cannot be shown. */
  get columns(): Columns | undefined {
    this.#read();
    return this.#row?.columns;
  }

  /** Number of lines; nothing while nothing can be shown. */
  get lines(): number | undefined {
    this.#read();
    return this.#row?.lines;
  }

  /** Why what was given cannot be shown, in a sentence; nothing where it can. */
  get refusal(): string | undefined {
    this.#read();
    return this.#refusal && sentenceOf(this.#refusal);
  }

  /** What was said beside the points. */
  get facts(): SeriesFacts {
    this.#read();
    return this.#facts;
  }

  /** Takes a series in place of everything before; nothing at all where there is none. */
  assign(series: HostSeries | undefined): void {
    this.#given = series;
    this.#version += 1;
    this.#row = undefined;
    this.#refusal = undefined;
    this.#facts = NO_FACTS;
    this.#unread = series ?? undefined;
  }

  /** Adds points of as many lines as there are; without a series they begin one. Answers whether they could be read. */
  append(points: unknown): boolean {
    this.#read();
    const read = readHostPoints(points);
    const refusal = 'refusal' in read ? read.refusal : this.#misfit(read.columns);
    if (refusal !== undefined || 'refusal' in read) {
      if (refusal !== undefined) this.#warn('append', sentenceOf(refusal));
      return false;
    }
    this.#tellDropped(read.dropped);
    this.#version += 1;
    this.#refusal = undefined;
    if (this.#row === undefined) this.#row = new PointRow(read.columns);
    else this.#row.append(read.columns);
    return true;
  }

  /**
   * What can be said about the values: nothing about their age, unless the host says how long they are fresh.
   */
  health(clock: Pick<Clock, 'now'>): DataHealth {
    const { source, freshForMs } = this.facts;
    const state = this.#refusal === undefined ? 'live' : 'failed';
    const health = { ...NO_DATA, state, source, connected: true } as const;
    const lastTime = this.#row?.lastTime ?? -Infinity;
    if (freshForMs === undefined || lastTime === -Infinity) return health;
    const ageMs = Math.max(0, clock.now() - lastTime);
    return { ...health, ageMs, state: ageMs > freshForMs ? 'stale' : state };
  }

  #read(): void {
    if (this.#unread === undefined) return;
    const given = this.#unread;
    this.#unread = undefined;
    const read = readHostPoints(given);
    this.#facts = readSeriesFacts(given);
    if ('refusal' in read) {
      this.#refusal = read.refusal;
      this.#warn('series', sentenceOf(read.refusal));
      return;
    }
    this.#row = new PointRow(read.columns);
    this.#tellDropped(read.dropped);
  }

  #misfit({ values }: Columns): SeriesRefusal | undefined {
    const lines = this.#row?.lines ?? values.length;
    return lines === values.length ? undefined : { code: 'line-count', lines: values.length, most: lines };
  }

  #tellDropped(count: number): void {
    if (count > 0) this.#warn('series-times', en.chart.own.dropped(String(count)));
  }
}

function sentenceOf(refusal: SeriesRefusal): string {
  const { own } = en.chart;
  switch (refusal.code) {
    case 'not-columns':
      return own.notColumns;
    case 'line-count':
      return own.lineCount(String(refusal.lines), String(refusal.most));
    case 'too-many':
      return own.tooMany(String(refusal.points), String(refusal.most));
    case 'lengths':
      return own.lengths(String(refusal.line), String(refusal.values), String(refusal.times));
    case 'not-a-number':
      return own.notANumber(refusal.column, String(refusal.index));
  }
}
