import type { Origin, SystemField } from '../../domain/live-update.js';
import { efficiencyPercent } from '../../domain/performance-mode.js';
import type { Words } from '../../locales/en.js';
import { FRESH_MS } from '../../session/data-health.js';
import type { LiveMetrics, Reading, SeriesName } from '../../session/live-metrics.js';
import type { Session } from '../../session/session.js';
import { usualInterval } from '../base/chart/gaps.js';
import type { Formatter } from '../base/format.js';
import type { CardFigure, CardNote } from './card.js';
import type { TrendReading } from './trend.js';

/** A figure is fresh for so many of its usual intervals. */
const FRESH_INTERVALS = 3;

/** A figure whose rhythm is not known is fresh for so long, in milliseconds: some sources speak only of changes. */
const UNKNOWN_RHYTHM_MS = 10_000;

/** Nothing is fresh for longer, in milliseconds. */
const LONGEST_FRESH_MS = 3 * 60 * 1_000;

/** From here on a change in percent says no more than that it is large. */
const LARGEST_PERCENT = 1_000;

/** What the cards are made of: the session's figures, and how to say them. */
export class CardSource {
  constructor(
    readonly session: Session,
    readonly format: Formatter,
    readonly words: Words,
    /** The trend of a quantity, calm from one look to the next. */
    readonly trendOf: (name: SeriesName) => TrendReading | undefined,
  ) {}

  /** The session's values. */
  get live(): LiveMetrics {
    return this.session.live;
  }

  /** A figure of the whole network, with its origin. */
  reading(field: SystemField): Reading<number> | undefined {
    return this.live.reading(field);
  }

  /** The throughput as a share of the target of the performance mode, in percent. */
  efficiencyOf(tps: number): number {
    return efficiencyPercent(tps, this.session.state.performanceMode);
  }

  /** How long a figure is fresh, in milliseconds: by how often it is asked for, by its past, or by a rule of thumb. */
  freshForMs(origin: Origin, series?: SeriesName): number {
    const every = origin.everyMs ?? (series && usualInterval(this.live.series(series).times));
    if (every === undefined) return UNKNOWN_RHYTHM_MS;
    return Math.min(Math.max(FRESH_MS, every * FRESH_INTERVALS), LONGEST_FRESH_MS);
  }

  /** A number with its unit, compact, exact and spoken. */
  figure({ value, origin }: Reading<number>, unit: string, series?: SeriesName, spokenUnit = unit): CardFigure {
    const { format } = this;
    const withUnit = (text: string, of: string): string => (of === '' ? text : `${text} ${of}`);
    return {
      text: format.compact(value),
      unit,
      exact: withUnit(format.exact(value), spokenUnit),
      spoken: withUnit(format.spoken(value), spokenUnit),
      origin,
      freshForMs: this.freshForMs(origin, series),
    };
  }

  /** A figure of the network in a few words, where it is known. */
  note(
    field: SystemField,
    say: (value: string) => string,
    text = (value: number): string => this.format.compact(value),
  ): CardNote[] {
    const reading = this.reading(field);
    return reading === undefined ? [] : [{ text: say(text(reading.value)) }];
  }

  /** Where a quantity is going, as shape, word and percent. */
  trendNote(name: SeriesName): CardNote[] {
    const reading = this.trendOf(name);
    if (reading === undefined) return [];
    const { trends, change, noChange, trendHint } = this.words.metricCards;
    const over = this.format.age(reading.overMs);
    const size = Math.abs(reading.percent);
    const shown = size < LARGEST_PERCENT ? this.format.percent(size) : undefined;
    const word = trends[reading.trend];
    const text = reading.trend === 'steady' ? noChange(word, over) : change(word, shown, over);
    return [{ text, icon: reading.trend, hint: trendHint(over) }];
  }
}
