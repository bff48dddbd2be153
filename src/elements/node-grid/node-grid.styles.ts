import { css } from 'lit';
import { gridStyles } from '../base/grid/grid.styles.js';
import { nodeCardStyles } from './node-cards.styles.js';

/** The frame: heights that do not depend on what is shown, so that nothing jumps. */
const frame = css`
  :host {
    --_row-height: 36px;
    --_chrome-height: 155px;
    block-size: var(--aurigraph-node-grid-height, calc(var(--_row-height) * 12 + var(--_chrome-height)));
    min-block-size: 240px;
  }
  :host([density='compact']) {
    --_row-height: 28px;
  }
  .panel {
    block-size: 100%;
  }
  .body {
    container: node-grid / inline-size;
  }
  .frame {
    --_head-height: 34px;
    position: relative;
    display: flex;
    flex: 1 1 calc(var(--_row-height) * var(--_row-count, 6) + var(--_head-height) + 1px);
    min-block-size: 0;
  }
  .scroller {
    flex: 1;
    min-inline-size: 0;
    contain: strict;
    overflow: auto;
    overflow-anchor: none;
    border-block-start: var(--_border);
  }
  .frame[data-waits] {
    visibility: hidden;
  }
  .track {
    inline-size: var(--_row-width);
    contain: layout style;
  }
  .rows {
    position: sticky;
    inset-block-start: var(--_head-height);
    contain: strict;
    /* Texts on an opaque background become one layer. Without it, each mark of a change would be a layer, and split the rows around
       it into several: dozens in each frame, of which a browser may show some a frame late. */
    background: var(--_surface);
  }
  .ruler {
    position: absolute;
    inset-block-start: 0;
    inset-inline-start: 0;
    inline-size: 1px;
    block-size: var(--_row-height);
    visibility: hidden;
  }
  .over {
    position: absolute;
    inset: calc(var(--_head-height) + 1px) 0 0;
    display: flex;
    overflow: auto;
    background: var(--_surface);
  }
`;

const tools = css`
  .tools {
    position: relative;
    flex: none;
    display: flex;
    align-items: center;
    gap: var(--_space-2);
    padding: var(--_space-1) var(--_space-4) var(--_space-2);
  }
  .filter {
    flex: 0 1 260px;
    min-inline-size: 120px;
  }
  .filter-problem {
    position: absolute;
    z-index: 3;
    inset-block-start: calc(100% - var(--_space-1));
    inset-inline: var(--_space-4) auto;
    display: flex;
    gap: 6px;
    max-inline-size: calc(100% - 2 * var(--_space-4));
    box-sizing: border-box;
    margin: 0;
    padding: 5px 9px;
    border: 1px solid var(--_negative);
    border-radius: var(--_radius-s);
    background: var(--_surface);
    font-size: var(--_text-xs);
  }
  .filter-problem span {
    overflow-wrap: anywhere;
  }
  .filter-problem svg {
    flex: none;
    inline-size: 12px;
    block-size: 12px;
    margin-block-start: 2px;
    color: var(--_negative);
  }
  .counts {
    flex: none;
    display: flex;
    gap: 6px;
    padding: 2px;
    margin: -2px;
    overflow: auto hidden;
    scrollbar-width: none;
  }
  .errors-first,
  .filter + .view-button {
    margin-inline-start: auto;
  }
  .view-button {
    flex: none;
    display: flex;
    align-items: center;
    gap: 6px;
  }
  .view-button svg {
    inline-size: 14px;
    block-size: 14px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.4;
    stroke-linecap: round;
  }
  .chip {
    flex: none;
    min-block-size: 24px;
    background: none;
    cursor: pointer;
    transition: background var(--_fast) var(--_ease);
  }
  .chip:hover {
    background: var(--_hover);
  }
  .chip[data-none],
  .chip[data-none] b {
    color: var(--_text-3);
    font-weight: inherit;
  }
  .chip[aria-pressed='true'] {
    border-color: var(--_accent);
    background: var(--_selected);
    color: var(--_text);
  }
  .chip[data-none] .icon {
    color: var(--_text-3);
  }
  .foot {
    flex: none;
    display: flex;
    align-items: center;
    gap: var(--_space-3);
    block-size: 34px;
    padding-inline: var(--_space-4) var(--_space-2);
    border-block-start: var(--_border);
    font-size: var(--_text-xs);
    color: var(--_text-2);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .problem {
    display: flex;
    align-items: center;
    gap: 6px;
    min-inline-size: 0;
  }
  .problem span {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .problem svg {
    flex: none;
    inline-size: 12px;
    block-size: 12px;
    color: var(--_warning);
  }
  .holding {
    display: flex;
    align-items: center;
    gap: var(--_space-1);
    margin-inline-start: auto;
  }
  .chosen {
    display: flex;
    align-items: center;
    gap: var(--_space-1);
  }
  .foot .button {
    min-block-size: 26px;
    padding-block: 2px;
    font-size: inherit;
  }
  .holding .button {
    color: var(--_accent);
  }
  kbd {
    padding-inline: 4px;
    border: 1px solid var(--_line-strong);
    border-radius: 4px;
    font: inherit;
    line-height: 1.3;
    color: var(--_text-2);
  }
`;

/** What is said by colour besides a shape or a word. */
const kinds = css`
  .icon[data-kind='leader'] {
    color: var(--_accent);
  }
  .icon[data-kind='active'] {
    color: var(--_positive);
  }
  .icon[data-kind='busy'] {
    color: var(--_warning);
  }
  .icon[data-kind='failing'] {
    color: var(--_negative);
  }
  .row.failing:not(.stale) > [data-column='errors'] {
    color: var(--_negative);
  }
  .row > :is([data-column='type'], [data-column='detail'], [data-column='age'], [data-column='errors']) {
    color: var(--_text-2);
  }
  :is(.head, .row) > [data-column='detail'] {
    padding-inline-start: 24px;
  }
`;

/** What goes where there is little room, and larger targets for fingers. */
const sizes = css`
  @container node-grid (inline-size < 860px) {
    .tools {
      flex-wrap: wrap;
      /* Two lines take the place of one row. */
      padding-block-end: var(--_space-3);
    }
    .filter {
      flex: 1;
    }
    .counts {
      order: 1;
      flex: 1 0 100%;
      min-inline-size: 0;
    }
    .errors-first {
      margin-inline-start: 0;
    }
  }
  @media (pointer: coarse) {
    :host,
    :host([density='compact']) {
      --_row-height: 44px;
      --_chrome-height: 189px;
    }
    .frame {
      --_head-height: 44px;
    }
    kbd {
      display: none;
    }
    .chip,
    .foot .button {
      min-block-size: 44px;
    }
    .foot {
      block-size: 46px;
    }
  }
  @media (forced-colors: active) {
    .row.selected {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
    .chip[aria-pressed='true'] {
      outline: 2px solid Highlight;
    }
  }
`;

/** Everything the grid looks like. */
export const nodeGridStyles = [frame, tools, gridStyles, kinds, sizes, nodeCardStyles];
