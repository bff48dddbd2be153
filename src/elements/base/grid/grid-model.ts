import type { GridEngine } from '../grid-engine/grid-engine.js';
import type { GridSource } from '../grid-engine/grid-source.js';
import type { Formatter } from '../format.js';
import type { DrawMoment } from './cell.js';
import type { GridColumn } from './grid-column.js';

/** Rows that a grid shows, and what is said about them besides their columns. */
export interface GridModel {
  readonly engine: GridEngine;
  readonly source: GridSource;
  /** What a record is called. */
  nameOf(row: number): string;
  /** A class and part of a row that stands out; empty for most. */
  flagOf(row: number): string;
  /** What a group is called. */
  groupName(code: number): string;
}

/** What rows are drawn from, the same for all rows of a frame. */
export interface GridFrame extends DrawMoment {
  readonly model: GridModel;
  /** Columns that are shown, in their order. Another list has all rows made anew. */
  readonly columns: readonly GridColumn[];
  /** In the language of the element. */
  readonly format: Formatter;
  isSelected(id: string): boolean;
  /** Whether a row was not heard of for too long. */
  isStale(row: number): boolean;
}
