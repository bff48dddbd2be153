import type { GridEngine } from '../grid-engine/grid-engine.js';
import type { SelectHow } from './grid-focus.js';

/** Which records are chosen. They stay so while rows move, and while a filter leaves them out. */
export class Selection {
  #ids: ReadonlySet<string> = new Set();
  /** Where a range begins. */
  #anchor: string | undefined;

  /** Ids of the chosen records, in the order in which they were chosen. */
  get ids(): readonly string[] {
    return [...this.#ids];
  }

  /** Number of chosen records. */
  get size(): number {
    return this.#ids.size;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** Chooses these and no others. Where they are chosen already, a range goes on from where it began. */
  set(ids: readonly string[]): void {
    if (ids.length === this.#ids.size && ids.every((id) => this.#ids.has(id))) return;
    this.#ids = new Set(ids);
    this.#anchor = ids.at(-1);
  }

  /** Chooses a record as somebody asked for it. */
  select(id: string, how: SelectHow, engine: GridEngine): void {
    if (how === 'range' && this.#anchor !== undefined) {
      const range = engine.idsBetween(this.#anchor, id);
      this.#ids = new Set(range.length > 0 ? range : [id]);
      return;
    }
    this.#anchor = id;
    if (how !== 'toggle') this.#ids = new Set([id]);
    else if (this.#ids.has(id)) this.#ids = new Set([...this.#ids].filter((other) => other !== id));
    else this.#ids = new Set([...this.#ids, id]);
  }

  /** Chooses every record that is shown. */
  selectAll(engine: GridEngine): void {
    const ids: string[] = [];
    for (let index = 0; index < engine.count; index += 1) {
      const id = engine.idAt(index);
      if (id !== undefined) ids.push(id);
    }
    this.#ids = new Set(ids);
  }
}
