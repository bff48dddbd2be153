import { html, type TemplateResult } from 'lit';
import type { Words } from '../../../locales/en.js';
import { renderHeaderRow } from '../../base/grid/header-row.js';
import type { SortKey } from '../../base/grid-engine/sort-keys.js';
import type { GridController } from './grid-controller.js';

/** What the box with the header and the rows shows and does. */
export interface Scroller {
  readonly words: Words['nodeGrid'];
  readonly grid: GridController;
  /** What rows are ordered by. */
  readonly sort: readonly SortKey[];
  /** What the grid is called. */
  readonly label: string;
  /** Whether all values are from before. */
  readonly old: boolean;
  /** Whether the first rows are on their way. */
  readonly busy: boolean;
}

/** The box that scrolls, with the header. The view fills in the rows; the counts are right although few are drawn. */
export function renderScroller({ words, grid, sort, label, old, busy }: Scroller): TemplateResult {
  const { rows, hold } = grid;
  const { layout } = grid.columns;
  return html`<div
    class="scroller"
    part="grid"
    tabindex="-1"
    role=${rows.groupBy === undefined ? 'grid' : 'treegrid'}
    aria-label=${label}
    aria-rowcount=${rows.engine.count + 1}
    aria-colcount=${layout.columns.length}
    aria-multiselectable="true"
    aria-busy=${busy}
    ?data-old=${old}
    ?data-wide=${layout.scrolls}
    @scroll=${grid.onScroll}
    @click=${grid.onClick}
    @pointerdown=${grid.onPointerDown}
    @dblclick=${grid.onDoubleClick}
    @keydown=${grid.onKey}
    @focusin=${grid.onFocus}
    @pointerover=${grid.onPointerOver}
  >
    <div class="head-group" role="rowgroup">
      ${renderHeaderRow({ columns: layout.columns, sort, orderPlace: words.orderPlace })}
    </div>
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
