import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import { expect, userEvent } from 'storybook/test';
import '../src/elements/node-grid/define.js';
import type { GridColumnDefinition, GridRecord } from '../src/elements/base/grid/column-definition.js';
import { memorySession } from '../test/support/session-host.js';
import { part, parts, rowCount, says, texts, until } from '../test/support/node-grid-story.js';

const meta: Meta = { title: 'Elements/Node grid/Rows of a page', component: 'aurigraph-node-grid' };
export default meta;

type Story = StoryObj;

const COLUMNS: readonly GridColumnDefinition[] = [
  { key: 'name', label: 'Service' },
  { key: 'team', label: 'Team', kind: 'choice' },
  { key: 'load', label: 'Load', kind: 'bar', unit: '%', max: 100 },
  { key: 'requests', label: 'Requests', kind: 'number' },
  { key: 'owner', label: 'Owner' },
];
const TEAMS = ['core', 'edge', 'data'];

const services = (count: number): GridRecord[] =>
  Array.from({ length: count }, (_, place) => ({
    id: place,
    name: `service-${place}`,
    team: TEAMS[place % TEAMS.length],
    load: (place * 37) % 100,
    requests: place * 1_234,
    owner: place % 4 === 0 ? undefined : `team lead ${place % 7}`,
  }));

function withRows(rows: readonly GridRecord[], groupBy = ''): TemplateResult {
  return html`<test-session-host .session=${memorySession({})}>
    <aurigraph-node-grid
      heading="Services"
      view-name=""
      group-by=${groupBy}
      .rows=${rows}
      .columns=${COLUMNS}
    ></aurigraph-node-grid>
  </test-session-host>`;
}

/** Rows of a page: bars, figures and words, in the order in which they were given. */
export const Services: Story = {
  render: () => withRows(services(40)),
  play: async ({ canvasElement }) => {
    await until(() => void expect(rowCount(canvasElement)).toBe(40));
    await expect(texts(canvasElement, 'name').slice(0, 2)).toEqual(['service-0', 'service-1']);
    await userEvent.click(part(canvasElement, '.head [data-column=requests]'));
    await until(() => void expect(texts(canvasElement, 'name')[0]).toBe('service-39'));
  },
};

/** Grouped by their words, with the figures of each group. */
export const Grouped: Story = {
  render: () => withRows(services(40), 'team'),
  play: async ({ canvasElement }) => {
    await until(() => void expect(parts(canvasElement, '.row.group').length).toBeGreaterThan(0));
    await expect(says(canvasElement)).toContain('core 14');
  },
};

/** A page without rows says so. */
export const NoRows: Story = {
  render: () => withRows([]),
  play: ({ canvasElement }) => until(() => void expect(says(canvasElement)).toContain('No rows.')),
};
