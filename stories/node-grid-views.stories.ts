import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent } from 'storybook/test';
import {
  columns,
  gridIn,
  part,
  parts,
  rowCount,
  rows,
  says,
  shows,
  tellsNodes,
  texts,
  until,
  withNodes,
} from '../test/support/node-grid-story.js';

const meta: Meta = {
  title: 'Elements/Node grid/Views',
  component: 'aurigraph-node-grid',
};
export default meta;

type Story = StoryObj;

function groups(canvas: HTMLElement): string[] {
  return parts(canvas, '.row.group > [role=rowheader]').map((cell) => cell.textContent?.trim() ?? '');
}

/** Each type with the sum of its figures, or their average where a sum means nothing. */
export const GroupedByType: Story = {
  render: () => withNodes(28, html`<aurigraph-node-grid group-by="type"></aurigraph-node-grid>`),
  play: async ({ canvasElement }) => {
    await tellsNodes(canvasElement);
    await until(() => void expect(rowCount(canvasElement)).toBe(32));
    await expect(part(canvasElement, '.scroller').role).toBe('treegrid');
    await expect(groups(canvasElement)[0]).toBe('business 4');
    await expect(part(canvasElement, '.row.group').ariaExpanded).toBe('true');
  },
};

export const GroupedByState: Story = {
  render: () => withNodes(60, html`<aurigraph-node-grid group-by="state" density="compact"></aurigraph-node-grid>`),
  play: async ({ canvasElement }) => {
    await tellsNodes(canvasElement);
    await until(() => void expect(groups(canvasElement)[0]).toMatch(/^failing \d/));
  },
};

/** Groups whose rows are folded away, but for one: totals below each other. */
export const CollapsedGroups: Story = {
  render: () => withNodes(200, html`<aurigraph-node-grid group-by="type"></aurigraph-node-grid>`),
  play: async ({ canvasElement }) => {
    await tellsNodes(canvasElement);
    for (const name of ['business', 'channel', 'slim']) {
      const head = (): HTMLElement | undefined =>
        parts(canvasElement, '.row.group').find((row) => row.textContent?.trim().startsWith(name));
      await until(() => void expect(head()?.ariaExpanded).toBe('true'));
      const cell = head()?.querySelector('[role=rowheader]');
      if (cell) await userEvent.click(cell);
      await until(() => void expect(head()?.ariaExpanded).toBe('false'));
    }
    await expect(groups(canvasElement).length).toBe(4);
    await userEvent.unhover(part(canvasElement, '.rows'));
  },
};

/** By type, and the busiest of each type first; a header clicked with Shift held down comes behind the others. */
export const SeveralSorts: Story = {
  render: () => withNodes(60, html`<aurigraph-node-grid sort="type" direction="asc"></aurigraph-node-grid>`),
  play: async ({ canvasElement }) => {
    await tellsNodes(canvasElement);
    const user = userEvent.setup();
    await user.keyboard('{Shift>}');
    await user.click(part(canvasElement, '.head [data-column=throughput]'));
    await user.keyboard('{/Shift}');
    await until(() => void expect(parts(canvasElement, '.order').map((each) => each.textContent)).toEqual(['1', '2']));
    await expect(part(canvasElement, '.head [data-column=throughput]').ariaSort).toBe('descending');
    await expect(new Set(texts(canvasElement, 'type')).size).toBe(2);
  },
};

export const ErrorsFirst: Story = {
  render: () => withNodes(60),
  play: async ({ canvasElement }) => {
    await tellsNodes(canvasElement);
    await userEvent.click(part(canvasElement, '[part=errors-first]'));
    await until(() => void expect(texts(canvasElement, 'state').slice(0, 3)).toEqual(Array(3).fill('failing')));
    await expect(part(canvasElement, '[part=errors-first]').ariaPressed).toBe('true');
  },
};

const MANY =
  'columns.node-190.type.state.throughput.trend.queue.success.messages.errors.latency.connections.routing.blocks.votes' +
  '.votesReceived.rounds.processed.feedRate.apiCalls.apiErrors.detail-off.age';

/** More columns than have room: the box scrolls sideways, and the name of the node stays. */
export const ManyColumns: Story = {
  render: () => withNodes(60, html`<aurigraph-node-grid view=${MANY}></aurigraph-node-grid>`),
  play: async ({ canvasElement }) => {
    await tellsNodes(canvasElement);
    await expect(columns(canvasElement)).toHaveLength(21);
    const box = part(canvasElement, '.scroller');
    const isRightToLeft = getComputedStyle(box).direction === 'rtl';
    await until(() => void expect(box.scrollWidth).toBeGreaterThan(box.clientWidth));
    box.scrollLeft = isRightToLeft ? -430 : 430;
    const side = isRightToLeft ? 'right' : 'left';
    await until(() => {
      // The columns are there before the rows.
      const [cell] = rows(canvasElement).flatMap((row) => [...row.querySelectorAll('[role=rowheader]')]);
      const gap = (cell?.getBoundingClientRect()[side] ?? NaN) - box.getBoundingClientRect()[side];
      void expect(Math.abs(gap)).toBeLessThan(1);
    });
  },
};

/** Columns of another width in another order, an order and a filter, as an address may say. */
export const OfAnAddress: Story = {
  render: () =>
    withNodes(
      60,
      html`<aurigraph-node-grid
        view="columns.node-240.throughput-160.state.errors.type-off.queue-off*sort.errors-desc*density.compact*filter.errorCount___3E__0"
        view-name=""
      ></aurigraph-node-grid>`,
    ),
  play: async ({ canvasElement }) => {
    await tellsNodes(canvasElement);
    await expect(columns(canvasElement).slice(0, 3)).toEqual(['node', 'throughput', 'trend']);
    await expect(columns(canvasElement)).not.toContain('type');
  },
};

/** A range of rows, and one more besides. */
export const SeveralSelected: Story = {
  render: () => withNodes(60),
  play: async ({ canvasElement }) => {
    await tellsNodes(canvasElement);
    const user = userEvent.setup();
    const cell = (place: number): Element => rows(canvasElement)[place]?.children[0] ?? document.body;
    await user.click(cell(2));
    await user.keyboard('{Shift>}');
    await user.click(cell(5));
    await user.keyboard('{/Shift}{Control>}');
    await user.click(cell(8));
    await user.keyboard('{/Control}');
    await until(() => void expect(says(canvasElement)).toContain('5 selected'));
    await expect(gridIn(canvasElement).selectedNodes).toHaveLength(5);
  },
};

/** Columns, groups and the height of rows are chosen in a panel. */
export const ViewPanelOpen: Story = {
  decorators: [(story) => html`<div style="min-block-size: 720px">${story()}</div>`],
  render: () => withNodes(60),
  play: async ({ canvasElement }) => {
    await tellsNodes(canvasElement);
    await userEvent.click(part(canvasElement, '[part=view-button]'));
    await until(() => void expect(part(canvasElement, '.view-panel').textContent).toContain('Group by'));
    await expect(part(canvasElement, '.view-panel').matches(':popover-open')).toBe(true);
    // The column with the names stays; cards have no columns to choose.
    await expect(parts(canvasElement, '.view-columns input:disabled').length).toBeLessThan(2);
  },
};

/** Rows keep their places while the focus is inside; their values go on. */
export const HeldStill: Story = {
  render: () => withNodes(60),
  play: async ({ canvasElement }) => {
    const network = await tellsNodes(canvasElement);
    const before = texts(canvasElement, 'node');
    part(canvasElement, '.head [data-column=node]').focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}');
    await until(() => void expect(says(canvasElement)).toContain('Holding still'));
    network.silence(2, 1);
    network.tellThroughput('node-validator-204777', 12_004);
    await until(() => void expect(texts(canvasElement, 'throughput')).toContain('12,004'));
    await expect(texts(canvasElement, 'node')).toEqual(before);
    // A bar is a share of the largest figure, which is another one now.
    network.silence(2, 1);
    const bar = (): string => part(canvasElement, '.row:has(.icon[data-kind=leader]) .bar').style.backgroundSize;
    await until(() => void expect(bar()).toBe('81% 2px'));
  },
};

/** Some nodes have been silent for half a minute while the others go on. */
export const StaleRows: Story = {
  render: () => withNodes(60),
  play: async ({ canvasElement }) => {
    const network = await tellsNodes(canvasElement);
    network.silence(4, 32);
    await until(() => void expect(parts(canvasElement, '.row.stale').length).toBeGreaterThan(2));
    await until(
      () => void expect(texts(canvasElement, 'age').filter((age) => /^3\d s$/.test(age)).length).toBeGreaterThan(2),
    );
    await shows(canvasElement, 'live');
    await expect(parts(canvasElement, '.row:not(.stale)').length).toBeGreaterThan(2);
  },
};

/** Who leads is told by a star and a word, wherever the row stands. */
export const Leader: Story = {
  render: () => withNodes(12, html`<aurigraph-node-grid sort="node"></aurigraph-node-grid>`),
  play: async ({ canvasElement }) => {
    await tellsNodes(canvasElement);
    await until(() => void expect(parts(canvasElement, '.row:has(.icon[data-kind=leader])')).toHaveLength(1));
    await expect(part(canvasElement, '.row:has(.icon[data-kind=leader]) [data-column=state]').textContent).toBe(
      'leader',
    );
  },
};
