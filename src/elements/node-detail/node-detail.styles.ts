import { css } from 'lit';

/** One node: its state, its figures, its configuration, one under the other; beside each other where there is room. */
export const nodeDetailStyles = css`
  .node {
    --_sparkline-height: 20px;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space-3);
    padding: 0 var(--_space-4) var(--_space-4);
    container-type: inline-size;
  }
  .state,
  .origin,
  .note {
    margin: 0;
    color: var(--_text-2);
    font-size: var(--_text-xs);
  }
  .state {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-1) var(--_space-4);
    font-size: var(--_text-s);
  }
  .kind {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    color: var(--_text);
  }
  .kind svg,
  .verdict svg {
    flex: none;
    inline-size: 10px;
    block-size: 10px;
    fill: currentColor;
  }
  .kind[data-kind='leader'] svg {
    color: var(--_accent);
  }
  .kind[data-kind='active'] svg {
    color: var(--_positive);
  }
  .kind[data-kind='busy'] svg {
    color: var(--_warning);
  }
  .kind[data-kind='failing'] svg {
    color: var(--_negative);
  }
  .id {
    color: var(--_text-3);
    overflow-wrap: anywhere;
  }
  .figures {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: var(--_text-s);
    font-variant-numeric: tabular-nums;
  }
  .figures tbody tr {
    border-block-start: var(--_border);
  }
  .figures th,
  .figures td {
    padding: 5px 0;
    padding-inline-end: var(--_space-3);
    text-align: start;
    font-weight: normal;
    white-space: nowrap;
  }
  .figures tbody th {
    color: var(--_text-2);
  }
  .figures td.value {
    min-inline-size: 9ch;
    /* Digits run from left to right in every language: their ends stand below each other. */
    text-align: right;
    unicode-bidi: plaintext;
    font-weight: var(--_weight-strong);
  }
  .figures small,
  .settings small {
    color: var(--_text-3);
    font-size: var(--_text-xs);
    font-weight: normal;
  }
  .unknown {
    color: var(--_text-3);
    font-weight: normal;
  }
  .figures td.past {
    inline-size: 96px;
    min-inline-size: 96px;
  }
  .figures td.limit {
    inline-size: 40%;
    padding-inline-end: 0;
    color: var(--_text-2);
    font-size: var(--_text-xs);
    white-space: normal;
  }
  .bound {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px var(--_space-2);
  }
  .bar {
    inline-size: 56px;
    block-size: 4px;
    border-radius: 2px;
  }
  .bar .room {
    fill: var(--_line);
  }
  .bar .share {
    fill: var(--_text-3);
  }
  .verdict {
    display: inline-flex;
    align-items: center;
    gap: 4px;
  }
  [data-verdict='near'] .verdict {
    color: var(--_warning);
  }
  [data-verdict='near'] .bar .share {
    fill: var(--_warning);
  }
  [data-verdict='over'] .verdict {
    color: var(--_negative);
  }
  [data-verdict='over'] .bar .share {
    fill: var(--_negative);
  }
  .settings h3 {
    margin: 0 0 var(--_space-2);
    color: var(--_text-2);
    font-size: var(--_text-xs);
    font-weight: var(--_weight-strong);
  }
  .settings dl {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 220px), 1fr));
    gap: 6px var(--_space-6);
    margin: 0;
    font-size: var(--_text-s);
    font-variant-numeric: tabular-nums;
  }
  .settings dl > div {
    display: flex;
    justify-content: space-between;
    gap: var(--_space-3);
  }
  .settings dt {
    color: var(--_text-2);
  }
  .settings dd {
    margin: 0;
    text-align: end;
    overflow-wrap: anywhere;
  }
  .node[data-old] .value,
  .node[data-old] .kind,
  .node[data-old] .kind svg {
    color: var(--_text-3);
  }
  @container (inline-size < 420px) {
    .figures td.past {
      inline-size: 56px;
      min-inline-size: 56px;
    }
    .bar {
      inline-size: 32px;
    }
  }
  /* The shape stays, and who listens still hears the words. */
  @container (inline-size < 360px) {
    .figures td.past,
    .bar {
      display: none;
    }
    .figures th,
    .figures td {
      padding-inline-end: var(--_space-2);
      white-space: normal;
    }
    .figures td.value {
      min-inline-size: 0;
      white-space: nowrap;
    }
    .bound {
      flex-wrap: nowrap;
    }
    .figures td.limit {
      inline-size: auto;
      white-space: nowrap;
    }
    .verdict span {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }
  @media (forced-colors: active) {
    .bar {
      outline: 1px solid CanvasText;
      forced-color-adjust: none;
    }
    .bar .room {
      fill: Canvas;
    }
    .bar .share,
    [data-verdict] .bar .share {
      fill: CanvasText;
    }
  }
`;
