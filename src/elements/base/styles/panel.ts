import { css } from 'lit';

/** The frame of every element: one surface, one header with the heading, the actions and the badge that tells the truth. */
export const panelStyles = css`
  :host {
    display: block;
    box-sizing: border-box;
    color-scheme: light dark;
    font: var(--_text-s) / var(--_leading) var(--_font);
    color: var(--_text);
    contain: layout;
  }
  :host([hidden]) {
    display: none;
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  :host(:state(light-scheme)) {
    color-scheme: light;
  }
  :host(:state(dark-scheme)) {
    color-scheme: dark;
  }
  :host(:state(still)) {
    --_fast: 0ms;
    --_slow: 0ms;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  .panel {
    display: flex;
    flex-direction: column;
    min-block-size: 100%;
    background: var(--_surface);
    border: var(--_border);
    border-radius: var(--_radius);
    overflow: clip;
  }
  /* One line whatever the badge says: a longer word must not push the content down. */
  .header {
    container: panel-header / inline-size;
    display: flex;
    align-items: center;
    gap: var(--_space-2);
    padding: var(--_space-2) var(--_space-4) var(--_space-1);
    min-block-size: 40px;
  }
  .heading {
    margin: 0;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: var(--_text-s);
    font-weight: var(--_weight-strong);
  }
  .actions {
    display: flex;
    align-items: center;
    gap: var(--_space-1);
    margin-inline-start: auto;
  }
  /* It takes no height of its own, however large a finger needs it. */
  .button.stand-in {
    flex: none;
    margin-block: -8px;
    padding: 3px 6px;
    font-size: var(--_text-xs);
  }
  /* On a narrow panel it is its icon; the words stay for screen readers, and as a hint. */
  @container panel-header (inline-size < 560px) {
    .button.stand-in span {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: var(--_space-2);
  }
  .badge {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    font-size: var(--_text-xs);
    color: var(--_text-2);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .badge svg {
    inline-size: 8px;
    block-size: 8px;
    flex: none;
    overflow: visible;
  }
  .badge[data-state='live'] svg {
    color: var(--_positive);
  }
  .badge[data-state='stale'] svg {
    color: var(--_warning);
  }
  .badge[data-state='failed'] svg {
    color: var(--_negative);
  }
  .body {
    flex: 1;
    min-block-size: 0;
    display: flex;
    flex-direction: column;
  }
  .notice {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: center;
    gap: var(--_space-2);
    padding: var(--_space-2) var(--_space-4);
    border-block: var(--_border);
    background: var(--_surface-2);
    font-size: var(--_text-xs);
    color: var(--_text-2);
  }
  .notice svg {
    inline-size: 12px;
    block-size: 12px;
    flex: none;
    color: var(--_warning);
  }
  .placeholder {
    flex: 1;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: var(--_space-3);
    padding: var(--_space-6) var(--_space-4);
    text-align: center;
    color: var(--_text-2);
    min-block-size: 160px;
  }
  .placeholder p {
    margin: 0;
    max-inline-size: 48ch;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  .placeholder .detail {
    font-size: var(--_text-xs);
    color: var(--_text-3);
  }
  .skeleton {
    border-radius: var(--_radius-s);
    background: var(--_surface-2);
  }
  .number {
    font-variant-numeric: tabular-nums;
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (forced-colors: active) {
    .panel {
      border-color: CanvasText;
    }
  }
`;
