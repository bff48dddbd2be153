import { css, html, nothing, svg, type CSSResult, type TemplateResult } from 'lit';
import type { ChartSeries } from './declaration.js';

/** A piece of a line, as it is drawn. */
export function lineSample({ colour, dash, dashInFewColours }: ChartSeries): TemplateResult {
  return html`<svg
    class="sample"
    data-colour=${colour}
    ?data-solid=${dashInFewColours === true}
    viewBox="0 0 18 4"
    aria-hidden="true"
  >
    ${svg`<path d="M0 2h18" stroke-dasharray=${dash?.join(' ') ?? nothing}></path>`}
  </svg>`;
}

/** Styles of {@link lineSample}. */
export const lineSampleStyles: CSSResult = css`
  .sample {
    inline-size: 18px;
    block-size: 4px;
    margin-inline-end: 6px;
    vertical-align: middle;
    fill: none;
    stroke: var(--_text-3);
    stroke-width: 2;
    forced-color-adjust: none;
  }
  @media (forced-colors: none) {
    .sample[data-solid] path {
      stroke-dasharray: none;
    }
  }
  .sample[data-colour='--_series-1'] {
    stroke: var(--_series-1);
  }
  .sample[data-colour='--_series-2'] {
    stroke: var(--_series-2);
  }
  .sample[data-colour='--_series-3'] {
    stroke: var(--_series-3);
  }
  .sample[data-colour='--_series-4'] {
    stroke: var(--_series-4);
  }
  :host(:state(stale)) .sample {
    stroke: var(--_old);
  }
`;
