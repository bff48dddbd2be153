/** The form of the configuration itself: name, description, performance mode, and what its nodes could reach. */
import { html, svg, type TemplateResult } from 'lit';
import { configurationNameField, descriptionField } from '../../domain/configuration.js';
import {
  efficiencyPercent,
  performanceModeField,
  PERFORMANCE_MODES,
  TARGET_TPS,
} from '../../domain/performance-mode.js';
import { warningIcon } from '../base/icons.js';
import type { OwnFields } from './draft-edits.js';
import { editorIcons } from './editor-icons.js';
import { controlId, shareInWords, type EditorView } from './editor-view.js';
import { renderField, type FieldControl } from './field-control.js';
import { renderOtherProblems } from './other-problems.js';
import { estimatedTps } from './problems.js';
import { renderSwitch } from './switch.js';

const SHOWN = ['name', 'description', 'performanceMode'];

/** Draws the form. */
export function renderGeneralForm(view: EditorView): TemplateResult {
  const { words } = view;
  return html`<div class="form general" part="form" role="group" aria-label=${words.general}>
    <div class="form-head">
      <h3><svg viewBox="0 0 12 12" aria-hidden="true">${editorIcons.sliders}</svg>${words.general}</h3>
    </div>
    ${renderOtherProblems(view, undefined, SHOWN)}
    <div class="fields">
      ${renderName(view)} ${renderMode(view)} ${renderDescription(view)} ${renderDefault(view)} ${renderCapacity(view)}
    </div>
  </div>`;
}

function own(view: EditorView, field: keyof OwnFields): Pick<FieldControl, 'id' | 'value' | 'problem'> {
  const problem = view.draft.problems.find((found) => found.nodeId === undefined && found.field === field);
  return { id: controlId(undefined, field), value: view.draft.configuration[field], problem: problem?.message };
}

function renderName(view: EditorView): TemplateResult {
  const onInput: FieldControl['onInput'] = (_value, name) => view.actions.edit({ name });
  return renderField({ ...own(view, 'name'), field: configurationNameField, onInput }, view);
}

function renderDescription(view: EditorView): TemplateResult {
  const onInput: FieldControl['onInput'] = (_value, text) =>
    view.actions.edit({ description: text === '' ? undefined : text });
  return renderField({ ...own(view, 'description'), field: descriptionField, onInput, wide: true }, view);
}

function renderMode(view: EditorView): TemplateResult {
  const { words, format, draft, actions } = view;
  const tps = (mode: string): string => {
    const known = PERFORMANCE_MODES.find((other) => other === mode);
    return known === undefined ? mode : words.modeOption(words.modes[known], format.compact(TARGET_TPS[known]));
  };
  const help = words.modeTarget(format.exact(TARGET_TPS[draft.configuration.performanceMode]));
  const onInput: FieldControl['onInput'] = (_value, text) => {
    const performanceMode = PERFORMANCE_MODES.find((mode) => mode === text);
    if (performanceMode !== undefined) actions.edit({ performanceMode });
  };
  return renderField(
    { ...own(view, 'performanceMode'), field: performanceModeField, onInput, optionText: tps, help },
    view,
  );
}

/** Exactly one configuration is the default: it is changed by choosing another one, never by switching it off. */
function renderDefault(view: EditorView): TemplateResult {
  const { words, draft, actions } = view;
  const { isDefault } = draft.configuration;
  const locked = view.readonly || (isDefault && draft.base?.isDefault === true);
  const id = controlId(undefined, 'isDefault');
  const control = { id, label: words.isDefault, on: isDefault, locked, describedBy: `${id}-note` };
  return html`<div class="field wide">
    ${renderSwitch(control, (on) => actions.edit({ isDefault: on }))}
    <p class="note" id="${id}-note">${locked && !view.readonly ? words.isDefaultLocked : words.isDefaultHelp}</p>
  </div>`;
}

function renderCapacity(view: EditorView): TemplateResult {
  const { words, format, draft } = view;
  const { performanceMode } = draft.configuration;
  const target = TARGET_TPS[performanceMode];
  const tps = estimatedTps(draft.configuration);
  const share = efficiencyPercent(tps, performanceMode);
  const text = words.capacityOf(format.exact(tps), format.exact(target), shareInWords(share, view));
  return html`<div class="field wide capacity">
    <span class="label">${words.capacity}</span>
    <span class="capacity-line"
      ><svg class="bar" aria-hidden="true">
        ${svg`<rect class="bar-ground" width="100%" height="100%" rx="2"></rect><rect class="bar-fill" width="${Math.min(100, share)}%" height="100%" rx="2"></rect>`}
      </svg>
      <span class="number">${text}</span></span
    >
    ${performanceMode === 'production' ? renderProductionWarning(view, format.exact(target), format.exact(tps)) : html`<p class="note">${words.capacityHelp}</p>`}
  </div>`;
}

function renderProductionWarning({ words }: EditorView, target: string, tps: string): TemplateResult {
  return html`<p class="note warning" role="status">
    <svg viewBox="0 0 12 12" aria-hidden="true">${warningIcon}</svg><span>${words.productionWarning(target, tps)}</span>
  </p>`;
}
