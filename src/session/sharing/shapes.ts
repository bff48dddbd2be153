/** Small questions about values that any script of the origin may have posted. */

/** The traits of an object, as unknown values; of anything else, none. */
export function traitsOf<Name extends string>(value: unknown): Partial<Record<Name, unknown>> {
  return typeof value === 'object' && value !== null ? value : {};
}

/** Whether it is a text of at most `longest` UTF-16 units. */
export function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.length <= longest;
}

/** Whether it is a whole number from 0 to `most`. */
export function isCount(value: unknown, most = Number.MAX_SAFE_INTEGER): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most;
}

/** Whether it is a finite number. */
export function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** Whether it is missing, or passes. */
export function isOptional<Value>(
  value: unknown,
  passes: (value: unknown) => value is Value,
): value is Value | undefined {
  return value === undefined || passes(value);
}

/** Whether it is a list of at most `most` members, each of which passes. The length is looked at first. */
export function isList<Value>(
  value: unknown,
  most: number,
  passes: (value: unknown) => value is Value,
): value is readonly Value[] {
  if (!Array.isArray(value) || value.length > most) return false;
  for (let index = 0; index < value.length; index += 1) if (!passes(value[index])) return false;
  return true;
}
