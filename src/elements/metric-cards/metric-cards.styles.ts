import { css } from 'lit';

/** Cards side by side, parted by hairlines; as many columns as there is room for, and never a hole in the last row. */
export const metricCardsStyles = css`
  .board {
    container: board / inline-size;
    position: relative;
    flex: 1;
    display: grid;
    border-block-start: var(--_border);
  }
  .cards {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1px;
    margin: 0;
    padding: 0;
    list-style: none;
    background: var(--_line);
  }
  .card {
    --_sparkline-height: 32px;
    position: relative;
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    padding: var(--_space-3) var(--_space-4);
    background: var(--_surface);
  }
  .top {
    display: flex;
    align-items: center;
    gap: var(--_space-1);
  }
  .label {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: var(--_text-xs);
    color: var(--_text-2);
  }
  .info {
    position: relative;
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 24px;
    block-size: 24px;
    margin-block: -4px;
    margin-inline-end: -6px;
    padding: 0;
    border: 0;
    border-radius: var(--_radius-s);
    background: none;
    color: var(--_text-3);
    cursor: pointer;
  }
  .info:hover,
  .card:has(.details:popover-open) .info {
    background: var(--_hover);
    color: var(--_text);
  }
  .info[data-hidden] {
    visibility: hidden;
  }
  .info svg {
    inline-size: 14px;
    block-size: 14px;
  }
  .value {
    display: flex;
    align-items: baseline;
    gap: var(--_space-1);
    block-size: 1.5em;
    font-size: var(--_text-xl);
    line-height: 1.5;
    white-space: nowrap;
  }
  /* Whatever is said, it stands on the same line. */
  .value::before {
    content: '\\200b';
    inline-size: 0;
    margin-inline-end: calc(var(--_space-1) * -1);
  }
  .figure {
    display: flex;
    flex: 0 1 auto;
    min-inline-size: 0;
    overflow: hidden;
    font-weight: var(--_weight-strong);
    font-variant-numeric: tabular-nums;
  }
  /* A name is no number: with figures of one width its hyphens would stand in holes. */
  [data-name='leader'] .figure {
    font-variant-numeric: normal;
  }
  .head {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .unit {
    flex: 0 1 auto;
    min-inline-size: 2ch;
    overflow: hidden;
    text-overflow: ellipsis;
    font-size: var(--_text-xs);
    color: var(--_text-2);
    font-variant-numeric: tabular-nums;
  }
  .unknown {
    font-size: var(--_text-l);
    color: var(--_text-3);
  }
  .value .skeleton {
    align-self: center;
    inline-size: 60%;
    block-size: 0.9em;
  }
  [data-state='stale'] .figure {
    color: var(--_text-2);
  }
  /* As high for a line and its note as for three lines of notes. */
  .story {
    display: flex;
    flex-direction: column;
    justify-content: space-between;
    block-size: calc(18px + var(--_space-1) + var(--_sparkline-height));
  }
  .notes {
    display: flex;
    flex-wrap: wrap;
    align-content: flex-start;
    column-gap: var(--_space-2);
    block-size: 18px;
    overflow: clip;
    font-size: var(--_text-xs);
    line-height: 18px;
    color: var(--_text-2);
    font-variant-numeric: tabular-nums;
  }
  .notes:not([data-room='line']) {
    block-size: 54px;
  }
  .notes[data-room='lines'] {
    flex-direction: column;
    flex-wrap: nowrap;
    align-items: flex-start;
  }
  .note {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    min-inline-size: 0;
    max-inline-size: 100%;
    white-space: nowrap;
  }
  .note > bdi {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .note svg {
    flex: none;
    inline-size: 10px;
    block-size: 10px;
  }
  .note[data-icon='good'] svg {
    color: var(--_positive);
  }
  .note[data-icon='fair'] svg {
    color: var(--_warning);
  }
  .note[data-icon='poor'] svg {
    color: var(--_negative);
  }
  [data-state='stale'] .note svg {
    color: inherit;
  }
  /* Arrows go the way time does. */
  :host(:dir(rtl)) .note:is([data-icon='rising'], [data-icon='falling'], [data-icon='steady']) svg {
    transform: scaleX(-1);
  }
  .meta {
    display: flex;
    align-items: center;
    gap: 6px;
    block-size: 18px;
    margin-block-start: var(--_space-1);
    overflow: hidden;
    font-size: var(--_text-xs);
    line-height: 18px;
    color: var(--_text-3);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .meta svg {
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    overflow: visible;
  }
  [data-state='stale'] .meta svg {
    color: var(--_warning);
  }
  .age {
    flex: none;
  }
  .source {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .board:not([data-phase='cards']) > .cards {
    visibility: hidden;
  }
  .board > .placeholder {
    position: absolute;
    inset: 0;
    min-block-size: 0;
    padding: var(--_space-2) var(--_space-4);
    background: var(--_surface);
    overflow: auto;
  }

  /* A column for each 172 px, in rows that are equally long. */
  @container board (inline-size >= 344px) {
    .cards:not([data-count='1']) {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .cards > :last-child:nth-child(odd) {
      grid-column: 1 / -1;
    }
  }
  @container board (inline-size >= 516px) {
    .cards:is([data-count='3'], [data-count='6']) {
      grid-template-columns: repeat(3, minmax(0, 1fr));
    }
    .cards[data-count='5'] {
      grid-template-columns: repeat(6, minmax(0, 1fr));
    }
    .cards[data-count='5'] > * {
      grid-column: span 2;
    }
    .cards[data-count='5'] > :nth-child(n + 4) {
      grid-column: span 3;
    }
    .cards[data-count='3'] > :last-child {
      grid-column: auto;
    }
  }
  @container board (inline-size >= 688px) {
    .cards[data-count='4'] {
      grid-template-columns: repeat(4, minmax(0, 1fr));
    }
  }
  @container board (inline-size >= 860px) {
    .cards[data-count='5'] {
      grid-template-columns: repeat(5, minmax(0, 1fr));
    }
    .cards[data-count='5'] > :nth-child(n) {
      grid-column: auto;
    }
  }
  @container board (inline-size >= 1032px) {
    .cards[data-count='6'] {
      grid-template-columns: repeat(6, minmax(0, 1fr));
    }
  }
  /* A wall is read from further away. */
  @container board (inline-size >= 1680px) {
    .card {
      --_sparkline-height: 56px;
      padding: var(--_space-4) var(--_space-5);
    }
    .value {
      font-size: var(--_text-xxl);
    }
    .label,
    .unit {
      font-size: var(--_text-m);
    }
    .notes,
    .meta {
      font-size: var(--_text-s);
    }
  }
  @media (pointer: coarse) {
    .info::after {
      content: '';
      position: absolute;
      inset: -10px;
    }
  }
  @media (forced-colors: active) {
    .cards {
      background: CanvasText;
    }
    .note[data-icon] svg,
    .meta svg {
      color: CanvasText;
    }
    .skeleton {
      border: 1px solid GrayText;
    }
    [data-state='stale'] .figure,
    .unknown {
      color: GrayText;
    }
  }
`;
