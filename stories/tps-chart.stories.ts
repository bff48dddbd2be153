import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import '../src/elements/tps-chart/define.js';
import type { AurigraphTpsChart } from '../src/elements/tps-chart/tps-chart.js';
import type { PerformanceMode } from '../src/domain/performance-mode.js';
import type { Session } from '../src/session/session.js';
import { type ChartArgs, chartControls, inside, chartOf } from '../test/support/chart-story.js';
import { memorySession } from '../test/support/session-host.js';
import { ChartBackend, part, textOf, wave } from '../test/support/tps-chart-page.js';

const meta: Meta<ChartArgs> = {
  title: 'Elements/TPS chart',
  component: 'aurigraph-tps-chart',
  ...chartControls,
};
export default meta;

type Story = StoryObj<ChartArgs>;

const of = chartOf('aurigraph-tps-chart');

function chartIn(canvas: HTMLElement): AurigraphTpsChart {
  const found = canvas.querySelector('aurigraph-tps-chart');
  if (found === null) throw new Error('The story shows no TPS chart.');
  return found;
}

async function becomes(canvas: HTMLElement, state: string): Promise<void> {
  await waitFor(() => expect(chartIn(canvas).matches(`:state(${state})`)).toBe(true), { timeout: 8_000 });
}

async function draws(canvas: HTMLElement): Promise<void> {
  await waitFor(() => expect(chartIn(canvas).shadowRoot?.querySelector('canvas')).not.toBeNull(), { timeout: 8_000 });
}

/** A session whose backend says something once it is connected; time stands still after that. */
function scripted(says: (page: ChartBackend) => void, mode: PerformanceMode = 'development'): Session {
  const page = new ChartBackend();
  void page.connected().then(async () => {
    page.greet();
    await page.session.settings.saveSettings({ ...page.session.state.settings, performanceMode: mode });
    says(page);
  });
  return page.session;
}

function silent(refusing: boolean): Session {
  const page = new ChartBackend();
  page.backend.accepting = false;
  page.backend.refusing = refusing;
  return page.session;
}

const busy = wave(1_970_000, 80_000);

/** The network in the page: simulated, moving, marked. */
export const Demo: Story = {
  render: of(() => memorySession({ mode: 'demo', seed: 7 })),
  play: async ({ canvasElement }) => {
    await becomes(canvasElement, 'demo');
    await draws(canvasElement);
    await expect(textOf(chartIn(canvasElement), '.notes')).toBe('simulated');
  },
};

export const Live: Story = {
  render: of(() => scripted((page) => page.past(busy), 'production')),
  play: async ({ canvasElement }) => {
    await becomes(canvasElement, 'live');
    await draws(canvasElement);
    await expect(textOf(chartIn(canvasElement), '.efficiency')).toContain('on target');
  },
};

/** A target that would crush the data is named at the edge. */
export const FarBelowTarget: Story = {
  render: of(() => scripted((page) => page.past(wave(9_100, 480)))),
  play: async ({ canvasElement }) => {
    await draws(canvasElement);
    await expect(textOf(chartIn(canvasElement), '.efficiency')).toContain('far below target');
  },
};

export const Gaps: Story = {
  render: of(() =>
    scripted((page) =>
      page.past(
        wave(27_000, 900).map((tps, second) => ((second > 18 && second < 30) || second === 44 ? undefined : tps)),
      ),
    ),
  ),
  play: ({ canvasElement }) => draws(canvasElement),
};

export const OnePoint: Story = {
  render: of(() => scripted((page) => page.value(28_123))),
  play: ({ canvasElement }) => draws(canvasElement),
};

export const Stale: Story = {
  render: of(() =>
    scripted((page) => {
      page.past(wave(28_000, 700));
      page.clock.advance(5_000);
    }),
  ),
  play: async ({ canvasElement }) => {
    await becomes(canvasElement, 'stale');
    await expect(textOf(chartIn(canvasElement), '.badge')).toBe('stale 5.0 s');
  },
};

/** After a reload without a backend: the last values, with their age. */
export const OfflineFromCache: Story = {
  render: () => {
    const page = new ChartBackend();
    page.backend.accepting = false;
    page.backend.refusing = true;
    page.past(wave(28_000, 700), 'cache');
    page.clock.advance(180_000);
    return inside(page.session, html`<aurigraph-tps-chart></aurigraph-tps-chart>`);
  },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(textOf(chartIn(canvasElement), '.badge')).toBe('offline, 3 min old'));
    await draws(canvasElement);
  },
};

export const Loading: Story = {
  render: of(() => silent(false)),
  play: ({ canvasElement }) => becomes(canvasElement, 'loading'),
};

export const Failed: Story = {
  render: of(() => silent(true)),
  play: ({ canvasElement }) => becomes(canvasElement, 'failed'),
};

export const NotConnected: Story = {
  render: of(() => memorySession({ mode: 'live', autoConnect: false })),
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(textOf(chartIn(canvasElement), '.placeholder')).toContain('Connect'));
  },
};

export const Empty: Story = {
  render: of(() => scripted(() => undefined)),
  play: async ({ canvasElement }) => {
    await waitFor(() =>
      expect(textOf(chartIn(canvasElement), '.placeholder')).toContain('nobody has reported a throughput'),
    );
  },
};

export const Paused: Story = {
  render: of(() => scripted((page) => page.past(wave(28_000, 700)))),
  play: async ({ canvasElement }) => {
    await draws(canvasElement);
    const chart = chartIn(canvasElement);
    await userEvent.click(part(chart, '[part=pause-button]'));
    await waitFor(() => expect(textOf(chart, '.notes')).toMatch(/^paused at/));
    await expect(chart.paused).toBe(true);
  },
};

export const SavedAndEnlarged: Story = {
  render: of(() => scripted((page) => page.past(wave(28_000, 700)))),
  play: async ({ canvasElement }) => {
    await draws(canvasElement);
    const chart = chartIn(canvasElement);
    part(chart, '.menu-button').focus();
    await userEvent.keyboard('{ArrowDown}');
    await waitFor(() => expect(part(chart, '.menu').matches(':popover-open')).toBe(true));
    await expect(textOf(chart, '.menu')).toMatch(/^Save as CSV Save as JSON/);
  },
};

export const ReadWithTheKeyboard: Story = {
  render: of(() => scripted((page) => page.past(busy), 'production')),
  play: async ({ canvasElement }) => {
    await draws(canvasElement);
    const chart = chartIn(canvasElement);
    part(chart, '.plot').focus();
    await userEvent.keyboard('{End}{PageDown}{PageDown}{ArrowLeft}');
    await waitFor(() => expect(textOf(chart, '.readout')).toMatch(/TPS \d\d:\d\d:\d\d$/));
  },
};

export const AsATable: Story = {
  render: of(() => scripted((page) => page.past(wave(28_000, 700)))),
  play: async ({ canvasElement }) => {
    await draws(canvasElement);
    const chart = chartIn(canvasElement);
    await userEvent.click(part(chart, '[part=table-button]'));
    await waitFor(() => expect(textOf(chart, 'caption')).toBe('61 values, newest first'));
  },
};

export const TenMinutes: Story = {
  args: { windowSeconds: 600 },
  render: of(() => scripted((page) => page.past(wave(28_000, 900, 601)))),
  play: ({ canvasElement }) => draws(canvasElement),
};

export const WithoutLegend: Story = {
  args: { legendHidden: true, heading: 'Throughput' },
  render: of(() => scripted((page) => page.past(wave(28_000, 700)))),
  play: ({ canvasElement }) => draws(canvasElement),
};

export const Dark: Story = {
  render: () =>
    inside(
      scripted((page) => page.past(busy), 'production'),
      html`<aurigraph-tps-chart theme="dark"></aurigraph-tps-chart>`,
    ),
  play: ({ canvasElement }) => draws(canvasElement),
};

export const Narrow: Story = {
  render: of(() => scripted((page) => page.past(busy), 'production')),
  play: async ({ canvasElement }) => {
    chartIn(canvasElement).style.setProperty('inline-size', '300px');
    await draws(canvasElement);
  },
};

export const RightToLeft: Story = {
  render: () =>
    html`<div dir="rtl" lang="ar">
      ${inside(
        scripted((page) => page.past(busy), 'production'),
        html`<aurigraph-tps-chart></aurigraph-tps-chart>`,
      )}
    </div>`,
  play: ({ canvasElement }) => draws(canvasElement),
};

/** A stretch that is held while data goes on, and the way back to the present. */
export const Zoomed: Story = {
  render: of(() => scripted((page) => page.past(wave(28_000, 900, 120)))),
  play: async ({ canvasElement }) => {
    await draws(canvasElement);
    const chart = chartIn(canvasElement);
    part(chart, '.plot').focus();
    await userEvent.keyboard('++');
    await waitFor(() => expect(textOf(chart, '.zoom-bar')).toMatch(/^\d\d:\d\d:\d\d to \d\d:\d\d:\d\d ?Live$/));
    await expect(chart.zoomed).toBe(true);
  },
};

/** Values on both sides of 70 and 90 % of the target. */
export const Bands: Story = {
  render: of(() => scripted((page) => page.past(wave(26_000, 7_000)))),
  play: async ({ canvasElement }) => {
    await draws(canvasElement);
    await expect(textOf(chartIn(canvasElement), '.efficiency')).toContain('below target');
  },
};

/** Leaders that changed, a reconnect, an incident, and what the page marks. */
export const Annotations: Story = {
  render: of(() =>
    scripted((page) => {
      const ago = (seconds: number): number => page.clock.now() - seconds * 1_000;
      for (const [seconds, nodeId] of [
        [50, 'validator-1'],
        [40, 'validator-2'],
        [12, 'validator-7'],
      ] as const)
        page.session.live.leader(nodeId, { source: '/ws', at: ago(seconds), confidence: 'reported' });
      page.past(busy);
    }, 'production'),
  ),
  play: async ({ canvasElement }) => {
    await draws(canvasElement);
    const chart = chartIn(canvasElement);
    const now = Number(part(chart, '.plot').ariaValueMax) * 1_000;
    chart.annotations = [
      { at: now - 30_000, text: 'Load test began', kind: 'incident' },
      { at: now - 22_000, text: 'Release 12.1' },
    ];
    await waitFor(() => expect(chart.shadowRoot?.querySelectorAll('.event')).toHaveLength(4));
    part(chart, '.event:nth-of-type(2)').focus();
    await expect(part(chart, '.event:focus .tip')).toBeVisible();
  },
};

/** Much of the window is older than the first value. */
export const HistoryNotThereYet: Story = {
  args: { windowSeconds: 900 },
  render: of(() => scripted((page) => page.past(wave(28_000, 900, 240)))),
  play: async ({ canvasElement }) => {
    await draws(canvasElement);
    await expect(textOf(chartIn(canvasElement), '.unknown')).toMatch(/^no values before/);
  },
};

/** Two charts that show the same moment. */
export const SharedCursor: Story = {
  render: () =>
    inside(
      scripted((page) => page.past(busy), 'production'),
      html`<aurigraph-tps-chart cursor-group="wall"></aurigraph-tps-chart>
        <aurigraph-tps-chart cursor-group="wall" heading="The same moment" bands-hidden></aurigraph-tps-chart>`,
    ),
  play: async ({ canvasElement }) => {
    await draws(canvasElement);
    const [one, other] = [...canvasElement.querySelectorAll('aurigraph-tps-chart')];
    if (one === undefined || other === undefined) throw new Error('The story shows two charts.');
    part(one, '.plot').focus();
    await userEvent.keyboard('{End}{PageDown}{PageDown}');
    await waitFor(() => expect(textOf(other, '.readout')).toBe(textOf(one, '.readout')));
    await expect(textOf(other, '.readout')).toMatch(/TPS/);
  },
};
