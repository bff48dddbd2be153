import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import '../src/elements/dashboard/define.js';
import '../src/elements/provider/define.js';
import { ScriptedBackend } from '../test/support/scripted-backend.js';
import { sessionOn } from '../test/support/session-host.js';

const meta: Meta = {
  title: 'Elements/Dashboard',
  component: 'aurigraph-dashboard',
  parameters: { layout: 'fullscreen' },
};
export default meta;

type Story = StoryObj;

function demo(attributes = html`<aurigraph-dashboard></aurigraph-dashboard>`) {
  return html`<aurigraph-provider mode="demo" demo-nodes="60" seed="3" namespace="story"
    >${attributes}</aurigraph-provider
  >`;
}

function dashboard(canvas: HTMLElement): HTMLElement {
  const found = canvas.querySelector('aurigraph-dashboard');
  if (found === null) throw new Error('The story shows no dashboard.');
  return found;
}

export const Demo: Story = {
  render: () => demo(),
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(dashboard(canvasElement).matches(':state(demo)')).toBe(true));
  },
};

export const Configuration: Story = {
  render: () => demo(),
  play: async ({ canvasElement }) => {
    const root = dashboard(canvasElement).shadowRoot;
    await waitFor(() => expect(root?.querySelectorAll('[role=tab]')).toHaveLength(2));
    const [overview, configuration] = root?.querySelectorAll<HTMLElement>('[role=tab]') ?? [];
    overview?.focus();
    await userEvent.keyboard('{ArrowRight}');
    await waitFor(() => expect(configuration?.getAttribute('aria-selected')).toBe('true'));
    await expect(root?.activeElement).toBe(configuration);
    await waitFor(() => expect(root?.querySelector('aurigraph-config-editor')).toBeVisible());
  },
};

export const Dark: Story = {
  render: () => demo(html`<aurigraph-dashboard theme="dark"></aurigraph-dashboard>`),
};

export const Failed: Story = {
  render: () => {
    const backend = new ScriptedBackend();
    backend.refusing = true;
    return html`<test-session-host .session=${sessionOn(backend)}
      ><aurigraph-dashboard></aurigraph-dashboard
    ></test-session-host>`;
  },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(dashboard(canvasElement).matches(':state(failed)')).toBe(true), { timeout: 8_000 });
  },
};
