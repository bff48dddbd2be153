import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import { expect, waitFor } from 'storybook/test';
import '../src/elements/tps-chart/define.js';
import type { HostSeries } from '../src/elements/base/chart/host-series.js';
import type { AurigraphTpsChart } from '../src/elements/tps-chart/tps-chart.js';
import { textOf, wave } from '../test/support/tps-chart-page.js';

interface SeriesArgs {
  series: HostSeries | undefined;
  scale: 'linear' | 'log' | 'auto';
  windowSeconds: number;
  theme: 'light' | 'dark';
}

/** Charts of values that the host page gives: without a provider, and without a network. */
const meta: Meta<SeriesArgs> = {
  title: 'Elements/TPS chart/Values of the page',
  component: 'aurigraph-tps-chart',
  argTypes: { series: { control: false }, scale: { control: 'radio', options: ['linear', 'log', 'auto'] } },
  args: { scale: 'linear', windowSeconds: 60, theme: 'light' },
  render: ({ series, scale, windowSeconds, theme }): TemplateResult =>
    html`<aurigraph-tps-chart
      theme=${theme}
      scale=${scale}
      window-seconds=${windowSeconds}
      .series=${series}
    ></aurigraph-tps-chart>`,
};
export default meta;

type Story = StoryObj<SeriesArgs>;

/** 2026-03-01 15:20:10 UTC. */
const NOW = Date.UTC(2026, 2, 1, 15, 20, 10);

function minute(...values: readonly (readonly (number | null)[])[]): HostSeries {
  const count = values[0]?.length ?? 0;
  return { times: Array.from({ length: count }, (_, index) => NOW - (count - 1 - index) * 1_000), values };
}

function chartIn(canvas: HTMLElement): AurigraphTpsChart {
  const found = canvas.querySelector('aurigraph-tps-chart');
  if (found === null) throw new Error('The story shows no TPS chart.');
  return found;
}

async function draws({ canvasElement }: { readonly canvasElement: HTMLElement }): Promise<void> {
  await waitFor(() => expect(chartIn(canvasElement).shadowRoot?.querySelector('canvas')).not.toBeNull(), {
    timeout: 8_000,
  });
  await expect(textOf(chartIn(canvasElement), '.badge')).toBe('from this page');
}

async function says(canvas: HTMLElement, text: string): Promise<void> {
  await waitFor(() => expect(textOf(chartIn(canvas), '.placeholder')).toContain(text));
}

/** From three thousand to two million. */
const growth = Array.from({ length: 61 }, (_, second) =>
  second < 20 ? 3_000 + 200 * Math.sin(second) : Math.min(1_970_000, 3_000 * 1.35 ** (second - 20)),
);

export const OneLine: Story = { args: { series: { ...minute(wave(28_000, 700)), target: 30_000 } }, play: draws };

export const ThreeLines: Story = {
  args: {
    series: { ...minute(wave(52, 6), wave(71, 9), wave(88, 14)), labels: ['average', 'p95', 'p99'] },
  },
  play: draws,
};

export const Stale: Story = {
  args: { series: { ...minute(wave(28_000, 700)), freshForMs: 5_000, source: 'meter 7' } },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(chartIn(canvasElement).matches(':state(stale)')).toBe(true));
  },
};

export const MissingValues: Story = {
  args: { series: minute(wave(28_000, 700).map((value, second) => (second % 13 < 3 ? null : value))) },
  play: draws,
};

export const LogarithmicScale: Story = {
  args: { scale: 'log', series: { ...minute(growth), target: 2_000_000 } },
  play: draws,
};

export const LogarithmicScaleWithZero: Story = {
  args: { scale: 'log', series: minute(growth.map((value, second) => (second > 8 && second < 16 ? 0 : value))) },
  play: draws,
};

export const LogarithmicScaleDark: Story = {
  args: { scale: 'log', theme: 'dark', series: { ...minute(growth), target: 2_000_000 } },
  play: draws,
};

/** A million points, of which each pixel shows the lowest and the highest. */
export const AMillionPoints: Story = {
  args: { windowSeconds: 3_600 },
  render: ({ windowSeconds }) => {
    const count = 1_000_000;
    const noise = (index: number): number => ((index * 7_919) % 1_009) / 1_009;
    const values = Float64Array.from(
      { length: count },
      (_, index) =>
        1_600_000 + 300_000 * Math.sin(index / 120_000) + 90_000 * noise(index) + (index === 640_000 ? 8e5 : 0),
    );
    const times = Float64Array.from({ length: count }, (_, index) => NOW - (count - 1 - index) * 3.6);
    return html`<aurigraph-tps-chart
      window-seconds=${windowSeconds}
      .series=${{ times, values: [values], target: 2_000_000 }}
    ></aurigraph-tps-chart>`;
  },
  play: async (context) => {
    await draws(context);
    await expect(textOf(chartIn(context.canvasElement), '.legend')).toContain('≈ p95');
  },
};

export const BelowZero: Story = { args: { series: minute(wave(-100, 500)) }, play: draws };

export const LargestInteger: Story = { args: { series: minute([1, 2, 2 ** 53, 3, 2 ** 52]) }, play: draws };

/** Times that go backwards are brought into their order. */
export const TimeGoingBackwards: Story = {
  args: { series: { ...minute([...wave(28_000, 700)].reverse()), times: minute(wave(0, 0)).times.toReversed() } },
  play: draws,
};

export const NoPoint: Story = {
  args: { series: { times: [], values: [[]] } },
  play: ({ canvasElement }) => says(canvasElement, 'The page has given no values yet.'),
};

export const Refused: Story = {
  args: { series: { times: [1, 2, 3], values: [[1, 2]] } },
  play: ({ canvasElement }) => says(canvasElement, 'values[0] has 2 entries, but there are 3 times.'),
};
