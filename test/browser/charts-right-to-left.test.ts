import { expect, nextFrame, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/elements/consensus-chart/define.js';
import '../../src/elements/feed-chart/define.js';
import '../../src/elements/finality-chart/define.js';
import '../../src/elements/metric-cards/define.js';
import '../../src/elements/tps-chart/define.js';
import { CHART_TAGS, EveryChartBackend } from '../support/every-chart.js';
import { mount, unmount } from '../support/session-host.js';
import { canvasOf, drawnShares, part, textOf } from '../support/tps-chart-page.js';

/** A text of a canvas, and where it stands in CSS pixels. */
interface Label {
  readonly text: string;
  readonly x: number;
}

const ARABIC_DIGIT = /[٠-٩]/;
const LATIN_DIGIT = /[0-9]/;

let page: EveryChartBackend;
let shown: HTMLElement[];
let labels: Map<HTMLCanvasElement, Label[]>;
let calls: CanvasRenderingContext2D['fillText'];

/** Notes what is written on every canvas. */
function listen(): void {
  labels = new Map();
  calls = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, x, ...more) {
    labels.set(this.canvas, [...(labels.get(this.canvas) ?? []), { text, x }]);
    calls.call(this, text, x, ...more);
  };
}

async function settled(): Promise<void> {
  for (let frame = 0; frame < 4; frame += 1) await nextFrame();
}

async function show(tag: (typeof CHART_TAGS)[number] | 'aurigraph-metric-cards'): Promise<HTMLElement> {
  const element = await mount(tag, page.session, { theme: 'light' });
  shown.push(element);
  return element;
}

/** Twenty seconds of every main line, so that two thirds of the window are empty. */
function tellAll(): void {
  for (const tag of CHART_TAGS)
    page.tellMain(
      tag,
      Array.from({ length: 20 }, (_, second) => 1_200 + second),
    );
}

describe('right to left, all at once', () => {
  beforeEach(async () => {
    document.documentElement.dir = 'rtl';
    document.documentElement.lang = 'ar-EG';
    page = new EveryChartBackend();
    shown = [];
    listen();
    for (const tag of CHART_TAGS) await show(tag);
    await page.connected();
    page.greet();
    tellAll();
    for (const chart of shown) {
      chart.scrollIntoView();
      await waitUntil(() => canvasOf(chart) !== null, `${chart.localName} should be drawn`);
    }
    await settled();
  });

  afterEach(() => {
    CanvasRenderingContext2D.prototype.fillText = calls;
    for (const element of shown) unmount(element);
    page.session.dispose();
    document.documentElement.removeAttribute('dir');
    document.documentElement.lang = '';
  });

  it('every chart has its newest value at the left, and nothing at the right', () => {
    for (const chart of shown) {
      const canvas = canvasOf(chart);
      const shares = canvas === null ? [] : drawnShares(canvas);
      expect(Math.min(...shares), chart.localName).to.be.within(0, 15);
      expect(Math.max(...shares), chart.localName).to.be.within(15, 50);
    }
  });

  it('every chart reads time from right to left, in the digits of the language', () => {
    for (const chart of shown) {
      const written = labels.get(canvasOf(chart) as HTMLCanvasElement) ?? [];
      const times = written.filter(({ text }) => /^[^:]+:[^:]+:[^:]+$/.test(text));
      const newestFirst = [...times].sort((a, b) => a.x - b.x).map(({ text }) => text);
      expect(new Set(newestFirst).size, chart.localName).to.be.greaterThan(2);
      expect([...newestFirst].sort().reverse(), chart.localName).to.deep.equal(newestFirst);
      expect(
        written.filter(({ text }) => LATIN_DIGIT.test(text)),
        chart.localName,
      ).to.deep.equal([]);
      expect(written.filter(({ text }) => ARABIC_DIGIT.test(text)).length, chart.localName).to.be.greaterThan(6);
    }
  });

  it('every legend and every table is in the digits of the language', async () => {
    for (const chart of shown) {
      part(chart, '[part=table-button]').click();
      await waitUntil(() => chart.shadowRoot?.querySelector('.table table') !== null);
      const cells = [...(chart.shadowRoot?.querySelectorAll('.legend dd, .legend td, .table tbody td') ?? [])];
      const told = cells.map((cell) => cell.textContent ?? '').filter((text) => /\p{Nd}/u.test(text));
      expect(told.length, chart.localName).to.be.greaterThan(20);
      expect(
        told.filter((text) => LATIN_DIGIT.test(text)),
        chart.localName,
      ).to.deep.equal([]);
    }
  });

  it('arrow keys go where they point: the right one into the past', async () => {
    for (const chart of shown) {
      const plot = part(chart, '.plot');
      const now = (): number => Number(plot.getAttribute('aria-valuenow'));
      const mark = (): number => part(chart, '.mark').getBoundingClientRect().left;
      const press = async (key: string): Promise<void> => {
        await sendKeys({ press: key });
        await settled();
      };
      plot.focus();
      await press('End');
      const [newest, leftmost] = [now(), mark()];
      await press('ArrowRight');
      expect(now(), chart.localName).to.be.lessThan(newest);
      expect(mark(), chart.localName).to.be.greaterThan(leftmost);
      await press('ArrowLeft');
      expect([now(), mark()], chart.localName).to.deep.equal([newest, leftmost]);
      await press('Home');
      expect(now(), chart.localName).to.be.lessThan(newest - 5);
      plot.blur();
    }
  });

  it('zooming and moving go where they point, too', async () => {
    for (const chart of shown) {
      const plot = part(chart, '.plot');
      const newest = (): number => Number(plot.getAttribute('aria-valuemax'));
      const press = async (key: string): Promise<void> => {
        await sendKeys({ press: key });
        await settled();
      };
      plot.focus();
      await press('+');
      await press('+');
      const before = newest();
      await sendKeys({ down: 'Shift' });
      await press('ArrowRight');
      expect(newest(), chart.localName).to.be.lessThan(before);
      await press('ArrowLeft');
      expect(newest(), chart.localName).to.equal(before);
      await sendKeys({ up: 'Shift' });
      await press('l');
    }
  });

  it('cards stand from right to left, with their line and their digits', async () => {
    const cards = await show('aurigraph-metric-cards');
    cards.scrollIntoView();
    const all = (): HTMLElement[] => [...(cards.shadowRoot?.querySelectorAll<HTMLElement>('.card') ?? [])];
    const inside = (selector: string): Element | null | undefined => all()[0]?.querySelector(selector);
    await waitUntil(() => inside('.sparkline .line') != null, 'a line should be drawn');
    const [first, second] = all().map((card) => card.getBoundingClientRect());
    expect(first?.top).to.equal(second?.top);
    expect(first?.left).to.be.greaterThan(second?.left ?? Infinity);
    expect(getComputedStyle(inside('.sparkline > svg') as Element).transform).to.equal('matrix(-1, 0, 0, 1, 0, 0)');
    expect(inside('.figure')?.textContent).to.match(ARABIC_DIGIT).and.not.to.match(LATIN_DIGIT);
    expect(inside('.label')?.getBoundingClientRect().right).to.be.greaterThan(
      inside('.info')?.getBoundingClientRect().right ?? Infinity,
    );
    expect(textOf(cards, '.card .age')).to.match(ARABIC_DIGIT);
  });
});
