import { expect, nextFrame, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/elements/consensus-chart/define.js';
import '../../src/elements/feed-chart/define.js';
import '../../src/elements/finality-chart/define.js';
import '../../src/elements/metric-cards/define.js';
import '../../src/elements/tps-chart/define.js';
import { CARD_NAMES } from '../../src/elements/metric-cards/card-choice.js';
import type { AurigraphMetricCards } from '../../src/elements/metric-cards/metric-cards.js';
import { CHART_TAGS, EveryChartBackend, type ChartTag } from '../support/every-chart.js';
import { CardsBackend, detailsOf, spokenOf } from '../support/metric-cards-page.js';
import { mount, unmount } from '../support/session-host.js';
import { canvasOf, part, textOf } from '../support/tps-chart-page.js';

async function settled(): Promise<void> {
  for (let frame = 0; frame < 4; frame += 1) await nextFrame();
}

async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    const [name, shift] = [key.replace('Shift+', ''), key.startsWith('Shift+')];
    if (shift) await sendKeys({ down: 'Shift' });
    await sendKeys({ press: name });
    if (shift) await sendKeys({ up: 'Shift' });
    await settled();
  }
}

/** A button in front of what is tested, so that a person comes from somewhere, and one behind it. */
function around(element: Element): { readonly before: HTMLElement; readonly behind: HTMLElement; remove(): void } {
  const [before, behind] = [document.createElement('button'), document.createElement('button')];
  for (const button of [before, behind]) button.textContent = 'elsewhere';
  element.parentElement?.before(before);
  element.parentElement?.after(behind);
  return {
    before,
    behind,
    remove: () => [before, behind].forEach((button) => button.remove()),
  };
}

/** What has the focus in an element, as those hear it who do not see it; nothing where the focus is elsewhere. */
function focused(element: Element): string | undefined {
  const active = element.shadowRoot?.activeElement;
  return active === null || active === undefined ? undefined : (active.getAttribute('aria-label') ?? active.className);
}

const VALUES = Array.from({ length: 61 }, (_, second) => 1_200 + second * 2);

for (const tag of CHART_TAGS) {
  describe(`${tag} by keyboard`, () => {
    let page: EveryChartBackend;
    let chart: HTMLElementTagNameMap[ChartTag];
    let elsewhere: ReturnType<typeof around>;

    const plot = (): HTMLElement => part(chart, '.plot');
    const value = (): string => plot().getAttribute('aria-valuetext') ?? '';
    const now = (): number => Number(plot().getAttribute('aria-valuenow'));
    const reach = (): [number, number] => [Number(plot().ariaValueMin), Number(plot().ariaValueMax)];

    beforeEach(async () => {
      page = new EveryChartBackend();
      chart = await mount(tag, page.session, { theme: 'light' });
      elsewhere = around(chart);
      await page.connected();
      page.greet();
      page.tellMain(tag, VALUES);
      await waitUntil(() => canvasOf(chart) !== null, 'a canvas should be drawn');
      await settled();
    });

    afterEach(() => {
      elsewhere.remove();
      unmount(chart);
      page.session.dispose();
    });

    it('is walked through with Tab: window, table, pause, menu, picture', async () => {
      elsewhere.before.focus();
      const stops: (string | undefined)[] = [];
      for (let stop = 0; stop < 5; stop += 1) {
        await press('Tab');
        stops.push(focused(chart));
        const active = chart.shadowRoot?.activeElement;
        expect(active?.matches(':focus-visible'), String(focused(chart))).to.equal(true);
        expect(getComputedStyle(active as Element).outlineStyle, String(focused(chart))).not.to.equal('none');
        await waitUntil(
          () => getComputedStyle(active as Element).opacity === '1',
          `${String(focused(chart))} is not seen`,
        );
      }
      expect(stops).to.deep.equal([
        part(chart, '.window').getAttribute('aria-label'),
        part(chart, '[part=table-button]').getAttribute('aria-label'),
        part(chart, '[part=pause-button]').getAttribute('aria-label'),
        part(chart, '[part=menu-button]').getAttribute('aria-label'),
        plot().getAttribute('aria-label'),
      ]);
      await press('Tab');
      expect(document.activeElement).to.equal(elsewhere.behind);
      await press('Shift+Tab');
      expect(focused(chart)).to.equal(plot().getAttribute('aria-label'));
    });

    it('is read with arrows, Home, End and Escape, and told in words', async () => {
      plot().focus();
      const help = value();
      await press('Home');
      const first = now();
      expect(value()).to.match(/ at \d\d:\d\d:\d\d/);
      await press('ArrowRight');
      expect(now()).to.be.greaterThan(first);
      await press('ArrowLeft');
      expect(now()).to.equal(first);
      await press('End');
      expect(now()).to.equal(reach()[1]);
      await press('PageDown');
      expect(now()).to.be.lessThan(reach()[1] - 3);
      await press('Escape');
      expect(value()).to.equal(help);
    });

    it('is zoomed, moved and brought back', async () => {
      plot().focus();
      const [from, to] = reach();
      await press('+', '+');
      expect(reach()[1] - reach()[0]).to.be.lessThan((to - from) / 2);
      expect(textOf(chart, '.zoom-bar')).to.match(/^\d\d:\d\d:\d\d to \d\d:\d\d:\d\d ?Live$/);
      await press('Shift+ArrowLeft');
      expect(reach()[1]).to.be.lessThan(to);
      await press('Tab');
      expect(chart.shadowRoot?.activeElement?.matches('[part=live-button]')).to.equal(true);
      await press('Enter');
      expect(reach()).to.deep.equal([from, to]);
      expect(focused(chart)).to.equal(plot().getAttribute('aria-label'));
      await press('+', '0');
      expect(reach()).to.deep.equal([from, to]);
    });

    it('is paused and goes on', async () => {
      plot().focus();
      await press('Space');
      expect((chart as { paused: boolean }).paused).to.equal(true);
      expect(textOf(chart, '.notes')).to.match(/^paused at/);
      part(chart, '[part=pause-button]').focus();
      await press('Enter');
      expect((chart as { paused: boolean }).paused).to.equal(false);
      expect(textOf(chart, '.notes')).to.equal('');
    });

    it('opens its menu and its table, and gives the focus back', async () => {
      const menu = part(chart, '[part=menu-button]');
      menu.focus();
      await press('Enter');
      await waitUntil(() => part(chart, '.menu').matches(':popover-open'));
      expect((chart.shadowRoot?.activeElement as HTMLElement | null)?.dataset['action']).to.equal('csv');
      await press('Escape');
      expect(chart.shadowRoot?.activeElement).to.equal(menu);
      part(chart, '[part=table-button]').focus();
      await press('Enter');
      await waitUntil(() => chart.shadowRoot?.querySelector('.table table') != null);
      expect(focused(chart)).to.equal('Show as a chart');
      await press('Tab', 'Tab', 'Tab');
      expect(chart.shadowRoot?.activeElement?.matches('.table')).to.equal(true);
      const { scrollTop } = part(chart, '.table');
      await press('PageDown');
      await waitUntil(() => part(chart, '.table').scrollTop > scrollTop, 'the table should scroll');
      await press('Shift+Tab', 'Shift+Tab', 'Shift+Tab', 'Enter');
      await waitUntil(() => chart.shadowRoot?.querySelector('.table') == null);
      expect(focused(chart)).to.equal('Show as a table');
    });

    it('is told in sentences to those who do not see it', async () => {
      const summaries: Readonly<Record<ChartTag, RegExp>> = {
        'aurigraph-tps-chart':
          /^Transactions per second, last minute: now 1\.32 thousand TPS, average 1\.26 thousand, peak 1\.32 thousand\. Rising\. 4% of the target of 30 thousand, far below target\.$/,
        'aurigraph-finality-chart':
          /^Time to finality, last minute: now 1\.32 thousand ms, average 1\.26 thousand, peak 1\.32 thousand\. Rising\.$/,
        'aurigraph-consensus-chart':
          /^Consensus, last minute: now 1\.31 thousand per minute, average 1\.25 thousand, peak 1\.31 thousand\.( No values before \d\d:\d\d:\d\d\.)? Rising\.$/,
        'aurigraph-feed-chart':
          /^API feeds, last minute: now 1\.32 thousand points\/s, average 1\.26 thousand, peak 1\.32 thousand\. Rising\.$/,
      };
      await waitUntil(() => textOf(chart, 'figcaption') !== '');
      expect(textOf(chart, 'figcaption')).to.match(summaries[tag]);
    });
  });
}

describe('aurigraph-metric-cards by keyboard', () => {
  let page: CardsBackend;
  let cards: AurigraphMetricCards;
  let elsewhere: ReturnType<typeof around>;

  beforeEach(async () => {
    page = new CardsBackend();
    cards = await mount('aurigraph-metric-cards', page.session, { theme: 'light' });
    elsewhere = around(cards);
    await page.connected();
    page.greet();
    page.busy();
    page.nodes();
    await waitUntil(() => spokenOf(cards, 'leader').includes('validator-7'));
    await settled();
  });

  afterEach(() => {
    elsewhere.remove();
    unmount(cards);
    page.session.dispose();
  });

  it('are walked through with Tab in their order, and opened and closed on the way', async () => {
    elsewhere.before.focus();
    for (const name of CARD_NAMES) {
      await press('Tab');
      const active = cards.shadowRoot?.activeElement;
      expect(active?.closest<HTMLElement>('.card')?.dataset['name']).to.equal(name);
      expect(getComputedStyle(active as Element).outlineStyle).not.to.equal('none');
      await press('Enter');
      await waitUntil(() => detailsOf(cards, name) !== '', `the details of ${name} should open`);
      expect(detailsOf(cards, name)).to.match(/Source .*Confidence /);
      await press('Escape');
      await waitUntil(() => detailsOf(cards, name) === '');
      expect(cards.shadowRoot?.activeElement).to.equal(active);
    }
    await press('Tab');
    expect(document.activeElement).to.equal(elsewhere.behind);
  });

  it('are told in a sentence each to those who do not see them', () => {
    const from = /\d\.\d s old|just now|from \/ws/.source;
    const sentences: Readonly<Record<(typeof CARD_NAMES)[number], RegExp>> = {
      tps: new RegExp(`^Throughput: 1\\.93 million TPS, steady for 1 min.*(${from})\\.$`),
      efficiency: new RegExp(`^Efficiency: .*% of the target of .* TPS, .*(${from})\\.$`),
      transactions: new RegExp(`^Total transactions: 151 million transactions, average 1\\.88.*(${from})\\.$`),
      nodes: new RegExp(`^Active nodes: 9\\.98 thousand.*1 failing.*(${from})\\.$`),
      leader: new RegExp(`^Leader: validator-7, term 1,284, .*(${from})\\.$`),
      finality: new RegExp(`^Average finality: 55 milliseconds, .*(${from})\\.$`),
    };
    for (const name of CARD_NAMES) expect(spokenOf(cards, name)).to.match(sentences[name]);
  });
});
