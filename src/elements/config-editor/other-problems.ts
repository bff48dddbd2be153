import { html, nothing, type TemplateResult } from 'lit';
import { warningIcon } from '../base/icons.js';
import { OTHER_PROBLEMS_ID, type EditorView } from './editor-view.js';

/** Problems that no field of the form can show, such as one in the list of another provider. */
export function renderOtherProblems(
  { draft, words }: EditorView,
  nodeId: string | undefined,
  shown: readonly string[],
): TemplateResult | typeof nothing {
  const others = draft.problems.filter((problem) => problem.nodeId === nodeId && !shown.includes(problem.field));
  if (others.length === 0) return nothing;
  return html`<ul class="other-problems" id=${OTHER_PROBLEMS_ID} tabindex="-1" aria-label=${words.otherProblems}>
    ${others.map(
      ({ message }) =>
        html`<li class="note error">
          <svg viewBox="0 0 12 12" aria-hidden="true">${warningIcon}</svg><span>${message}</span>
        </li>`,
    )}
  </ul>`;
}
