import { expect } from '@open-wc/testing';
import { resetMouse, sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import { click, doubleClick, drag, dragTo, middleOf, pressKey, type Place } from '../support/hands.js';
import { GridPage } from '../support/node-grid-page.js';

/** Columns that have room in a window 1,200 px wide. */
const WIDE = [
  'Node',
  'Type',
  'State',
  'Throughput',
  'Last minute',
  'Queue',
  'Success',
  'Messages',
  'Errors',
  'Latency',
  'Age',
];

let page: GridPage;

describe('columns of aurigraph-node-grid', () => {
  beforeEach(async () => {
    await setViewport({ width: 1200, height: 800 });
    await resetMouse();
  });

  afterEach(() => page.close());

  const width = (column: string): number => page.header(column).offsetWidth;
  const edgeOf = (column: string): Element => page.header(column).querySelector('.grip') ?? page.header(column);
  const at = (column: string, share: number): Place => {
    const { left, width: px, top, height } = page.header(column).getBoundingClientRect();
    return [Math.round(left + px * share), Math.round(top + height / 2)];
  };
  const besides = ([x, y]: Place, px: number): Place => [x + px, y];
  const without = (...gone: string[]): string[] => WIDE.filter((column) => !gone.includes(column));
  /** Puts a column before another one. */
  const moved = (column: string, before: string): string[] =>
    without(column).flatMap((each) => (each === before ? [column, each] : [each]));

  describe('an edge that is dragged', () => {
    it('makes its column as wide, in the header and in rows, and it stays so in the next grid', async () => {
      page = await GridPage.withValidators(3);
      const before = width('Messages');
      const edge = middleOf(edgeOf('Messages'));
      await drag(edge, besides(edge, 60));
      await page.until(() => width('Messages') === before + 60, 'a wider column');
      expect(page.cell('v-2', 'Messages').offsetWidth).to.equal(before + 60);
      expect(page.order, 'not ordered by it').to.deep.equal(['Throughput descending']);
      const other = await page.beside();
      await other.until(() => other.columns.includes('Messages'), 'columns');
      await other.until(() => other.header('Messages').offsetWidth === before + 60, 'the same width');
    });

    it('gives the column its own width back on a double click', async () => {
      page = await GridPage.withValidators(3);
      const edge = middleOf(edgeOf('Messages'));
      await drag(edge, besides(edge, 90));
      const wide = width('Messages');
      await doubleClick(edgeOf('Messages'));
      await page.until(() => width('Messages') < wide, 'a narrower column');
      expect(page.element.view).not.to.match(/messages-\d/);
      expect(page.order).to.deep.equal(['Throughput descending']);
    });

    it('takes a double click on an edge that nobody moved for no choice', async () => {
      page = await GridPage.withValidators(3);
      const { view } = page.element;
      await doubleClick(edgeOf('Messages'));
      await page.drawn();
      expect(page.element.view).to.equal(view);
    });

    it('stops at 40 px, wherever the pointer goes', async () => {
      page = await GridPage.withValidators(3);
      const edge = middleOf(edgeOf('Success'));
      await drag(edge, besides(edge, -width('Success')));
      await page.until(() => width('Success') === 40, '40 px');
      const next = middleOf(edgeOf('Success'));
      await drag(next, besides(next, -300));
      expect(width('Success')).to.equal(40);
    });

    it('is no choice of columns when it is touched and not moved', async () => {
      page = await GridPage.withValidators(3);
      const { view } = page.element;
      let changes = 0;
      page.element.addEventListener('aurigraph-view-change', () => (changes += 1));
      await click(edgeOf('Messages'));
      await page.drawn();
      expect(changes).to.equal(0);
      expect(page.element.view).to.equal(view);
      expect(page.order).to.deep.equal(['Throughput descending']);
    });

    it('goes back where Escape is pressed before it is let go', async () => {
      page = await GridPage.withValidators(3);
      const before = width('Messages');
      const edge = middleOf(edgeOf('Messages'));
      await dragTo(edge, besides(edge, 60));
      await page.until(() => width('Messages') === before + 60, 'a wider column');
      await sendKeys({ press: 'Escape' });
      await page.until(() => width('Messages') === before, 'its width');
      await sendMouse({ type: 'up' });
      await page.drawn();
      expect(width('Messages')).to.equal(before);
    });

    it('goes the other way where reading goes to the left', async () => {
      page = await GridPage.withValidators(3);
      page.element.dir = 'rtl';
      await page.drawn();
      const before = width('Messages');
      const edge = middleOf(edgeOf('Messages'));
      expect(edge[0]).to.be.closeTo(page.header('Messages').getBoundingClientRect().left, 4);
      await drag(edge, besides(edge, -60));
      await page.until(() => width('Messages') === before + 60, 'a wider column');
    });
  });

  describe('a header that is dragged', () => {
    it('moves its column with its cells, and orders nothing', async () => {
      page = await GridPage.withValidators(3);
      await dragTo(at('Errors', 0.5), at('State', 0.2));
      expect(page.header('State').dataset['drop'], 'the edge is marked').to.equal('before');
      await sendMouse({ type: 'up' });
      await page.until(() => page.columns[2] === 'Errors', 'Errors before State');
      expect(page.columns).to.deep.equal(moved('Errors', 'State'));
      expect(page.root.querySelector('[data-drop], [data-dragged]')).to.equal(null);
      expect(page.order).to.deep.equal(['Throughput descending']);
      expect(page.cell('v-1', 'Errors').getBoundingClientRect().left).to.equal(
        page.header('Errors').getBoundingClientRect().left,
      );
      const other = await page.beside();
      await other.until(() => other.columns[2] === 'Errors', 'the same order');
    });

    it('goes to the end behind the last one', async () => {
      page = await GridPage.withValidators(3);
      await drag(at('Type', 0.5), at('Age', 0.8));
      await page.until(() => page.columns.at(-1) === 'Type', 'Type at the end');
      expect(page.columns).to.deep.equal([...without('Type'), 'Type']);
    });

    it('goes where it was, and orders nothing, where Escape is pressed before it is let go', async () => {
      page = await GridPage.withValidators(3);
      await dragTo(at('Errors', 0.5), at('State', 0.2));
      await sendKeys({ press: 'Escape' });
      expect(page.root.querySelector('[data-drop], [data-dragged]')).to.equal(null);
      await sendMouse({ type: 'up' });
      await dragTo(at('Errors', 0.3), at('Errors', 0.7));
      await sendKeys({ press: 'Escape' });
      await sendMouse({ type: 'up' });
      await page.drawn();
      expect(page.columns).to.deep.equal(WIDE);
      expect(page.order).to.deep.equal(['Throughput descending']);
    });

    it('is not moved, and orders nothing, when it is let go where it stood', async () => {
      page = await GridPage.withValidators(3);
      const { view } = page.element;
      await drag(at('Errors', 0.3), at('Errors', 0.7));
      await page.drawn();
      expect(page.columns).to.deep.equal(WIDE);
      expect(page.order).to.deep.equal(['Throughput descending']);
      expect(page.element.view, 'no choice').to.equal(view);
      await click(page.header('Errors'));
      await page.until(() => page.order.join() === 'Errors descending', 'the order of a click after it');
    });

    it('never takes the first column away, or puts another one before it', async () => {
      page = await GridPage.withValidators(3);
      await drag(at('Node', 0.5), at('Errors', 0.5));
      await page.drawn();
      expect(page.columns).to.deep.equal(WIDE);
      await drag(at('Errors', 0.5), at('Node', 0.1));
      await page.until(() => page.columns[1] === 'Errors', 'Errors in the second place');
      expect(page.columns[0]).to.equal('Node');
    });

    it('goes the other way where reading goes to the left', async () => {
      page = await GridPage.withValidators(3);
      page.element.dir = 'rtl';
      await page.drawn();
      await drag(at('Errors', 0.5), at('State', 0.8));
      await page.until(() => page.columns[2] === 'Errors', 'Errors before State');
      expect(page.header('Errors').getBoundingClientRect().left).to.be.greaterThan(
        page.header('State').getBoundingClientRect().left,
      );
    });
  });

  describe('keys on a header', () => {
    it('make a column wider and narrower, and it is said', async () => {
      page = await GridPage.withValidators(3);
      const before = width('Messages');
      page.header('Messages').focus();
      await pressKey('Alt+ArrowRight');
      await page.until(() => width('Messages') === before + 16, 'a wider column');
      expect(page.announced).to.equal(`Messages is ${before + 16} pixels wide.`);
      await pressKey('Alt+ArrowLeft');
      await pressKey('Alt+ArrowLeft');
      await page.until(() => width('Messages') === before - 16, 'a narrower column');
      expect(page.focused).to.equal('header/Messages');
    });

    it('say the width that a column has, not one that it cannot have', async () => {
      page = await GridPage.withValidators(3);
      const edge = middleOf(edgeOf('Age'));
      await drag(edge, besides(edge, -300));
      await page.until(() => width('Age') === 40, '40 px');
      page.header('Age').focus();
      await pressKey('Alt+ArrowLeft');
      await page.until(() => page.announced.startsWith('Age is'), 'an announcement');
      expect(page.announced).to.equal('Age is 40 pixels wide.');
    });

    it('move a column, keep the focus on it, and say its place', async () => {
      page = await GridPage.withValidators(3);
      page.header('Errors').focus();
      await pressKey('Shift+ArrowLeft');
      await page.until(() => page.columns[7] === 'Errors', 'Errors before Messages');
      expect(page.announced).to.equal('Errors is column 8.');
      expect(page.focused).to.equal('header/Errors');
      for (let place = 0; place < 9; place += 1) await pressKey('Shift+ArrowLeft');
      await page.until(() => page.columns[1] === 'Errors', 'Errors in the second place');
      expect(page.columns[0]).to.equal('Node');
      expect(page.focused).to.equal('header/Errors');
      for (let place = 0; place < 3; place += 1) await pressKey('Shift+ArrowRight');
      await page.until(() => page.announced === 'Errors is column 5.', 'an announcement');
      expect(page.focused).to.equal('header/Errors');
      expect(page.order).to.deep.equal(['Throughput descending']);
    });

    it('choose nothing where a column can go no further: nothing changes, is told or is kept', async () => {
      page = await GridPage.withValidators(3);
      const heard: Event[] = [];
      page.element.addEventListener('aurigraph-view-change', (event) => heard.push(event));
      const { view } = page.element;
      for (const [column, key] of [
        ['Node', 'ArrowLeft'],
        ['Node', 'ArrowRight'],
        ['Type', 'ArrowLeft'],
        ['Age', 'ArrowRight'],
      ] as const) {
        page.header(column).focus();
        await pressKey(`Shift+${key}`);
        await page.until(() => page.announced === `${column} is column ${WIDE.indexOf(column) + 1}.`, 'its place');
      }
      expect(page.columns).to.deep.equal(WIDE);
      expect(page.element.view).to.equal(view);
      expect(heard).to.have.lengthOf(0);
      expect(await page.network.session.preferences.getPreference('grid-view:nodes')).to.equal(undefined);
      await page.openView();
      expect(page.panelButton('Reset view').ariaDisabled, 'nothing to reset').to.equal('true');
      page.element.style.inlineSize = '700px';
      await page.until(() => page.columns.length === 6, 'columns that leave where there is no room');
    });

    it('choose nothing where a column can be no narrower', async () => {
      page = await GridPage.withValidators(3);
      const edge = middleOf(edgeOf('Age'));
      await drag(edge, besides(edge, -300));
      await page.until(() => width('Age') === 40, '40 px');
      const heard: Event[] = [];
      page.element.addEventListener('aurigraph-view-change', (event) => heard.push(event));
      page.header('Age').focus();
      await pressKey('Alt+ArrowLeft');
      await page.until(() => page.announced.startsWith('Age is'), 'an announcement');
      await page.drawn();
      expect(heard).to.have.lengthOf(0);
    });

    it('go the other way where reading goes to the left', async () => {
      page = await GridPage.withValidators(3);
      page.element.dir = 'rtl';
      await page.drawn();
      const before = width('Errors');
      page.header('Errors').focus();
      await pressKey('Alt+ArrowLeft');
      await page.until(() => width('Errors') === before + 16, 'a wider column');
      await pressKey('Shift+ArrowLeft');
      await page.until(() => page.columns[9] === 'Errors', 'Errors behind Latency');
    });
  });

  describe('the panel', () => {
    it('hides a column, shows it and one that is hidden at first', async () => {
      page = await GridPage.withValidators(3);
      await page.openView();
      expect(page.choice('Node').disabled, 'the first column').to.equal(true);
      page.choice('Queue').click();
      await page.until(() => !page.columns.includes('Queue'), 'no Queue');
      expect(page.columns).to.deep.equal(without('Queue'));
      expect(page.row('v-1').children).to.have.lengthOf(WIDE.length - 1);
      page.choice('Blocks validated').click();
      await page.until(() => page.columns.includes('Blocks validated'), 'another column');
      page.network.node('v-1', { values: { blocksValidated: 4_182 } });
      await page.until(() => page.cell('v-1', 'Blocks').textContent === '4,182', 'its figure');
      page.choice('Queue').click();
      await page.until(() => page.columns.includes('Queue'), 'Queue');
      expect(page.columns.indexOf('Queue')).to.equal(5);
    });

    it('moves a column by keyboard, keeps the focus on the button, and stops behind the first column', async () => {
      page = await GridPage.withValidators(3);
      await page.openView();
      const forward = (): HTMLButtonElement => page.panelButton('Move Throughput forward');
      expect(page.panelButton('Move Type forward').ariaDisabled).to.equal('true');
      expect(page.panelButton('Move Node back').disabled).to.equal(true);
      forward().focus();
      await sendKeys({ press: 'Enter' });
      await page.until(() => page.columns[2] === 'Throughput', 'Throughput before State');
      expect(page.hasFocus(forward())).to.equal(true);
      await sendKeys({ press: 'Enter' });
      await page.until(() => page.columns[1] === 'Throughput', 'Throughput before Type');
      expect(forward().ariaDisabled).to.equal('true');
      expect(page.hasFocus(forward()), 'the focus on the arrow that leads nowhere').to.equal(true);
      const { view } = page.element;
      await sendKeys({ press: 'Enter' });
      await page.drawn();
      expect(page.element.view, 'where it leads nowhere').to.equal(view);
      await pressKey('Tab');
      expect(page.hasFocus(page.panelButton('Move Throughput back'))).to.equal(true);
      await sendKeys({ press: ' ' });
      await page.until(() => page.columns[2] === 'Throughput', 'Throughput behind Type');
    });

    it('moves a column to the end by keyboard, and keeps the focus on the button in every place', async () => {
      page = await GridPage.withValidators(3);
      await page.openView();
      const back = (): HTMLButtonElement => page.panelButton('Move API calls back');
      const placeOf = (): number =>
        [...(back().closest('fieldset')?.children ?? [])].indexOf(back().parentElement ?? back());
      back().focus();
      let last = placeOf();
      while (back().ariaDisabled !== 'true') {
        await sendKeys({ press: 'Enter' });
        await page.until(() => placeOf() === last + 1, 'API calls in the next place');
        expect(page.hasFocus(back()), `in place ${placeOf()}`).to.equal(true);
        last = placeOf();
      }
      expect(back().closest('.view-column')?.nextElementSibling).to.equal(null);
      await pressKey('Shift+Tab');
      expect(page.hasFocus(page.panelButton('Move API calls forward'))).to.equal(true);
    });

    it('keeps the focus on “Reset view” once there is nothing left to reset', async () => {
      page = await GridPage.withValidators(3);
      await page.openView();
      page.choice('Queue').click();
      await page.until(() => !page.columns.includes('Queue'), 'no Queue');
      page.panelButton('Reset view').focus();
      await sendKeys({ press: 'Enter' });
      await page.until(() => page.columns.includes('Queue'), 'Queue');
      expect(page.panelButton('Reset view').ariaDisabled).to.equal('true');
      expect(page.hasFocus(page.panelButton('Reset view'))).to.equal(true);
      const heard: Event[] = [];
      page.element.addEventListener('aurigraph-view-change', (event) => heard.push(event));
      await sendKeys({ press: 'Enter' });
      await page.drawn();
      expect(heard, 'news of nothing').to.deep.equal([]);
    });

    it('shows every column hidden but the first one', async () => {
      page = await GridPage.withValidators(3);
      const panel = await page.openView();
      for (const column of WIDE.slice(1)) page.choice(column).click();
      await page.until(() => page.columns.length === 1, 'one column');
      expect(page.columns).to.deep.equal(['Node']);
      expect(panel.querySelectorAll('input[type=checkbox]:checked')).to.have.lengthOf(1);
      expect(page.names).to.deep.equal(['v-1', 'v-2', 'v-3']);
    });
  });

  describe('in a box that is narrow', () => {
    it('leave by their rank, and come back with the room', async () => {
      page = await GridPage.withValidators(3);
      expect(page.columns).to.deep.equal(WIDE);
      page.element.style.inlineSize = '700px';
      await page.until(() => page.columns.length === 6, 'six columns');
      expect(page.columns).to.deep.equal(['Node', 'State', 'Throughput', 'Last minute', 'Errors', 'Age']);
      expect(page.grid.scrollWidth).to.equal(page.grid.clientWidth);
      page.element.style.inlineSize = '';
      await page.until(() => page.columns.length === WIDE.length, 'all columns');
      expect(page.columns).to.deep.equal(WIDE);
    });

    /** A grid whose columns a person chose, in a box that has no room for them. */
    const openNarrow = async (dir: 'ltr' | 'rtl' = 'ltr'): Promise<string[]> => {
      page = await GridPage.withValidators(100);
      page.element.dir = dir;
      await page.openView();
      page.choice('Latency').click();
      await page.until(() => !page.columns.includes('Latency'), 'no Latency');
      page.find('[part=view-panel]').hidePopover();
      page.element.style.inlineSize = '600px';
      await page.until(() => page.grid.scrollWidth > page.grid.clientWidth, 'a box that scrolls sideways');
      return without('Latency');
    };

    for (const dir of ['ltr', 'rtl'] as const)
      it(`stay after a person chose, and pass under the first one with their headers (${dir})`, async () => {
        const columns = await openNarrow(dir);
        expect(page.columns).to.deep.equal(columns);
        const box = page.grid.getBoundingClientRect();
        for (const scrolled of [0, 250, 10_000]) {
          page.grid.scrollLeft = dir === 'rtl' ? -scrolled : scrolled;
          await page.drawn();
          for (const [place, header] of page.headers.entries()) {
            const cell = page.row('v-3').children[place]?.getBoundingClientRect();
            expect(cell?.left, `${columns[place]} at ${scrolled}`).to.equal(header.getBoundingClientRect().left);
            expect(cell?.width).to.equal(header.getBoundingClientRect().width);
          }
          const first = page.cell('v-3', 'Node').getBoundingClientRect();
          const distance = dir === 'ltr' ? first.left - box.left : box.left + page.grid.offsetWidth - first.right;
          expect(distance, `the first column at ${scrolled}`).to.be.within(0, 24);
          const on = page.root.elementFromPoint(first.left + first.width / 2, first.top + 8);
          expect(on?.closest('[role=rowheader]') === page.cell('v-3', 'Node'), 'nothing lies over it').to.equal(true);
        }
        const last = page.header('Age').getBoundingClientRect();
        expect(dir === 'ltr' ? last.right <= box.right : last.left >= box.left, 'the last column').to.equal(true);
      });

    for (const dir of ['ltr', 'rtl'] as const)
      it(`bring the cell that gets the focus by a key into sight (${dir})`, async () => {
        await openNarrow(dir);
        const isInSight = (column: string): boolean => {
          const cell = page.cell('v-1', column).getBoundingClientRect();
          const pinned = page.cell('v-1', 'Node').getBoundingClientRect();
          const box = page.grid.getBoundingClientRect();
          const [left, right] = dir === 'ltr' ? [pinned.right, box.right] : [box.left, pinned.left];
          return cell.left >= left - 1 && cell.right <= right + 1;
        };
        page.cell('v-1', 'Node').focus();
        expect(isInSight('Age')).to.equal(false);
        await pressKey('End');
        expect(page.focused).to.equal('v-1/Age');
        expect(isInSight('Age'), 'Age').to.equal(true);
        expect(isInSight('Type')).to.equal(false);
        const back = dir === 'ltr' ? 'ArrowLeft' : 'ArrowRight';
        while (page.focused !== 'v-1/Type') await pressKey(back);
        expect(isInSight('Type'), 'Type').to.equal(true);
      });

    it('are numbered as they are shown, with their count', async () => {
      const columns = await openNarrow();
      const indices = (cells: Iterable<Element>): number[] =>
        [...cells].map((cell) => Number(cell.getAttribute('aria-colindex')));
      const expected = columns.map((_, place) => place + 1);
      expect(page.grid.getAttribute('aria-colcount')).to.equal(String(columns.length));
      expect(indices(page.headers)).to.deep.equal(expected);
      for (const row of page.rows) expect(indices(row.children)).to.deep.equal(expected);
      await page.openView();
      page.choice('Type').click();
      await page.until(() => !page.columns.includes('Type'), 'no Type');
      expect(page.grid.getAttribute('aria-colcount')).to.equal(String(columns.length - 1));
      expect(indices(page.row('v-1').children)).to.deep.equal(expected.slice(0, -1));
      expect(indices(page.headers)).to.deep.equal(expected.slice(0, -1));
    });
  });

  describe('under 480 px', () => {
    const openCards = async (): Promise<void> => {
      page = await GridPage.withValidators(50);
      page.element.style.inlineSize = '400px';
      await page.until(() => page.columns.length === 6, 'cards');
    };

    it('are cards of two lines, inside the box', async () => {
      await openCards();
      expect(page.columns).to.deep.equal(['Node', 'Throughput', 'State', 'Type', 'Errors', 'Age']);
      const row = page.row('v-1').getBoundingClientRect();
      expect(row.height).to.equal(52);
      expect(page.row('v-2').getBoundingClientRect().top).to.equal(row.bottom);
      expect(page.grid.scrollWidth).to.equal(page.grid.clientWidth);
      const top = (column: string): number => page.cell('v-1', column).getBoundingClientRect().top;
      expect(top('Throughput')).to.equal(top('Node'));
      expect(top('Age')).to.equal(top('State'));
      expect(top('State')).to.be.greaterThan(top('Node'));
      page.element.style.inlineSize = '';
      await page.until(() => page.columns.length === WIDE.length, 'columns');
    });

    it('have no widths and places to choose, and the panel says so', async () => {
      await openCards();
      const { view } = page.element;
      page.header('Throughput').focus();
      await pressKey('Alt+ArrowRight');
      await pressKey('Shift+ArrowRight');
      await drag(at('State', 0.5), at('Age', 0.9));
      await page.drawn();
      expect(page.element.view).to.equal(view);
      expect(page.columns).to.deep.equal(['Node', 'Throughput', 'State', 'Type', 'Errors', 'Age']);
      page.find('[part=view-button]').click();
      await page.until(() => page.text.includes('With more room for the grid'), 'a hint');
      expect(page.root.querySelector('[part=view-panel] input[type=checkbox]')).to.equal(null);
    });
  });

  describe('the focus', () => {
    it('stays in its row when the page hides its column', async () => {
      page = await GridPage.withValidators(3);
      page.cell('v-2', 'Queue').focus();
      page.element.view = 'columns.node.queue-off';
      await page.until(() => !page.columns.includes('Queue'), 'no Queue');
      expect(page.focused).to.equal('v-2/Node');
      await pressKey('ArrowDown');
      expect(page.focused).to.equal('v-3/Node');
      expect(page.root.querySelectorAll('[part=grid] [tabindex="0"]')).to.have.lengthOf(1);
    });

    it('stays on its cell while other columns leave for want of room', async () => {
      page = await GridPage.withValidators(3);
      page.cell('v-2', 'Errors').focus();
      page.element.style.inlineSize = '700px';
      await page.until(() => page.columns.length === 6, 'six columns');
      expect(page.focused).to.equal('v-2/Errors');
    });

    it('goes to the first header when the header that has it is hidden', async () => {
      page = await GridPage.withValidators(3);
      page.header('Queue').focus();
      page.element.view = 'columns.node.queue-off';
      await page.until(() => !page.columns.includes('Queue'), 'no Queue');
      expect(page.focused).to.equal('header/Node');
    });
  });
});
