import { html, nothing, type TemplateResult } from 'lit';
import type { Failure } from '../../../domain/failure.js';
import type { Words } from '../../../locales/en.js';
import { warningIcon } from '../../base/icons.js';
import type { Formatter } from '../../base/format.js';
import type { NodeRows } from '../engine/node-rows.js';
import type { HoldStill } from '../../base/grid/hold-still.js';

/** What the line under the rows shows and does. Its height never changes. */
export interface Footer {
  readonly words: Words['nodeGrid'];
  readonly format: Formatter;
  readonly rows: NodeRows;
  /** What is wrong with the data that is shown, if something is. */
  readonly failure: Failure | undefined;
  readonly hold: HoldStill;
  /** Number of chosen nodes. */
  readonly selected: number;
  /** Chooses none. */
  unselect(): void;
}

/** How many nodes are shown, what is wrong, and whether rows hold still. */
export function renderFooter(footer: Footer): TemplateResult {
  const { rows, hold, failure } = footer;
  // Rows also hold still while the pointer is on its way to the button here.
  return html`<div class="foot" part="foot" @pointerenter=${hold.onPointerEnter} @pointerleave=${hold.onPointerLeave}>
    <span part="total">${countText(footer)}</span>
    ${footer.selected > 1 ? renderSelected(footer) : nothing}
    ${failure === undefined ? nothing : renderProblem(failure)}
    ${hold.held && rows.count > 0 ? renderHolding(footer) : nothing}
  </div>`;
}

function countText({ words, format, rows }: Footer): string {
  if (rows.total === 0) return '';
  if (rows.filtered) return words.matching(format.exact(rows.matching), format.exact(rows.total));
  return rows.total === 1 ? words.totalOne : words.total(format.exact(rows.total));
}

function renderSelected({ words, format, selected, unselect }: Footer): TemplateResult {
  return html`<span class="chosen" part="chosen"
    >${words.selected(format.exact(selected))}
    <button class="button quiet" @click=${unselect}>${words.unselect}</button></span
  >`;
}

function renderProblem({ message, remedy }: Failure): TemplateResult {
  return html`<span class="problem" part="problem" title=${remedy ?? nothing}>
    <svg viewBox="0 0 12 12" aria-hidden="true">${warningIcon}</svg><span>${message}</span>
  </span>`;
}

function renderHolding({ words, hold }: Footer): TemplateResult {
  return html`<span class="holding" part="holding" title=${words.holdingHint}>
    ${words.holding}
    <button class="button quiet" @click=${hold.resume}>${words.resume} <kbd>${words.resumeKey}</kbd></button>
  </span>`;
}
