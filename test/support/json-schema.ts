/**
 * A checker of JSON for the keywords that the published schemas use (JSON Schema 2020-12). It throws at any other, so
 * that none is silently ignored. The real validators around are only there for tools, and are not ours to use.
 */

/** A part of a JSON Schema. */
export type JsonSchema = Readonly<Record<string, unknown>>;

type Check = (rule: never, value: never, schema: JsonSchema) => boolean;

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: isObject,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
};

const ANY: Readonly<Record<string, Check>> = {
  type: (type: string | string[], value) => [type].flat().some((name) => TYPES[name]?.(value)),
  enum: (options: unknown[], value) => options.includes(value),
  const: (option: unknown, value) => option === value,
  anyOf: (schemas: JsonSchema[], value) => schemas.some((schema) => isValid(schema, value)),
  oneOf: (schemas: JsonSchema[], value) => schemas.filter((schema) => isValid(schema, value)).length === 1,
};

const NUMBERS: Readonly<Record<string, Check>> = {
  minimum: (least: number, value: number) => value >= least,
  maximum: (most: number, value: number) => value <= most,
};

const TEXTS: Readonly<Record<string, Check>> = {
  minLength: (least: number, value: string) => [...value].length >= least,
  maxLength: (most: number, value: string) => [...value].length <= most,
  pattern: (pattern: string, value: string) => new RegExp(pattern, 'u').test(value),
};

const LISTS: Readonly<Record<string, Check>> = {
  items: (schema: JsonSchema, value: unknown[]) => value.every((item) => isValid(schema, item)),
  minItems: (least: number, value: unknown[]) => value.length >= least,
  maxItems: (most: number, value: unknown[]) => value.length <= most,
};

const OBJECTS: Readonly<Record<string, Check>> = {
  required: (names: string[], value: object) => names.every((name) => Object.hasOwn(value, name)),
  properties: (schemas: Record<string, JsonSchema>, value: object) =>
    Object.entries(value).every(([name, field]) => {
      const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
      return schema === undefined || isValid(schema, field);
    }),
  propertyNames: (schema: JsonSchema, value: object) => Object.keys(value).every((name) => isValid(schema, name)),
  additionalProperties: (rule: boolean | JsonSchema, value: object, { properties = {} }) =>
    rule === true ||
    (rule !== false &&
      Object.entries(value).every(
        ([name, field]) => Object.hasOwn(properties as object, name) || isValid(rule, field),
      )),
};

const ANNOTATIONS: readonly string[] = ['$schema', '$id', 'title', 'description', 'default'];

/** Whether a value is as a schema says. */
export function isValid(schema: JsonSchema, value: unknown): boolean {
  return Object.entries(schema).every(([keyword, rule]) => {
    if (ANNOTATIONS.includes(keyword)) return true;
    const [checks, applies] = find(keyword, value);
    return !applies || checks[keyword]?.(rule as never, value as never, schema) === true;
  });
}

function find(keyword: string, value: unknown): [Readonly<Record<string, Check>>, boolean] {
  if (keyword in ANY) return [ANY, true];
  if (keyword in NUMBERS) return [NUMBERS, typeof value === 'number'];
  if (keyword in TEXTS) return [TEXTS, typeof value === 'string'];
  if (keyword in LISTS) return [LISTS, Array.isArray(value)];
  if (keyword in OBJECTS) return [OBJECTS, isObject(value)];
  throw new Error(`The checker does not know the keyword ${keyword}.`);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
