import { expect, nextFrame, waitUntil } from '@open-wc/testing';
import { sendKeys, sendMouse, resetMouse } from '@web/test-runner-commands';
import '../../src/elements/consensus-chart/define.js';
import '../../src/elements/feed-chart/define.js';
import '../../src/elements/finality-chart/define.js';
import { finality, LinesBackend, rounds } from '../support/line-charts-page.js';
import { mount, unmount } from '../support/session-host.js';
import { canvasOf, column, drawnShares, part, textOf, wave } from '../support/tps-chart-page.js';

type Tag = 'aurigraph-finality-chart' | 'aurigraph-consensus-chart' | 'aurigraph-feed-chart';

let page: LinesBackend;
let chart: HTMLElement;

async function show(tag: Tag, attributes: Record<string, string> = {}): Promise<void> {
  chart = await mount(tag, page.session, { theme: 'light', ...attributes });
  await waitUntil(() => page.session.state.ready);
  await page.connected();
  page.greet();
}

async function settled(): Promise<void> {
  for (let frame = 0; frame < 4; frame += 1) await nextFrame();
}

async function draws(): Promise<void> {
  await waitUntil(() => canvasOf(chart) !== null, 'a canvas should be drawn');
  await settled();
}

/** Rows of the legend: the line, and its figures as they are read. */
function legend(): string[] {
  return [...(chart.shadowRoot?.querySelectorAll('.legend tbody tr') ?? [])].map((row) =>
    [...row.querySelectorAll('th, td .visually-hidden, td:not(:has(*))')]
      .map((cell) => (cell.textContent ?? '').trim())
      .join(' | '),
  );
}

function labels(): string[] {
  return legend().map((row) => row.split(' | ')[0] ?? '');
}

async function shows(text: string, selector?: string): Promise<void> {
  await waitUntil(
    () => textOf(chart, selector).includes(text),
    `it should show “${text}”, and shows: ${textOf(chart)}`,
  );
}

beforeEach(() => {
  page = new LinesBackend();
});

afterEach(async () => {
  await resetMouse();
  unmount(chart);
  page.session.dispose();
});

describe('aurigraph-finality-chart', () => {
  it('shows the average and the percentiles, each with its newest value, average and peak', async () => {
    await show('aurigraph-finality-chart');
    page.tellPast({
      finalityMs: [120, 130],
      finalityP50Ms: [110, 115],
      finalityP95Ms: [180, 200],
      finalityP99Ms: [300, 240],
    });
    await draws();
    expect(legend()).to.deep.equal([
      'average | 130 ms | 125 ms | 130 ms',
      'p50 | 115 ms | 112.5 ms | 115 ms',
      'p95 | 200 ms | 190 ms | 200 ms',
      'p99 | 240 ms | 270 ms | 300 ms',
    ]);
    expect(part(chart, 'h2').textContent).to.equal('Time to finality');
  });

  it('shows only the average where a backend tells no more', async () => {
    await show('aurigraph-finality-chart');
    page.tellPast({ finalityMs: wave(128, 9) });
    await draws();
    expect(labels()).to.deep.equal(['average']);
  });

  it('has no target and no word for an efficiency, as lower is better and nobody named a goal', async () => {
    await show('aurigraph-finality-chart');
    page.tellPast(finality());
    await draws();
    expect(chart.shadowRoot?.querySelector('.band, .efficiency')).to.equal(null);
    expect(textOf(chart)).not.to.contain('target').and.not.to.contain('efficiency');
    part(chart, '[part=table-button]').click();
    await waitUntil(() => chart.shadowRoot?.querySelector('.table table') !== null);
    expect(textOf(chart, '.table thead')).to.equal('Time average, msp50, msp95, msp99, ms');
  });

  it('reads all lines at the cursor, with the pointer and with the keyboard', async () => {
    await show('aurigraph-finality-chart');
    page.tellPast({ finalityMs: [120, 130], finalityP50Ms: [110, 115], finalityP95Ms: [180, 200] });
    await draws();
    part(chart, '.plot').focus();
    await sendKeys({ press: 'Home' });
    await shows('average120 p50110 p95180ms', '.readout');
    expect(part(chart, '.plot').getAttribute('aria-valuetext')).to.match(
      /^average 120, p50 110, p95 180 ms at \d\d:\d\d:\d\d$/,
    );
    const { left, top, width } = part(chart, '.plot').getBoundingClientRect();
    await sendMouse({ type: 'move', position: [Math.round(left + width * 0.99), Math.round(top + 60)] });
    await shows('average130 p50115 p95200ms', '.readout');
  });

  it('says in words how every line is', async () => {
    await show('aurigraph-finality-chart');
    page.tellPast({ finalityMs: [120, 130], finalityP95Ms: [180, 200] });
    await draws();
    await shows('Time to finality, last minute: now 130 ms, average 125, peak 130.', 'figcaption');
    await shows('p95: now 200, peak 200.', 'figcaption');
  });

  it('draws a line that comes more seldom than the others as a line, and not as dots', async () => {
    await show('aurigraph-finality-chart');
    page.tellPast({
      finalityMs: wave(128, 9).map((value, second) => (second % 5 === 0 ? value : undefined)),
      finalityP99Ms: wave(300, 30),
    });
    await draws();
    const canvas = canvasOf(chart);
    const shares = canvas === null ? [] : drawnShares(canvas);
    expect(shares.length).to.be.greaterThan(60);
  });
});

describe('aurigraph-consensus-chart', () => {
  it('shows how fast blocks and rounds rise, and not how many there were', async () => {
    await show('aurigraph-consensus-chart');
    page.tellPast(rounds());
    await draws();
    expect(legend()).to.deep.equal([
      'blocks | 114 per minute | 114.72 per minute | 120 per minute | 120 per minute',
      'rounds | 120 per minute | 120 per minute | 120 per minute | 120 per minute',
    ]);
  });

  it('has a gap and no spike where a backend was started anew', async () => {
    await show('aurigraph-consensus-chart');
    const seconds = Array.from({ length: 61 }, (_, second) => second);
    page.tellPast({ blocksValidated: seconds.map((second) => (second < 30 ? 9_000 + second * 2 : (second - 30) * 2)) });
    await draws();
    expect(legend()).to.deep.equal(['blocks | 120 per minute | 120 per minute | 120 per minute | 120 per minute']);
    const { values } = page.session.live.series('blocksPerMinute');
    expect([Math.min(...values), Math.max(...values)]).to.deep.equal([120, 120]);
  });

  it('says what it waits for while nothing can be said of a minute', async () => {
    await show('aurigraph-consensus-chart');
    page.tell('blocksValidated', 4_000);
    await shows('nobody has reported blocks or rounds long enough', '.placeholder');
  });

  it('shows what it knew, greyed out, when counters stop coming', async () => {
    await show('aurigraph-consensus-chart');
    page.tellPast(rounds());
    await draws();
    for (let second = 0; second < 6; second += 1) {
      page.clock.advance(1_000);
      page.greet();
    }
    await waitUntil(() => chart.matches(':state(stale)'));
    expect(textOf(chart, '.badge')).to.equal('stale 6.0 s');
    expect(labels()).to.deep.equal(['blocks', 'rounds']);
  });
});

describe('aurigraph-feed-chart', () => {
  /** Whether the line of X is drawn, which alone is purple, and not only the dot at its end. */
  function isPurpleDrawn(): boolean {
    const canvas = canvasOf(chart);
    if (canvas === null) return false;
    const columns = Array.from({ length: canvas.width }, (_, x) => column(canvas, x / canvas.width));
    const purple = columns.filter((pixels) =>
      pixels.some(([red, green, blue]) => red - green > 30 && blue - green > 30),
    );
    return purple.length > 15;
  }

  async function seconds(count: number, rates: Readonly<Record<string, number>>): Promise<void> {
    for (let second = 0; second < count; second += 1) {
      page.nextFeeds(rates);
      await nextFrame();
    }
  }

  it('shows a line for each provider that the configuration names, and the sum', async () => {
    await page.configure({ a: 'alpaca', b: 'alpaca', w: 'weather' });
    await show('aurigraph-feed-chart');
    await seconds(4, { a: 2, b: 1, w: 0.5 });
    await draws();
    await waitUntil(() => legend().length === 3, textOf(chart));
    expect(legend().map((row) => row.split(' | ').slice(0, 2))).to.deep.equal([
      ['all feeds', '3.5 points/s'],
      ['Alpaca', '3 points/s'],
      ['OpenWeatherMap', '0.5 points/s'],
    ]);
    expect(chart.matches(':state(live)')).to.equal(true);
  });

  it('follows when a provider comes and goes, on the same canvas', async () => {
    await page.configure({ a: 'alpaca', t: 'twitter' });
    await show('aurigraph-feed-chart', { 'window-seconds': '10' });
    await seconds(4, { a: 2 });
    await draws();
    const canvas = canvasOf(chart);
    expect(labels()).to.deep.equal(['all feeds', 'Alpaca']);
    await seconds(3, { a: 2, t: 1 });
    await waitUntil(() => labels().length === 3, textOf(chart));
    expect(labels()).to.deep.equal(['all feeds', 'Alpaca', 'X (Twitter)']);
    await waitUntil(isPurpleDrawn, 'its line should be drawn');
    page.session.live.removeNode('t');
    await seconds(14, { a: 2 });
    await waitUntil(() => labels().length === 2, textOf(chart));
    expect(labels()).to.deep.equal(['all feeds', 'Alpaca']);
    await waitUntil(() => !isPurpleDrawn(), 'its line should be gone');
    expect(canvasOf(chart)).to.equal(canvas);
  });

  it('sums what belongs to no known provider', async () => {
    await page.configure({ a: 'alpaca' });
    await show('aurigraph-feed-chart');
    await seconds(4, { a: 2, ...Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`s${index}`, 0.25])) });
    await draws();
    await waitUntil(() => legend().length === 3, textOf(chart));
    expect(legend()[2]).to.match(/^other \| 10 points\/s/);
  });

  it('shows the sum alone where no provider is known', async () => {
    await show('aurigraph-feed-chart');
    await seconds(4, { a: 2, b: 1 });
    await draws();
    expect(labels()).to.deep.equal(['all feeds']);
    expect(legend()[0]).to.contain('3 points/s');
  });

  it('says so where a backend tells nothing of feeds', async () => {
    await show('aurigraph-feed-chart');
    await shows('this backend tells nothing else about API feeds', '.placeholder');
  });

  it('counts no more once it is gone', async () => {
    await page.configure({ a: 'alpaca' });
    await show('aurigraph-feed-chart');
    await seconds(4, { a: 2 });
    const { live } = page.session;
    const listening = live.listenerCount;
    unmount(chart);
    expect(live.listenerCount).to.be.lessThan(listening);
    const { length } = live.series('feedRate');
    page.nextFeeds({ a: 2 });
    page.nextFeeds({ a: 2 });
    expect(live.series('feedRate').length).to.equal(length);
  });
});

describe('charts of the demo network', () => {
  for (const tag of ['aurigraph-finality-chart', 'aurigraph-consensus-chart', 'aurigraph-feed-chart'] as const) {
    it(`${tag} shows the minute before, marked as simulated`, async () => {
      page.session.dispose();
      page = new LinesBackend({ mode: 'demo', demoNodes: 60 });
      chart = await mount(tag, page.session, { theme: 'light' });
      await draws();
      await waitUntil(() => chart.matches(':state(demo)'));
      const canvas = canvasOf(chart);
      expect(canvas === null ? [] : drawnShares(canvas).length).to.be.greaterThan(65);
      expect(textOf(chart, '.notes')).to.equal('simulated');
      expect(labels().length).to.equal(
        { 'aurigraph-finality-chart': 4, 'aurigraph-consensus-chart': 2, 'aurigraph-feed-chart': 4 }[tag],
      );
    });
  }
});
