import { NODE_FIELDS, type NodeField } from '../domain/live-update.js';
import { NODE_TYPES, type NodeType } from '../domain/node-config.js';

const UNKNOWN_TYPE = 255;

/** Most nodes that are kept, so that a hostile backend cannot fill the memory. Beyond it, new nodes are ignored. */
export const MAX_NODES = 100_000;

/** The row of a node that is not kept; writing to it does nothing. */
const NO_ROW = -1;

/**
 * The last known values of every node as columns: one row per node, one typed array per field. A row keeps its
 * number while its node lives; the row of a removed node is used again later, so rows are told apart by `idOf`.
 */
export class NodeTable {
  readonly #rowOf = new Map<string, number>();
  readonly #ids: (string | undefined)[] = [];
  readonly #states: string[] = [];
  readonly #free: number[] = [];
  #types = new Uint8Array(64).fill(UNKNOWN_TYPE);
  #updatedAt = new Float64Array(64);
  #columns = new Map<NodeField, Float64Array>(NODE_FIELDS.map((field) => [field, new Float64Array(64).fill(NaN)]));
  #structure = 0;

  /** Number of nodes. */
  get count(): number {
    return this.#rowOf.size;
  }

  /** Rows in use or used before; loop to here and skip rows without an id. */
  get size(): number {
    return this.#ids.length;
  }

  /** Changes whenever a node comes, goes, or changes its type. */
  get structure(): number {
    return this.#structure;
  }

  /** Epoch milliseconds of each row's last update. A view: valid until a node is added. */
  get updatedAt(): Float64Array {
    return this.#updatedAt;
  }

  /** Values of a field by row, NaN where unknown. A view: valid until a node is added. */
  column(field: NodeField): Float64Array {
    const column = this.#columns.get(field);
    if (column === undefined) throw new RangeError(`No column ${field}.`);
    return column;
  }

  /** Row of a node, or nothing if it was never heard of. */
  rowOf(id: string): number | undefined {
    return this.#rowOf.get(id);
  }

  /** Id of the node in a row, or nothing if the row is free. */
  idOf(row: number): string | undefined {
    return this.#ids[row];
  }

  /** Type of the node in a row, if a message told. */
  typeOf(row: number): NodeType | undefined {
    return NODE_TYPES[this.#types[row] ?? UNKNOWN_TYPE];
  }

  /** Place of that type among the types of nodes, or 255 if no message told. */
  typeCodeOf(row: number): number {
    return this.#types[row] ?? UNKNOWN_TYPE;
  }

  /** State in the backend's own word, empty if no message told. */
  stateOf(row: number): string {
    return this.#states[row] ?? '';
  }

  /** Value of a field, NaN where unknown. */
  value(row: number, field: NodeField): number {
    return this.column(field)[row] ?? NaN;
  }

  /** Finds or adds a node and stamps it. Returns its row; a negative one if there are {@link MAX_NODES} already. */
  touch(id: string, type: NodeType | undefined, state: string | undefined, at: number): number {
    const row = this.#rowOf.get(id) ?? this.#add(id);
    if (row === NO_ROW) return row;
    const code = type === undefined ? UNKNOWN_TYPE : NODE_TYPES.indexOf(type);
    if (type !== undefined && this.#types[row] !== code) {
      this.#types[row] = code;
      this.#structure += 1;
    }
    if (state !== undefined) this.#states[row] = state;
    this.#updatedAt[row] = at;
    return row;
  }

  /** Sets a value; ignored where it is not finite. */
  set(row: number, field: NodeField, value: number): void {
    if (row !== NO_ROW && Number.isFinite(value)) this.column(field)[row] = value;
  }

  /** Removes a node. */
  remove(id: string): void {
    const row = this.#rowOf.get(id);
    if (row === undefined) return;
    this.#rowOf.delete(id);
    this.#ids[row] = undefined;
    this.#free.push(row);
    this.#structure += 1;
  }

  /** Removes every node. */
  clear(): void {
    this.#rowOf.clear();
    this.#ids.length = 0;
    this.#free.length = 0;
    this.#structure += 1;
  }

  #add(id: string): number {
    if (this.count >= MAX_NODES) return NO_ROW;
    const row = this.#free.pop() ?? this.#ids.length;
    if (row >= this.#types.length) this.#grow(this.#types.length * 2);
    this.#ids[row] = id;
    this.#rowOf.set(id, row);
    this.#types[row] = UNKNOWN_TYPE;
    this.#states[row] = '';
    for (const column of this.#columns.values()) column[row] = NaN;
    this.#structure += 1;
    return row;
  }

  #grow(capacity: number): void {
    const types = new Uint8Array(capacity).fill(UNKNOWN_TYPE);
    types.set(this.#types);
    this.#types = types;
    this.#updatedAt = grown(this.#updatedAt, capacity, 0);
    for (const [field, column] of this.#columns) this.#columns.set(field, grown(column, capacity, NaN));
  }
}

function grown(column: Float64Array, capacity: number, filler: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(capacity).fill(filler);
  larger.set(column);
  return larger;
}
