import { expect } from '@open-wc/testing';
import { resetMouse, sendKeys, setViewport } from '@web/test-runner-commands';
import { createConfiguration } from '../../src/domain/configuration.js';
import { createNodeConfiguration } from '../../src/domain/node-config.js';
import { defaultSettings } from '../../src/domain/settings.js';
import { ManualClock } from '../support/manual-clock.js';
import { GridPage, TestNetwork } from '../support/node-grid-page.js';

let page: GridPage;

/** Whether a change of a value is to be seen. */
function isMarked(cell: HTMLElement): boolean {
  const value = cell.querySelector('.value');
  return value !== null && getComputedStyle(value).backgroundColor !== 'rgba(0, 0, 0, 0)';
}

describe('aurigraph-node-grid', () => {
  beforeEach(async () => {
    await setViewport({ width: 1200, height: 800 });
    await resetMouse();
  });

  afterEach(() => page.close());

  describe('rows', () => {
    it('show every node, the busiest first and unknown values last', async () => {
      page = await GridPage.open(TestNetwork.accepting());
      page.network.node('quiet', { type: 'slim', state: 'STREAMING' });
      page.network.node('slow', {
        type: 'business',
        state: 'IDLE',
        values: { throughput: 3.14, totalMessages: 1_234_567 },
      });
      page.network.node('fast', { type: 'channel', state: 'OVERLOAD', values: { throughput: 9_702.6, errorCount: 4 } });
      await page.until(() => page.rows.length === 3, 'three rows');
      expect(page.names).to.deep.equal(['fast', 'slow', 'quiet']);
      expect(page.cell('fast', 'Throughput').textContent).to.equal('9,703');
      expect(page.cell('slow', 'Throughput').textContent).to.equal('3.1');
      expect(page.cell('slow', 'Messages').textContent).to.equal('1,234,567');
      expect(page.cell('quiet', 'Throughput').textContent).to.equal('–');
    });

    it('explain themselves on hover: exact values, the backend’s own word, why there is none', async () => {
      page = await GridPage.open(TestNetwork.accepting());
      page.network.node('fast', { type: 'channel', state: 'OVERLOAD', values: { throughput: 9_702.61 } });
      await page.until(() => page.rows.length === 1, 'a row');
      const hover = (column: string): string => {
        const cell = page.cell('fast', column);
        cell.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
        return cell.title;
      };
      expect(page.cell('fast', 'State').textContent).to.equal('busy');
      expect(hover('State')).to.equal('Reported as OVERLOAD');
      expect(hover('Throughput')).to.equal('9,702.61 TPS');
      expect(hover('Errors')).to.equal('Not reported');
      expect(hover('Age')).to.match(/^Last update \d\d:\d\d:\d\d/);
    });

    it('shorten figures that their column has no room for, and tell them in full on hover', async () => {
      page = await GridPage.open(TestNetwork.accepting());
      page.network.node('old', { values: { totalMessages: 104_884_099, errorCount: 2_000_001 } });
      await page.until(() => page.rows.length === 1, 'a row');
      const messages = page.cell('old', 'Messages');
      expect(messages.textContent).to.equal('105M');
      expect(page.cell('old', 'Errors').textContent).to.equal('2M');
      messages.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
      expect(messages.title).to.equal('104,884,099');
    });

    it('tell the figures that matter for the type of a node', async () => {
      page = await GridPage.open(TestNetwork.accepting());
      page.network.node('c', { type: 'channel', values: { activeConnections: 31, queueDepth: 12 } });
      page.network.node('v', { type: 'validator', values: { blocksValidated: 4_182, votesCast: 12, latencyMs: 41 } });
      page.network.node('b', { type: 'business', values: { successRate: 99.62, queueSize: 7 } });
      page.network.node('s', { type: 'slim' });
      await page.until(() => page.rows.length === 4, 'four rows');
      page.element.style.inlineSize = '1500px';
      await page.until(() => page.headers.some(({ textContent }) => textContent?.includes('Detail')), 'all columns');
      const says = (column: string): string[] =>
        ['c', 'v', 'b', 's'].map((name) => page.cell(name, column).textContent ?? '');
      await page.until(() => page.rows.length === 4, 'four rows');
      expect(says('Detail')).to.deep.equal(['31 connections', '4,182 blocks, 12 votes', '–', '–']);
      expect(says('Queue')).to.deep.equal(['12', '–', '7', '–']);
      expect(says('Success')).to.deep.equal(['–', '–', '99.6', '–']);
      expect(says('Latency')).to.deep.equal(['–', '41', '–', '–']);
    });

    it('carry the name that the default configuration gives a node, with the id on hover', async () => {
      page = await GridPage.open(TestNetwork.accepting());
      const { session } = page.network;
      const node = createNodeConfiguration('validator', 'v-1', 'Frankfurt');
      const configuration = {
        ...createConfiguration({ id: 'c', name: 'Net', now: 0 }),
        isDefault: true,
        nodes: [node],
      };
      await session.configurations.saveConfiguration(configuration);
      await session.configurations.setDefaultConfiguration('c');
      page.network.validators(2);
      await page.until(() => page.names.includes('Frankfurt'), 'a row of Frankfurt');
      page.cell('Frankfurt', 'Node').dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
      expect(page.cell('Frankfurt', 'Node').title).to.equal('v-1');
      expect(page.names).to.include('v-2');
    });

    it('shows rows wherever it is scrolled to, also before the page has drawn the new ones', async () => {
      page = await GridPage.withValidators(500);
      const { left, top, width, height } = page.grid.getBoundingClientRect();
      for (const scrollTop of [9_000, 300, 15_000, 0]) {
        page.grid.scrollTop = scrollTop;
        const found = page.root.elementFromPoint(left + width / 2, top + height / 2);
        expect(found?.closest('[role=row]'), `at ${scrollTop} px`).to.exist;
        await page.drawn();
        const middle = page.root.elementFromPoint(left + width / 2, top + height / 2)?.closest('[role=row]');
        const expected = Math.round((scrollTop + height / 2) / 36);
        expect(
          Math.abs(Number(middle?.ariaRowIndex) - expected),
          `the row in the middle at ${scrollTop}`,
        ).to.be.lessThan(3);
      }
    });

    it('are few however many nodes there are, and the numbers for screen readers are right at the end', async () => {
      page = await GridPage.withValidators(5_000);
      expect(page.rows.length).to.be.lessThan(40);
      expect(page.grid.getAttribute('aria-colcount')).to.equal(String(page.headers.length));
      page.grid.scrollTop = page.grid.scrollHeight;
      await page.until(() => page.names.includes('v-5000'), 'the last row');
      expect(page.row('v-5000').getAttribute('aria-rowindex')).to.equal('5001');
      const box = page.grid.getBoundingClientRect();
      expect(page.row('v-5000').getBoundingClientRect().bottom).to.be.within(box.bottom - 2, box.bottom + 1);
    });

    it('move to their new places when values change', async () => {
      page = await GridPage.withValidators(3);
      page.network.node('v-3', { values: { throughput: 1_000 } });
      await page.until(() => page.names[0] === 'v-3', 'v-3 on top');
      expect(page.names).to.deep.equal(['v-3', 'v-1', 'v-2']);
      const tops = page.rows.map((row) => row.getBoundingClientRect().top);
      expect(tops).to.deep.equal([...tops].sort((a, b) => a - b));
    });

    it('come and go with their nodes', async () => {
      page = await GridPage.withValidators(2);
      page.network.session.live.removeNode('v-1');
      page.network.node('v-9', { values: { throughput: 1 } });
      await page.until(() => page.names.join() === 'v-2,v-9', 'v-2 and v-9');
    });

    it('mark the leader with a star, also when only the network as a whole names it', async () => {
      page = await GridPage.withValidators(2);
      const { live } = page.network.session;
      const shape = (name: string): string => page.cell(name, 'State').querySelector('path')?.getAttribute('d') ?? '';
      const disc = shape('v-1');
      live.leader('v-2', { source: '/ws', at: page.network.session.now(), confidence: 'reported' });
      page.network.node('v-2', { values: { throughput: 5 } });
      await page.until(() => page.cell('v-2', 'State').textContent === 'leader', 'a leader');
      expect(shape('v-2')).not.to.equal(disc);
      expect(shape('v-1')).to.equal(disc);
    });

    it('mark a notable change for a moment, and not a small one', async () => {
      page = await GridPage.withValidators(2);
      const marked = (name: string): boolean => isMarked(page.cell(name, 'Throughput'));
      expect(marked('v-1'), 'a new row is no change').to.equal(false);
      page.network.node('v-1', { values: { throughput: 20.5 } });
      page.network.node('v-2', { values: { throughput: 15 } });
      await page.until(() => page.cell('v-2', 'Throughput').textContent === '15', 'the new value');
      expect(marked('v-2')).to.equal(true);
      expect(marked('v-1')).to.equal(false);
      await page.until(() => !marked('v-2'), 'no mark after a moment');
    });

    it('mark nothing when they come to show another node', async () => {
      page = await GridPage.withValidators(2, { filter: 'v-1' });
      page.network.node('v-2', { state: 'ERROR', values: { throughput: 5_000, errorCount: 9 } });
      page.network.node('v-1', { values: { errorCount: 1 } });
      await page.until(() => page.names.join() === 'v-1', 'v-1');
      page.filterBy('v-2');
      await page.until(() => page.names.join() === 'v-2', 'v-2');
      expect(['State', 'Throughput', 'Errors'].some((column) => isMarked(page.cell('v-2', column)))).to.equal(false);
    });

    it('mark nothing when animations are off in the settings', async () => {
      page = await GridPage.withValidators(2);
      await page.network.session.settings.saveSettings({ ...defaultSettings(), enableAnimations: false });
      await page.until(() => page.element.matches(':state(still)'), 'no animations');
      page.network.node('v-2', { values: { throughput: 15 } });
      await page.until(() => page.cell('v-2', 'Throughput').textContent === '15', 'the new value');
      expect(isMarked(page.cell('v-2', 'Throughput'))).to.equal(false);
    });

    it('turn grey one by one when their nodes fall silent', async () => {
      const clock = new ManualClock();
      page = await GridPage.open(TestNetwork.accepting({ clock }));
      page.network.validators(2);
      await page.until(() => page.rows.length === 2, 'two rows');
      for (let second = 0; second < 14; second += 1) {
        clock.advance(1_000);
        page.network.node('v-2');
        await page.drawn();
      }
      expect(page.row('v-1').part.contains('stale')).to.equal(true);
      expect(page.cell('v-1', 'Age').textContent).to.equal('14 s');
      expect(page.row('v-2').part.contains('stale')).to.equal(false);
      expect(page.cell('v-2', 'Age').textContent).to.equal('0 s');
    });

    it('show hostile names as plain text', async () => {
      const hostile = '<img src=x onerror=alert(1)>'.repeat(50);
      page = await GridPage.open(TestNetwork.accepting());
      page.network.node(hostile, { state: '__proto__' });
      await page.until(() => page.rows.length === 1, 'a row');
      expect(page.names).to.deep.equal([hostile]);
      expect(page.cell(hostile, 'State').textContent).to.equal('__proto__');
    });
  });

  describe('sorting', () => {
    it('happens on a click on a header, first the more useful way and then the other', async () => {
      page = await GridPage.withValidators(3);
      page.header('Node').click();
      await page.until(() => page.names.join() === 'v-1,v-2,v-3', 'rows by name');
      expect(page.header('Node').ariaSort).to.equal('ascending');
      expect(page.header('Throughput').ariaSort).to.equal('none');
      expect(page.announced).to.equal('Sorted by Node, ascending.');
      page.header('Node').click();
      await page.until(() => page.names.join() === 'v-3,v-2,v-1', 'rows by name, from the end');
      expect(page.element.sort).to.equal('node');
      expect(page.element.direction).to.equal('desc');
    });

    it('happens with the keyboard', async () => {
      page = await GridPage.withValidators(3);
      page.header('Throughput').focus();
      await sendKeys({ press: 'Enter' });
      await page.until(() => page.names.join() === 'v-3,v-2,v-1', 'the idlest first');
      expect(page.header('Throughput').ariaSort).to.equal('ascending');
    });

    it('follows the attributes', async () => {
      page = await GridPage.withValidators(3, { sort: 'node', direction: 'desc' });
      expect(page.names).to.deep.equal(['v-3', 'v-2', 'v-1']);
      page.element.setAttribute('direction', 'asc');
      await page.until(() => page.names.join() === 'v-1,v-2,v-3', 'rows by name');
    });

    it('cannot be asked for by a column of different things', async () => {
      page = await GridPage.withValidators(3);
      page.element.style.inlineSize = '1500px';
      await page.until(() => page.headers.some(({ textContent }) => textContent?.includes('Detail')), 'all columns');
      expect(page.header('Detail').hasAttribute('aria-sort')).to.equal(false);
      page.header('Detail').click();
      await page.drawn();
      expect(page.names).to.deep.equal(['v-1', 'v-2', 'v-3']);
    });
  });

  describe('filtering', () => {
    it('shows the nodes that match, says how many and offers the way back when none does', async () => {
      page = await GridPage.withValidators(12);
      page.filterBy('v-1');
      await page.until(() => page.rowCount === 4, 'four rows');
      expect(page.names).to.deep.equal(['v-1', 'v-10', 'v-11', 'v-12']);
      expect(page.text).to.contain('4 of 12 nodes');
      await page.until(() => page.announced === '4 nodes match.', 'an announcement');
      page.filterBy('v-1 state:failing');
      await page.until(() => page.text.includes('No node matches “v-1 state:failing”.'), 'no match');
      expect(page.rows).to.have.lengthOf(0);
      page.find<HTMLButtonElement>('[part=empty] button').click();
      await page.until(() => page.rowCount === 12, 'all rows');
      expect(page.find<HTMLInputElement>('[part~=filter]').value).to.equal('');
    });

    it('happens on a click on a count, which says what will be shown', async () => {
      page = await GridPage.withValidators(3);
      page.network.node('v-2', { state: 'ERROR' });
      await page.until(() => page.count('failing').textContent?.includes('1') === true, 'a failing node');
      expect(page.count('active').textContent?.replaceAll(/\s+/g, ' ').trim()).to.equal('2 active');
      page.count('failing').click();
      await page.until(() => page.names.join() === 'v-2', 'the failing node');
      expect(page.count('failing').ariaPressed).to.equal('true');
      page.count('failing').click();
      await page.until(() => page.rowCount === 3, 'all rows');
    });

    it('follows the attribute', async () => {
      page = await GridPage.open(TestNetwork.accepting(), { filter: 'type:slim' });
      page.network.node('s', { type: 'slim' });
      page.network.node('v', { type: 'validator' });
      await page.until(() => page.names.join() === 's', 'the slim node');
    });
  });

  describe('hostile attributes', () => {
    it('are told once and ignored', async () => {
      const warnings: string[] = [];
      const { warn } = console;
      console.warn = (text: string) => warnings.push(text);
      try {
        page = await GridPage.withValidators(3, {
          sort: '__proto__',
          direction: 'up',
          density: 'huge',
          filter: 'x'.repeat(1_000),
        });
        page.element.setAttribute('sort', 'constructor');
        await page.element.updateComplete;
      } finally {
        console.warn = warn;
      }
      expect(page.names).to.deep.equal(['v-1', 'v-2', 'v-3']);
      expect(warnings).to.have.lengthOf(4);
      expect(warnings.join('\n')).to.contain('sort cannot be “__proto__”');
    });
  });
});
