import { NODE_FIELDS, type NodeField, type Origin } from '../domain/live-update.js';
import { NODE_TYPES, type NodeType } from '../domain/node-config.js';
import { arrivalOrder, type ArrivalOrder } from './arrival-order.js';
import { NO_ORIGIN, OriginCodes } from './origin-codes.js';

/** Code of a type that no message told. */
export const UNKNOWN_TYPE = 255;

/**
 * Most nodes that are kept unless somebody says otherwise, so that a hostile backend cannot fill the memory. Beyond it,
 * new nodes are ignored.
 */
export const MAX_NODES = 100_000;

/** The row of a node that is not kept; writing to it does nothing. */
export const NO_ROW = -1;

/** The row of a node of which something newer is known; writing to it does nothing. */
export const LATE_ROW = -2;

/**
 * The last known values of every node as columns: one row per node, one typed array per field. A row keeps its
 * number while its node lives; the row of a removed node is used again later, so rows are told apart by `idOf`.
 */
export class NodeTable {
  readonly #rowOf = new Map<string, number>();
  readonly #ids: (string | undefined)[] = [];
  readonly #states: string[] = [];
  readonly #free: number[] = [];
  readonly #maxNodes: number;
  /** Kinds of origin by the codes of {@link originCodes}. */
  readonly origins = new OriginCodes();
  #types = new Uint8Array(64).fill(UNKNOWN_TYPE);
  #originCodes = new Uint16Array(64);
  #updatedAt = new Float64Array(64);
  #sentAt = new Float64Array(64).fill(NaN);
  /** An object, as a map would be asked a million times a second. */
  readonly #columns = Object.fromEntries(NODE_FIELDS.map((field) => [field, new Float64Array(64).fill(NaN)])) as Record<
    NodeField,
    Float64Array
  >;
  /** The row that was touched last, and whether it was the next one after the one before. */
  #touched = -1;
  #isInOrder = false;
  /** Rows that were used at some time: those from here on hold nothing. */
  #used = 0;
  #structure = 0;
  #factsAt = new Float64Array(64);
  #facts = 0;

  /** @param maxNodes Most nodes that are kept; default {@link MAX_NODES}. */
  constructor(maxNodes = MAX_NODES) {
    this.#maxNodes = maxNodes;
  }

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

  /** Changes whenever a node comes, goes, or changes its type or state. Grows, so that `factsAt` can be compared with it. */
  get facts(): number {
    return this.#facts;
  }

  /** What {@link facts} was when each row last changed in that way. A view: valid until a node is added. */
  get factsAt(): Float64Array {
    return this.#factsAt;
  }

  /** Epoch milliseconds of each row's last update. A view: valid until a node is added. */
  get updatedAt(): Float64Array {
    return this.#updatedAt;
  }

  /** The source's own time of each row's last update, NaN where it told none. A view: valid until a node is added. */
  get sentAt(): Float64Array {
    return this.#sentAt;
  }

  /** Where each row's last values came from, as codes of `origins`. A view: valid until a node is added. */
  get originCodes(): Uint16Array {
    return this.#originCodes;
  }

  /** Where a row's last values came from, when, and how far they can be trusted; nothing if nobody told. */
  originOf(row: number): Origin | undefined {
    const code = this.#originCodes[row] ?? NO_ORIGIN;
    if (code === NO_ORIGIN || this.#ids[row] === undefined) return undefined;
    const sentAt = this.#sentAt[row] ?? NaN;
    const origin = { ...this.origins.kindOf(code), at: this.#updatedAt[row] ?? 0 };
    return Number.isNaN(sentAt) ? origin : { ...origin, sentAt };
  }

  /** Values of a field by row, NaN where unknown. A view: valid until a node is added. */
  column(field: NodeField): Float64Array {
    return this.#columns[field];
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

  /**
   * Finds or adds a node and stamps it. Returns its row; a negative one if there are too many nodes already, or if
   * something newer of the same source is there. An empty state tells nothing.
   *
   * @param at epoch milliseconds
   * @param origin code of where it comes from, see `origins`
   * @param sentAt the source's own time, NaN if it told none
   */
  touch(
    id: string,
    type: NodeType | undefined,
    state: string | undefined,
    at: number,
    origin = NO_ORIGIN,
    sentAt = NaN,
  ): number {
    const row = this.#find(id);
    if (row === NO_ROW) return row;
    const order = this.orderOf(row, at, origin, sentAt);
    if (order === 'older') return LATE_ROW;
    if (order === 'newer') this.stamp(row, at, origin, sentAt);
    if (type !== undefined) this.setTypeCode(row, NODE_TYPES.indexOf(type));
    if (state) this.setState(row, state);
    return row;
  }

  /** Backends tell of nodes in one order: then the row is known without the half of the cost that looking it up is. */
  #find(id: string): number {
    const next = this.#touched + 1;
    const row = this.#isInOrder && this.#ids[next] === id ? next : (this.#rowOf.get(id) ?? this.add(id));
    this.#isInOrder = row === next;
    this.#touched = row;
    return row;
  }

  /** Whether news of a row are newer than what is there; anything is, unless it comes from the same source. */
  orderOf(row: number, at: number, origin: number, sentAt: number): ArrivalOrder {
    const last = this.#originCodes[row] ?? NO_ORIGIN;
    if (last === NO_ORIGIN || !this.#isSameSource(last, origin)) return 'newer';
    return arrivalOrder(this.#updatedAt[row] ?? 0, this.#sentAt[row] ?? NaN, at, sentAt);
  }

  /** Notes when and from where the values of a row are. */
  stamp(row: number, at: number, origin: number, sentAt: number): void {
    this.#updatedAt[row] = at;
    this.#originCodes[row] = origin;
    this.#sentAt[row] = sentAt;
  }

  /** Sets the type of a row by its place among the types of nodes. */
  setTypeCode(row: number, code: number): void {
    if (this.#types[row] === code) return;
    this.#types[row] = code;
    this.#structure += 1;
    this.#noteFacts(row);
  }

  /** Sets the state of a row. */
  setState(row: number, state: string): void {
    if (this.#states[row] === state) return;
    this.#states[row] = state;
    this.#noteFacts(row);
  }

  /** Sets a value; ignored where it is not finite. */
  set(row: number, field: NodeField, value: number): void {
    if (row >= 0 && Number.isFinite(value)) this.column(field)[row] = value;
  }

  /** Removes a node. */
  remove(id: string): void {
    const row = this.#rowOf.get(id);
    if (row === undefined) return;
    this.#rowOf.delete(id);
    this.#ids[row] = undefined;
    this.#free.push(row);
    this.#structure += 1;
    this.#noteFacts(row);
  }

  /** Removes every node. */
  clear(): void {
    this.#rowOf.clear();
    this.#ids.length = 0;
    this.#free.length = 0;
    this.#structure += 1;
    this.#facts += 1;
  }

  /** Adds a node that is not there yet, without a stamp. Returns its row, or {@link NO_ROW} if there are too many. */
  add(id: string): number {
    if (this.count >= this.#maxNodes) return NO_ROW;
    const row = this.#free.pop() ?? this.#ids.length;
    this.reserve(row + 1);
    this.#ids[row] = id;
    this.#rowOf.set(id, row);
    this.#states[row] = '';
    // A row that nobody had before holds nothing.
    if (row < this.#used) this.#wipe(row);
    else this.#used = row + 1;
    this.#structure += 1;
    this.#noteFacts(row);
    return row;
  }

  /** Makes room for so many rows at once, which costs less than to grow with each of them. */
  reserve(rows: number): void {
    let capacity = this.#types.length;
    while (capacity < Math.min(rows, this.#maxNodes)) capacity *= 2;
    if (capacity > this.#types.length) this.#grow(capacity);
  }

  #wipe(row: number): void {
    this.#types[row] = UNKNOWN_TYPE;
    this.stamp(row, 0, NO_ORIGIN, NaN);
    for (const field of NODE_FIELDS) this.#columns[field][row] = NaN;
  }

  #noteFacts(row: number): void {
    this.#facts += 1;
    this.#factsAt[row] = this.#facts;
  }

  #isSameSource(code: number, other: number): boolean {
    return code === other || this.origins.kindOf(code).source === this.origins.kindOf(other).source;
  }

  #grow(capacity: number): void {
    const types = new Uint8Array(capacity).fill(UNKNOWN_TYPE);
    types.set(this.#types);
    this.#types = types;
    const originCodes = new Uint16Array(capacity);
    originCodes.set(this.#originCodes);
    this.#originCodes = originCodes;
    this.#updatedAt = grown(this.#updatedAt, capacity, 0);
    this.#sentAt = grown(this.#sentAt, capacity, NaN);
    this.#factsAt = grown(this.#factsAt, capacity, 0);
    for (const field of NODE_FIELDS) this.#columns[field] = grown(this.#columns[field], capacity, NaN);
  }
}

function grown(column: Float64Array, capacity: number, filler: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(capacity).fill(filler);
  larger.set(column);
  return larger;
}
