import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RowOrder } from '../../../../src/elements/base/grid-engine/row-order.js';
import { SortKeys } from '../../../../src/elements/base/grid-engine/sort-keys.js';
import { compareRows } from '../../../../src/elements/base/grid-engine/stable-sort.js';

/** Keys that are hard to divide: of wildly different size, crowded, few, none, and all of them. */
const kinds: Readonly<Record<string, fc.Arbitrary<number>>> = {
  'all doubles': fc.double(),
  'few words': fc.constantFrom(0, 1, 2, NaN),
  'nothing known': fc.constant(NaN),
  'one value': fc.constantFrom(7),
  infinite: fc.constantFrom(Infinity, -Infinity, NaN, 0),
  tiny: fc.constantFrom(Number.MIN_VALUE, Number.MIN_VALUE * 3, 0, -Number.MIN_VALUE),
  huge: fc.constantFrom(Number.MAX_VALUE, -Number.MAX_VALUE, 1, 2, 3),
  'of every size': fc.integer({ min: -300, max: 300 }).map((exponent) => 10 ** exponent),
  crowded: fc.oneof(
    { arbitrary: fc.constant(1e300), weight: 1 },
    { arbitrary: fc.double({ min: 0, max: 1 }), weight: 50 },
  ),
};

function filled(list: readonly (readonly number[])[], columns: number): SortKeys {
  const keys = new SortKeys();
  keys.reserve(columns, list.length);
  for (let place = 0; place < columns; place += 1)
    keys.readNumbers(
      place,
      Float64Array.from(list, (row) => row[place] ?? NaN),
      1,
      list.length,
    );
  return keys;
}

describe.each(Object.keys(kinds))('an order of keys that are %s', (kind) => {
  test.each([[1], [2]])(
    'with %i columns tells each place as sorting all tells it, wherever somebody looks first',
    (columns) => {
      const row = fc.array(kinds[kind] ?? fc.double(), { minLength: columns, maxLength: columns });
      const list = fc.array(row, { minLength: 520, maxLength: 1_500, size: 'max' });
      const looks = fc.array(fc.nat({ max: 1_500 }), { minLength: 1, maxLength: 4 });
      fc.assert(
        fc.property(list, looks, fc.integer({ min: 2, max: 9 }), (values, places, leftOut) => {
          const keys = filled(values, columns);
          const members = Uint8Array.from(values, (_, index) => (index % leftOut === 0 ? 0 : 1));
          const order = new RowOrder();
          order.update(keys, members, values.length, true);
          const expected = values.map((_, index) => index).filter((index) => members[index] === 1);
          expected.sort((a, b) => compareRows(keys.columns, a, b));
          for (const place of places) {
            const end = place + 40;
            const shown = Array.from({ length: 40 }, (_, index) => order.at(place + index));
            expect(shown.filter((found) => found !== undefined)).toEqual(expected.slice(place, end));
            const [wanted] = expected.slice(place);
            if (wanted !== undefined) expect(order.placeOf(wanted)).toBe(place);
          }
          expect(order.placeOf(0)).toBe(-1);
          expect([...order.rows]).toEqual(expected);
        }),
        { numRuns: 25 },
      );
    },
  );
});

test('an order tells whether anything may have moved', () => {
  const members = Uint8Array.from([1, 1, 0]);
  const keys = filled([[1], [2], [3]], 1);
  const order = new RowOrder();
  expect(order.update(keys, members, 3, false)).toBe(true);
  keys.readNumbers(0, Float64Array.from([1, 2, 3]), 1, 3);
  expect(order.update(keys, members, 3, false)).toBe(false);
  keys.readNumbers(0, Float64Array.from([3, 2, 3]), 1, 3);
  expect(order.update(keys, members, 3, false)).toBe(true);
  expect([...order.rows]).toEqual([1, 0]);
  expect(order.update(keys, Uint8Array.from([0, 1, 0]), 3, false)).toBe(true);
  expect([...order.rows]).toEqual([1]);
});
