import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import '../src/elements/feed-chart/define.js';
import { type ChartArgs, chartControls, inside, chartOf } from '../test/support/chart-story.js';
import { becomes, chartIn, draws, feeds, linesOf, scripted, silent } from '../test/support/line-charts-story.js';
import { memorySession } from '../test/support/session-host.js';
import { textOf } from '../test/support/tps-chart-page.js';

const TAG = 'aurigraph-feed-chart';

const meta: Meta<ChartArgs> = {
  title: 'Elements/Feed chart',
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

/** What incidents look like: a provider that is away. */
export const Incident: Story = {
  args: { windowSeconds: 60 },
  render: of(() =>
    memorySession({
      mode: 'demo',
      seed: 7,
      demoNodes: 60,
      incidents: [{ atMs: -35_000, incident: 'feed-outage', durationMs: 20_000 }],
    }),
  ),
  play: ({ canvasElement }) => draws(chartIn(canvasElement, TAG)),
};

/** Slim nodes tell what they read, and the configuration says from whom. */
export const Live: Story = {
  render: of(() =>
    scripted(async (page) => {
      await page.configure({ a: 'alpaca', b: 'alpaca', w: 'weather' });
      for (let second = 0; second < 40; second += 1)
        page.nextFeeds({ a: 2 + Math.sin(second / 5), b: 1, w: 0.5, stranger: 0.8 });
    }),
  ),
  play: async ({ canvasElement }) => {
    const chart = chartIn(canvasElement, TAG);
    await becomes(chart, 'live');
    await draws(chart);
    await waitFor(() => expect(linesOf(chart)).toEqual(['all feeds', 'Alpaca', 'OpenWeatherMap', 'other']));
  },
};

/** Where no configuration says which provider a node reads, there is the sum. */
export const UnknownProviders: Story = {
  render: of(() =>
    scripted((page) => {
      for (let second = 0; second < 40; second += 1) page.nextFeeds({ a: 2 + Math.sin(second / 5), b: 1 });
    }),
  ),
  play: async ({ canvasElement }) => {
    const chart = chartIn(canvasElement, TAG);
    await draws(chart);
    await expect(linesOf(chart)).toEqual(['all feeds']);
  },
};

export const Stale: Story = {
  render: of(() =>
    scripted((page) => {
      page.tellPast(feeds());
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
      expect(textOf(chartIn(canvasElement, TAG), '.placeholder')).toContain(
        'this backend tells nothing else about API feeds',
      ),
    );
  },
};

export const Dark: Story = {
  render: () =>
    inside(
      scripted((page) => page.tellPast(feeds())),
      html`<aurigraph-feed-chart theme="dark"></aurigraph-feed-chart>`,
    ),
  play: ({ canvasElement }) => draws(chartIn(canvasElement, TAG)),
};

export const Narrow: Story = {
  render: of(() => scripted((page) => page.tellPast(feeds()))),
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
        scripted((page) => page.tellPast(feeds())),
        html`<aurigraph-feed-chart></aurigraph-feed-chart>`,
      )}
    </div>`,
  play: ({ canvasElement }) => draws(chartIn(canvasElement, TAG)),
};
