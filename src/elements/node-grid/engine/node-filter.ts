import {
  formatFilter,
  type Filter,
  type FilterProblem,
  type FilterTerm,
} from '../../base/grid-engine/filter/filter.js';
import { readFilter } from '../../base/grid-engine/filter/read-filter.js';
import { RowFilter } from '../../base/grid-engine/filter/row-filter.js';
import type { RowsFilter } from '../../base/grid/grid-rows.js';
import { NODE_FILTER_FIELDS } from './node-filter-fields.js';
import type { CountedKind } from './node-kind.js';

/** A filter, or why there is none. */
export type RowsFilterReading =
  { readonly ok: true; readonly filter: RowsFilter } | { readonly ok: false; readonly problem: FilterProblem };

/**
 * Reads a filter such as `rack-7 state:busy throughput > 5000`.
 *
 * @param fields What it can name; default: what can be said of nodes.
 */
export function readRowsFilter(text: string, fields = NODE_FILTER_FIELDS): RowsFilterReading {
  const reading = readFilter(text, fields);
  return reading.ok ? { ok: true, filter: { terms: reading.filter, rows: new RowFilter(reading.filter) } } : reading;
}

/** Whether every alternative of a filter asks for a kind. */
export function asksForKind(filter: Filter, kind: CountedKind): boolean {
  return filter.length > 0 && filter.every((terms) => terms.some((term) => isAskFor(term, kind)));
}

/** The filter as text with the term for a kind added to every alternative, or removed if it was there. */
export function toggleKind(filter: Filter, kind: CountedKind): string {
  if (asksForKind(filter, kind))
    return formatFilter(
      filter.map((terms) => terms.filter((term) => !isAskFor(term, kind))).filter(({ length }) => length > 0),
    );
  const term: FilterTerm = { kind: 'choice', not: false, field: 'state', text: kind };
  return formatFilter((filter.length === 0 ? [[]] : filter).map((terms) => [...terms, term]));
}

function isAskFor(term: FilterTerm, kind: CountedKind): boolean {
  return term.kind === 'choice' && !term.not && term.field === 'state' && term.text.toLowerCase() === kind;
}
