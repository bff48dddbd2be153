import type { Filter, FilterField } from '../grid-engine/filter/filter.js';
import { GridEngine, type Membership } from '../grid-engine/grid-engine.js';
import type { GridSource } from '../grid-engine/grid-source.js';
import type { SortKey } from '../grid-engine/sort-keys.js';
import { Grouping } from '../grid-engine/grouping.js';
import type { GridModel } from './grid-model.js';

/** A filter in the two forms in which a grid needs it. */
export interface RowsFilter {
  readonly terms: Filter;
  readonly rows: Membership;
}

/**
 * The rows of a grid: which ones pass the filter, in which order and in which groups. Brought up to date by `refresh`.
 * Knows no element.
 */
export abstract class GridRows<Source extends GridSource = GridSource> implements GridModel {
  readonly source: Source;
  readonly engine: GridEngine;
  #groupBy: string | undefined;
  #filter: RowsFilter | undefined;

  /** The order until somebody asks for another one, in columns of the source. */
  readonly firstOrder: readonly SortKey[];

  constructor(source: Source, firstOrder: readonly SortKey[]) {
    this.source = source;
    this.firstOrder = firstOrder;
    this.engine = new GridEngine(source, 'close');
    this.engine.sort = firstOrder;
  }

  /** Number of records, whether they match the filter or not. */
  abstract get total(): number;

  /** What a filter can name, where this is not for whoever reads the filter to say. */
  get filterFields(): readonly FilterField[] | undefined {
    return undefined;
  }

  abstract nameOf(row: number): string;

  abstract flagOf(row: number): string;

  abstract groupName(code: number): string;

  /** While true rows stay where they are, except when the sort or the filter changes. Rows of records that go, go. */
  get held(): boolean {
    return this.engine.held;
  }

  set held(held: boolean) {
    this.engine.held = held;
  }

  /** Whether something was asked for since the last refresh. */
  get outdated(): boolean {
    return this.engine.outdated;
  }

  /** Name of the column of choices that rows are grouped by, if they are. */
  get groupBy(): string | undefined {
    return this.#groupBy;
  }

  set groupBy(column: string | undefined) {
    if (column === this.#groupBy) return;
    this.#groupBy = column;
    this.engine.grouping = column === undefined ? undefined : new Grouping(column);
  }

  /** Which records are shown; nothing for all. */
  get filter(): RowsFilter | undefined {
    return this.#filter;
  }

  set filter(filter: RowsFilter | undefined) {
    this.#filter = filter;
    this.engine.filter = filter?.rows;
  }

  /** Whether the filter leaves records out. */
  get filtered(): boolean {
    return this.#filter !== undefined;
  }

  /** Number of rows that are shown, headers of groups among them. */
  get count(): number {
    return this.engine.count;
  }

  /** Number of records that match the filter, also those of groups that are closed. */
  get matching(): number {
    return this.engine.matching;
  }

  /** The row at an index; nothing for the header of a group and beyond the end. */
  at(index: number): number | undefined {
    return this.engine.at(index);
  }

  /** Brings everything up to date. Returns whether rows came, went or moved. */
  refresh(): boolean {
    return this.engine.refresh();
  }
}
