import { html, type TemplateResult } from 'lit';
import type { Words } from '../../../locales/en.js';
import { GRID_COLUMNS } from '../engine/grid-columns.js';
import type { GridController } from './grid-controller.js';
import { renderHeaderRow } from './header-row.js';

/** What the box with the header and the rows shows and does. */
export interface Scroller {
  readonly words: Words['nodeGrid'];
  readonly grid: GridController;
  /** What the grid is called. */
  readonly label: string;
  /** Whether all values are from before. */
  readonly old: boolean;
  /** Whether the first rows are on their way. */
  readonly busy: boolean;
}

/** The box that scrolls, with the header. The view fills in the rows; the counts are right although few are drawn. */
export function renderScroller({ words, grid, label, old, busy }: Scroller): TemplateResult {
  const { rows, hold } = grid;
  return html`<div
    class="scroller"
    part="grid"
    role="grid"
    aria-label=${label}
    aria-rowcount=${rows.count + 1}
    aria-colcount=${GRID_COLUMNS.length}
    aria-busy=${busy}
    ?data-old=${old}
    @scroll=${grid.onScroll}
    @click=${grid.onClick}
    @keydown=${grid.onKey}
    @focusin=${grid.onFocus}
    @pointerover=${grid.onPointerOver}
  >
    <div class="head-group" role="rowgroup">${renderHeaderRow(words, rows.sort)}</div>
    <div class="track" role="presentation">
      <div
        class="rows"
        part="rows"
        role="rowgroup"
        @pointerenter=${hold.onPointerEnter}
        @pointerleave=${hold.onPointerLeave}
        @focusin=${hold.onFocusIn}
        @focusout=${hold.onFocusOut}
      ></div>
    </div>
    <div class="ruler" aria-hidden="true"></div>
  </div>`;
}
