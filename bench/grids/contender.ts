/** What every contender of the benchmark of the grids is asked for. */
import type { NodeRecord } from './workload.js';

/** Size of a table in CSS pixels, its header included. */
export interface Box {
  readonly width: number;
  readonly height: number;
  readonly rowHeight: number;
}

/** Where rows can be seen, in CSS pixels of the page. */
export interface Opening {
  readonly top: number;
  readonly bottom: number;
}

/** What a table has put on the page. */
export interface Parts {
  readonly opening: Opening;
  /** The cells of each row, in the order of its columns, those of rows out of sight included; the id comes first. */
  readonly rows: Iterable<readonly Element[]>;
  /** What has the vertical scrollbar, where it can be scrolled. */
  readonly scroller?: Element;
}

/** A text of a cell, or what it must be like where it depends on the moment. */
export type Words = string | ((text: string) => boolean);

/** A table on the page, ordered by throughput, the largest first. */
export interface Grid<Given = readonly NodeRecord[]> {
  /** Takes in records that replace those of the same id. */
  update(changed: Given): void | Promise<void>;
  /** What it has put on the page; nothing where it shows none. */
  parts(): Parts | undefined;
  /** What its cells have to say of a record; without it each value as it is, in the order of `COLUMNS`. */
  says?(record: NodeRecord): readonly Words[];
}

/** What a contender's module offers. */
export interface Contender<Given = readonly NodeRecord[]> {
  /** Addresses of its styles. */
  readonly styles?: readonly string[];
  /** Loads what it has to load, before the table is asked for. */
  prepare?(): Promise<void>;
  /**
   * Records as it wants to be given them, which is made of them beforehand; without it as they are. Called for all records
   * first, and then for each burst.
   */
  shape?(records: readonly NodeRecord[]): Given;
  /** Makes a table of records in an empty place. */
  mount(place: HTMLElement, box: Box, records: Given): Grid<Given> | Promise<Grid<Given>>;
}
