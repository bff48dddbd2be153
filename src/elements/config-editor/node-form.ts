/** The form of one node, made from the fields of its type. */
import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { fieldValue, type DraftNode } from './draft-edits.js';
import { editorIcons, nodeIcons } from './editor-icons.js';
import { controlId, type EditorView } from './editor-view.js';
import { renderField } from './field-control.js';
import { formFieldsOf, type PlacedField } from './node-form-fields.js';
import { renderOtherProblems } from './other-problems.js';
import { renderSwitch } from './switch.js';

/** Draws the form. */
export function renderNodeForm(node: DraftNode, view: EditorView): TemplateResult {
  const fields = formFieldsOf(node);
  const shown = fields.map(({ path }) => path);
  return html`${keyed(
    node.id,
    html`<div class="form" part="form" role="group" aria-label=${node.name || nothing}>
      ${renderHead(node, view)} ${renderOtherProblems(view, node.id, shown)}
      <div class="fields">${fields.map((placed) => renderNodeField(node, placed, view))}</div>
    </div>`,
  )}`;
}

function renderHead(node: DraftNode, view: EditorView): TemplateResult {
  const { words, actions, draft } = view;
  return html`<div class="form-head">
    <h3><svg viewBox="0 0 12 12" aria-hidden="true">${nodeIcons[node.type]}</svg>${words.types[node.type]}</h3>
    ${renderSwitch(
      { id: controlId(node.id, 'enabled'), label: words.enabled, on: node.enabled, locked: view.readonly },
      (enabled) => actions.editNode(node.id, 'enabled', enabled),
    )}
    ${
      view.readonly
        ? nothing
        : html`<span class="node-actions">
            <button
              class="button quiet"
              part="duplicate"
              aria-label=${words.duplicate}
              title=${words.duplicate}
              aria-disabled=${draft.full ? 'true' : nothing}
              @click=${() => actions.duplicate(node.id)}
            >
              <svg viewBox="0 0 12 12" aria-hidden="true">${editorIcons.copy}</svg
              ><span class="word">${words.duplicate}</span>
            </button>
            <button
              class="button quiet"
              part="remove"
              aria-label=${words.remove}
              title=${words.remove}
              @click=${() => actions.remove(node.id)}
            >
              <svg viewBox="0 0 12 12" aria-hidden="true">${editorIcons.bin}</svg
              ><span class="word">${words.remove}</span>
            </button>
          </span>`
    }
  </div>`;
}

function renderNodeField(node: DraftNode, { path, field }: PlacedField, view: EditorView): TemplateResult {
  return renderField(
    {
      id: controlId(node.id, path),
      field,
      value: fieldValue(node, path),
      problem: view.draft.problems.find((problem) => problem.nodeId === node.id && problem.field === path)?.message,
      onInput: (value) => view.actions.editNode(node.id, path, value),
    },
    view,
  );
}
