import type { NodeType } from '../../../domain/node-config.js';
import type { NodeTable } from '../../../session/node-table.js';
import { kindOf, kindOfLeader, NODE_KINDS, type NodeKind } from './node-kind.js';
import type { Searchable } from './node-query.js';

/** Kind of a row without a node. */
const FREE = 255;

/** What is known about nodes from elsewhere. */
export interface NodeContext {
  /** Names by node id, from a configuration. */
  readonly names: ReadonlyMap<string, string>;
  /** The node that leads, as the network says; empty if nobody is known to. */
  readonly leaderId: string;
}

/**
 * Everything about rows that is not a figure: who is in a row, what it is and how it does. The table tells only that
 * something changed, so `read` compares, and does work for the rows that differ.
 */
export class RowFacts {
  /** Rows whose facts changed at the last `read`. */
  readonly renewed: number[] = [];
  readonly #ids: (string | undefined)[] = [];
  readonly #types: (NodeType | undefined)[] = [];
  readonly #words: string[] = [];
  readonly #searchable: (Searchable | undefined)[] = [];
  readonly #counts = new Uint32Array(NODE_KINDS.length);
  #kinds = new Uint8Array(64).fill(FREE);
  #namesVersion = 0;
  #context: NodeContext = { names: new Map(), leaderId: '' };

  /** Rows looked at; loop to here and ask `isTaken`. */
  get size(): number {
    return this.#ids.length;
  }

  /** Changes whenever a name comes or goes. */
  get namesVersion(): number {
    return this.#namesVersion;
  }

  /** Compares every row with the table. */
  read(table: NodeTable, context: NodeContext): void {
    this.renewed.length = 0;
    const everything = context.names !== this.#context.names;
    const leaderBefore = this.#context.leaderId;
    this.#context = context;
    if (everything) this.#namesVersion += 1;
    const size = Math.max(table.size, this.#ids.length);
    this.#reserve(size);
    for (let row = 0; row < size; row += 1) {
      const id = table.idOf(row);
      if (everything || id !== this.#ids[row] || (id !== undefined && this.#differs(table, row)))
        this.#renew(table, row);
    }
    this.#ids.length = table.size;
    if (leaderBefore !== context.leaderId) this.#moveLead(table, leaderBefore);
  }

  /** Whether there is a node in a row. */
  isTaken(row: number): boolean {
    return this.#ids[row] !== undefined;
  }

  /** Id of the node in a row; empty if there is none. */
  idOf(row: number): string {
    return this.#ids[row] ?? '';
  }

  /** What the node is called: its configured name, or else its id. */
  nameOf(row: number): string {
    const id = this.idOf(row);
    return this.#context.names.get(id) ?? id;
  }

  typeOf(row: number): NodeType | undefined {
    return this.#types[row];
  }

  /** The state in the backend's own word; empty if no message told. */
  wordOf(row: number): string {
    return this.#words[row] ?? '';
  }

  kindOf(row: number): NodeKind {
    return NODE_KINDS[this.kindCode(row)] ?? 'other';
  }

  /** The kind as a number, in order of attention. */
  kindCode(row: number): number {
    return this.#kinds[row] ?? FREE;
  }

  /** How many nodes are of a kind. */
  countOf(kind: NodeKind): number {
    return this.#counts[NODE_KINDS.indexOf(kind)] ?? 0;
  }

  /** What filters look at; made when first asked for. */
  searchable(row: number): Searchable {
    return (this.#searchable[row] ??= this.#makeSearchable(row));
  }

  #differs(table: NodeTable, row: number): boolean {
    return table.stateOf(row) !== this.#words[row] || table.typeOf(row) !== this.#types[row];
  }

  #renew(table: NodeTable, row: number): void {
    const id = table.idOf(row);
    if (id !== this.#ids[row]) this.#namesVersion += 1;
    this.#ids[row] = id;
    this.#types[row] = id === undefined ? undefined : table.typeOf(row);
    this.#words[row] = id === undefined ? '' : table.stateOf(row);
    this.#searchable[row] = undefined;
    this.#setKind(row, id === undefined ? FREE : NODE_KINDS.indexOf(this.#judge(row)));
    this.renewed.push(row);
  }

  #judge(row: number): NodeKind {
    const own = kindOf(this.wordOf(row));
    return this.#context.leaderId !== '' && this.idOf(row) === this.#context.leaderId ? kindOfLeader(own) : own;
  }

  #moveLead(table: NodeTable, leaderBefore: string): void {
    for (const id of [leaderBefore, this.#context.leaderId]) {
      const row = table.rowOf(id);
      if (row !== undefined) this.#renew(table, row);
    }
  }

  #setKind(row: number, code: number): void {
    const before = this.kindCode(row);
    if (before !== FREE) this.#counts[before] = (this.#counts[before] ?? 0) - 1;
    if (code !== FREE) this.#counts[code] = (this.#counts[code] ?? 0) + 1;
    this.#kinds[row] = code;
  }

  #makeSearchable(row: number): Searchable {
    const type = this.typeOf(row) ?? '';
    const kind = this.kindOf(row);
    const word = this.wordOf(row).toLowerCase();
    const text = `${this.nameOf(row)}\n${this.idOf(row)}\n${type}\n${kind}\n${word}`.toLowerCase();
    return { text, type, kind, word };
  }

  #reserve(size: number): void {
    if (size <= this.#kinds.length) return;
    const kinds = new Uint8Array(size * 2).fill(FREE);
    kinds.set(this.#kinds);
    this.#kinds = kinds;
  }
}
