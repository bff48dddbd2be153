import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import '../src/elements/finality-chart/define.js';
import { type ChartArgs, chartControls, inside, chartOf } from '../test/support/chart-story.js';
import { finality } from '../test/support/line-charts-page.js';
import { becomes, chartIn, draws, linesOf, scripted, silent } from '../test/support/line-charts-story.js';
import { memorySession } from '../test/support/session-host.js';
import { textOf, wave } from '../test/support/tps-chart-page.js';

const TAG = 'aurigraph-finality-chart';

const meta: Meta<ChartArgs> = {
  title: 'Elements/Finality chart',
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
    await expect(linesOf(chart)).toHaveLength(4);
  },
};

/** What incidents look like: the slowest blocks suffer first, and most. */
export const Incident: Story = {
  args: { windowSeconds: 60 },
  render: of(() =>
    memorySession({
      mode: 'demo',
      seed: 7,
      demoNodes: 60,
      incidents: [{ atMs: -35_000, incident: 'overload', durationMs: 20_000 }],
    }),
  ),
  play: ({ canvasElement }) => draws(chartIn(canvasElement, TAG)),
};

export const Live: Story = {
  render: of(() => scripted((page) => page.tellPast(finality()))),
  play: async ({ canvasElement }) => {
    const chart = chartIn(canvasElement, TAG);
    await becomes(chart, 'live');
    await draws(chart);
    await expect(linesOf(chart)).toEqual(['average', 'p50', 'p95', 'p99']);
  },
};

export const OnePoint: Story = {
  render: of(() =>
    scripted((page) => page.tellPast({ finalityMs: [128], finalityP95Ms: [180], finalityP99Ms: [240] })),
  ),
  play: ({ canvasElement }) => draws(chartIn(canvasElement, TAG)),
};

/** A network that is busy with nothing is as fast as it gets. */
export const Zero: Story = {
  render: of(() => scripted((page) => page.tellPast({ finalityMs: wave(0, 0), finalityP95Ms: wave(0, 0) }))),
  play: ({ canvasElement }) => draws(chartIn(canvasElement, TAG)),
};

/** Most backends tell no percentiles. */
export const AverageOnly: Story = {
  render: of(() => scripted((page) => page.tellPast({ finalityMs: finality().finalityMs ?? [] }))),
  play: async ({ canvasElement }) => {
    const chart = chartIn(canvasElement, TAG);
    await draws(chart);
    await expect(linesOf(chart)).toEqual(['average']);
  },
};

export const Stale: Story = {
  render: of(() =>
    scripted((page) => {
      page.tellPast(finality());
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
      expect(textOf(chartIn(canvasElement, TAG), '.placeholder')).toContain('nobody has reported how long blocks take'),
    );
  },
};

export const Dark: Story = {
  render: () =>
    inside(
      scripted((page) => page.tellPast(finality())),
      html`<aurigraph-finality-chart theme="dark"></aurigraph-finality-chart>`,
    ),
  play: ({ canvasElement }) => draws(chartIn(canvasElement, TAG)),
};

export const Narrow: Story = {
  render: of(() => scripted((page) => page.tellPast(finality()))),
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
        scripted((page) => page.tellPast(finality())),
        html`<aurigraph-finality-chart></aurigraph-finality-chart>`,
      )}
    </div>`,
  play: ({ canvasElement }) => draws(chartIn(canvasElement, TAG)),
};
