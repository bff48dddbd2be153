import { expect } from '@open-wc/testing';
import { resetMouse, sendKeys, setViewport } from '@web/test-runner-commands';
import type { NodeSelectDetail } from '../../src/elements/node-grid/node-grid.js';
import { click, pressKey } from '../support/hands.js';
import { GridPage } from '../support/node-grid-page.js';

let page: GridPage;

describe('several nodes of aurigraph-node-grid', () => {
  beforeEach(async () => {
    await setViewport({ width: 1200, height: 800 });
    await resetMouse();
  });

  afterEach(() => page.close());

  const names = (first: number, last: number): string[] =>
    Array.from({ length: last - first + 1 }, (_, place) => `v-${first + place}`);
  /** Rows that are shown as chosen, from top to bottom. */
  const shown = (): string[] => page.names.filter((name) => page.row(name).ariaSelected === 'true');
  const pick = (name: string, held = ''): Promise<void> => click(page.cell(name, 'Type'), held);
  const isChosen = async (...expected: string[]): Promise<void> => {
    await page.until(() => shown().join() === expected.join(), `${expected.join()} chosen, not ${shown().join()}`);
  };
  const heard: NodeSelectDetail[] = [];
  const hear = (event: CustomEvent<NodeSelectDetail>): void => void heard.push(event.detail);
  const chosenNote = (): string | undefined =>
    page.root.querySelector('[part=chosen]')?.textContent?.replaceAll(/\s+/g, ' ').trim();

  beforeEach(() => {
    heard.length = 0;
    document.addEventListener('aurigraph-node-select', hear);
  });

  afterEach(() => document.removeEventListener('aurigraph-node-select', hear));

  describe('are chosen by hand', () => {
    it('one alone, more with Control, and less again; the page hears of each', async () => {
      page = await GridPage.withValidators(8);
      await pick('v-5');
      await pick('v-2', 'Control');
      await pick('v-7', 'Control');
      await isChosen('v-2', 'v-5', 'v-7');
      await pick('v-7', 'Control');
      await isChosen('v-2', 'v-5');
      expect(page.element.selectedNode).to.equal('v-2');
      expect(page.element.selectedNodes).to.deep.equal(['v-5', 'v-2']);
      await pick('v-1');
      await isChosen('v-1');
      expect(heard).to.deep.equal([
        { nodeId: 'v-5', nodeIds: ['v-5'] },
        { nodeId: 'v-2', nodeIds: ['v-5', 'v-2'] },
        { nodeId: 'v-7', nodeIds: ['v-5', 'v-2', 'v-7'] },
        { nodeId: 'v-2', nodeIds: ['v-5', 'v-2'] },
        { nodeId: 'v-1', nodeIds: ['v-1'] },
      ]);
    });

    it('from one to another with Shift, in both directions from where it began', async () => {
      page = await GridPage.withValidators(8);
      await pick('v-4');
      await pick('v-6', 'Shift');
      await isChosen('v-4', 'v-5', 'v-6');
      await pick('v-2', 'Shift');
      await isChosen('v-2', 'v-3', 'v-4');
      expect(heard.at(-1)).to.deep.equal({ nodeId: 'v-2', nodeIds: names(2, 4) });
      expect(getSelection()?.toString(), 'no text is selected').to.equal('');
      await pick('v-8', 'Control');
      await pick('v-7', 'Shift');
      await isChosen('v-7', 'v-8');
    });

    it('as a range in the order that is seen, after rows moved', async () => {
      page = await GridPage.withValidators(6);
      await pick('v-2');
      await sendKeys({ press: 'Escape' });
      page.network.node('v-6', { values: { throughput: 45 } });
      await page.until(() => page.names.join() === 'v-1,v-2,v-6,v-3,v-4,v-5', 'v-6 behind v-2');
      await isChosen('v-2');
      await pick('v-3', 'Shift');
      await isChosen('v-2', 'v-6', 'v-3');
      page.header('Node').click();
      await page.until(() => page.names.join() === names(1, 6).join(), 'an order by name');
      await isChosen('v-2', 'v-3', 'v-6');
    });

    it('over what a group shows', async () => {
      page = await GridPage.withValidators(4);
      page.network.node('c', { type: 'channel' });
      page.element.groupBy = 'type';
      await page.until(() => page.names.length === 7, 'groups');
      await pick('c');
      await pick('v-2', 'Shift');
      await isChosen('c', 'v-1', 'v-2');
      expect(page.element.selectedNodes).to.deep.equal(['c', 'v-1', 'v-2']);
    });
  });

  describe('are chosen by keys', () => {
    it('as a range that follows the focus', async () => {
      page = await GridPage.withValidators(40);
      page.cell('v-3', 'Node').focus();
      await sendKeys({ press: 'Enter' });
      await pressKey('Shift+ArrowDown');
      await pressKey('Shift+ArrowDown');
      await isChosen('v-3', 'v-4', 'v-5');
      expect(page.focused).to.equal('v-5/Node');
      for (let times = 0; times < 3; times += 1) await pressKey('Shift+ArrowUp');
      await isChosen('v-2', 'v-3');
      await pressKey('Shift+Control+End');
      expect(page.element.selectedNodes).to.deep.equal(names(3, 40));
      expect(page.focused).to.equal('v-40/Age');
      await pressKey('Shift+PageUp');
      expect(page.element.selectedNodes.length).to.be.within(15, 37);
      expect(page.element.selectedNodes[0]).to.equal('v-3');
      await pressKey('ArrowUp');
      expect(page.element.selectedNodes[0], 'an arrow alone chooses nothing').to.equal('v-3');
    });

    it('besides others with Control and the space bar', async () => {
      page = await GridPage.withValidators(5);
      page.cell('v-1', 'Node').focus();
      await sendKeys({ press: ' ' });
      await pressKey('ArrowDown');
      await pressKey('ArrowDown');
      await pressKey('Control+Space');
      await isChosen('v-1', 'v-3');
      await pressKey('Control+Space');
      await isChosen('v-1');
      expect(heard.at(-1)).to.deep.equal({ nodeId: 'v-1', nodeIds: ['v-1'] });
    });

    it('all that are shown with Control and A, far rows among them, and it is said', async () => {
      page = await GridPage.withValidators(500);
      page.filterBy('-v-500');
      await page.until(() => page.rowCount === 499, '499 rows');
      page.cell('v-1', 'Node').focus();
      await pressKey('Control+a');
      await page.until(() => page.announced.includes('499 selected'), 'an announcement');
      expect(page.element.selectedNodes).to.deep.equal(names(1, 499));
      expect(heard).to.have.lengthOf(1);
      page.grid.scrollTop = 9_000;
      await page.until(() => page.names.includes('v-260'), 'other rows');
      expect(page.row('v-260').ariaSelected).to.equal('true');
      expect(page.grid.getAttribute('aria-multiselectable')).to.equal('true');
    });
  });

  describe('are counted', () => {
    it('under the rows, with a button that chooses none', async () => {
      page = await GridPage.withValidators(5);
      await pick('v-1');
      await page.drawn();
      expect(chosenNote(), 'one is seen').to.equal(undefined);
      await pick('v-3', 'Shift');
      await page.until(() => chosenNote() === '3 selected Clear', 'a note');
      expect(page.announced).to.contain('3 selected');
      page.find('[part=chosen] button').click();
      await isChosen();
      await page.until(() => chosenNote() === undefined, 'no note');
      expect(page.element.selectedNodes).to.deep.equal([]);
      expect(page.element.selectedNode).to.equal(undefined);
      expect(heard.at(-1)).to.deep.equal({ nodeId: '', nodeIds: [] });
    });

    it('also while a filter leaves them out, and come back with it', async () => {
      page = await GridPage.withValidators(5);
      await pick('v-1');
      await pick('v-3', 'Shift');
      await resetMouse();
      page.filterBy('v-2');
      await page.until(() => page.rowCount === 1, 'one row');
      expect(chosenNote()).to.equal('3 selected Clear');
      expect(page.element.selectedNodes).to.deep.equal(names(1, 3));
      page.filterBy('');
      await page.until(() => page.rowCount === 5, 'all rows');
      await isChosen('v-1', 'v-2', 'v-3');
    });
  });

  describe('are set by the page', () => {
    it('without an event, and a range goes on from there', async () => {
      page = await GridPage.withValidators(6);
      page.element.selectedNodes = ['v-5', 'v-3'];
      await isChosen('v-3', 'v-5');
      expect(page.element.selectedNode, 'the last one').to.equal('v-3');
      expect(heard).to.deep.equal([]);
      await pick('v-1', 'Shift');
      await isChosen('v-1', 'v-2', 'v-3');
    });

    it('one by its attribute, in place of those that were chosen', async () => {
      page = await GridPage.withValidators(6, { 'selected-node': 'v-2' });
      await isChosen('v-2');
      expect(page.element.selectedNodes).to.deep.equal(['v-2']);
      await pick('v-4', 'Shift');
      await isChosen('v-2', 'v-3', 'v-4');
      page.element.setAttribute('selected-node', 'v-6');
      await isChosen('v-6');
      expect(page.element.selectedNodes).to.deep.equal(['v-6']);
      page.element.removeAttribute('selected-node');
      await isChosen();
      expect(page.element.selectedNodes).to.deep.equal([]);
    });

    it('before they are there', async () => {
      page = await GridPage.withValidators(2);
      page.element.selectedNodes = ['v-9', 'v-1'];
      await isChosen('v-1');
      page.network.node('v-9', { values: { throughput: 1 } });
      await isChosen('v-1', 'v-9');
    });

    it('as anything: what is no list of texts chooses none, and rows go on', async () => {
      page = await GridPage.withValidators(3);
      for (const hostile of [null, undefined, 7, 'v-1', {}, [null, 7, {}]]) {
        page.element.selectedNodes = ['v-2'];
        await isChosen('v-2');
        page.element.selectedNodes = hostile as string[];
        await isChosen();
      }
      page.network.node('v-3', { values: { throughput: 900 } });
      await page.until(() => page.names[0] === 'v-3', 'v-3 on top');
    });
  });
});

describe('the order of aurigraph-node-grid', () => {
  beforeEach(async () => {
    await setViewport({ width: 1200, height: 800 });
    await resetMouse();
    page = await GridPage.withValidators(2);
    page.network.node('failing-few', { type: 'channel', state: 'ERROR', values: { throughput: 1, errorCount: 1 } });
    page.network.node('failing-many', { type: 'channel', state: 'ERROR', values: { throughput: 2, errorCount: 9 } });
    page.network.node('gone', { type: 'slim', state: 'OFFLINE', values: { errorCount: 50 } });
    page.network.node('v-2', { values: { errorCount: 3 } });
    await page.until(() => page.rowCount === 5, 'five rows');
  });

  afterEach(() => page.close());

  const errorsFirst = (): HTMLElement => page.find('[part=errors-first]');
  const numbers = (): (string | null | undefined)[] =>
    [...page.root.querySelectorAll('[role=columnheader] .order')].map((order) => order.ariaLabel);

  it('puts trouble first on one click, and goes back to what was before on another one', async () => {
    page.header('Node').click();
    await page.until(() => page.order.join() === 'Node ascending', 'an order by name');
    expect(errorsFirst().ariaPressed).to.equal('false');
    errorsFirst().click();
    await page.until(() => errorsFirst().ariaPressed === 'true', 'a pressed button');
    expect(page.names).to.deep.equal(['failing-many', 'failing-few', 'gone', 'v-2', 'v-1']);
    expect(page.order).to.deep.equal(['State ascending', 'Errors descending']);
    expect(page.announced).to.equal('Sorted by State, ascending, then by Errors, descending.');
    page.network.node('v-1', { state: 'FAILED', values: { errorCount: 5 } });
    await page.until(() => page.names[1] === 'v-1', 'what fails now');
    errorsFirst().click();
    await page.until(() => page.order.join() === 'Node ascending', 'the order from before');
    expect(page.names).to.deep.equal(['failing-few', 'failing-many', 'gone', 'v-1', 'v-2']);
    expect(errorsFirst().ariaPressed).to.equal('false');
  });

  it('shows rows from the top then', async () => {
    page.network.validators(200);
    await page.until(() => page.rowCount === 203, 'many rows');
    page.grid.scrollTop = 4_000;
    await page.until(() => !page.names.includes('v-1'), 'other rows');
    errorsFirst().click();
    await page.until(() => page.names[0] === 'failing-many', 'trouble on top');
    expect(page.grid.scrollTop).to.equal(0);
  });

  it('is of several columns with Shift, by hand and by key, with numbers that say their place', async () => {
    page.header('Type').click();
    await page.until(() => page.order.join() === 'Type ascending', 'an order by type');
    expect(numbers(), 'one needs no number').to.deep.equal([]);
    await click(page.header('Errors'), 'Shift');
    await page.until(() => page.order.join() === 'Type ascending,Errors descending', 'an order by both');
    expect(page.announced).to.equal('Sorted by Type, ascending, then by Errors, descending.');
    expect(numbers()).to.deep.equal(['1. in the order', '2. in the order']);
    expect(page.names).to.deep.equal(['failing-many', 'failing-few', 'gone', 'v-2', 'v-1']);
    page.header('Node').focus();
    await pressKey('Shift+Enter');
    await page.until(() => page.order.length === 3, 'an order by three');
    expect(page.order[2]).to.equal('Node ascending');
    page.header('Type').focus();
    await pressKey('Shift+Enter');
    await page.until(() => page.order[0] === 'Type descending', 'the first one turned');
    expect(page.order).to.deep.equal(['Type descending', 'Errors descending', 'Node ascending']);
    expect(page.names).to.deep.equal(['v-2', 'v-1', 'gone', 'failing-many', 'failing-few']);
    await sendKeys({ press: 'Enter' });
    await page.until(() => page.order.length === 1, 'one again');
    expect(page.order).to.deep.equal(['Type ascending']);
    expect(page.announced).to.equal('Sorted by Type, ascending.');
  });

  it('is read from attributes with several columns', async () => {
    page.element.setAttribute('sort', 'type errors');
    page.element.setAttribute('direction', 'desc asc');
    await page.until(() => page.order.join() === 'Type descending,Errors ascending', 'both');
    expect(page.names).to.deep.equal(['v-2', 'v-1', 'gone', 'failing-few', 'failing-many']);
  });
});
