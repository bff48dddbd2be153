import type { NodeField } from '../../../domain/live-update.js';
import type { NodeTable } from '../../../session/node-table.js';
import { GridEngine } from '../../base/grid-engine/grid-engine.js';
import { DEFAULT_SORT, type Sort, type SortColumn } from './grid-columns.js';
import type { NodeFilter } from './node-filter.js';
import type { CountedKind } from './node-kind.js';
import { RowFacts, type NodeContext } from './row-facts.js';

/** The column of the source behind each column of the grid. */
const COLUMN_OF: Readonly<Record<SortColumn, 'name' | 'type' | 'state' | 'lastUpdate' | NodeField>> = {
  node: 'name',
  type: 'type',
  state: 'state',
  throughput: 'throughput',
  messages: 'totalMessages',
  errors: 'errorCount',
  age: 'lastUpdate',
};

/**
 * The rows of the grid: which nodes pass the filter, in which order, and how many there are of each kind. Reads the
 * columns of a node table when `refresh` is called. Knows no element.
 */
export class NodeRows {
  /** Who is in a row and how it does, as of the last refresh. */
  readonly facts = new RowFacts();
  readonly #engine = new GridEngine(this.facts, 'close');
  #sort = DEFAULT_SORT;
  #filter: NodeFilter | undefined;
  #outdated = true;

  constructor() {
    this.#applySort();
  }

  /** The table that is read. */
  get table(): NodeTable {
    return this.facts.table;
  }

  set table(table: NodeTable) {
    this.facts.table = table;
    this.#engine.orderAnew();
  }

  /** Names and the leader, from the next refresh on. A new map of names has every row looked at again. */
  set context(context: NodeContext) {
    const { names, leaderId } = this.facts.context;
    if (context.names !== names || context.leaderId !== leaderId) this.#outdated = true;
    this.facts.context = context;
  }

  /** While true rows stay where they are, except when the sort or the filter changes. Rows of nodes that go, go. */
  get held(): boolean {
    return this.#engine.held;
  }

  set held(held: boolean) {
    this.#engine.held = held;
  }

  /** Whether something was asked for since the last refresh. */
  get outdated(): boolean {
    return this.#outdated || this.#engine.outdated;
  }

  /** What rows are ordered by. */
  get sort(): Sort {
    return this.#sort;
  }

  set sort(sort: Sort) {
    this.#sort = sort;
    this.#applySort();
  }

  /** Which nodes are shown; nothing for all. */
  get filter(): NodeFilter | undefined {
    return this.#filter;
  }

  set filter(filter: NodeFilter | undefined) {
    this.#filter = filter;
    this.#engine.filter = filter?.rows;
  }

  /** Whether the filter leaves nodes out. */
  get filtered(): boolean {
    return this.#filter !== undefined;
  }

  /** Number of rows that are shown. */
  get count(): number {
    return this.#engine.count;
  }

  /** Number of nodes, whether they match the filter or not. */
  get total(): number {
    return this.table.count;
  }

  /** The row at a position from 0; nothing beyond the end. */
  at(index: number): number | undefined {
    return this.#engine.at(index);
  }

  /** The position of a node, or -1 where it is not shown. */
  indexOfNode(nodeId: string): number {
    return this.#engine.indexOf(nodeId);
  }

  /** How many nodes are of a kind, whether they match the filter or not; leaders are active. */
  countOf(kind: CountedKind): number {
    return this.facts.countOf(kind) + (kind === 'active' ? this.facts.countOf('leader') : 0);
  }

  /** Brings everything up to date with the table. Returns whether rows came, went or moved. */
  refresh(): boolean {
    this.#outdated = false;
    return this.#engine.refresh();
  }

  #applySort(): void {
    const { column, direction } = this.#sort;
    // The younger a value, the later its time.
    const turned = direction === 'asc' ? 'desc' : 'asc';
    this.#engine.sort = [{ column: COLUMN_OF[column], direction: column === 'age' ? turned : direction }];
  }
}
