import { NODES_PER_CONFIGURATION, type Configuration } from '../../domain/configuration.js';
import { configurationSchema } from '../../domain/schemas/configuration.js';
import { createNodeConfiguration, type NodeType } from '../../domain/node-config.js';
import { validate, type Validated } from '../../domain/validation.js';
import {
  freeName,
  withField,
  withNode,
  withNodeAfter,
  withoutNode,
  type DraftConfiguration,
  type DraftNode,
  type OwnFields,
} from './draft-edits.js';
import { problemsOf, type Problem } from './problems.js';
import { sameValue } from './same-value.js';

/** So many steps can be taken back. */
const UNDO_STEPS = 200;

/** One state of the work: the configuration, and the node that is looked at (nothing: the configuration itself). */
interface Step {
  readonly configuration: DraftConfiguration;
  readonly selectedId: string | undefined;
}

interface DraftParts {
  readonly base: Configuration | undefined;
  readonly present: Step;
  readonly past?: readonly Step[];
  readonly future?: readonly Step[];
  /** The field that is being typed in: its next change belongs to the same step. */
  readonly openField?: string | undefined;
}

/**
 * The work on one configuration: what is stored, what it is now, what was done and undone, and what is wrong with it.
 * Immutable: every change gives a new draft. Knows no DOM, no clock and no storage.
 */
export class Draft {
  /** The stored configuration that the work began from; nothing where it was never saved. */
  readonly base: Configuration | undefined;
  /** The configuration as it is now. */
  readonly configuration: DraftConfiguration;
  /** Id of the node that is looked at; nothing while it is the configuration itself. */
  readonly selectedId: string | undefined;
  readonly #parts: DraftParts;
  #problems: readonly Problem[] | undefined;

  private constructor(parts: DraftParts) {
    this.#parts = parts;
    this.base = parts.base;
    this.configuration = parts.present.configuration;
    this.selectedId = parts.present.selectedId;
  }

  /** Begins with what is stored. */
  static of(stored: Configuration): Draft {
    return new Draft({ base: stored, present: { configuration: stored, selectedId: undefined } });
  }

  /** Begins with a configuration that was never saved. */
  static fresh(configuration: Configuration): Draft {
    return new Draft({ base: undefined, present: { configuration, selectedId: undefined } });
  }

  /** Whether there is anything to save. */
  get dirty(): boolean {
    return this.base === undefined || !sameValue(this.base, this.configuration);
  }

  /** Whether a step can be taken back. */
  get canUndo(): boolean {
    return (this.#parts.past ?? []).length > 0;
  }

  /** Whether a step that was taken back can be done again. */
  get canRedo(): boolean {
    return (this.#parts.future ?? []).length > 0;
  }

  /** Whether there is no room for another node (requirements in protocol 3.1: at most 50). */
  get full(): boolean {
    return this.configuration.nodes.length >= NODES_PER_CONFIGURATION.max;
  }

  /** The node that is looked at. */
  get selectedNode(): DraftNode | undefined {
    return this.configuration.nodes.find(({ id }) => id === this.selectedId);
  }

  /** Everything that keeps the configuration from being saved. */
  get problems(): readonly Problem[] {
    return (this.#problems ??= problemsOf(this.configuration));
  }

  /** The configuration as a trusted value, if nothing is wrong with it. */
  validated(): Validated<Configuration> {
    if (this.problems.length === 0) return validate(configurationSchema, this.configuration);
    return { ok: false, issues: this.problems.map(({ field, message }) => ({ path: field.split('.'), message })) };
  }

  /** Changes fields of the configuration itself. */
  edit(fields: OwnFields): Draft {
    const field = Object.keys(fields).join();
    return this.#step({ configuration: { ...this.configuration, ...fields }, selectedId: undefined }, field);
  }

  /** Changes one field of a node; `field` is a path such as `name` or `config.timeout`. */
  editNode(id: string, field: string, value: unknown): Draft {
    const configuration = withNode(this.configuration, id, (node) => withField(node, field, value));
    return this.#step({ configuration, selectedId: id }, `${id} ${field}`);
  }

  /** Ends the step that typing belongs to. */
  settled(): Draft {
    return this.#parts.openField === undefined ? this : new Draft({ ...this.#parts, openField: undefined });
  }

  /** Looks at a node, or at the configuration itself. Not a step. */
  select(selectedId: string | undefined): Draft {
    const present = { configuration: this.configuration, selectedId };
    return new Draft({ ...this.#parts, present, openField: undefined });
  }

  /** Adds a node with every default and looks at it. `label` is what its type is called. Unchanged when full. */
  addNode(type: NodeType, id: string, label: string): Draft {
    const node = createNodeConfiguration(type, id, this.#freeName(`${label} 0`));
    return this.#withNewNode(node, undefined);
  }

  /** Adds a copy of a node behind it and looks at it. Unchanged when full. */
  duplicateNode(id: string, newId: string): Draft {
    const node = this.configuration.nodes.find((other) => other.id === id);
    if (node === undefined) return this;
    return this.#withNewNode({ ...structuredClone(node), id: newId, name: this.#freeName(node.name) }, id);
  }

  /** Removes a node and looks at its neighbour. */
  removeNode(id: string): Draft {
    const index = this.configuration.nodes.findIndex((node) => node.id === id);
    if (index === -1) return this;
    const configuration = withoutNode(this.configuration, id);
    const neighbour = configuration.nodes[index] ?? configuration.nodes[index - 1];
    return this.#step({ configuration, selectedId: neighbour?.id });
  }

  /** Takes the last step back. */
  undo(): Draft {
    const { past = [], present, future = [] } = this.#parts;
    const before = past.at(-1);
    if (before === undefined) return this;
    return new Draft({ base: this.base, present: before, past: past.slice(0, -1), future: [present, ...future] });
  }

  /** Does the step again that was taken back last. */
  redo(): Draft {
    const { past = [], present, future = [] } = this.#parts;
    const [after, ...rest] = future;
    if (after === undefined) return this;
    return new Draft({ base: this.base, present: after, past: [...past, present], future: rest });
  }

  /** Goes back to what is stored, as a step that can be taken back. Unchanged where nothing was ever stored. */
  reverted(): Draft {
    if (this.base === undefined) return this;
    const { nodes } = this.base;
    const selectedId = nodes.some(({ id }) => id === this.selectedId) ? this.selectedId : undefined;
    return this.#step({ configuration: this.base, selectedId });
  }

  /** Goes on from what the storage gave back for this very draft. Steps can still be taken back. */
  saved(stored: Configuration): Draft {
    const present = { configuration: stored, selectedId: this.selectedId };
    return new Draft({ ...this.#parts, base: stored, present, openField: undefined });
  }

  /** Keeps the work although something else is stored now, or nothing any more. */
  rebased(stored: Configuration | undefined): Draft {
    return new Draft({ ...this.#parts, base: stored });
  }

  /**
   * Follows a stored state that differs in nothing but whether it is the default: choosing another configuration
   * changes no other. Steps that are taken back do not bring the former default back.
   */
  followed(stored: Configuration): Draft {
    const { base } = this;
    if (base === undefined || base.isDefault === stored.isDefault) return this.rebased(stored);
    const follow = (step: Step): Step => {
      if (step.configuration.isDefault !== base.isDefault) return step;
      return { ...step, configuration: { ...step.configuration, isDefault: stored.isDefault } };
    };
    const { past = [], present, future = [] } = this.#parts;
    return new Draft({
      ...this.#parts,
      base: stored,
      present: follow(present),
      past: past.map(follow),
      future: future.map(follow),
    });
  }

  #freeName(name: string): string {
    return freeName(
      name,
      this.configuration.nodes.map((node) => node.name),
    );
  }

  #withNewNode(node: DraftNode, after: string | undefined): Draft {
    if (this.full) return this;
    return this.#step({ configuration: withNodeAfter(this.configuration, node, after), selectedId: node.id });
  }

  #step(present: Step, openField?: string): Draft {
    if (sameValue(present.configuration, this.configuration)) return this;
    const { base, present: before, past = [], openField: typingIn } = this.#parts;
    const sameStep = openField !== undefined && openField === typingIn;
    return new Draft({ base, present, past: sameStep ? past : [...past, before].slice(-UNDO_STEPS), openField });
  }
}
