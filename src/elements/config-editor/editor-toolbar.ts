/**
 * The line over the forms: which configuration is open, and what can be done with it as a whole. A question that has
 * to be answered first takes its place, so that nothing else moves.
 */
import { html, nothing, type SVGTemplateResult, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Configuration } from '../../domain/configuration.js';
import type { DraftConfiguration } from './draft-edits.js';
import { editorIcons } from './editor-icons.js';
import type { EditingController } from './editing-controller.js';
import type { EditorView } from './editor-view.js';

/** Draws the line. */
export function renderToolbar(view: EditorView, editing: EditingController): TemplateResult {
  if (editing.waiting !== undefined) return renderLeaving(view);
  if (view.actions.confirming) return renderConfirmation(view);
  return html`<div class="toolbar" part="toolbar" role="group" aria-label=${view.words.heading}>
    ${renderSwitcher(view, editing.list)} ${view.readonly ? nothing : renderTools(view)}
  </div>`;
}

function renderTools(view: EditorView): TemplateResult {
  const { words, actions, draft } = view;
  const stored = draft.base !== undefined;
  return html`<button
      class="button quiet"
      part="new"
      title=${words.newOneHint}
      @click=${() => actions.open({ kind: 'new' })}
    >
      <svg viewBox="0 0 12 12" aria-hidden="true">${editorIcons.plus}</svg>${words.newOne}
    </button>
    ${renderTool('copy', words.copyHint, editorIcons.copy, stored, () => actions.open({ kind: 'copy' }))}
    ${renderTool('delete', stored ? words.deleteHint : words.discardHint, editorIcons.bin, true, actions.askDelete)}
    <span class="gap"></span>
    ${renderTool('undo', words.undo, editorIcons.undo, draft.canUndo, actions.undo)}
    ${renderTool('redo', words.redo, editorIcons.redo, draft.canRedo, actions.redo)}`;
}

function renderTool(
  part: string,
  label: string,
  icon: SVGTemplateResult,
  on: boolean,
  run: () => void,
): TemplateResult {
  return html`<button
    class="button quiet icon"
    id="tool-${part}"
    part=${part}
    aria-label=${label}
    title=${label}
    aria-disabled=${on ? nothing : 'true'}
    @click=${() => on && run()}
  >
    <svg viewBox="0 0 12 12" aria-hidden="true">${icon}</svg>
  </button>`;
}

function renderSwitcher({ words, draft, actions }: EditorView, list: readonly Configuration[]): TemplateResult {
  const { id } = draft.configuration;
  const stored = list.some((other) => other.id === id);
  const nameOf = ({ name, isDefault }: DraftConfiguration): string => {
    const shown = name.trim() === '' ? words.unnamed : name;
    return isDefault ? words.defaultMark(shown) : shown;
  };
  const choose = (event: Event): void => {
    const select = event.currentTarget as HTMLSelectElement;
    actions.open({ kind: 'stored', id: select.value });
  };
  return html`<span class="entry choice switcher">
    <select id="switcher" part="switcher" aria-label=${words.switcher} @change=${choose}>
      ${stored ? nothing : html`<option value=${id} .selected=${live(true)}>${nameOf(draft.configuration)}</option>`}
      ${list.map(
        (other) =>
          html`<option value=${other.id} .selected=${live(other.id === id)}>
            ${nameOf(other.id === id ? draft.configuration : other)}
          </option>`,
      )}
    </select>
    <svg class="chevron" viewBox="0 0 12 12" aria-hidden="true">${editorIcons.chevron}</svg>
  </span>`;
}

function renderConfirmation({ words, actions, draft }: EditorView): TemplateResult {
  const { name } = draft.configuration;
  const stored = draft.base !== undefined;
  return html`<div
    class="toolbar question"
    part="question"
    role="group"
    aria-labelledby="question"
    @keydown=${actions.onQuestionKey}
  >
    <span class="text" id="question">${stored ? words.confirmDelete(name) : words.confirmDiscard(name)}</span>
    <span class="answers">
      <button class="button" id="answer-safe" part="cancel" @click=${actions.cancel}>${words.cancel}</button>
      <button class="button danger" part="confirm" @click=${actions.delete}>
        ${stored ? words.delete : words.discard}
      </button>
    </span>
  </div>`;
}

function renderLeaving({ words, actions, draft }: EditorView): TemplateResult {
  return html`<div
    class="toolbar question"
    part="question"
    role="group"
    aria-labelledby="question"
    @keydown=${actions.onQuestionKey}
  >
    <span class="text" id="question">${words.leaveQuestion(draft.configuration.name)}</span>
    <span class="answers">
      <button class="button" id="answer-safe" part="stay" @click=${actions.cancel}>${words.stay}</button>
      <button class="button danger" part="leave" @click=${actions.leave}>${words.discardAndLeave}</button>
      <button class="button primary" part="save-and-leave" @click=${actions.saveAndLeave}>${words.saveAndLeave}</button>
    </span>
  </div>`;
}
