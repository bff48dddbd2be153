import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Words } from '../../../locales/en.js';
import { GRID_COLUMNS, isSortable, type GridColumn, type Sort } from '../engine/grid-columns.js';
import { cellClass } from './row-template.js';

const arrow = svg`<path d="M5 1.5v7M2.2 5.8 5 8.6l2.8-2.8" fill="none" stroke="currentColor" stroke-width="1.4"></path>`;

/** The header: one cell per column, which says by what rows are ordered. */
export function renderHeaderRow(words: Words['nodeGrid'], sort: Sort): TemplateResult {
  return html`<div class="head" part="head" role="row" aria-rowindex="1">
    ${GRID_COLUMNS.map((column, index) => renderHeaderCell(words, column, index + 1, sort))}
  </div>`;
}

function renderHeaderCell(words: Words['nodeGrid'], column: GridColumn, place: number, sort: Sort): TemplateResult {
  const sortable = isSortable(column);
  const order = sort.column === column ? (sort.direction === 'asc' ? 'ascending' : 'descending') : 'none';
  return html`<div
    class=${cellClass(column)}
    part="head-cell"
    role="columnheader"
    tabindex="-1"
    aria-colindex=${place}
    aria-sort=${sortable ? order : nothing}
  >
    <span class="label"
      >${words.columns[column]}${column === 'throughput' ? html` <span class="unit">${words.tps}</span>` : nothing}</span
    >
    ${sortable ? html`<svg class="arrow" viewBox="0 0 10 10" aria-hidden="true">${arrow}</svg>` : nothing}
  </div>`;
}
