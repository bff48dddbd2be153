import { html, nothing, type TemplateResult } from 'lit';
import type { ChartFacts } from './chart-legend.js';
import { lineSample } from './line-sample.js';
import type { Point } from './point.js';

/** What is read at the cursor: of one line its value, of several a row each. */
export function renderReadout(facts: ChartFacts, point: Point | undefined): TemplateResult | typeof nothing {
  if (point === undefined) return nothing;
  const { chart, format, words } = facts;
  const exact = (index: number): string => {
    const value = point.lines[index]?.value;
    return value === undefined ? words.chart.none : format.exact(value);
  };
  const time = format.time(point.time);
  if (chart.series.length === 1)
    return html`<span class="readout" part="readout"><b>${exact(0)}</b> ${chart.unit} <span>${time}</span></span>`;
  return html`<span class="readout many" part="readout"
    >${chart.series.map((line, index) => html`${lineSample(line)}<span>${line.label}</span><b>${exact(index)}</b>`)}<span
      class="when"
      >${chart.unit} ${time}</span
    ></span
  >`;
}

/** The same in words, without the lines that have no value there. */
export function spokenPoint({ chart, format, words }: ChartFacts, { time, lines }: Point): string {
  const values = chart.series.flatMap(({ label }, index) => {
    const value = lines[index]?.value;
    if (value === undefined) return [];
    const exact = format.exact(value);
    return [chart.series.length === 1 ? exact : words.chart.lineValue(label, exact)];
  });
  return words.chart.valueAt(values.join(', ') || words.chart.none, chart.unit, format.time(time));
}
