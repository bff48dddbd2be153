import {
  MAX_FILTER_LENGTH,
  OPERATORS,
  type Filter,
  type FilterField,
  type FilterProblem,
  type FilterTerm,
  type Operator,
} from './filter.js';

/** A filter, or why there is none. */
export type FilterReading =
  { readonly ok: true; readonly filter: Filter } | { readonly ok: false; readonly problem: FilterProblem };

type ProblemCode = FilterProblem['code'];

/** What a reader says where it cannot go on. */
class Unreadable {
  constructor(readonly problem: FilterProblem) {}
}

/** Reads what somebody typed; `filter.ts` has the grammar. Never throws. */
export function readFilter(text: string, fields: readonly FilterField[]): FilterReading {
  if (text.length > MAX_FILTER_LENGTH)
    return { ok: false, problem: { code: 'too-long', at: MAX_FILTER_LENGTH, text: '' } };
  const filter = new FilterReader(text, fields).read();
  return filter instanceof Unreadable ? { ok: false, problem: filter.problem } : { ok: true, filter };
}

const SPACE = /\s*/y;
const BARE = /(?:[^\s,"<>=!]|!(?!=))+/y;
const OPERATOR = new RegExp(OPERATORS.join('|'), 'y');
const QUOTE = /"((?:[^"\\]|\\.)*)"/sy;
/** What somebody may take for a number, separators included, so that 5,000 is never read as 5. */
const NUMBER_LIKE = /[^\s,"]*(?:,\d{3}(?![\w.]))*/y;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?([kmg]?)$/i;
const FACTORS: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, g: 1e9 };

class FilterReader {
  readonly #text: string;
  readonly #fields: ReadonlyMap<string, FilterField>;
  #at = 0;

  constructor(text: string, fields: readonly FilterField[]) {
    this.#text = text;
    const named = fields.flatMap((field) =>
      [field.name, ...(field.aliases ?? [])].map((name) => [name.toLowerCase(), field] as const),
    );
    this.#fields = new Map(named);
  }

  read(): Filter | Unreadable {
    const alternatives: FilterTerm[][] = [];
    let terms: FilterTerm[] = [];
    for (this.#take(SPACE); this.#at < this.#text.length; this.#take(SPACE)) {
      if (this.#text[this.#at] === ',') {
        if (terms.length === 0) return this.#fail('missing-term', ',');
        alternatives.push(terms);
        terms = [];
        this.#at += 1;
        continue;
      }
      const term = this.#term();
      if (term instanceof Unreadable) return term;
      terms.push(term);
    }
    if (terms.length > 0) alternatives.push(terms);
    else if (alternatives.length > 0) return this.#fail('missing-term', ',', this.#text.lastIndexOf(','));
    return alternatives;
  }

  #term(): FilterTerm | Unreadable {
    const start = this.#at;
    const not = this.#text[start] === '-';
    if (not) this.#at += 1;
    if (this.#text[this.#at] === '"') return this.#word(not);
    const front = this.#at;
    const bare = this.#take(BARE);
    const [, name, rest] = /^([^:]*):(.*)$/s.exec(bare) ?? [];
    const field = this.#fields.get((name ?? '').toLowerCase());
    if (name !== undefined && rest !== undefined && field !== undefined) {
      this.#at = front + name.length + 1;
      return field.kind === 'number' ? this.#figure(not, field) : this.#choice(not, field);
    }
    if (this.#comesOperator()) return this.#comparison(not, bare, front);
    return bare === '' ? this.#fail('missing-value', '-', start) : { kind: 'word', not, text: bare };
  }

  #word(not: boolean): FilterTerm | Unreadable {
    const text = this.#quote();
    return text instanceof Unreadable ? text : { kind: 'word', not, text };
  }

  #choice(not: boolean, { name }: FilterField): FilterTerm | Unreadable {
    const text = this.#text[this.#at] === '"' ? this.#quote() : this.#take(BARE);
    if (text instanceof Unreadable) return text;
    return text === '' ? this.#fail('missing-value', ':', this.#at - 1) : { kind: 'choice', not, field: name, text };
  }

  #comparison(not: boolean, name: string, at: number): FilterTerm | Unreadable {
    const field = this.#fields.get(name.toLowerCase());
    const operatorAt = this.#at;
    if (name === '') return this.#fail('missing-term', this.#take(OPERATOR), operatorAt);
    if (field === undefined) return this.#fail('unknown-field', name, at);
    if (field.kind !== 'number') return this.#fail('not-comparable', name, at);
    this.#take(SPACE);
    return this.#figure(not, field);
  }

  /** An operator and a number; behind a colon the operator may be missing. */
  #figure(not: boolean, { name }: FilterField): FilterTerm | Unreadable {
    const operatorAt = this.#at;
    const operator = OPERATORS.find((candidate) => this.#text.startsWith(candidate, this.#at)) ?? '=';
    const written = this.#take(OPERATOR);
    this.#take(SPACE);
    const at = this.#at;
    const text = this.#take(NUMBER_LIKE);
    if (text === '')
      return this.#fail('missing-value', written === '' ? ':' : written, written === '' ? operatorAt - 1 : operatorAt);
    const value = numberIn(text);
    return value === undefined ? this.#fail('not-a-number', text, at) : figureOf(not, name, operator, value);
  }

  #quote(): string | Unreadable {
    const at = this.#at;
    const quote = this.#take(QUOTE);
    if (quote === '') return this.#fail('open-quote', '"', at);
    const text = quote.slice(1, -1).replaceAll(/\\(.)/gs, '$1');
    return text === '' ? this.#fail('missing-value', '""', at) : text;
  }

  #comesOperator(): boolean {
    const at = this.#at;
    this.#take(SPACE);
    const comes = this.#take(OPERATOR) !== '';
    this.#at = at;
    if (comes) this.#take(SPACE);
    return comes;
  }

  /** Takes what a pattern finds here, which may be nothing. */
  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  #fail(code: ProblemCode, text: string, at = this.#at): Unreadable {
    return new Unreadable({ code, at, text });
  }
}

function figureOf(not: boolean, field: string, operator: Operator, value: number): FilterTerm {
  return { kind: 'figure', not, field, operator, value };
}

function numberIn(text: string): number | undefined {
  const [, suffix = ''] = NUMBER.exec(text) ?? [];
  if (!NUMBER.test(text)) return undefined;
  const digits = suffix === '' ? text : text.slice(0, -1);
  // Adding zero turns -0 into 0.
  const value = Number(digits) * (FACTORS[suffix.toLowerCase()] ?? 1) + 0;
  return Number.isFinite(value) ? value : undefined;
}
