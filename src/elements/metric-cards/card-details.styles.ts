import { css } from 'lit';

/** The details of a card: over the page, beside the button, where the element puts them. */
export const cardDetailsStyles = css`
  .details {
    position: fixed;
    inset: auto;
    left: var(--_x, 0);
    top: var(--_y, 0);
    margin: 0;
    inline-size: max-content;
    max-inline-size: min(320px, 100vw - 16px);
    max-block-size: calc(100vh - 16px);
    overflow: auto;
    padding: var(--_space-3) var(--_space-4);
    border: var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
    font-size: var(--_text-xs);
  }
  .details p {
    margin: 0;
  }
  .details .details-heading {
    margin-block-end: var(--_space-2);
    font-size: var(--_text-s);
    font-weight: var(--_weight-strong);
  }
  .details dl {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: var(--_space-1) var(--_space-3);
    margin: 0;
  }
  .details dl > div {
    display: contents;
  }
  .details dt {
    color: var(--_text-2);
  }
  .details dd {
    margin: 0;
    overflow-wrap: anywhere;
    font-variant-numeric: tabular-nums;
  }
  .details dd bdi {
    display: block;
  }
  @media (forced-colors: active) {
    .details {
      border-color: CanvasText;
    }
  }
`;
