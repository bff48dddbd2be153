import { NODE_FIELDS } from '../../domain/live-update.js';
import { CACHE_SOURCE } from '../arrivals.js';
import type { NodeTable } from '../node-table.js';

/** Rows of a table that differ from what was known of them. */
export interface ChangedRows {
  /** Those of new nodes first. */
  readonly rows: readonly number[];
  /** Fields that changed in any of them, as bits by their place among all fields. */
  readonly fieldBits: number;
  /** Ids of the new nodes, in the order of their rows. */
  readonly added: readonly string[];
  /** Ids of nodes that are gone, or began anew. */
  readonly removed: readonly string[];
}

/** What is compared besides the fields: time, time of the source, origin, type. */
const TRAITS = 4;
const WIDTH = TRAITS + NODE_FIELDS.length;

/** A copy of a table of nodes, as columns beside each other, to find out what changed. */
export class KnownRows {
  readonly #ids: (string | undefined)[] = [];
  readonly #states: string[] = [];
  #values = new Float64Array(0);
  #row = new Float64Array(WIDTH);

  /** What changed since the last look. Nodes that only the metrics cache told of are left out. */
  look(nodes: NodeTable): ChangedRows {
    const [fresh, known, added, removed]: [number[], number[], string[], string[]] = [[], [], [], []];
    let fieldBits = 0;
    this.#makeRoom(nodes.size);
    const columns = NODE_FIELDS.map((field) => nodes.column(field));
    // A table that was cleared has fewer rows than were known.
    for (let row = 0; row < Math.max(nodes.size, this.#ids.length); row += 1) {
      const [id, before] = [idIn(nodes, row), this.#ids[row]];
      if (before !== undefined && before !== id) this.#forget(row, before, removed);
      if (id === undefined) continue;
      const bits = this.#compare(nodes, columns, row);
      if (bits === undefined && before === id) continue;
      fieldBits |= bits ?? 0;
      this.#ids[row] = id;
      if (before === id) known.push(row);
      else {
        fresh.push(row);
        added.push(id);
      }
    }
    return { rows: fresh.concat(known), fieldBits, added, removed };
  }

  /** Bits of the fields that changed; nothing if nothing at all did. */
  #compare(nodes: NodeTable, columns: readonly Float64Array[], row: number): number | undefined {
    const [now, offset] = [this.#row, row * WIDTH];
    now[0] = nodes.updatedAt[row] ?? 0;
    now[1] = nodes.sentAt[row] ?? NaN;
    now[2] = nodes.originCodes[row] ?? 0;
    now[3] = nodes.typeCodeOf(row);
    for (let field = 0; field < columns.length; field += 1) now[TRAITS + field] = columns[field]?.[row] ?? NaN;
    let [bits, hasChanged] = [0, this.#states[row] !== nodes.stateOf(row)];
    for (let place = 0; place < WIDTH; place += 1) {
      if (Object.is(now[place], this.#values[offset + place])) continue;
      hasChanged = true;
      if (place >= TRAITS) bits |= 1 << (place - TRAITS);
    }
    if (!hasChanged) return undefined;
    this.#values.set(now, offset);
    this.#states[row] = nodes.stateOf(row);
    return bits;
  }

  #forget(row: number, id: string, removed: string[]): void {
    removed.push(id);
    this.#ids[row] = undefined;
    this.#values.fill(NaN, row * WIDTH, (row + 1) * WIDTH);
  }

  #makeRoom(rows: number): void {
    if (rows * WIDTH <= this.#values.length) return;
    const larger = new Float64Array(Math.max(64, rows * 2) * WIDTH).fill(NaN);
    larger.set(this.#values);
    this.#values = larger;
  }
}

function idIn(nodes: NodeTable, row: number): string | undefined {
  if (nodes.origins.kindOf(nodes.originCodes[row] ?? 0).source === CACHE_SOURCE) return undefined;
  return nodes.idOf(row);
}
