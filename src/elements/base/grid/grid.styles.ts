import { css } from 'lit';

/** The header, rows and cells. */
const cells = css`
  .head-group {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
  }
  .head,
  .row {
    font-variant-numeric: tabular-nums;
  }
  .head {
    position: relative;
    inline-size: var(--_row-width);
    box-sizing: border-box;
    block-size: var(--_head-height);
    background: var(--_surface);
    border-block-end: var(--_border);
    font-size: var(--_text-xs);
    font-weight: var(--_weight-medium);
    color: var(--_text-2);
    user-select: none;
  }
  .row {
    position: absolute;
    inset: 0 0 auto;
    block-size: var(--_row-height);
    contain: size layout style;
    border-block-end: 1px solid color-mix(in oklch, var(--_line) 60%, transparent);
    cursor: default;
  }
  :where(.scroller[data-wide]) .row {
    background: var(--_surface);
  }
  .row:hover {
    background: var(--_hover);
  }
  .row.selected {
    background: var(--_selected);
  }
  .cell {
    position: absolute;
    inset-block: 0;
    box-sizing: border-box;
    padding-inline: 8px;
    overflow: clip;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  /* Not of paint: cells clip what they hold, and each containment of paint would cost a browser in each frame. */
  .row > .cell {
    contain: size layout style;
    line-height: calc(var(--_row-height) - 1px);
  }
  .cell:focus-visible {
    outline-offset: -2px;
    border-radius: 4px;
  }
  /* Digits run from left to right in every language: their ends stand below each other. */
  .cell.end {
    text-align: right;
    unicode-bidi: plaintext;
  }
  .row > .bar {
    --_bar: color-mix(in oklch, var(--_accent) 55%, transparent);
    background: linear-gradient(var(--_bar), var(--_bar)) no-repeat 0 calc(100% - 3px) / 0 2px content-box;
  }
  :host(:dir(rtl)) .row > .bar {
    background-position-x: 100%;
  }
  .line {
    display: block;
    inline-size: 72px;
    block-size: 18px;
    margin-block-start: calc((var(--_row-height) - 19px) / 2);
    overflow: visible;
    fill: none;
    stroke: var(--_accent);
    stroke-width: 1.2;
    stroke-linejoin: round;
    stroke-linecap: round;
  }
  /* The present is where reading ends, as in every chart. */
  :host(:dir(rtl)) .line {
    transform: scaleX(-1);
  }
  :is(.row.stale, .scroller[data-old] .row) .line {
    opacity: 0.45;
  }
  :is(.row.stale, .scroller[data-old] .row) > .bar {
    --_bar: color-mix(in oklch, var(--_accent) 25%, transparent);
  }
  .group {
    background: var(--_surface-2);
    font-weight: var(--_weight-medium);
  }
  .group > .cell:first-child {
    display: flex;
    align-items: center;
    gap: 6px;
    overflow: visible;
    contain: layout style;
  }
  .group-count {
    color: var(--_text-2);
    font-weight: normal;
  }
  .twist {
    flex: none;
    inline-size: 10px;
    block-size: 10px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.4;
  }
  .twist.collapsed {
    rotate: -90deg;
  }
  :host(:dir(rtl)) .twist.collapsed {
    rotate: 90deg;
  }
  .head .cell {
    display: flex;
    align-items: center;
    gap: 4px;
    /* Its grip lies on both sides of the edge. */
    overflow: visible;
  }
  .head .cell[aria-sort] {
    cursor: pointer;
  }
  .head .cell[aria-sort]:hover,
  .head .cell[aria-sort='ascending'],
  .head .cell[aria-sort='descending'] {
    color: var(--_text);
  }
  .head .end {
    flex-direction: row-reverse;
  }
  :host(:dir(rtl)) .head .end {
    flex-direction: row;
  }
  .label {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .unit {
    color: var(--_text-3);
    font-weight: normal;
  }
  .order {
    flex: none;
    color: var(--_text-3);
    font-weight: normal;
  }
  .grip {
    position: absolute;
    inset-block: 0;
    inset-inline-end: -3px;
    z-index: 1;
    inline-size: 7px;
    cursor: col-resize;
    touch-action: none;
  }
  .grip::after {
    content: '';
    position: absolute;
    inset: 9px 3px;
    border-radius: 1px;
    background: var(--_line-strong);
    opacity: 0;
    transition: opacity var(--_fast) var(--_ease);
  }
  .head:hover .grip::after {
    opacity: 0.6;
  }
  .grip:hover::after,
  .grip[data-dragged]::after {
    background: var(--_accent);
    opacity: 1;
  }
  .head .cell[data-drop]::before {
    content: '';
    position: absolute;
    inset-block: 4px;
    inset-inline: -1px auto;
    inline-size: 2px;
    background: var(--_accent);
  }
  .head .cell[data-drop='after']::before {
    inset-inline: auto -1px;
  }
  .head .cell[data-dragged] > .label {
    opacity: 0.5;
  }
  .scroller[data-wide] :is(.head, .row) > .cell:first-child {
    position: sticky;
    inset-inline-start: 0;
    z-index: 1;
    block-size: 100%;
    /* Up to the edge, so that its text stays where it is when the others move. */
    padding-inline-start: var(--_space-4);
    border-inline-end: 1px solid var(--_line);
    background: inherit;
  }
  .arrow {
    flex: none;
    inline-size: 10px;
    block-size: 10px;
    opacity: 0;
    transition:
      opacity var(--_fast) var(--_ease),
      rotate var(--_fast) var(--_ease);
  }
  .head .cell:hover .arrow,
  .head .cell:focus-visible .arrow {
    opacity: 0.5;
  }
  .head .cell[aria-sort='ascending'] .arrow,
  .head .cell[aria-sort='descending'] .arrow {
    opacity: 1;
  }
  .head .cell[aria-sort='ascending'] .arrow {
    rotate: 180deg;
  }
`;

/** What states, changes and ages look like. */
const states = css`
  .icon {
    flex: none;
    inline-size: 10px;
    block-size: 10px;
    fill: currentColor;
    fill-rule: evenodd;
    color: var(--_text-3);
  }
  .row .icon {
    margin-inline-end: 6px;
    vertical-align: -0.5px;
  }
  .value {
    padding: 1px 4px;
    margin-inline: -4px;
    border-radius: 3px;
  }
  @media (prefers-reduced-motion: no-preference) {
    :host(:not(:state(still))) .value[data-changed] {
      background-color: var(--_changed);
    }
  }
  .row.stale > .cell,
  .scroller[data-old] .row > .cell {
    color: var(--_text-3);
  }
  .row.stale .icon,
  .scroller[data-old] .row .icon {
    opacity: 0.55;
  }
  .skeletons {
    display: block;
    overflow: hidden;
  }
  .skeletons .row {
    position: relative;
  }
  .skeletons .cell {
    display: flex;
    align-items: center;
  }
  .skeletons .end {
    justify-content: right;
  }
  .skeletons .skeleton {
    inline-size: 60%;
    block-size: 10px;
  }
  .placeholder {
    min-block-size: 0;
  }
  @media (forced-colors: active) {
    .row.stale > .cell,
    .scroller[data-old] .row > .cell {
      color: GrayText;
    }
    .row > .bar {
      --_bar: CanvasText;
      forced-color-adjust: none;
      color: CanvasText;
    }
    :is(.row.stale, .scroller[data-old] .row) > .bar {
      --_bar: GrayText;
    }
    .line {
      stroke: CanvasText;
    }
    .group {
      background: Canvas;
      border-block-end-color: CanvasText;
    }
    .head .cell[data-drop]::before,
    .grip:hover::after,
    .grip[data-dragged]::after {
      background: Highlight;
    }
  }
`;

/** What the header, rows and cells of a grid look like. */
export const gridStyles = [cells, states];
