import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import { expect } from 'storybook/test';
import {
  columns,
  gridIn,
  keepsInside,
  part,
  rowCount,
  rows,
  says,
  tellsNodes,
  until,
  withNodes,
} from '../test/support/node-grid-story.js';

const meta: Meta = {
  title: 'Elements/Node grid/Sizes',
  component: 'aurigraph-node-grid',
};
export default meta;

type Story = StoryObj;

/** A box of a width in CSS pixels around a story. */
function boxOf(width: number): (story: () => unknown) => TemplateResult {
  return (story) => html`<div style="inline-size: ${width}px">${story()}</div>`;
}

/** Fewer nodes than have room, and nothing but empty space under them. */
export const FourNodes: Story = {
  render: () => withNodes(4),
  play: async ({ canvasElement }) => {
    await tellsNodes(canvasElement);
    await until(() => void expect(rows(canvasElement)).toHaveLength(4));
    await expect(says(canvasElement)).toContain('4 nodes');
  },
};

export const TwoHundredNodes: Story = {
  render: () => withNodes(200),
  play: async ({ canvasElement }) => {
    await tellsNodes(canvasElement);
    await expect(rowCount(canvasElement)).toBe(200);
    await expect(rows(canvasElement).length).toBeLessThan(20);
  },
};

/** The last of so many rows comes into sight, and only what is in sight is drawn. */
async function scrollsToTheEnd(canvas: HTMLElement, count: number): Promise<void> {
  await tellsNodes(canvas, false);
  await until(() => void expect(rowCount(canvas)).toBe(count));
  const box = part(canvas, '.scroller');
  box.scrollTop = box.scrollHeight;
  await until(() => void expect(rows(canvas).at(-1)?.ariaRowIndex).toBe(String(count + 1)));
  await expect(rows(canvas).length).toBeLessThan(40);
}

export const TenThousandNodes: Story = {
  render: () => withNodes(10_000, html`<aurigraph-node-grid density="compact"></aurigraph-node-grid>`),
  play: ({ canvasElement }) => scrollsToTheEnd(canvasElement, 10_000),
};

export const AHundredThousandNodes: Story = {
  render: () => withNodes(100_000, html`<aurigraph-node-grid density="compact"></aurigraph-node-grid>`),
  play: ({ canvasElement }) => scrollsToTheEnd(canvasElement, 100_000),
};

/** As high as its rows. */
export const HeightAuto: Story = {
  render: () =>
    withNodes(17, html`<aurigraph-node-grid style="--aurigraph-node-grid-height: auto"></aurigraph-node-grid>`),
  play: async ({ canvasElement }) => {
    await tellsNodes(canvasElement);
    await until(() => void expect(rows(canvasElement)).toHaveLength(17));
    const { scrollHeight, clientHeight } = part(canvasElement, '.scroller');
    await expect(scrollHeight).toBe(clientHeight);
  },
};

export const Compact: Story = {
  render: () => withNodes(60, html`<aurigraph-node-grid density="compact"></aurigraph-node-grid>`),
  play: async ({ canvasElement }) => {
    await tellsNodes(canvasElement);
    await expect(rows(canvasElement)[0]?.offsetHeight).toBe(28);
  },
};

/** Under 480 px a row is a card of two lines. */
async function isOfCards(canvas: HTMLElement): Promise<void> {
  await tellsNodes(canvas);
  await until(() => void expect(rows(canvas)[0]?.offsetHeight).toBe(52));
  await expect(columns(canvas)).toEqual(['node', 'throughput', 'state', 'type', 'errors', 'age']);
  await keepsInside(canvas);
}

export const Width320: Story = {
  decorators: [boxOf(320)],
  render: () => withNodes(60),
  play: ({ canvasElement }) => isOfCards(canvasElement),
};

export const Width390: Story = {
  decorators: [boxOf(390)],
  render: () => withNodes(60),
  play: ({ canvasElement }) => isOfCards(canvasElement),
};

/** Cards under the headers of their groups. */
export const GroupedCards: Story = {
  decorators: [(story) => html`<div style="max-inline-size: 390px">${story()}</div>`],
  render: () => withNodes(60, html`<aurigraph-node-grid group-by="type"></aurigraph-node-grid>`),
  play: async ({ canvasElement }) => {
    await isOfCards(canvasElement);
    await expect(part(canvasElement, '.row.group').textContent).toMatch(/^\s*business 8/);
  },
};

/** What matters least is left out where there is no room. */
export const Width700: Story = {
  decorators: [boxOf(700)],
  render: () => withNodes(60),
  play: async ({ canvasElement }) => {
    await tellsNodes(canvasElement);
    await expect(columns(canvasElement)).toEqual(['node', 'state', 'throughput', 'trend', 'errors', 'age']);
    await keepsInside(canvasElement);
  },
};

export const Width1240: Story = {
  decorators: [boxOf(1_240)],
  render: () => withNodes(60),
  play: async ({ canvasElement }) => {
    await tellsNodes(canvasElement);
    await expect(columns(canvasElement)).toContain('latency');
    await expect(columns(canvasElement)).not.toContain('rounds');
    await keepsInside(canvasElement);
  },
};

export const Width1600: Story = {
  decorators: [boxOf(1_600)],
  render: () => withNodes(60),
  play: async ({ canvasElement }) => {
    await tellsNodes(canvasElement);
    await expect(columns(canvasElement)).toContain('detail');
    await keepsInside(canvasElement);
  },
};

/** As high as the page says. */
export const OfAGivenHeight: Story = {
  render: () => withNodes(60, html`<aurigraph-node-grid style="block-size: 320px"></aurigraph-node-grid>`),
  play: async ({ canvasElement }) => {
    await tellsNodes(canvasElement);
    await expect(gridIn(canvasElement).offsetHeight).toBe(320);
  },
};
