import type { NodeTable } from '../../../session/node-table.js';
import { NODE_TYPES } from '../../../domain/node-config.js';
import type { GridModel } from '../../base/grid/grid-model.js';
import { GridEngine } from '../../base/grid-engine/grid-engine.js';
import type { SortKey } from '../../base/grid-engine/sort-keys.js';
import { Grouping } from '../../base/grid-engine/grouping.js';
import type { NodeFilter } from './node-filter.js';
import { NODE_KINDS, type CountedKind, type NodeKind } from './node-kind.js';
import { RowFacts, type NodeContext } from './row-facts.js';

/** The order until somebody asks for another one, in columns of the source. */
const BUSIEST_FIRST: readonly SortKey[] = [{ column: 'throughput', direction: 'desc' }];

/** Columns that rows can be grouped by. */
export const GROUP_COLUMNS = ['type', 'state'] as const;
/** A column that rows can be grouped by. */
export type GroupColumn = (typeof GROUP_COLUMNS)[number];

/** What groups are called. */
export interface GroupWords {
  /** @param code Place among the types of nodes; another one where the type is not known. */
  type(code: number): string;
  state(kind: NodeKind): string;
}

/**
 * The rows of the grid: which nodes pass the filter, in which order, and how many there are of each kind. Reads the
 * columns of a node table when `refresh` is called. Knows no element.
 */
export class NodeRows implements GridModel {
  /** Who is in a row and how it does, as of the last refresh. */
  readonly facts = new RowFacts();
  readonly source = this.facts;
  readonly engine = new GridEngine(this.facts, 'close');
  /** What states and types are called, for the headers of groups. */
  groupWords: GroupWords = { type: (code) => NODE_TYPES[code] ?? '', state: (kind) => kind };
  #groupBy: GroupColumn | undefined;
  #filter: NodeFilter | undefined;
  #outdated = true;

  constructor() {
    this.engine.sort = BUSIEST_FIRST;
  }

  /** The table that is read. */
  get table(): NodeTable {
    return this.facts.table;
  }

  set table(table: NodeTable) {
    this.facts.table = table;
    this.engine.orderAnew();
  }

  /** Names and the leader, from the next refresh on. A new map of names has every row looked at again. */
  set context(context: NodeContext) {
    const { names, leaderId } = this.facts.context;
    if (context.names !== names || context.leaderId !== leaderId) this.#outdated = true;
    this.facts.context = context;
  }

  /** While true rows stay where they are, except when the sort or the filter changes. Rows of nodes that go, go. */
  get held(): boolean {
    return this.engine.held;
  }

  set held(held: boolean) {
    this.engine.held = held;
  }

  /** Whether something was asked for since the last refresh. */
  get outdated(): boolean {
    return this.#outdated || this.engine.outdated;
  }

  /** What rows are grouped by, if they are. */
  get groupBy(): GroupColumn | undefined {
    return this.#groupBy;
  }

  set groupBy(column: GroupColumn | undefined) {
    if (column === this.#groupBy) return;
    this.#groupBy = column;
    this.engine.grouping = column === undefined ? undefined : new Grouping(column);
  }

  /** Which nodes are shown; nothing for all. */
  get filter(): NodeFilter | undefined {
    return this.#filter;
  }

  set filter(filter: NodeFilter | undefined) {
    this.#filter = filter;
    this.engine.filter = filter?.rows;
  }

  /** Whether the filter leaves nodes out. */
  get filtered(): boolean {
    return this.#filter !== undefined;
  }

  /** Number of rows that are shown, headers of groups among them. */
  get count(): number {
    return this.engine.count;
  }

  /** Number of nodes that match the filter, also of those in groups that show nothing but their header. */
  get matching(): number {
    return this.engine.grouping?.total ?? this.engine.count;
  }

  /** Number of nodes, whether they match the filter or not. */
  get total(): number {
    return this.table.count;
  }

  /** The row at a position from 0; nothing beyond the end. */
  at(index: number): number | undefined {
    return this.engine.at(index);
  }

  /** The position of a node, or -1 where it is not shown. */
  indexOfNode(nodeId: string): number {
    return this.engine.indexOf(nodeId);
  }

  nameOf(row: number): string {
    return this.facts.nameOf(row);
  }

  kindOf(row: number): NodeKind {
    return this.facts.kindOf(row);
  }

  groupName(code: number): string {
    const { type, state } = this.groupWords;
    return this.#groupBy === 'type' ? type(code) : state(NODE_KINDS[code] ?? 'other');
  }

  /** How many nodes are of a kind, whether they match the filter or not; leaders are active. */
  countOf(kind: CountedKind): number {
    return this.facts.countOf(kind) + (kind === 'active' ? this.facts.countOf('leader') : 0);
  }

  /** Brings everything up to date with the table. Returns whether rows came, went or moved. */
  refresh(): boolean {
    this.#outdated = false;
    return this.engine.refresh();
  }
}
