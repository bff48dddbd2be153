import { expect, nextFrame, waitUntil } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { AurigraphTpsChart } from '../../src/elements/tps-chart/tps-chart.js';
import '../../src/elements/tps-chart/define.js';
import { mount, unmount } from '../support/session-host.js';
import {
  canvasOf,
  ChartBackend,
  column,
  drawings,
  drawnShares,
  part,
  type Pixel,
  textOf,
  wave,
} from '../support/tps-chart-page.js';

let page: ChartBackend;
let chart: AurigraphTpsChart;
let errors: string[];

const noteError = (event: ErrorEvent): void => void errors.push(event.message);

async function settled(): Promise<void> {
  await nextFrame();
  await nextFrame();
  await chart.updateComplete;
}

async function show(values: readonly (number | undefined)[], attributes: Record<string, string> = {}): Promise<void> {
  chart = await mount('aurigraph-tps-chart', page.session, { theme: 'light', ...attributes });
  await page.connected();
  page.greet();
  page.past(values);
  await settled();
}

async function drawn(): Promise<HTMLCanvasElement> {
  await waitUntil(() => canvasOf(chart) !== null, 'a canvas should be drawn');
  await settled();
  const canvas = canvasOf(chart);
  if (canvas === null) throw new Error('The canvas is gone.');
  return canvas;
}

async function threeSeconds(): Promise<void> {
  for (let second = 0; second < 3; second += 1) {
    page.next(29_000);
    await settled();
  }
}

describe('aurigraph-tps-chart under odd conditions', () => {
  beforeEach(() => {
    page = new ChartBackend();
    errors = [];
    window.addEventListener('error', noteError);
  });

  afterEach(async () => {
    window.removeEventListener('error', noteError);
    unmount(chart);
    page.session.dispose();
    await setViewport({ width: 1000, height: 800 });
    expect(errors).to.deep.equal([]);
  });

  const series: readonly [name: string, values: readonly number[], legend: string][] = [
    ['negative values', wave(-100, 500), 'TPS'],
    ['the largest exact integer', [1, 2 ** 53], '9,007,199,254,740,992'],
    ['values at the end of what numbers can say', [-1.7e308, 1.7e308], 'TPS'],
    ['no traffic', wave(0, 0), '0 TPS'],
    ['one point', [28_123], '28,123 TPS'],
    ['fractions', [0.25, 0.5, 0.125], '0.13 TPS'],
    ['what is not a number between numbers', [27_000, NaN, Infinity, 28_000], '28,000 TPS'],
  ];
  for (const [name, values, legend] of series) {
    it(`draws ${name}`, async () => {
      await show(values);
      const canvas = await drawn();
      expect(textOf(chart, '.legend')).to.contain(legend);
      expect(column(canvas, 0.5).some(([, , , alpha]) => alpha > 0)).to.equal(true);
    });
  }

  it('shows a single point as a dot at the right end', async () => {
    await show([28_123]);
    const shares = drawnShares(await drawn());
    expect(shares.length).to.be.greaterThan(0);
    expect(Math.min(...shares)).to.be.greaterThan(85);
  });

  it('goes on after the clock was set back an hour', async () => {
    await show(wave(28_000, 500));
    await drawn();
    page.clock.setWallClock(page.clock.now() - 3_600_000);
    page.next(26_500);
    await waitUntil(() => textOf(chart, '.legend').includes('26,500 TPS'));
    expect(textOf(chart, '.badge')).to.match(/^live/);
  });

  it('goes on across midnight', async () => {
    page.clock.setWallClock(new Date(2026, 2, 1, 0, 0, 20).getTime());
    await show(wave(28_000, 500));
    await drawn();
    expect(textOf(chart, '.legend')).to.contain('TPS');
    part(chart, '[part=table-button]').click();
    await chart.updateComplete;
    expect(textOf(chart, '.table')).to.contain('00:00:00').and.to.contain('23:59:59');
  });

  it('draws nothing in no space, and everything once there is some', async () => {
    chart = await mount('aurigraph-tps-chart', page.session, { theme: 'light' });
    chart.style.inlineSize = '0px';
    page.past(wave(28_000, 500));
    await settled();
    expect(canvasOf(chart)).to.equal(null);
    chart.style.inlineSize = '600px';
    expect((await drawn()).getBoundingClientRect().width).to.equal(
      part(chart, '.canvas').getBoundingClientRect().width,
    );
  });

  it('follows its container without going round in circles', async () => {
    await show(wave(28_000, 500));
    const canvas = await drawn();
    for (const width of [900, 320, 480, 200, 700]) {
      chart.style.inlineSize = `${width}px`;
      const count = await drawings(settled);
      expect(count).to.be.at.most(2);
      expect(
        Math.abs(canvas.getBoundingClientRect().width - part(chart, '.stage').getBoundingClientRect().width),
      ).to.be.lessThan(1.01);
    }
    chart.style.blockSize = '600px';
    await settled();
    expect(canvas.getBoundingClientRect().height).to.be.greaterThan(400);
  });

  it('draws nothing while it is not displayed, and the present when it is again', async () => {
    await show(wave(28_000, 500));
    await drawn();
    chart.hidden = true;
    await settled();
    expect(await drawings(threeSeconds)).to.equal(0);
    chart.hidden = false;
    await waitUntil(() => textOf(chart, '.legend').includes('29,000 TPS'));
  });

  it('draws nothing while it is scrolled out of sight', async () => {
    const spacer = document.createElement('div');
    spacer.style.blockSize = '4000px';
    document.body.prepend(spacer);
    try {
      await show(wave(28_000, 500));
      expect(await drawings(threeSeconds)).to.equal(0);
      chart.scrollIntoView();
      await waitUntil(() => textOf(chart, '.legend').includes('29,000 TPS'));
      expect(canvasOf(chart)).to.exist;
    } finally {
      spacer.remove();
    }
  });

  it('takes its colours from the scheme and from the page’s tokens, also when they change', async () => {
    await show(wave(28_000, 500));
    const canvas = await drawn();
    const strongest = (): Pixel => column(canvas, 0.5).find(([, , , alpha]) => alpha > 250) ?? [0, 0, 0, 0];
    const light = strongest();
    chart.theme = 'dark';
    await waitUntil(() => strongest().join() !== light.join(), 'the canvas should be dark');
    chart.style.setProperty('--aurigraph-color-series-1', 'rgb(255, 0, 0)');
    const isRed = ([red, green, blue]: Pixel): boolean => red > 200 && green < 60 && blue < 60;
    await waitUntil(() => column(canvas, 0.4).some(isRed), 'the line should be red');
  });

  it('is mirrored where people read from right to left', async () => {
    document.documentElement.dir = 'rtl';
    try {
      await show([28_123]);
      expect(Math.max(...drawnShares(await drawn()))).to.be.lessThan(15);
    } finally {
      document.documentElement.removeAttribute('dir');
    }
  });

  it('shows the window that was asked for', async () => {
    await show(wave(28_000, 500, 400), { 'window-seconds': '300' });
    await drawn();
    part(chart, '[part=table-button]').click();
    await chart.updateComplete;
    expect(textOf(chart, 'caption')).to.equal('The newest 120 of 301 values');
    expect(textOf(chart, 'figcaption')).to.contain('last 5 minutes');
    chart.setAttribute('window-seconds', '90');
    await chart.updateComplete;
    expect(textOf(chart, 'caption')).to.equal('91 values, newest first');
  });

  for (const hostile of ['0', '-60', '1e9', 'Infinity', 'a minute', '<b>']) {
    it(`keeps its minute and warns once where window-seconds is “${hostile}”`, async () => {
      const { warn } = console;
      const warnings: string[] = [];
      console.warn = (message: string) => warnings.push(message);
      try {
        await show(wave(28_000, 500, 100), { 'window-seconds': hostile });
        await drawn();
        chart.setAttribute('window-seconds', `${hostile} `);
        await chart.updateComplete;
      } finally {
        console.warn = warn;
      }
      expect(textOf(chart, 'figcaption')).to.contain('last minute');
      expect(warnings).to.have.lengthOf(1);
      expect(warnings[0]).to.contain('window-seconds must be between 10 and 3600');
    });
  }

  it('can be told anything before it is on a page and after it was removed', async () => {
    chart = document.createElement('aurigraph-tps-chart');
    for (const detached of [chart, new AurigraphTpsChart()]) {
      detached.pause();
      detached.refresh();
      detached.resume();
      expect(detached.paused).to.equal(false);
    }
    await show(wave(28_000, 500));
    await drawn();
    const host = chart.parentElement;
    chart.remove();
    chart.refresh();
    chart.pause();
    chart.resume();
    await chart.updateComplete;
    host?.append(chart);
    await drawn();
  });

  it('works again after it was moved', async () => {
    await show(wave(28_000, 500));
    await drawn();
    const { parentElement } = chart;
    parentElement?.prepend(chart);
    await drawn();
    page.next(29_750);
    page.clock.advance(1_000);
    await waitUntil(() => textOf(chart, '.legend').includes('29,750 TPS'));
    expect(chart.shadowRoot?.querySelectorAll('canvas')).to.have.lengthOf(1);
  });

  it('leaves nothing behind', async () => {
    await show(wave(28_000, 500));
    await drawn();
    const added: string[] = [];
    const { addEventListener, removeEventListener } = window;
    const pending = page.clock.pending;
    window.addEventListener = (...args: Parameters<typeof addEventListener>) => {
      added.push(args[0]);
      addEventListener.apply(window, args);
    };
    window.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
      const at = added.indexOf(args[0]);
      if (at >= 0) added.splice(at, 1);
      removeEventListener.apply(window, args);
    };
    try {
      for (let cycle = 0; cycle < 100; cycle += 1) {
        const other = await mount('aurigraph-tps-chart', page.session);
        if (cycle % 20 === 0)
          await waitUntil(() => canvasOf(other) !== null || other.getBoundingClientRect().top > innerHeight);
        unmount(other);
        expect(canvasOf(other)).to.equal(null);
      }
    } finally {
      Object.assign(window, { addEventListener, removeEventListener });
    }
    expect(added).to.deep.equal([]);
    expect(page.clock.pending).to.equal(pending);
    // The next picture is planned, and so is the next second of its badge.
    page.value(29_000);
    await settled();
    expect(page.clock.pending).to.equal(pending + 1);
    unmount(chart);
    expect(page.clock.pending).to.equal(pending - 1);
    expect(page.session.live.listenerCount).to.equal(0);
    expect(canvasOf(chart)).to.equal(null);
  });
});
