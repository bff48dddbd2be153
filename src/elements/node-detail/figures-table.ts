import { html, nothing, type TemplateResult } from 'lit';
import type { NodeField } from '../../domain/live-update.js';
import { nodeDetailEn as words } from '../../locales/node-detail.en.js';
import type { Formatter } from '../base/format.js';
import { warningIcon } from '../base/icons.js';
import type { SparklineShape } from '../base/sparkline/sparkline-shape.js';
import { renderSparkline } from '../base/sparkline/sparkline.js';
import { UNKNOWN } from '../base/grid/cell.js';
import { limitOf, type Limit } from './limits.js';
import type { NodeFacts, ReportedNode } from './node-facts.js';
import { labelOf } from './settings.js';

/** From here on a limit is shortened. */
const LARGEST_EXACT = 1_000_000;

/** What the table of figures is rendered from. */
export interface FiguresView {
  readonly facts: NodeFacts;
  readonly reported: ReportedNode;
  readonly format: Formatter;
  /** Values are old. */
  readonly old: boolean;
  /** Values are made up in the page. */
  readonly simulated: boolean;
  readonly shapeOf: (field: NodeField) => SparklineShape | undefined;
}

/** Every figure of a node: its value, its last minute, and how it stands to what the node is configured for. */
export function renderFigures(view: FiguresView): TemplateResult {
  return html`<table class="figures" part="figures">
    <caption class="visually-hidden">
      ${words.figures}
    </caption>
    <thead class="visually-hidden">
      <tr>
        <th scope="col">${words.figure}</th>
        <th scope="col">${words.now}</th>
        <th scope="col">${words.past}</th>
        <th scope="col">${words.limit}</th>
      </tr>
    </thead>
    <tbody>
      ${[...view.reported.values].map(([field, value]) => renderRow(view, field, value))}
    </tbody>
  </table>`;
}

function renderRow(view: FiguresView, field: NodeField, value: number): TemplateResult {
  const { facts, old, simulated } = view;
  const isOfType = facts.configured?.type === facts.type;
  const limit = limitOf(field, value, isOfType ? facts.configured : undefined);
  return html`<tr part="figure" data-field=${field} data-verdict=${limit?.verdict ?? nothing}>
    <th scope="row">${words.fields[field]}</th>
    <td class="value">${renderValue(view, field, value)}</td>
    <td class="past">
      ${renderSparkline(view.shapeOf(field), { colour: '--_series-1', old, simulated, name: field })}
    </td>
    <td class="limit">${limit === undefined ? nothing : renderLimit(view, limit)}</td>
  </tr>`;
}

function renderValue({ format }: FiguresView, field: NodeField, value: number): unknown {
  if (Number.isNaN(value)) return html`<span class="unknown">${UNKNOWN}</span>`;
  const unit = words.units[field] ?? '';
  const exact = `${exactText(field, value, format)} ${unit}`.trim();
  return html`<span title=${exact}
    >${shownText(field, value, format)}${unit === '' ? nothing : html` <small>${unit}</small>`}</span
  >`;
}

function shownText(field: NodeField, value: number, format: Formatter): string {
  if (field === 'successRate' || field === 'routingEfficiency') return exactText(field, value, format);
  return Math.abs(value) < 10_000 ? format.exact(Math.round(value * 10) / 10) : format.compact(value, 4);
}

/** Success is told in percent, routing efficiency as a ratio (schema design 4). */
function exactText(field: NodeField, value: number, format: Formatter): string {
  if (field === 'successRate') return `${format.exact(value)} %`;
  return field === 'routingEfficiency' ? `${format.exact(value * 100)} %` : format.exact(value);
}

function renderLimit({ facts, format }: FiguresView, { setting, limit, share, verdict }: Limit): TemplateResult {
  const label = facts.type === undefined ? setting : labelOf(facts.type, setting);
  const filled = Math.min(1, share) * 100;
  return html`<span class="bound" title=${words.limitHint(label, format.exact(limit))}>
    <svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect class="room" width="100" height="4"></rect>
      <rect class="share" width=${filled} height="4"></rect>
    </svg>
    ${words.of(limit < LARGEST_EXACT ? format.exact(limit) : format.compact(limit))}
    ${
      verdict === 'inside'
        ? html`<span class="visually-hidden">${words.verdicts.inside}</span>`
        : html`<span class="verdict" part="verdict"
            ><svg viewBox="0 0 12 12" aria-hidden="true">${warningIcon}</svg
            ><span>${words.verdicts[verdict]}</span></span
          >`
    }
  </span>`;
}
