import { expect, waitUntil } from '@open-wc/testing';
import { createConfiguration } from '../../src/domain/configuration.js';
import { createNodeConfiguration, createSlimConfig, type NodeConfiguration } from '../../src/domain/node-config.js';
import '../../src/elements/node-detail/define.js';
import type { AurigraphNodeDetail } from '../../src/elements/node-detail/node-detail.js';
import { TestNetwork } from '../support/node-grid-page.js';
import { mount, unmount } from '../support/session-host.js';

describe('<aurigraph-node-detail>', () => {
  let network: TestNetwork;
  let detail: AurigraphNodeDetail;

  async function open(attributes: Readonly<Record<string, string>> = {}): Promise<void> {
    detail = await mount('aurigraph-node-detail', network.session, attributes);
  }

  async function configure(...nodes: readonly NodeConfiguration[]): Promise<void> {
    const { configurations } = network.session;
    await configurations.saveConfiguration({
      ...createConfiguration({ id: 'c', name: 'C', now: 0 }),
      nodes: [...nodes],
    });
    await configurations.setDefaultConfiguration('c');
  }

  const root = (): ShadowRoot => {
    if (detail.shadowRoot === null) throw new Error('The element is not rendered.');
    return detail.shadowRoot;
  };
  const textOf = (selector: string): string =>
    [...root().querySelectorAll(selector)]
      .map(({ textContent }) => textContent)
      .join(' ')
      .replaceAll(/\s+/g, ' ')
      .trim();
  const says = (text: string | RegExp, selector = '.panel'): Promise<void> =>
    waitUntil(() => new RegExp(text).test(textOf(selector)), `${selector} should say ${String(text)}`);
  const figure = (field: string): string => textOf(`[data-field=${field}]`);

  beforeEach(() => {
    network = TestNetwork.accepting();
  });

  afterEach(() => {
    unmount(detail);
    network.session.dispose();
  });

  it('says that a node is to be chosen, and shows no badge for nothing', async () => {
    await open();
    await says('Choose a node');
    expect(root().querySelector('.badge') === null).to.equal(true);
  });

  it('shows the figures of a type with their units, and what no message told as unknown', async () => {
    await open({ 'node-id': 'v-1' });
    network.node('v-1', { type: 'validator', state: 'LEADER', values: { throughput: 1_234.5, latencyMs: 12 } });
    await says(/throughput 1,234\.5 TPS/, '[data-field=throughput]');
    expect(figure('latencyMs')).to.contain('12 ms');
    expect(root().querySelector('[data-field=latencyMs] .last')?.getAttribute('d')).to.match(/^M/);
    expect(figure('votesCast')).to.equal('votes cast –');
    expect(root().querySelector('[data-field=queueSize]') === null).to.equal(true);
    expect(textOf('.state')).to.equal('validator leader');
    expect(textOf('.origin')).to.match(/^From \/ws \(reported\), received \d\d:\d\d:\d\d$/);
  });

  it('moves with the node, and draws its last minute', async () => {
    await open({ 'node-id': 'v-1' });
    network.node('v-1', { type: 'validator', values: { throughput: 10 } });
    await says(/10 TPS/, '[data-field=throughput]');
    const line = (): string => root().querySelector('[data-field=throughput] .line')?.getAttribute('d') ?? '';
    const before = line();
    await new Promise((resolve) => network.session.after(300, () => resolve(undefined)));
    network.node('v-1', { values: { throughput: 20 } });
    network.node('v-2', { values: { throughput: 99 } });
    await says(/20 TPS/, '[data-field=throughput]');
    expect(line()).not.to.equal(before);
    expect(line()).to.match(/L|V|H/i);
  });

  it('tells by bar, shape and word whether a figure is inside its configured limit', async () => {
    await configure(createNodeConfiguration('channel', 'ch', 'Channel 1'));
    await open({ 'node-id': 'ch' });
    network.node('ch', { type: 'channel', values: { activeConnections: 20, queueDepth: 4_900 } });
    await says('of 50 inside its limit', '[data-field=activeConnections]');
    expect(figure('queueDepth')).to.contain('near its limit');
    network.node('ch', { values: { activeConnections: 51 } });
    await says('over its limit', '[data-field=activeConnections]');
    expect(root().querySelector('[data-field=activeConnections]')?.getAttribute('data-verdict')).to.equal('over');
    expect(root().querySelector('[data-field=throughput]')?.hasAttribute('data-verdict')).to.equal(false);
  });

  it('shows the configuration beside the live values, lists included, by the configured name', async () => {
    const config = createSlimConfig('weather');
    await configure({ id: 's', name: 'Weather in town', enabled: false, type: 'slim', config });
    await open({ 'node-id': 's' });
    await says('Configured|no message has told of it');
    expect(textOf('h2')).to.equal('Weather in town');
    expect(textOf('.settings')).to.match(/switched off .*Feed weather .*Locations New York, London/);
    network.node('s', { type: 'slim', values: { apiCalls: 7 } });
    await says(/API calls 7/, '[data-field=apiCalls]');
  });

  it('compares nothing where the configuration is of another type, and says so', async () => {
    await configure(createNodeConfiguration('business', 'n', 'Node'));
    await open({ 'node-id': 'n' });
    network.node('n', { type: 'channel', values: { activeConnections: 500, throughput: 90_000 } });
    await says('calls it a business node');
    expect(root().querySelector('[data-verdict]') === null).to.equal(true);
  });

  it('says so where nobody knows the node, and where the network is not there', async () => {
    await open({ 'node-id': 'nobody' });
    network.node('v-1', { type: 'validator' });
    await says('No message has told of a node “nobody” so far');
    unmount(detail);
    network.session.dispose();
    network = new TestNetwork();
    network.backend.refusing = true;
    await open({ 'node-id': 'nobody' });
    await waitUntil(() => detail.matches(':state(failed)'), 'it should be failed', { timeout: 5_000 });
    expect(textOf('.placeholder button')).to.equal('Try again');
  });

  it('is stale while the node is silent and others are not', async () => {
    await open({ 'node-id': 'v-1' });
    const { live } = network.session;
    const at = network.session.now() - 60_000;
    const row = live.node('v-1', 'validator', 'FOLLOWER', { source: '/ws', at, confidence: 'reported' });
    live.nodeValue(row, 'throughput', 5);
    network.node('v-2', { type: 'validator', values: { throughput: 9 } });
    await waitUntil(() => detail.matches(':state(stale)'), 'it should be stale');
    expect(textOf('.badge')).to.match(/^stale 1 min/);
    expect(root().querySelector('.node')?.hasAttribute('data-old')).to.equal(true);
  });

  it('shows what is chosen in the grid that it is for, and in no other', async () => {
    const before = document.createElement('aurigraph-node-grid');
    before.id = 'other-grid';
    await open({ for: 'the-grid' });
    const grid = document.createElement('aurigraph-node-grid');
    grid.id = 'the-grid';
    detail.before(before, grid);
    network.validators(3);
    const choose = (from: HTMLElement, nodeId: unknown): void =>
      void from.dispatchEvent(
        new CustomEvent('aurigraph-node-select', { bubbles: true, composed: true, detail: { nodeId } }),
      );
    choose(before, 'v-3');
    choose(grid, { not: 'a text' });
    choose(grid, 'x'.repeat(2_000));
    expect(detail.nodeId).to.equal(undefined);
    choose(grid, 'v-2');
    await says('v-2', 'h2');
    await says('Details of v-2.', '.panel > [role=status]');
    grid.remove();
    before.remove();
  });

  it('shows what was chosen before it was there', async () => {
    const grid = document.createElement('aurigraph-node-grid');
    grid.id = 'the-grid';
    grid.selectedNode = 'v-1';
    document.body.append(grid);
    await open({ for: 'the-grid' });
    expect(detail.nodeId).to.equal('v-1');
    grid.remove();
  });

  it('gives the node as JSON, copies it, and says when the browser does not let it', async () => {
    await configure(createNodeConfiguration('channel', 'ch', 'Channel 1'));
    await open({ 'node-id': 'ch' });
    network.node('ch', { type: 'channel', state: 'ROUTING', values: { activeConnections: 20 } });
    await says('20', '[data-field=activeConnections]');
    const json: unknown = JSON.parse(detail.exportJson() ?? '');
    expect(json).to.deep.include({ kind: 'aurigraph-node', id: 'ch', name: 'Channel 1', state: 'ROUTING' });
    expect(json).to.have.nested.property('metrics.activeConnections', 20);
    expect(json).to.have.nested.property('metrics.queueDepth', null);
    expect(json).to.have.nested.property('configuration.maxConnections', 50);
    const { clipboard } = navigator;
    const write = clipboard.writeText.bind(clipboard);
    const copied: string[] = [];
    clipboard.writeText = (text) => Promise.resolve(void copied.push(text));
    const button = root().querySelector<HTMLButtonElement>('[part=copy-button]');
    button?.click();
    await says('Copied as JSON.', '.panel > [role=status]');
    expect(copied).to.deep.equal([detail.exportJson()]);
    clipboard.writeText = () => Promise.reject(new DOMException('Not allowed.', 'NotAllowedError'));
    button?.click();
    await says('did not allow', '.panel > [role=status]');
    clipboard.writeText = write;
  });

  it('can be used by everyone', async () => {
    await configure(createNodeConfiguration('channel', 'ch', 'Channel 1'));
    await open({ 'node-id': 'ch' });
    network.node('ch', { type: 'channel', state: 'ROUTING', values: { activeConnections: 49, throughput: 3 } });
    await says('near its limit');
    await expect(detail).to.be.accessible();
  });
});
