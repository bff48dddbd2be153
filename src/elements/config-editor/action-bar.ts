/** The line under the forms: what keeps the work from being saved, what the nodes could reach, and the save itself. */
import { html, nothing, type TemplateResult } from 'lit';
import { efficiencyPercent } from '../../domain/performance-mode.js';
import { warningIcon } from '../base/icons.js';
import type { EditingController } from './editing-controller.js';
import { editorIcons } from './editor-icons.js';
import { shareInWords, type EditorView } from './editor-view.js';
import { estimatedTps } from './problems.js';

/** Draws the line. Someone else's version, and a save that failed, are dealt with here, beside the save. */
export function renderActionBar(view: EditorView, editing: EditingController): TemplateResult {
  if (editing.conflict !== undefined) return renderConflict(view, editing.conflict.theirs !== undefined);
  const failure = editing.failure === undefined ? nothing : renderFailure(view, editing.failure);
  return html`<div class="bottom">
    ${failure}
    <div class="action-bar" part="action-bar">
      <span class="facts">${renderProblems(view)}<span class="fact">${renderEstimate(view)}</span></span>
      <span class="fact said" role="status">${view.actions.note}</span>
      ${view.readonly ? nothing : renderButtons(view, editing.busy)}
    </div>
  </div>`;
}

function renderProblems({ draft, words, format, actions }: EditorView): TemplateResult {
  const { length } = draft.problems;
  const count = words.problems(length, format.exact(length));
  if (length === 0) {
    return html`<span class="fact fine"
      ><svg viewBox="0 0 12 12" aria-hidden="true">${editorIcons.check}</svg>${words.noProblems}</span
    >`;
  }
  return html`<button
    class="button quiet problems"
    part="problems"
    title=${words.goToProblem}
    @click=${actions.goToProblem}
  >
    <svg viewBox="0 0 12 12" aria-hidden="true">${warningIcon}</svg>${count}
  </button>`;
}

function renderEstimate(view: EditorView): TemplateResult {
  const { draft, words, format } = view;
  const tps = estimatedTps(draft.configuration);
  const share = efficiencyPercent(tps, draft.configuration.performanceMode);
  return html`<span class="number" title=${`${format.exact(tps)} TPS`}
    >${words.estimate(format.compact(tps), shareInWords(share, view))}</span
  >`;
}

function renderButtons({ draft, words, actions }: EditorView, busy: boolean): TemplateResult {
  const canRevert = draft.dirty && draft.base !== undefined;
  const canSave = draft.dirty && !busy;
  return html`<span class="answers">
    ${actions.canTakeBack ? html`<button class="button quiet" part="take-back" @click=${actions.undo}>${words.undo}</button>` : nothing}
    <button class="button" part="revert" aria-disabled=${canRevert ? nothing : 'true'} @click=${actions.revert}>
      ${words.revert}
    </button>
    <button
      class="button primary"
      part="save"
      aria-keyshortcuts="Control+S Meta+S"
      aria-disabled=${canSave ? nothing : 'true'}
      @click=${actions.save}
    >
      ${words.save}
    </button>
  </span>`;
}

function renderFailure(
  { words, actions }: EditorView,
  { message, remedy = '' }: { message: string; remedy?: string },
): TemplateResult {
  return html`<div class="notice failure" part="failure-notice" role="alert">
    <svg viewBox="0 0 12 12" aria-hidden="true">${warningIcon}</svg
    ><span class="text">${words.notSaved(message)} ${remedy}</span>
    <button class="button quiet" @click=${actions.dismiss}>${words.dismiss}</button>
  </div>`;
}

function renderConflict({ words, actions, draft }: EditorView, exists: boolean): TemplateResult {
  const { name } = draft.configuration;
  return html`<div class="bottom">
    <div class="action-bar question" part="conflict" role="alert">
      <svg viewBox="0 0 12 12" aria-hidden="true">${warningIcon}</svg>
      <span class="text">${exists ? words.changedElsewhere(name) : words.deletedWhileEditing(name)}</span>
      <span class="answers">
        <button class="button" part="take-theirs" @click=${actions.takeTheirs}>
          ${exists ? words.takeTheirs : words.takeDeletion}
        </button>
        <button class="button primary" part="keep-mine" @click=${actions.keepMine}>${words.keepMine}</button>
      </span>
    </div>
  </div>`;
}
