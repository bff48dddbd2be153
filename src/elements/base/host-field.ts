/** A field of something that a host page gave, whatever it is; nothing where a getter throws. */
export function fieldOf(given: unknown, name: string): unknown {
  try {
    return typeof given === 'object' && given !== null ? Reflect.get(given, name) : undefined;
  } catch {
    return undefined;
  }
}
