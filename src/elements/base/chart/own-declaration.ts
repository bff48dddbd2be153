import type { ChartDeclaration, ChartSeries } from './declaration.js';
import type { OwnSeries } from './own-series.js';
import type { SeriesFacts } from './read-host-series.js';
import { tellSeveral } from './several-lines.js';

/** The figures of every line, since nobody could tell of which one they are. */
const severalOwn = tellSeveral('average', 'peak', 'p95');

/** Strokes of lines that a chart does not declare, for where colours do not tell them apart. */
const DASHES: readonly (readonly number[])[] = [
  [6, 3],
  [3, 3],
  [1, 3],
  [8, 3, 2, 3],
];

/**
 * What a chart shows while the host page gives its values: the same chart, with as many lines as there are, called what
 * the host calls them, in its unit, and with a target only if the host gives one.
 */
export class OwnDeclaration {
  /** The chart as it is with the session's values. */
  readonly chart: ChartDeclaration;
  readonly #nameOf: (label: string, number: string) => string;
  #count = 0;
  #facts: SeriesFacts | undefined;
  #own: ChartDeclaration;

  /** @param nameOf Makes a name of a line from that of the main one and its number. */
  constructor(chart: ChartDeclaration, nameOf: (label: string, number: string) => string) {
    this.chart = chart;
    this.#own = chart;
    this.#nameOf = nameOf;
  }

  /** The chart as it is with the host's values; the same object as long as it is the same. */
  of(own: OwnSeries): ChartDeclaration {
    const count = own.lines ?? this.chart.series.length;
    const { facts } = own;
    if (count === this.#count && facts === this.#facts) return this.#own;
    [this.#count, this.#facts] = [count, facts];
    const { labels, target, unit } = facts;
    const [main] = this.chart.series;
    const others = Array.from({ length: Math.max(0, count - 1) }, (_, index) => this.#line(index + 1, facts));
    this.#own = {
      ...this.chart,
      unit: unit || this.chart.unit,
      // An area under one of several lines says nothing, and lies over the others.
      series: [{ ...main, label: labels[0] || unit || main.label, filled: main.filled && count === 1 }, ...others],
      target: target === undefined ? undefined : this.chart.target,
      ...(count > 1 && { several: this.chart.several ?? severalOwn }),
    };
    return this.#own;
  }

  #line(index: number, { labels, unit }: SeriesFacts): ChartSeries {
    const [main] = this.chart.series;
    const declared = this.chart.series[index];
    const label = labels[index] || declared?.label || this.#nameOf(unit || main.label, String(index + 1));
    const own = { ...main, colour: `--_series-${index + 1}`, filled: false };
    const strokes = { dash: DASHES[(index - 1) % DASHES.length], dashInFewColours: true } as const;
    return { ...own, ...(declared ?? strokes), label };
  }
}
