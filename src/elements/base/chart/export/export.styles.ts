import { css } from 'lit';

/** The menu of what can be done with a chart, how it went, the full screen and paper. */
export const exportStyles = css`
  .menu {
    position: fixed;
    inset: var(--_y, 0) auto auto var(--_x, 0);
    margin: 0;
    padding: var(--_space-1);
    min-inline-size: 180px;
    border: var(--_border);
    border-radius: var(--_radius-s);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: 0 6px 24px rgb(0 0 0 / 16%);
  }
  .item {
    display: block;
    inline-size: 100%;
    padding: 6px 10px;
    border: 0;
    border-radius: calc(var(--_radius-s) - 2px);
    background: none;
    text-align: start;
    cursor: pointer;
  }
  .item:hover,
  .item:focus-visible {
    background: var(--_hover);
    outline-offset: -2px;
  }
  .result {
    position: absolute;
    inset-block-end: 34px;
    inset-inline-start: 50%;
    translate: -50%;
    padding: 3px 10px;
    border: var(--_border);
    border-radius: var(--_radius-s);
    background: var(--_surface);
    font-size: var(--_text-xs);
    white-space: nowrap;
    pointer-events: none;
    animation: result 4s step-end forwards;
  }
  .result:dir(rtl) {
    translate: 50%;
  }
  @keyframes result {
    to {
      visibility: hidden;
    }
  }
  :host(:fullscreen) {
    inline-size: 100%;
    block-size: 100%;
    background: var(--_ground);
  }
  :host(:fullscreen) .panel {
    block-size: 100%;
    border-radius: 0;
  }
  @media (pointer: coarse) {
    .item {
      min-block-size: 44px;
    }
  }
  /* Paper is white, and nobody presses its buttons. */
  @media print {
    :host,
    :host([theme]) {
      color-scheme: light;
      break-inside: avoid;
      print-color-adjust: exact;
    }
    .actions,
    .cursor,
    .result {
      display: none;
    }
  }
`;
