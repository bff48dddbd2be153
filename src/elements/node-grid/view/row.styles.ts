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
    display: grid;
    grid-template-columns: var(--_columns);
    align-items: center;
    padding-inline: calc(var(--_space-4) - 8px);
    font-variant-numeric: tabular-nums;
  }
  .head {
    block-size: var(--_head-height);
    background: var(--_surface);
    border-block-end: var(--_border);
    font-size: var(--_text-xs);
    font-weight: var(--_weight-medium);
    color: var(--_text-2);
  }
  .row {
    position: absolute;
    inset-inline: 0;
    inset-block-start: 0;
    block-size: var(--_row-height);
    contain: strict;
    border-block-end: 1px solid color-mix(in oklch, var(--_line) 60%, transparent);
    cursor: default;
  }
  .row:hover {
    background: var(--_hover);
  }
  .row.selected {
    background: var(--_selected);
  }
  .cell {
    padding-inline: 8px;
    overflow: clip;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .row > .cell {
    align-self: stretch;
    contain: strict;
    line-height: calc(var(--_row-height) - 1px);
  }
  .cell:focus-visible {
    outline-offset: -2px;
    border-radius: 4px;
  }
  .cell.end {
    text-align: end;
  }
  .cell.detail {
    padding-inline-start: 24px;
  }
  .row .type,
  .row .detail,
  .row .age {
    color: var(--_text-2);
  }
  .row .errors {
    color: var(--_text-2);
  }
  .row[data-kind='failing'] .errors {
    color: var(--_negative);
  }
  .head .cell {
    display: flex;
    align-items: center;
    gap: 4px;
    block-size: 100%;
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
  .label {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .unit {
    color: var(--_text-3);
    font-weight: normal;
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
  [data-kind='leader'] .icon {
    color: var(--_accent);
  }
  [data-kind='active'] .icon {
    color: var(--_positive);
  }
  [data-kind='busy'] .icon {
    color: var(--_warning);
  }
  [data-kind='failing'] .icon {
    color: var(--_negative);
  }
  .value {
    padding: 1px 4px;
    margin-inline: -4px;
    border-radius: 3px;
  }
  .value[data-changed='a'] {
    animation: changed-a 600ms ease-out;
  }
  .value[data-changed='b'] {
    animation: changed-b 600ms ease-out;
  }
  @keyframes changed-a {
    from {
      background-color: var(--_changed);
    }
  }
  @keyframes changed-b {
    from {
      background-color: var(--_changed);
    }
  }
  :host(:state(still)) .value {
    animation: none;
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
    justify-content: end;
  }
  .skeletons .skeleton {
    inline-size: 60%;
    block-size: 10px;
  }
  .placeholder {
    min-block-size: 0;
  }
`;

/** What a row and its cells look like. */
export const rowStyles = [cells, states];
