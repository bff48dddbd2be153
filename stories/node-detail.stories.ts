import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import { createConfiguration } from '../src/domain/configuration.js';
import type { NodeField } from '../src/domain/live-update.js';
import { createNodeConfiguration, createSlimConfig } from '../src/domain/node-config.js';
import '../src/elements/node-detail/define.js';
import type { AurigraphNodeDetail } from '../src/elements/node-detail/node-detail.js';
import '../src/elements/node-grid/define.js';
import type { Session } from '../src/session/session.js';
import { ScriptedBackend } from '../test/support/scripted-backend.js';
import { memorySession, sessionOn } from '../test/support/session-host.js';
import { ChartBackend, SOURCE } from '../test/support/tps-chart-page.js';

const meta: Meta = {
  title: 'Elements/Node detail',
  component: 'aurigraph-node-detail',
};

export default meta;

type Story = StoryObj;

function inside(session: Session, content: TemplateResult): TemplateResult {
  return html`<test-session-host .session=${session}>${content}</test-session-host>`;
}

function detailIn(canvas: HTMLElement): AurigraphNodeDetail {
  const found = canvas.querySelector('aurigraph-node-detail');
  if (found === null) throw new Error('The story shows no node detail.');
  return found;
}

function says(canvas: HTMLElement): string {
  return detailIn(canvas).shadowRoot?.textContent?.replaceAll(/\s+/g, ' ') ?? '';
}

async function until(canvas: HTMLElement, text: RegExp): Promise<void> {
  await waitFor(() => expect(says(canvas)).toMatch(text), { timeout: 5_000 });
}

/** A session in which one node has told these figures for so many seconds, one a second, until `ageMs` ago. */
function sessionWith(id: string, figures: Partial<Record<NodeField, number>>, ageMs = 0): Session {
  const backend = new ScriptedBackend();
  backend.accepting = true;
  const session = sessionOn(backend);
  void configure(session).then(() => {
    const type = id === 'channel-1' ? 'channel' : 'slim';
    const at = session.now() - ageMs;
    const row = session.live.node(id, type, 'ACTIVE', { source: '/ws', at, confidence: 'reported' });
    for (const [field, value] of Object.entries(figures)) session.live.nodeValue(row, field as NodeField, value);
  });
  return session;
}

async function configure({ configurations }: Session): Promise<void> {
  const nodes = [
    createNodeConfiguration('channel', 'channel-1', 'Channel Frankfurt'),
    { id: 'slim-1', name: 'Weather', enabled: true, type: 'slim' as const, config: createSlimConfig('weather') },
  ];
  await configurations.saveConfiguration({ ...createConfiguration({ id: 'c', name: 'C', now: 0 }), nodes });
  await configurations.setDefaultConfiguration('c');
}

/** The demo network, with a grid beside it: whatever is chosen there is shown. */
export const BesideAGrid: Story = {
  render: () =>
    inside(
      memorySession({ mode: 'demo', demoNodes: 12, seed: 7 }),
      html`<div
        style="display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 16px; align-items: start"
      >
        <aurigraph-node-grid id="nodes" density="compact"></aurigraph-node-grid>
        <aurigraph-node-detail for="nodes"></aurigraph-node-detail>
      </div>`,
    ),
  play: async ({ canvasElement }) => {
    await until(canvasElement, /Choose a node/);
    const grid = canvasElement.querySelector('aurigraph-node-grid');
    const row = (): HTMLElement | null | undefined => grid?.shadowRoot?.querySelector<HTMLElement>('[part~=row]');
    await waitFor(() => expect(row()).toBeTruthy(), { timeout: 5_000 });
    const first = row();
    if (first) await userEvent.click(first);
    await until(canvasElement, /From the demo network \(simulated\)/);
  },
};

/** A channel that tells something each second, and its backend. */
const network = { page: new ChartBackend() };

function liveChannel(): TemplateResult {
  network.page = new ChartBackend();
  const { session } = network.page;
  void configure(session);
  return inside(session, html`<aurigraph-node-detail node-id="channel-1"></aurigraph-node-detail>`);
}

/** Lets a minute pass in which the channel tells its figures. */
async function tellsAMinute(canvas: HTMLElement): Promise<void> {
  const { page } = network;
  await page.connected();
  await until(canvas, /no message has told of it so far/);
  for (let second = 0; second <= 60; second += 1) {
    tell(page, {
      throughput: Math.round(8_400 + 600 * Math.sin(second / 7) + 120 * Math.sin(second * 1.7)),
      totalMessages: 1_934_502 + second * 140,
      errorCount: second < 40 ? 2 : 3,
      latencyMs: 4.2 + Math.sin(second / 5),
      activeConnections: 34 + Math.round(9 * Math.sin(second / 9)),
      queueDepth: 240 + second * 11,
      routingEfficiency: 0.972,
    });
    // The past takes what a message said once it was read.
    await Promise.resolve();
    if (second < 60) page.clock.advance(1_000);
    page.greet();
  }
}

function tell({ session, clock }: ChartBackend, figures: Partial<Record<NodeField, number>>): void {
  const row = session.live.node('channel-1', 'channel', 'ROUTING', {
    source: SOURCE,
    at: clock.now(),
    confidence: 'reported',
  });
  for (const [field, value] of Object.entries(figures)) session.live.nodeValue(row, field as NodeField, value);
}

/** Every figure with the minute before it. */
export const Live: Story = {
  render: liveChannel,
  play: async ({ canvasElement }) => {
    await tellsAMinute(canvasElement);
    await until(canvasElement, /live.*queue 900 of 5,000 inside its limit/);
    const lines = detailIn(canvasElement).shadowRoot?.querySelectorAll('.past path') ?? [];
    await expect([...lines].some((line) => (line.getAttribute('d') ?? '').length > 100)).toBe(true);
  },
};

/** The connection is lost: the last values stay, grey, with their age. */
export const Stale: Story = {
  render: liveChannel,
  play: async ({ canvasElement }) => {
    await tellsAMinute(canvasElement);
    await until(canvasElement, /live.*queue 900/);
    network.page.backend.goAway();
    network.page.clock.advance(4_000);
    await until(canvasElement, /offline, 4\.\d s old.*queue 900/);
    await expect(detailIn(canvasElement).matches(':state(stale)')).toBe(true);
  },
};

export const Waiting: Story = {
  render: () =>
    inside(sessionOn(new ScriptedBackend()), html`<aurigraph-node-detail node-id="node-7"></aurigraph-node-detail>`),
  play: async ({ canvasElement }) => {
    await until(canvasElement, /node-7/);
    await waitFor(() => expect(detailIn(canvasElement).matches(':state(loading)')).toBe(true), { timeout: 5_000 });
  },
};

export const InsideItsLimits: Story = {
  render: () =>
    inside(
      sessionWith('channel-1', {
        throughput: 8_412,
        totalMessages: 1_934_502,
        errorCount: 3,
        latencyMs: 4.2,
        activeConnections: 31,
        queueDepth: 240,
        routingEfficiency: 0.972,
      }),
      html`<aurigraph-node-detail node-id="channel-1"></aurigraph-node-detail>`,
    ),
  play: ({ canvasElement }) => until(canvasElement, /connections 31 of 50 inside its limit/),
};

export const OverALimit: Story = {
  render: () =>
    inside(
      sessionWith('channel-1', { throughput: 8_412, activeConnections: 47, queueDepth: 5_400 }),
      html`<aurigraph-node-detail node-id="channel-1"></aurigraph-node-detail>`,
    ),
  play: ({ canvasElement }) => until(canvasElement, /near its limit.*over its limit/),
};

/** Others may report; this one has been silent for a minute and a half. */
export const Silent: Story = {
  render: () =>
    inside(
      sessionWith('slim-1', { apiCalls: 412, apiErrors: 2, feedRate: 0.2, successRate: 99.5 }, 90_000),
      html`<aurigraph-node-detail node-id="slim-1"></aurigraph-node-detail>`,
    ),
  play: ({ canvasElement }) => until(canvasElement, /stale 1 min.*API calls 412/),
};

export const ConfiguredButNotReported: Story = {
  render: () =>
    inside(sessionWith('slim-1', {}), html`<aurigraph-node-detail node-id="channel-1"></aurigraph-node-detail>`),
  play: ({ canvasElement }) =>
    until(canvasElement, /Channel Frankfurt.*no message has told of it so far.*Connections 50/),
};

export const Unknown: Story = {
  render: () =>
    inside(sessionWith('slim-1', {}), html`<aurigraph-node-detail node-id="node-77"></aurigraph-node-detail>`),
  play: ({ canvasElement }) => until(canvasElement, /No message has told of a node “node-77” so far/),
};

export const NothingChosen: Story = {
  render: () => inside(memorySession({ mode: 'demo' }), html`<aurigraph-node-detail></aurigraph-node-detail>`),
  play: ({ canvasElement }) => until(canvasElement, /Choose a node/),
};

export const Failed: Story = {
  render: () => {
    const backend = new ScriptedBackend();
    backend.refusing = true;
    return inside(sessionOn(backend), html`<aurigraph-node-detail node-id="channel-1"></aurigraph-node-detail>`);
  },
  play: ({ canvasElement }) => until(canvasElement, /Try again/),
};

export const Dark: Story = {
  render: () =>
    inside(
      sessionWith('channel-1', { throughput: 8_412, activeConnections: 47, queueDepth: 5_400, routingEfficiency: 0.9 }),
      html`<aurigraph-node-detail theme="dark" node-id="channel-1"></aurigraph-node-detail>`,
    ),
  play: ({ canvasElement }) => until(canvasElement, /over its limit/),
};

export const Narrow: Story = {
  render: () =>
    inside(
      sessionWith('channel-1', { throughput: 8_412, activeConnections: 47, queueDepth: 5_400 }),
      html`<div style="inline-size: 280px"><aurigraph-node-detail node-id="channel-1"></aurigraph-node-detail></div>`,
    ),
  play: ({ canvasElement }) => until(canvasElement, /over its limit/),
};

export const RightToLeft: Story = {
  render: () =>
    inside(
      sessionWith('channel-1', { throughput: 8_412, activeConnections: 47, queueDepth: 5_400 }),
      html`<div dir="rtl" lang="he"><aurigraph-node-detail node-id="channel-1"></aurigraph-node-detail></div>`,
    ),
  play: ({ canvasElement }) => until(canvasElement, /over its limit/),
};
