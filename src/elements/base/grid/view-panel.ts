/** The panel in which a person chooses how a grid looks. Loaded when it is opened for the first time. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { gridViewEn as words } from '../../../locales/grid-view.en.js';
import type { GridColumn } from './grid-column.js';
import type { GridDensity, ViewColumn } from './view-state.js';

/** What the panel shows and does. */
export interface ViewPanel {
  /** Every column with what became of it, in the order in which they are shown. */
  readonly columns: readonly (ViewColumn & { readonly column: GridColumn })[];
  /** Whether rows are cards, whose columns nobody chooses. */
  readonly cards: boolean;
  /** Columns that rows can be grouped by. */
  readonly groups: readonly { readonly key: string; readonly label: string }[];
  readonly groupBy: string | undefined;
  readonly density: GridDensity;
  /** Whether there is anything to reset. */
  readonly isOwn: boolean;
  hide(key: string, hidden: boolean): void;
  move(key: string, places: number): void;
  group(key: string | undefined): void;
  setDensity(density: GridDensity): void;
  take(format: 'csv' | 'json'): void;
  copy(): void;
  reset(): void;
}

const DENSITIES = ['comfortable', 'compact'] as const;

/** Everything in the panel. */
export function renderViewPanel(panel: ViewPanel): TemplateResult {
  return html`${renderColumns(panel)} ${renderGroups(panel)} ${renderDensity(panel)}
    <div class="view-actions" role="group" aria-label=${words.take}>
      <button class="button" @click=${() => panel.take('csv')}>${words.csv}</button>
      <button class="button" @click=${() => panel.take('json')}>${words.json}</button>
      <button class="button" title=${words.copyHint} @click=${panel.copy}>${words.copy}</button>
      <button class="button quiet" aria-disabled=${!panel.isOwn} @click=${() => panel.isOwn && panel.reset()}>
        ${words.reset}
      </button>
    </div>`;
}

function renderColumns({ columns, cards, hide, move }: ViewPanel): TemplateResult {
  if (cards) return html`<p class="view-hint">${words.cards}</p>`;
  const arrow = (key: string, places: number, label: string, place: number): TemplateResult => {
    const isEnd = place === 0 || place + places < 1 || place + places >= columns.length;
    // Not disabled where it leads nowhere for now: it may have the focus.
    return html`<button
      class="button quiet view-move"
      title=${label}
      aria-label=${label}
      ?disabled=${place === 0}
      aria-disabled=${isEnd}
      @click=${() => isEnd || move(key, places)}
    >
      <svg viewBox="0 0 10 10" aria-hidden="true">
        <path d=${places < 0 ? 'M2 6.5 5 3.5 8 6.5' : 'M2 3.5 5 6.5 8 3.5'}></path>
      </svg>
    </button>`;
  };
  return html`<fieldset class="view-columns">
    <legend>${words.columns}</legend>
    ${repeat(
      columns,
      ({ key }) => key,
      ({ key, hidden, column: { label } }, place) =>
        html`<div class="view-column">
          <label
            ><input
              type="checkbox"
              .checked=${hidden !== true}
              ?disabled=${place === 0}
              @change=${(event: Event) => hide(key, event.target instanceof HTMLInputElement && !event.target.checked)}
            /><span>${label}</span></label
          >
          ${arrow(key, -1, words.up(label), place)} ${arrow(key, 1, words.down(label), place)}
        </div>`,
    )}
  </fieldset>`;
}

function renderGroups({ groups, groupBy, group }: ViewPanel): TemplateResult | typeof nothing {
  if (groups.length === 0) return nothing;
  return renderChoice(words.groupBy, [{ key: '', label: words.ungrouped }, ...groups], groupBy ?? '', (key) =>
    group(key === '' ? undefined : key),
  );
}

function renderDensity({ density, setDensity }: ViewPanel): TemplateResult {
  const options = DENSITIES.map((key) => ({ key, label: words.densities[key] }));
  return renderChoice(words.density, options, density, setDensity);
}

function renderChoice<Key extends string>(
  legend: string,
  options: readonly { readonly key: Key; readonly label: string }[],
  chosen: Key,
  choose: (key: Key) => void,
): TemplateResult {
  return html`<fieldset class="view-choice">
    <legend>${legend}</legend>
    ${options.map(
      ({ key, label }) =>
        html`<label
          ><input type="radio" name=${legend} .checked=${key === chosen} @change=${() => choose(key)} /><span
            >${label}</span
          ></label
        >`,
    )}
  </fieldset>`;
}
