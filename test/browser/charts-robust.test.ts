import { expect, nextFrame, waitUntil } from '@open-wc/testing';
import '../../src/elements/consensus-chart/define.js';
import '../../src/elements/feed-chart/define.js';
import '../../src/elements/finality-chart/define.js';
import '../../src/elements/tps-chart/define.js';
import type { AurigraphChart } from '../../src/elements/base/chart/chart-element.js';
import { CHART_TAGS, EveryChartBackend, type ChartTag } from '../support/every-chart.js';
import { mount, unmount } from '../support/session-host.js';
import { canvasOf, drawnShares, part, textOf, wave } from '../support/tps-chart-page.js';

let page: EveryChartBackend;
let chart: HTMLElementTagNameMap[ChartTag];
let errors: string[];

const noteError = (event: ErrorEvent | PromiseRejectionEvent): void =>
  void errors.push('message' in event ? event.message : String(event.reason));

async function settled(): Promise<void> {
  for (let frame = 0; frame < 3; frame += 1) await nextFrame();
  await chart.updateComplete;
}

async function show(tag: ChartTag): Promise<void> {
  chart = await mount(tag, page.session, { theme: 'light' });
  await page.connected();
  page.greet();
}

async function shares(): Promise<number[]> {
  await waitUntil(() => canvasOf(chart) !== null, `a canvas should be drawn: ${textOf(chart)}`);
  await settled();
  const canvas = canvasOf(chart);
  return canvas === null ? [] : drawnShares(canvas);
}

/** What the legend says of the main line now. */
function newest(): string {
  const cell = chart.shadowRoot?.querySelector('.legend dd, .legend tbody td');
  return (cell?.querySelector('.visually-hidden')?.textContent ?? cell?.textContent ?? '').trim();
}

async function says(text: RegExp): Promise<void> {
  await waitUntil(() => text.test(newest()), `it should say ${String(text)}, and says ${newest()}`);
}

beforeEach(() => {
  page = new EveryChartBackend();
  errors = [];
  addEventListener('error', noteError);
  addEventListener('unhandledrejection', noteError);
});

afterEach(() => {
  removeEventListener('error', noteError);
  removeEventListener('unhandledrejection', noteError);
  unmount(chart);
  page.session.dispose();
  expect(errors).to.deep.equal([]);
});

/** A rate of a counter is known after ten seconds only, and never falls below nothing. */
const ofCounters = 'aurigraph-consensus-chart';

for (const tag of CHART_TAGS) {
  describe(`${tag} under odd conditions`, () => {
    const values: readonly [name: string, values: readonly (number | undefined)[], newest: RegExp][] = [
      ['nothing going on', wave(0, 0), /^0 /],
      ['the largest exact integer', [...wave(1, 0, 30), ...wave(2 ** 53, 0, 31)], /^9,007,199,254,740,99\d /],
      ['fractions', wave(0, 0).map((_, second) => 0.25 + (second % 2) / 4), /^0\.(25|3\d?|4\d?|5) /],
      ['a gap', wave(600, 60).map((value, second) => (second > 20 && second < 40 ? undefined : value)), /^[56]\d\d/],
      ['what is not a number', [...wave(600, 0), NaN, Infinity, -Infinity], /^600 /],
    ];
    for (const [name, told, expected] of values) {
      it(`draws ${name}`, async () => {
        await show(tag);
        page.tellMain(tag, told);
        expect((await shares()).length).to.be.greaterThan(20);
        await says(expected);
      });
    }

    it('draws what is below zero, and says how old the last rate is where a counter goes back', async () => {
      await show(tag);
      page.tellMain(tag, [...wave(600, 0, 41), ...wave(-100, 0, 20)]);
      const drawn = await shares();
      await says(tag === ofCounters ? /^600 / : /^-100 /);
      if (tag === ofCounters) expect(textOf(chart, '.badge')).to.equal('stale 20 s');
      else expect(drawn.length).to.be.greaterThan(60);
    });

    it('draws one point as a dot at the end, and waits where a rate needs more', async () => {
      await show(tag);
      page.tellMain(tag, [28_123]);
      if (tag === ofCounters) {
        await waitUntil(() => textOf(chart, '.placeholder').includes('long enough'));
        return;
      }
      const drawn = await shares();
      expect(Math.min(...drawn)).to.be.greaterThan(85);
      await says(/^28,123 /);
    });

    it('says so where there is no point', async () => {
      await show(tag);
      await waitUntil(() => textOf(chart, '.placeholder').length > 20, textOf(chart));
      expect(canvasOf(chart)).to.equal(null);
    });

    it('goes on after the clock was set back an hour', async () => {
      await show(tag);
      page.tellMain(tag, wave(600, 0));
      await shares();
      page.clock.setWallClock(page.clock.now() - 3_600_000);
      for (let second = 0; second < 15; second += 1) page.nextMain(tag, 1_200);
      await says(/^1,200 /);
      expect(textOf(chart, '.badge')).to.match(/^live/);
      expect((await shares()).length).to.be.greaterThan(0);
    });

    it('draws nothing in no space, and everything once there is some', async () => {
      chart = await mount(tag, page.session, { theme: 'light' });
      chart.style.inlineSize = '0px';
      page.tellMain(tag, wave(600, 60));
      await settled();
      expect(canvasOf(chart)).to.equal(null);
      chart.style.inlineSize = '600px';
      expect((await shares()).length).to.be.greaterThan(60);
      chart.style.inlineSize = '200px';
      await settled();
      expect(part(chart, '.canvas').getBoundingClientRect().right).to.be.at.most(
        chart.getBoundingClientRect().right + 0.5,
      );
    });

    it('draws a million points of the page, with their peak', async () => {
      const count = 1_000_000;
      const now = page.clock.now();
      const times = Float64Array.from({ length: count }, (_, index) => now - (count - 1 - index) * 3.6);
      const line = Float64Array.from({ length: count }, (_, index) => (index === 640_000 ? 5_000 : 100 + (index % 7)));
      await show(tag);
      chart.setAttribute('window-seconds', '3600');
      (chart as AurigraphChart).series = { times, values: [line] };
      expect((await shares()).length).to.be.greaterThan(60);
      expect(textOf(chart, '.legend')).to.contain('5,000');
    });

    it('speaks English where the browser reports no real language', async () => {
      Object.defineProperty(navigator, 'language', { value: 'C', configurable: true });
      document.documentElement.removeAttribute('lang');
      try {
        await show(tag);
        page.tellMain(tag, wave(1_200, 0));
        await shares();
        await says(/^1,200 /);
      } finally {
        Reflect.deleteProperty(navigator, 'language');
      }
    });
  });
}
