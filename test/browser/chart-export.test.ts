import { expect, nextFrame, waitUntil } from '@open-wc/testing';
import { emulateMedia, sendKeys } from '@web/test-runner-commands';
import '../../src/elements/tps-chart/define.js';
import type { AurigraphTpsChart } from '../../src/elements/tps-chart/tps-chart.js';
import { mount, unmount } from '../support/session-host.js';
import { canvasOf, ChartBackend, part, textOf, wave } from '../support/tps-chart-page.js';

let page: ChartBackend;
let chart: AurigraphTpsChart;

async function showLive(attributes: Record<string, string> = {}): Promise<void> {
  chart = await mount('aurigraph-tps-chart', page.session, { theme: 'light', ...attributes });
  await page.connected();
  page.greet();
  page.past(wave(28_500, 800));
  await waitUntil(() => canvasOf(chart) !== null, 'a canvas should be drawn');
  await nextFrame();
}

function item(action: string): HTMLElement {
  return part(chart, `[data-action="${action}"]`);
}

function isOpen(): boolean {
  return part(chart, '.menu').matches(':popover-open');
}

/** Names of the files that are saved while something happens. */
async function saved(happens: () => void): Promise<{ readonly name: string; readonly text: string }[]> {
  const files: { name: string; text: string }[] = [];
  const { click } = HTMLAnchorElement.prototype;
  HTMLAnchorElement.prototype.click = function () {
    void fetch(this.href)
      .then((answer) => answer.text())
      .then((text) => files.push({ name: this.download, text }));
  };
  try {
    happens();
    await waitUntil(() => files.length > 0, 'a file should be saved');
    return files;
  } finally {
    HTMLAnchorElement.prototype.click = click;
  }
}

describe('taking a chart away', () => {
  beforeEach(() => {
    page = new ChartBackend();
  });

  afterEach(async () => {
    unmount(chart);
    page.session.dispose();
    await emulateMedia({ media: 'screen' });
    document.documentElement.removeAttribute('dir');
  });

  it('gives the visible window as CSV and JSON, newest value last', async () => {
    await showLive({ 'window-seconds': '10' });
    const rows = chart.exportCsv()?.trim().split('\r\n') ?? [];
    expect(rows[0]).to.equal('time,TPS');
    // Ten seconds at one value a second, both ends included.
    expect(rows.length).to.equal(12);
    const json: unknown = JSON.parse(chart.exportJson() ?? '');
    expect(json).to.include({ kind: 'aurigraph-chart', unit: 'TPS', source: '/ws', simulated: false, target: 30_000 });
  });

  it('gives nothing while there is no picture, and says so in the menu', async () => {
    chart = await mount('aurigraph-tps-chart', page.session);
    expect(chart.exportCsv()).to.equal(undefined);
    expect(await chart.exportPng()).to.equal(undefined);
    item('csv').click();
    await waitUntil(() => textOf(chart, '.panel > [role="status"]') === 'There is nothing to save yet.');
    expect(textOf(chart, '.result')).to.equal('There is nothing to save yet.');
  });

  it('draws heading, picture and legend into an image that is larger than the canvas', async () => {
    await showLive();
    const image = await createImageBitmap((await chart.exportPng()) ?? new Blob());
    const canvas = canvasOf(chart);
    expect(image.width).to.be.greaterThan(canvas?.width ?? Infinity);
    expect(image.height).to.be.greaterThan(canvas?.height ?? Infinity);
    const pen = new OffscreenCanvas(image.width, image.height).getContext('2d');
    pen?.drawImage(image, 0, 0);
    const heading = pen?.getImageData(0, 0, image.width / 2, 36).data ?? new Uint8ClampedArray();
    expect(
      heading.some((value, at) => at % 4 === 0 && value < 120),
      'the heading should be written',
    ).to.equal(true);
  });

  it('saves a file under the name of the chart and the time of its newest value, and says so', async () => {
    await showLive();
    const [file] = await saved(() => item('csv').click());
    expect(file?.name).to.match(/^aurigraph-tps-chart-\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z\.csv$/);
    expect(file?.text).to.contain('time,TPS\r\n');
    await waitUntil(() => textOf(chart, '.panel > [role="status"]') === `Saved ${file?.name}`);
  });

  it('says so when the browser does not let it copy', async () => {
    await showLive();
    const write = navigator.clipboard.write.bind(navigator.clipboard);
    navigator.clipboard.write = () => Promise.reject(new DOMException('Not allowed.', 'NotAllowedError'));
    item('copy').click();
    await waitUntil(() => textOf(chart, '.result') === 'The browser did not allow that.');
    navigator.clipboard.write = write;
  });

  it('works by keyboard: opens, walks round, runs, and gives the focus back', async () => {
    await showLive();
    const button = part(chart, '.menu-button');
    button.focus();
    await sendKeys({ press: 'ArrowDown' });
    await waitUntil(isOpen, 'the menu should open');
    const focused = (): string | undefined =>
      (chart.shadowRoot?.activeElement as HTMLElement | null)?.dataset['action'];
    await waitUntil(() => focused() === 'csv');
    await sendKeys({ press: 'ArrowUp' });
    expect(focused()).to.equal('full-screen');
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'ArrowDown' });
    expect(focused()).to.equal('json');
    await sendKeys({ press: 'End' });
    await sendKeys({ press: 'Home' });
    expect(focused()).to.equal('csv');
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => !isOpen(), 'the menu should close');
    expect(chart.shadowRoot?.activeElement === button, 'the button should have the focus').to.equal(true);
  });

  it('opens its menu inside the window and at its button, also where there is room over it alone', async () => {
    await showLive();
    const [button, menu] = [part(chart, '.menu-button'), part(chart, '.menu')];
    for (const direction of ['ltr', 'rtl']) {
      document.documentElement.dir = direction;
      for (const top of [0, window.innerHeight - 60]) {
        Object.assign(chart.style, { position: 'fixed', top: `${top}px`, left: '200px', width: '400px' });
        button.click();
        await waitUntil(isOpen, 'the menu should open');
        await nextFrame();
        const [at, around] = [button.getBoundingClientRect(), menu.getBoundingClientRect()];
        expect(around.top).to.be.at.least(0);
        expect(around.bottom).to.be.at.most(window.innerHeight);
        expect(top === 0 ? around.top - at.bottom : at.top - around.bottom).to.be.closeTo(4, 1);
        if (direction === 'ltr') expect(around.right).to.be.closeTo(at.right, 1);
        else expect(around.left).to.be.closeTo(at.left, 1);
        menu.hidePopover();
      }
    }
  });

  it('keeps its open menu beside its button while the page scrolls', async () => {
    await showLive();
    const [button, menu] = [part(chart, '.menu-button'), part(chart, '.menu')];
    chart.style.marginBlockEnd = '200vh';
    button.click();
    await waitUntil(isOpen, 'the menu should open');
    await nextFrame();
    const distance = (): number => menu.getBoundingClientRect().top - button.getBoundingClientRect().bottom;
    const before = button.getBoundingClientRect().top;
    window.scrollBy(0, 30);
    await waitUntil(() => button.getBoundingClientRect().top === before - 30, 'the page should scroll');
    await nextFrame();
    expect(distance()).to.be.closeTo(4, 1);
    menu.hidePopover();
    const { top } = menu.style;
    window.scrollTo(0, 0);
    await nextFrame();
    expect(menu.style.top).to.equal(top);
  });

  it('is drawn in light colours on paper, without its buttons', async () => {
    chart = await mount('aurigraph-tps-chart', page.session, { theme: 'dark' });
    await emulateMedia({ media: 'print' });
    expect(getComputedStyle(chart).colorScheme).to.equal('light');
    expect(getComputedStyle(part(chart, '.actions')).display).to.equal('none');
  });
});
