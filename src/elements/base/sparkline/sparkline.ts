import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { SparklineShape } from './sparkline-shape.js';

/** How a sparkline is meant. */
export interface SparklineLook {
  /** Name of the colour token, such as `--_series-1`. */
  readonly colour: string;
  /** Values are old: everything is grey. */
  readonly old: boolean;
  /** Values are made up in the page: the area is hatched. */
  readonly simulated: boolean;
  /** Names the hatch inside the shadow root, so that each has one of its own. */
  readonly name: string;
}

/**
 * A small line without axes, for cards and cells, inside a box whose size does not depend on it. It is a vector: sharp
 * at every pixel ratio, coloured by the style sheet, and it never moves by itself. Whoever shows it says in words what
 * it means; it is hidden from assistive technology.
 */
export function renderSparkline(shape: SparklineShape | undefined, look: SparklineLook): TemplateResult {
  return html`<span class="sparkline" data-colour=${look.colour} ?data-old=${look.old} aria-hidden="true"
    >${shape === undefined ? nothing : renderShape(shape, look)}</span
  >`;
}

function renderShape(
  { width, height, line, area, last, reference }: SparklineShape,
  look: SparklineLook,
): TemplateResult {
  const hatch = `hatch-${look.name}`;
  return html`<svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none">
    ${look.simulated ? renderHatch(hatch) : nothing}
    <path class="area" d=${area} fill=${look.simulated ? `url(#${hatch})` : 'currentColor'}></path>
    <path class="reference" d=${reference}></path>
    <path class="line" d=${line}></path>
    <path class="last" d=${last}></path>
  </svg>`;
}

function renderHatch(id: string): SVGTemplateResult {
  return svg`<pattern id=${id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <path d="M0 0V5" stroke="currentColor" stroke-width="2"></path>
  </pattern>`;
}
