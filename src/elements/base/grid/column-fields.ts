import type { FilterField } from '../grid-engine/filter/filter.js';
import type { PageColumn } from './column-definition.js';

/** What a filter takes for a name: see the grammar in `filter.ts`. */
const TYPABLE = /^[^\s,"<>=!:-][^\s,"<>=!:]*$/;

/** What cannot stand in a name. */
const NOT_TYPABLE = /[\s,"<>=!:]+/g;

/** The name of a column in filters: its key, with `_` for what cannot be typed there. */
export function filterNameOf(key: string): string {
  return TYPABLE.test(key) ? key : `_${key}`.replaceAll(NOT_TYPABLE, '_').replace(/^_(?=[^_-])/, '');
}

/**
 * What a filter of columns can name: their keys, and their headings where those can be typed. Case does not matter there:
 * of two keys that differ in nothing else, filters know the first. Times are compared as epoch milliseconds.
 */
export function filterFieldsOf(columns: readonly PageColumn[]): FilterField[] {
  const taken = new Set<string>();
  const take = (name: string): boolean => {
    const isFree = !taken.has(name.toLowerCase());
    taken.add(name.toLowerCase());
    return isFree;
  };
  // Plain keys first: no other name may hide one of them.
  const plain = columns.filter(({ key }) => filterNameOf(key) === key && take(key));
  const others = columns.filter(({ key }) => filterNameOf(key) !== key && take(filterNameOf(key)));
  return columns
    .filter((column) => plain.includes(column) || others.includes(column))
    .map(({ key, label, kind }) => {
      const aliases = TYPABLE.test(label) && take(label) ? [label] : [];
      return { name: filterNameOf(key), kind: fieldKindOf(kind), aliases };
    });
}

function fieldKindOf(kind: PageColumn['kind']): FilterField['kind'] {
  return kind === 'text' || kind === 'choice' ? kind : 'number';
}
