import fc from 'fast-check';
import { describe, test } from 'vitest';
import { actionsOn, check, gonePlaces, range } from './side-by-side.js';
import { TestSource } from './test-source.js';

describe('any sequence of updates, inserts, removals, sorts, filters, groups, holds and collapses', () => {
  test('shows the rows, in the order, with the figures of groups that doing it all anew gives', () => {
    fc.assert(
      fc.property(actionsOn(24, 6), gonePlaces, range, (...given) => check(new TestSource(), ...given)),
      { numRuns: 4_000 },
    );
  }, 60_000);

  test('also with more rows than are sorted by comparing', () => {
    fc.assert(
      fc.property(actionsOn(700, 600), gonePlaces, range, (...given) => check(new TestSource(), ...given)),
      { numRuns: 60 },
    );
  }, 60_000);
});
