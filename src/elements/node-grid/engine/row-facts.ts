import { NODE_FIELDS, type NodeField } from '../../../domain/live-update.js';
import { NODE_TYPES, type NodeType } from '../../../domain/node-config.js';
import { NodeTable, UNKNOWN_TYPE } from '../../../session/node-table.js';
import type { ChoiceColumn, GridSource, NumberColumn, SourceColumn } from '../../base/grid-engine/grid-source.js';
import { reservedBytes } from '../../base/grid-engine/reserve.js';
import { RowList } from '../../base/grid-engine/row-list.js';
import { KIND_RANKS, kindOf, kindOfLeader, NODE_KINDS, type NodeKind } from './node-kind.js';

/** Kind of a row without a node. */
const FREE = 255;

/** Places of the types, alphabetical. */
const TYPE_RANKS = NODE_TYPES.map((type) => [...NODE_TYPES].sort().indexOf(type));

/** What is known about nodes from elsewhere. */
export interface NodeContext {
  /** Names by node id, from a configuration. */
  readonly names: ReadonlyMap<string, string>;
  /** The node that leads, as the network says; empty if nobody is known to. */
  readonly leaderId: string;
}

const NOBODY_KNOWN: NodeContext = { names: new Map(), leaderId: '' };

/**
 * Live nodes as the engine reads them. Figures are those of the table; what is not a figure is looked at when a row
 * changed: who is in it, what it is and how it does.
 */
export class RowFacts implements GridSource {
  readonly renewed = new RowList();
  /** The table that is read. */
  table = new NodeTable();
  /** Names and the leader, from the next `read` on. A new map of names has every row looked at again. */
  context = NOBODY_KNOWN;
  readonly #ids: (string | undefined)[] = [];
  readonly #words: string[] = [];
  readonly #searchTexts: (string | undefined)[] = [];
  readonly #counts: Uint32Array = new Uint32Array(NODE_KINDS.length);
  readonly #columns: ReadonlyMap<string, SourceColumn>;
  #types: Uint8Array = new Uint8Array(64).fill(UNKNOWN_TYPE);
  #kinds: Uint8Array = new Uint8Array(64).fill(FREE);
  #queues = new Float64Array(0);
  #queuesAreRead = false;
  readonly #largest = new Map<string, number>();
  #last = { table: this.table, facts: 0, context: NOBODY_KNOWN };

  constructor() {
    this.#columns = this.#makeColumns();
  }

  get size(): number {
    return this.#ids.length;
  }

  read(): void {
    const { table, context } = this;
    const last = this.#last;
    this.renewed.clear();
    this.#queuesAreRead = false;
    this.#largest.clear();
    this.#last = { table, facts: table.facts, context };
    if (table !== last.table || context.names !== last.context.names) this.#readSince(-1);
    else if (table.facts !== last.facts) this.#readSince(last.facts);
    if (context.leaderId !== last.context.leaderId) this.#moveLead(last.context.leaderId);
  }

  column(name: string): SourceColumn | undefined {
    return this.#columns.get(name);
  }

  idOf(row: number): string | undefined {
    return this.#ids[row];
  }

  rowOf(id: string): number | undefined {
    const row = this.table.rowOf(id);
    // The table may be ahead of what was read.
    return row !== undefined && this.#ids[row] === id ? row : undefined;
  }

  /** What the node is called: its configured name, or else its id; empty if there is none. */
  nameOf(row: number): string {
    const id = this.idOf(row) ?? '';
    return this.#last.context.names.get(id) ?? id;
  }

  typeOf(row: number): NodeType | undefined {
    return NODE_TYPES[this.#types[row] ?? UNKNOWN_TYPE];
  }

  /** The state in the backend's own word; empty if no message told. */
  wordOf(row: number): string {
    return this.#words[row] ?? '';
  }

  /** What the state means. */
  kindOf(row: number): NodeKind {
    return NODE_KINDS[this.#kinds[row] ?? FREE] ?? 'other';
  }

  /** How many nodes are of a kind. */
  countOf(kind: NodeKind): number {
    return this.#counts[NODE_KINDS.indexOf(kind)] ?? 0;
  }

  /** Name, id, type and state. */
  searchTextOf(row: number): string {
    return (this.#searchTexts[row] ??= this.#makeSearchText(row));
  }

  /** Looks at the rows that changed since the table's facts were so many. */
  #readSince(facts: number): void {
    const { size, factsAt } = this.table;
    const before = this.#ids.length;
    this.#types = reservedBytes(this.#types, size);
    this.#kinds = reservedBytes(this.#kinds, size);
    for (let row = 0; row < size; row += 1)
      if (row >= before || facts < 0 || (factsAt[row] ?? 0) > facts) this.#renew(row);
    for (let row = size; row < before; row += 1) this.#renew(row);
    this.#ids.length = size;
  }

  #renew(row: number): void {
    const { table } = this;
    const id = table.idOf(row);
    const isNew = row >= this.#ids.length || this.#ids[row] === undefined;
    this.#ids[row] = id;
    this.#types[row] = id === undefined ? UNKNOWN_TYPE : table.typeCodeOf(row);
    this.#words[row] = id === undefined ? '' : table.stateOf(row);
    this.#searchTexts[row] = undefined;
    this.#count(isNew ? FREE : this.#kinds[row], -1);
    this.#kinds[row] = id === undefined ? FREE : NODE_KINDS.indexOf(this.#judge(row, id));
    this.#count(this.#kinds[row], 1);
    this.renewed.add(row);
  }

  #count(kind = FREE, difference: number): void {
    if (kind !== FREE) this.#counts[kind] = (this.#counts[kind] ?? 0) + difference;
  }

  #judge(row: number, id: string): NodeKind {
    const own = kindOf(this.wordOf(row));
    const { leaderId } = this.#last.context;
    return leaderId !== '' && id === leaderId ? kindOfLeader(own) : own;
  }

  #moveLead(leaderBefore: string): void {
    for (const id of [leaderBefore, this.context.leaderId]) {
      const row = this.table.rowOf(id);
      if (row !== undefined) this.#renew(row);
    }
  }

  #makeSearchText(row: number): string {
    const { [row]: id } = this.#ids;
    const parts = [this.nameOf(row), id, this.typeOf(row), this.kindOf(row), this.wordOf(row)];
    return parts.join('\n').toLowerCase();
  }

  /** A state is meant by what it amounts to and by the backend's own word, however little of it was typed. */
  #isStateMeant(row: number, typed: string): boolean {
    const kind = this.kindOf(row);
    const names = [kind, this.wordOf(row).toLowerCase(), kind === 'leader' ? 'active' : kind];
    return names.some((name) => name.startsWith(typed));
  }

  #makeColumns(): ReadonlyMap<string, SourceColumn> {
    const columns = new Map<string, SourceColumn>(NODE_FIELDS.map((field) => [field, this.#figures(field)]));
    const types = (): Uint8Array => this.#types;
    const kinds = (): Uint8Array => this.#kinds;
    const table = (): NodeTable => this.table;
    columns.set('name', { kind: 'text', textOf: (row) => this.nameOf(row) });
    columns.set('id', { kind: 'text', textOf: (row) => this.idOf(row) ?? '' });
    columns.set(
      'type',
      choiceOf(types, TYPE_RANKS, (row, typed) => this.typeOf(row)?.startsWith(typed) === true),
    );
    columns.set(
      'state',
      choiceOf(kinds, KIND_RANKS, (row, typed) => this.#isStateMeant(row, typed)),
    );
    const queues = (): Float64Array => this.#readQueues();
    columns.set('queue', {
      kind: 'number',
      get values() {
        return queues();
      },
    });
    columns.set('lastUpdate', {
      kind: 'number',
      get values() {
        return table().updatedAt;
      },
    });
    return columns;
  }

  /** The largest figure of all nodes in a column, 0 where there is none; as of the last time that anyone asked in this frame. */
  largest(name: 'throughput' | 'queue'): number {
    const known = this.#largest.get(name);
    if (known !== undefined) return known;
    const values = name === 'queue' ? this.#readQueues() : this.table.column(name);
    let largest = 0;
    for (let row = 0; row < this.size; row += 1)
      if ((values[row] ?? 0) > largest && this.#ids[row] !== undefined) largest = values[row] ?? 0;
    this.#largest.set(name, largest);
    return largest;
  }

  /** What waits at a node: channels and business nodes tell it by different names (schema design 4). */
  queueOf(row: number): number {
    const depth = this.table.value(row, 'queueDepth');
    return Number.isNaN(depth) ? this.table.value(row, 'queueSize') : depth;
  }

  #readQueues(): Float64Array {
    if (this.#queuesAreRead) return this.#queues;
    this.#queuesAreRead = true;
    const [depths, sizes] = [this.table.column('queueDepth'), this.table.column('queueSize')];
    if (this.#queues.length !== depths.length) this.#queues = new Float64Array(depths.length);
    for (let row = 0; row < this.size; row += 1) {
      const depth = depths[row] ?? NaN;
      this.#queues[row] = Number.isNaN(depth) ? (sizes[row] ?? NaN) : depth;
    }
    return this.#queues;
  }

  #figures(field: NodeField): NumberColumn {
    const table = (): NodeTable => this.table;
    return {
      kind: 'number',
      get values() {
        return table().column(field);
      },
    };
  }
}

function choiceOf(codes: () => Uint8Array, ranks: readonly number[], isMeant: ChoiceColumn['isMeant']): ChoiceColumn {
  return {
    kind: 'choice',
    ranks,
    isMeant,
    get codes() {
      return codes();
    },
  };
}
