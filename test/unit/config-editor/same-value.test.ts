import { expect, it } from 'vitest';
import { sameValue } from '../../../src/elements/config-editor/same-value.js';

it.each<[unknown, unknown, boolean]>([
  [{ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 }, true],
  [{ a: 1 }, { a: 1, b: undefined }, true],
  [{ a: 1 }, { a: 2 }, false],
  [[1, 2], [2, 1], false],
  [[], {}, false],
  [null, {}, false],
  ['1', 1, false],
  [Number.NaN, Number.NaN, true],
])('%j and %j say the same: %s', (a, b, same) => {
  expect(sameValue(a, b)).toBe(same);
});
