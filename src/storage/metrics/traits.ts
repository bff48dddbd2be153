/** The fields of whatever was found, all of them unknown. */
export function traitsOf<Field extends string>(found: unknown): Partial<Record<Field, unknown>> {
  return typeof found === 'object' && found !== null ? found : {};
}
