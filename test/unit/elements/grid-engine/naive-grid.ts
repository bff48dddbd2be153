/** The slow way: everything from nothing at every refresh, with objects. */
import type { Filter, FilterTerm } from '../../../../src/elements/base/grid-engine/filter/filter.js';
import type { Aggregate } from '../../../../src/elements/base/grid-engine/grouping.js';
import type { GonePlaces } from '../../../../src/elements/base/grid-engine/held-order.js';
import type { SortKey } from '../../../../src/elements/base/grid-engine/sort-keys.js';
import { naturalKey } from '../../../../src/elements/base/grid-engine/text-ranks.js';
import { RANKS, WORDS, type TestRecord } from './test-source.js';

/** What the model looks at. */
export interface NaiveSource {
  /** Records by row, as they are now. */
  readonly now: readonly ((TestRecord & { readonly id: string }) | undefined)[];
  /** What a word of a filter may mean; default: id and name. */
  searched?(record: TestRecord & { readonly id: string }): string;
}

interface Row extends TestRecord {
  readonly id: string;
  readonly row: number;
}

interface Entry {
  readonly id: string;
  row: number | undefined;
}

interface Group {
  readonly code: number | undefined;
  entries: Entry[];
}

export class NaiveGrid {
  sort: readonly SortKey[] = [];
  filter: Filter | undefined;
  grouped = false;
  held = false;
  readonly collapsed = new Set<number>();
  members: Row[] = [];
  anew = true;
  #groups: Group[] = [];

  constructor(
    readonly source: NaiveSource,
    readonly gone: GonePlaces,
  ) {}

  /** What is shown: ids, `#code` for the header of a group, `(id)` for a record that is gone. */
  get shown(): string[] {
    return this.#groups.flatMap(({ code, entries }) => {
      const rows = entries.map(({ id, row }) => (row === undefined ? `(${id})` : id));
      if (code === undefined) return rows;
      return this.collapsed.has(code) ? [`#${code}`] : [`#${code}`, ...rows];
    });
  }

  refresh(): void {
    const all = this.source.now.flatMap((record, row) => (record === undefined ? [] : [{ ...record, row }]));
    this.members = all.filter((row) => isMatch(row, this.filter ?? [], this.#searched(row)));
    if (this.held && !this.anew) this.#keep(all);
    else this.#order();
    this.anew = false;
  }

  /** Figures of a group, the long way. */
  aggregate(code: number, column: 'a' | 'b'): Aggregate {
    const figures = this.members.filter((row) => row.code === code).map((row) => row[column]);
    const known = figures.filter((figure) => !Number.isNaN(figure));
    if (known.length === 0) return { known: 0, sum: NaN, average: NaN, min: NaN, max: NaN };
    const sum = known.reduce((total, figure) => total + figure, 0);
    return {
      known: known.length,
      sum,
      average: sum / known.length,
      min: Math.min(...known),
      max: Math.max(...known),
    };
  }

  #searched(row: Row): string {
    return (this.source.searched?.(row) ?? `${row.id}\n${row.name}`).toLowerCase();
  }

  #order(): void {
    const sorted = [...this.members].sort((left, right) => this.#compare(left, right));
    const codes = this.grouped ? [...new Set(sorted.map(({ code }) => code))].sort(byRank) : [undefined];
    this.#groups = codes.map((code) => ({
      code,
      entries: sorted.filter((row) => code === undefined || row.code === code),
    }));
  }

  #keep(all: readonly Row[]): void {
    for (const { entries } of this.#groups)
      for (const entry of entries)
        if (!all.some(({ id, row }) => id === entry.id && row === entry.row)) entry.row = undefined;
    if (this.gone === 'close') {
      for (const group of this.#groups) group.entries = group.entries.filter(({ row }) => row !== undefined);
      this.#groups = this.#groups.filter(({ code, entries }) => code === undefined || entries.length > 0);
    }
    const entries = this.#groups.flatMap((group) => group.entries);
    for (const row of this.members.filter((member) => !entries.some((entry) => entry.row === member.row))) {
      const empty = entries.find((entry) => entry.row === undefined && entry.id === row.id);
      if (empty === undefined) this.#append(row);
      else empty.row = row.row;
    }
  }

  #append({ id, row, code }: Row): void {
    const own = this.grouped ? code : undefined;
    let group = this.#groups.find((candidate) => candidate.code === own);
    if (group === undefined) this.#groups.push((group = { code: own, entries: [] }));
    group.entries.push({ id, row });
  }

  #compare(left: Row, right: Row): number {
    for (const { column, direction } of this.sort) {
      const [a, b] = [valueOf(left, column), valueOf(right, column)];
      if (a === b) continue;
      if (a === undefined) return 1;
      if (b === undefined) return -1;
      return a < b === (direction === 'asc') ? -1 : 1;
    }
    return left.row - right.row;
  }
}

function byRank(left: number | undefined, right: number | undefined): number {
  const rank = (code = 0): number => (Number.isNaN(RANKS[code] ?? NaN) ? 1_000 + code : (RANKS[code] ?? 0));
  return rank(left) - rank(right);
}

function valueOf(row: Row, column: string): number | string | undefined {
  const known = (value = NaN): number | undefined => (Number.isNaN(value) ? undefined : value);
  if (column === 'name') return row.name === '' ? undefined : naturalKey(row.name);
  if (column === 'color') return known(RANKS[row.code]);
  return column === 'a' || column === 'b' ? known(row[column]) : undefined;
}

function isMatch(row: Row, filter: Filter, searched: string): boolean {
  return filter.length === 0 || filter.some((terms) => terms.every((term) => isTermMatch(row, term, terms, searched)));
}

function isTermMatch(row: Row, term: FilterTerm, beside: readonly FilterTerm[], searched: string): boolean {
  if (term.kind === 'word') return searched.includes(term.text.toLowerCase()) !== term.not;
  if (term.kind === 'figure') return isFigureMatch(row, term) !== term.not;
  if (term.not) return !isChoiceMatch(row, term);
  return beside.some(
    (other) => other.kind === 'choice' && !other.not && other.field === term.field && isChoiceMatch(row, other),
  );
}

function isChoiceMatch(row: Row, { field, text }: Extract<FilterTerm, { kind: 'choice' }>): boolean {
  const typed = text.toLowerCase();
  if (field === 'name') return row.name.toLowerCase().includes(typed);
  return WORDS[row.code]?.startsWith(typed) === true;
}

function isFigureMatch(row: Row, { field, operator, value }: Extract<FilterTerm, { kind: 'figure' }>): boolean {
  const figure = field === 'a' ? row.a : row.b;
  if (Number.isNaN(figure)) return false;
  switch (operator) {
    case '>':
      return figure > value;
    case '>=':
      return figure >= value;
    case '<':
      return figure < value;
    case '<=':
      return figure <= value;
    case '=':
      return figure === value;
    case '!=':
      return figure !== value;
  }
}
