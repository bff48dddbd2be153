import { expect } from '@open-wc/testing';
import { resetMouse, sendKeys, setViewport } from '@web/test-runner-commands';
import type { PageEvent } from '../../src/session/page-lifecycle.js';
import { memoryKeyValueStore, MemoryRecords } from '../../src/storage/index.js';
import { ManualClock } from '../support/manual-clock.js';
import { GridPage, TestNetwork } from '../support/node-grid-page.js';
import { frames } from '../support/scripted-backend.js';
import { memorySession } from '../support/session-host.js';

let page: GridPage;

describe('aurigraph-node-grid in every state and size', () => {
  beforeEach(async () => {
    await setViewport({ width: 1200, height: 800 });
    await resetMouse();
  });

  afterEach(() => page.close());

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
        expect(observed.size).to.equal(0);
        // What is recorded of the past goes with the task, in which the element may be put elsewhere.
        await Promise.resolve();
        expect(session.live.listenerCount).to.equal(0);
        // The tick of the age, that of the past, the rest of the counts and the announcement of the matches are gone; the
        // session's own stay.
        expect(clock.pending).to.equal(timers - 4);

        host?.append(page.element);
        page.network.node('v-9', { values: { throughput: 9_999 } });
        await page.until(() => page.names[0] === 'v-9', 'rows again');
      } finally {
        ResizeObserver.prototype.observe = observe;
        ResizeObserver.prototype.disconnect = disconnect;
      }
    });

    it('keeps its header while it is hidden, and shows its rows again', async () => {
      page = await GridPage.withValidators(3);
      const { headers } = page;
      page.element.style.display = 'none';
      await page.until(() => page.rows.length === 0, 'no rows where there is no room');
      expect(page.headers).to.deep.equal(headers);
      page.element.style.display = '';
      await page.until(() => page.rows.length === 3, 'three rows');
      expect(page.headers).to.deep.equal(headers);
    });

    it('has its cells in their places where its columns changed while it was hidden', async () => {
      page = await GridPage.withValidators(3);
      page.element.style.display = 'none';
      await page.until(() => page.rows.length === 0, 'no rows where there is no room');
      page.element.view = 'columns.node.errors.state';
      await page.drawn();
      page.element.style.display = '';
      await page.until(() => page.columns[2] === 'Errors', 'the chosen columns');
      await page.until(() => page.rows.length === 3, 'three rows');
      const starts = (cells: Iterable<Element>): number[] =>
        [...cells].map((cell) => Math.round(cell.getBoundingClientRect().left));
      const places = starts(page.headers);
      expect(new Set(places).size).to.equal(page.headers.length);
      expect(starts(page.rows[0]?.children ?? [])).to.deep.equal(places);
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
