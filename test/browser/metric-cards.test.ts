import { expect, nextFrame, waitUntil } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import '../../src/elements/metric-cards/define.js';
import { CARD_NAMES } from '../../src/elements/metric-cards/card-choice.js';
import type { AurigraphMetricCards } from '../../src/elements/metric-cards/metric-cards.js';
import { cardIn, cardNames, CardsBackend, detailsOf, seenOf, spokenOf } from '../support/metric-cards-page.js';
import { mount, unmount } from '../support/session-host.js';
import { wave } from '../support/tps-chart-page.js';

let page: CardsBackend;
let cards: AurigraphMetricCards;

async function settled(): Promise<void> {
  await nextFrame();
  await nextFrame();
  await cards.updateComplete;
}

async function show(attributes: Record<string, string> = {}): Promise<void> {
  cards = await mount('aurigraph-metric-cards', page.session, { theme: 'light', ...attributes });
  await waitUntil(() => page.session.state.ready);
}

/** Cards on a live connection that said all that they can show. */
async function showLive(attributes: Record<string, string> = {}): Promise<void> {
  await show(attributes);
  await page.connected();
  page.greet();
  const { settings } = page.session.state;
  await page.session.settings.saveSettings({ ...settings, performanceMode: 'production' });
  page.busy();
  page.nodes();
  await waitUntil(() => page.session.state.performanceMode === 'production');
  cards.refresh();
  await settled();
}

async function shows(name: (typeof CARD_NAMES)[number], text: string): Promise<void> {
  const seen = (): string => seenOf(cards, name);
  await waitUntil(() => seen().includes(text), `the card ${name} should show “${text}”`).catch((error: unknown) => {
    throw new Error(`${String(error)}; it shows: ${seen()}`);
  });
}

async function becomes(state: string): Promise<void> {
  await waitUntil(() => cards.matches(`:state(${state})`), `the cards should be ${state}`);
  await cards.updateComplete;
}

/** Lets as much time pass as there is between two looks at the values, after those that are there were heard of. */
async function nextLook(): Promise<void> {
  await settled();
  page.clock.advance(1_000);
  await settled();
}

function states(): (string | undefined)[] {
  return CARD_NAMES.map((name) => cardIn(cards, name).dataset['state']);
}

function inside(selector: string): HTMLElement {
  const found = cards.shadowRoot?.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`The cards have no ${selector}.`);
  return found;
}

function announced(): string {
  return inside('[role=status]').textContent.trim();
}

describe('aurigraph-metric-cards', () => {
  beforeEach(() => {
    page = new CardsBackend();
  });

  afterEach(() => {
    unmount(cards);
    page.session.dispose();
  });

  it('shows every figure with its unit, what can be said about it, its age and its source', async () => {
    await showLive();
    const seen = CARD_NAMES.map((name) => seenOf(cards, name));
    expect(seen[0]).to.match(/^Throughput 1\.93M TPS steady for 1 min \d\.\d s \/ws$/);
    expect(seen[1]).to.match(/^Efficiency 96% of 2M TPS on target \d\.\d s \/ws$/);
    expect(seen[2]).to.match(
      /^Total transactions 151M average 1\.88M TPS ?peak 2\.07M TPS ?0\.02% errors \d\.\d s \/ws$/,
    );
    expect(seen[3]).to.match(
      /^Active nodes 9\.98K of 10K 1 failing ?channel 3 ?validator 8 ?business 12 ?slim 1\/2 \d\.\d s \/ws$/,
    );
    expect(seen[4]).to.match(/^Leader validator-7 term 1,284 ?participation 97% ?48\.2K rounds \d\.\d s \/ws$/);
    expect(seen[5]).to.match(/^Average finality \d\d ms falling 2% in 1 min \d\.\d s \/ws$/);
    expect(inside('h2').textContent).to.equal('Key figures');
  });

  it('draws the recent past of throughput, efficiency and finality, and the target where there is one', async () => {
    await showLive();
    for (const name of ['tps', 'efficiency', 'finality'] as const)
      expect(cardIn(cards, name).querySelector('.line')?.getAttribute('d')?.length).to.be.greaterThan(200);
    expect(cardIn(cards, 'efficiency').querySelector('.reference')?.getAttribute('d')).to.match(/^M0 [\d.]+H/);
    expect(cardIn(cards, 'tps').querySelector('.reference')?.getAttribute('d')).to.equal('');
    expect(cardIn(cards, 'leader').querySelector('.sparkline')).to.equal(null);
  });

  it('leaves a gap open where nothing was heard', async () => {
    await show();
    await page.connected();
    page.past(wave(28_000, 900).map((value, index) => (index > 20 && index < 40 ? undefined : value)));
    await shows('tps', 'TPS');
    await waitUntil(() => cardIn(cards, 'tps').querySelector('.line')?.getAttribute('d')?.match(/M/g)?.length === 2);
  });

  it('follows the target of the performance mode, and says the band in a word and a shape', async () => {
    await showLive();
    const { settings } = page.session.state;
    await page.session.settings.saveSettings({ ...settings, performanceMode: 'educational' });
    await shows('efficiency', 'of 3K TPS');
    page.clock.advance(1_000);
    page.greet();
    page.value(2_400);
    await nextLook();
    await shows('efficiency', '80% of 3K TPS below target');
    expect(cardIn(cards, 'efficiency').querySelector('.note')?.getAttribute('data-icon')).to.equal('fair');
  });

  it('counts the nodes itself where no message tells how many are active', async () => {
    await show({ cards: 'nodes' });
    await page.connected();
    page.nodes();
    await waitUntil(() => /^Active nodes 24 of 25 1 failing/.test(seenOf(cards, 'nodes')));
  });

  it('calls the leader as the configuration does, and says when nobody leads', async () => {
    await showLive();
    page.clock.advance(1_000);
    page.leads('');
    page.figure('term', 1_285);
    await nextLook();
    await shows('leader', 'nobody');
    await shows('leader', 'term 1,285');
  });

  it('shows the end of a name that is too long, and all of it on hover', async () => {
    await showLive({ cards: 'leader' });
    cards.style.inlineSize = '200px';
    page.clock.advance(1_000);
    const id = `node-validator-${'0'.repeat(200)}42<b>`;
    page.leads(id);
    await nextLook();
    await waitUntil(() => inside('.figure').textContent === id);
    const { right } = inside('.figure').getBoundingClientRect();
    expect(right).to.be.at.most(cardIn(cards, 'leader').getBoundingClientRect().right - 8);
    expect(inside('.figure').lastChild?.previousSibling?.textContent ?? '').to.not.equal(id);
    expect(inside('.figure').title).to.equal(id);
    expect(inside('.figure').querySelector('b')).to.equal(null);
  });

  it('is grey, and says how old it is, when values stop coming', async () => {
    await showLive();
    expect(new Set(states())).to.deep.equal(new Set(['live']));
    const fresh = getComputedStyle(cardIn(cards, 'tps').querySelector('.figure') ?? cards).color;
    page.clock.advance(14_000);
    await becomes('stale');
    expect(new Set(states())).to.deep.equal(new Set(['stale']));
    expect(seenOf(cards, 'leader')).to.contain('14 s old');
    expect(getComputedStyle(cardIn(cards, 'tps').querySelector('.figure') ?? cards).color).to.not.equal(fresh);
    expect(cardIn(cards, 'tps').querySelector('.sparkline')?.hasAttribute('data-old')).to.equal(true);
    expect(cardIn(cards, 'tps').part.contains('stale')).to.equal(true);
  });

  it('is stale where only one figure stopped coming', async () => {
    await showLive();
    for (let second = 0; second < 6; second += 1) {
      page.clock.advance(1_000);
      page.greet();
      page.value(1_950_000);
      await nextFrame();
    }
    await waitUntil(() => cardIn(cards, 'finality').dataset['state'] === 'stale');
    expect(cards.matches(':state(live)')).to.equal(true);
    expect(cardIn(cards, 'tps').dataset['state']).to.equal('live');
    expect(seenOf(cards, 'finality')).to.match(/\d\.0 s old/);
  });

  it('paints values from an earlier visit at once, with their age and where they come from', async () => {
    page.backend.accepting = false;
    page.backend.refusing = true;
    page.busy('cache');
    page.clock.advance(180_000);
    await show();
    await waitUntil(() => inside('.badge').textContent.trim() === 'offline, 3 min old');
    await shows('tps', '3 min old earlier visit');
    expect(cardIn(cards, 'tps').querySelector('.line')).to.not.equal(null);
  });

  it('marks simulated values in the badge, in every card and in every sentence', async () => {
    page.session.dispose();
    page = new CardsBackend({ mode: 'demo' });
    await show();
    page.clock.advance(1_000);
    await becomes('demo');
    await shows('leader', 'simulated');
    expect(inside('.badge').textContent.trim()).to.equal('demo');
    for (const name of CARD_NAMES) {
      expect(seenOf(cards, name)).to.contain('simulated');
      expect(spokenOf(cards, name)).to.contain('simulated');
    }
    page.clock.advance(2_000);
    await waitUntil(() => cardIn(cards, 'tps').querySelector('.area')?.getAttribute('fill')?.startsWith('url('));
  });

  it('waits a moment for a figure, and then calls it unknown, not zero', async () => {
    await show();
    await page.connected();
    page.value(27_000);
    await shows('tps', '27K');
    expect(cardIn(cards, 'finality').dataset['state']).to.equal('loading');
    expect(cardIn(cards, 'finality').querySelector('.skeleton')).to.not.equal(null);
    for (let second = 0; second < 4; second += 1) {
      page.clock.advance(1_000);
      page.value(27_000);
    }
    await waitUntil(() => cardIn(cards, 'finality').dataset['state'] === 'unknown');
    expect(seenOf(cards, 'finality')).to.equal('Average finality unknown');
    expect(spokenOf(cards, 'finality')).to.equal('Average finality: unknown, the network does not report it.');
    expect(spokenOf(cards, 'nodes')).to.contain('unknown');
  });

  it('never keeps the values of another network', async () => {
    await showLive();
    page.session.live.clear();
    await waitUntil(() => cardIn(cards, 'tps').querySelector('.figure') === null);
    expect(states()).to.not.contain('live');
    expect(cardIn(cards, 'tps').querySelector('.line')).to.equal(null);
  });

  it('speaks the language of the page', async () => {
    document.documentElement.lang = 'de';
    try {
      await showLive();
      await shows('tps', '1,93 Mio.');
    } finally {
      document.documentElement.lang = '';
    }
  });
});

describe('the choice of aurigraph-metric-cards', () => {
  const { warn } = console;
  let told: string[];

  beforeEach(() => {
    page = new CardsBackend();
    told = [];
    console.warn = (text: string) => told.push(text);
  });

  afterEach(() => {
    console.warn = warn;
    unmount(cards);
    page.session.dispose();
  });

  it('is what the page says, in its order', async () => {
    await showLive({ cards: 'nodes efficiency leader' });
    expect(cardNames(cards)).to.deep.equal(['nodes', 'efficiency', 'leader']);
    cards.cards = 'leader tps';
    await cards.updateComplete;
    expect(cardNames(cards)).to.deep.equal(['leader', 'tps']);
    expect(seenOf(cards, 'tps')).to.contain('1.93M TPS');
    cards.removeAttribute('cards');
    await cards.updateComplete;
    expect(cardNames(cards)).to.deep.equal([...CARD_NAMES]);
    expect(told).to.deep.equal([]);
  });

  it('says once what it does not know, and shows the rest', async () => {
    const hostile = `efficiency,<img/src=x/onerror=alert(1)> __proto__ tps ${'\u202ex'.repeat(2_000)}`;
    await showLive({ cards: hostile });
    expect(cardNames(cards)).to.deep.equal(['efficiency', 'tps']);
    cards.cards = 'nonsense';
    await cards.updateComplete;
    expect(cardNames(cards)).to.deep.equal([...CARD_NAMES]);
    expect(told).to.have.lengthOf(1);
    expect(told[0]).to.contain('cards does not know “<img/src=x/onerror=alert(1)>”, “__proto__”');
    expect(told[0]).to.contain('it takes tps, efficiency, transactions, nodes, leader, finality');
    expect(told[0]?.length).to.be.lessThan(300);
  });
});

describe('the size of aurigraph-metric-cards', () => {
  beforeEach(async () => {
    page = new CardsBackend();
    await setViewport({ width: 1_600, height: 1_000 });
  });

  afterEach(async () => {
    unmount(cards);
    page.session.dispose();
    await setViewport({ width: 800, height: 600 });
  });

  function rows(): DOMRect[][] {
    const found = new Map<number, DOMRect[]>();
    for (const card of cards.shadowRoot?.querySelectorAll('.card') ?? []) {
      const box = card.getBoundingClientRect();
      found.set(box.top, [...(found.get(box.top) ?? []), box]);
    }
    return [...found.values()];
  }

  it('has as many columns as fit, from one at 200 px, and no hole in the last row', async () => {
    await showLive();
    const columns = { 200: 1, 360: 2, 768: 3, 1_100: 6, 1_440: 6, 2_560: 6 };
    for (const [width, most] of Object.entries(columns)) {
      cards.style.inlineSize = `${width}px`;
      await settled();
      expect(Math.max(...rows().map(({ length }) => length)), `at ${width} px`).to.equal(most);
    }
    for (let count = 1; count <= CARD_NAMES.length; count += 1) {
      cards.cards = CARD_NAMES.slice(0, count).join(' ');
      for (const width of [200, 350, 520, 700, 900, 1_100]) {
        cards.style.inlineSize = `${width}px`;
        await settled();
        const ends = rows().map((row) => Math.round(row.at(-1)?.right ?? 0));
        expect(new Set(ends).size, `${count} cards at ${width} px end at ${ends.join(', ')}`).to.equal(1);
        expect(
          new Set(
            rows()
              .flat()
              .map(({ height }) => Math.round(height)),
          ).size,
        ).to.equal(1);
      }
    }
  });

  it('lets nothing stick out of a card of 200 px', async () => {
    await showLive();
    cards.style.inlineSize = '200px';
    await settled();
    for (const name of CARD_NAMES) {
      const card = cardIn(cards, name);
      const { left, right, bottom } = card.getBoundingClientRect();
      for (const part of card.querySelectorAll('.figure, .unit, .note, .sparkline, .meta, .info')) {
        const box = part.getBoundingClientRect();
        expect(box.left >= left && box.right <= right && box.bottom <= bottom, `${name} ${part.className}`).to.equal(
          true,
        );
      }
    }
    expect(cards.scrollWidth).to.equal(200);
  });

  it('never changes, whatever there is to show', async () => {
    for (const width of [200, 360, 768, 1_440]) {
      page = new CardsBackend();
      page.backend.accepting = false;
      await show();
      cards.style.inlineSize = `${width}px`;
      await becomes('loading');
      const places = (): string => JSON.stringify(rows());
      const before = places();
      page.backend.refusing = true;
      for (const socket of page.backend.sockets) socket.drop();
      await waitUntil(() => {
        page.clock.advance(500);
        return cards.matches(':state(failed)');
      });
      await settled();
      expect(places(), `failed at ${width} px`).to.equal(before);
      page.busy();
      await becomes('stale');
      await settled();
      expect(places(), `stale at ${width} px`).to.equal(before);
      page.nodes();
      page.clock.advance(20_000);
      await settled();
      expect(places(), `with nodes at ${width} px`).to.equal(before);
      unmount(cards);
      page.session.dispose();
    }
  });

  it('draws as many points as it is wide, and again when that changes', async () => {
    await show({ cards: 'tps' });
    await page.connected();
    const viewBox = (): string | undefined => inside('.sparkline > svg').getAttribute('viewBox')?.split(' ')[2];
    page.past(wave(28_000, 900));
    await shows('tps', 'TPS');
    cards.style.inlineSize = '400px';
    await waitUntil(() => viewBox() === '366');
    cards.style.inlineSize = '900px';
    await waitUntil(() => viewBox() === '866');
  });
});

describe('aurigraph-metric-cards without values', () => {
  beforeEach(() => {
    page = new CardsBackend();
  });

  afterEach(() => {
    unmount(cards);
    page.session.dispose();
  });

  it('says what is wrong and offers to try again', async () => {
    page.backend.accepting = false;
    page.backend.refusing = true;
    await show();
    await waitUntil(() => {
      page.clock.advance(500);
      return cards.matches(':state(failed)');
    });
    await settled();
    expect(inside('.placeholder').textContent).to.contain('Try again');
    expect(getComputedStyle(inside('.cards')).visibility).to.equal('hidden');
    await expect(cards).to.be.accessible();
  });

  it('offers to connect where nobody asked for it yet', async () => {
    page.session.dispose();
    page = new CardsBackend({ autoConnect: false });
    await show();
    await waitUntil(() => cards.shadowRoot?.querySelector('.placeholder button'));
    inside('.placeholder button').click();
    await waitUntil(() => page.backend.sockets.length > 0);
  });

  it('is accessible while it waits', async () => {
    page.backend.accepting = false;
    await show();
    await becomes('loading');
    expect(spokenOf(cards, 'tps')).to.equal('Throughput: waiting for the first value.');
    await expect(cards).to.be.accessible();
  });
});

describe('aurigraph-metric-cards for everyone', () => {
  beforeEach(async () => {
    page = new CardsBackend();
    await showLive();
  });

  afterEach(() => {
    unmount(cards);
    page.session.dispose();
  });

  it('reads each card as one sentence', () => {
    expect(spokenOf(cards, 'tps')).to.equal('Throughput: 1.93 million TPS, steady for 1 min, from /ws.');
    expect(spokenOf(cards, 'efficiency')).to.equal(
      'Efficiency: 96% of the target of 2 million TPS, on target, from /ws.',
    );
    expect(spokenOf(cards, 'nodes')).to.match(
      /^Active nodes: 9\.98 thousand of 10 thousand nodes, 1 failing, channel 3, .*\.$/,
    );
    expect(spokenOf(cards, 'finality')).to.match(
      /^Average finality: 5\d milliseconds, falling 2% in 1 min, from \/ws\.$/,
    );
    for (const name of CARD_NAMES)
      for (const part of cardIn(cards, name).querySelectorAll('.label, .value, .story, .meta'))
        expect(part.closest('[aria-hidden=true]'), `${name} ${part.className}`).to.not.equal(null);
  });

  it('is accessible, light and dark', async () => {
    await expect(cards).to.be.accessible();
    cards.theme = 'dark';
    await settled();
    await expect(cards).to.be.accessible();
  });

  it('announces that data was lost and came back, and nothing in between', async () => {
    expect(announced()).to.equal('');
    const first = spokenOf(cards, 'tps');
    for (let second = 0; second < 8; second += 1) {
      page.clock.advance(1_000);
      page.greet();
      page.value(1_200_000);
      await settled();
    }
    await shows('tps', '1.2M');
    expect(announced()).to.equal('');
    expect(spokenOf(cards, 'tps')).to.equal(first);
    page.clock.advance(20_000);
    await becomes('stale');
    expect(announced()).to.contain('connection is lost');
    expect(spokenOf(cards, 'tps')).to.match(/20 s old/);
    expect(cards.shadowRoot?.querySelectorAll('[aria-live],[role=status],[role=alert]')).to.have.lengthOf(1);
  });

  it('tells exact value, source, confidence and time of a card by keyboard', async () => {
    const button = cardIn(cards, 'tps').querySelector<HTMLElement>('.info');
    button?.focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => detailsOf(cards, 'tps') !== '');
    expect(detailsOf(cards, 'tps')).to.match(
      /^Throughput Exact value 1,926,\d{3} TPS More steady for 1 min Source \/ws Confidence reported, not checked Received \d\d:\d\d:\d\d, \d\.\d s ago$/,
    );
    await expect(cards).to.be.accessible();
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => detailsOf(cards, 'efficiency') !== '');
    expect(detailsOf(cards, 'tps')).to.equal('');
    expect(detailsOf(cards, 'efficiency')).to.match(/Exact value 1,926,\d{3} of 2,000,000 TPS/);
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => detailsOf(cards, 'efficiency') === '');
    expect(cards.shadowRoot?.activeElement).to.equal(cardIn(cards, 'efficiency').querySelector('.info'));
  });

  it('keeps open details inside the window, beside their button, and moves nothing', async () => {
    cards.style.inlineSize = '200px';
    await settled();
    const { height } = cards.getBoundingClientRect();
    const button = cardIn(cards, 'leader').querySelector<HTMLElement>('.info');
    button?.scrollIntoView();
    button?.click();
    await waitUntil(() => detailsOf(cards, 'leader') !== '');
    await settled();
    const details = cardIn(cards, 'leader').querySelector('.details')?.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    expect(details && details.left >= 0 && details.right <= clientWidth).to.equal(true);
    expect(details && details.top >= 0 && details.bottom <= clientHeight).to.equal(true);
    expect(cards.getBoundingClientRect().height).to.equal(height);
    const place = button?.getBoundingClientRect();
    const isUnder = Math.abs((details?.top ?? 0) - (place?.bottom ?? 0)) < 10;
    const isOver = Math.abs((details?.bottom ?? 0) - (place?.top ?? 0)) < 10;
    expect(isUnder || isOver, 'the details should be beside their button').to.equal(true);
    const before = details?.top ?? 0;
    window.scrollBy(0, -40);
    await settled();
    const after = cardIn(cards, 'leader').querySelector('.details')?.getBoundingClientRect().top ?? 0;
    expect(after).to.be.closeTo(before + 40, 1);
    button?.click();
    await waitUntil(() => detailsOf(cards, 'leader') === '');
  });

  it('keeps the details true while they are open', async () => {
    cardIn(cards, 'leader').querySelector<HTMLElement>('.info')?.click();
    await waitUntil(() => detailsOf(cards, 'leader').includes('validator-7'));
    page.clock.advance(1_000);
    page.leads('validator-9');
    await nextLook();
    await waitUntil(() => detailsOf(cards, 'leader').includes('validator-9'));
  });

  it('lets time run as the language does', async () => {
    const picture = (): string => getComputedStyle(inside('.sparkline > svg')).transform;
    expect(picture()).to.equal('none');
    cards.dir = 'rtl';
    await settled();
    expect(picture()).to.equal('matrix(-1, 0, 0, 1, 0, 0)');
  });

  it('moves nothing by itself', () => {
    const moving = cards.shadowRoot?.getAnimations() ?? [];
    expect(moving).to.deep.equal([]);
  });
});
