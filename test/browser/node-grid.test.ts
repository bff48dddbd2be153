import { expect } from '@open-wc/testing';
import { resetMouse, sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import { createConfiguration } from '../../src/domain/configuration.js';
import { createNodeConfiguration } from '../../src/domain/node-config.js';
import { defaultSettings } from '../../src/domain/settings.js';
import type { NodeSelectDetail } from '../../src/elements/node-grid/node-grid.js';
import type { PageEvent } from '../../src/session/page-lifecycle.js';
import { memoryKeyValueStore, MemoryRecords } from '../../src/storage/index.js';
import { ManualClock } from '../support/manual-clock.js';
import { GridPage, TestNetwork } from '../support/node-grid-page.js';
import { frames } from '../support/scripted-backend.js';
import { memorySession } from '../support/session-host.js';

let page: GridPage;

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
      expect(page.cell('fast', 'State').title).to.equal('Reported as OVERLOAD');
      expect(hover('Throughput')).to.equal('9,702.61 TPS');
      expect(hover('Errors')).to.equal('Not reported');
      expect(hover('Age')).to.match(/^Last update \d\d:\d\d:\d\d/);
    });

    it('tell the figures that matter for the type of a node', async () => {
      page = await GridPage.open(TestNetwork.accepting());
      page.network.node('c', { type: 'channel', values: { activeConnections: 31, queueDepth: 12 } });
      page.network.node('v', { type: 'validator', values: { blocksValidated: 4_182 } });
      page.network.node('b', { type: 'business', values: { successRate: 99.62, queueSize: 7 } });
      page.network.node('s', { type: 'slim' });
      await page.until(() => page.rows.length === 4, 'four rows');
      expect(page.cell('c', 'Detail').textContent).to.equal('31 connections, queue 12');
      expect(page.cell('v', 'Detail').textContent).to.equal('4,182 blocks');
      expect(page.cell('b', 'Detail').textContent).to.equal('99.6 % success, queue 7');
      expect(page.cell('s', 'Detail').textContent).to.equal('–');
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
      expect(page.cell('Frankfurt', 'Node').title).to.equal('v-1');
      expect(page.names).to.include('v-2');
    });

    it('are few however many nodes there are, and the numbers for screen readers are right at the end', async () => {
      page = await GridPage.withValidators(5_000);
      expect(page.rows.length).to.be.lessThan(40);
      expect(page.grid.ariaColCount ?? page.grid.getAttribute('aria-colcount')).to.equal('8');
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
      const marked = (name: string): boolean =>
        page
          .cell(name, 'Throughput')
          .getAnimations({ subtree: true })
          .some(({ playState }) => playState === 'running');
      expect(marked('v-1'), 'a new row is no change').to.equal(false);
      page.network.node('v-1', { values: { throughput: 20.5 } });
      page.network.node('v-2', { values: { throughput: 15 } });
      await page.until(() => page.cell('v-2', 'Throughput').textContent === '15', 'the new value');
      expect(marked('v-2')).to.equal(true);
      expect(marked('v-1')).to.equal(false);
    });

    it('mark nothing when they come to show another node', async () => {
      page = await GridPage.withValidators(2, { filter: 'v-1' });
      page.network.node('v-2', { state: 'ERROR', values: { throughput: 5_000, errorCount: 9 } });
      page.network.node('v-1', { values: { errorCount: 1 } });
      await page.until(() => page.names.join() === 'v-1', 'v-1');
      page.filterBy('v-2');
      await page.until(() => page.names.join() === 'v-2', 'v-2');
      expect(page.row('v-2').getAnimations({ subtree: true })).to.have.lengthOf(0);
    });

    it('mark nothing when animations are off in the settings', async () => {
      page = await GridPage.withValidators(2);
      await page.network.session.settings.saveSettings({ ...defaultSettings(), enableAnimations: false });
      await page.until(() => page.element.matches(':state(still)'), 'no animations');
      page.network.node('v-2', { values: { throughput: 15 } });
      await page.until(() => page.cell('v-2', 'Throughput').textContent === '15', 'the new value');
      expect(page.cell('v-2', 'Throughput').getAnimations({ subtree: true })).to.have.lengthOf(0);
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
      expect(page.cell('v-2', 'Age').textContent).to.equal('0.0 s');
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
      await sendKeys({ press: 'Space' });
      document.removeEventListener('aurigraph-node-select', listener);
      expect(chosen).to.deep.equal([{ nodeId: 'v-2' }, { nodeId: 'v-3' }]);
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

  describe('states', () => {
    it('loading: rows without values stand where rows will be', async () => {
      page = await GridPage.open(new TestNetwork());
      await page.until(() => page.element.matches(':state(loading)'), 'the loading state');
      expect(page.grid.getAttribute('aria-busy')).to.equal('true');
      const skeleton = page.find('[part=loading] .row').getBoundingClientRect();
      const before = page.element.getBoundingClientRect();
      await page.until(() => page.network.backend.sockets.length > 0, 'a connection');
      page.network.backend.socket.accept();
      page.network.backend.socket.say(frames.node('v-1', 10));
      await page.until(() => page.rows.length === 1, 'a row');
      await page.until(() => page.root.querySelector('[part=loading]') === null, 'no skeleton');
      const row = page.row('v-1').getBoundingClientRect();
      expect([row.top, row.height, row.width]).to.deep.equal([skeleton.top, skeleton.height, skeleton.width]);
      expect(page.element.getBoundingClientRect().height).to.equal(before.height);
      expect(page.element.matches(':state(live)')).to.equal(true);
    });

    it('empty: the network answers, but names no node', async () => {
      page = await GridPage.open(TestNetwork.accepting());
      await page.until(() => page.network.backend.sockets.length > 0, 'a connection');
      await page.until(() => page.network.backend.socket.received.length > 0, 'a subscription');
      page.network.backend.socket.say(frames.system(5_000));
      await page.until(() => page.text.includes('No nodes reported yet.'), 'an explanation');
    });

    it('failed: says why and tries again on request', async () => {
      const network = new TestNetwork();
      network.backend.refusing = true;
      page = await GridPage.open(network);
      await page.until(() => page.element.matches(':state(failed)'), 'the failed state');
      const tried = network.backend.sockets.length;
      page.find<HTMLButtonElement>('[part=failure] button').click();
      await page.until(() => network.backend.sockets.length > tried, 'another try');
    });

    it('idle: waits for the person', async () => {
      page = await GridPage.open(TestNetwork.accepting({ autoConnect: false }));
      await page.until(() => page.root.querySelector('[part=empty] button') !== null, 'a button');
      expect(page.network.backend.sockets).to.have.lengthOf(0);
      page.find<HTMLButtonElement>('[part=empty] button').click();
      await page.until(() => page.network.backend.sockets.length > 0, 'a connection');
    });

    it('stale: keeps the last values, grey, and says what happened', async () => {
      page = await GridPage.open(TestNetwork.accepting());
      await page.until(() => page.network.backend.sockets.length > 0, 'a connection');
      await page.until(() => page.network.backend.socket.received.length > 0, 'a subscription');
      page.network.backend.socket.say(frames.node('v-1', 10));
      await page.until(() => page.element.matches(':state(live)'), 'the live state');
      page.network.backend.goAway();
      await page.until(() => page.element.matches(':state(stale)'), 'the stale state');
      expect(page.names).to.deep.equal(['v-1']);
      await page.until(() => page.root.querySelector('[part=problem]') !== null, 'the reason');
      expect(page.grid.hasAttribute('data-old')).to.equal(true);
    });

    it('kept: shows the nodes of the last visit with their age at once', async () => {
      const clock = new ManualClock();
      const storage = { keyValue: memoryKeyValueStore(), records: new MemoryRecords(), metrics: new MemoryRecords() };
      const nodeMetrics = {
        'v-1': {
          nodeId: 'v-1',
          nodeType: 'validator' as const,
          state: 'LEADER',
          throughput: 42,
          totalMessages: 7,
          errorCount: 0,
          lastUpdate: new Date(clock.now()).toISOString(),
        },
      };
      const visit = memorySession({ storage, clock, mode: 'live', autoConnect: false });
      await visit.metricsCache.saveMetrics({
        timestamp: new Date(clock.now()).toISOString(),
        expiresAt: new Date(clock.now() + 300_000).toISOString(),
        systemMetrics: {
          tps: 1,
          totalTransactions: 1,
          activeNodes: 1,
          consensusState: { currentLeader: 'v-1', term: 1, blocksValidated: 1, participationRate: 1 },
          avgFinalityLatency: 1,
          efficiency: 1,
        },
        nodeMetrics,
        chartData: { tps: [], consensus: [], apiFeeds: [], finalityLatency: [] },
      });
      clock.advance(120_000);
      page = await GridPage.open(new TestNetwork({ storage, clock }));
      await page.until(() => page.rows.length === 1, 'the row of the last visit');
      expect(page.cell('v-1', 'Throughput').textContent).to.equal('42');
      expect(page.cell('v-1', 'Age').textContent).to.equal('2 min');
      expect(page.find('[part=badge]').textContent).to.contain('2 min old');
      expect(page.element.matches(':state(stale)')).to.equal(true);
      visit.dispose();
    });

    it('demo: is marked', async () => {
      const network = new TestNetwork({ mode: 'demo', demoNodes: 30 });
      page = await GridPage.open(network);
      await page.until(() => page.rowCount === 30, 'thirty rows');
      expect(page.element.matches(':state(demo)')).to.equal(true);
      expect(page.find('[part=badge]').textContent).to.contain('demo');
    });

    it('is accessible with rows, with none and with a match of none', async () => {
      page = await GridPage.withValidators(20);
      await expect(page.element).to.be.accessible();
      page.filterBy('nothing');
      await page.until(() => page.rowCount === 0, 'no rows');
      await expect(page.element).to.be.accessible();
      page.close();
      page = await GridPage.open(new TestNetwork());
      await expect(page.element).to.be.accessible();
    });
  });

  describe('sizes', () => {
    it('fills the height that the page gives, and is about twelve rows high otherwise', async () => {
      page = await GridPage.withValidators(100);
      const shown = (): number =>
        page.rows.filter((row) => row.getBoundingClientRect().bottom <= page.grid.getBoundingClientRect().bottom + 1)
          .length;
      expect(page.grid.getBoundingClientRect().height).to.be.within(36 * 12 + 30, 36 * 12 + 40);
      page.element.style.height = '300px';
      await page.drawn();
      expect(page.find('[part=panel]').getBoundingClientRect().height).to.equal(300);
      expect(shown()).to.be.lessThan(12);
    });

    it('is denser on request', async () => {
      page = await GridPage.withValidators(3, { density: 'compact' });
      expect(page.row('v-1').getBoundingClientRect().height).to.equal(28);
      page.element.density = 'comfortable';
      await page.until(() => page.row('v-1').getBoundingClientRect().height === 36, 'higher rows');
      expect(page.row('v-2').getBoundingClientRect().top - page.row('v-1').getBoundingClientRect().top).to.equal(36);
    });

    it('shows the most important values in a narrow column, without scrolling sideways', async () => {
      await setViewport({ width: 320, height: 700 });
      page = await GridPage.withValidators(30);
      await page.until(() => page.row('v-1').getBoundingClientRect().height > 40, 'rows of two lines');
      expect(document.documentElement.scrollWidth).to.be.at.most(320);
      const visible = page.headers
        .filter((header) => header.getClientRects().length > 0)
        .map((header) => header.textContent?.trim().split(' ')[0]);
      expect(visible).to.include.members(['Node', 'State', 'Throughput', 'Errors', 'Age']);
      expect(visible).not.to.include('Detail');
      page.header('Node').focus();
      for (const key of ['ArrowDown', 'End']) await sendKeys({ press: key });
      expect(page.focused).to.equal('v-1/Age');
    });
  });

  describe('life', () => {
    it('draws nothing while the page is hidden, and the present when it comes back', async () => {
      let tell: (event: PageEvent) => void = () => undefined;
      let visible = true;
      const lifecycle = {
        get visible() {
          return visible;
        },
        subscribe: (listener: (event: PageEvent) => void) => {
          tell = listener;
          return () => undefined;
        },
      };
      page = await GridPage.open(TestNetwork.accepting({ lifecycle }));
      page.network.validators(2);
      await page.until(() => page.rows.length === 2, 'two rows');
      visible = false;
      tell('hidden');
      const writes = new MutationObserver(() => undefined);
      writes.observe(page.root, { subtree: true, childList: true, characterData: true, attributes: true });
      await page.drawn();
      writes.takeRecords();
      page.network.node('v-2', { values: { throughput: 999 } });
      await page.drawn();
      expect(writes.takeRecords()).to.have.lengthOf(0);
      visible = true;
      tell('visible');
      await page.until(() => page.names[0] === 'v-2', 'the present');
      writes.disconnect();
    });

    it('leaves nothing behind when it is removed, and works again when it is put back', async () => {
      const clock = new ManualClock();
      const observed = new Set<ResizeObserver>();
      const { observe, disconnect } = ResizeObserver.prototype;
      ResizeObserver.prototype.observe = function (...args) {
        observed.add(this);
        return observe.apply(this, args);
      };
      ResizeObserver.prototype.disconnect = function () {
        observed.delete(this);
        return disconnect.apply(this);
      };
      try {
        page = await GridPage.open(TestNetwork.accepting({ clock }));
        const { session } = page.network;
        const host = page.element.parentElement;
        await page.until(() => session.state.ready, 'a session that is ready');
        page.network.validators(5);
        await page.until(() => page.rows.length === 5, 'five rows');
        page.cell('v-1', 'Node').focus();
        page.filterBy('v');
        await page.drawn();
        expect(session.live.listenerCount).to.be.greaterThan(0);
        expect(observed.size).to.equal(1);
        const timers = clock.pending;

        page.element.remove();
        expect(session.live.listenerCount).to.equal(0);
        expect(observed.size).to.equal(0);
        // The tick of the age and the announcement of the matches are gone; the session's own timers stay.
        expect(clock.pending).to.equal(timers - 2);

        host?.append(page.element);
        page.network.node('v-9', { values: { throughput: 9_999 } });
        await page.until(() => page.names[0] === 'v-9', 'rows again');
      } finally {
        ResizeObserver.prototype.observe = observe;
        ResizeObserver.prototype.disconnect = disconnect;
      }
    });

    it('changes over to another session with its rows', async () => {
      page = await GridPage.withValidators(3);
      const other = TestNetwork.accepting();
      other.node('elsewhere');
      Object.assign(page.element.parentElement ?? {}, { session: other.session });
      await page.until(() => page.names.join() === 'elsewhere', 'the other network');
      expect(page.network.session.live.listenerCount).to.equal(0);
      other.session.dispose();
    });
  });
});
