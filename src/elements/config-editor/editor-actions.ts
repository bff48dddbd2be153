import type { NodeType } from '../../domain/node-config.js';
import type { Words } from '../../locales/en.js';
import type { Session } from '../../session/session.js';
import type { Formatter } from '../base/format.js';
import type { Draft } from './draft.js';
import type { OwnFields } from './draft-edits.js';
import type { EditingController, Target } from './editing-controller.js';
import { controlId, optionId, OTHER_PROBLEMS_ID } from './editor-view.js';
import { formFieldsOf } from './node-form-fields.js';

/** What the actions need from the element. */
interface ActionsHost {
  readonly editing: EditingController;
  isReadonly(): boolean;
  words(): Words['configEditor'];
  format(): Formatter;
  session(): Session | undefined;
  requestUpdate(): void;
  /** Draws what is waiting and moves the focus to the element with an id; does nothing if there is none. */
  focusOn(id: string): Promise<void>;
}

/** Everything a person can do in the editor, with what is said about it and where the focus goes. */
export class EditorActions {
  /** What was done last, in words. */
  note = '';
  /** Whether the deletion waits for a confirmation. */
  confirming = false;
  /** Whether what was done last was a removal, which the action bar offers to undo. */
  canTakeBack = false;
  readonly #host: ActionsHost;
  #typed: { readonly id: string; readonly text: string } | undefined;

  constructor(host: ActionsHost) {
    this.#host = host;
  }

  /** The text that is being typed in a control, which stays as it is until the person leaves the control. */
  typedIn(id: string): string | undefined {
    return this.#typed?.id === id ? this.#typed.text : undefined;
  }

  /** Takes note of what is being typed. */
  typing(id: string, text: string): void {
    this.#typed = { id, text };
  }

  /** Ends the typing: what follows is another step. */
  readonly settle = (): void => {
    this.#typed = undefined;
    if (this.#draft !== undefined) this.#host.editing.change(this.#draft.settled());
  };

  /** Says something in the action bar. */
  say(note: string, canTakeBack = false): void {
    this.note = note;
    this.canTakeBack = canTakeBack;
    this.#host.requestUpdate();
  }

  /** Looks at a node, or at the configuration itself. */
  select(id: string | undefined): void {
    if (this.#draft?.selectedId !== id) this.#apply((draft) => draft.select(id), false);
  }

  /** Changes the configuration itself. */
  edit(fields: OwnFields): void {
    this.#apply((draft) => draft.edit(fields));
  }

  /** Changes one field of a node. */
  editNode(id: string, field: string, value: unknown): void {
    this.#apply((draft) => draft.editNode(id, field, value));
  }

  /** Adds a node of a type. */
  add(type: NodeType): void {
    const session = this.#host.session();
    if (session === undefined) return;
    this.#grow((draft) => draft.addNode(type, session.newId(), this.#host.words().types[type]));
  }

  /** Adds a copy of a node. */
  duplicate(id: string): void {
    const session = this.#host.session();
    if (session !== undefined) this.#grow((draft) => draft.duplicateNode(id, session.newId()));
  }

  /** Removes a node; the action bar offers to undo it. The focus goes to its neighbour in the list. */
  remove(id: string): void {
    const node = this.#draft?.configuration.nodes.find((other) => other.id === id);
    if (node === undefined || this.#host.isReadonly()) return;
    this.#apply((draft) => draft.removeNode(id));
    this.say(this.#host.words().removed(node.name), true);
    void this.#host.focusOn(optionId(this.#draft?.selectedId));
  }

  readonly undo = (): void => this.#travel('undo');
  readonly redo = (): void => this.#travel('redo');

  /** Saves, or shows the first thing that has to be corrected. */
  readonly save = async (): Promise<boolean> => {
    const { editing } = this.#host;
    if (this.#host.isReadonly() || this.#draft === undefined || !this.#draft.dirty || editing.conflict !== undefined)
      return false;
    this.settle();
    if (this.#draft.problems.length === 0) return editing.save();
    this.#sayWhatToFix(this.#draft);
    this.goToProblem();
    return false;
  };

  /** Goes back to what is stored; this can be undone. */
  readonly revert = (): void => {
    if (this.#draft?.base === undefined || !this.#draft.dirty || this.#host.isReadonly()) return;
    this.settle();
    this.#apply((draft) => draft.reverted());
    this.say(this.#host.words().reverted, true);
  };

  /** Opens another configuration or creates one. */
  open(target: Target): void {
    this.#fresh();
    this.#host.editing.open(target);
    if (this.#host.editing.waiting !== undefined) void this.#host.focusOn('answer-safe');
    else if (target.kind !== 'stored') void this.#host.focusOn(controlId(undefined, 'name'));
  }

  readonly askDelete = (): void => {
    this.confirming = true;
    this.#host.requestUpdate();
    void this.#host.focusOn('answer-safe');
  };

  /** Takes a question back; the focus returns to where it came from. */
  readonly cancel = (): void => {
    const from = this.confirming ? 'tool-delete' : 'switcher';
    this.confirming = false;
    this.#host.editing.stay();
    void this.#host.focusOn(from);
  };

  readonly delete = async (): Promise<void> => {
    const { editing } = this.#host;
    const name = this.#draft?.configuration.name ?? '';
    this.#fresh();
    if (await editing.delete()) this.say(this.#host.words().deleted(name));
    await this.#host.focusOn('switcher');
  };

  readonly leave = (): void => {
    this.#fresh();
    this.#host.editing.leave();
    void this.#host.focusOn('switcher');
  };

  readonly saveAndLeave = async (): Promise<void> => {
    const draft = this.#draft;
    if ((await this.#host.editing.saveAndLeave()) || draft === undefined) return this.#host.focusOn('switcher');
    if (draft.problems.length === 0) return;
    this.#sayWhatToFix(draft);
    this.goToProblem();
  };

  readonly takeTheirs = (): void => {
    this.#fresh();
    this.#host.editing.takeTheirs();
    void this.#host.focusOn(optionId(undefined));
  };

  readonly keepMine = (): void => {
    this.#host.editing.keepMine();
    void this.#host.focusOn(optionId(this.#draft?.selectedId));
  };

  readonly dismiss = (): void => this.#host.editing.dismiss();

  /** Shows the first problem and puts the focus into its field. */
  readonly goToProblem = (): void => {
    const problem = this.#draft?.problems[0];
    if (problem === undefined) return;
    this.select(problem.nodeId);
    const node = this.#draft?.selectedNode;
    const shown =
      node === undefined ? problem.field !== 'nodes' : formFieldsOf(node).some(({ path }) => path === problem.field);
    void this.#host.focusOn(shown ? controlId(problem.nodeId, problem.field) : OTHER_PROBLEMS_ID);
  };

  /** Keys of the list of nodes: arrows move, Delete removes, Enter goes into the form. */
  readonly onListKey = (event: KeyboardEvent): void => {
    const draft = this.#draft;
    if (draft === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const ids = [undefined, ...draft.configuration.nodes.map(({ id }) => id)];
    const at = ids.indexOf(draft.selectedId);
    const moves: Record<string, number> = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: ids.length - 1 };
    const to = moves[event.key];
    if (to !== undefined) this.#moveTo(ids[Math.min(Math.max(to, 0), ids.length - 1)]);
    else if (event.key === 'Delete' && draft.selectedId !== undefined) this.remove(draft.selectedId);
    else if (event.key === 'Enter') void this.#host.focusOn(controlId(draft.selectedId, 'name'));
    else return;
    event.preventDefault();
  };

  /** Escape takes a question back. */
  readonly onQuestionKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.cancel();
  };

  /** Shortcuts of the whole editor: save, undo, redo. */
  readonly onKey = (event: KeyboardEvent): void => {
    if (event.altKey || !(event.ctrlKey || event.metaKey)) return;
    const key = event.key.toLowerCase();
    if (key === 's') void this.save();
    else if (key === 'z') this.#travel(event.shiftKey ? 'redo' : 'undo');
    else if (key === 'y') this.redo();
    else return;
    event.preventDefault();
  };

  get #draft(): Draft | undefined {
    return this.#host.editing.draft;
  }

  #apply(change: (draft: Draft) => Draft, isEdit = true): void {
    const draft = this.#draft;
    if (draft === undefined || (isEdit && this.#host.isReadonly())) return;
    const next = change(draft);
    // The same field of another node shows that node's value, not what is being typed here.
    if (next.selectedId !== draft.selectedId) this.#typed = undefined;
    if (isEdit && next !== draft) this.say('');
    this.#host.editing.change(next);
  }

  #grow(change: (draft: Draft) => Draft): void {
    if (this.#draft?.full !== false || this.#host.isReadonly()) return;
    this.#apply(change);
    this.say(this.#host.words().added(this.#draft.selectedNode?.name ?? ''));
  }

  #travel(way: 'undo' | 'redo'): void {
    const draft = this.#draft;
    const possible = way === 'undo' ? draft?.canUndo : draft?.canRedo;
    if (!possible || this.#host.isReadonly()) return;
    this.#typed = undefined;
    this.#apply((before) => (way === 'undo' ? before.undo() : before.redo()));
    this.say(way === 'undo' ? this.#host.words().undone : this.#host.words().redone);
  }

  #moveTo(id: string | undefined): void {
    this.select(id);
    void this.#host.focusOn(optionId(id));
  }

  #sayWhatToFix({ problems }: Draft): void {
    const count = this.#host.format().exact(problems.length);
    this.say(this.#host.words().fixFirst(problems.length, count));
  }

  /** Nothing is being typed, said or asked any more. */
  #fresh(): void {
    this.#typed = undefined;
    this.confirming = false;
    this.say('');
  }
}
