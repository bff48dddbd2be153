import type { Draft } from './draft.js';
import type { JsonObject } from './json-object.js';
import type { SourceDialect } from './reading.js';

/** Other names of fields: theirs to ours. A field is renamed only where ours is missing. */
export type FieldNames = ReadonlyMap<string, string>;

/**
 * How one kind of program writes a configuration. What all of them may do differently (notation of words, numbers and
 * dates, lists beside their provider) is read without knowing the dialect; a dialect adds its names and its shape.
 */
export interface Dialect {
  readonly name: SourceDialect;
  /** Whether an object with nodes is written in this form. `nodes` are those of its nodes that are objects. */
  recognises(source: JsonObject, nodes: readonly JsonObject[], isInList: boolean): boolean;
  /** Names of a configuration's fields. */
  readonly configuration?: FieldNames;
  /** Names of a node's fields. */
  readonly node?: FieldNames;
  /** Names of the fields in a node's `config`. */
  readonly config?: FieldNames;
  /** Values that stand in for missing fields of `config`, where they differ from ours. */
  readonly defaults?: ReadonlyMap<string, number>;
  /** What is not a matter of names, before anything else. */
  readonly reshape?: (configuration: Draft) => void;
  /** The same for a node. */
  readonly reshapeNode?: (node: Draft) => void;
}

/** Renames fields where the canonical name is still missing, and where it belongs. */
export function renameFields(
  draft: Draft,
  names: FieldNames | undefined,
  belongs: (name: string) => boolean = () => true,
): void {
  if (names === undefined) return;
  for (const key of draft.keys()) {
    const name = names.get(key);
    if (name !== undefined && belongs(name) && !draft.has(name)) draft.rename(key, name);
  }
}
