import { html, type TemplateResult } from 'lit';

/** What stands where the editor will be: the same lines at the same height, so that nothing moves when it comes. */
export function renderSkeleton(): TemplateResult {
  return html`<div class="editor" aria-busy="true">
    <div class="toolbar"><span class="skeleton control"></span></div>
    <div class="work">
      <div class="side">
        <div class="list">
          ${[1, 2, 3, 4].map(() => html`<div class="option"><span class="skeleton line"></span></div>`)}
        </div>
      </div>
      <div class="form">
        <div class="form-head"><span class="skeleton line"></span></div>
        <div class="fields">
          ${[1, 2, 3, 4].map(() => html`<div class="field"><span class="skeleton line"></span><span class="skeleton control"></span></div>`)}
        </div>
      </div>
    </div>
    <div class="action-bar"><span class="skeleton line"></span></div>
  </div>`;
}
