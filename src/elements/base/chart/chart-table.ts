import { html, nothing, type TemplateResult } from 'lit';
import type { ChartFacts } from './chart-legend.js';
import { firstAtOrAfter } from './columns.js';
import type { Picture } from './picture.js';

/** Most rows of the table: what is older is on the chart. */
const MOST_ROWS = 120;

/** The values of the window as a table, the newest first. */
export function renderTable(facts: ChartFacts, picture: Picture): TemplateResult {
  const { chart, format, words } = facts;
  const count = picture.columns.times.length - firstAtOrAfter(picture.columns.times, picture.from);
  const rows = rowsOf(picture, Math.min(count, MOST_ROWS));
  const caption = words.chart.tableCaption(format.exact(rows.length), format.exact(count));
  return html`<div class="table" part="table" role="region" aria-label=${caption} tabindex="0">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          <th scope="col">${words.chart.time}</th>
          ${chart.series.map(({ label }) => html`<th scope="col">${unitOf(label, chart.unit)}</th>`)}
          ${picture.target === undefined ? nothing : html`<th scope="col">${words.chart.efficiency}</th>`}
        </tr>
      </thead>
      <tbody>
        ${rows.map((index) => renderRow(facts, picture, index))}
      </tbody>
    </table>
  </div>`;
}

function renderRow({ format, words }: ChartFacts, { columns, target }: Picture, index: number): TemplateResult {
  const show = (value: number | undefined): string =>
    Number.isFinite(value) ? format.exact(value ?? NaN) : words.chart.none;
  return html`<tr>
    <th scope="row">${format.time(columns.times[index] ?? NaN)}</th>
    ${columns.values.map((values) => html`<td>${show(values[index])}</td>`)}
    ${target === undefined ? nothing : html`<td>${format.percent(((columns.values[0]?.[index] ?? NaN) / target) * 100)}</td>`}
  </tr>`;
}

/** Indexes of the newest points, the newest first. */
function rowsOf({ columns }: Picture, count: number): number[] {
  return Array.from({ length: count }, (_, row) => columns.times.length - 1 - row);
}

function unitOf(label: string, unit: string): string {
  return label === unit ? label : `${label}, ${unit}`;
}
