import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../../../locales/en.js';
import type { Formatter } from '../../base/format.js';
import { warningIcon } from '../../base/icons.js';
import { COUNTED_KINDS, type CountedKind } from '../engine/node-kind.js';
import { MAX_FILTER_LENGTH } from '../../base/grid-engine/filter/filter.js';
import type { GridFilter } from './grid-filter.js';
import { STATE_SHAPES } from './state-icons.js';
import type { ViewController } from './view-controller.js';

/** What the line above the rows shows and does. */
export interface Toolbar {
  readonly words: Words['nodeGrid'];
  readonly format: Formatter;
  /** How many nodes are of a kind; nothing where rows are not nodes. */
  readonly countOf: ((kind: CountedKind) => number) | undefined;
  readonly filter: GridFilter;
  /** Why the filter is not in force, if that is to be shown. */
  readonly problem: string | undefined;
  /** The text in the filter box changed. */
  filterBy(text: string): void;
  /** The count of a kind was pressed. */
  toggle(kind: CountedKind): void;
  /** Whether trouble comes first. */
  readonly errorsFirst: boolean;
  toggleErrorsFirst(): void;
  readonly view: ViewController;
}

/** The filter box, and how many nodes there are of each kind. */
export function renderToolbar(toolbar: Toolbar): TemplateResult {
  const { words, filter, problem } = toolbar;
  const typed = (event: Event): void => {
    if (event.target instanceof HTMLInputElement) toolbar.filterBy(event.target.value);
  };
  return html`<div class="tools" part="tools">
    <input
      class="input filter"
      part="filter"
      type="search"
      autocomplete="off"
      spellcheck="false"
      maxlength=${MAX_FILTER_LENGTH}
      aria-label=${toolbar.countOf === undefined ? words.filterRows : words.filter}
      title=${toolbar.countOf === undefined ? nothing : words.filterHelp}
      placeholder=${toolbar.countOf === undefined ? words.filterRows : words.filterHint}
      .value=${filter.text}
      aria-invalid=${problem !== undefined}
      aria-describedby=${problem === undefined ? nothing : 'filter-problem'}
      @input=${typed}
    />
    ${toolbar.countOf === undefined ? nothing : renderCounts(toolbar, toolbar.countOf)} ${renderViewButton(toolbar)}
    ${problem === undefined ? nothing : renderProblem(problem)}
  </div>`;
}

/** How many nodes there are of each kind, and the button for those in trouble. */
function renderCounts(toolbar: Toolbar, countOf: (kind: CountedKind) => number): TemplateResult {
  const { words } = toolbar;
  return html`<div class="counts" part="counts" role="group" aria-label=${words.countsLabel}>
      ${COUNTED_KINDS.map((kind) => renderCount(toolbar, kind, countOf(kind)))}
    </div>
    <button
      class="chip errors-first"
      part="errors-first"
      aria-pressed=${toolbar.errorsFirst}
      aria-label=${words.errorsFirst}
      title=${words.errorsFirstHint}
      @click=${toolbar.toggleErrorsFirst}
    >
      <svg class="icon" viewBox="0 0 10 10" aria-hidden="true"><path d=${STATE_SHAPES.failing}></path></svg>
      <span>${words.errorsFirst}</span>
    </button>`;
}

function renderViewButton({ words, view }: Toolbar): TemplateResult {
  return html`<button
      class="button quiet view-button"
      part="view-button"
      title=${words.viewHint}
      aria-label=${words.view}
      aria-haspopup="dialog"
      popovertarget="view-panel"
    >
      <svg viewBox="0 0 14 14" aria-hidden="true"><path d="M2 4h10M2 10h10M5 2v4M9 8v4"></path></svg
      ><span>${words.view}</span>
    </button>
    <div
      class="view-panel"
      part="view-panel"
      id="view-panel"
      role="dialog"
      aria-label=${words.view}
      popover
      @beforetoggle=${view.onToggle}
    >
      ${view.renderPanel()}
    </div>`;
}

/** Lies over the header, so that nothing moves when it comes. */
function renderProblem(problem: string): TemplateResult {
  return html`<p class="filter-problem" part="filter-problem" id="filter-problem">
    <svg viewBox="0 0 12 12" aria-hidden="true">${warningIcon}</svg><span dir="auto">${problem}</span>
  </p>`;
}

function renderCount(toolbar: Toolbar, kind: CountedKind, count: number): TemplateResult {
  const { words, format, filter } = toolbar;
  return html`<button
    class="chip"
    part="count"
    data-kind=${kind}
    ?data-none=${count === 0}
    aria-pressed=${filter.asksFor(kind)}
    title=${words.showOnly(words.kinds[kind])}
    @click=${() => toolbar.toggle(kind)}
  >
    <svg class="icon" data-kind=${kind} viewBox="0 0 10 10" aria-hidden="true">
      <path d=${STATE_SHAPES[kind]}></path>
    </svg>
    <span><b>${format.exact(count)}</b> ${words.kinds[kind]}</span>
  </button>`;
}
