import { css } from 'lit';
import { rowStyles } from './view/row.styles.js';

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
    --_columns: minmax(166px, 2fr) minmax(78px, 0.8fr) minmax(88px, 0.8fr) minmax(128px, 1fr) minmax(96px, 0.9fr)
      minmax(74px, 0.6fr) minmax(0, 2.6fr) minmax(58px, 0.5fr);
    position: relative;
    display: flex;
    flex: 1 1 calc(var(--_row-height) * 12 + 34px);
    min-block-size: 0;
  }
  .scroller {
    flex: 1;
    min-inline-size: 0;
    contain: strict;
    overflow: hidden auto;
    overflow-anchor: none;
    border-block-start: var(--_border);
  }
  .track {
    contain: layout style;
  }
  .rows {
    position: sticky;
    inset-block-start: var(--_head-height);
    contain: strict;
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
  .holding .button {
    min-block-size: 26px;
    padding-block: 2px;
    font-size: inherit;
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

/** Fewer columns where there is less room, and rows of two lines where there is little. */
const sizes = css`
  @container node-grid (inline-size < 920px) {
    .frame {
      --_columns: minmax(166px, 1.4fr) minmax(78px, 0.7fr) minmax(84px, 0.7fr) minmax(128px, 0.9fr) minmax(72px, 0.5fr)
        minmax(0, 2.4fr) minmax(58px, 0.4fr);
    }
    .cell.messages {
      display: none;
    }
  }
  @container node-grid (inline-size < 740px) {
    .frame {
      --_columns: minmax(166px, 2fr) minmax(74px, 1fr) minmax(84px, 1fr) minmax(128px, 1.2fr) minmax(70px, 0.8fr)
        minmax(54px, 0.6fr);
    }
    .cell.detail {
      display: none;
    }
  }
  @container node-grid (inline-size < 660px) {
    .tools {
      flex-direction: column;
      align-items: stretch;
    }
    .filter,
    .counts {
      flex: none;
      min-inline-size: 0;
    }
  }
  @container node-grid (inline-size < 600px) {
    .frame {
      --_columns: minmax(166px, 2fr) minmax(80px, 1fr) minmax(104px, 1.2fr) minmax(64px, 0.8fr) minmax(50px, 0.6fr);
    }
    .cell.type,
    .unit {
      display: none;
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
    .holding .button {
      min-block-size: 44px;
    }
    .foot {
      block-size: 46px;
    }
  }
  @container node-grid (inline-size < 480px) {
    .frame {
      --_row-height: 52px;
      --_head-height: 48px;
      --_columns: minmax(0, 1.25fr) minmax(0, 1fr) minmax(0, 0.8fr) minmax(0, 0.75fr);
    }
    .counts {
      display: grid;
      grid-template-columns: repeat(5, minmax(0, 1fr));
    }
    .chip {
      justify-content: center;
      padding: 3px 4px;
      border-radius: var(--_radius-s);
      line-height: 1.3;
    }
    .chip b {
      display: block;
    }
    .head,
    .row {
      grid-template-areas: 'node node throughput throughput' 'state type errors age';
      grid-template-rows: 1fr 1fr;
      padding-block: 4px;
    }
    .row > .cell {
      line-height: 22px;
    }
    .head .cell {
      block-size: auto;
    }
    .cell.node {
      grid-area: node;
    }
    .cell.throughput {
      grid-area: throughput;
    }
    .cell.state {
      grid-area: state;
    }
    .cell.type {
      display: block;
      grid-area: type;
    }
    .head .cell.type {
      display: flex;
    }
    .unit {
      display: inline;
    }
    .cell.errors {
      grid-area: errors;
    }
    .cell.age {
      grid-area: age;
    }
    .row .node,
    .row .throughput {
      font-weight: var(--_weight-medium);
    }
    .row .state,
    .row .type,
    .row .errors,
    .row .age {
      font-size: var(--_text-xs);
    }
  }
  @media (pointer: coarse) {
    @container node-grid (inline-size < 480px) {
      .frame {
        --_head-height: 88px;
      }
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .value {
      animation: none !important;
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
export const nodeGridStyles = [frame, tools, rowStyles, sizes];
