/** What tests and stories of the charts with several lines share: a session that is told figures of all kinds. */
import type { SystemField } from '../../src/domain/live-update.js';
import type { FeedType } from '../../src/domain/node-config.js';
import { configurationOf } from './feed-configuration.js';
import { ChartBackend, SOURCE, wave } from './tps-chart-page.js';

/** Values of each second, the last one now; nothing where nothing was told. */
export type Past = Readonly<Partial<Record<SystemField, readonly (number | undefined)[]>>>;

/** A live session that is told any figure. */
export class LinesBackend extends ChartBackend {
  /** Tells one figure, as a decoder does, at the present time unless told. */
  tell(field: SystemField, value: number, at = this.clock.now(), source = SOURCE): void {
    this.session.live.system(field, value, { source, at, confidence: 'reported' });
  }

  /** Tells figures of the seconds until now, second by second. */
  tellPast(past: Past, source = SOURCE): void {
    const columns = Object.entries(past) as [SystemField, readonly (number | undefined)[]][];
    const length = Math.max(...columns.map(([, values]) => values.length));
    for (let ago = length - 1; ago >= 0; ago -= 1) {
      for (const [field, values] of columns) {
        const value = values[values.length - 1 - ago];
        if (value !== undefined) this.tell(field, value, this.clock.now() - ago * 1_000, source);
      }
    }
  }

  /** Lets a second pass in which slim nodes tell what they read. */
  nextFeeds(rates: Readonly<Record<string, number>>): void {
    this.clock.advance(1_000);
    this.greet();
    const { live } = this.session;
    const origin = { source: SOURCE, at: this.clock.now(), confidence: 'reported' } as const;
    for (const [id, rate] of Object.entries(rates))
      live.nodeValue(live.node(id, 'slim', 'STREAMING', origin), 'feedRate', rate);
  }

  /** Saves a default configuration whose slim nodes read these providers. */
  async configure(feeds: Readonly<Record<string, FeedType>>): Promise<void> {
    const { configurations } = this.session;
    const saved = await configurations.saveConfiguration(configurationOf(feeds));
    await configurations.setDefaultConfiguration(saved.id);
    while (this.session.state.defaultConfiguration?.id !== saved.id) await new Promise((done) => setTimeout(done));
  }
}

/** A minute of finality with its percentiles. */
export function finality(middle = 128, height = 9): Past {
  const average = wave(middle * 10, height * 10).map((value) => value / 10);
  return {
    finalityMs: average,
    finalityP50Ms: average.map((value) => value * 0.94),
    finalityP95Ms: average.map((value, second) => value * 1.4 + 10 * Math.sin(second / 3)),
    finalityP99Ms: average.map((value, second) => value * 1.8 + (second % 17 === 0 ? 60 : 0)),
  };
}

/** A minute of counters that rise by two rounds a second, of which one in twenty brings no block. */
export function rounds(from = 4_000): Past {
  const seconds = Array.from({ length: 61 }, (_, second) => second);
  return {
    blocksValidated: seconds.map((second) => from + second * 2 - Math.floor(second / 10)),
    consensusRounds: seconds.map((second) => from + 20 + second * 2),
  };
}
