import { html, nothing, svg, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { SortKey } from '../grid-engine/sort-keys.js';
import { cellClass, type GridColumn } from './grid-column.js';

const arrow = svg`<path d="M5 1.5v7M2.2 5.8 5 8.6l2.8-2.8" fill="none" stroke="currentColor" stroke-width="1.4"></path>`;

/** What the header shows. */
export interface HeaderRow {
  readonly columns: readonly GridColumn[];
  /** What rows are ordered by, in names of shown columns; the most important first. */
  readonly sort: readonly SortKey[];
  /** Says which place a column has in an order by several of them. */
  orderPlace(place: number): string;
}

/** The header: one cell per column, which says by what rows are ordered. */
export function renderHeaderRow(header: HeaderRow): TemplateResult {
  return html`<div class="head" part="head" role="row" aria-rowindex="1">
    ${repeat(
      header.columns,
      ({ key }) => key,
      (column, index) => renderHeaderCell(column, index + 1, header),
    )}
  </div>`;
}

function renderHeaderCell(column: GridColumn, place: number, { sort, orderPlace }: HeaderRow): TemplateResult {
  const sorted = sort.findIndex((key) => key.column === column.key);
  const direction = sort[sorted]?.direction;
  const order = direction === undefined ? 'none' : direction === 'asc' ? 'ascending' : 'descending';
  return html`<div
    class=${cellClass(column)}
    part="head-cell"
    role="columnheader"
    data-column=${column.key}
    tabindex="-1"
    aria-colindex=${place}
    aria-sort=${column.order === undefined ? nothing : order}
  >
    <span class="label"
      >${column.label}${column.unit === undefined ? nothing : html` <span class="unit">${column.unit}</span>`}</span
    >
    ${column.order === undefined ? nothing : html`<svg class="arrow" viewBox="0 0 10 10" aria-hidden="true">${arrow}</svg>`}
    ${
      sort.length > 1 && sorted >= 0
        ? html`<span class="order" aria-label=${orderPlace(sorted + 1)}>${sorted + 1}</span>`
        : nothing
    }
    <span class="grip" data-grip></span>
  </div>`;
}
