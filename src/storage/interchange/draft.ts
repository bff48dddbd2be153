import { inOrder, type JsonObject } from './json-object.js';
import type { Path } from './notes.js';

/**
 * An object on its way from one form to another. It knows where each field came from, keeps the order in which the
 * fields were written, and is no object with a prototype until it is finished.
 */
export class Draft {
  #fields: Map<string, unknown>;
  readonly #origins = new Map<string, Path>();
  #isComplete = true;

  constructor(
    source: JsonObject,
    /** Where the object stands in the file. */
    readonly path: Path,
  ) {
    this.#fields = new Map(Object.entries(source));
  }

  get(key: string): unknown {
    return this.#fields.get(key);
  }

  /** Whether a field says something: `null` is how some writers print nothing (interchange 2). */
  has(key: string): boolean {
    return (this.get(key) ?? undefined) !== undefined;
  }

  keys(): readonly string[] {
    return [...this.#fields.keys()];
  }

  /** Where the value of a field came from; for a new field, where it goes. */
  where(key: string): Path {
    return this.#origins.get(key) ?? [...this.path, key];
  }

  /** Sets a field; one that is there keeps its place among the others. */
  set(key: string, value: unknown, origin?: Path): void {
    if (!this.#fields.has(key)) this.#isComplete = false;
    this.#fields.set(key, value);
    if (origin !== undefined) this.#origins.set(key, origin);
  }

  remove(key: string): void {
    this.#fields.delete(key);
  }

  /** Gives a field another name in the same place. The new name must be free or say nothing. */
  rename(from: string, to: string): void {
    const origin = this.where(from);
    const entries = [...this.#fields].filter(([key]) => key !== to);
    this.#fields = new Map(entries.map(([key, value]) => [key === from ? to : key, value]));
    this.#origins.set(to, origin);
  }

  /** Takes a field out, for another draft. */
  moveTo(other: Draft, key: string, newKey = key): void {
    other.set(newKey, this.get(key), this.where(key));
    this.remove(key);
  }

  /**
   * The finished object. What was complete keeps the order in which it was written; otherwise the fields that are
   * named come first. Fields are defined, never assigned, so that no name can reach a prototype.
   */
  toObject(order: readonly string[] = []): JsonObject {
    const object: JsonObject = Object.fromEntries(this.#fields);
    return this.#isComplete ? object : inOrder(order, object);
  }
}
