import { css } from 'lit';

/** Rows of two lines where there is little room. */
export const nodeCardStyles = css`
  .frame[data-cards] {
    --_row-height: 52px;
    --_head-height: 48px;
  }
  .frame[data-cards] .cell {
    position: relative;
  }
  .frame[data-cards] :is(.head, .row) {
    display: grid;
    padding-inline: 8px;
  }
  .frame[data-cards] :is(.head, .row:not(.group)) {
    grid-template-columns: minmax(0, 1.25fr) minmax(0, 1fr) minmax(0, 0.8fr) minmax(0, 0.75fr);
    grid-template-rows: 1fr 1fr;
    padding-block: 4px;
  }
  .frame[data-cards] .row > .cell {
    line-height: 22px;
  }
  .frame[data-cards] .row.group > .cell {
    line-height: 51px;
  }
  .frame[data-cards] :is(.head, .row:not(.group)) > .cell:nth-child(-n + 2) {
    grid-column: span 2;
    font-weight: var(--_weight-medium);
  }
  .frame[data-cards] .row:not(.group) > .cell:nth-child(n + 3) {
    font-size: var(--_text-xs);
  }
  .frame[data-cards] .row.group {
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) 0 0 0 0;
  }
  .frame[data-cards] .grip {
    display: none;
  }
  .frame[data-cards] .row > .bar {
    background-position-y: 100%;
  }
  @container node-grid (inline-size < 480px) {
    .view-button span,
    .errors-first span {
      display: none;
    }
    .errors-first {
      min-inline-size: 32px;
      min-block-size: 32px;
      justify-content: center;
      border-radius: var(--_radius-s);
    }
    .counts {
      display: grid;
      grid-template-columns: repeat(5, minmax(0, 1fr));
    }
    .counts .chip {
      display: block;
      padding: 3px 2px;
      border-radius: var(--_radius-s);
      line-height: 1.3;
      text-align: center;
    }
    .counts .chip .icon {
      margin-inline-end: 2px;
      vertical-align: -0.5px;
    }
    /* The word under its figure. */
    .counts .chip b::after {
      content: '\\A';
      white-space: pre;
    }
  }
  @media (pointer: coarse) {
    .frame[data-cards] {
      --_head-height: 88px;
    }
    .grip {
      inline-size: 19px;
      inset-inline-end: -9px;
    }
  }
`;
