import { css, html, nothing, type CSSResult, type TemplateResult } from 'lit';
import { severalLinesEn as lineWords } from '../../../locales/several-lines.en.js';
import { p95Words, renderEfficiency, type ChartFacts } from './chart-legend.js';
import type { ChartSeries, LinesTelling } from './declaration.js';
import { lineSample } from './line-sample.js';
import type { Statistics } from './statistics.js';

/** What is told of each line besides its newest value. */
export type LineFigure = 'average' | 'peak' | 'p95';

/**
 * Tells every line of a chart and not only the main one: the legend is a table with a row for each, and the summary speaks
 * of all of them.
 *
 * @param figures columns of the legend besides the newest value
 */
export function tellSeveral(...figures: readonly LineFigure[]): LinesTelling {
  return {
    legend: (facts) => renderLegendTable(facts, figures),
    summary,
  };
}

function renderLegendTable(facts: ChartFacts, figures: readonly LineFigure[]): TemplateResult {
  const { chart, picture, words, isZoomed } = facts;
  const p95 = p95Words(facts);
  return html`<div class="legend lines" part="legend">
    <table>
      <thead>
        <tr>
          <th scope="col"><span class="visually-hidden">${lineWords.line},</span> ${chart.unit}</th>
          <th scope="col">${isZoomed ? lineWords.last : lineWords.now}</th>
          ${figures.map(
            (figure) =>
              html`<th scope="col" data-figure=${figure} title=${figure === 'p95' ? p95.hint : nothing}>
                ${figure === 'p95' ? p95.label : words.chart[figure]}
              </th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${chart.series.map((line, index) => renderLine(facts, line, picture?.statistics[index], figures))}
      </tbody>
    </table>
    ${chart.target === undefined ? nothing : html`<dl class="legend">${renderEfficiency(facts)}</dl>`}
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
    <th scope="row" title=${line.hint ?? nothing}>${lineSample(line)}${line.label}</th>
    ${cell(of?.current, 'now')} ${figures.map((figure) => cell(of?.[figure], figure))}
  </tr>`;
}

function summary({ chart, picture, format, isZoomed }: ChartFacts): string {
  const tell = isZoomed ? lineWords.summaryOfPast : lineWords.summary;
  const others = chart.series.map(({ label }, index) => {
    const of = index === 0 ? undefined : picture?.statistics[index];
    return of === undefined ? '' : tell(label, format.spoken(of.current), format.spoken(of.peak));
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
`;
