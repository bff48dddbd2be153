import { html, type TemplateResult } from 'lit';
import { cellClass, type GridColumn } from '../../base/grid/grid-column.js';

/** Rows of the skeleton; those that do not fit are cut off. */
const ROWS = Array.from({ length: 40 });

/** Rows without values, in the places where rows will be. */
export function renderSkeleton(columns: readonly GridColumn[], text: string): TemplateResult {
  const cells = columns.map(
    (column) => html`<div class=${cellClass(column)} data-column=${column.key}><span class="skeleton"></span></div>`,
  );
  return html`<div class="over skeletons" part="loading">
    <span class="visually-hidden">${text}</span>
    ${ROWS.map(() => html`<div class="row" aria-hidden="true">${cells}</div>`)}
  </div>`;
}
