import type { Membership } from '../grid-engine.js';
import type { GridSource, NumberColumn } from '../grid-source.js';
import { reservedBytes } from '../reserve.js';
import type { Filter, FilterTerm, Operator } from './filter.js';

/** Clears the flags of rows that it does not hold for. */
interface Clause {
  /** @param anew Whether rows changed that were not told. */
  apply(source: GridSource, flags: Uint8Array, anew: boolean): void;
}

type FigureTerm = Extract<FilterTerm, { kind: 'figure' }>;
type RowTest = (source: GridSource, row: number) => boolean;

/**
 * The rows that a filter lets through. Words and choices are looked at again only for rows whose words changed; figures are
 * compared column by column, which for 100,000 rows takes less time than to find out which of them changed.
 */
export class RowFilter implements Membership {
  readonly #alternatives: readonly (readonly Clause[])[];
  #flags: Uint8Array = new Uint8Array(0);

  constructor(filter: Filter) {
    this.#alternatives = filter.map(clausesOf);
  }

  choose(source: GridSource, taken: Uint8Array, members: Uint8Array, anew: boolean): void {
    this.#flags = reservedBytes(this.#flags, source.size);
    const flags = this.#flags.subarray(0, source.size);
    members.fill(0);
    for (const clauses of this.#alternatives) {
      flags.set(taken.subarray(0, source.size));
      for (const clause of clauses) clause.apply(source, flags, anew);
      for (let row = 0; row < flags.length; row += 1) members[row] = (members[row] ?? 0) | (flags[row] ?? 0);
    }
    if (this.#alternatives.length === 0) members.set(taken.subarray(0, source.size));
  }
}

function clausesOf(terms: readonly FilterTerm[]): Clause[] {
  const clauses: Clause[] = [];
  const choices = new Map<string, RowTest[]>();
  for (const term of terms) {
    if (term.kind === 'figure') clauses.push(new FigureClause(term));
    else if (term.kind === 'choice' && !term.not)
      choices.set(term.field, [...(choices.get(term.field) ?? []), wordTest(term)]);
    else clauses.push(new WordClause(wordTest(term)));
  }
  for (const tests of choices.values())
    clauses.push(new WordClause((source, row) => tests.some((test) => test(source, row))));
  return clauses;
}

function wordTest(term: Exclude<FilterTerm, FigureTerm>): RowTest {
  const typed = term.text.toLowerCase();
  if (term.kind === 'word') return (source, row) => source.searchTextOf(row).includes(typed) !== term.not;
  return (source, row) => isMeant(source, term.field, row, typed) !== term.not;
}

function isMeant(source: GridSource, field: string, row: number, typed: string): boolean {
  const column = source.column(field);
  if (column?.kind === 'choice') return column.isMeant(row, typed);
  return column?.kind === 'text' && column.textOf(row).toLowerCase().includes(typed);
}

/** Holds what it found, so that each row is looked at again only when it is renewed. */
class WordClause implements Clause {
  readonly #test: RowTest;
  #holds: Uint8Array = new Uint8Array(0);

  constructor(test: RowTest) {
    this.#test = test;
  }

  apply(source: GridSource, flags: Uint8Array, anew: boolean): void {
    this.#holds = reservedBytes(this.#holds, source.size);
    const { renewed, size } = source;
    if (anew) for (let row = 0; row < size; row += 1) this.#look(source, row);
    else for (let place = 0; place < renewed.count; place += 1) this.#look(source, renewed.at(place));
    const holds = this.#holds;
    for (let row = 0; row < size; row += 1) flags[row] = (flags[row] ?? 0) & (holds[row] ?? 0);
  }

  #look(source: GridSource, row: number): void {
    if (row < source.size) this.#holds[row] = source.idOf(row) !== undefined && this.#test(source, row) ? 1 : 0;
  }
}

const COMPARE: Readonly<Record<Operator, (figure: number, value: number) => boolean>> = {
  '>': (figure, value) => figure > value,
  '>=': (figure, value) => figure >= value,
  '<': (figure, value) => figure < value,
  '<=': (figure, value) => figure <= value,
  '=': (figure, value) => figure === value,
  // An unknown figure is not another one.
  '!=': (figure, value) => figure < value || figure > value,
};

class FigureClause implements Clause {
  readonly #term: FigureTerm;

  constructor(term: FigureTerm) {
    this.#term = term;
  }

  apply(source: GridSource, flags: Uint8Array): void {
    const { field, operator, value, not } = this.#term;
    const compare = COMPARE[operator];
    const column = source.column(field);
    const { values } = column?.kind === 'number' ? column : NO_FIGURES;
    for (let row = 0; row < source.size; row += 1) if (compare(values[row] ?? NaN, value) === not) flags[row] = 0;
  }
}

const NO_FIGURES: NumberColumn = { kind: 'number', values: new Float64Array(0) };
