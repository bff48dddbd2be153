import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import '../src/elements/node-grid/define.js';
import type { AurigraphNodeGrid } from '../src/elements/node-grid/node-grid.js';
import type { Session, SessionOptions } from '../src/session/session.js';
import { memoryKeyValueStore, MemoryRecords } from '../src/storage/index.js';
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

function inside(
  session: Session,
  grid: TemplateResult = html`<aurigraph-node-grid></aurigraph-node-grid>`,
): TemplateResult {
  return html`<test-session-host .session=${session}>${grid}</test-session-host>`;
}

function demo(demoNodes: number): Session {
  return memorySession({ mode: 'demo', demoNodes, seed: 7 });
}

function gridIn(canvas: HTMLElement): AurigraphNodeGrid {
  const found = canvas.querySelector('aurigraph-node-grid');
  if (found === null) throw new Error('The story shows no node grid.');
  return found;
}

function part(canvas: HTMLElement, selector: string): HTMLElement {
  const found = gridIn(canvas).shadowRoot?.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
}

function says(canvas: HTMLElement): string {
  return gridIn(canvas).shadowRoot?.textContent?.replaceAll(/\s+/g, ' ') ?? '';
}

function rowCount(canvas: HTMLElement): number {
  return Number(part(canvas, '[role=grid]').getAttribute('aria-rowcount')) - 1;
}

async function until(check: () => void): Promise<void> {
  await waitFor(check, { timeout: 8_000 });
}

async function shows(canvas: HTMLElement, state: string): Promise<void> {
  await until(() => void expect(gridIn(canvas).matches(`:state(${state})`)).toBe(true));
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

/** Only the rows in sight are drawn. */
export const TenThousandNodes: Story = {
  render: () => inside(demo(10_000), html`<aurigraph-node-grid density="compact"></aurigraph-node-grid>`),
  play: async ({ canvasElement }) => {
    await until(() => void expect(rowCount(canvasElement)).toBe(10_000));
    const grid = part(canvasElement, '[role=grid]');
    grid.scrollTop = grid.scrollHeight;
    const drawn = (): Element[] => [...part(canvasElement, '[part=rows]').children];
    await until(() => void expect(drawn().some((row) => row.ariaRowIndex === '10001')).toBe(true));
    await expect(drawn().length).toBeLessThan(40);
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
    const header = part(canvasElement, '.head .node');
    await userEvent.click(header);
    await until(() => void expect(header.ariaSort).toBe('ascending'));
    await userEvent.click(header);
    await until(() => void expect(header.ariaSort).toBe('descending'));
  },
};

/** Trouble first, with one click on the State column. */
export const TroubleFirst: Story = {
  render: () => inside(demo(600), html`<aurigraph-node-grid sort="state"></aurigraph-node-grid>`),
  play: ({ canvasElement }) => until(() => void expect(rowCount(canvasElement)).toBe(600)),
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

/** Rows keep their places while the focus or the pointer is inside; Escape lets them move. */
export const HoldingStill: Story = {
  render: () => inside(demo(60)),
  play: async ({ canvasElement }) => {
    await until(() => void expect(rowCount(canvasElement)).toBe(60));
    part(canvasElement, '.head .node').focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown} ');
    await until(() => void expect(says(canvasElement)).toContain('Holding still'));
    await until(() => void expect(gridIn(canvasElement).selectedNode).toBeTruthy());
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

/** A backend of the design documents' protocol, which tells neither types nor errors: they are unknown, not zero. */
export const Live: Story = {
  render: () => inside(liveSession()),
  play: ({ canvasElement }) => becomesLive(canvasElement),
};

export const Stale: Story = {
  render: () => inside(liveSession()),
  play: async ({ canvasElement }) => {
    await becomesLive(canvasElement);
    backend.goAway();
    await shows(canvasElement, 'stale');
    await until(() => void expect(part(canvasElement, '[part=problem]')).toBeTruthy());
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
  render: () => inside(demo(200), html`<aurigraph-node-grid theme="dark" sort="errors"></aurigraph-node-grid>`),
  play: ({ canvasElement }) => shows(canvasElement, 'demo'),
};

/** Rows of two lines with the most important values. */
export const Narrow: Story = {
  decorators: [(story) => html`<div style="max-inline-size: 360px">${story()}</div>`],
  render: () => inside(demo(60)),
  play: ({ canvasElement }) => until(() => void expect(rowCount(canvasElement)).toBe(60)),
};

export const RightToLeft: Story = {
  render: () => html`<div dir="rtl">${inside(demo(24))}</div>`,
  play: ({ canvasElement }) => shows(canvasElement, 'demo'),
};

export const German: Story = {
  render: () => html`<div lang="de">${inside(demo(24))}</div>`,
  play: ({ canvasElement }) => shows(canvasElement, 'demo'),
};
