import type { LitElement } from 'lit';
import { knownChoice } from '../../base/attributes.js';
import { formatSort, orderedBy, readSort, toSourceKeys } from '../../base/grid/read-sort.js';
import { DIRECTIONS, type SortKey } from '../../base/grid-engine/sort-keys.js';
import { DEFAULT_SORT, ERRORS_FIRST } from '../engine/sort-columns.js';
import type { GridController } from './grid-controller.js';

/** The element as far as the order of its rows is about it. */
export interface OrderHost extends LitElement {
  sort: string | undefined;
  direction: string | undefined;
}

/** What rows are ordered by: as attributes say, or as a person asked for. */
export class OrderController {
  readonly #host: OrderHost;
  readonly #grid: GridController;
  readonly #changed: (sort: readonly SortKey[], said: string) => void;
  #sort = DEFAULT_SORT;
  /** What rows were ordered by before errors came first. */
  #before: readonly SortKey[] | undefined;

  /** @param changed Called when a person asked for another order, with what is said about it. */
  constructor(host: OrderHost, grid: GridController, changed: (sort: readonly SortKey[], said: string) => void) {
    this.#host = host;
    this.#grid = grid;
    this.#changed = changed;
  }

  /** In names of columns, the most important first. */
  get sort(): readonly SortKey[] {
    return this.#sort;
  }

  /** Whether trouble comes first. */
  get isErrorsFirst(): boolean {
    return isSame(this.#sort, ERRORS_FIRST);
  }

  /**
   * Reads the attributes.
   *
   * @param isFinal Whether what is not known is to be told: before the first rows, others may come.
   */
  read(isFinal: boolean): void {
    const { sort = '', direction = '' } = this.#host;
    const columns = this.#grid.columns.all;
    const reading = readSort(sort ?? '', direction ?? '', columns);
    const names = columns.filter(({ order }) => order !== undefined).map(({ key }) => key);
    const [unknown, ways] = isFinal ? [reading.unknownColumns, reading.unknownDirections] : [[], []];
    for (const name of unknown) knownChoice(this.#host, 'sort', name, names);
    for (const way of ways) knownChoice(this.#host, 'direction', way, DIRECTIONS);
    this.#sort = reading.sort.length > 0 ? reading.sort : this.#defaultSort(direction ?? '');
    const keys = toSourceKeys(this.#sort, columns);
    this.#grid.rows.engine.sort = keys.length > 0 ? keys : this.#grid.rows.firstOrder;
  }

  /** A person asked for a column. */
  askFor(column: string, more: boolean): void {
    if (this.#grid.columns.isSortable(column)) this.#ask(orderedBy(column, more, this.#sort, this.#grid.columns.all));
  }

  /** A person asked for trouble first, or for what was before. */
  toggleErrorsFirst(): void {
    if (this.isErrorsFirst) return this.#ask(this.#before ?? DEFAULT_SORT);
    this.#before = this.#sort;
    this.#ask(ERRORS_FIRST);
  }

  #ask(sort: readonly SortKey[]): void {
    ({ columns: this.#host.sort, directions: this.#host.direction } = formatSort(sort));
    this.#grid.scrollToTop();
    this.#changed(sort, this.#say(sort));
  }

  #say(sort: readonly SortKey[]): string {
    const { ascending, descending, sorted, thenBy } = this.#grid.words;
    const labelOf = (key: string): string => this.#grid.columns.all.find((column) => column.key === key)?.label ?? key;
    const parts = sort.map(
      ({ column, direction }) => `${labelOf(column)}, ${direction === 'asc' ? ascending : descending}`,
    );
    return sorted(parts.join(thenBy));
  }

  /** Without columns, a direction is that of the usual one. */
  #defaultSort(direction: string): readonly SortKey[] {
    const [first] = DEFAULT_SORT;
    return readSort(first?.column ?? '', direction, this.#grid.columns.all).sort;
  }
}

function isSame(left: readonly SortKey[], right: readonly SortKey[]): boolean {
  const [a, b] = [formatSort(left), formatSort(right)];
  return a.columns === b.columns && a.directions === b.directions;
}
