import { html, nothing, type TemplateResult } from 'lit';
import type { ChartFacts } from './chart-legend.js';
import type { Annotation } from './annotations.js';
import { annotationIcons } from './annotation-icons.js';
import { firstAfter, firstAtOrAfter } from './columns.js';
import type { Picture } from './picture.js';

/** Most rows of the table: what is older is on the chart. */
const MOST_ROWS = 120;

/** The values of the window as a table, the newest first, with what happened in rows between them. */
export function renderTable(
  facts: ChartFacts,
  picture: Picture,
  annotations: readonly Annotation[] = [],
): TemplateResult {
  const { chart, format, words } = facts;
  const { rows, count } = rowsOf(picture);
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
        ${rows.map((index) => renderRows(facts, picture, index, annotations))}
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

/** One row of values, over it what happened until the next one, and under the oldest what happened before. */
function renderRows(
  facts: ChartFacts,
  picture: Picture,
  index: number,
  annotations: readonly Annotation[],
): TemplateResult[] {
  const { columns, from, to } = picture;
  const [time, next] = [columns.times[index] ?? NaN, columns.times[index + 1] ?? Infinity];
  const happened = (since: number, before: number): TemplateResult[] =>
    annotations
      .filter(({ at }) => at >= since && at < before && at <= to)
      .reverse()
      .map((annotation) => renderHappened(facts, picture, annotation));
  const isOldest = index === firstAtOrAfter(columns.times, from);
  return [...happened(time, next), renderRow(facts, picture, index), ...(isOldest ? happened(from, time) : [])];
}

function renderHappened({ format }: ChartFacts, { columns, target }: Picture, annotation: Annotation): TemplateResult {
  const width = columns.values.length + (target === undefined ? 0 : 1);
  return html`<tr class="happened" part="table-annotation">
    <th scope="row">${format.time(annotation.at)}</th>
    <td colspan=${width}>
      <svg viewBox="0 0 12 12" aria-hidden="true">${annotationIcons[annotation.kind]}</svg>${annotation.text}
    </td>
  </tr>`;
}

/** Indexes of the newest points inside the window, the newest first, and how many there are. */
function rowsOf({ columns, from, to }: Picture): { readonly rows: readonly number[]; readonly count: number } {
  const [first, end] = [firstAtOrAfter(columns.times, from), firstAfter(columns.times, to)];
  const count = Math.max(0, end - first);
  return { rows: Array.from({ length: Math.min(count, MOST_ROWS) }, (_, row) => end - 1 - row), count };
}

function unitOf(label: string, unit: string): string {
  return label === unit ? label : `${label}, ${unit}`;
}
