import type { Failure } from '../domain/failure.js';

/** A value, or why there is none. */
export type Result<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly failure: Failure };
