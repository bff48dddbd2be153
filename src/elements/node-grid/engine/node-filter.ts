import { NODE_FIELDS, type NodeField } from '../../../domain/live-update.js';
import {
  formatFilter,
  type Filter,
  type FilterField,
  type FilterProblem,
  type FilterTerm,
} from '../../base/grid-engine/filter/filter.js';
import { readFilter } from '../../base/grid-engine/filter/read-filter.js';
import { RowFilter } from '../../base/grid-engine/filter/row-filter.js';
import type { Membership } from '../../base/grid-engine/grid-engine.js';
import type { CountedKind } from './node-kind.js';

/** What the schema design and the header of the grid call figures that have another name here. */
const ALIASES: Partial<Record<NodeField, readonly string[]>> = {
  throughput: ['tps'],
  totalMessages: ['messages'],
  errorCount: ['errors'],
  latencyMs: ['latency'],
  successRate: ['success'],
  activeConnections: ['connections'],
};

/**
 * What a filter of nodes can name: the figures of the schema design (section 4), and who and what a node is. What is
 * called otherwise there, or in the header of the grid, is understood as well.
 */
const NODE_FILTER_FIELDS: readonly FilterField[] = [
  { name: 'name', kind: 'text' },
  { name: 'id', kind: 'text', aliases: ['nodeId'] },
  { name: 'type', kind: 'choice', aliases: ['nodeType'] },
  { name: 'state', kind: 'choice' },
  { name: 'queue', kind: 'number' },
  ...NODE_FIELDS.map((name) => ({ name, kind: 'number' as const, aliases: ALIASES[name] ?? [] })),
];

/** A filter in the two forms in which the grid needs it. */
export interface NodeFilter {
  readonly terms: Filter;
  readonly rows: Membership;
}

/** A filter, or why there is none. */
export type NodeFilterReading =
  { readonly ok: true; readonly filter: NodeFilter } | { readonly ok: false; readonly problem: FilterProblem };

/** Reads a filter such as `rack-7 state:busy throughput > 5000`. */
export function readNodeFilter(text: string): NodeFilterReading {
  const reading = readFilter(text, NODE_FILTER_FIELDS);
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
