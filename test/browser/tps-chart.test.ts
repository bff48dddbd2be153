import { aTimeout, expect, nextFrame, waitUntil } from '@open-wc/testing';
import { sendKeys, sendMouse, resetMouse } from '@web/test-runner-commands';
import '../../src/elements/tps-chart/define.js';
import type { AurigraphTpsChart } from '../../src/elements/tps-chart/tps-chart.js';
import { mount, unmount } from '../support/session-host.js';
import { canvasOf, ChartBackend, drawnShares, part, textOf, wave } from '../support/tps-chart-page.js';

let page: ChartBackend;
let chart: AurigraphTpsChart;

async function settled(): Promise<void> {
  await nextFrame();
  await nextFrame();
  await chart.updateComplete;
}

async function show(attributes: Record<string, string> = {}): Promise<void> {
  chart = await mount('aurigraph-tps-chart', page.session, { theme: 'light', ...attributes });
  await waitUntil(() => page.session.state.ready);
}

/** A chart with a live connection and values of a minute. */
async function showLive(
  values: readonly (number | undefined)[] = wave(28_500, 800),
  attributes: Record<string, string> = {},
): Promise<void> {
  await show(attributes);
  await page.connected();
  page.greet();
  page.past(values);
  await waitUntil(() => canvasOf(chart) !== null, 'a canvas should be drawn');
  await settled();
}

async function shows(text: string): Promise<void> {
  await waitUntil(() => textOf(chart).includes(text), `the chart should show “${text}”; it says: ${textOf(chart)}`);
}

function press(selector: string): void {
  part(chart, selector).click();
}

describe('aurigraph-tps-chart', () => {
  beforeEach(() => {
    page = new ChartBackend();
  });

  afterEach(() => {
    unmount(chart);
    page.session.dispose();
  });

  it('shows the newest value, average, peak, p95 and efficiency, with the exact values for screen readers', async () => {
    await showLive([...Array.from({ length: 40 }, () => 24_000), 30_123, 27_000]);
    expect(textOf(chart, '.legend')).to.match(
      /TPS 27K 27,000 TPS .*average 24\.2K .*peak 30\.1K 30,123 TPS .*p95 24K .*efficiency 90% on target/,
    );
    expect(part(chart, '.band').dataset['band']).to.equal('good');
    expect(part(chart, 'h2').textContent).to.equal('Transactions per second');
  });

  it('draws the line through the whole window', async () => {
    await showLive();
    const canvas = canvasOf(chart);
    const shares = canvas === null ? [] : drawnShares(canvas);
    expect(shares.length).to.be.greaterThan(70);
  });

  it('leaves a gap open where nothing was heard', async () => {
    await showLive(wave(28_500, 800).map((value, index) => (index > 20 && index < 40 ? undefined : value)));
    const canvas = canvasOf(chart);
    const shares = canvas === null ? [] : drawnShares(canvas);
    expect(shares.some((share) => share > 45 && share < 55)).to.equal(false);
    expect(shares.some((share) => share > 15 && share < 30)).to.equal(true);
    expect(shares.some((share) => share > 70)).to.equal(true);
  });

  it('follows the target of the performance mode, and says the band in a word and a shape', async () => {
    await showLive();
    expect(textOf(chart, '.efficiency')).to.contain('on target');
    const { settings } = page.session.state;
    await page.session.settings.saveSettings({ ...settings, performanceMode: 'staging' });
    await waitUntil(() => textOf(chart, '.efficiency').includes('far below target'), textOf(chart));
    expect(textOf(chart, '.efficiency')).to.contain('9%');
    expect(part(chart, '.band svg rect')).to.exist;
  });

  it('shows the next values, and no more often than the settings say', async () => {
    await showLive();
    let draws = 0;
    const { clearRect } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.clearRect = function (...area) {
      draws += 1;
      clearRect.apply(this, area);
    };
    try {
      for (let tenth = 0; tenth < 20; tenth += 1) {
        page.clock.advance(100);
        page.value(29_000 + tenth);
        await nextFrame();
      }
      await settled();
    } finally {
      CanvasRenderingContext2D.prototype.clearRect = clearRect;
    }
    expect(draws).to.be.greaterThan(0).and.at.most(3);
    page.next(29_500);
    page.clock.advance(1_000);
    await waitUntil(() => textOf(chart, '.legend').includes('29,500'));
  });

  it('is grey, and says how old it is, when values stop coming', async () => {
    await showLive();
    expect(chart.matches(':state(live)')).to.equal(true);
    page.clock.advance(5_000);
    await waitUntil(() => chart.matches(':state(stale)'));
    expect(textOf(chart, '.badge')).to.equal('stale 5.0 s');
    await settled();
    const canvas = canvasOf(chart);
    expect(canvas === null ? [1] : drawnShares(canvas)).to.deep.equal([]);
    expect(textOf(chart, '.legend')).to.contain('TPS');
  });

  it('is stale when only the throughput stopped coming', async () => {
    await showLive();
    for (let second = 0; second < 6; second += 1) {
      page.clock.advance(1_000);
      page.greet();
    }
    await waitUntil(() => chart.matches(':state(stale)'));
    expect(textOf(chart, '.badge')).to.equal('stale 6.0 s');
  });

  it('paints values from an earlier visit at once, with their age', async () => {
    page.clock.advance(0);
    page.backend.accepting = false;
    page.backend.refusing = true;
    const { clock } = page;
    const threeMinutesAgo = clock.now() - 180_000;
    await show();
    page.value(27_000, threeMinutesAgo - 1_000, 'cache');
    page.value(28_000, threeMinutesAgo, 'cache');
    await waitUntil(() => canvasOf(chart) !== null);
    await shows('offline, 3 min old');
    expect(textOf(chart, '.legend')).to.contain('28,000 TPS');
  });

  it('marks simulated values in the badge, in the picture and in the summary', async () => {
    page.session.dispose();
    page = new ChartBackend({ mode: 'demo' });
    await show();
    page.clock.advance(1_000);
    await waitUntil(() => chart.matches(':state(demo)'));
    expect(textOf(chart, '.badge')).to.equal('demo');
    expect(textOf(chart, '.notes')).to.equal('simulated');
    expect(textOf(chart, 'figcaption')).to.contain('These values are simulated.');
  });
});

describe('aurigraph-tps-chart without values', () => {
  beforeEach(() => {
    page = new ChartBackend();
  });

  afterEach(() => {
    unmount(chart);
    page.session.dispose();
  });

  it('waits, offers what can be done, and never changes its size', async () => {
    page.backend.accepting = false;
    await show();
    await waitUntil(() => chart.matches(':state(loading)'));
    chart.style.inlineSize = '360px';
    expect(part(chart, '.skeleton').getBoundingClientRect().height).to.be.greaterThan(150);
    const { height } = chart.getBoundingClientRect();
    page.backend.refusing = true;
    for (const socket of page.backend.sockets) socket.drop();
    for (let tries = 0; tries < 40 && !chart.matches(':state(failed)'); tries += 1) {
      page.clock.advance(500);
      await aTimeout(10);
    }
    expect(chart.matches(':state(failed)'), textOf(chart)).to.equal(true);
    expect(textOf(chart, '.placeholder')).to.contain('Try again');
    expect(chart.getBoundingClientRect().height).to.equal(height);
    page.past(wave(28_000, 500));
    await waitUntil(() => canvasOf(chart) !== null);
    expect(chart.getBoundingClientRect().height).to.equal(height);
  });

  it('offers to connect where nobody asked for it yet', async () => {
    page.session.dispose();
    page = new ChartBackend({ autoConnect: false });
    await show();
    await shows('Connect');
    press('.placeholder button');
    await waitUntil(() => page.backend.sockets.length > 0);
  });

  it('says so when there is a connection and no throughput', async () => {
    await show();
    await page.connected();
    page.session.live.system('activeNodes', 12, { source: '/ws', at: page.clock.now(), confidence: 'reported' });
    await shows('nobody has reported a throughput yet');
    await expect(chart).to.be.accessible();
  });

  it('shows the page’s own words in their place', async () => {
    await show();
    const own = document.createElement('p');
    own.slot = 'empty';
    own.textContent = 'Quiet night.';
    chart.append(own);
    page.session.live.system('activeNodes', 12, { source: '/ws', at: page.clock.now(), confidence: 'reported' });
    await waitUntil(() => own.getBoundingClientRect().height > 0);
  });
});

describe('aurigraph-tps-chart in someone’s hands', () => {
  beforeEach(async () => {
    page = new ChartBackend();
    await showLive();
  });

  afterEach(async () => {
    await resetMouse();
    unmount(chart);
    page.session.dispose();
  });

  it('holds its picture while data goes on, and catches up', async () => {
    press('[part=pause-button]');
    await chart.updateComplete;
    expect(chart.paused && chart.hasAttribute('paused')).to.equal(true);
    const before = textOf(chart, '.legend');
    const pixels = canvasOf(chart)?.toDataURL();
    expect(textOf(chart, '.notes')).to.match(/^paused at \d\d:\d\d:\d\d$/);
    for (let second = 0; second < 5; second += 1) {
      page.next(31_000);
      await settled();
    }
    expect(textOf(chart, '.legend')).to.equal(before);
    expect(canvasOf(chart)?.toDataURL() === pixels, 'the picture should be the same').to.equal(true);
    expect(chart.matches(':state(live)')).to.equal(true);
    press('[part=pause-button]');
    await waitUntil(() => textOf(chart, '.legend').includes('31,000'));
    expect(textOf(chart, '.notes')).to.equal('');
  });

  it('shows the present once on refresh, and stays paused', async () => {
    chart.pause();
    await chart.updateComplete;
    page.next(31_000);
    await settled();
    expect(textOf(chart, '.legend')).not.to.contain('31,000');
    chart.refresh();
    await waitUntil(() => textOf(chart, '.legend').includes('31,000'));
    page.next(32_000);
    await settled();
    expect(textOf(chart, '.legend')).not.to.contain('32,000');
    chart.resume();
    await waitUntil(() => textOf(chart, '.legend').includes('32,000'));
  });

  it('never keeps the values of another network, even while paused', async () => {
    chart.pause();
    await chart.updateComplete;
    page.session.live.clear();
    await waitUntil(() => canvasOf(chart) === null);
    expect(textOf(chart, '.legend')).not.to.match(/\d,\d/);
  });

  it('reads exact values and times with the keyboard', async () => {
    const plot = part(chart, '.plot');
    plot.focus();
    const help = plot.getAttribute('aria-valuetext');
    expect(help).to.contain('Arrow keys');
    await sendKeys({ press: 'End' });
    await chart.updateComplete;
    expect(plot.getAttribute('aria-valuetext')).to.match(/^28,0\d\d TPS at \d\d:\d\d:\d\d$/);
    const last = plot.getAttribute('aria-valuenow');
    await sendKeys({ press: 'ArrowLeft' });
    await chart.updateComplete;
    expect(Number(last) - Number(plot.getAttribute('aria-valuenow'))).to.equal(1);
    await sendKeys({ press: 'Home' });
    await chart.updateComplete;
    expect(Number(last) - Number(plot.getAttribute('aria-valuenow'))).to.equal(60);
    expect(textOf(chart, '.readout')).to.match(/^28,500 TPS \d\d:\d\d:\d\d$/);
    await sendKeys({ press: 'Escape' });
    await chart.updateComplete;
    expect(plot.getAttribute('aria-valuetext')).to.equal(help);
  });

  it('keeps the chosen point at its time while the window slides', async () => {
    const plot = part(chart, '.plot');
    plot.focus();
    await sendKeys({ press: 'End' });
    await chart.updateComplete;
    const text = plot.getAttribute('aria-valuetext');
    const place = part(chart, '.cursor').style.getPropertyValue('--_x');
    page.next(28_400);
    await waitUntil(() => part(chart, '.cursor').style.getPropertyValue('--_x') !== place);
    expect(plot.getAttribute('aria-valuetext')).to.equal(text);
  });

  it('pauses with the space bar', async () => {
    part(chart, '.plot').focus();
    await sendKeys({ press: ' ' });
    await chart.updateComplete;
    expect(chart.paused).to.equal(true);
  });

  it('reads the value under the pointer', async () => {
    const { left, top, width, height } = part(chart, '.plot').getBoundingClientRect();
    await sendMouse({ type: 'move', position: [Math.round(left + width / 2), Math.round(top + height / 2)] });
    await waitUntil(() => chart.shadowRoot?.querySelector('.readout') !== null);
    expect(textOf(chart, '.readout')).to.match(/^2[789],\d{3} TPS \d\d:\d\d:\d\d$/);
    const mark = part(chart, '.mark').getBoundingClientRect();
    expect(Math.abs(mark.left + mark.width / 2 - (left + width / 2))).to.be.lessThan(10);
    await resetMouse();
    await sendMouse({ type: 'move', position: [Math.round(left + width / 2), Math.round(top + height + 300)] });
    await waitUntil(() => chart.shadowRoot?.querySelector('.readout') === null);
  });

  it('shows the same values as a table, newest first', async () => {
    const { height } = chart.getBoundingClientRect();
    press('[part=table-button]');
    await chart.updateComplete;
    const rows = [...(chart.shadowRoot?.querySelectorAll('tbody tr') ?? [])];
    expect(rows).to.have.lengthOf(61);
    expect(rows.at(-1)?.textContent).to.contain('28,500');
    expect(chart.getBoundingClientRect().height).to.equal(height);
    await expect(chart).to.be.accessible();
  });

  it('is accessible, light and dark', async () => {
    await expect(chart).to.be.accessible();
    chart.theme = 'dark';
    await settled();
    await expect(chart).to.be.accessible();
  });

  it('tells in words what it shows, and does not chatter', async () => {
    const first = textOf(chart, 'figcaption');
    expect(first).to.match(
      /^Transactions per second, last minute: now 28\.1 thousand TPS, average 28\.\d thousand, peak 29\.3 thousand\./,
    );
    expect(first).to.contain('of the target of 30 thousand, on target.');
    for (let second = 0; second < 8; second += 1) page.next(35_000);
    await waitUntil(() => textOf(chart, '.legend').includes('35,000'));
    expect(textOf(chart, 'figcaption')).to.equal(first);
    for (let second = 0; second < 3; second += 1) page.next(35_000);
    await waitUntil(() => textOf(chart, 'figcaption').includes('now 35 thousand'));
    expect(chart.shadowRoot?.querySelector('figcaption')?.closest('[aria-live],[role=status]')).to.equal(null);
  });

  it('has no legend where the page wants none, and the page’s heading', async () => {
    chart.setAttribute('legend-hidden', '');
    chart.setAttribute('heading', 'Throughput');
    await chart.updateComplete;
    expect(chart.shadowRoot?.querySelector('.legend')).to.equal(null);
    expect(part(chart, 'h2').textContent).to.equal('Throughput');
  });
});
