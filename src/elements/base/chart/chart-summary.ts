import type { DataHealth } from '../../../session/data-health.js';
import { bandOf } from './bands.js';
import { efficiencyOf, type ChartFacts } from './chart-legend.js';

/** What a chart shows, in a few sentences for someone who does not see it; empty while there is nothing to say. */
export function summarise(facts: ChartFacts, heading: string, health: DataHealth, simulated: boolean): string {
  const { chart, picture, format, words } = facts;
  const main = picture?.statistics[0];
  if (picture === undefined || main === undefined) return '';
  const sentences = [
    words.chart.summary({
      heading,
      window: windowText(facts, (picture.to - picture.from) / 1_000),
      unit: chart.unit,
      current: format.spoken(main.current),
      average: format.spoken(main.average),
      peak: format.spoken(main.peak),
    }),
    words.chart.trends[main.trend],
    targetText(facts),
    chart.several?.summary(facts) ?? '',
    health.state === 'stale' && health.ageMs !== undefined ? words.chart.summaryOld(format.age(health.ageMs)) : '',
    simulated ? words.chart.summarySimulated : '',
  ];
  return sentences.filter((sentence) => sentence !== '').join(' ');
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
  #simulated = false;

  /**
   * The text to show now: the new one if the last change is long enough ago, or if there was or is nothing to say.
   * Nothing that was said of a real network stays while a simulated one is shown, nor the other way round.
   */
  at(now: number, simulated: boolean, make: () => string): string {
    const since = now - (this.#changedAt ?? -Infinity);
    const isSame = simulated === this.#simulated;
    if (isSame && this.#text !== '' && since >= 0 && since < EVERY_MS) return this.#text;
    this.#simulated = simulated;
    const text = make();
    if (text !== this.#text) this.#changedAt = now;
    this.#text = text;
    return text;
  }
}
