import { NODE_TYPES } from '../../../domain/node-config.js';
import type { NodeTable } from '../../../session/node-table.js';
import { GridRows } from '../../base/grid/grid-rows.js';
import type { SortKey } from '../../base/grid-engine/sort-keys.js';
import { NODE_KINDS, type CountedKind, type NodeKind } from './node-kind.js';
import { RowFacts, type NodeContext } from './row-facts.js';

/** The order until somebody asks for another one, in columns of the source. */
const BUSIEST_FIRST: readonly SortKey[] = [{ column: 'throughput', direction: 'desc' }];

/** What groups are called. */
export interface GroupWords {
  /** @param code Place among the types of nodes; another one where the type is not known. */
  type(code: number): string;
  state(kind: NodeKind): string;
}

/**
 * The nodes of a network as rows, and how many there are of each kind. Reads the columns of a node table when `refresh` is
 * called.
 */
export class NodeRows extends GridRows<RowFacts> {
  /** What states and types are called, for the headers of groups. */
  groupWords: GroupWords = { type: (code) => NODE_TYPES[code] ?? '', state: (kind) => kind };
  #isOutdated = true;

  constructor() {
    super(new RowFacts(), BUSIEST_FIRST);
  }

  /** Who is in a row and how it does, as of the last refresh. */
  get facts(): RowFacts {
    return this.source;
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
    if (context.names !== names || context.leaderId !== leaderId) this.#isOutdated = true;
    this.facts.context = context;
  }

  override get outdated(): boolean {
    return this.#isOutdated || super.outdated;
  }

  override get total(): number {
    return this.table.count;
  }

  /** The position of a node, or -1 where it is not shown. */
  indexOfNode(nodeId: string): number {
    return this.engine.indexOf(nodeId);
  }

  override nameOf(row: number): string {
    return this.facts.nameOf(row);
  }

  override flagOf(row: number): string {
    return this.facts.kindOf(row) === 'failing' ? 'failing' : '';
  }

  override groupName(code: number): string {
    const { type, state } = this.groupWords;
    return this.groupBy === 'type' ? type(code) : state(NODE_KINDS[code] ?? 'other');
  }

  /** How many nodes are of a kind, whether they match the filter or not; leaders are active. */
  countOf(kind: CountedKind): number {
    return this.facts.countOf(kind) + (kind === 'active' ? this.facts.countOf('leader') : 0);
  }

  override refresh(): boolean {
    this.#isOutdated = false;
    return super.refresh();
  }
}
