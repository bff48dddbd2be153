import { failureOf } from '../../../domain/failure.js';
import { Lazy } from '../../../domain/lazy.js';
import type { FilterProblem } from '../../base/grid-engine/filter/filter.js';
import type { Formatter } from '../../base/format.js';
import type { GridRows, RowsFilter } from '../../base/grid/grid-rows.js';
import type { CountedKind } from '../engine/node-kind.js';

const filterPart = new Lazy('The filter', () => import('./filter-part.js'));

/**
 * The filter of a grid, as somebody wrote it and as it was read. One that cannot be read leaves the last one that could
 * in force, and says why. What reads it loads with the first filter.
 */
export class GridFilter {
  #rows: GridRows;
  readonly #onRead: () => void;
  #text = '';
  #inForce = '';
  #pending = false;
  #filter: RowsFilter | undefined;
  #problem: FilterProblem | string | undefined;

  /** @param onRead Called where the rows change later than the text. */
  constructor(rows: GridRows, onRead: () => void) {
    this.#rows = rows;
    this.#onRead = onRead;
  }

  /** Filters other rows from now on, which may have other columns. */
  set rows(rows: GridRows) {
    this.#rows = rows;
    this.readAnew();
  }

  /** Reads what was written once more: columns are others. */
  readAnew(): void {
    if (filterPart.here !== undefined || this.#text.trim() === '') this.#read();
  }

  /** What was written; empty for all rows. */
  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    if (text === this.#text) return;
    this.#text = text;
    if (filterPart.here !== undefined || text.trim() === '') this.#read();
    else void this.#load();
  }

  /** What the rows are filtered by: what was written, if it could be read. */
  get inForce(): string {
    return this.#inForce;
  }

  /** Whether what was written is still to be read. */
  get pending(): boolean {
    return this.#pending;
  }

  /** Why the filter is not in force, for people; nothing if it is. */
  problem(format: Formatter): string | undefined {
    if (typeof this.#problem !== 'object') return this.#problem;
    return filterPart.here?.explainProblem(this.#problem, (value) => format.exact(value));
  }

  /** Whether only nodes of a kind are asked for. */
  asksFor(kind: CountedKind): boolean {
    return this.#filter !== undefined && filterPart.here?.asksForKind(this.#filter.terms, kind) === true;
  }

  /** The text with a kind asked for, or not any more. */
  toggled(kind: CountedKind): string {
    return filterPart.here?.toggleKind(this.#filter?.terms ?? [], kind) ?? `state:${kind}`;
  }

  #read(): void {
    this.#problem = undefined;
    if (this.#text.trim() === '') return this.#apply(undefined);
    const reading = filterPart.here?.readRowsFilter(this.#text, this.#rows.filterFields);
    if (reading?.ok === true) this.#apply(reading.filter);
    else this.#problem = reading?.problem;
  }

  #apply(filter: RowsFilter | undefined): void {
    this.#filter = filter;
    this.#rows.filter = filter;
    this.#inForce = this.#text;
  }

  async #load(): Promise<void> {
    this.#pending = true;
    try {
      await filterPart.load();
      this.#read();
    } catch (error) {
      this.#problem = failureOf(error).message;
    }
    this.#pending = false;
    this.#onRead();
  }
}
