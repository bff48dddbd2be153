/** Attributes are written by people and by hostile pages: what is not usable is told once and ignored. */
import { en } from '../../locales/en.js';

const warned = new WeakMap<Element, Set<string>>();

/** The value of a choice attribute; nothing where it is absent or not one of the choices. */
export function knownChoice<Choice extends string>(
  element: Element,
  attribute: string,
  value: string | null | undefined,
  choices: readonly Choice[],
): Choice | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  const known = choices.find((choice) => choice === value);
  if (known === undefined)
    warnOnce(element, attribute, en.common.unknownValue(attribute, value.slice(0, 60), choices.join(', ')));
  return known;
}

/** The value of a number attribute; nothing where it is absent, not a number or out of range (inclusive). */
export function numberInRange(
  element: Element,
  attribute: string,
  value: number | null | undefined,
  min: number,
  max: number,
): number | undefined {
  if (value === null || value === undefined) return undefined;
  if (value >= min && value <= max) return value;
  warnOnce(element, attribute, en.common.outOfRange(attribute, String(value), String(min), String(max)));
  return undefined;
}

/** Tells the page about an attribute that cannot be used, once per element and attribute. */
export function warnOnce(element: Element, attribute: string, message: string): void {
  const attributes = warned.get(element) ?? new Set();
  warned.set(element, attributes);
  if (attributes.has(attribute)) return;
  attributes.add(attribute);
  console.warn(`<${element.localName}>: ${message}`);
}

/**
 * What a page gave to an element under this name before it was one: a property of the object then, over the one of its
 * class. Takes it away, so that the class's own is to be seen.
 */
export function givenBefore<Name extends string, Value>(
  element: { readonly [key in Name]?: Value },
  name: Name,
): Value | undefined {
  if (!Object.hasOwn(element, name)) return undefined;
  const value = element[name];
  Reflect.deleteProperty(element, name);
  return value;
}
