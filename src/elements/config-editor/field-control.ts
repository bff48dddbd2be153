/** One control per kind of field: label above, unit inside, range and default as help, what is wrong in words under it. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ChoiceField, Field, NumberField } from '../../domain/field.js';
import { warningIcon } from '../base/icons.js';
import { editorIcons } from './editor-icons.js';
import type { EditorView } from './editor-view.js';

/** A field with its value and its place in the form. */
export interface FieldControl {
  /** Id of the control, unique in the form. */
  readonly id: string;
  readonly field: Field;
  readonly value: unknown;
  /** What is wrong with the value, if something is. */
  readonly problem: string | undefined;
  /** Takes what was entered; the text is what is shown until the person leaves the field. */
  readonly onInput: (value: unknown, text: string) => void;
  /** Text for an option of a choice; the option itself by default. */
  readonly optionText?: (option: string) => string;
  /** Help in place of the field's own. */
  readonly help?: string;
  /** Whether the text may have several lines and takes the whole width. */
  readonly wide?: boolean;
}

type Input = HTMLInputElement | HTMLTextAreaElement;

/** Draws a field. */
export function renderField(control: FieldControl, view: EditorView): TemplateResult {
  const { id, field, wide = field.kind === 'list' } = control;
  return html`<div class="field ${wide ? 'wide' : ''}" part="field">
    <label for=${id}>${field.label}</label>
    ${renderControl(control, view)} ${renderNote(control, view)}
  </div>`;
}

function renderControl(control: FieldControl, view: EditorView): TemplateResult {
  const { field, value } = control;
  switch (field.kind) {
    case 'number':
      return renderNumber(control, field, view);
    case 'choice':
      return renderChoice(control, field, view);
    case 'text':
      return renderText(control, view);
    case 'list':
      return renderInput(control, view, Array.isArray(value) ? value.join(', ') : '', (text) => entriesOf(text));
  }
}

function renderNumber(control: FieldControl, field: NumberField, view: EditorView): TemplateResult {
  const { numbers } = view;
  const mode = field.integer ? 'numeric' : 'decimal';
  return renderInput(control, view, numbers.write(control.value), (text) => numbers.read(text), mode, field.unit);
}

function renderText(control: FieldControl, view: EditorView): TemplateResult {
  const text = typeof control.value === 'string' ? control.value : '';
  return control.wide ? renderTextArea(control, view, text) : renderInput(control, view, text, (entered) => entered);
}

/** Entries of a comma list; commas without anything between them are no entries. */
function entriesOf(text: string): readonly string[] {
  const entries = text.split(/[,;\n]/u).map((entry) => entry.trim());
  return entries.filter((entry) => entry !== '');
}

function renderInput(
  control: FieldControl,
  view: EditorView,
  text: string,
  read: (text: string) => unknown,
  mode: 'numeric' | 'decimal' | 'text' = 'text',
  unit = '',
): TemplateResult {
  const { id, problem } = control;
  const unitId = `${id}-unit`;
  return html`<span class="entry" ?data-invalid=${problem !== undefined} @click=${focusInput}>
    <input
      id=${id}
      type="text"
      inputmode=${mode}
      autocomplete="off"
      spellcheck="false"
      .value=${live(view.actions.typedIn(id) ?? text)}
      ?readonly=${view.readonly}
      aria-invalid=${problem === undefined ? nothing : 'true'}
      aria-describedby=${unit === '' ? `${id}-note` : `${unitId} ${id}-note`}
      @input=${(event: Event) => take(control, view, event, read)}
      @change=${view.actions.settle}
      @blur=${view.actions.settle}
    />${unit === '' ? nothing : html`<span class="unit" id=${unitId}>${unit}</span>`}
  </span>`;
}

function renderTextArea(control: FieldControl, view: EditorView, text: string): TemplateResult {
  const { id, problem } = control;
  return html`<span class="entry" ?data-invalid=${problem !== undefined}>
    <textarea
      id=${id}
      rows="2"
      .value=${live(view.actions.typedIn(id) ?? text)}
      ?readonly=${view.readonly}
      aria-invalid=${problem === undefined ? nothing : 'true'}
      aria-describedby=${`${id}-note`}
      @input=${(event: Event) => take(control, view, event, (entered) => entered)}
      @change=${view.actions.settle}
      @blur=${view.actions.settle}
    ></textarea>
  </span>`;
}

function renderChoice(control: FieldControl, field: ChoiceField, view: EditorView): TemplateResult {
  const { id, value, problem, optionText = (option: string) => option } = control;
  return html`<span class="entry choice" ?data-invalid=${problem !== undefined}>
    <select
      id=${id}
      ?disabled=${view.readonly}
      aria-invalid=${problem === undefined ? nothing : 'true'}
      aria-describedby=${`${id}-note`}
      @change=${(event: Event) => choose(control, view, event)}
    >
      ${field.options.map(
        (option) => html`<option value=${option} .selected=${live(option === value)}>${optionText(option)}</option>`,
      )}
    </select>
    <svg class="chevron" viewBox="0 0 12 12" aria-hidden="true">${editorIcons.chevron}</svg>
  </span>`;
}

function take({ onInput }: FieldControl, { actions }: EditorView, event: Event, read: (text: string) => unknown): void {
  const { id, value } = event.currentTarget as Input;
  actions.typing(id, value);
  onInput(read(value), value);
}

function choose({ onInput }: FieldControl, { actions }: EditorView, event: Event): void {
  const { value } = event.currentTarget as HTMLSelectElement;
  onInput(value, value);
  actions.settle();
}

/** The unit belongs to the field: a click on it enters the field. */
function focusInput(event: Event): void {
  (event.currentTarget as HTMLElement).querySelector('input')?.focus();
}

/** The line under a control: help, or what is wrong. Both take the same room, so that nothing jumps. */
function renderNote({ id, field, problem, help = field.help }: FieldControl, view: EditorView): TemplateResult {
  if (problem === undefined) return html`<p class="note" id="${id}-note">${help} ${rangeOf(field, view)}</p>`;
  return html`<p class="note error" id="${id}-note">
    <svg viewBox="0 0 12 12" aria-hidden="true">${warningIcon}</svg><span>${problem}</span>
  </p>`;
}

function rangeOf(field: Field, { words, numbers }: EditorView): string | typeof nothing {
  if (field.kind !== 'number') return nothing;
  const [min, max, usual] = [field.min, field.max, field.default].map((number) => numbers.write(number));
  if (min === undefined || max === undefined || usual === undefined) return nothing;
  return field.max === Infinity ? words.atLeastHint(min, usual) : words.rangeHint(min, max, usual);
}
