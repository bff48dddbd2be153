import { NodeTable } from '../../../session/node-table.js';
import { DEFAULT_SORT, type Sort } from './grid-columns.js';
import { NameRanks } from './name-ranks.js';
import type { CountedKind } from './node-kind.js';
import { isEverything, matches, parseQuery, type NodeQuery } from './node-query.js';
import { RowFacts, type NodeContext } from './row-facts.js';
import { RowOrder } from './row-order.js';
import { fillSortKeys } from './sort-keys.js';

const NOBODY_KNOWN: NodeContext = { names: new Map(), leaderId: '' };

/**
 * The rows of the grid: which nodes pass the filter, in which order, and how many there are of each kind. Reads the
 * columns of a node table when `refresh` is called, and makes no object per node and refresh. Knows no element.
 */
export class NodeRows {
  /** Who is in a row and how it does, as of the last refresh. */
  readonly facts = new RowFacts();
  readonly #order = new RowOrder();
  readonly #ranks = new NameRanks(this.facts);
  #table = new NodeTable();
  #context = NOBODY_KNOWN;
  #sort = DEFAULT_SORT;
  #filter = '';
  #query: NodeQuery = parseQuery('');
  #members = new Uint8Array(64);
  #keys = new Float64Array(64);
  #queryChanged = false;
  #orderAsked = false;
  #outdated = true;
  #held = false;

  /** The table that is read. */
  get table(): NodeTable {
    return this.#table;
  }

  set table(table: NodeTable) {
    this.#table = table;
    this.#orderAsked = true;
    this.#outdated = true;
  }

  /** Names and the leader, from the next refresh on. A new map of names has every row looked at again. */
  set context(context: NodeContext) {
    const { names, leaderId } = this.#context;
    if (context.names !== names || context.leaderId !== leaderId) this.#outdated = true;
    this.#context = context;
  }

  /** While true rows stay where they are, except when the sort or the filter changes. */
  get held(): boolean {
    return this.#held;
  }

  set held(held: boolean) {
    if (this.#held && !held) this.#outdated = true;
    this.#held = held;
  }

  /** Whether something was asked for since the last refresh. */
  get outdated(): boolean {
    return this.#outdated || this.#orderAsked;
  }

  /** What rows are ordered by. */
  get sort(): Sort {
    return this.#sort;
  }

  set sort(sort: Sort) {
    if (sort.column === this.#sort.column && sort.direction === this.#sort.direction) return;
    this.#sort = sort;
    this.#orderAsked = true;
  }

  /** What rows must match; empty for all. */
  get filter(): string {
    return this.#filter;
  }

  set filter(filter: string) {
    if (filter === this.#filter) return;
    this.#filter = filter;
    this.#query = parseQuery(filter);
    this.#queryChanged = true;
    this.#orderAsked = true;
  }

  /** Whether the filter leaves nodes out. */
  get filtered(): boolean {
    return !isEverything(this.#query);
  }

  /** Number of rows that are shown. */
  get count(): number {
    return this.#order.count;
  }

  /** Number of nodes, whether they match the filter or not. */
  get total(): number {
    return this.#table.count;
  }

  /** The row at a position from 0; nothing beyond the end. */
  at(index: number): number | undefined {
    return this.#order.at(index);
  }

  /** The position of a row, or -1 where it is not shown. */
  indexOf(row: number): number {
    return this.#order.indexOf(row);
  }

  /** The position of a node, or -1 where it is not shown. */
  indexOfNode(nodeId: string): number {
    const row = this.#table.rowOf(nodeId);
    return row === undefined ? -1 : this.indexOf(row);
  }

  /** How many nodes are of a kind, whether they match the filter or not; leaders are active. */
  countOf(kind: CountedKind): number {
    return this.facts.countOf(kind) + (kind === 'active' ? this.facts.countOf('leader') : 0);
  }

  /** Brings everything up to date with the table. Returns whether rows came, went or moved. */
  refresh(): boolean {
    this.facts.read(this.#table, this.#context);
    this.#reserve(this.facts.size);
    this.#match();
    const still = this.#held && !this.#orderAsked;
    this.#orderAsked = false;
    this.#outdated = false;
    if (still) return this.#order.hold(this.#members, (row) => this.facts.isTaken(row), this.facts.size);
    fillSortKeys(this.#sort, this.#table, this.facts, this.#ranks, this.#keys);
    return this.#order.update(this.#keys, this.#members, this.facts.size);
  }

  #match(): void {
    if (this.#queryChanged) for (let row = 0; row < this.facts.size; row += 1) this.#matchRow(row);
    else for (const row of this.facts.renewed) this.#matchRow(row);
    this.#queryChanged = false;
  }

  #matchRow(row: number): void {
    const belongs = this.facts.isTaken(row) && (!this.filtered || matches(this.#query, this.facts.searchable(row)));
    this.#members[row] = belongs ? 1 : 0;
  }

  #reserve(size: number): void {
    if (size <= this.#members.length) return;
    const members = new Uint8Array(size * 2);
    members.set(this.#members);
    this.#members = members;
    this.#keys = new Float64Array(size * 2);
  }
}
