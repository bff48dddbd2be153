/**
 * What a filter asks for, and how it is written:
 *
 *     filter       = [ alternative *( "," alternative ) ]      one of them is enough
 *     alternative  = 1*term                                    all of them must hold
 *     term         = [ "-" ] ( comparison / choice / word )    "-" turns it round
 *     comparison   = field operator number                     throughput > 5k; an unknown figure holds for none
 *     operator     = ">" / ">=" / "<" / "<=" / "=" / "!="
 *     choice       = field ":" word                            state:LEADER; how it begins is enough
 *     word         = bare / quote
 *
 * Spaces stand between terms and may stand around operators. A number may end in k, M or G. A quote stands in `"`, with
 * `\"` and `\\` inside. A bare word has no space and none of `,` `"` `<` `>` `=` in it and does not begin with `-`; one with
 * a `:` is a choice only where a field stands in front of it, so that addresses are words. Several choices of one field in
 * an alternative, such as `state:busy state:failing`, are alternatives themselves, since no row has two of them.
 */
import type { SourceColumn } from '../grid-source.js';

/** Longest filter that is read, in characters. */
export const MAX_FILTER_LENGTH = 200;

/** How a figure is compared. */
export const OPERATORS = ['>=', '<=', '!=', '>', '<', '='] as const;
/** A comparison in its characters. */
export type Operator = (typeof OPERATORS)[number];

/** One thing that a row must be. Texts are as they were typed; case does not matter. */
export type FilterTerm =
  | { readonly kind: 'word'; readonly not: boolean; readonly text: string }
  | { readonly kind: 'choice'; readonly not: boolean; readonly field: string; readonly text: string }
  | {
      readonly kind: 'figure';
      readonly not: boolean;
      readonly field: string;
      readonly operator: Operator;
      readonly value: number;
    };

/** Alternatives, each of them terms that must all hold. No alternative lets everything through. */
export type Filter = readonly (readonly FilterTerm[])[];

/** A name that can stand in front of an operator or a colon. */
export interface FilterField {
  readonly name: string;
  readonly kind: SourceColumn['kind'];
  /** Other names that are understood. */
  readonly aliases?: readonly string[];
}

/** Why a filter cannot be read. `at` is the place in the text, from 0; `text` what stands there. */
export type FilterProblem =
  /** A comparison of something that is no field. */
  | { readonly code: 'unknown-field'; readonly at: number; readonly text: string }
  /** A comparison of a field that has words. */
  | { readonly code: 'not-comparable'; readonly at: number; readonly text: string }
  /** Something else stands where a number belongs. Numbers have no separators but a point. */
  | { readonly code: 'not-a-number'; readonly at: number; readonly text: string }
  /** Nothing stands behind an operator, a colon, a minus or between quotes. */
  | { readonly code: 'missing-value'; readonly at: number; readonly text: string }
  /** Nothing stands in front of an operator or on one side of a comma. */
  | { readonly code: 'missing-term'; readonly at: number; readonly text: string }
  /** A quote does not end. */
  | { readonly code: 'open-quote'; readonly at: number; readonly text: string }
  /** Longer than anybody types; nothing of it was read. `text` is empty. */
  | { readonly code: 'too-long'; readonly at: number; readonly text: string };

/** A filter as text, which is read as the same filter again. */
export function formatFilter(filter: Filter): string {
  return filter.map((terms) => terms.map(formatTerm).join(' ')).join(', ');
}

function formatTerm(term: FilterTerm): string {
  const sign = term.not ? '-' : '';
  if (term.kind === 'word') return sign + quoted(term.text);
  if (term.kind === 'choice') return `${sign}${term.field}:${quoted(term.text)}`;
  return `${sign}${term.field} ${term.operator} ${term.value}`;
}

/** Words that could be read as something else stand in quotes. */
function quoted(text: string): string {
  if (/^[^\s,"<>=!:-][^\s,"<>=!:]*$/.test(text)) return text;
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}
