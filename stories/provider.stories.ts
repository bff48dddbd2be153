import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import '../src/elements/connection-status/define.js';
import '../src/elements/provider/define.js';

const meta: Meta = {
  title: 'Elements/Provider',
  component: 'aurigraph-provider',
};
export default meta;

type Story = StoryObj;

export const DemoNetwork: Story = {
  render: () =>
    html`<aurigraph-provider mode="demo" seed="7" demo-nodes="40" namespace="story">
      <aurigraph-connection-status></aurigraph-connection-status>
    </aurigraph-provider>`,
  play: async ({ canvasElement }) => {
    const provider = canvasElement.querySelector('aurigraph-provider');
    await waitFor(() => expect(provider?.session?.live.nodes.count).toBe(40));
  },
};

export const TwoNetworks: Story = {
  render: () =>
    html`<aurigraph-provider mode="demo" seed="1" namespace="story-1">
        <aurigraph-connection-status heading="First network"></aurigraph-connection-status>
      </aurigraph-provider>
      <aurigraph-provider mode="live" ws-url="ftp://wrong.example" namespace="story-2">
        <aurigraph-connection-status heading="Wrong address"></aurigraph-connection-status>
      </aurigraph-provider>`,
  play: async ({ canvasElement }) => {
    const [first, second] = canvasElement.querySelectorAll('aurigraph-connection-status');
    await waitFor(() => expect(first?.matches(':state(demo)')).toBe(true));
    await waitFor(() => expect(second?.matches(':state(failed)')).toBe(true));
  },
};
