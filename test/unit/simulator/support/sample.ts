import { readFileSync } from 'node:fs';

/** A sample message of the protocol, by the name of its file. */
export function sample(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../fixtures/samples/${name}.json`, import.meta.url), 'utf8'));
}

/**
 * The shape of a value: keys, and kinds of values. Of a list, the shape of its first item. Two messages with equal
 * shapes have the same keys at every level.
 */
export function shapeOf(value: unknown): unknown {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])];
  if (typeof value !== 'object') return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shapeOf(part)]));
}
