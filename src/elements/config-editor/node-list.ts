/** The left side of an editor: the configuration itself and its nodes, as a listbox, and the buttons that add nodes. */
import { html, nothing, type SVGTemplateResult, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { NODES_PER_CONFIGURATION } from '../../domain/configuration.js';
import { NODE_TYPES } from '../../domain/node-config.js';
import { warningIcon } from '../base/icons.js';
import type { DraftNode } from './draft-edits.js';
import { editorIcons, nodeIcons } from './editor-icons.js';
import { optionId, type EditorView } from './editor-view.js';

/** Draws the list and, where it can be edited, the buttons. */
export function renderNodeList(view: EditorView): TemplateResult {
  const { draft, words, format, actions } = view;
  const { nodes } = draft.configuration;
  const most = format.exact(NODES_PER_CONFIGURATION.max);
  return html`<div class="side" part="nodes">
    <div class="list" role="listbox" aria-label=${words.parts} @keydown=${actions.onListKey}>
      ${renderOption(view, undefined, words.general, '', editorIcons.sliders)}
      <div role="group" aria-label=${words.nodes}>
        <div class="list-title" aria-hidden="true">
          <span>${words.nodes}</span><span class="number">${words.nodeCount(format.exact(nodes.length), most)}</span>
        </div>
        ${repeat(
          nodes,
          ({ id }) => id,
          (node) => renderOption(view, node, node.name, describe(node, view), nodeIcons[node.type]),
        )}
      </div>
    </div>
    ${view.readonly ? nothing : renderAdding(view, most)}
  </div>`;
}

function describe({ type, enabled }: DraftNode, { words }: EditorView): string {
  const name = words.types[type].toLocaleLowerCase();
  return enabled ? name : `${name}, ${words.off}`;
}

function renderOption(
  view: EditorView,
  node: DraftNode | undefined,
  name: string,
  kind: string,
  icon: SVGTemplateResult,
): TemplateResult {
  const { draft, words, actions } = view;
  const id = node?.id;
  const selected = draft.selectedId === id;
  return html`<div
    class="option ${node?.enabled === false ? 'off' : ''}"
    part=${selected ? 'node selected' : 'node'}
    role="option"
    id=${optionId(id)}
    aria-selected=${selected}
    tabindex=${selected ? 0 : -1}
    @click=${() => actions.select(id)}
  >
    <svg class="kind" viewBox="0 0 12 12" aria-hidden="true">${icon}</svg>
    <span class="name" title=${name || nothing}>${name.trim() === '' ? words.unnamed : name}</span>
    ${renderMark(view, id, kind)}
  </div>`;
}

function renderMark({ draft, words, format }: EditorView, id: string | undefined, kind: string): TemplateResult {
  const count = draft.problems.filter(({ nodeId }) => nodeId === id).length;
  if (count === 0) return html`<small>${kind}</small>`;
  return html`<small class="error">
    <svg viewBox="0 0 12 12" aria-hidden="true">${warningIcon}</svg>${words.problems(count, format.exact(count))}
  </small>`;
}

function renderAdding({ draft, words, actions }: EditorView, most: string): TemplateResult {
  const full = draft.full;
  return html`<div class="adding" role="group" aria-label=${words.addNode}>
    <span class="adding-title" aria-hidden="true">${words.addNode}</span>
    ${NODE_TYPES.map(
      (type) =>
        html`<button
          class="button quiet add"
          part="add"
          data-type=${type}
          aria-disabled=${full ? 'true' : nothing}
          aria-describedby=${full ? 'full' : nothing}
          @click=${() => actions.add(type)}
        >
          <svg viewBox="0 0 12 12" aria-hidden="true">${editorIcons.plus}</svg>${words.types[type]}
        </button>`,
    )}
    ${full ? html`<p class="note" id="full">${words.full(most)}</p>` : nothing}
  </div>`;
}
