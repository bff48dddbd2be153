import { expect } from '@open-wc/testing';
import { resetMouse, sendKeys, setViewport } from '@web/test-runner-commands';
import type { GridViewDetail } from '../../src/elements/node-grid/node-grid.js';
import type { SessionOptions } from '../../src/session/session.js';
import { memoryKeyValueStore, MemoryRecords } from '../../src/storage/index.js';
import { click, drag, middleOf, pressKey } from '../support/hands.js';
import { ManualClock } from '../support/manual-clock.js';
import { GridPage, TestNetwork } from '../support/node-grid-page.js';

let page: GridPage;

/** What the sessions of one browser profile share. */
function profile(): SessionOptions {
  return {
    namespace: `node-grid-view-${crypto.randomUUID()}`,
    storage: { keyValue: memoryKeyValueStore(), records: new MemoryRecords() },
  };
}

const WITHOUT_QUEUE = 'Node,Type,State,Throughput,Last minute,Success,Messages,Errors,Latency,Age'.split(',');

/** A store that answers when a test says so. */
class LateRecords extends MemoryRecords {
  /** How many questions wait for an answer. */
  asked = 0;
  isLate = false;
  #answers: { resolve(): void; reject(reason: unknown): void }[] = [];

  override async read(keys: readonly string[]): Promise<readonly unknown[]> {
    if (this.isLate) {
      this.asked += 1;
      await new Promise<void>((resolve, reject) => this.#answers.push({ resolve, reject }));
    }
    return super.read(keys);
  }

  answer(): void {
    this.isLate = false;
    for (const { resolve } of this.#answers.splice(0)) resolve();
  }

  fail(): void {
    for (const { reject } of this.#answers.splice(0)) reject(new Error('No answer.'));
  }
}

/** What the page heard of other views. */
function heardOn(target: EventTarget): string[] {
  const heard: string[] = [];
  target.addEventListener('aurigraph-view-change', (event) =>
    heard.push((event as CustomEvent<GridViewDetail>).detail.view),
  );
  return heard;
}

/** Opens a grid with three validators in a session of its own, as a tab does. */
async function openTab(options: SessionOptions, attributes: Readonly<Record<string, string>> = {}): Promise<GridPage> {
  const opened = await GridPage.open(TestNetwork.accepting(options), attributes);
  opened.network.validators(3);
  await opened.until(() => opened.rows.length > 0, 'rows');
  return opened;
}

describe('the view of aurigraph-node-grid', () => {
  beforeEach(async () => {
    await setViewport({ width: 1200, height: 800 });
    await resetMouse();
  });

  afterEach(() => page.close());

  const rowHeight = (grid = page): number => grid.rows[0]?.offsetHeight ?? 0;

  /** Makes about every choice that there is. */
  async function choose(): Promise<void> {
    await page.openView();
    page.choice('Queue').click();
    page.choice('Votes cast').click();
    page.panelButton('Move Errors forward').click();
    page.choice('Type', 'Group by').click();
    page.choice('compact', 'Rows').click();
    page.find('[part=view-panel]').hidePopover();
    await page.until(() => page.columns.includes('Votes cast'), 'other columns');
    page.header('Errors').click();
    await click(page.header('Node'), 'Shift');
    const edge = middleOf(page.header('Messages').querySelector('.grip') ?? page.header('Messages'));
    await drag(edge, [edge[0] + 40, edge[1]]);
    page.filterBy('v- type:validator');
    await page.until(() => page.order.length === 2 && rowHeight() === 28, 'what was chosen');
  }

  /** What is seen of it. */
  const seen = (grid: GridPage): unknown => ({
    columns: grid.columns,
    order: grid.order,
    names: grid.names,
    role: grid.grid.role,
    height: rowHeight(grid),
    messages: grid.header('Messages').offsetWidth,
    filter: grid.find<HTMLInputElement>('[part~=filter]').value,
  });

  describe('as a text', () => {
    it('makes another grid show the same, and says the same there', async () => {
      page = await GridPage.withValidators(3);
      await choose();
      const { view } = page.element;
      const other = await page.beside({ 'view-name': '' });
      await other.until(() => other.columns.includes('Latency'), 'a grid of its own');
      expect(seen(other)).not.to.deep.equal(seen(page));
      other.element.view = view;
      await other.until(() => other.element.view === view, 'the same view');
      await other.until(() => other.names.length === page.names.length, 'the same rows');
      expect(seen(other)).to.deep.equal(seen(page));
      const third = await page.beside({ 'view-name': '', view });
      await third.until(() => third.names.length === page.names.length, 'rows');
      expect(seen(third), 'in the attribute').to.deep.equal(seen(page));
    });

    it('fits into an address as it is, whatever the filter says', async () => {
      page = await GridPage.withValidators(3);
      await choose();
      page.filterBy('"<b>&é %41" , throughput > 5*_.-');
      await page.drawn();
      const { view } = page.element;
      expect(view).to.match(/^columns\.node\..*\*sort\.errors-desc\.node\*group\.type\*density\.compact\*filter\./);
      expect(encodeURIComponent(view)).to.equal(view);
      expect(new URLSearchParams({ view }).toString()).to.equal(`view=${view}`);
      const other = await page.beside({ 'view-name': '', view });
      expect(other.element.filter).to.equal('"<b>&é %41" , throughput > 5*_.-');
    });

    it('leaves alone what it does not say', async () => {
      page = await GridPage.withValidators(3, { density: 'compact', sort: 'node' });
      page.element.view = 'group.type';
      await page.until(() => page.grid.role === 'treegrid', 'groups');
      expect(page.order).to.deep.equal(['Node ascending']);
      expect(rowHeight()).to.equal(28);
      page.element.view = '';
      await page.drawn();
      expect(page.grid.role).to.equal('treegrid');
    });

    it('says that there are no groups where it says the part and no column', async () => {
      page = await GridPage.withValidators(3, { 'group-by': 'type' });
      page.element.view = 'group';
      await page.until(() => page.grid.role === 'grid', 'no groups');
    });

    it('may be anything: what is known of it counts, the rest is told once and passed over', async () => {
      const warnings: string[] = [];
      const { warn } = console;
      console.warn = (text: string) => warnings.push(text);
      try {
        page = await GridPage.withValidators(3);
        const hostile: unknown[] = [
          '<img src=x onerror=alert(1)>',
          null,
          undefined,
          {},
          Number.NaN,
          '*'.repeat(100_000),
          'columns.__proto__.constructor-50.node-off-99999999',
          'sort.detail.trend.__proto__-desc',
          'group.constructor',
          'group.throughput',
          'density.huge',
          'filter._',
          'filter.%E0%A4%A',
        ];
        for (const text of hostile) {
          page.element.view = text as string;
          await page.element.updateComplete;
        }
        page.element.view = 'sort.__proto__.errors-desc.nothing*columns.node.errors-77.hacked*evil.1';
        await page.until(() => page.header('Errors').offsetWidth === 77, 'the width of Errors');
      } finally {
        console.warn = warn;
      }
      expect(page.columns[0]).to.equal('Node');
      expect(page.order).to.deep.equal(['Errors descending']);
      expect(page.grid.role).to.equal('grid');
      expect(page.root.querySelector('img')).to.equal(null);
      expect(warnings[0]).to.contain('passed over: <img src=x onerror=alert(1)>');
      expect(
        warnings.filter((text) => text.includes('passed over')),
        'once',
      ).to.have.lengthOf(1);
    });
  });

  describe('aurigraph-view-change', () => {
    it('tells the page of each choice of a person, with the view as it is then', async () => {
      page = await GridPage.withValidators(3);
      const heard = heardOn(document);
      const expectNext = async (part: string): Promise<void> => {
        const before = heard.length;
        await page.until(() => heard.length > before, `news of ${part}`);
        await page.drawn();
        expect(heard).to.have.lengthOf(before + 1);
        expect(heard.at(-1)).to.contain(part);
        expect(heard.at(-1)).to.equal(page.element.view);
      };
      const after = async (act: () => void, part: string): Promise<void> => {
        const told = expectNext(part);
        act();
        await told;
      };
      await page.openView();
      await after(() => page.header('Errors').click(), 'sort.errors-desc');
      await after(() => page.choice('Type', 'Group by').click(), 'group.type');
      await after(() => page.choice('compact', 'Rows').click(), 'density.compact');
      await after(() => page.choice('Queue').click(), 'queue-off');
      await after(() => page.panelButton('Move Errors forward').click(), 'errors.messages');
      await after(() => page.find('[part=errors-first]').click(), 'sort.state.errors-desc');
      await after(() => page.panelButton('Reset view').click(), 'sort.throughput-desc');
      expect(page.element.view).to.equal('sort.throughput-desc');
    });

    it('is not told where the page itself sets something', async () => {
      page = await GridPage.withValidators(3);
      const heard = heardOn(page.element);
      page.element.view = 'columns.node.errors*sort.errors*density.compact';
      page.element.sort = 'node';
      page.element.groupBy = 'type';
      await page.until(() => page.grid.role === 'treegrid', 'groups');
      await page.drawn();
      expect(heard).to.deep.equal([]);
    });
  });

  describe('that a person chose', () => {
    it('is there again in the next grid, and in the next tab, but for the filter', async () => {
      const options = profile();
      page = await openTab(options);
      await choose();
      const expected = { ...(seen(page) as object), filter: '' };
      const next = await page.beside();
      await next.until(() => next.names.length === 4 && rowHeight(next) === 28, 'the same view');
      expect(seen(next)).to.deep.equal(expected);
      const tab = await openTab(options);
      try {
        await tab.until(() => tab.columns.includes('Votes cast') && rowHeight(tab) === 28, 'the same view');
        await tab.until(() => tab.names.length === 4, 'rows in a group');
        expect(seen(tab)).to.deep.equal(expected);
      } finally {
        tab.close();
      }
    });

    it('comes over what the page set in attributes, also where it is that there are no groups', async () => {
      const attributes = { 'group-by': 'type', sort: 'node', density: 'compact' };
      page = await GridPage.withValidators(3, attributes);
      await page.openView();
      page.choice('nothing', 'Group by').click();
      page.choice('comfortable', 'Rows').click();
      page.header('Errors').click();
      await page.until(() => page.grid.role === 'grid', 'no groups');
      const next = await page.beside(attributes);
      await next.until(() => next.rows.length === 3 && next.grid.role === 'grid', 'no groups');
      expect(next.order).to.deep.equal(['Errors descending']);
      expect(rowHeight(next)).to.equal(36);
    });

    it('is kept for grids of its name, and under no name for none', async () => {
      page = await GridPage.withValidators(3, { 'view-name': 'rack 7' });
      page.header('Errors').click();
      await page.until(() => page.order[0] === 'Errors descending', 'another order');
      const same = await page.beside({ 'view-name': 'rack 7' });
      await same.until(() => same.order[0] === 'Errors descending', 'the same order');
      const nameless = await page.beside({ 'view-name': '' });
      nameless.header('Node').click();
      await nameless.until(() => nameless.order[0] === 'Node ascending', 'an order by name');
      const others = [await page.beside({ 'view-name': '' }), await page.beside()];
      // Nothing is restored later: the session has answered by then.
      await page.network.session.preferences.getPreference('anything');
      for (const other of others) {
        await other.drawn();
        expect(other.order).to.deep.equal(['Throughput descending']);
      }
      expect(same.order).to.deep.equal(['Errors descending']);
    });

    it('is gone after a reset, which gives back what the page had set', async () => {
      const attributes = { sort: 'node', direction: 'desc', 'group-by': 'type', density: 'compact' };
      page = await GridPage.withValidators(3, attributes);
      const before = seen(page);
      await page.openView();
      expect(page.panelButton('Reset view').ariaDisabled).to.equal('true');
      page.choice('Queue').click();
      page.choice('State', 'Group by').click();
      page.choice('comfortable', 'Rows').click();
      await page.until(() => !page.columns.includes('Queue'), 'no Queue');
      page.header('Errors').click();
      await page.until(() => rowHeight() === 36 && page.order[0] === 'Errors descending', 'another view');
      page.panelButton('Reset view').click();
      await page.until(() => page.columns.includes('Queue') && rowHeight() === 28, 'the view from before');
      expect(seen(page)).to.deep.equal(before);
      expect(page.panelButton('Reset view').ariaDisabled).to.equal('true');
      page.element.style.inlineSize = '700px';
      await page.until(() => page.columns.length === 6, 'columns that leave where there is no room');
      const next = await page.beside();
      await page.network.session.preferences.getPreference('anything');
      await next.drawn();
      expect(next.order).to.deep.equal(['Throughput descending']);
      expect(next.columns).to.include('Queue');
    });

    it('arrives in another tab, and so does its reset', async () => {
      const options = profile();
      page = await openTab(options);
      const tab = await openTab(options);
      try {
        tab.header('Errors').click();
        await tab.openView();
        tab.choice('Queue').click();
        await page.until(() => !page.columns.includes('Queue'), 'no Queue');
        await page.until(() => page.order[0] === 'Errors descending', 'the order of the other tab');
        tab.panelButton('Reset view').click();
        await page.until(() => page.columns.includes('Queue'), 'Queue');
        await page.until(() => page.order[0] === 'Throughput descending', 'its own order');
      } finally {
        tab.close();
      }
    });

    it('moves columns of an open panel, and leaves the focus where it is', async () => {
      page = await GridPage.withValidators(3);
      await page.openView();
      const arrow = page.panelButton('Move Errors forward');
      arrow.focus();
      for (const columns of ['Errors,Type,State', 'Type,State,Errors', 'State,Errors,Type', 'Type,Errors,State']) {
        // As another tab does, which cannot have its panel open in this document.
        const view = `columns.node.${columns.toLowerCase().replaceAll(',', '.')}`;
        await page.network.session.preferences.savePreference('grid-view:nodes', view);
        const moved = (): string[] => page.columns.filter((column) => columns.split(',').includes(column));
        await page.until(() => moved().join() === columns, columns);
        expect(page.hasFocus(arrow), columns).to.equal(true);
      }
    });

    it('arrives in another grid of its name on the same page, and so does its reset', async () => {
      page = await GridPage.withValidators(3, { sort: 'node', density: 'compact' });
      const other = await page.beside({ sort: 'latency' });
      await other.until(() => other.order[0] === 'Latency descending', 'the order of its page');
      const [here, there] = [heardOn(page.element), heardOn(other.element)];
      const saved: string[] = [];
      page.network.session.preferences.subscribe(({ name }) => saved.push(name));
      page.header('Errors').click();
      await page.openView();
      page.choice('Queue').click();
      await other.until(() => !other.columns.includes('Queue'), 'no Queue');
      await other.until(() => other.order[0] === 'Errors descending', 'the order of the first one');
      expect(rowHeight(other), 'what nobody chose').to.equal(36);
      other.header('Node').click();
      await page.until(() => page.order[0] === 'Node ascending', 'the order of the other one');
      page.panelButton('Reset view').click();
      await other.until(() => other.columns.includes('Queue'), 'Queue');
      await other.until(() => other.order[0] === 'Latency descending', 'the order of its page');
      expect(page.order).to.deep.equal(['Node ascending']);
      await page.network.session.preferences.getPreference('anything');
      await page.drawn();
      // Each hears of what was done to it, and each choice is kept once.
      expect(here).to.have.lengthOf(3);
      expect(there).to.have.lengthOf(1);
      expect(saved).to.have.lengthOf(4);
    });

    it('after a reset is all that other grids of its name are left with', async () => {
      page = await GridPage.withValidators(3);
      const other = await page.beside();
      await page.openView();
      page.header('Errors').click();
      page.choice('Queue').click();
      await other.until(() => !other.columns.includes('Queue'), 'no Queue');
      expect(other.order).to.deep.equal(['Errors descending']);
      page.panelButton('Reset view').click();
      page.choice('compact', 'Rows').click();
      await other.until(() => rowHeight(other) === 28, 'lower rows');
      expect(other.columns).to.include('Queue');
      expect(other.order).to.deep.equal(['Throughput descending']);
    });

    it('leaves a grid alone whose view the page gave, and one of another name', async () => {
      page = await GridPage.withValidators(3);
      const given = await page.beside({ view: 'sort.node' });
      const named = await page.beside({ 'view-name': 'other' });
      const follower = await page.beside();
      page.header('Errors').click();
      await follower.until(() => follower.order[0] === 'Errors descending', 'the order of the first one');
      await page.drawn();
      expect(given.order).to.deep.equal(['Node ascending']);
      expect(named.order).to.deep.equal(['Throughput descending']);
      given.header('Latency').click();
      await follower.until(() => follower.order[0] === 'Latency descending', 'what was chosen in the grid with a view');
      expect(page.order).to.deep.equal(['Latency descending']);
    });

    describe('before it is read', () => {
      let records: LateRecords;
      let clock: ManualClock;

      /** A page with a grid in which somebody chose something, and another one that comes to it. */
      async function openNext(attributes: Readonly<Record<string, string>> = {}): Promise<GridPage> {
        records = new LateRecords();
        clock = new ManualClock();
        page = await openTab({ clock, storage: { keyValue: memoryKeyValueStore(), records } });
        await page.openView();
        page.choice('Queue').click();
        await page.network.session.preferences.getPreference('grid-view:nodes');
        records.isLate = true;
        return page.beside(attributes);
      }

      const isSeen = (grid: GridPage): boolean => getComputedStyle(grid.grid).visibility === 'visible';

      it('shows no row in columns that do not stay', async () => {
        const next = await openNext();
        await next.until(() => next.rows.length === 3, 'rows');
        await next.drawn();
        expect(isSeen(next)).to.equal(false);
        expect(records.asked, 'late answers').to.be.greaterThan(0);
        records.answer();
        const seen: string[] = [];
        await next.until(() => {
          if (isSeen(next)) seen.push(next.columns.join());
          return seen.length > 3;
        }, 'rows that are seen');
        expect(new Set(seen)).to.deep.equal(new Set([WITHOUT_QUEUE.join()]));
      });

      it('shows rows as the page wants them where it cannot be read', async () => {
        const next = await openNext();
        await next.until(() => records.asked > 0, 'a question');
        records.fail();
        await next.until(() => isSeen(next), 'rows that are seen');
        expect(next.columns).to.include('Queue');
      });

      it('shows rows as the page wants them after half a second, and the view once it is there', async () => {
        const next = await openNext();
        await next.until(() => next.rows.length === 3, 'rows');
        clock.advance(499);
        await next.drawn();
        expect(isSeen(next)).to.equal(false);
        clock.advance(1);
        await next.until(() => isSeen(next), 'rows that are seen');
        expect(next.columns).to.include('Queue');
        records.answer();
        await next.until(() => !next.columns.includes('Queue'), 'no Queue');
      });

      it('waits for nothing where the page gave a view, or nothing is kept', async () => {
        const next = await openNext({ 'view-name': '' });
        expect(isSeen(next)).to.equal(true);
        expect(isSeen(await page.beside({ view: 'sort.node' }))).to.equal(true);
        expect(isSeen(await page.beside())).to.equal(false);
      });
    });

    it('of another name in another tab changes nothing', async () => {
      const options = profile();
      page = await openTab(options);
      const tab = await openTab(options, { 'view-name': 'other' });
      const heard: string[] = [];
      page.network.session.preferences.subscribe(({ name, origin }) => heard.push(`${name} ${origin}`));
      try {
        tab.header('Errors').click();
        await page.until(() => heard.length > 0, 'news from the other tab');
        await page.network.session.preferences.getPreference('anything');
        await page.drawn();
        expect(page.order).to.deep.equal(['Throughput descending']);
      } finally {
        tab.close();
      }
    });
  });

  describe('in its panel', () => {
    it('is chosen by keyboard; Escape closes it and gives the focus back to its button', async () => {
      page = await GridPage.withValidators(3);
      const button = page.find('[part=view-button]');
      const panel = page.find('[part=view-panel]');
      expect(panel.matches(':popover-open')).to.equal(false);
      button.focus();
      await sendKeys({ press: 'Enter' });
      await page.until(() => panel.matches(':popover-open') && panel.querySelector('input') !== null, 'a panel');
      expect(panel.role).to.equal('dialog');
      expect(panel.ariaLabel).to.equal('View');
      await pressKey('Tab');
      expect(page.hasFocus(page.choice('Type'))).to.equal(true);
      await sendKeys({ press: ' ' });
      await page.until(() => !page.columns.includes('Type'), 'no Type');
      expect(page.hasFocus(page.choice('Type'))).to.equal(true);
      page.choice('nothing', 'Group by').focus();
      await sendKeys({ press: 'ArrowDown' });
      await page.until(() => page.grid.role === 'treegrid', 'groups');
      await sendKeys({ press: 'Escape' });
      await page.until(() => !panel.matches(':popover-open'), 'no panel');
      expect(page.hasFocus(button)).to.equal(true);
      await sendKeys({ press: 'Enter' });
      await page.until(() => page.panelButton('Reset view').ariaDisabled === 'false', 'the panel again');
      expect(page.choice('Type').checked).to.equal(false);
      expect(page.choice('Type', 'Group by').checked).to.equal(true);
    });

    it('lies inside the window beside its button, also in a small one', async () => {
      page = await GridPage.withValidators(3);
      for (const [width, height] of [
        [1200, 800],
        [360, 640],
      ] as const) {
        await setViewport({ width, height });
        const panel = await page.openView();
        await page.drawn();
        const { left, right, top, bottom } = panel.getBoundingClientRect();
        expect(Math.min(left, top)).to.be.at.least(0);
        expect(right).to.be.at.most(width);
        expect(bottom).to.be.at.most(height);
        expect(right - left).to.be.at.least(250);
        panel.hidePopover();
      }
    });

    it('is accessible', async () => {
      page = await GridPage.withValidators(3);
      await page.openView();
      await expect(page.element).to.be.accessible();
    });
  });
});
