import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Configuration } from '../../domain/configuration.js';
import type { Words } from '../../locales/en.js';
import { AurigraphElement } from '../base/aurigraph-element.js';
import { renderActionBar } from './action-bar.js';
import { configEditorStyles } from './config-editor.styles.js';
import type { Draft } from './draft.js';
import { EditingController } from './editing-controller.js';
import { EditorActions } from './editor-actions.js';
import { badgeOf } from './editor-badge.js';
import { renderToolbar } from './editor-toolbar.js';
import { renderSkeleton } from './editor-skeleton.js';
import type { EditorView } from './editor-view.js';
import type { NewNames } from './new-configurations.js';
import { renderGeneralForm } from './general-form.js';
import { renderNodeForm } from './node-form.js';
import { renderNodeList } from './node-list.js';
import { NumberText } from './number-text.js';

/** Detail of `aurigraph-config-save` and `aurigraph-config-saved`. */
export interface ConfigSaveDetail {
  /** The configuration that is about to be saved, or was; a copy. */
  readonly configuration: Configuration;
}

/** Detail of `aurigraph-config-dirty-change`. */
export interface ConfigDirtyChangeDetail {
  /** Whether there are unsaved changes now. */
  readonly dirty: boolean;
}

/**
 * One configuration and its nodes: create, rename, describe, choose the performance mode, edit up to 50 nodes of four
 * types, undo, save, delete. What is wrong is said in words under the field while it is typed. Unsaved work is never
 * lost without a question, and never overwrites what someone else saved in the meantime.
 *
 * @element aurigraph-config-editor
 * @slot heading - Replaces the heading.
 * @slot actions - Buttons beside the badge.
 * @slot empty - Replaces what is shown when no configuration is stored, or not the one that was asked for.
 * @slot failure - Replaces what is shown when nothing can be read.
 * @csspart panel - The frame.
 * @csspart header - The line with heading, actions and badge.
 * @csspart heading - The heading.
 * @csspart badge - Whether there are unsaved changes, in a word.
 * @csspart body - Everything under the header.
 * @csspart notice - A line that says what is wrong with the storage.
 * @csspart toolbar - The line with the choice of the configuration.
 * @csspart question - The question that takes the place of the toolbar.
 * @csspart nodes - The side with the list of nodes.
 * @csspart node - An entry of the list; also `selected`.
 * @csspart form - The form of the configuration or of a node.
 * @csspart field - A field with its label and its help.
 * @csspart action-bar - The line with problems, estimate and save.
 * @csspart conflict - The question what happens to two versions.
 * @csspart save - The save button.
 * @csspart revert - The revert button.
 * @cssprop [--aurigraph-config-editor-list-size=208px] - Width of the list of nodes.
 * @cssprop [--aurigraph-config-editor-form-size=408px] - Least height of list and form.
 * @cssstate loading - Nothing was read yet.
 * @cssstate failed - Nothing can be read.
 * @cssstate dirty - There are unsaved changes.
 * @cssstate invalid - Something has to be corrected before it can be saved.
 * @fires {CustomEvent<ConfigSaveDetail>} aurigraph-config-save - Before a valid configuration is saved. Cancelable: `preventDefault()` keeps it from being saved.
 * @fires {CustomEvent<ConfigSaveDetail>} aurigraph-config-saved - A configuration was saved.
 * @fires {CustomEvent<ConfigDirtyChangeDetail>} aurigraph-config-dirty-change - Unsaved changes came or went.
 */
export class AurigraphConfigEditor extends AurigraphElement {
  static override styles: CSSResultGroup = [AurigraphElement.styles, configEditorStyles];

  /** Id of the configuration to edit; default: the default one, or else the oldest. */
  @property({ attribute: 'config-id' }) configId: string | undefined;

  /** Shows everything and changes nothing. Default false. */
  @property({ type: Boolean, reflect: true }) readonly = false;

  readonly #editing = new EditingController(this, this.session, {
    newNames: () => this.#newNames(),
    allowsSave: (configuration) => this.emit('aurigraph-config-save', copyOf(configuration), true),
    onSaved: (configuration) => this.#onSaved(configuration),
    onGone: ({ name }) => this.#actions.say(this.#words.deletedElsewhere(name)),
  });
  readonly #actions: EditorActions = new EditorActions({
    editing: this.#editing,
    isReadonly: () => this.readonly,
    words: () => this.#words,
    format: () => this.format,
    session: () => this.session.current,
    requestUpdate: () => this.requestUpdate(),
    focusOn: (id) => this.#focusOn(id),
  });
  #numbers = new NumberText('en');
  #numbersLanguage = 'en';
  #wasDirty = false;
  readonly #askBeforeUnload = (event: BeforeUnloadEvent): void => event.preventDefault();

  /** Whether there are unsaved changes. */
  get dirty(): boolean {
    return this.#editing.dirty;
  }

  /** Saves what is open. Resolves to whether it was saved; what stands in the way is shown in the element. */
  save(): Promise<boolean> {
    return this.#actions.save();
  }

  /** Goes back to what is stored. The person can undo it. */
  revert(): void {
    this.#actions.revert();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('beforeunload', this.#askBeforeUnload);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has('configId')) this.#editing.wish(this.configId || undefined);
    if (this.#numbersLanguage === this.format.language) return;
    this.#numbersLanguage = this.format.language;
    this.#numbers = new NumberText(this.#numbersLanguage);
  }

  protected override updated(): void {
    this.#showStates();
    const { dirty } = this.#editing;
    // The browser asks before the page is left; the listener stands in the way of its page cache, so only then.
    if (dirty && this.isConnected) window.addEventListener('beforeunload', this.#askBeforeUnload);
    else window.removeEventListener('beforeunload', this.#askBeforeUnload);
    if (dirty === this.#wasDirty) return;
    this.#wasDirty = dirty;
    this.emit('aurigraph-config-dirty-change', { dirty });
  }

  protected override render(): TemplateResult {
    // Where nothing can be read, the same failure fills the body.
    const failure = this.#editing.phase === 'failed' ? undefined : this.session.current?.state.storageFailure;
    const body = html`${this.renderNotice(failure)}${this.#renderPhase()}`;
    return this.renderPanel(this.#words.heading, this.#renderEditorBadge(), body);
  }

  get #words(): Words['configEditor'] {
    return this.words.configEditor;
  }

  #renderPhase(): TemplateResult {
    const { draft, phase } = this.#editing;
    if (draft !== undefined) return this.#renderEditor(draft);
    if (phase === 'loading') return renderSkeleton();
    if (phase === 'failed') return this.#renderUnreadable();
    return phase === 'missing' ? this.#renderMissing() : this.#renderNothingStored();
  }

  #renderEditor(draft: Draft): TemplateResult {
    const view = this.#view(draft);
    const node = draft.selectedNode;
    return html`<div class="editor" @keydown=${this.#actions.onKey}>
      ${renderToolbar(view, this.#editing)}
      <div class="work">
        ${renderNodeList(view)} ${node === undefined ? renderGeneralForm(view) : renderNodeForm(node, view)}
      </div>
      ${renderActionBar(view, this.#editing)}
    </div>`;
  }

  #renderUnreadable(): TemplateResult {
    const { failure } = this.#editing;
    const retry = html`<button class="button" @click=${() => void this.#editing.reread()}>
      ${this.words.common.retry}
    </button>`;
    return this.renderPlaceholder('failure', failure?.message ?? this.#words.badges.failed, retry, failure?.remedy);
  }

  #renderMissing(): TemplateResult {
    const { missing, missingDetail, openDefault } = this.#words;
    if (this.#editing.list.length === 0) return this.#renderStart(missing(this.#editing.wantedId), missingDetail);
    const open = html`<button class="button primary" @click=${() => this.#actions.open({ kind: 'default' })}>
      ${openDefault}
    </button>`;
    return this.renderPlaceholder('empty', missing(this.#editing.wantedId), open, missingDetail);
  }

  #renderNothingStored(): TemplateResult {
    return this.#renderStart(this.readonly ? this.#words.emptyReadonly : this.#words.empty);
  }

  #renderStart(text: string, detail?: string): TemplateResult {
    const { create, example } = this.#words;
    const start = html`<span class="answers">
      <button class="button primary" part="create" @click=${() => this.#actions.open({ kind: 'new' })}>
        ${create}
      </button>
      <button class="button" part="example" @click=${() => this.#actions.open({ kind: 'example' })}>${example}</button>
    </span>`;
    return this.renderPlaceholder('empty', text, this.readonly ? nothing : start, detail);
  }

  #renderEditorBadge(): TemplateResult {
    const { state, icon } = badgeOf(this.#editing, this.readonly, this.session.current);
    return html`<span class="badge" part="badge" data-state=${state}>
      <svg viewBox="0 0 8 8" aria-hidden="true">${icon}</svg>${this.#words.badges[state]}
    </span>`;
  }

  #view(draft: Draft): EditorView {
    const { format, readonly } = this;
    return { draft, words: this.#words, format, numbers: this.#numbers, readonly, actions: this.#actions };
  }

  #newNames(): NewNames {
    const { newName, exampleName, types } = this.#words;
    return { configuration: newName, example: exampleName, firstNode: types.channel };
  }

  #onSaved(configuration: Configuration): void {
    this.#actions.say(this.#words.savedAt(this.format.time(Date.parse(configuration.modified))));
    this.emit('aurigraph-config-saved', copyOf(configuration));
  }

  #showStates(): void {
    const { phase, dirty, draft } = this.#editing;
    const on = {
      loading: phase === 'loading',
      failed: phase === 'failed',
      dirty,
      invalid: (draft?.problems.length ?? 0) > 0,
    };
    for (const [name, isOn] of Object.entries(on)) {
      if (isOn) this.internals.states.add(name);
      else this.internals.states.delete(name);
    }
  }

  async #focusOn(id: string): Promise<void> {
    this.requestUpdate();
    await this.updateComplete;
    const { renderRoot } = this;
    // After the last configuration is gone there is nothing else than the way to start.
    const target =
      renderRoot.querySelector<HTMLElement>(`#${CSS.escape(id)}`) ??
      renderRoot.querySelector<HTMLElement>('.placeholder button');
    target?.focus();
    target?.scrollIntoView({ block: 'nearest' });
  }
}

/** The configuration for a listener: a copy, so that whoever changes it changes nothing here. */
function copyOf(configuration: Configuration): ConfigSaveDetail {
  return { configuration: structuredClone(configuration) };
}
