/** Turning an outside value into a trusted one, or into sentences that say what is wrong with it. */
import type * as z from './zod.js';

/** One thing that is wrong with a value. */
export interface ValidationIssue {
  /** Where: keys and indexes from the root, for instance `['nodes', 0, 'config', 'timeout']`. */
  readonly path: readonly (string | number)[];
  /** What, in plain English, naming the field, the range with its unit, and the value found. */
  readonly message: string;
}

/** A trusted value, or why there is none. Never throws. */
export type Validated<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly issues: readonly ValidationIssue[] };

/** Passed to every parse: never generate code, and keep the offending input for the message. */
export const PARSE_OPTIONS = { jitless: true, reportInput: true } as const;

/** Checks a value against a schema. The input is not changed; unknown fields are kept where the schema is loose. */
export function validate<S extends z.Schema>(schema: S, value: unknown): Validated<z.output<S>> {
  const parsed = schema.safeParse(value, PARSE_OPTIONS);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, issues: parsed.error.issues.map(toIssue) };
}

function toIssue(issue: { path: PropertyKey[]; message: string }): ValidationIssue {
  return {
    path: issue.path.map((key) => (typeof key === 'number' ? key : String(key))),
    message: issue.message,
  };
}

/** All sentences of a refused value, one per line; for logs and for a failure's detail. */
export function issuesInWords(issues: readonly ValidationIssue[]): string {
  return issues
    .map((issue) => (issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`))
    .join('\n');
}
