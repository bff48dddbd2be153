/** A JSON object as it was parsed. Only its own fields are looked at, so that no name can reach a prototype. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a parsed value is an object with named fields. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A copy with some fields first, in that order, and the others after them as they were. */
export function inOrder(order: readonly string[], object: JsonObject): JsonObject {
  const known = order.filter((key) => Object.hasOwn(object, key)).map((key) => [key, object[key]] as const);
  return Object.fromEntries([...known, ...Object.entries(object).filter(([key]) => !order.includes(key))]);
}
