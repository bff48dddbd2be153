/**
 * What the engine reads: rows as columns. Live nodes are one source, the rows of a host page another; the engine knows
 * neither. A row is a number; it keeps its number while its record lives, and may be used again by another one later.
 */
import type { RowList } from './row-list.js';

/** Figures. */
export interface NumberColumn {
  readonly kind: 'number';
  /** One value per row, NaN where it is unknown. A view: valid until the source is read again. */
  readonly values: Float64Array;
}

/** One of few words, as a code. */
export interface ChoiceColumn {
  readonly kind: 'choice';
  /** One code per row. A view: valid until the source is read again. */
  readonly codes: Uint8Array;
  /** The place of each code in the order. A code without a place, or with NaN, is an unknown value and comes last. */
  readonly ranks: readonly number[];
  /** Whether a filter means the choice of a row by what it says, in lower case. */
  isMeant(row: number, typed: string): boolean;
}

/** Words. */
export interface TextColumn {
  readonly kind: 'text';
  /** The text of a row; an empty one is unknown and comes last. */
  textOf(row: number): string;
}

/** What stands in one column. */
export type SourceColumn = NumberColumn | ChoiceColumn | TextColumn;

/** Rows that an engine shows. A source serves one engine. */
export interface GridSource {
  /** Loop over rows up to, but without, this; some of them may be free. */
  readonly size: number;
  /**
   * Rows that became others with the last `read`: taken, freed, or with another id, text or choice. Figures are not told:
   * they are compared. Ascending numbers are not promised, and a row may be named twice.
   */
  readonly renewed: RowList;
  /** Brings everything up to date. */
  read(): void;
  /** Id of the record in a row; nothing where the row is free. */
  idOf(row: number): string | undefined;
  /** The row of a record, if there is one. */
  rowOf(id: string): number | undefined;
  /** A column by its name, if there is one. */
  column(name: string): SourceColumn | undefined;
  /** Everything that a word of a filter may mean, in lower case. */
  searchTextOf(row: number): string;
}
