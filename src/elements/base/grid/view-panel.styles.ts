import { css } from 'lit';

/** The button and the panel in which a person chooses how a grid looks. */
export const viewPanelStyles = css`
  .view-panel {
    position: fixed;
    inset: auto;
    left: var(--_x, 0);
    top: var(--_y, 0);
    box-sizing: border-box;
    inline-size: 344px;
    max-inline-size: calc(100vw - 16px);
    max-block-size: min(560px, calc(100vh - 16px));
    margin: 0;
    padding: var(--_space-3) var(--_space-4);
    overflow: auto;
    border: var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    font-size: var(--_text-s);
    box-shadow: 0 6px 24px rgb(0 0 0 / 16%);
  }
  .view-panel fieldset {
    min-inline-size: 0;
    margin: 0 0 var(--_space-3);
    padding: 0;
    border: 0;
  }
  .view-panel .view-columns {
    /* Half a line shows that there are more. */
    max-block-size: min(289px, 45vh);
    overflow: auto;
  }
  .view-panel legend {
    padding: 0 0 var(--_space-1);
    font-size: var(--_text-xs);
    font-weight: var(--_weight-medium);
    color: var(--_text-2);
  }
  .view-panel label {
    display: flex;
    align-items: center;
    gap: 8px;
    flex: 1;
    min-block-size: 28px;
  }
  .view-panel input {
    flex: none;
    margin: 0;
    accent-color: var(--_accent);
  }
  .view-column {
    display: flex;
    align-items: center;
    border-radius: 4px;
  }
  .view-column:hover {
    background: var(--_hover);
  }
  .view-move {
    flex: none;
    min-block-size: 26px;
    padding: 4px 6px;
  }
  .view-move svg {
    display: block;
    inline-size: 10px;
    block-size: 10px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.4;
  }
  .view-panel .button.quiet[aria-disabled='true'] {
    background: none;
    color: var(--_text-2);
    cursor: default;
  }
  .view-move[aria-disabled='true'] svg {
    opacity: 0.35;
  }
  .view-choice {
    display: flex;
    flex-wrap: wrap;
    column-gap: var(--_space-4);
  }
  .view-choice label {
    flex: none;
  }
  .view-hint {
    margin: 0 0 var(--_space-3);
    color: var(--_text-2);
  }
  .view-actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-2);
    padding-block-start: var(--_space-3);
    border-block-start: var(--_border);
  }
  @media (pointer: coarse) {
    .view-panel label,
    .view-panel .button {
      min-block-size: 44px;
    }
    .view-panel .view-move {
      min-inline-size: 44px;
    }
  }
  @media (forced-colors: active) {
    .view-panel .button.quiet[aria-disabled='true'] {
      border-color: GrayText;
      color: GrayText;
    }
    .view-move[aria-disabled='true'] svg {
      opacity: 1;
    }
  }
`;
