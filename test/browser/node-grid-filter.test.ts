import { expect } from '@open-wc/testing';
import { resetMouse, sendKeys, setViewport } from '@web/test-runner-commands';
import { GridPage, TestNetwork } from '../support/node-grid-page.js';

let page: GridPage;

describe('aurigraph-node-grid with a filter that is an expression', () => {
  beforeEach(async () => {
    await setViewport({ width: 1200, height: 800 });
    await resetMouse();
  });

  afterEach(() => page.close());

  const box = (): HTMLInputElement => page.find<HTMLInputElement>('[part~=filter]');
  const problem = (): string | undefined =>
    page.root.querySelector('[part=filter-problem]')?.textContent?.replaceAll(/\s+/g, ' ').trim();

  it('compares figures, and rows come and go as their values do', async () => {
    page = await GridPage.withValidators(12);
    page.filterBy('throughput > 100 state:follower');
    await page.until(() => page.names.join() === 'v-1,v-2', 'the busiest');
    expect(page.text).to.contain('2 of 12 nodes');
    page.network.node('v-9', { values: { throughput: 105 } });
    page.network.node('v-2', { state: 'ERROR' });
    await page.until(() => page.names.join() === 'v-1,v-9', 'v-9 in place of v-2');
  });

  it('lets through what one of several alternatives lets through', async () => {
    page = await GridPage.withValidators(12);
    page.filterBy('throughput >= 120, v-12');
    await page.until(() => page.names.join() === 'v-1,v-12', 'both');
  });

  it('says what cannot be read and where, once the typing rests, and keeps what was shown', async () => {
    page = await GridPage.withValidators(12);
    page.filterBy('v-1');
    await page.until(() => page.rowCount === 4, 'four rows');
    const { height, top } = page.grid.getBoundingClientRect();
    page.filterBy('v-1 thruput > 5');
    await page.drawn();
    expect(problem(), 'while somebody types').to.equal(undefined);
    const sentence = '“thruput” is no figure of a node. Try throughput > 5000 or errorCount > 0. Character 5.';
    await page.until(() => problem() === sentence, 'a sentence');
    expect(page.rowCount).to.equal(4);
    expect(page.announced).to.contain(sentence);
    expect(box().ariaInvalid ?? box().getAttribute('aria-invalid')).to.equal('true');
    expect(box().getAttribute('aria-describedby')).to.equal(page.find('[part=filter-problem]').id);
    expect(page.grid.getBoundingClientRect().height, 'nothing moves').to.equal(height);
    expect(page.grid.getBoundingClientRect().top).to.equal(top);
    box().focus();
    await sendKeys({ press: 'End' });
    await sendKeys({ press: 'Backspace' });
    expect(problem(), 'while somebody goes on').to.equal(undefined);
    page.filterBy('v-1 throughput > 5');
    await page.until(() => page.announced.includes('4 nodes match.'), 'the number of matches');
    expect(problem()).to.equal(undefined);
    expect(box().getAttribute('aria-invalid')).to.equal('false');
  });

  it('says at once what is wrong with the attribute', async () => {
    page = await GridPage.withValidators(3, { filter: 'throughput > 5,000' });
    await page.until(() => problem()?.startsWith('“5,000” is no number.') === true, 'a sentence');
    expect(page.rowCount).to.equal(3);
    page.element.filter = 'throughput > 20';
    await page.until(() => page.rowCount === 1, 'a row');
    expect(problem()).to.equal(undefined);
  });

  it('goes on with a count that is pressed while it cannot be read', async () => {
    page = await GridPage.open(TestNetwork.accepting());
    page.network.node('a', { state: 'ERROR' });
    page.network.node('b', { state: 'IDLE' });
    await page.until(() => page.rowCount === 2, 'two rows');
    page.filterBy('"a');
    await page.until(() => problem()?.includes('The quote does not end.') === true, 'a sentence');
    page.count('failing').click();
    await page.until(() => page.names.join() === 'a', 'the failing node');
    expect(box().value).to.equal('state:failing');
    expect(problem()).to.equal(undefined);
    expect(page.count('failing').ariaPressed).to.equal('true');
  });

  it('has the sentence inside a narrow column, over the rows', async () => {
    page = await GridPage.withValidators(3, { filter: `${'x'.repeat(180)} > 5` });
    page.element.style.inlineSize = '320px';
    await page.until(() => problem() !== undefined, 'a sentence');
    await page.drawn();
    const sentence = page.find('[part=filter-problem]').getBoundingClientRect();
    const panel = page.element.getBoundingClientRect();
    expect(sentence.left).to.be.at.least(panel.left);
    expect(sentence.right).to.be.at.most(panel.right);
    expect(
      page.root.elementFromPoint(sentence.left + 8, sentence.bottom - 4)?.closest('[part=filter-problem]'),
    ).not.to.equal(null);
  });
});
