import { css } from 'lit';

/** A bar with tabs, and the open view under it. */
export const dashboardStyles = css`
  :host {
    container: dashboard / inline-size;
    background: var(--_ground);
  }
  .dashboard {
    padding: var(--_space-4) var(--_space-5) var(--_space-5);
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-2) var(--_space-4);
    margin-block-end: var(--_space-4);
    min-block-size: 32px;
  }
  .title {
    margin: 0;
    font-size: var(--_text-l);
    font-weight: var(--_weight-strong);
  }
  .tabs {
    display: flex;
    gap: 2px;
  }
  .tab {
    padding: 5px 10px;
    border: 0;
    border-radius: var(--_radius-s);
    background: none;
    color: var(--_text-2);
    font-weight: var(--_weight-medium);
    cursor: pointer;
  }
  .tab:hover {
    color: var(--_text);
  }
  .tab[aria-selected='true'] {
    background: var(--_surface-2);
    color: var(--_text);
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-2) var(--_space-3);
    margin-inline-start: auto;
  }
  .view {
    display: grid;
    gap: var(--_space-4);
  }
  .view[hidden] {
    display: none;
  }
  .view > * {
    min-inline-size: 0;
  }
  .charts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(300px, 100%), 1fr));
    gap: inherit;
  }
  @container dashboard (min-width: 960px) {
    .overview {
      grid-template-columns: minmax(0, 1fr) 328px;
    }
    .overview > .wide {
      grid-column: 1 / -1;
    }
    /* As tall as the chart beside it, whatever it says. */
    .overview > aurigraph-connection-status {
      contain: size;
    }
    .overview > aurigraph-node-detail {
      align-self: start;
    }
  }
  @container dashboard (max-width: 480px) {
    .dashboard {
      padding: var(--_space-3);
    }
  }
  @media (pointer: coarse) {
    .tab {
      min-block-size: 44px;
    }
  }
  @media (forced-colors: active) {
    .tab[aria-selected='true'] {
      outline: 2px solid Highlight;
    }
  }
`;
