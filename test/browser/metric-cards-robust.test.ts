import { expect, nextFrame, waitUntil } from '@open-wc/testing';
import '../../src/elements/metric-cards/define.js';
import { CARD_NAMES } from '../../src/elements/metric-cards/card-choice.js';
import type { AurigraphMetricCards } from '../../src/elements/metric-cards/metric-cards.js';
import { cardIn, CardsBackend, seenOf, spokenOf } from '../support/metric-cards-page.js';
import { mount, unmount } from '../support/session-host.js';
import { wave } from '../support/tps-chart-page.js';

let page: CardsBackend;
let cards: AurigraphMetricCards;
let errors: string[];

const noteError = (event: ErrorEvent): void => void errors.push(event.message);

async function settled(): Promise<void> {
  for (let frame = 0; frame < 3; frame += 1) await nextFrame();
  await cards.updateComplete;
}

async function show(): Promise<void> {
  cards = await mount('aurigraph-metric-cards', page.session, { theme: 'light' });
  await page.connected();
  page.greet();
}

async function shows(name: (typeof CARD_NAMES)[number], text: RegExp): Promise<void> {
  const seen = (): string => seenOf(cards, name);
  await waitUntil(() => text.test(seen()), `${name} should show ${String(text)}`).catch((error: unknown) => {
    throw new Error(`${String(error)}; it shows: ${seen()}`);
  });
}

/** Numbers of the path of a card's line. */
function coordinates(name: (typeof CARD_NAMES)[number]): number[] {
  const path = cardIn(cards, name).querySelector('.line')?.getAttribute('d') ?? '';
  return [...path.matchAll(/-?[\d.]+(e-?\d+)?|NaN|Infinity/g)].map(([text]) => Number(text));
}

describe('aurigraph-metric-cards under odd conditions', () => {
  beforeEach(() => {
    page = new CardsBackend();
    errors = [];
    addEventListener('error', noteError);
  });

  afterEach(() => {
    removeEventListener('error', noteError);
    unmount(cards);
    page.session.dispose();
    expect(errors).to.deep.equal([]);
  });

  const odd: readonly [name: string, values: readonly (number | undefined)[], shown: RegExp][] = [
    ['no traffic', wave(0, 0), /^Throughput 0 TPS/],
    ['negative values', wave(-100, 500), /^Throughput -\d+ TPS/],
    ['the largest exact integer', [1, 2 ** 53], /^Throughput [\d,.]+[A-Z] TPS/],
    ['values at the end of what numbers can say', [-1.7e308, 1.7e308], /^Throughput 1\.7E308 TPS/],
    ['fractions', [0.25, 0.5, 0.125], /^Throughput 0\.125 TPS/],
    ['what is not a number between numbers', [27_000, NaN, Infinity, 28_000], /^Throughput 28K TPS/],
    ['an hour of values', wave(28_000, 700, 3_600), /^Throughput 2[78](\.\d)?K TPS/],
  ];
  for (const [name, values, shown] of odd) {
    it(`shows ${name}, with a line inside its card`, async () => {
      await show();
      page.past(values);
      await shows('tps', shown);
      await waitUntil(() => coordinates('tps').length > 1, 'a line should be drawn');
      const { width, height } = cardIn(cards, 'tps').querySelector('.sparkline')?.getBoundingClientRect() ?? {};
      const reach = Math.max(width ?? 0, height ?? 0) * 1.2;
      for (const at of coordinates('tps')) expect(at).to.be.within(-reach, reach);
      await shows('efficiency', /%/);
      expect(spokenOf(cards, 'tps')).to.match(/^Throughput: /);
    });
  }

  it('shows one point as a dot at the end of its card', async () => {
    await show();
    page.past([28_123]);
    await shows('tps', /^Throughput 28\.1K TPS/);
    await waitUntil(() => cardIn(cards, 'tps').querySelector('.last') !== null, 'a dot should be drawn');
  });

  it('keeps every figure that can be kept when one of them is impossible', async () => {
    await show();
    page.busy();
    page.figures({ totalTransactions: 2 ** 53, activeNodes: -3, errorRate: NaN, participationPercent: Infinity });
    await shows('transactions', /^Total transactions 9010T/);
    await shows('leader', /validator-7/);
    for (const name of CARD_NAMES) expect(seenOf(cards, name)).not.to.match(/NaN|Infinity|undefined|∞/);
  });

  it('goes on after the clock was set back an hour', async () => {
    await show();
    page.past(wave(28_000, 500));
    await shows('tps', /TPS/);
    page.clock.setWallClock(page.clock.now() - 3_600_000);
    for (let second = 0; second < 3; second += 1) {
      page.next(26_500);
      await settled();
    }
    await shows('tps', /^Throughput 26\.5K TPS/);
    expect(cardIn(cards, 'tps').dataset['state']).to.equal('live');
  });

  it('draws nothing in no space, and everything once there is some', async () => {
    await show();
    cards.style.inlineSize = '0px';
    page.busy();
    await settled();
    cards.style.inlineSize = '600px';
    await shows('tps', /^Throughput 1\.93M TPS/);
    await waitUntil(() => coordinates('tps').length > 1, 'a line should be drawn');
    cards.style.inlineSize = '200px';
    await settled();
    expect(cards.scrollWidth).to.be.at.most(200);
  });

  it('speaks English where the browser reports no real language', async () => {
    Object.defineProperty(navigator, 'language', { value: 'C', configurable: true });
    document.documentElement.removeAttribute('lang');
    try {
      await show();
      page.past([28_123]);
      await shows('tps', /^Throughput 28\.1K TPS/);
    } finally {
      Reflect.deleteProperty(navigator, 'language');
    }
  });
});
