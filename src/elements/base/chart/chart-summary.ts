import type { DataHealth } from '../../../session/data-health.js';
import type { Annotation } from './annotations.js';
import { bandOf } from './bands.js';
import { efficiencyOf, type ChartFacts } from './chart-legend.js';
import { knownSince } from './known-since.js';

/** What a chart shows, in a few sentences for someone who does not see it; empty while there is nothing to say. */
export function summarise(
  facts: ChartFacts,
  heading: string,
  health: DataHealth,
  simulated: boolean,
  annotations: readonly Annotation[],
): string {
  const { chart, picture, isZoomed, format, words } = facts;
  const main = picture?.statistics[0];
  if (picture === undefined || main === undefined) return '';
  const sentences = [
    isZoomed
      ? words.chart.summaryBetween({
          ...{ heading, unit: chart.unit, from: format.time(picture.from), to: format.time(picture.to) },
          last: format.spoken(main.current),
          average: format.spoken(main.average),
          peak: format.spoken(main.peak),
        })
      : words.chart.summary({
          heading,
          window: windowText(facts, (picture.to - picture.from) / 1_000),
          unit: chart.unit,
          current: format.spoken(main.current),
          average: format.spoken(main.average),
          peak: format.spoken(main.peak),
        }),
    knownText(facts),
    words.chart.trends[main.trend],
    targetText(facts),
    chart.several?.summary(facts) ?? '',
    eventsText(facts, annotations),
    health.state === 'stale' && health.ageMs !== undefined ? words.chart.summaryOld(format.age(health.ageMs)) : '',
    simulated ? words.chart.summarySimulated : '',
  ];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

/** Annotations that are told in words; all of them are in the table. */
const MOST_TOLD = 3;

function knownText({ picture, format, words }: ChartFacts): string {
  const since = knownSince(picture);
  return since === undefined ? '' : words.chart.summaryKnownSince(format.time(since));
}

function eventsText({ picture, format, words }: ChartFacts, annotations: readonly Annotation[]): string {
  const seen = annotations.filter(({ at }) => picture !== undefined && at >= picture.from && at <= picture.to);
  const told = seen.slice(-MOST_TOLD).map(({ at, text }) => words.chart.annotations.at(format.time(at), text));
  return told.length === 0 ? '' : words.chart.summaryEvents(told.join('; '));
}

function targetText({ picture, format, words }: ChartFacts): string {
  const percent = efficiencyOf(picture);
  if (percent === undefined || picture?.target === undefined) return '';
  return words.chart.summaryTarget(
    format.percent(percent),
    format.spoken(picture.target),
    words.chart.bands[bandOf(percent)],
  );
}

function windowText({ format, words }: ChartFacts, seconds: number): string {
  const whole = seconds % 60 === 0;
  return whole ? words.chart.minutes(format.exact(seconds / 60)) : words.chart.seconds(format.exact(seconds));
}

/** Time between two changes of a summary in milliseconds: who listens must be able to hear it out. */
const EVERY_MS = 10_000;

/** A summary that does not change too often. */
export class Summary {
  #text = '';
  #changedAt: number | undefined;
  #about: unknown = false;

  /**
   * The text to show now: the new one if the last change is long enough ago, or if there was or is nothing to say.
   *
   * @param about what it speaks of: nothing that was said of one kind of values stays while another is shown, nor of one
   *   stretch of time
   */
  at(now: number, about: unknown, make: () => string): string {
    const since = now - (this.#changedAt ?? -Infinity);
    const isSame = about === this.#about;
    if (isSame && this.#text !== '' && since >= 0 && since < EVERY_MS) return this.#text;
    this.#about = about;
    const text = make();
    if (text !== this.#text) this.#changedAt = now;
    this.#text = text;
    return text;
  }
}
