import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import '../src/elements/connection-status/define.js';
import '../src/elements/provider/define.js';
import { ManualClock } from '../test/support/manual-clock.js';
import { frames, ScriptedBackend } from '../test/support/scripted-backend.js';
import { memorySession, sessionOn } from '../test/support/session-host.js';
import type { Session } from '../src/session/session.js';

const meta: Meta = {
  title: 'Elements/Connection status',
  component: 'aurigraph-connection-status',
};
export default meta;

type Story = StoryObj;

function inside(session: Session) {
  return html`<test-session-host .session=${session}>
    <aurigraph-connection-status></aurigraph-connection-status>
  </test-session-host>`;
}

function element(canvas: HTMLElement): Element {
  const found = canvas.querySelector('aurigraph-connection-status');
  if (found === null) throw new Error('The story shows no connection status.');
  return found;
}

async function shows(canvas: HTMLElement, state: string): Promise<void> {
  await waitFor(() => expect(element(canvas).matches(`:state(${state})`)).toBe(true), { timeout: 8_000 });
}

export const Demo: Story = {
  render: () =>
    html`<aurigraph-provider mode="demo" namespace="story">
      <aurigraph-connection-status></aurigraph-connection-status>
    </aurigraph-provider>`,
  play: ({ canvasElement }) => shows(canvasElement, 'demo'),
};

function backendSession(prepare: (backend: ScriptedBackend) => void): { backend: ScriptedBackend; session: Session } {
  const backend = new ScriptedBackend();
  prepare(backend);
  return { backend, session: sessionOn(backend) };
}

export const Loading: Story = {
  render: () => inside(backendSession(() => undefined).session),
  play: ({ canvasElement }) => shows(canvasElement, 'loading'),
};

const live = { say: () => undefined as void, goAway: () => undefined as void };

function liveSession(): Session {
  const { backend, session } = backendSession((scripted) => (scripted.accepting = true));
  live.say = () => backend.socket.say(frames.system(28_640));
  live.goAway = () => backend.goAway();
  return session;
}

async function becomesLive(canvas: HTMLElement): Promise<void> {
  await waitFor(() => live.say(), { timeout: 8_000 });
  await shows(canvas, 'live');
}

export const Live: Story = {
  render: () => inside(liveSession()),
  play: ({ canvasElement }) => becomesLive(canvasElement),
};

export const Stale: Story = {
  render: () => inside(liveSession()),
  play: async ({ canvasElement }) => {
    await becomesLive(canvasElement);
    live.goAway();
    await shows(canvasElement, 'stale');
  },
};

/** On a clock that runs ahead, so that nobody waits for the ten seconds after which a network counts as away. */
function awaySession(): Session {
  const clock = new ManualClock(Date.now());
  const backend = new ScriptedBackend();
  backend.refusing = true;
  const session = sessionOn(backend, { clock, random: () => 0.9, demoWhenAway: true });
  live.say = () => clock.advance(1_000);
  return session;
}

async function offers(canvas: HTMLElement, name: string): Promise<HTMLElement> {
  return waitFor(
    () => {
      live.say();
      const buttons = [...(element(canvas).shadowRoot?.querySelectorAll('button') ?? [])];
      const found = buttons.find(({ textContent }) => textContent.trim() === name);
      if (found === undefined) throw new Error(`There is no button “${name}”.`);
      return found;
    },
    { timeout: 8_000 },
  );
}

/** The network is away, and people may look at the demo meanwhile. */
export const DemoOffered: Story = {
  render: () => inside(awaySession()),
  play: ({ canvasElement }) => offers(canvasElement, 'Show the demo network meanwhile').then(() => undefined),
};

/** Somebody asked for it: both facts are told, and the way back is where the offer was. */
export const DemoMeanwhile: Story = {
  render: () => inside(awaySession()),
  play: async ({ canvasElement }) => {
    await userEvent.click(await offers(canvasElement, 'Show the demo network meanwhile'));
    await shows(canvasElement, 'demo');
    await offers(canvasElement, 'Back to the last known values');
  },
};

export const Failed: Story = {
  render: () => inside(backendSession((backend) => (backend.refusing = true)).session),
  play: ({ canvasElement }) => shows(canvasElement, 'failed'),
};

export const WrongAddress: Story = {
  render: () => inside(memorySession({ mode: 'live', wsUrl: 'http://backend.test' })),
  play: async ({ canvasElement }) => {
    await shows(canvasElement, 'failed');
    await expect(element(canvasElement).shadowRoot?.textContent).toContain('WebSocket address must start with');
  },
};

export const NotConnected: Story = {
  render: () => inside(memorySession({ mode: 'live', autoConnect: false })),
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(element(canvasElement).shadowRoot?.textContent).toContain('Not connected'));
  },
};

export const Dark: Story = {
  render: () =>
    html`<aurigraph-provider mode="demo" namespace="story">
      <aurigraph-connection-status theme="dark"></aurigraph-connection-status>
    </aurigraph-provider>`,
  play: ({ canvasElement }) => shows(canvasElement, 'demo'),
};
