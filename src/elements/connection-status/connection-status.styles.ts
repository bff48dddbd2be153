import { css } from 'lit';

/** Four facts, and the place of what is wrong. */
export const connectionStatusStyles = css`
  /* Where the page sets a height, the facts scroll inside it. */
  .panel {
    max-block-size: 100%;
  }
  .body {
    overflow: auto;
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(180px, 1fr));
    gap: var(--_space-3) var(--_space-5);
    margin: 0;
    padding: var(--_space-2) var(--_space-4) var(--_space-3);
  }
  dl > div {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    column-gap: var(--_space-3);
    align-content: start;
    min-inline-size: 0;
  }
  dt {
    font-size: var(--_text-xs);
    color: var(--_text-2);
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
    font-variant-numeric: tabular-nums;
  }
  .detail {
    font-size: var(--_text-xs);
    color: var(--_text-3);
    text-align: end;
  }
  .fact {
    grid-column: 1 / -1;
    font-weight: var(--_weight-medium);
  }
  /* Its place is kept while all is well, so that bad news moves nothing. */
  .problem {
    display: flex;
    gap: var(--_space-2);
    min-block-size: calc(3lh + var(--_space-3));
    margin: 0;
    padding: 0 var(--_space-4) var(--_space-3);
    font-size: var(--_text-xs);
    color: var(--_text-2);
    overflow-wrap: anywhere;
  }
  .problem svg {
    flex: none;
    inline-size: 12px;
    block-size: 12px;
    margin-block-start: 3px;
    color: var(--_warning);
  }
`;
