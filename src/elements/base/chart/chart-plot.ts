import { html, nothing, type TemplateResult } from 'lit';
import type { Point } from './point.js';
import type { ChartFacts } from './chart-legend.js';
import type { Gestures } from './gestures.js';
import { renderKnownSince } from './known-since.js';
import { renderReadout, spokenPoint } from './readout.js';

/** What the plot shows over its canvas, and what it does with a hand on it. */
export interface PlotFacts extends ChartFacts {
  /** The moment that is shown. */
  readonly point: Point | undefined;
  /** The moment that is read here, and not in another chart of the group. */
  readonly ownPoint: Point | undefined;
  /** What happened at that moment, in words; empty where nothing did. */
  readonly happened: string;
  readonly gestures: Gestures;
  /** Whether something else stands in the place of the picture. */
  readonly hidden: boolean;
  readonly paused: boolean;
  readonly simulated: boolean;
  readonly onKey: (event: KeyboardEvent) => void;
  readonly onPointerLeave: (event: PointerEvent) => void;
  readonly onBlur: () => void;
}

/**
 * The canvas and what lies over it. For assistive technology it is a slider over time: the keyboard reads one value
 * after the other. The probe and the sentinel are how the colours of the style sheet reach the canvas.
 */
export function renderPlot(facts: PlotFacts): TemplateResult {
  const { chart, picture, point, ownPoint, gestures, hidden, words } = facts;
  return html`<div
    class="plot"
    part="plot"
    role="slider"
    tabindex=${hidden ? '-1' : '0'}
    ?data-hidden=${hidden}
    aria-label=${words.chart.cursor}
    aria-describedby="zoom-help"
    aria-valuemin=${seconds(picture?.from)}
    aria-valuemax=${seconds(picture?.to)}
    aria-valuenow=${seconds(ownPoint?.time ?? picture?.to)}
    aria-valuetext=${valueText(facts)}
    @keydown=${facts.onKey}
    @blur=${facts.onBlur}
    @pointermove=${gestures.onMove}
    @pointerdown=${gestures.onDown}
    @pointerup=${gestures.onUp}
    @pointercancel=${gestures.onCancel}
    @wheel=${gestures.onWheel}
    @dblclick=${gestures.onDoubleClick}
    @pointerleave=${facts.onPointerLeave}
  >
    <div class="canvas"></div>
    <span class="probe"></span><span class="sentinel"></span>
    ${renderKnownSince(facts)}${renderNotes(facts)}
    ${gestures.selection === undefined ? nothing : html`<div class="selection" aria-hidden="true"></div>`}
    <div class="cursor" ?hidden=${point === undefined} aria-hidden="true">
      <i class="crosshair"></i>${chart.series.map((_, line) =>
        point !== undefined && point.lines[line] === undefined ? nothing : html`<i class="mark" data-line=${line}></i>`,
      )}${renderReadout(facts, point)}
    </div>
    <span id="zoom-help" hidden>${words.chart.zoomHelp}</span>
  </div>`;
}

function renderNotes({ picture, paused, isZoomed, simulated, format, words }: PlotFacts): TemplateResult {
  return html`<div class="notes">
    ${paused && picture && !isZoomed ? html`<span class="note" part="note">${words.chart.pausedAt(format.time(picture.to))}</span>` : nothing}
    ${simulated ? html`<span class="note" part="note">${words.chart.simulated}</span>` : nothing}
  </div>`;
}

/** Without a chosen point the text never changes, so that a focused chart is silent until it is asked. */
function valueText(facts: PlotFacts): string {
  const { ownPoint, happened, words } = facts;
  if (ownPoint === undefined) return words.chart.cursorHelp;
  const spoken = spokenPoint(facts, ownPoint);
  return happened === '' ? spoken : `${spoken}. ${happened}`;
}

function seconds(time: number | undefined): string {
  return String(Math.round((time ?? 0) / 1_000));
}
