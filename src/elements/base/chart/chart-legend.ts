import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../../../locales/en.js';
import type { Formatter } from '../format.js';
import { bandOf } from './bands.js';
import { bandIcons } from './chart-icons.js';
import type { ChartDeclaration } from './declaration.js';
import { lineSample } from './line-sample.js';
import type { Picture } from './picture.js';

/** What the parts of a chart are rendered from. */
export interface ChartFacts {
  readonly chart: ChartDeclaration;
  readonly picture: Picture | undefined;
  /** Whether the picture is of a stretch that someone looks at, and not of the present. */
  readonly isZoomed: boolean;
  readonly format: Formatter;
  readonly words: Words;
}

/** The newest value of every line, statistics of the main line, and how near it is to the target. */
export function renderLegend(facts: ChartFacts): TemplateResult {
  const { chart, picture, words } = facts;
  const main = picture?.statistics[0];
  const p95 = p95Words(facts);
  return html`<dl class="legend" part="legend">
    ${chart.series.map((line, index) =>
      renderFigure(
        facts,
        html`${chart.series.length === 1 ? html`<i class="swatch" data-colour=${line.colour}></i>` : lineSample(line)}${line.label}`,
        picture?.statistics[index]?.current,
      ),
    )}
    ${renderFigure(facts, words.chart.average, main?.average)} ${renderFigure(facts, words.chart.peak, main?.peak)}
    ${renderFigure(facts, p95.label, main?.p95, p95.hint)}
    ${chart.target === undefined ? nothing : renderEfficiency(facts, efficiencyOf(picture))}
  </dl>`;
}

/** What a rendered legend shows to those who see, as one line. */
export function legendText(root: ParentNode): string {
  const entries = [...root.querySelectorAll('.legend > div, .legend tbody > tr')].map((entry) => {
    const [name, value] = [entry.querySelector('dt, th'), entry.querySelector('dd, td')];
    const shown = value?.querySelector('[aria-hidden="true"]:not(svg)') ?? value;
    return `${name?.textContent ?? ''} ${shown?.textContent ?? ''}`.replaceAll(/\s+/g, ' ').trim();
  });
  return entries.join('   ');
}

/** The newest value of the main line as a share of the target, in percent; nothing where one of the two is missing. */
export function efficiencyOf(picture: Picture | undefined): number | undefined {
  const current = picture?.statistics[0]?.current;
  const target = picture?.target;
  return current === undefined || target === undefined ? undefined : (current / target) * 100;
}

/** What p95 is called, and what it means. Where a window is so long that it is told from a sample, it says so. */
export function p95Words({ picture, format, words }: ChartFacts): { readonly label: string; readonly hint: string } {
  const { p95, p95Sampled, p95Hint, p95SampledHint } = words.chart;
  const every = picture?.statistics.find((of) => of?.p95Every !== undefined)?.p95Every;
  return every === undefined
    ? { label: p95, hint: p95Hint }
    : { label: p95Sampled, hint: p95SampledHint(format.exact(every)) };
}

function renderFigure(facts: ChartFacts, label: unknown, value: number | undefined, hint?: string): TemplateResult {
  const { chart, format, words } = facts;
  const exact = value === undefined ? undefined : `${format.exact(value)} ${chart.unit}`;
  return html`<div>
    <dt title=${hint ?? nothing}>${label}</dt>
    <dd title=${exact ?? nothing}>
      <span aria-hidden=${exact === undefined ? nothing : 'true'}
        >${value === undefined ? words.chart.none : format.compact(value)}</span
      >
      ${exact === undefined ? nothing : html`<span class="visually-hidden">${exact}</span>`}
    </dd>
  </div>`;
}

function renderEfficiency({ chart, picture, format, words }: ChartFacts, percent: number | undefined): TemplateResult {
  const { chart: text } = words;
  const hint =
    picture?.target === undefined ? undefined : text.efficiencyHint(format.exact(picture.target), chart.unit);
  const band = percent === undefined ? undefined : bandOf(percent);
  return html`<div class="efficiency">
    <dt title=${hint ?? nothing}>${text.efficiency}</dt>
    <dd>
      ${
        percent === undefined || band === undefined
          ? text.none
          : html`${format.percent(percent)}
              <span class="band" part="band" data-band=${band}
                ><svg viewBox="0 0 10 10" aria-hidden="true">${bandIcons[band]}</svg>${text.bands[band]}</span
              >`
      }
    </dd>
  </div>`;
}
