import { css } from 'lit';

export const connectionStatusStyles = css`
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(150px, 1fr));
    gap: var(--_space-3) var(--_space-4);
    margin: 0;
    padding: var(--_space-2) var(--_space-4) var(--_space-4);
  }
  dl > div {
    min-inline-size: 0;
    min-block-size: 58px;
  }
  dt {
    font-size: var(--_text-xs);
    color: var(--_text-2);
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .fact {
    font-weight: var(--_weight-medium);
    font-variant-numeric: tabular-nums;
  }
  .detail {
    font-size: var(--_text-xs);
    color: var(--_text-3);
    font-variant-numeric: tabular-nums;
  }
`;
