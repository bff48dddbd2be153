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
  .about {
    container: about / inline-size;
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
  /* Its words first, its icon where there is room for both or for neither. */
  .detail .button.stand-in {
    display: flex;
    inline-size: max-content;
    margin-inline: auto -7px;
  }
  .detail .button.stand-in span {
    text-decoration: underline;
    text-decoration-color: var(--_line-strong);
    text-underline-offset: 3px;
  }
  @container about (275px <= inline-size < 300px) {
    .detail .button.stand-in svg {
      display: none;
    }
  }
  @container about (inline-size < 275px) {
    .detail .button.stand-in span {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
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
