/**
 * The only file that names the schema library; use it as `import * as z from './zod.js'`. What is used is named one
 * by one, so that every bundler leaves the rest out.
 *
 * zod/mini is used because it is small and because its object schemas are interpreted: the full build probes
 * `new Function`, which a strict content security policy reports as a violation. Host pages may bring a zod of their
 * own, so its global configuration is left alone; every parse in this library passes the options of `validation.ts` instead.
 */
export {
  _default,
  array,
  boolean,
  discriminatedUnion,
  enum,
  gte,
  literal,
  looseObject,
  lte,
  maxLength,
  minLength,
  multipleOf,
  number,
  object,
  optional,
  pipe,
  record,
  refine,
  string,
  transform,
  union,
} from 'zod/mini';
export type { infer, output, ZodMiniType as Schema } from 'zod/mini';
