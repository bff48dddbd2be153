import { expect } from '@open-wc/testing';
import { resetMouse, sendKeys, setViewport } from '@web/test-runner-commands';
import { click, point, pressKey } from '../support/hands.js';
import { GridPage, TestNetwork } from '../support/node-grid-page.js';

let page: GridPage;

describe('groups of aurigraph-node-grid', () => {
  beforeEach(async () => {
    await setViewport({ width: 1200, height: 800 });
    await resetMouse();
  });

  afterEach(() => page.close());

  /** Two channels, two validators, and a node whose type nobody told. */
  async function openByType(attributes: Readonly<Record<string, string>> = {}): Promise<void> {
    page = await GridPage.open(TestNetwork.accepting(), { 'group-by': 'type', ...attributes });
    const { network } = page;
    network.node('v-1', { type: 'validator', state: 'LEADER', values: { throughput: 30, latencyMs: 10 } });
    network.node('v-2', { type: 'validator', state: 'FOLLOWER', values: { throughput: 20, latencyMs: 20 } });
    network.node('c-1', { type: 'channel', state: 'ERROR', values: { throughput: 500, errorCount: 7 } });
    network.node('c-2', { type: 'channel', state: 'CONNECTED', values: { throughput: 700, errorCount: 2 } });
    network.node('x', { values: { throughput: 1 } });
    await page.until(() => page.rows.length > 0, 'rows');
  }

  const ALL = ['channel 2', 'c-2', 'c-1', 'validator 2', 'v-1', 'v-2', 'type not reported 1', 'x'];
  const group = (name: string): HTMLElement => {
    const found = page.rows.find(
      (row) => row.ariaExpanded !== null && row.querySelector('[role=rowheader]')?.textContent?.startsWith(name),
    );
    if (found === undefined) throw new Error(`There is no group ${name}, only ${page.names.join(', ')}.`);
    return found;
  };
  const nameCell = (name: string): HTMLElement => group(name).querySelector('[role=rowheader]') ?? group(name);
  const total = (name: string, column: string): string =>
    group(name).children[page.columns.indexOf(column)]?.textContent ?? '';
  const foot = (): string => page.find('[part=total]').textContent?.trim() ?? '';

  describe('are read', () => {
    it('as a tree of two levels: groups that say whether they are open, and rows under them', async () => {
      await openByType();
      expect(page.grid.role).to.equal('treegrid');
      expect(page.names).to.deep.equal(ALL);
      const said = page.rows.map((row) => [row.ariaLevel, row.ariaExpanded]);
      const [open, node] = [
        ['1', 'true'],
        ['2', null],
      ];
      expect(said).to.deep.equal([open, node, node, open, node, node, open, node]);
      expect(page.rows.map((row) => row.ariaRowIndex)).to.deep.equal(['2', '3', '4', '5', '6', '7', '8', '9']);
      expect(page.grid.getAttribute('aria-rowcount')).to.equal('9');
      page.element.groupBy = undefined;
      await page.until(() => page.names.length === 5, 'rows without groups');
      expect(page.grid.role).to.equal('grid');
      expect(page.rows.map((row) => row.ariaLevel)).to.deep.equal([null, null, null, null, null]);
      page.element.groupBy = 'type';
      await page.until(() => page.names.length === 8, 'groups again');
      expect(page.rows.map((row) => row.ariaLevel)).to.deep.equal(said.map(([level]) => level));
    });

    it('by the names of states, in the order of attention, what nobody knows at the end', async () => {
      await openByType({ 'group-by': 'state' });
      page.network.node('y', { type: 'slim', state: 'FROBNICATING' });
      await page.until(() => page.names.length === 10, 'ten rows');
      const groups = page.rows.filter((row) => row.ariaExpanded !== null);
      expect(groups.map((row) => row.querySelector('[role=rowheader]')?.textContent)).to.deep.equal([
        'failing 1',
        'leader 1',
        'active 2',
        'other states 2',
      ]);
      expect(page.names.slice(-2).sort()).to.deep.equal(['x', 'y']);
    });

    it('without complaint of axe', async () => {
      await openByType();
      await expect(page.element).to.be.accessible();
    });

    it('as cards where there is little room', async () => {
      await openByType();
      page.element.style.inlineSize = '400px';
      await page.until(() => page.columns.length === 6, 'cards');
      expect(page.names).to.deep.equal(ALL);
      const { top, bottom, right } = group('channel').getBoundingClientRect();
      expect(page.row('c-2').getBoundingClientRect().top).to.equal(bottom);
      const figure = group('channel').children[page.columns.indexOf('Throughput')]?.getBoundingClientRect();
      expect(figure?.top).to.be.within(top, bottom);
      expect(figure?.right).to.be.at.most(right);
    });
  });

  describe('tell totals', () => {
    it('of what is in them: sums, averages of shares and times, and nothing of words', async () => {
      await openByType();
      expect(total('channel', 'Throughput')).to.equal('1,200');
      expect(total('channel', 'Errors')).to.equal('9');
      expect(total('validator', 'Throughput')).to.equal('50');
      expect(total('validator', 'Latency')).to.equal('15');
      expect(total('validator', 'Errors')).to.equal('–');
      expect(total('validator', 'State')).to.equal('');
      expect(total('validator', 'Age')).to.equal('');
    });

    it('that follow the values, also of a group that is closed', async () => {
      await openByType();
      await click(nameCell('validator'));
      await page.until(() => page.names.length === 6, 'a closed group');
      page.network.node('v-2', { values: { throughput: 970 } });
      await page.until(() => total('validator', 'Throughput') === '1,000', 'the new total');
      page.network.node('v-3', { type: 'validator', values: { throughput: 1 } });
      await page.until(() => total('validator', 'Throughput') === '1,001', 'the total with another node');
      expect(nameCell('validator').textContent).to.equal('validator 3');
      expect(page.names).not.to.include('v-3');
    });

    it('of those that a filter lets through', async () => {
      await openByType();
      page.filterBy('throughput > 25');
      await page.until(() => page.names.length === 5, 'five rows');
      expect(page.names).to.deep.equal(['channel 2', 'c-2', 'c-1', 'validator 1', 'v-1']);
      expect(total('validator', 'Throughput')).to.equal('30');
      expect(page.grid.getAttribute('aria-rowcount')).to.equal('6');
    });
  });

  describe('count nodes, not rows', () => {
    it('under the rows and in what is said, also where groups are closed', async () => {
      await openByType();
      expect(foot()).to.equal('5 nodes');
      await click(nameCell('channel'));
      await page.until(() => page.names.length === 6, 'a closed group');
      expect(page.grid.getAttribute('aria-rowcount')).to.equal('7');
      expect(foot()).to.equal('5 nodes');
      page.filterBy('-x');
      await page.until(() => page.announced.includes('match'), 'an announcement');
      expect(page.announced).to.equal('4 nodes match.');
      expect(foot()).to.equal('4 of 5 nodes');
      page.network.node('c-3', { type: 'channel' });
      await page.until(() => nameCell('channel').textContent === 'channel 3', 'another node');
      expect(foot()).to.equal('5 of 6 nodes');
    });
  });

  describe('open and close', () => {
    it('by a click anywhere on the header', async () => {
      await openByType();
      await click(group('channel'));
      await page.until(() => page.names.length === 6, 'a closed group');
      expect(group('channel').ariaExpanded).to.equal('false');
      expect(page.names).to.deep.equal(ALL.filter((name) => !name.startsWith('c-')));
      expect(page.element.selectedNodes, 'a group is no node').to.deep.equal([]);
      await click(group('channel'));
      await page.until(() => page.names.length === 8, 'all rows');
      expect(page.names).to.deep.equal(ALL);
    });

    it('by Enter and the arrows, with the focus where it was', async () => {
      await openByType();
      nameCell('validator').focus();
      const press = async (key: string, open: boolean): Promise<void> => {
        await pressKey(key);
        await page.until(() => group('validator').ariaExpanded === String(open), `${key}: open ${String(open)}`);
        expect(page.hasFocus(nameCell('validator')), key).to.equal(true);
      };
      await press('Enter', false);
      await press('Enter', true);
      await press('ArrowLeft', false);
      await press('ArrowRight', true);
      await pressKey('ArrowRight');
      expect(page.hasFocus(group('validator').children[1] ?? page.element), 'goes on in the row').to.equal(true);
      page.element.dir = 'rtl';
      nameCell('validator').focus();
      await press('ArrowRight', false);
      await press('ArrowLeft', true);
    });

    it('and keys walk over what is left', async () => {
      await openByType();
      nameCell('channel').focus();
      await sendKeys({ press: 'Enter' });
      await page.until(() => page.names.length === 6, 'a closed group');
      await pressKey('ArrowDown');
      expect(page.hasFocus(nameCell('validator'))).to.equal(true);
      await pressKey('Control+End');
      expect(page.focused.split('/')[0]).to.equal('x');
      await pressKey('Control+Home');
      expect(page.hasFocus(nameCell('channel'))).to.equal(true);
    });
  });

  describe('and a node that changes its group', () => {
    it('goes there at once', async () => {
      await openByType();
      page.network.node('x', { type: 'channel' });
      await page.until(() => page.names.join() === 'channel 3,c-2,c-1,x,validator 2,v-1,v-2', 'x among the channels');
      expect(total('channel', 'Throughput')).to.equal('1,201');
    });

    it('stays where it is while rows hold still, is counted where it belongs, and goes there after that', async () => {
      await openByType();
      await point(page.row('c-1'));
      await page.until(() => page.text.includes('Holding still'), 'a note');
      page.network.node('x', { type: 'channel' });
      await page.until(() => total('channel', 'Throughput') === '1,201', 'the new total');
      expect(page.names.map((name) => name.replace(/ \d+$/, ''))).to.deep.equal(
        ALL.map((name) => name.replace(/ \d+$/, '')),
      );
      await resetMouse();
      await page.until(() => page.names[3] === 'x', 'x among the channels');
      expect(page.names).to.have.lengthOf(7);
    });

    it('keeps the focus, also where it goes into a group that is closed', async () => {
      await openByType();
      await click(nameCell('channel'));
      await page.until(() => page.names.length === 6, 'a closed group');
      page.cell('v-2', 'State').focus();
      await sendKeys({ press: 'Escape' });
      page.network.node('v-1', { type: 'slim' });
      await page.until(() => page.names.includes('slim 1'), 'another group');
      expect(page.focused).to.equal('v-2/State');
      page.network.node('v-2', { type: 'channel' });
      await page.until(() => !page.names.includes('v-2'), 'v-2 out of sight');
      expect(page.focused, 'on the row in its place').not.to.equal('nothing');
      expect(page.root.querySelectorAll('[part=grid] [tabindex="0"]')).to.have.lengthOf(1);
    });
  });
});
