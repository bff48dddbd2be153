import { expect } from '@open-wc/testing';
import { resetMouse, sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import type { NodeSelectDetail } from '../../src/elements/node-grid/node-grid.js';
import { GridPage } from '../support/node-grid-page.js';

async function point(target: Element): Promise<void> {
  const { x, y, width, height } = target.getBoundingClientRect();
  await sendMouse({ type: 'move', position: [Math.round(x + width / 2), Math.round(y + height / 2)] });
}

/** Presses a key, or a combination such as Control+End. */
async function pressKey(combination: string): Promise<void> {
  const keys = combination.split('+');
  const last = keys.pop() ?? '';
  for (const key of keys) await sendKeys({ down: key });
  await sendKeys({ press: last });
  for (const key of keys) await sendKeys({ up: key });
}

let page: GridPage;

describe('aurigraph-node-grid under hand and keyboard', () => {
  beforeEach(async () => {
    await setViewport({ width: 1200, height: 800 });
    await resetMouse();
  });

  afterEach(() => page.close());

  describe('holding still', () => {
    it('keeps rows in their places under the pointer, says so, and ends with Escape', async () => {
      page = await GridPage.withValidators(3);
      await point(page.row('v-2'));
      await page.until(() => page.text.includes('Holding still'), 'a note');
      page.network.node('v-3', { values: { throughput: 1_000 } });
      await page.until(() => page.cell('v-3', 'Throughput').textContent === '1,000', 'the new value');
      expect(page.names).to.deep.equal(['v-1', 'v-2', 'v-3']);
      await sendKeys({ press: 'Escape' });
      await page.until(() => page.names[0] === 'v-3', 'v-3 on top');
      expect(page.text).not.to.contain('Holding still');
    });

    it('ends when the pointer leaves', async () => {
      page = await GridPage.withValidators(3);
      await point(page.row('v-2'));
      await page.until(() => page.text.includes('Holding still'), 'a note');
      page.network.node('v-3', { values: { throughput: 1_000 } });
      await resetMouse();
      await page.until(() => page.names[0] === 'v-3', 'v-3 on top');
    });

    it('holds for the focus, too, and ends with the button', async () => {
      page = await GridPage.withValidators(3);
      page.cell('v-1', 'Node').focus();
      await page.until(() => page.text.includes('Holding still'), 'a note');
      page.network.node('v-3', { values: { throughput: 1_000 } });
      await page.drawn();
      expect(page.names[0]).to.equal('v-1');
      page.find<HTMLButtonElement>('[part=holding] button').click();
      await page.until(() => page.names[0] === 'v-3', 'v-3 on top');
    });
  });

  describe('keyboard', () => {
    it('walks the cells as a grid does, with one stop in the tab order', async () => {
      page = await GridPage.withValidators(100);
      const press = async (...keys: string[]): Promise<string> => {
        for (const key of keys) await pressKey(key);
        return page.focused;
      };
      page.header('Node').focus();
      expect(await press('ArrowDown')).to.equal('v-1/Node');
      expect(await press('ArrowRight', 'ArrowRight', 'ArrowDown')).to.equal('v-2/State');
      expect(await press('End')).to.equal('v-2/Age');
      expect(await press('ArrowRight')).to.equal('v-2/Age');
      expect(await press('Home')).to.equal('v-2/Node');
      expect(await press('PageDown')).to.equal('v-13/Node');
      expect(await press('PageUp')).to.equal('v-2/Node');
      expect(await press('Control+End')).to.equal('v-100/Age');
      expect(await press('ArrowDown')).to.equal('v-100/Age');
      expect(await press('Control+Home')).to.equal('v-1/Node');
      expect(await press('ArrowUp')).to.equal('header/Node');
      expect(await press('ArrowUp')).to.equal('header/Node');
      expect(page.root.querySelectorAll('[role=grid] [tabindex="0"]')).to.have.lengthOf(1);
    });

    it('keeps the focused row in sight and drawn when the box is scrolled away from it', async () => {
      page = await GridPage.withValidators(1_000);
      page.cell('v-1', 'Node').focus();
      page.grid.scrollTop = 20_000;
      await page.until(() => page.names.includes('v-560'), 'other rows');
      expect(page.focused).to.equal('v-1/Node');
      await sendKeys({ press: 'ArrowDown' });
      expect(page.focused).to.equal('v-2/Node');
      const box = page.grid.getBoundingClientRect();
      expect(page.row('v-2').getBoundingClientRect().top).to.be.within(box.top, box.bottom);
    });

    it('has rows in the order in which they are seen, for those who read them one by one', async () => {
      page = await GridPage.withValidators(50);
      page.cell('v-3', 'Node').focus();
      await page.drawn();
      page.header('Node').click();
      await page.drawn();
      page.cell('v-4', 'Node').focus();
      page.network.node('v-4', { values: { throughput: 1 } });
      await page.drawn();
      const inDocument = [...page.find('[part=rows]').children].map((row) => Number(row.ariaRowIndex));
      expect(inDocument).to.deep.equal([...inDocument].sort((a, b) => a - b));
    });
  });

  describe('selection and focus', () => {
    it('a click or a key chooses a node and tells the page', async () => {
      page = await GridPage.withValidators(3);
      const chosen: NodeSelectDetail[] = [];
      const listener = (event: CustomEvent<NodeSelectDetail>): void => void chosen.push(event.detail);
      document.addEventListener('aurigraph-node-select', listener);
      page.cell('v-2', 'State').click();
      await page.until(() => page.row('v-2').ariaSelected === 'true', 'a selected row');
      page.cell('v-3', 'Node').focus();
      await sendKeys({ press: ' ' });
      document.removeEventListener('aurigraph-node-select', listener);
      expect(chosen).to.deep.equal([
        { nodeId: 'v-2', nodeIds: ['v-2'] },
        { nodeId: 'v-3', nodeIds: ['v-3'] },
      ]);
      await page.until(() => page.row('v-3').part.contains('selected'), 'the other row selected');
      expect(page.row('v-2').ariaSelected).to.equal('false');
      expect(page.element.selectedNode).to.equal('v-3');
    });

    it('stay with the node while rows move', async () => {
      page = await GridPage.withValidators(3);
      page.cell('v-3', 'State').click();
      page.cell('v-3', 'State').focus();
      await sendKeys({ press: 'Escape' });
      page.network.node('v-3', { values: { throughput: 1_000 } });
      await page.until(() => page.names[0] === 'v-3', 'v-3 on top');
      expect(page.focused).to.equal('v-3/State');
      expect(page.row('v-3').ariaSelected).to.equal('true');
    });

    it('the focus goes to the next row when its node is gone', async () => {
      page = await GridPage.withValidators(3);
      page.cell('v-2', 'State').focus();
      page.network.session.live.removeNode('v-2');
      await page.until(() => page.rowCount === 2, 'two rows');
      expect(page.focused).to.equal('v-3/State');
      page.network.session.live.removeNode('v-3');
      page.network.session.live.removeNode('v-1');
      await page.until(() => page.rowCount === 0, 'no rows');
      expect(page.focused).to.equal('header/State');
    });
  });
});
