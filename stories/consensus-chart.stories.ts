import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import '../src/elements/consensus-chart/define.js';
import { type ChartArgs, chartControls, inside, chartOf } from '../test/support/chart-story.js';
import { rounds } from '../test/support/line-charts-page.js';
import { becomes, chartIn, draws, linesOf, scripted, silent } from '../test/support/line-charts-story.js';
import { memorySession } from '../test/support/session-host.js';
import { textOf } from '../test/support/tps-chart-page.js';

const TAG = 'aurigraph-consensus-chart';

const meta: Meta<ChartArgs> = {
  title: 'Elements/Consensus chart',
  component: TAG,
  ...chartControls,
};
export default meta;

type Story = StoryObj<ChartArgs>;

const of = chartOf(TAG);

/** The network in the page: simulated, moving, marked. */
export const Demo: Story = {
  render: of(() => memorySession({ mode: 'demo', seed: 7, demoNodes: 60 })),
  play: async ({ canvasElement }) => {
    const chart = chartIn(canvasElement, TAG);
    await becomes(chart, 'demo');
    await draws(chart);
    await expect(textOf(chart, '.notes')).toBe('simulated');
    await expect(linesOf(chart)).toHaveLength(2);
  },
};

/** What incidents look like: while a part of the network is cut off, more rounds end without a block. */
export const Incident: Story = {
  args: { windowSeconds: 60 },
  render: of(() =>
    memorySession({
      mode: 'demo',
      seed: 7,
      demoNodes: 60,
      incidents: [{ atMs: -35_000, incident: 'network-partition', durationMs: 20_000 }],
    }),
  ),
  play: ({ canvasElement }) => draws(chartIn(canvasElement, TAG)),
};

export const Live: Story = {
  render: of(() => scripted((page) => page.tellPast(rounds()))),
  play: async ({ canvasElement }) => {
    const chart = chartIn(canvasElement, TAG);
    await becomes(chart, 'live');
    await draws(chart);
    await expect(linesOf(chart)).toEqual(['blocks', 'rounds']);
  },
};

/** A backend that was started anew counts from zero: a gap, and no spike. */
export const Restart: Story = {
  render: of(() =>
    scripted((page) =>
      page.tellPast({
        blocksValidated: Array.from({ length: 61 }, (_, second) =>
          second < 30 ? 9_000 + second * 2 : (second - 30) * 2,
        ),
      }),
    ),
  ),
  play: async ({ canvasElement }) => {
    const chart = chartIn(canvasElement, TAG);
    await draws(chart);
    await expect(textOf(chart, '.legend tbody')).toContain('120');
  },
};

export const Stale: Story = {
  render: of(() =>
    scripted((page) => {
      page.tellPast(rounds());
      page.clock.advance(5_000);
    }),
  ),
  play: async ({ canvasElement }) => {
    await becomes(chartIn(canvasElement, TAG), 'stale');
    await draws(chartIn(canvasElement, TAG));
  },
};

export const Loading: Story = {
  render: of(() => silent(false)),
  play: ({ canvasElement }) => becomes(chartIn(canvasElement, TAG), 'loading'),
};

export const Failed: Story = {
  render: of(() => silent(true)),
  play: ({ canvasElement }) => becomes(chartIn(canvasElement, TAG), 'failed'),
};

export const NotConnected: Story = {
  render: of(() => memorySession({ mode: 'live', autoConnect: false })),
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(textOf(chartIn(canvasElement, TAG), '.placeholder')).toContain('Connect'));
  },
};

export const Empty: Story = {
  render: of(() => scripted(() => undefined)),
  play: async ({ canvasElement }) => {
    await waitFor(() =>
      expect(textOf(chartIn(canvasElement, TAG), '.placeholder')).toContain('nobody has reported blocks or rounds'),
    );
  },
};

export const Dark: Story = {
  render: () =>
    inside(
      scripted((page) => page.tellPast(rounds())),
      html`<aurigraph-consensus-chart theme="dark"></aurigraph-consensus-chart>`,
    ),
  play: ({ canvasElement }) => draws(chartIn(canvasElement, TAG)),
};

export const Narrow: Story = {
  render: of(() => scripted((page) => page.tellPast(rounds()))),
  play: async ({ canvasElement }) => {
    const chart = chartIn(canvasElement, TAG);
    chart.style.setProperty('inline-size', '240px');
    await draws(chart);
  },
};

export const RightToLeft: Story = {
  render: () =>
    html`<div dir="rtl" lang="ar">
      ${inside(
        scripted((page) => page.tellPast(rounds())),
        html`<aurigraph-consensus-chart></aurigraph-consensus-chart>`,
      )}
    </div>`,
  play: ({ canvasElement }) => draws(chartIn(canvasElement, TAG)),
};
