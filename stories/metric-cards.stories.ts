import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing, type TemplateResult } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import '../src/elements/metric-cards/define.js';
import { CARD_NAMES, type CardName } from '../src/elements/metric-cards/card-choice.js';
import type { AurigraphMetricCards } from '../src/elements/metric-cards/metric-cards.js';
import type { PerformanceMode } from '../src/domain/performance-mode.js';
import type { Session } from '../src/session/session.js';
import { cardIn, cardNames, CardsBackend, detailsOf, seenOf, spokenOf } from '../test/support/metric-cards-page.js';
import { memorySession } from '../test/support/session-host.js';
import { wave } from '../test/support/tps-chart-page.js';

interface CardsArgs {
  cards: string | undefined;
  heading: string | undefined;
}

const meta: Meta<CardsArgs> = {
  title: 'Elements/Metric cards',
  component: 'aurigraph-metric-cards',
  argTypes: { cards: { control: 'text' }, heading: { control: 'text' } },
  args: { cards: undefined, heading: undefined },
};
export default meta;

type Story = StoryObj<CardsArgs>;

function inside(session: Session, cards: TemplateResult): TemplateResult {
  return html`<test-session-host .session=${session}>${cards}</test-session-host>`;
}

/** Shows the cards of the controls in a session of their own, which is made when the story is shown. */
function of(open: () => Session): (args: CardsArgs) => TemplateResult {
  return ({ cards, heading }) =>
    inside(
      open(),
      html`<aurigraph-metric-cards cards=${cards ?? nothing} heading=${heading ?? nothing}></aurigraph-metric-cards>`,
    );
}

function cardsIn(canvas: HTMLElement): AurigraphMetricCards {
  const found = canvas.querySelector('aurigraph-metric-cards');
  if (found === null) throw new Error('The story shows no metric cards.');
  return found;
}

async function becomes(canvas: HTMLElement, state: string): Promise<void> {
  await waitFor(() => expect(cardsIn(canvas).matches(`:state(${state})`)).toBe(true), { timeout: 8_000 });
}

async function shows(canvas: HTMLElement, name: CardName, text: string): Promise<void> {
  await waitFor(() => expect(seenOf(cardsIn(canvas), name)).toContain(text), { timeout: 8_000 });
}

/** A session whose backend says something once it is connected; time stands still after that. */
function scripted(says: (page: CardsBackend) => void, mode: PerformanceMode = 'production'): Session {
  const page = new CardsBackend();
  void page.connected().then(async () => {
    page.greet();
    await page.session.settings.saveSettings({ ...page.session.state.settings, performanceMode: mode });
    says(page);
  });
  return page.session;
}

const busy = (): Session =>
  scripted((page) => {
    page.busy();
    page.nodes();
  });

function silent(refusing: boolean): Session {
  const page = new CardsBackend();
  page.backend.accepting = false;
  page.backend.refusing = refusing;
  return page.session;
}

/** The network in the page: simulated, moving, marked in every card. */
export const Demo: Story = {
  render: of(() => memorySession({ mode: 'demo', seed: 7 })),
  play: async ({ canvasElement }) => {
    await becomes(canvasElement, 'demo');
    for (const name of CARD_NAMES) await shows(canvasElement, name, 'simulated');
  },
};

export const Live: Story = {
  render: of(busy),
  play: async ({ canvasElement }) => {
    await becomes(canvasElement, 'live');
    await shows(canvasElement, 'efficiency', 'on target');
    await shows(canvasElement, 'nodes', '1 failing');
    await expect(spokenOf(cardsIn(canvasElement), 'leader')).toMatch(
      /^Leader: validator-7, term 1,284, .*, from \/ws\.$/,
    );
  },
};

export const FarBelowTarget: Story = {
  render: of(() => scripted((page) => page.past(wave(9_100, 480)), 'development')),
  play: ({ canvasElement }) => shows(canvasElement, 'efficiency', 'far below target'),
};

export const Rising: Story = {
  args: { cards: 'tps finality' },
  render: of(() =>
    scripted((page) => page.past(Array.from({ length: 61 }, (_, second) => 1_400_000 + second * 9_000))),
  ),
  play: ({ canvasElement }) => shows(canvasElement, 'tps', 'rising 28% in 1 min'),
};

export const Gaps: Story = {
  args: { cards: 'tps' },
  render: of(() =>
    scripted((page) =>
      page.past(wave(1_970_000, 80_000).map((tps, second) => (second > 18 && second < 30 ? undefined : tps))),
    ),
  ),
  play: async ({ canvasElement }) => {
    await shows(canvasElement, 'tps', 'TPS');
    const line = cardIn(cardsIn(canvasElement), 'tps').querySelector('.line')?.getAttribute('d');
    await expect(line?.match(/M/g)).toHaveLength(2);
  },
};

/** The network answers, and tells hardly anything. */
export const MostlyUnknown: Story = {
  render: of(() =>
    scripted((page) => {
      page.past(wave(1_970_000, 80_000));
      requestAnimationFrame(() => {
        page.clock.advance(1_500);
        page.value(1_960_000);
        page.clock.advance(1_500);
        page.value(1_950_000);
      });
    }),
  ),
  play: ({ canvasElement }) => shows(canvasElement, 'finality', 'unknown'),
};

export const Stale: Story = {
  render: of(() =>
    scripted((page) => {
      page.busy();
      page.nodes();
      requestAnimationFrame(() => page.clock.advance(12_000));
    }),
  ),
  play: async ({ canvasElement }) => {
    await becomes(canvasElement, 'stale');
    await shows(canvasElement, 'leader', '12 s old');
  },
};

/** After a reload without a backend: the last values, with their age. */
export const OfflineFromCache: Story = {
  render: of(() => {
    const page = new CardsBackend();
    page.backend.accepting = false;
    page.backend.refusing = true;
    page.busy('cache');
    page.clock.advance(180_000);
    return page.session;
  }),
  play: ({ canvasElement }) => shows(canvasElement, 'tps', '3 min old earlier visit'),
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
    await waitFor(() =>
      expect(cardsIn(canvasElement).shadowRoot?.querySelector('.placeholder')?.textContent).toContain('Connect'),
    );
  },
};

/** Some of them, in an order of the page's own. */
export const Chosen: Story = {
  args: { cards: 'leader tps nodes', heading: 'Consensus' },
  render: of(busy),
  play: async ({ canvasElement }) => {
    await shows(canvasElement, 'leader', 'validator-7');
    await expect(cardNames(cardsIn(canvasElement))).toEqual(['leader', 'tps', 'nodes']);
  },
};

/** Opened with the keyboard: exact value, source, confidence and time. */
export const Details: Story = {
  render: of(busy),
  play: async ({ canvasElement }) => {
    await shows(canvasElement, 'tps', 'TPS');
    const cards = cardsIn(canvasElement);
    cardIn(cards, 'tps').querySelector<HTMLElement>('.info')?.focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(detailsOf(cards, 'tps')).toContain('reported, not checked'));
    await expect(detailsOf(cards, 'tps')).toMatch(/Exact value 1,926,\d{3} TPS/);
  },
};

/** As wide as the story says. */
function atWidth(width: number): Story {
  return {
    render: of(busy),
    play: async ({ canvasElement }) => {
      cardsIn(canvasElement).style.setProperty('inline-size', `${width}px`);
      await shows(canvasElement, 'efficiency', 'on target');
      await expect(cardsIn(canvasElement).scrollWidth).toBeLessThanOrEqual(width);
    },
  };
}

export const Wide200: Story = atWidth(200);
export const Wide360: Story = atWidth(360);
export const Wide768: Story = atWidth(768);
export const Wide1440: Story = atWidth(1_440);
export const Wide2560: Story = atWidth(2_560);

/** One figure in the corner of a page. */
export const OneCard: Story = {
  args: { cards: 'tps' },
  render: of(busy),
  play: async ({ canvasElement }) => {
    cardsIn(canvasElement).style.setProperty('inline-size', '200px');
    await shows(canvasElement, 'tps', 'TPS');
  },
};

export const Dark: Story = {
  render: () => inside(busy(), html`<aurigraph-metric-cards theme="dark"></aurigraph-metric-cards>`),
  play: ({ canvasElement }) => shows(canvasElement, 'efficiency', 'on target'),
};

export const RightToLeft: Story = {
  render: () =>
    html`<div dir="rtl" lang="ar">${inside(busy(), html`<aurigraph-metric-cards></aurigraph-metric-cards>`)}</div>`,
  play: ({ canvasElement }) => shows(canvasElement, 'efficiency', 'on target'),
};
