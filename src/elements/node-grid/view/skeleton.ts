import { html, type TemplateResult } from 'lit';
import { GRID_COLUMNS } from '../engine/grid-columns.js';
import { cellClass } from './row-template.js';

/** Rows of the skeleton; those that do not fit are cut off. */
const ROWS = Array.from({ length: 40 });

const cells = GRID_COLUMNS.map((column) => html`<div class=${cellClass(column)}><span class="skeleton"></span></div>`);

/** Rows without values, in the places where rows will be. */
export function renderSkeleton(text: string): TemplateResult {
  return html`<div class="over skeletons" part="loading">
    <span class="visually-hidden">${text}</span>
    ${ROWS.map(() => html`<div class="row" aria-hidden="true">${cells}</div>`)}
  </div>`;
}
