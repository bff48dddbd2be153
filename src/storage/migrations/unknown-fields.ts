import { validate } from '../../domain/validation.js';
import type * as z from '../../domain/zod.js';
import { canonicalJson } from '../journal/fingerprint.js';

/** The parts of a schema's definition that lead to objects inside. */
interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.Schema>>;
  readonly element?: z.Schema;
  readonly options?: readonly z.Schema[];
  readonly innerType?: z.Schema;
}

/**
 * Whether every field of `before` that a schema does not know is in `after` too, unchanged, at every level. Elements
 * of a list that have an id are found again by it, and may have been removed as a whole: that is an edit, not a loss.
 */
export function carriesUnknownFields(schema: z.Schema, before: unknown, after: unknown): boolean {
  const definition: Definition = schema.def;
  const { shape, element, options, innerType } = definition;
  if (innerType !== undefined) return carriesUnknownFields(innerType, before, after);
  if (shape !== undefined) return carriesObject(shape, before, after);
  if (element !== undefined) return carriesList(element, before, after);
  const option = options?.find((candidate) => validate(candidate, before).ok);
  return option === undefined || carriesUnknownFields(option, before, after);
}

function carriesObject(shape: Readonly<Record<string, z.Schema>>, before: unknown, after: unknown): boolean {
  if (!isPlainData(before)) return true;
  const now = isPlainData(after) ? after : {};
  return Object.entries(before).every(([key, value]) => {
    const known = Object.hasOwn(shape, key) ? shape[key] : undefined;
    const found = Object.hasOwn(now, key) ? now[key] : undefined;
    return known === undefined
      ? canonicalJson(value) === canonicalJson(found)
      : carriesUnknownFields(known, value, found);
  });
}

function carriesList(element: z.Schema, before: unknown, after: unknown): boolean {
  if (!Array.isArray(before)) return true;
  const now: readonly unknown[] = Array.isArray(after) ? after : [];
  return before.every((item: unknown, index) => {
    const id = idOf(item);
    if (id === undefined) return carriesUnknownFields(element, item, now[index]);
    const found = now.find((other) => idOf(other) === id);
    return found === undefined || carriesUnknownFields(element, item, found);
  });
}

/** Whether a value is an object with fields, as opposed to a list or a text. */
export function isPlainData(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function idOf(item: unknown): unknown {
  return isPlainData(item) ? item['id'] : undefined;
}
