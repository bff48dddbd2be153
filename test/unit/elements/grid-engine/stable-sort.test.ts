import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StableSorter } from '../../../../src/elements/base/grid-engine/stable-sort.js';

const key = fc
  .oneof(
    fc.double(),
    fc.integer({ min: -3, max: 3 }),
    fc.constantFrom(Infinity, -Infinity, NaN, Number.MIN_VALUE, -Number.MIN_VALUE, 1e8, 1e8 + 1),
  )
  // Keys are never -0.
  .map((value) => value + 0);

test.each([[1], [2], [3]])('many rows with %i keys each are sorted as comparing sorts them', (columns) => {
  const sorter = new StableSorter();
  const rowKeys = fc.array(key, { minLength: columns, maxLength: columns });
  fc.assert(
    fc.property(fc.array(rowKeys, { minLength: 240, maxLength: 700 }), (list) => {
      const keys = Array.from({ length: columns }, (_, column) => Float64Array.from(list, (row) => row[column] ?? 0));
      const rows = Uint32Array.from(list, (_, row) => row);
      sorter.sort(rows, rows.length, keys);
      expect([...rows]).toEqual(
        list.map((_, row) => row).sort((a, b) => compare(list[a] ?? [], list[b] ?? []) || a - b),
      );
    }),
    { numRuns: 100 },
  );
});

test('only the rows that are given are sorted, and those behind them stay', () => {
  const rows = Uint32Array.from([2, 4, 1, 0]);
  new StableSorter().sort(rows, 2, [Float64Array.from([0, 0, 5, 0, 1])]);
  expect([...rows]).toEqual([4, 2, 1, 0]);
});

function compare(left: readonly number[], right: readonly number[]): number {
  for (let column = 0; column < left.length; column += 1) {
    const [a = 0, b = 0] = [left[column], right[column]];
    if (Number.isNaN(a) !== Number.isNaN(b)) return Number.isNaN(a) ? 1 : -1;
    if (a !== b && !Number.isNaN(a)) return a < b ? -1 : 1;
  }
  return 0;
}
