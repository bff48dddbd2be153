import { expect, nextFrame, waitUntil } from '@open-wc/testing';
import { executeServerCommand, resetMouse, sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import { seatsIn } from '../../src/elements/base/chart/cursor-groups.js';
import '../../src/elements/tps-chart/define.js';
import type { AurigraphTpsChart } from '../../src/elements/tps-chart/tps-chart.js';
import { mount, unmount } from '../support/session-host.js';
import { canvasOf, ChartBackend, part, textOf, wave } from '../support/tps-chart-page.js';
import '../support/two-line-chart.js';

type Chart = Pick<AurigraphTpsChart, 'shadowRoot' | 'updateComplete' | 'requestUpdate'> & Element;

let page: ChartBackend;
let chart: AurigraphTpsChart;
const opened: Element[] = [];

async function settled(): Promise<void> {
  await nextFrame();
  await nextFrame();
  await chart.updateComplete;
}

/** Five minutes of values in a window of one, so that there is a past to look at. */
async function show(attributes: Record<string, string> = {}): Promise<void> {
  page.session.live.keepSeconds(600);
  chart = await mount('aurigraph-tps-chart', page.session, { theme: 'light', ...attributes });
  opened.push(chart);
  await page.connected();
  page.greet();
  page.past(wave(28_500, 800, 301));
  await waitUntil(() => canvasOf(chart) !== null, 'the chart should be drawn');
  await settled();
}

/** Where the plotted area is on the screen. */
function plotted(): { left: number; right: number; middle: number; top: number } {
  const box = part(chart, '.plot').getBoundingClientRect();
  return { left: box.left + 50, right: box.right - 60, middle: box.left + box.width / 2, top: box.top + 100 };
}

async function drag(from: number, to: number, y = plotted().top): Promise<void> {
  await sendMouse({ type: 'move', position: [Math.round(from), Math.round(y)] });
  await sendMouse({ type: 'down' });
  await sendMouse({ type: 'move', position: [Math.round((from + to) / 2), Math.round(y)] });
  await sendMouse({ type: 'move', position: [Math.round(to), Math.round(y)] });
  await settled();
  await sendMouse({ type: 'up' });
  await settled();
}

/** Class of what has the focus inside the chart; a class, as the elements themselves are too large to be compared. */
function focused(): string {
  return chart.shadowRoot?.activeElement?.className ?? 'nothing';
}

/** Length of what is shown, in seconds. */
function seconds(): number {
  const plot = part(chart, '.plot');
  return Number(plot.ariaValueMax ?? NaN) - Number(plot.ariaValueMin ?? NaN);
}

function end(): number {
  return Number(part(chart, '.plot').ariaValueMax ?? NaN);
}

async function press(...keys: string[]): Promise<void> {
  part(chart, '.plot').focus();
  for (const key of keys) {
    const [name, shift] = [key.replace('Shift+', ''), key.startsWith('Shift+')];
    if (shift) await sendKeys({ down: 'Shift' });
    await sendKeys({ press: name });
    if (shift) await sendKeys({ up: 'Shift' });
  }
  await settled();
}

async function isZoomed(): Promise<void> {
  await waitUntil(() => chart.zoomed && chart.shadowRoot?.querySelector('[part=live-button]'), 'it should be zoomed');
}

async function isLive(): Promise<void> {
  await waitUntil(() => !chart.zoomed && !chart.shadowRoot?.querySelector('[part=live-button]'), 'it should be live');
  expect(seconds()).to.equal(60);
}

/** Turns the wheel over the middle of the plot; answers whether the page would scroll or zoom. */
async function wheel(init: WheelEventInit): Promise<boolean> {
  const { middle, top } = plotted();
  const event = new WheelEvent('wheel', { clientX: middle, clientY: top, bubbles: true, cancelable: true, ...init });
  const passedOn = part(chart, '.plot').dispatchEvent(event);
  await settled();
  return passedOn;
}

/** Real fingers at these places of the plot, from its left; none when they are lifted. */
async function fingers(type: 'touchStart' | 'touchMove' | 'touchEnd', ...places: readonly number[]): Promise<void> {
  const touchPoints = places.map((x, id) => ({ x: Math.round(x), y: Math.round(plotted().top), id }));
  await executeServerCommand('input', { method: 'Input.dispatchTouchEvent', params: { type, touchPoints } });
  await settled();
}

/** A real turn of the wheel over the middle of the plot, with Ctrl. */
async function turn(deltaY: number): Promise<void> {
  const { middle, top } = plotted();
  const params = { type: 'mouseWheel', x: middle, y: top, deltaX: 0, deltaY, modifiers: 2 };
  await executeServerCommand('input', { method: 'Input.dispatchMouseEvent', params });
  await settled();
}

describe('a chart that is zoomed', () => {
  beforeEach(() => {
    page = new ChartBackend();
  });

  afterEach(async () => {
    await resetMouse();
    for (const element of opened.splice(0)) unmount(element);
    page.session.dispose();
    document.documentElement.removeAttribute('dir');
    await setViewport({ width: 1000, height: 800 });
  });

  it('shows the stretch that a drag chose, and says from when to when', async () => {
    await show();
    const { left, right } = plotted();
    await drag(left + (right - left) * 0.25, left + (right - left) * 0.75);
    await isZoomed();
    expect(seconds()).to.be.within(28, 32);
    expect(textOf(chart, '.zoom-bar [part=note]')).to.match(/^\d\d:\d\d:\d\d to \d\d:\d\d:\d\d$/);
    expect(textOf(chart, 'figcaption')).to.match(/^Transactions per second, from \d\d:\d\d:\d\d to .*: at the end/);
    await expect(chart).to.be.accessible();
  });

  it('chooses the same stretch where time runs from right to left', async () => {
    document.documentElement.dir = 'rtl';
    await show();
    const box = part(chart, '.plot').getBoundingClientRect();
    await drag(box.left + 70, box.left + 70 + box.width / 4);
    await isZoomed();
    // The present is on the left.
    expect(end()).to.be.within(Math.round(page.clock.now() / 1_000) - 4, Math.round(page.clock.now() / 1_000));
    const before = end();
    await press('Shift+ArrowRight');
    expect(end()).to.be.lessThan(before);
  });

  it('does nothing on a click, and gives up a drag on Escape', async () => {
    await show();
    const { left, top } = plotted();
    await drag(left + 100, left + 102);
    expect(chart.zoomed).to.equal(false);
    part(chart, '.plot').focus();
    await sendMouse({ type: 'move', position: [Math.round(left + 100), Math.round(top)] });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: [Math.round(left + 200), Math.round(top)] });
    await waitUntil(() => chart.shadowRoot?.querySelector('.selection'), 'a stretch should be chosen');
    await sendKeys({ press: 'Escape' });
    await sendMouse({ type: 'up' });
    await settled();
    expect(chart.zoomed).to.equal(false);
    expect(chart.shadowRoot?.querySelector('.selection')).to.equal(null);
  });

  it('holds its stretch while data goes on behind it, and catches up with the button', async () => {
    await show();
    await press('+');
    await isZoomed();
    const [legend, pixels, last] = [textOf(chart, '.legend'), canvasOf(chart)?.toDataURL(), end()];
    for (let second = 0; second < 5; second += 1) {
      page.next(35_000);
      await settled();
    }
    expect(textOf(chart, '.legend')).to.equal(legend);
    expect(end()).to.equal(last);
    expect(canvasOf(chart)?.toDataURL() === pixels, 'the picture should be the same').to.equal(true);
    expect(chart.matches(':state(live)')).to.equal(true);
    part(chart, '[part=live-button]').click();
    await isLive();
    await waitUntil(() => textOf(chart, '.legend').includes('35,000'));
    expect(focused()).to.equal('plot');
  });

  it('zooms with Ctrl and the wheel around the pointer, and lets the page scroll otherwise', async () => {
    await show();
    expect(await wheel({ deltaY: 200 }), 'the page should scroll').to.equal(true);
    expect(chart.zoomed).to.equal(false);
    expect(await wheel({ deltaY: -200, ctrlKey: true }), 'the page should not zoom').to.equal(false);
    await isZoomed();
    expect(seconds()).to.be.within(39, 42);
    expect(await wheel({ deltaY: 200 }), 'the page should still scroll').to.equal(true);
    const before = end();
    expect(await wheel({ deltaX: -100 }), 'the browser should not go back').to.equal(false);
    expect(end()).to.be.lessThan(before);
    await wheel({ deltaY: 1e9, ctrlKey: true });
    for (let turn = 0; turn < 20; turn += 1) await wheel({ deltaY: 300, ctrlKey: true });
    expect(seconds(), 'all that is kept').to.equal(300);
  });

  it('zooms with a real wheel, and the page does not', async () => {
    await show();
    await turn(-200);
    await isZoomed();
    await waitUntil(() => seconds() < 45, 'the wheel should have zoomed');
    expect(visualViewport?.scale).to.equal(1);
  });

  it('follows two fingers, and one while it is zoomed', async () => {
    await show();
    const { middle } = plotted();
    await fingers('touchStart', middle - 50, middle + 50);
    await fingers('touchMove', middle - 75, middle + 75);
    await fingers('touchMove', middle - 100, middle + 100);
    await fingers('touchEnd');
    await isZoomed();
    expect(seconds()).to.be.within(28, 32);
    expect(visualViewport?.scale, 'the page is not zoomed').to.equal(1);
    const before = end();
    await fingers('touchStart', middle);
    await fingers('touchMove', middle + 60);
    await fingers('touchMove', middle + 200);
    await fingers('touchEnd');
    expect(end()).to.be.lessThan(before - 3);
    expect(seconds()).to.be.within(28, 32);
  });

  it('moves with Shift and a drag, and never out of what is kept', async () => {
    await show();
    const { left, right, top } = plotted();
    const before = end();
    await sendKeys({ down: 'Shift' });
    await drag(left + 20, right - 20, top);
    await sendKeys({ up: 'Shift' });
    await isZoomed();
    expect(seconds()).to.equal(60);
    expect(before - end()).to.be.greaterThan(40);
    await press('Shift+Home');
    expect(before - end()).to.equal(240);
    await press('Shift+ArrowLeft', 'Shift+PageDown');
    expect(before - end(), 'there is nothing before').to.equal(240);
    await press('Shift+PageUp');
    expect(before - end()).to.equal(180);
  });

  it('returns on a double click and on the keys 0, L and Shift with End', async () => {
    await show();
    for (const key of ['0', 'l', 'Shift+End']) {
      await press('+', '+');
      expect(seconds()).to.equal(15);
      await press(key);
      await isLive();
    }
    await press('+');
    part(chart, '.plot').dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
    await isLive();
  });

  it('goes back to the paused picture on 0, and to the present on L', async () => {
    await show();
    chart.pause();
    await chart.updateComplete;
    const paused = end();
    for (let second = 0; second < 5; second += 1) page.next(35_000);
    await press('+');
    await press('0');
    expect(end()).to.equal(paused);
    expect(textOf(chart, '.notes')).to.match(/^paused at/);
    await press('+', 'l');
    await isLive();
    expect(chart.paused).to.equal(false);
    expect(textOf(chart, '.legend')).to.contain('35,000');
  });

  it('never keeps the values of another network, even if it speaks within the same frame', async () => {
    await show();
    await press('+');
    await isZoomed();
    page.session.live.clear();
    page.clock.advance(1_000);
    page.value(7);
    await waitUntil(() => textOf(chart, '.legend').includes('7 TPS'));
    expect(chart.zoomed).to.equal(false);
  });

  it('is zoomed by the page, which may say anything', async () => {
    await show();
    chart.zoomTo(NaN, Infinity);
    chart.zoomTo(page.clock.now(), -Infinity);
    expect(chart.zoomed).to.equal(false);
    chart.zoomTo(page.clock.now() - 10_000, page.clock.now() - 20_000);
    await isZoomed();
    expect(seconds()).to.equal(10);
    chart.showLive();
    await isLive();
  });

  it('tells its keys in the description, and nothing by itself', async () => {
    await show();
    const described = part(chart, '.plot').getAttribute('aria-describedby') ?? '';
    expect(textOf(chart, `#${described}`)).to.contain('Plus and minus zoom');
    expect(textOf(chart, '.zoom-bar [role=status]')).to.equal('');
  });
});

describe('a chart that is read', () => {
  beforeEach(() => {
    page = new ChartBackend();
  });

  afterEach(async () => {
    await resetMouse();
    for (const element of opened.splice(0)) unmount(element);
    page.session.dispose();
    expect(seatsIn(document), 'seats in groups').to.equal(0);
  });

  it('offers windows from a minute to an hour, and says from when on values are known', async () => {
    await show();
    const choice = part(chart, 'select') as HTMLSelectElement;
    expect([...choice.options].map(({ text }) => text)).to.deep.equal(['1 min', '5 min', '15 min', '30 min', '60 min']);
    choice.value = '1800';
    choice.dispatchEvent(new Event('change'));
    await settled();
    expect(seconds()).to.equal(1_800);
    expect(chart.windowSeconds).to.equal(1_800);
    expect(textOf(chart, '.unknown')).to.match(/^no values before \d\d:\d\d:\d\d$/);
    expect(textOf(chart, 'figcaption')).to.match(/There are no values before \d\d:\d\d:\d\d\./);
    await expect(chart).to.be.accessible();
  });

  it('offers the length that the page chose, too', async () => {
    await show({ 'window-seconds': '90' });
    const choice = part(chart, 'select') as HTMLSelectElement;
    expect(choice.selectedOptions[0]?.text).to.equal('90 s');
  });

  it('shows the exact value of every line at the cursor', async () => {
    const two = await mount('test-two-line-chart', page.session, { theme: 'light' });
    opened.push(two);
    await page.connected();
    page.greet();
    const now = page.clock.now();
    for (let second = 60; second >= 0; second -= 1) {
      const at = now - second * 1_000;
      page.value(28_000 + second, at);
      const origin = { source: '/ws', at, confidence: 'reported' } as const;
      page.session.live.system('finalityMs', 140.25 + second, origin);
    }
    await waitUntil(() => two.shadowRoot?.querySelector('canvas'));
    const plot = two.shadowRoot?.querySelector<HTMLElement>('.plot');
    plot?.focus();
    await sendKeys({ press: 'End' });
    await sendKeys({ press: 'ArrowLeft' });
    await two.updateComplete;
    expect(two.shadowRoot?.querySelector('.readout')?.textContent?.replaceAll(/\s+/g, ' ')).to.match(
      /average ?28,001 ?p99 ?141\.25 ?ms \d\d:\d\d:\d\d/,
    );
    expect(plot?.ariaValueText).to.match(/^average 28,001, p99 141\.25 ms at \d\d:\d\d:\d\d$/);
    expect(two.shadowRoot?.querySelectorAll('.mark')).to.have.lengthOf(2);
  });

  it('shows the same moment as the other charts of its group, and no others', async () => {
    await show({ 'cursor-group': 'wall' });
    const mate = await mount('aurigraph-tps-chart', page.session, { 'cursor-group': 'wall' });
    const stranger = await mount('aurigraph-tps-chart', page.session);
    opened.push(mate, stranger);
    await waitUntil(() => canvasOf(mate) !== null && canvasOf(stranger) !== null);
    expect(seatsIn(document)).to.equal(2);
    await press('End', 'ArrowLeft');
    const readoutOf = (of: Chart): string => (of.shadowRoot?.querySelector('.readout')?.textContent ?? '').trim();
    await waitUntil(() => readoutOf(mate) !== '' && readoutOf(mate) === readoutOf(chart), 'both should show it');
    expect(readoutOf(stranger)).to.equal('');
    // It is not read there: nothing is said.
    expect(part(mate, '.plot').ariaValueText).to.contain('Arrow keys');
    await press('Escape');
    await waitUntil(() => readoutOf(mate) === '');
    await press('End');
    await waitUntil(() => readoutOf(mate) !== '');
    chart.removeAttribute('cursor-group');
    await waitUntil(() => readoutOf(mate) === '');
    expect(seatsIn(document)).to.equal(1);
  });

  it('marks changes of the leader and reconnects, in the picture, the table and the summary', async () => {
    await show();
    const origin = (at: number) => ({ source: '/ws', at, confidence: 'reported' }) as const;
    page.session.live.leader('validator-1', origin(page.clock.now() - 30_000));
    page.session.live.leader('validator-2', origin(page.clock.now() - 20_000));
    page.next(28_000);
    page.backend.socket.drop();
    await waitUntil(() => !page.session.stream.status.connected);
    for (let step = 0; step < 40 && !page.session.stream.status.connected; step += 1) {
      page.clock.advance(250);
      await nextFrame();
    }
    await waitUntil(() => page.session.stream.status.connected);
    page.next(28_000);
    await waitUntil(() => (chart.shadowRoot?.querySelectorAll('.event').length ?? 0) === 2, textOf(chart));
    const labels = [...(chart.shadowRoot?.querySelectorAll('.event') ?? [])].map(({ ariaLabel }) => ariaLabel);
    expect(labels[0]).to.match(/^\d\d:\d\d:\d\d validator-2 leads now$/);
    expect(labels[1]).to.match(/^\d\d:\d\d:\d\d Connected again after \d/);
    await expect(chart).to.be.accessible();
    part(chart, '[part=table-button]').click();
    await chart.updateComplete;
    expect(textOf(chart, 'tbody')).to.contain('validator-2 leads now').and.to.contain('Connected again after');
    for (let second = 0; second < 12; second += 1) page.next(28_000);
    await waitUntil(() => textOf(chart, 'figcaption').includes('validator-2 leads now'), textOf(chart, 'figcaption'));
  });

  it('marks what the page marks, with a text on focus, and reads the values there', async () => {
    await show();
    const at = page.clock.now() - 20_000;
    chart.annotations = [
      { at, text: '<b>Release</b> 12.1' },
      { at: at - 20_000, text: 'Drill', kind: 'incident' },
    ];
    await settled();
    const events = [...(chart.shadowRoot?.querySelectorAll<HTMLElement>('.event') ?? [])];
    expect(events.map(({ tabIndex }) => tabIndex)).to.deep.equal([0, -1]);
    events[0]?.focus();
    await sendKeys({ press: 'ArrowRight' });
    await settled();
    expect(chart.shadowRoot?.activeElement === events[1], 'the next mark has the focus').to.equal(true);
    const tip = part(chart, '.event:focus .tip');
    expect(tip.textContent).to.contain('<b>Release</b> 12.1');
    expect(getComputedStyle(tip).display).to.equal('grid');
    await sendKeys({ press: 'Enter' });
    await settled();
    expect(part(chart, '.plot').ariaValueText).to.contain('<b>Release</b> 12.1');
    await sendKeys({ press: 'Escape' });
    expect(focused()).to.equal('plot');
  });

  it('keeps the focus in the chart when the mark that has it slides out of the picture', async () => {
    await show();
    chart.annotations = [{ at: page.clock.now() - 58_000, text: 'Long ago' }];
    await settled();
    part(chart, '.event').focus();
    for (let second = 0; second < 4; second += 1) {
      page.next(28_000);
      await settled();
    }
    await waitUntil(() => chart.shadowRoot?.querySelector('.event') === null, 'the mark should be gone');
    await settled();
    expect(focused()).to.equal('plot');
  });

  it('marks the incidents of the demo network', async () => {
    page.session.dispose();
    page = new ChartBackend({ mode: 'demo', incidents: [{ atMs: 2_000, incident: 'overload' }] });
    chart = await mount('aurigraph-tps-chart', page.session);
    opened.push(chart);
    await waitUntil(() => page.session.stream.status.connected);
    for (let second = 0; second < 6; second += 1) {
      page.clock.advance(1_000);
      await settled();
    }
    await waitUntil(() => chart.shadowRoot?.querySelector('.event[data-kind=incident]'), 'it should be marked');
    expect(part(chart, '.event[data-kind=incident]').ariaLabel).to.match(/Overload for \d+ s, nodes: \d+/);
  });

  it('lives with hostile annotations, and tells the page once', async () => {
    await show();
    const { warn } = console;
    const warnings: unknown[] = [];
    console.warn = (text: unknown) => void warnings.push(text);
    try {
      chart.annotations = [{ at: NaN, text: 'x' }, null, 'x', { at: page.clock.now() }] as never;
      await settled();
      chart.annotations = 'nonsense' as never;
      await settled();
    } finally {
      console.warn = warn;
    }
    expect(chart.shadowRoot?.querySelectorAll('.event')).to.have.lengthOf(0);
    expect(warnings).to.have.lengthOf(1);
  });

  it('has bands of the target behind the line, unless the page wants none', async () => {
    await show();
    const withBands = canvasOf(chart)?.toDataURL();
    chart.setAttribute('bands-hidden', '');
    await settled();
    expect(canvasOf(chart)?.toDataURL() === withBands, 'the picture should be another').to.equal(false);
    const without = canvasOf(chart)?.toDataURL();
    chart.removeAttribute('bands-hidden');
    await settled();
    expect(canvasOf(chart)?.toDataURL() === without).to.equal(false);
  });
});
