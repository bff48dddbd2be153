import { css } from 'lit';

/** A chart: plot, legend, and what stands in their place. The canvas takes its colours from the same tokens. */
export const pictureStyles = css`
  :host {
    --_fill-share: 11%;
    --_hatch-share: 32%;
    --_old: var(--_text-3);
    --_plot-size: var(--aurigraph-chart-height, 240px);
  }
  .figure {
    position: relative;
    flex: 1;
    display: flex;
    flex-direction: column;
    margin: 0;
  }
  .stage {
    position: relative;
    flex: 1;
    display: grid;
    min-block-size: var(--_plot-size);
    margin-inline: var(--_space-2);
  }
  .plot {
    position: relative;
    border-radius: var(--_radius-s);
    touch-action: pan-y;
    cursor: crosshair;
  }
  .plot:focus-visible {
    outline-offset: -2px;
  }
  .plot[data-hidden] {
    visibility: hidden;
  }
  .canvas {
    position: absolute;
    inset: 0;
    direction: ltr;
    overflow: clip;
  }
  /* Of uPlot's style sheet only what a canvas needs. */
  .canvas .u-wrap {
    position: relative;
  }
  .canvas canvas {
    display: block;
    inline-size: 100%;
    block-size: 100%;
  }
  .canvas .u-under,
  .canvas .u-over {
    position: absolute;
    pointer-events: none;
  }
  .probe,
  .sentinel {
    position: absolute;
    visibility: hidden;
    font-size: var(--_text-xs);
    forced-color-adjust: none;
  }
  /* One millisecond of transition tells the canvas that a token has another value. */
  .sentinel {
    color: var(--_text-2);
    background-color: var(--_surface);
    border-color: var(--_line);
    outline-color: var(--_series-1);
    transition-property: color, background-color, border-color, outline-color;
    transition-duration: 1ms;
  }
  .notes {
    position: absolute;
    inset-block-end: 34px;
    inset-inline-end: 60px;
    display: flex;
    gap: var(--_space-1);
    pointer-events: none;
  }
  .note,
  .readout {
    padding: 1px 6px;
    border-radius: calc(var(--_radius-s) - 2px);
    background: color-mix(in oklab, var(--_surface) 88%, transparent);
    font-size: var(--_text-xs);
    color: var(--_text-2);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
    unicode-bidi: plaintext;
  }
  .cursor {
    position: absolute;
    inset: 0;
    pointer-events: none;
    direction: ltr;
  }
  .cursor[hidden] {
    display: none;
  }
  .crosshair,
  .mark {
    position: absolute;
    left: 0;
    top: 0;
  }
  .crosshair {
    top: 16px;
    bottom: 28px;
    border-inline-start: 1px solid var(--_line-strong);
    transform: translateX(var(--_x));
  }
  .mark {
    inline-size: 9px;
    block-size: 9px;
    margin: -4.5px;
    border: 2px solid var(--_surface);
    border-radius: 50%;
    background: var(--_text);
    transform: translate(var(--_x), var(--_y));
  }
  .readout {
    position: absolute;
    top: 3px;
    left: clamp(84px, var(--_x), 100% - 84px);
    transform: translateX(-50%);
    border: var(--_border);
    background: var(--_surface);
  }
  .readout b {
    color: var(--_text);
    font-weight: var(--_weight-strong);
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: var(--_space-1) var(--_space-3);
    margin: 0;
    padding: var(--_space-1) var(--_space-4) var(--_space-3);
    font-size: var(--_text-xs);
    color: var(--_text-2);
  }
  .legend > div {
    display: flex;
    align-items: baseline;
    gap: 6px;
    white-space: nowrap;
  }
  .legend dd {
    margin: 0;
    min-inline-size: 5.5ch;
    color: var(--_text);
    font-weight: var(--_weight-strong);
    font-variant-numeric: tabular-nums;
  }
  :host(:state(stale)) .legend dd,
  :host(:state(failed)) .legend dd {
    color: var(--_text-2);
  }
  /* Room for the longest word, so that the line breaks at the same place whatever the band. */
  .efficiency dd {
    min-inline-size: 21ch;
  }
  .swatch {
    display: inline-block;
    vertical-align: middle;
    inline-size: 10px;
    block-size: 2px;
    margin-inline-end: 6px;
    border-radius: 1px;
    background: var(--_text-3);
  }
  .swatch[data-colour='--_series-1'] {
    background: var(--_series-1);
  }
  .swatch[data-colour='--_series-2'] {
    background: var(--_series-2);
  }
  .swatch[data-colour='--_series-3'] {
    background: var(--_series-3);
  }
  .swatch[data-colour='--_series-4'] {
    background: var(--_series-4);
  }
  :host(:state(stale)) .swatch {
    background: var(--_old);
  }
  .band {
    margin-inline-start: 4px;
    font-weight: normal;
    color: var(--_text-2);
  }
  .band svg {
    inline-size: 10px;
    block-size: 10px;
    margin-inline-end: 4px;
    vertical-align: -1px;
  }
  .band[data-band='good'] svg {
    color: var(--_positive);
  }
  .band[data-band='fair'] svg {
    color: var(--_warning);
  }
  .band[data-band='poor'] svg {
    color: var(--_negative);
  }
  .wait {
    position: absolute;
    inset: 16px 8px 28px;
    display: grid;
  }
  .figure:not([data-phase='chart'], [data-phase='loading']) .legend {
    visibility: hidden;
  }
  .figure > .placeholder {
    position: absolute;
    inset: 0;
    min-block-size: 0;
    align-content: center;
    background: var(--_surface);
  }
  .table {
    position: absolute;
    inset: 0;
    overflow: auto;
    margin-inline: calc(var(--_space-2) * -1);
    background: var(--_surface);
    overscroll-behavior: contain;
  }
  .table:focus-visible {
    outline-offset: -2px;
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  caption {
    padding: var(--_space-1) var(--_space-4);
    text-align: start;
    font-size: var(--_text-xs);
    color: var(--_text-2);
  }
  th,
  td {
    padding: 3px var(--_space-4);
    border-block-end: var(--_border);
    /* Digits run from left to right in every language: ones stand under ones. */
    text-align: right;
    font-weight: normal;
  }
  thead th {
    position: sticky;
    inset-block-start: 0;
    background: var(--_surface);
    font-size: var(--_text-xs);
    color: var(--_text-2);
  }
  th:first-child {
    text-align: start;
    color: var(--_text-2);
  }
  @media (forced-colors: active) {
    :host {
      --_surface: Canvas;
      --_line: color-mix(in srgb, CanvasText 30%, Canvas);
      --_text: CanvasText;
      --_text-2: CanvasText;
      --_text-3: CanvasText;
      --_old: GrayText;
      --_series-1: LinkText;
      --_series-2: CanvasText;
      /* No VisitedText: a browser may keep to itself what was visited, and paint it as any link. */
      --_series-3: Highlight;
      --_series-4: GrayText;
      --_few-colours: 1;
    }
    .swatch,
    .mark {
      forced-color-adjust: none;
    }
    .crosshair {
      border-color: CanvasText;
    }
    .band[data-band] svg {
      color: CanvasText;
    }
  }
`;
