import { expect, nextFrame, waitUntil } from '@open-wc/testing';
import '../../src/elements/metric-cards/define.js';
import type { AurigraphMetricCards } from '../../src/elements/metric-cards/metric-cards.js';
import { cardIn, CardsBackend, seenOf } from '../support/metric-cards-page.js';
import { mount, unmount } from '../support/session-host.js';

/** Counts every change inside an element's shadow root. */
class Watch {
  changes = 0;
  readonly #observer = new MutationObserver((records) => (this.changes += records.length));

  constructor(element: Element) {
    const all = { attributes: true, characterData: true, childList: true, subtree: true };
    if (element.shadowRoot !== null) this.#observer.observe(element.shadowRoot, all);
  }

  /** Changes since the last call. */
  take(): number {
    this.changes += this.#observer.takeRecords().length;
    const { changes } = this;
    this.changes = 0;
    return changes;
  }

  stop(): void {
    this.#observer.disconnect();
  }
}

let page: CardsBackend;
let made: AurigraphMetricCards[];

async function settled(): Promise<void> {
  await nextFrame();
  await nextFrame();
  await nextFrame();
}

async function add(count = 1): Promise<AurigraphMetricCards> {
  for (let index = 0; index < count; index += 1) made.push(await mount('aurigraph-metric-cards', page.session));
  const [first] = made;
  if (first === undefined) throw new Error('There are no cards.');
  return first;
}

/** Moves something far below the window. */
function sendFarAway(host: HTMLElement): void {
  host.style.setProperty('display', 'block');
  host.style.setProperty('margin-top', '4000px');
}

/** A second in which every figure of the network changes. */
async function second(tps: number): Promise<void> {
  page.clock.advance(1_000);
  page.greet();
  page.busy();
  page.value(tps);
  await settled();
}

describe('the cost of aurigraph-metric-cards', () => {
  beforeEach(async () => {
    made = [];
    page = new CardsBackend();
    await add();
    await page.connected();
    page.greet();
    page.busy();
    await waitUntil(() => seenOf(made[0] as AurigraphMetricCards, 'tps').includes('1.93M'));
  });

  afterEach(() => {
    for (const element of made) unmount(element);
    page.session.dispose();
  });

  it('follows the update interval of the settings', async () => {
    const cards = await add(0);
    const { settings } = page.session.state;
    await page.session.settings.saveSettings({ ...settings, chartUpdateInterval: 5_000 });
    await waitUntil(() => page.session.state.settings.chartUpdateInterval === 5_000);
    await settled();
    const shown: string[] = [];
    for (let tick = 0; tick < 20; tick += 1) {
      await second(1_000_000 + tick * 10_000);
      shown.push(cardIn(cards, 'tps').querySelector('.figure')?.textContent ?? '');
    }
    const changes = shown.filter((text, index) => index > 0 && text !== shown[index - 1]).length;
    expect(changes, shown.join(' ')).to.be.greaterThan(2).and.at.most(4);
  });

  it('is nothing at all out of sight, and what is there is the present as soon as it can be seen', async () => {
    const cards = await add(0);
    const host = cards.parentElement as HTMLElement;
    const hide = {
      'scrolled away': () => sendFarAway(host),
      'not displayed': () => host.style.setProperty('display', 'none'),
    };
    for (const [how, away] of Object.entries(hide)) {
      away();
      await settled();
      const watch = new Watch(cards);
      for (let tick = 0; tick < 5; tick += 1) await second(1_500_000);
      expect(watch.take(), how).to.equal(0);
      host.removeAttribute('style');
      await waitUntil(() => seenOf(cards, 'tps').includes('1.5M'), `${how}: ${seenOf(cards, 'tps')}`);
      await second(1_200_000);
      await settled();
      page.clock.advance(1_000);
      await waitUntil(() => watch.take() > 0, 'changes should be seen again');
      watch.stop();
    }
  });

  it('tells out of sight, too, when data is lost', async () => {
    const cards = await add(0);
    sendFarAway(cards.parentElement as HTMLElement);
    await settled();
    expect(cards.getBoundingClientRect().top).to.be.greaterThan(window.innerHeight);
    page.clock.advance(10_000);
    await waitUntil(() => cards.matches(':state(stale)'));
    expect(cards.shadowRoot?.querySelector('[role=status]')?.textContent).to.contain('connection is lost');
  });

  it('is that of the visible ones where there are hundreds', async () => {
    await add(199);
    await settled();
    const watches = made.map((element) => new Watch(element));
    for (let tick = 0; tick < 3; tick += 1) await second(1_400_000 + tick * 10_000);
    page.clock.advance(1_000);
    await settled();
    const drawing = watches.filter((watch) => watch.take() > 0).length;
    const visible = made.filter((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return bottom >= 0 && top <= window.innerHeight;
    }).length;
    expect(drawing).to.equal(visible);
    expect(visible).to.be.lessThan(10);
    const last = made.at(-1);
    last?.scrollIntoView();
    await waitUntil(() => last !== undefined && seenOf(last, 'tps').includes('1.42M'));
    window.scrollTo(0, 0);
    for (const watch of watches) watch.stop();
  });

  it('leaves nothing behind, however often they come and go', async () => {
    const listeners = page.session.live.listenerCount;
    const timers = page.clock.pending;
    for (let round = 0; round < 300; round += 1) {
      const cards = await mount('aurigraph-metric-cards', page.session);
      if (round % 50 === 0) {
        await settled();
        cards.shadowRoot?.querySelector<HTMLElement>('.info')?.click();
        await settled();
      }
      unmount(cards);
    }
    expect(page.session.live.listenerCount).to.equal(listeners);
    expect(page.clock.pending).to.equal(timers);
  });

  it('goes on where it was moved to', async () => {
    const cards = await add(0);
    const host = cards.parentElement as HTMLElement;
    host.remove();
    await settled();
    document.body.append(host);
    page.clock.advance(1_000);
    page.value(1_100_000);
    await waitUntil(() => seenOf(cards, 'tps').includes('1.1M'));
  });
});
