import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent } from 'storybook/test';
import type { Session, SessionOptions } from '../src/session/session.js';
import { memoryKeyValueStore, MemoryRecords } from '../src/storage/index.js';
import {
  inside,
  keepsInside,
  part,
  rowCount,
  rows,
  says,
  shows,
  tellsNodes,
  texts,
  until,
  withNodes,
} from '../test/support/node-grid-story.js';
import { frames, ScriptedBackend } from '../test/support/scripted-backend.js';
import { memorySession, sessionOn } from '../test/support/session-host.js';

interface GridArgs {
  sort: string;
  direction: string;
  filter: string;
  density: string;
}

const meta: Meta<GridArgs> = {
  title: 'Elements/Node grid',
  component: 'aurigraph-node-grid',
  argTypes: {
    sort: { control: 'select', options: ['node', 'type', 'state', 'throughput', 'messages', 'errors', 'age'] },
    direction: { control: 'inline-radio', options: ['asc', 'desc'] },
    density: { control: 'inline-radio', options: ['comfortable', 'compact'] },
  },
  args: { sort: 'throughput', direction: 'desc', filter: '', density: 'comfortable' },
};
export default meta;

type Story = StoryObj<GridArgs>;

function demo(demoNodes: number): Session {
  return memorySession({ mode: 'demo', demoNodes, seed: 7 });
}

/** The demo network, marked as such. */
export const Demo: Story = {
  render: ({ sort, direction, filter, density }) =>
    inside(
      demo(24),
      html`<aurigraph-node-grid
        sort=${sort}
        direction=${direction}
        filter=${filter}
        density=${density}
      ></aurigraph-node-grid>`,
    ),
  play: async ({ canvasElement }) => {
    await shows(canvasElement, 'demo');
    await until(() => void expect(rowCount(canvasElement)).toBe(24));
  },
};

export const OneNode: Story = {
  render: () => inside(demo(1)),
  play: ({ canvasElement }) => until(() => void expect(says(canvasElement)).toContain('1 node')),
};

/** A click on a header sorts, a second one turns the order round. */
export const Sorting: Story = {
  render: () => inside(demo(24)),
  play: async ({ canvasElement }) => {
    await until(() => void expect(rowCount(canvasElement)).toBe(24));
    const header = part(canvasElement, '.head [data-column=node]');
    await userEvent.click(header);
    await until(() => void expect(header.ariaSort).toBe('ascending'));
    await userEvent.click(header);
    await until(() => void expect(header.ariaSort).toBe('descending'));
  },
};

/** A click on a count filters. */
export const FilteredByState: Story = {
  render: () => inside(demo(200)),
  play: async ({ canvasElement }) => {
    await until(() => void expect(rowCount(canvasElement)).toBe(200));
    await userEvent.click(part(canvasElement, '[part=count][data-kind=active]'));
    await until(() => void expect(says(canvasElement)).toMatch(/\d+ of 200 nodes/));
  },
};

export const NoMatch: Story = {
  render: () => withNodes(24, html`<aurigraph-node-grid filter="rack-7 state:failing"></aurigraph-node-grid>`),
  play: async ({ canvasElement }) => {
    await tellsNodes(canvasElement);
    await until(() => void expect(says(canvasElement)).toContain('No node matches “rack-7 state:failing”.'));
    await expect(part(canvasElement, '[part=empty] button').textContent).toBe('Clear filter');
  },
};

/** One click from a filter that nothing matches to all nodes. */
export const FilterCleared: Story = {
  render: () => inside(demo(24), html`<aurigraph-node-grid filter="rack-7 state:failing"></aurigraph-node-grid>`),
  play: async ({ canvasElement }) => {
    await until(() => void expect(says(canvasElement)).toContain('No node matches'));
    await userEvent.click(part(canvasElement, '[part=empty] button'));
    await until(() => void expect(rowCount(canvasElement)).toBe(24));
  },
};

/** Figures are compared, and a comma means or. */
export const FilteredByFigures: Story = {
  render: () =>
    inside(
      demo(200),
      html`<aurigraph-node-grid filter="throughput > 5k -type:slim, state:leader"></aurigraph-node-grid>`,
    ),
  play: ({ canvasElement }) => until(() => void expect(says(canvasElement)).toMatch(/\d+ of 200 nodes/)),
};

/** What cannot be read is told, and rows stay as they were. */
export const UnreadableFilter: Story = {
  render: () => inside(demo(60), html`<aurigraph-node-grid filter="throughput > 5,000"></aurigraph-node-grid>`),
  play: async ({ canvasElement }) => {
    await until(() => void expect(part(canvasElement, '[part=filter-problem]').textContent).toContain('no number'));
    await expect(rowCount(canvasElement)).toBe(60);
  },
};

function backendSession(prepare: (backend: ScriptedBackend) => void, options: SessionOptions = {}): Session {
  const backend = new ScriptedBackend();
  prepare(backend);
  return sessionOn(backend, options);
}

export const Loading: Story = {
  render: () => inside(backendSession(() => undefined)),
  play: async ({ canvasElement }) => {
    await shows(canvasElement, 'loading');
    await expect(part(canvasElement, '[role=grid]').getAttribute('aria-busy')).toBe('true');
    // What stands in for values stands where they will.
    const placeOf = (cell: string): number => Math.round(part(canvasElement, cell).getBoundingClientRect().left);
    for (const key of ['node', 'state', 'throughput'])
      await until(() => {
        void expect(placeOf(`.skeletons [data-column=${key}]`)).toBe(placeOf(`.head [data-column=${key}]`));
      });
  },
};

/** What the present story's backend can be asked to do. */
let backend = new ScriptedBackend();

function liveSession(): Session {
  return backendSession((scripted) => {
    scripted.accepting = true;
    backend = scripted;
  });
}

function sayNodes(): void {
  for (let number = 1; number <= 14; number += 1) {
    backend.socket.say(
      frames.node(`node-validator-${number}`, 9_800 - number * 310, number === 1 ? 'LEADER' : 'FOLLOWER'),
    );
  }
}

async function becomesLive(canvas: HTMLElement): Promise<void> {
  await until(() => void expect(backend.socket.received.length).toBeGreaterThan(0));
  sayNodes();
  await shows(canvas, 'live');
}

/** Nodes of all types and states, and the minute before. */
export const Live: Story = {
  render: () => withNodes(60),
  play: async ({ canvasElement }) => {
    await tellsNodes(canvasElement);
    await expect(rowCount(canvasElement)).toBe(60);
    await expect(says(canvasElement)).toContain('60 nodes');
    const [first] = rows(canvasElement);
    await expect(first?.textContent).toContain('node-validator-204481');
    await expect(first?.textContent).toContain('leader');
    await expect(first?.textContent).toContain('9,703');
    const line = first?.querySelector('.line path');
    if (line) await expect(line.getAttribute('d')).toMatch(/^M/);
  },
};

/** A backend of the design documents' protocol, which tells neither types nor errors: they are unknown, not zero. */
export const MostlyUnknown: Story = {
  render: () => inside(liveSession()),
  play: async ({ canvasElement }) => {
    await becomesLive(canvasElement);
    await until(() => void expect(rowCount(canvasElement)).toBe(14));
    await expect(new Set(texts(canvasElement, 'errors'))).toEqual(new Set(['–']));
  },
};

/** The connection is lost: the last values stay, grey, with their age and the reason. */
export const Stale: Story = {
  render: () => withNodes(60),
  play: async ({ canvasElement }) => {
    const network = await tellsNodes(canvasElement);
    network.backend.goAway();
    network.clock.advance(4_000);
    await shows(canvasElement, 'stale');
    await until(() => void expect(part(canvasElement, '[part=problem]')).toBeTruthy());
    await expect(part(canvasElement, '.scroller').hasAttribute('data-old')).toBe(true);
    await expect(rowCount(canvasElement)).toBe(60);
  },
};

export const Empty: Story = {
  render: () => inside(liveSession()),
  play: async ({ canvasElement }) => {
    await until(() => void expect(backend.socket.received.length).toBeGreaterThan(0));
    backend.socket.say(frames.system(28_640));
    await until(() => void expect(says(canvasElement)).toContain('No nodes reported yet.'));
  },
};

export const Failed: Story = {
  render: () => inside(backendSession((scripted) => (scripted.refusing = true))),
  play: ({ canvasElement }) => shows(canvasElement, 'failed'),
};

export const NotConnected: Story = {
  render: () => inside(backendSession(() => undefined, { autoConnect: false })),
  play: ({ canvasElement }) => until(() => void expect(part(canvasElement, '[part=empty] button')).toBeTruthy()),
};

async function keepNodes(session: Session, count: number): Promise<void> {
  const now = session.now();
  const ids = Array.from({ length: count }, (_, index) => `node-validator-${index + 1}`);
  const nodes = ids.map((nodeId, index) => [nodeId, keptNode(nodeId, 9_800 - index * 310, now)] as const);
  await session.metricsCache.saveMetrics({
    timestamp: new Date(now - 120_000).toISOString(),
    expiresAt: new Date(now + 180_000).toISOString(),
    systemMetrics: {
      tps: 28_640,
      totalTransactions: 1_934_502,
      activeNodes: count,
      consensusState: { currentLeader: 'node-validator-1', term: 17, blocksValidated: 4_182, participationRate: 97 },
      avgFinalityLatency: 142,
      efficiency: 57,
    },
    nodeMetrics: Object.fromEntries(nodes),
    chartData: { tps: [], consensus: [], apiFeeds: [], finalityLatency: [] },
  });
}

function keptNode(nodeId: string, throughput: number, now: number) {
  return {
    nodeId,
    nodeType: 'validator' as const,
    state: nodeId.endsWith('-1') ? 'LEADER' : 'FOLLOWER',
    throughput,
    totalMessages: throughput * 6,
    errorCount: 1,
    lastUpdate: new Date(now - 120_000).toISOString(),
    validator: {
      blocksValidated: 4_182,
      votesReceived: 9,
      votesCast: 12,
      consensusRounds: 4_197,
      role: 'FOLLOWER' as const,
    },
  };
}

/** The nodes of the last visit, with their age, while nothing answers. */
export const FromTheLastVisit: Story = {
  loaders: [
    async () => {
      const storage = { keyValue: memoryKeyValueStore(), records: new MemoryRecords(), metrics: new MemoryRecords() };
      await keepNodes(memorySession({ storage, mode: 'live', autoConnect: false }), 12);
      return { session: backendSession(() => undefined, { storage }) };
    },
  ],
  render: (_args, { loaded }) => inside((loaded as { session: Session }).session),
  play: ({ canvasElement }) => until(() => void expect(says(canvasElement)).toContain('2 min old')),
};

export const Dark: Story = {
  render: () => withNodes(60, html`<aurigraph-node-grid theme="dark" sort="errors"></aurigraph-node-grid>`),
  play: async ({ canvasElement }) => {
    await tellsNodes(canvasElement);
    await expect(texts(canvasElement, 'errors')[0]).toMatch(/^2\d\d$/);
  },
};

export const RightToLeft: Story = {
  render: () => html`<div dir="rtl" lang="he">${withNodes(60)}</div>`,
  play: async ({ canvasElement }) => {
    await tellsNodes(canvasElement);
    const [node, state] = ['node', 'state'].map((key) => part(canvasElement, `.head [data-column=${key}]`));
    await expect(node?.offsetLeft).toBeGreaterThan(state?.offsetLeft ?? Infinity);
    await keepsInside(canvasElement);
  },
};

export const German: Story = {
  render: () => html`<div lang="de">${withNodes(60)}</div>`,
  play: async ({ canvasElement }) => {
    await tellsNodes(canvasElement);
    await expect(texts(canvasElement, 'throughput')[0]).toMatch(/^9\.\d{3}$/);
  },
};
