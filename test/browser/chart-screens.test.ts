import { expect, nextFrame, waitUntil } from '@open-wc/testing';
import { emulateMedia, executeServerCommand } from '@web/test-runner-commands';
import { defaultSettings } from '../../src/domain/settings.js';
import type { AurigraphTpsChart } from '../../src/elements/tps-chart/tps-chart.js';
import '../../src/elements/tps-chart/define.js';
import { mount, unmount } from '../support/session-host.js';
import { canvasOf, ChartBackend, part, wave } from '../support/tps-chart-page.js';

let page: ChartBackend;
let charts: AurigraphTpsChart[];

async function show(): Promise<AurigraphTpsChart> {
  const chart = await mount('aurigraph-tps-chart', page.session, { theme: 'light' });
  charts.push(chart);
  return chart;
}

async function screen(width: number, height: number, deviceScaleFactor: number): Promise<void> {
  const params = { width, height, deviceScaleFactor, mobile: false };
  await executeServerCommand('input', { method: 'Emulation.setDeviceMetricsOverride', params });
}

/** Whether the canvas has a pixel of its own for every pixel of the screen. */
function isSharp(chart: AurigraphTpsChart): boolean {
  const canvas = canvasOf(chart);
  if (canvas === null) return false;
  const { width, height } = canvas.getBoundingClientRect();
  return (
    Math.abs(canvas.width - width * devicePixelRatio) < 1 && Math.abs(canvas.height - height * devicePixelRatio) < 1
  );
}

describe('charts on any screen', () => {
  beforeEach(async () => {
    [page, charts] = [new ChartBackend(), []];
    await page.session.settings.saveSettings(defaultSettings());
  });

  afterEach(async () => {
    for (const chart of charts) unmount(chart);
    page.session.dispose();
    await executeServerCommand('input', { method: 'Emulation.clearDeviceMetricsOverride', params: {} });
    await emulateMedia({ reducedMotion: 'no-preference' });
  });

  it('are sharp on one, one and a half, two and three pixels, also when they move from one screen to another', async () => {
    const chart = await show();
    await page.connected();
    page.past(wave(28_000, 500));
    for (const ratio of [2, 1, 3, 1.5]) {
      // Of another height as well: the browser's stand-in for a screen tells of nothing while the size is the same.
      await screen(1000, 800 + ratio * 2, ratio);
      await waitUntil(() => devicePixelRatio === ratio && isSharp(chart), `it should be sharp at ${ratio}`);
    }
  });

  it('draw from a card of 200 pixels to a wall of 3,840', async () => {
    const chart = await show();
    await page.connected();
    page.past(wave(28_000, 500));
    for (const width of [200, 3_840]) {
      await screen(width + 16, 2_160, 1);
      chart.style.inlineSize = `${width}px`;
      const wide = (): number => canvasOf(chart)?.getBoundingClientRect().width ?? 0;
      await waitUntil(() => wide() > width - 40 && wide() <= width, `the picture should fill ${width} pixels`);
      expect(chart.scrollWidth).to.be.at.most(chart.clientWidth);
    }
  });

  it('draw only those that can be seen, where there are two hundred', async () => {
    for (let count = 0; count < 200; count += 1) await show();
    await page.connected();
    page.past(wave(28_000, 500));
    const isSeen = (chart: AurigraphTpsChart): boolean => {
      const { top, bottom } = part(chart, '.canvas').getBoundingClientRect();
      return bottom > 0 && top < window.innerHeight;
    };
    const seen = charts.filter(isSeen);
    await waitUntil(() => seen.every((chart) => canvasOf(chart) !== null), 'those in sight should be drawn');
    expect(seen.length).to.be.greaterThan(0).and.to.be.lessThan(10);
    expect(charts.filter((chart) => canvasOf(chart) !== null)).to.have.lengthOf(seen.length);
    charts.at(-1)?.scrollIntoView();
    await waitUntil(() => charts.slice(-1).every((chart) => canvasOf(chart) !== null), 'the last should be alive');
    window.scrollTo(0, 0);
  });

  for (const [name, calm] of [
    [
      'where the settings say so',
      () => page.session.settings.saveSettings({ ...defaultSettings(), enableAnimations: false }),
    ],
    ['where people want little motion', () => emulateMedia({ reducedMotion: 'reduce' })],
  ] as const) {
    it(`move nothing by themselves ${name}`, async () => {
      await calm();
      const chart = await show();
      await page.connected();
      page.past(wave(28_000, 500));
      await waitUntil(() => canvasOf(chart) !== null, 'it should be drawn');
      part(chart, '[part=menu-button]').click();
      chart.paused = true;
      await chart.updateComplete;
      page.next(29_000);
      await nextFrame();
      const moving = chart.shadowRoot?.getAnimations() ?? [];
      const lasting = moving.filter(({ effect }) => Number(effect?.getComputedTiming().duration ?? 0) > 1);
      expect(lasting.map((animation) => (animation as CSSTransition).transitionProperty)).to.deep.equal([]);
    });
  }
});
