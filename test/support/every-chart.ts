/** What has to work for every chart: a session that tells all of them the same values, each in its own way. */
import { LinesBackend } from './line-charts-page.js';

export const CHART_TAGS = [
  'aurigraph-tps-chart',
  'aurigraph-finality-chart',
  'aurigraph-consensus-chart',
  'aurigraph-feed-chart',
] as const;

export type ChartTag = (typeof CHART_TAGS)[number];

/** A live session on which the main line of any chart can be told anything. */
export class EveryChartBackend extends LinesBackend {
  /** Of what was counted. */
  #blocks = 0;

  /** Tells values of the main line, one a second, the last one now. */
  tellMain(tag: ChartTag, values: readonly (number | undefined)[]): void {
    const now = this.clock.now();
    values.forEach((value, index) => {
      if (value !== undefined) this.#tellOne(tag, value, now - (values.length - 1 - index) * 1_000);
    });
  }

  /** Lets a second pass, and then tells a value of the main line. */
  nextMain(tag: ChartTag, value: number): void {
    this.clock.advance(1_000);
    this.greet();
    this.#tellOne(tag, value, this.clock.now());
  }

  #tellOne(tag: ChartTag, value: number, at: number): void {
    switch (tag) {
      case 'aurigraph-tps-chart':
        return this.tell('tps', value, at);
      case 'aurigraph-finality-chart':
        return this.tell('finalityMs', value, at);
      case 'aurigraph-feed-chart':
        return this.tell('feedRate', value, at);
      // What its chart shows is how fast a counter rises: in a minute sixty times as much as in this second.
      case 'aurigraph-consensus-chart':
        this.#blocks += value / 60;
        return this.tell('blocksValidated', this.#blocks, at);
    }
  }
}
