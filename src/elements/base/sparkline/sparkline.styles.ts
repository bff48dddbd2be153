import { css } from 'lit';

/** A sparkline, as large as its box: the whole width, and `--_sparkline-height` high. */
export const sparklineStyles = css`
  .sparkline {
    display: block;
    inline-size: 100%;
    block-size: var(--_sparkline-height, 32px);
    color: var(--_series-1);
    overflow: clip;
    overflow-clip-margin: 2px;
  }
  .sparkline[data-colour='--_series-2'] {
    color: var(--_series-2);
  }
  .sparkline[data-colour='--_series-3'] {
    color: var(--_series-3);
  }
  .sparkline[data-colour='--_series-4'] {
    color: var(--_series-4);
  }
  .sparkline[data-old] {
    color: var(--_text-3);
  }
  .sparkline > svg {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    overflow: visible;
  }
  .sparkline > svg > path {
    stroke-linecap: round;
    stroke-linejoin: round;
    vector-effect: non-scaling-stroke;
  }
  .sparkline .line,
  .sparkline .last {
    fill: none;
    stroke: currentColor;
  }
  .sparkline .line {
    stroke-width: 1.5px;
  }
  .sparkline .last {
    stroke-width: 5px;
  }
  .sparkline .area {
    fill-opacity: 0.11;
  }
  .sparkline .area[fill^='url'] {
    fill-opacity: 0.3;
  }
  .sparkline .reference {
    fill: none;
    stroke: var(--_text-3);
    stroke-width: 1.25px;
    stroke-dasharray: 3 3;
    stroke-linecap: butt;
  }
  /* Time runs as the language does, as in the charts. */
  :host(:dir(rtl)) .sparkline > svg {
    transform: scaleX(-1);
  }
  @media (forced-colors: active) {
    .sparkline[data-colour] {
      forced-color-adjust: none;
      color: LinkText;
    }
    .sparkline[data-colour][data-old] {
      color: GrayText;
    }
    .sparkline .reference {
      stroke: CanvasText;
    }
  }
`;
