import { expect, nextFrame, waitUntil } from '@open-wc/testing';
import { defineElement } from '../../src/elements/base/define-element.js';
import type { HostSeries } from '../../src/elements/base/chart/host-series.js';
import { AurigraphTpsChart } from '../../src/elements/tps-chart/tps-chart.js';
import { canvasOf, textOf } from '../support/tps-chart-page.js';

/** Not the library's tag, so that an element can stand on the page before its class is known. */
const TAG = 'late-tps-chart';

/** 2026-03-01 15:20:10 UTC. */
const NOW = Date.UTC(2026, 2, 1, 15, 20, 10);

let chart: AurigraphTpsChart;

/** A minute of values that are all the same, one a second until `end`. */
function flat(value: number, end = NOW): HostSeries {
  const times = Array.from({ length: 61 }, (_, index) => end - (60 - index) * 1_000);
  return { times, values: [times.map(() => value)] };
}

async function shown(series: HostSeries): Promise<void> {
  defineElement(TAG, AurigraphTpsChart);
  chart = new AurigraphTpsChart();
  chart.series = series;
  document.body.append(chart);
  await waitUntil(() => canvasOf(chart) !== null, 'a canvas should be drawn');
  await chart.updateComplete;
}

function legendSays(text: string): Promise<void> {
  return waitUntil(
    () => textOf(chart, '.legend').includes(text),
    `the legend should say ${text}; it says ${textOf(chart, '.legend')}`,
  );
}

/** Opens of any database while something happens. */
async function databases(happens: () => Promise<void>): Promise<number> {
  const open = Reflect.get(IDBFactory.prototype, 'open');
  let count = 0;
  IDBFactory.prototype.open = function (...args) {
    count += 1;
    return open.apply(this, args);
  };
  try {
    await happens();
  } finally {
    IDBFactory.prototype.open = open;
  }
  return count;
}

describe('values of the page that come in place of others', () => {
  afterEach(() => chart.remove());

  it('are there before the chart is one, and open no session', async () => {
    const element = document.createElement(TAG);
    Object.assign(element, { series: flat(28_100) });
    document.body.append(element);
    const opened = await databases(async () => {
      defineElement(TAG, AurigraphTpsChart);
      if (!(element instanceof AurigraphTpsChart)) throw new Error('The element should be upgraded.');
      chart = element;
      await waitUntil(() => canvasOf(chart) !== null, 'a canvas should be drawn');
    });
    expect(opened).to.equal(0);
    expect(Object.hasOwn(chart, 'series')).to.equal(false);
    expect(chart.series?.values).to.have.lengthOf(1);
    expect(textOf(chart, '.legend')).to.contain('28,100 TPS');
  });

  it('are shown where the picture is paused, and held from then on', async () => {
    await shown(flat(28_100));
    chart.pause();
    await chart.updateComplete;
    chart.series = flat(12_300);
    await legendSays('12,300 TPS');
    chart.appendPoints({ times: [NOW + 1_000], values: [[31_000]] });
    await nextFrame();
    await nextFrame();
    expect(textOf(chart, '.legend')).to.contain('12,300 TPS');
    chart.resume();
    await legendSays('31,000 TPS');
  });

  it('are shown in the stretch that is looked at, or as a whole where they say nothing of it', async () => {
    await shown(flat(28_100));
    chart.zoomTo(NOW - 30_000, NOW - 20_000);
    await chart.updateComplete;
    chart.series = flat(12_300);
    await legendSays('12,300 TPS');
    expect(chart.zoomed).to.equal(true);
    chart.series = flat(9_900, NOW + 600_000);
    await legendSays('9,900 TPS');
    expect(chart.zoomed).to.equal(false);
  });
});
