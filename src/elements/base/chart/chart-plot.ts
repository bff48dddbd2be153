import { html, nothing, type TemplateResult } from 'lit';
import type { Point } from './cursor-controller.js';
import type { ChartFacts } from './chart-legend.js';

/** What the plot shows over its canvas, and what it does with a hand on it. */
export interface PlotFacts extends ChartFacts {
  /** The point that is read. */
  readonly point: Point | undefined;
  /** Whether something else stands in the place of the picture. */
  readonly hidden: boolean;
  readonly paused: boolean;
  readonly simulated: boolean;
  readonly onKey: (event: KeyboardEvent) => void;
  readonly onPointer: (event: PointerEvent) => void;
  readonly onPointerLeave: (event: PointerEvent) => void;
  readonly onBlur: () => void;
}

/**
 * The canvas and what lies over it. For assistive technology it is a slider over time: the keyboard reads one value
 * after the other. The probe and the sentinel are how the colours of the style sheet reach the canvas.
 */
export function renderPlot(facts: PlotFacts): TemplateResult {
  const { picture, point, hidden, words } = facts;
  return html`<div
    class="plot"
    part="plot"
    role="slider"
    tabindex=${hidden ? '-1' : '0'}
    ?data-hidden=${hidden}
    aria-label=${words.chart.cursor}
    aria-valuemin=${seconds(picture?.from)}
    aria-valuemax=${seconds(picture?.to)}
    aria-valuenow=${seconds(point?.time ?? picture?.to)}
    aria-valuetext=${valueText(facts)}
    @keydown=${facts.onKey}
    @blur=${facts.onBlur}
    @pointermove=${facts.onPointer}
    @pointerdown=${facts.onPointer}
    @pointerleave=${facts.onPointerLeave}
  >
    <div class="canvas"></div>
    <span class="probe"></span><span class="sentinel"></span>
    ${renderNotes(facts)}
    <div class="cursor" ?hidden=${point === undefined} aria-hidden="true">
      <i class="crosshair"></i><i class="mark"></i>${renderReadout(facts)}
    </div>
  </div>`;
}

function renderNotes({ picture, paused, simulated, format, words }: PlotFacts): TemplateResult {
  return html`<div class="notes">
    ${paused && picture ? html`<span class="note" part="note">${words.chart.pausedAt(format.time(picture.to))}</span>` : nothing}
    ${simulated ? html`<span class="note" part="note">${words.chart.simulated}</span>` : nothing}
  </div>`;
}

function renderReadout(facts: PlotFacts): TemplateResult | typeof nothing {
  const { chart, point, format } = facts;
  if (point === undefined) return nothing;
  if (chart.several !== undefined) return chart.several.readout(facts, point);
  return html`<span class="readout" part="readout"
    ><b>${format.exact(point.value)}</b> ${chart.unit} <span>${format.time(point.time)}</span></span
  >`;
}

/** Without a chosen point the text never changes, so that a focused chart is silent until it is asked. */
function valueText(facts: PlotFacts): string {
  const { chart, point, format, words } = facts;
  if (point === undefined) return words.chart.cursorHelp;
  if (chart.several !== undefined) return chart.several.spoken(facts, point);
  return words.chart.valueAt(format.exact(point.value), chart.unit, format.time(point.time));
}

function seconds(time: number | undefined): string {
  return String(Math.round((time ?? 0) / 1_000));
}
