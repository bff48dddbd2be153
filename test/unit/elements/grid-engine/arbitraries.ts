import fc from 'fast-check';
import {
  OPERATORS,
  type Filter,
  type FilterField,
  type FilterTerm,
} from '../../../../src/elements/base/grid-engine/filter/filter.js';
import type { SortKey } from '../../../../src/elements/base/grid-engine/sort-keys.js';
import { WORDS } from './test-source.js';

/** Columns of the test source that a filter can name. */
export const FIELDS: readonly FilterField[] = [
  { name: 'name', kind: 'text' },
  { name: 'color', kind: 'choice', aliases: ['colour'] },
  { name: 'a', kind: 'number' },
  { name: 'b', kind: 'number' },
];

/** Figures that sort badly. */
export const figure = fc.oneof(
  fc.constantFrom(NaN, 0, -0, Infinity, -Infinity, 0.1, 1e300, -1e-300),
  fc.integer({ min: -3, max: 3 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

export const record = fc.record({
  name: fc.constantFrom('', 'x-2', 'X-10', 'x-9', 'y', 'Z 1'),
  code: fc.nat({ max: WORDS.length - 1 }),
  a: figure,
  b: fc.constantFrom(NaN, 0, 1, 2),
});

const sortKey: fc.Arbitrary<SortKey> = fc.record({
  column: fc.constantFrom('name', 'color', 'a', 'b', 'nothing'),
  direction: fc.constantFrom('asc' as const, 'desc' as const),
});

export const sort = fc.array(sortKey, { maxLength: 3 });

/** Filters with the texts given. */
export function filterOf(text: fc.Arbitrary<string>, limits: fc.Arbitrary<number>): fc.Arbitrary<Filter> {
  const term: fc.Arbitrary<FilterTerm> = fc.oneof(
    fc.record({ kind: fc.constant('word' as const), not: fc.boolean(), text }),
    fc.record({
      kind: fc.constant('choice' as const),
      not: fc.boolean(),
      field: fc.constantFrom('name', 'color'),
      text,
    }),
    fc.record({
      kind: fc.constant('figure' as const),
      not: fc.boolean(),
      field: fc.constantFrom('a', 'b'),
      operator: fc.constantFrom(...OPERATORS),
      value: limits,
    }),
  );
  return fc.array(fc.array(term, { minLength: 1, maxLength: 3 }), { maxLength: 3 });
}
