import { html, nothing, type TemplateResult } from 'lit';
import { nodeDetailEn as words } from '../../locales/node-detail.en.js';
import type { Formatter } from '../base/format.js';
import type { NodeFacts } from './node-facts.js';
import { settingsOf, type Setting } from './settings.js';

/** What the node is configured to be, beside what it does. */
export function renderSettings({ configured, type }: NodeFacts, format: Formatter): TemplateResult {
  const notes = configured === undefined ? [words.noConfiguration] : notesOf(configured, type);
  return html`<section class="settings" part="configuration" aria-labelledby="settings-heading">
    <h3 id="settings-heading">${words.configuration}</h3>
    ${notes.map((note) => html`<p class="note">${note}</p>`)}
    ${
      configured === undefined
        ? nothing
        : html`<dl>${settingsOf(configured).map((setting) => renderSetting(setting, format))}</dl>`
    }
  </section>`;
}

function notesOf({ enabled, type }: NonNullable<NodeFacts['configured']>, reportedType: NodeFacts['type']): string[] {
  const differs = type !== reportedType ? [words.otherType(type)] : [];
  return enabled ? differs : [...differs, words.disabled];
}

function renderSetting({ label, unit, value }: Setting, format: Formatter): TemplateResult {
  const text = typeof value === 'number' ? format.exact(value) : typeof value === 'string' ? value : value.join(', ');
  return html`<div>
    <dt>${label}</dt>
    <dd><bdi>${text === '' ? words.none : text}</bdi>${unit === '' ? nothing : html` <small>${unit}</small>`}</dd>
  </div>`;
}
