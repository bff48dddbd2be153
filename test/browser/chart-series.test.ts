import { expect, nextFrame, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/elements/tps-chart/define.js';
import type { HostSeries } from '../../src/elements/base/chart/host-series.js';
import type { AurigraphTpsChart } from '../../src/elements/tps-chart/tps-chart.js';
import { mount, unmount } from '../support/session-host.js';
import {
  canvasOf,
  ChartBackend,
  column,
  drawings,
  drawnShares,
  part,
  textOf,
  wave,
} from '../support/tps-chart-page.js';

/** 2026-03-01 15:20:10 UTC. */
const NOW = Date.UTC(2026, 2, 1, 15, 20, 10);

let chart: AurigraphTpsChart;
let warnings: string[];
let errors: string[];
const { warn } = console;
const noteError = (event: ErrorEvent): void => void errors.push(event.message);

/** One point a second until now. */
function times(count: number, end = NOW, stepMs = 1_000): number[] {
  return Array.from({ length: count }, (_, index) => end - (count - 1 - index) * stepMs);
}

function aMinute(values: readonly (number | null)[] = wave(28_000, 700)): HostSeries {
  return { times: times(values.length), values: [values] };
}

/** A chart without any provider, as on a page that has nothing to do with V11. */
async function show(series: unknown, attributes: Readonly<Record<string, string>> = {}): Promise<void> {
  chart = document.createElement('aurigraph-tps-chart');
  chart.theme = 'light';
  for (const [name, value] of Object.entries(attributes)) chart.setAttribute(name, value);
  Object.assign(chart, { series });
  document.body.append(chart);
  await settled();
}

async function settled(): Promise<void> {
  await nextFrame();
  await nextFrame();
  await chart.updateComplete;
}

async function drawn(): Promise<HTMLCanvasElement> {
  await waitUntil(() => canvasOf(chart) !== null, 'a canvas should be drawn');
  await settled();
  const canvas = canvasOf(chart);
  if (canvas === null) throw new Error('The canvas is gone.');
  return canvas;
}

async function legendSays(text: string | RegExp): Promise<void> {
  const says = (): boolean => new RegExp(text).test(textOf(chart, '.legend'));
  await waitUntil(says, `the legend should say ${String(text)}; it says: ${textOf(chart, '.legend')}`);
}

describe('a chart of the host page’s values', () => {
  beforeEach(() => {
    [warnings, errors] = [[], []];
    console.warn = (message: string) => warnings.push(message);
    window.addEventListener('error', noteError);
  });

  afterEach(() => {
    console.warn = warn;
    window.removeEventListener('error', noteError);
    chart.remove();
    expect(errors).to.deep.equal([]);
  });

  it('shows them without a provider and without a network, and claims nothing about their age', async () => {
    await show(aMinute());
    const canvas = await drawn();
    expect(drawnShares(canvas).length).to.be.greaterThan(70);
    expect(textOf(chart, '.legend')).to.match(/TPS 27\.6K 27,619 TPS .*average .*peak 28\.7K .*p95/);
    expect(textOf(chart, '.badge')).to.equal('from this page');
    expect(textOf(chart)).not.to.match(/demo|simulated|loading|Connect|offline|stale/);
    expect(textOf(chart, '.legend')).not.to.contain('efficiency');
    await expect(chart).to.be.accessible();
  });

  it('has the same table, summary, cursor and pause', async () => {
    await show({ ...aMinute(), target: 30_000 });
    await drawn();
    expect(textOf(chart, 'figcaption')).to.match(/^Transactions per second, last minute: now 27\.6 thousand TPS/);
    expect(textOf(chart, '.efficiency')).to.match(/^efficiency 9\d% on target$/);
    part(chart, '.plot').focus();
    await sendKeys({ press: 'End' });
    await chart.updateComplete;
    expect(part(chart, '.plot').getAttribute('aria-valuetext')).to.match(/^27,619 TPS at \d\d:\d\d:10$/);
    chart.pause();
    await chart.updateComplete;
    chart.appendPoints({ times: [NOW + 1_000], values: [[31_000]] });
    await settled();
    expect(textOf(chart, '.legend')).not.to.contain('31,000');
    chart.resume();
    await legendSays('31,000');
    part(chart, '[part=table-button]').click();
    await chart.updateComplete;
    expect(textOf(chart, 'tbody tr')).to.match(/:20:11 31,000 103%/);
  });

  it('tells them in the host’s unit, and in its own where that is no text', async () => {
    await show({ ...aMinute(), unit: 'requests/s' });
    await legendSays('27,619 requests/s');
    expect(textOf(chart, '.panel')).not.to.contain('TPS');
    chart.series = { ...aMinute(), unit: 7 as unknown as string };
    await legendSays('27,619 TPS');
  });

  it('tells its lines apart by what the host calls them', async () => {
    await show({ times: times(61), values: [wave(100, 9), wave(200, 9), wave(300, 9)], labels: ['mean', 'p99'] });
    await drawn();
    // Which of them an average or a peak belongs to can be seen.
    expect(textOf(chart, '.legend')).to.match(/^line, TPS now average peak p95 mean 95.* p99 195.* TPS 3 295/);
    expect(chart.shadowRoot?.querySelectorAll('.legend .sample')).to.have.lengthOf(3);
  });

  it('says how old the values are only where the host says how long they are fresh', async () => {
    await show({ ...aMinute(), times: times(61, Date.now() - 60_000), freshForMs: 5_000, source: 'meter 7' });
    const canvas = await drawn();
    expect(chart.matches(':state(stale)')).to.equal(true);
    expect(textOf(chart, '.badge')).to.equal('stale 1 min');
    expect(part(chart, '.badge').title).to.equal('meter 7');
    expect(drawnShares(canvas)).to.deep.equal([]);
    chart.appendPoints({ times: [Date.now()], values: [[28_123]] });
    await waitUntil(() => chart.matches(':state(live)'));
    expect(textOf(chart, '.badge')).to.match(/^live \d\.\d s$/);
  });

  it('shows added points, and begins a series with them', async () => {
    await show(undefined);
    expect(chart.appendPoints({ times: [NOW - 1_000], values: [[27_000]] })).to.equal(true);
    await drawn();
    chart.appendPoints({ times: [NOW], values: [[29_999]] });
    await legendSays('29,999 TPS');
    expect(textOf(chart, '.legend')).to.contain('average 28.5K');
  });

  it('draws once a frame, however often values are given', async () => {
    await show(aMinute());
    await drawn();
    let frames = 0;
    const count = await drawings(async () => {
      for (frames = 0; frames < 20; frames += 1) {
        for (let push = 0; push < 17; push += 1) {
          chart.appendPoints({ times: [NOW + frames * 17 + push], values: [[28_000 + push]] });
          if (push % 4 === 0) chart.series = aMinute();
          await Promise.resolve();
        }
        await nextFrame();
      }
    });
    expect(count)
      .to.be.greaterThan(10)
      .and.at.most(frames + 2);
  });

  it('draws nothing while it is out of sight, and the present when it is in sight again', async () => {
    const spacer = document.createElement('div');
    spacer.style.blockSize = '4000px';
    document.body.prepend(spacer);
    try {
      await show(aMinute());
      const push = async (): Promise<void> => {
        for (let second = 1; second < 9; second += 1) {
          chart.appendPoints({ times: [NOW + second * 1_000], values: [[29_000 + second]] });
          await nextFrame();
        }
      };
      expect(await drawings(push)).to.equal(0);
      expect(canvasOf(chart)).to.equal(null);
      chart.scrollIntoView();
      await legendSays('29,008 TPS');
      expect(canvasOf(chart)).to.exist;
    } finally {
      spacer.remove();
    }
  });

  it('gives way to the session’s values, and takes their place again', async () => {
    const page = new ChartBackend();
    chart = await mount('aurigraph-tps-chart', page.session, { theme: 'light' });
    try {
      await page.connected();
      page.greet();
      page.past(wave(1_000, 5));
      await legendSays(/TPS 1K|9\d\d TPS/);
      chart.series = aMinute([27_123, 27_456]);
      await legendSays('27,456 TPS');
      page.next(1_500);
      await settled();
      expect(textOf(chart, '.legend')).to.contain('27,456 TPS');
      expect(textOf(chart, '.badge')).to.equal('from this page');
      chart.series = undefined;
      await legendSays('1,500 TPS');
      expect(textOf(chart, '.badge')).to.match(/^live/);
    } finally {
      unmount(chart);
      page.session.dispose();
    }
  });

  it('works again after it was moved, and leaves nothing planned behind', async () => {
    await show(aMinute());
    await drawn();
    document.body.prepend(chart);
    await drawn();
    chart.appendPoints({ times: [NOW + 1_000], values: [[29_000]] });
    chart.remove();
    expect(await drawings(settled)).to.equal(0);
    expect(canvasOf(chart)).to.equal(null);
  });

  const pictures: readonly [name: string, series: HostSeries, legend: RegExp][] = [
    ['what is not a number', aMinute([28_000, NaN, null, 28_500, Infinity, 28_600]), /28,600 TPS/],
    ['negative values', aMinute(wave(-100, 500)), /TPS/],
    ['the largest exact integer', aMinute([1, 2 ** 53]), /9,007,199,254,740,992 TPS/],
    ['one point', aMinute([28_123]), /28,123 TPS/],
    [
      'times that go backwards and come twice',
      { times: [5, 3, 3, 1], values: [[50, 30, 33, 10]] },
      /^TPS 50 .*peak 50/,
    ],
  ];
  for (const scale of ['linear', 'log', 'auto']) {
    for (const [name, series, legend] of pictures) {
      it(`draws ${name} on a scale that is ${scale}`, async () => {
        await show(series, { scale });
        const canvas = await drawn();
        expect(textOf(chart, '.legend')).to.match(legend);
        expect(drawnShares(canvas).length).to.be.greaterThan(0);
        expect(warnings).to.deep.equal([]);
      });
    }
  }

  it('says so where there is no point', async () => {
    await show({ times: [], values: [[]] });
    expect(textOf(chart, '.placeholder')).to.equal('The page has given no values yet.');
    expect(chart.matches(':state(failed)')).to.equal(false);
    chart.appendPoints({ times: [NOW], values: [[5]] });
    await drawn();
  });

  const refused: readonly [name: string, series: unknown, says: string][] = [
    [
      'columns of different lengths',
      { times: [1, 2, 3], values: [[1, 2]] },
      'values[0] has 2 entries, but there are 3 times',
    ],
    ['text between numbers', { times: [1, 2], values: [[1, '<b>']] }, 'values[0][1] is neither a number nor missing'],
    ['something else', 'a series', 'A series needs times and values'],
    ['too many lines', { times: [], values: [[], [], [], [], []] }, 'There are 5 lines of values where there can be 4'],
  ];
  for (const [name, series, says] of refused) {
    it(`says what is wrong with ${name}, on the page and in the console, and shows what comes next`, async () => {
      await show(series);
      expect(textOf(chart, '.placeholder')).to.contain('These values cannot be shown.').and.to.contain(says);
      expect(warnings).to.have.lengthOf(1);
      expect(warnings[0]).to.contain(says);
      await expect(chart).to.be.accessible();
      chart.series = aMinute();
      await legendSays('27,619 TPS');
      expect(textOf(chart)).not.to.contain('cannot be shown');
    });
  }

  it('draws nothing in no space, and everything once there is some', async () => {
    await show(aMinute());
    await drawn();
    chart.style.inlineSize = '0px';
    await settled();
    chart.appendPoints({ times: [NOW + 1_000], values: [[29_000]] });
    await waitUntil(() => canvasOf(chart) === null, 'the canvas should go');
    chart.style.inlineSize = '600px';
    await drawn();
    await legendSays('29,000 TPS');
  });

  it('speaks English where the browser reports no real language', async () => {
    Object.defineProperty(navigator, 'language', { value: 'C', configurable: true });
    document.documentElement.removeAttribute('lang');
    try {
      await show(aMinute());
      await drawn();
      expect(textOf(chart, '.legend')).to.match(/\d\.\dK 28,/);
    } finally {
      Reflect.deleteProperty(navigator, 'language');
    }
  });

  it('draws a million points with every peak, says that p95 is told from a sample, and goes on quickly', async () => {
    const count = 1_000_000;
    const values = Float64Array.from({ length: count }, (_, index) => 500_000 + 100_000 * Math.sin(index / 50_000));
    values[700_000] = 2_000_000;
    await show({ times: times(count, NOW, 3.6), values: [values] }, { 'window-seconds': '3600' });
    const canvas = await drawn();
    expect(drawnShares(canvas).length).to.be.greaterThan(70);
    expect(textOf(chart, '.legend')).to.contain('peak 2M').and.to.contain('≈ p95');
    // The peak is one point of a million, and stands in the upper half of the picture.
    const isInk = (_: unknown, index: number): boolean => index < canvas.height / 2;
    const columns = Array.from({ length: 400 }, (_, index) => column(canvas, 0.55 + index / 2_000));
    expect(
      columns.some((pixels) =>
        pixels.some(([red, , blue, alpha], index) => isInk(0, index) && alpha > 100 && blue - red > 60),
      ),
    ).to.equal(true);
    part(chart, '[part=table-button]').click();
    await chart.updateComplete;
    expect(textOf(chart, 'caption')).to.match(/^The newest 120 of (1,000,000|999,99\d) values$/);
  });
});

describe('a chart with a logarithmic scale', () => {
  beforeEach(() => {
    warnings = [];
    console.warn = (message: string) => warnings.push(message);
  });

  afterEach(() => {
    console.warn = warn;
    chart.remove();
  });

  /** From three thousand to two million in a minute. */
  const growth = Array.from({ length: 61 }, (_, index) => 3_000 * (2e6 / 3_000) ** (index / 60));

  /** Where the line is in the middle of the picture, as a share of the height from the top. */
  async function middle(): Promise<number> {
    const canvas = await drawn();
    const pixels = column(canvas, 0.5);
    const top = pixels.findIndex(([red, , blue, alpha]) => alpha > 150 && blue - red > 60);
    return top / pixels.length;
  }

  it('shows three thousand and two million in one picture', async () => {
    await show(aMinute(growth), { scale: 'log' });
    expect(await middle()).to.be.within(0.3, 0.6);
    chart.scale = 'linear';
    await chart.updateComplete;
    expect(await middle()).to.be.greaterThan(0.75);
  });

  it('is chosen where it helps, and not where it does not', async () => {
    await show(aMinute([...Array.from({ length: 50 }, () => 3_000), ...Array.from({ length: 11 }, () => 2e6)]), {
      scale: 'auto',
    });
    expect(await middle()).to.be.lessThan(0.85);
    chart.series = aMinute(growth.map((value) => value + 1e6));
    await settled();
    expect(await middle()).to.be.greaterThan(0.5);
  });

  it('is linear, and says so once, where the attribute is anything else', async () => {
    await show(aMinute(growth), { scale: 'cubic' });
    expect(await middle()).to.be.greaterThan(0.75);
    expect(warnings).to.have.lengthOf(1);
    expect(warnings[0]).to.contain('scale cannot be “cubic”; it is one of linear, log, auto');
  });
});
