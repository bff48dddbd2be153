import { css, html, nothing, svg, type CSSResult, type TemplateResult } from 'lit';
import { lineChartsEn } from '../../../locales/line-charts.en.js';
import type { ChartFacts } from './chart-legend.js';
import type { Point } from './cursor-controller.js';
import type { ChartSeries, LinesTelling } from './declaration.js';
import { gapsInOwnTimes } from './own-gaps.js';
import type { Statistics } from './statistics.js';

const { lines: lineWords } = lineChartsEn;

/** What is told of each line besides its newest value. */
export type LineFigure = 'average' | 'peak' | 'p95';

/**
 * Tells every line of a chart and not only the main one: the legend is a table with a row for each, and the cursor reads
 * all of them.
 *
 * @param figures columns of the legend besides the newest value
 */
export function tellSeveral(...figures: readonly LineFigure[]): LinesTelling {
  return {
    gapsIn: gapsInOwnTimes,
    legend: (facts) => renderLegendTable(facts, figures),
    readout: renderReadout,
    spoken,
    summary,
  };
}

function renderLegendTable(facts: ChartFacts, figures: readonly LineFigure[]): TemplateResult {
  const { chart, picture, words } = facts;
  return html`<div class="legend lines" part="legend">
    <table>
      <thead>
        <tr>
          <th scope="col"><span class="visually-hidden">${lineWords.line},</span> ${chart.unit}</th>
          <th scope="col">${lineWords.now}</th>
          ${figures.map(
            (figure) =>
              html`<th scope="col" data-figure=${figure} title=${figure === 'p95' ? words.chart.p95Hint : nothing}>
                ${words.chart[figure]}
              </th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${chart.series.map((line, index) => renderLine(facts, line, picture?.statistics[index], figures))}
      </tbody>
    </table>
  </div>`;
}

function renderLine(
  { chart, format, words }: ChartFacts,
  line: ChartSeries,
  of: Statistics | undefined,
  figures: readonly LineFigure[],
): TemplateResult {
  const cell = (value: number | undefined, name: string): TemplateResult =>
    value === undefined
      ? html`<td data-figure=${name}>${words.chart.none}</td>`
      : html`<td data-figure=${name} title="${format.exact(value)} ${chart.unit}">
          <span aria-hidden="true">${format.compact(value)}</span
          ><span class="visually-hidden">${format.exact(value)} ${chart.unit}</span>
        </td>`;
  return html`<tr>
    <th scope="row" title=${line.hint ?? nothing}>${sample(line)}${line.label}</th>
    ${cell(of?.current, 'now')} ${figures.map((figure) => cell(of?.[figure], figure))}
  </tr>`;
}

/** A piece of the line, as it is drawn. */
function sample({ colour, dash }: ChartSeries): TemplateResult {
  return html`<svg class="sample" data-colour=${colour} viewBox="0 0 18 4" aria-hidden="true">
    ${svg`<path d="M0 2h18" stroke-dasharray=${dash?.join(' ') ?? nothing}></path>`}
  </svg>`;
}

function renderReadout({ chart, format, words }: ChartFacts, { time, values }: Point): TemplateResult {
  const show = (value: number | undefined): string =>
    value !== undefined && Number.isFinite(value) ? format.exact(value) : words.chart.none;
  return html`<span class="readout lines" part="readout"
    >${chart.series.map((line, index) => html`${sample(line)}<span>${line.label}</span><b>${show(values[index])}</b>`)}<span
      class="when"
      >${chart.unit} ${format.time(time)}</span
    ></span
  >`;
}

function spoken({ chart, format }: ChartFacts, { time, values }: Point): string {
  const lines = chart.series.flatMap(({ label }, index) => {
    const value = values[index] ?? NaN;
    return Number.isFinite(value) ? [lineWords.lineAt(label, format.exact(value))] : [];
  });
  return lineWords.linesAt(lines.join(', '), chart.unit, format.time(time));
}

function summary({ chart, picture, format }: ChartFacts): string {
  const others = chart.series.map(({ label }, index) => {
    const of = index === 0 ? undefined : picture?.statistics[index];
    return of === undefined ? '' : lineWords.summary(label, format.spoken(of.current), format.spoken(of.peak));
  });
  return others.filter((sentence) => sentence !== '').join(' ');
}

/** Styles of what {@link tellSeveral} renders. */
export const severalLinesStyles: CSSResult = css`
  .legend.lines {
    display: block;
    container-type: inline-size;
  }
  .legend.lines table {
    inline-size: auto;
  }
  /* Where there is no room for all figures, the newest is what people look for. */
  @container (inline-size < 350px) {
    [data-figure='p95'] {
      display: none;
    }
  }
  @container (inline-size < 300px) {
    [data-figure='peak'] {
      display: none;
    }
  }
  @container (inline-size < 245px) {
    [data-figure='average'] {
      display: none;
    }
  }
  .legend.lines th,
  .legend.lines td {
    padding: 1px 0;
    padding-inline-end: var(--_space-3);
    border: 0;
    white-space: nowrap;
  }
  .legend.lines thead th {
    position: static;
  }
  .legend.lines td {
    min-inline-size: 5.5ch;
    color: var(--_text);
    font-weight: var(--_weight-strong);
  }
  .legend.lines th:first-child {
    text-align: start;
  }
  :host(:state(stale)) .legend.lines td,
  :host(:state(failed)) .legend.lines td {
    color: var(--_text-2);
  }
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
    stroke: var(--_text-3);
  }
  /* Beside the cursor, on the side where there is more room, so that what is read is not covered. */
  .cursor {
    container-type: inline-size;
  }
  .readout.lines {
    top: 20px;
    left: var(--_x);
    transform: translateX(clamp(-100% - 12px, (50cqi - var(--_x)) * 9999, 12px));
    display: grid;
    grid-template-columns: auto 1fr auto;
    align-items: center;
    column-gap: 4px;
    padding-block: 4px;
  }
  @container (inline-size < 400px) {
    .readout.lines {
      left: 50%;
      transform: translateX(-50%);
    }
  }
  .readout.lines b {
    text-align: end;
  }
  .readout.lines .when {
    grid-column: 1 / -1;
  }
`;
