/**
 * Whether two pieces of JSON say the same, whatever the order of their keys. An absent key and one that holds
 * `undefined` are the same, as they are in JSON. Parts that are shared by both are not walked, so that comparing an
 * edited copy with its original costs no more than what was edited.
 */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => sameValue(a[key], b[key]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
