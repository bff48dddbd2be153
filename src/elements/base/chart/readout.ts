import { html, nothing, type TemplateResult } from 'lit';
import type { ChartFacts } from './chart-legend.js';
import type { Point } from './point.js';

/** What is read at the cursor: of one line its value, of several a row each. */
export function renderReadout(facts: ChartFacts, point: Point | undefined): TemplateResult | typeof nothing {
  if (point === undefined) return nothing;
  const { chart, format, words } = facts;
  const exact = (index: number): string => {
    const value = point.lines[index]?.value;
    return value === undefined ? words.chart.none : format.exact(value);
  };
  const time = html`<span>${format.time(point.time)}</span>`;
  if (chart.series.length === 1)
    return html`<span class="readout" part="readout"><b>${exact(0)}</b> ${chart.unit} ${time}</span>`;
  return html`<span class="readout many" part="readout"
    >${time}${chart.series.map(
      ({ label, colour }, index) =>
        html`<span class="row"
          ><i class="swatch" data-colour=${colour}></i>${label} <b>${exact(index)}</b> ${chart.unit}</span
        >`,
    )}</span
  >`;
}

/** The same in words. */
export function spokenPoint({ chart, format, words }: ChartFacts, { time, lines }: Point): string {
  const value = (index: number): string => {
    const found = lines[index]?.value;
    return found === undefined ? words.chart.none : `${format.exact(found)} ${chart.unit}`;
  };
  if (chart.series.length === 1) return words.chart.valueAt(value(0), format.time(time));
  const values = chart.series.map(({ label }, index) => words.chart.lineValue(label, value(index)));
  return words.chart.valuesAt(values.join(', '), format.time(time));
}
