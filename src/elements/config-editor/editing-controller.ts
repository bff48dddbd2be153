import type { ReactiveControllerHost } from 'lit';
import type { Configuration } from '../../domain/configuration.js';
import { failureOf, type Failure } from '../../domain/failure.js';
import type { Session } from '../../session/session.js';
import type { SessionController } from '../base/controllers/session-controller.js';
import { Draft } from './draft.js';
import { copiedConfiguration, exampleConfiguration, plainConfiguration, type NewNames } from './new-configurations.js';
import { sameValue } from './same-value.js';

/** What an editor can be asked to open. */
export type Target =
  | { readonly kind: 'default' }
  | { readonly kind: 'stored'; readonly id: string }
  | { readonly kind: 'new' | 'example' | 'copy' };

/** What the editor has to show. `empty`: nothing is stored; `missing`: not what was asked for. */
type EditingPhase = 'loading' | 'failed' | 'empty' | 'missing' | 'open';

/** Someone else saved or deleted what is being edited. */
interface Conflict {
  /** What is stored now; nothing if it was deleted. */
  readonly theirs: Configuration | undefined;
}

/** What the controller asks and tells its host. */
interface EditingHooks {
  /** Names for what is created here, in the language of the host. */
  newNames(): NewNames;
  /** Asks whether a valid configuration may be saved. */
  allowsSave(configuration: Configuration): boolean;
  /** Tells what was saved. */
  onSaved(configuration: Configuration): void;
  /** Tells that what was open is gone, because someone else deleted it. */
  onGone(configuration: Configuration): void;
}

/**
 * Keeps the draft of an editor in step with what is stored: opens, saves, deletes, and notices when someone else
 * does. The draft outlives a change of the session; what would lose unsaved work waits for an answer.
 */
export class EditingController {
  /** Every stored configuration. */
  list: readonly Configuration[] = [];
  /** The work on the configuration that is open. */
  draft: Draft | undefined;
  /** Whether a save or a deletion is on its way. */
  busy = false;
  /** Why the last save or deletion failed, or why the list cannot be read. */
  failure: Failure | undefined;
  /** Set while someone else's version waits for a decision. */
  conflict: Conflict | undefined;
  /** What to open once it is decided what happens to the unsaved changes. */
  waiting: Target | undefined;

  readonly #host: Pick<ReactiveControllerHost, 'requestUpdate'>;
  readonly #hooks: EditingHooks;
  #session: Session | undefined;
  /** The session that the draft was opened or saved in. */
  #home: Session | undefined;
  /** What the page asks for. */
  #wish: Target = { kind: 'default' };
  /** What is shown, or should be. */
  #target: Target = this.#wish;
  #hasRead = false;
  #turn = 0;

  constructor(host: Pick<ReactiveControllerHost, 'requestUpdate'>, session: SessionController, hooks: EditingHooks) {
    this.#host = host;
    this.#hooks = hooks;
    session.use((current) => {
      this.#session = current;
      const stop = current.configurations.subscribe(() => void this.reread());
      void this.reread();
      return () => {
        stop();
        this.#session = undefined;
      };
    });
  }

  /** What the editor has to show. */
  get phase(): EditingPhase {
    if (this.draft !== undefined) return 'open';
    if (!this.#hasRead) return this.failure === undefined ? 'loading' : 'failed';
    return this.#target.kind === 'stored' ? 'missing' : 'empty';
  }

  /** The id that was asked for; empty for the default one. */
  get wantedId(): string {
    return this.#target.kind === 'stored' ? this.#target.id : '';
  }

  /** Whether there is unsaved work. */
  get dirty(): boolean {
    return this.draft?.dirty ?? false;
  }

  /** Takes note of what the page wants to see, and opens it. */
  wish(id: string | undefined): void {
    this.#wish = id === undefined ? { kind: 'default' } : { kind: 'stored', id };
    if (this.#hasRead) this.open(this.#wish);
    else this.#target = this.#wish;
  }

  /** Opens something else; asks first where unsaved work would be lost. */
  open(target: Target): void {
    const isOpen = target.kind === 'stored' && target.id === this.draft?.configuration.id;
    if (!isOpen && !this.dirty) return this.#show(target);
    this.waiting = isOpen ? undefined : target;
    this.#host.requestUpdate();
  }

  /** Keeps editing what is open. */
  stay(): void {
    this.waiting = undefined;
    this.#host.requestUpdate();
  }

  /** Gives the unsaved changes up and opens what waits. */
  leave(): void {
    if (this.waiting !== undefined) this.#show(this.waiting);
  }

  /** Saves, and opens what waits if that succeeded. */
  async saveAndLeave(): Promise<boolean> {
    const target = this.waiting;
    this.waiting = undefined;
    const saved = await this.save();
    if (saved && target !== undefined) this.open(target);
    return saved;
  }

  /** Takes a changed draft. */
  change(draft: Draft): void {
    this.draft = draft;
    this.#host.requestUpdate();
  }

  /** Saves if nothing is wrong and nobody objects. Gives whether it was saved. */
  async save(): Promise<boolean> {
    const { draft } = this;
    const checked = draft?.validated();
    if (draft === undefined || !checked?.ok || this.busy || !this.#hooks.allowsSave(checked.value)) return false;
    return this.#work(async ({ configurations }) => {
      const base = draft.base === undefined ? 0 : configurations.revisionOf(draft.base);
      const saved = await configurations.saveConfiguration(checked.value, { base });
      // Whoever typed on while it was saved keeps what was typed.
      this.draft = this.draft === draft ? draft.saved(saved) : this.draft?.rebased(saved);
      this.#home = this.#session;
      this.#hooks.onSaved(saved);
    });
  }

  /** Deletes what is open, or gives up what was never saved, and opens the default one. */
  async delete(): Promise<boolean> {
    const { draft } = this;
    if (draft === undefined) return false;
    const { base } = draft;
    return this.#work(async ({ configurations }) => {
      if (base !== undefined)
        await configurations.deleteConfiguration(base.id, { base: configurations.revisionOf(base) });
      this.#close();
    });
  }

  /** Gives up the own version for what someone else saved, or deleted. */
  takeTheirs(): void {
    const theirs = this.conflict?.theirs;
    if (theirs === undefined) this.#show({ kind: 'default' });
    else this.#edit(Draft.of(theirs));
  }

  /** Keeps the own version; it can be saved over the other one now. */
  keepMine(): void {
    this.draft = this.draft?.rebased(this.conflict?.theirs);
    this.conflict = undefined;
    this.#host.requestUpdate();
  }

  /** Forgets the message about what failed. */
  dismiss(): void {
    this.failure = undefined;
    this.#host.requestUpdate();
  }

  /** Reads everything again and follows it. */
  async reread(): Promise<void> {
    const session = this.#session;
    const turn = (this.#turn += 1);
    if (session === undefined || this.busy) return;
    try {
      const list = await session.configurations.getAllConfigurations();
      if (turn === this.#turn && !this.busy) this.#take(list, session);
    } catch (error) {
      if (turn === this.#turn) this.failure = failureOf(error);
    }
    this.#host.requestUpdate();
  }

  #take(list: readonly Configuration[], session: Session): void {
    this.list = list;
    if (!this.#hasRead) this.failure = undefined;
    this.#hasRead = true;
    if (this.draft === undefined) this.#show(this.#stored(this.#target) === undefined ? this.#wish : this.#target);
    else if (session === this.#home) this.#follow(this.draft);
    else this.#moveTo(session, this.draft);
  }

  /** One piece of work on the storage at a time. Where a conflict shows both versions, it needs no message. */
  async #work(run: (session: Session) => Promise<void>): Promise<boolean> {
    const session = this.#session;
    if (session === undefined || this.busy) return false;
    this.busy = true;
    this.failure = undefined;
    this.#host.requestUpdate();
    let failure: Failure | undefined;
    try {
      await run(session);
    } catch (error) {
      failure = failureOf(error);
    }
    this.busy = false;
    await this.reread();
    this.failure = failure?.code === 'conflict' && this.conflict !== undefined ? undefined : failure;
    this.#host.requestUpdate();
    return failure === undefined;
  }

  #show(target: Target): void {
    const draft = this.#draftOf(target);
    if (draft !== undefined) return this.#edit(draft);
    this.#close();
    this.#target = target;
    this.#host.requestUpdate();
  }

  #edit(draft: Draft): void {
    this.#close();
    this.draft = draft;
    this.#home = this.#session;
    this.#target = { kind: 'stored', id: draft.configuration.id };
    this.failure = undefined;
    this.#host.requestUpdate();
  }

  #close(): void {
    this.draft = undefined;
    this.conflict = undefined;
    this.waiting = undefined;
    this.#target = { kind: 'default' };
  }

  #draftOf(target: Target): Draft | undefined {
    const stored = this.#stored(target);
    if (stored !== undefined) return Draft.of(stored);
    const session = this.#session;
    if (session === undefined) return undefined;
    const using = { session, list: this.list, names: this.#hooks.newNames() };
    if (target.kind === 'new') return Draft.fresh(plainConfiguration(using));
    if (target.kind === 'example') return Draft.fresh(exampleConfiguration(using));
    const original = target.kind === 'copy' ? this.draft?.base : undefined;
    return original === undefined ? undefined : Draft.fresh(copiedConfiguration(original, using));
  }

  #stored(target: Target): Configuration | undefined {
    if (target.kind === 'stored') return this.list.find(({ id }) => id === target.id);
    if (target.kind === 'default') return this.list.find(({ isDefault }) => isDefault) ?? this.list[0];
    return undefined;
  }

  /** Brings a draft in line with what is stored now. */
  #follow(draft: Draft): void {
    const { base } = draft;
    const stored = this.list.find(({ id }) => id === draft.configuration.id);
    if (base !== undefined && stored !== undefined && sameButDefault(stored, base)) {
      this.draft = draft.followed(stored);
      this.conflict = undefined;
    } else if (draft.dirty) {
      this.conflict = base === stored ? undefined : { theirs: stored };
    } else if (stored !== undefined) {
      this.draft = Draft.of(stored).select(stored.nodes.find(({ id }) => id === draft.selectedId)?.id);
    } else if (base !== undefined) {
      this.#hooks.onGone(base);
      this.#show({ kind: 'default' });
    }
  }

  /** Another session has another storage: unsaved work moves there, anything else stays where it is stored. */
  #moveTo(session: Session, draft: Draft): void {
    this.#home = session;
    const isThere = this.list.some(({ id }) => id === draft.configuration.id);
    if (isThere) this.#follow(draft);
    else if (draft.dirty) this.draft = draft.rebased(undefined);
    else this.#show(this.#wish);
  }
}

/** Which one is the default is not part of a configuration's own history: choosing another one changes no other. */
function sameButDefault(a: Configuration, b: Configuration): boolean {
  return sameValue({ ...a, isDefault: false }, { ...b, isDefault: false });
}
