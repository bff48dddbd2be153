import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RecordRows } from './record-rows.js';
import { actionsOn, check, gonePlaces, range } from './side-by-side.js';
import { record } from './arbitraries.js';

describe('rows of a host page that are given again and again, sorted, filtered, grouped and held', () => {
  test('are shown in the order, with the figures of groups that doing it all anew gives', () => {
    fc.assert(
      fc.property(actionsOn(24, 6), gonePlaces, range, (...given) => check(new RecordRows(), ...given)),
      { numRuns: 1_500 },
    );
  }, 60_000);

  test('also with more rows than are sorted by comparing', () => {
    fc.assert(
      fc.property(actionsOn(700, 600), gonePlaces, range, (...given) => check(new RecordRows(), ...given)),
      { numRuns: 20 },
    );
  }, 60_000);

  test('are in the rows that they should be in, and just those are renewed whose id, text or choice is another', () => {
    const id = fc.nat({ max: 9 }).map((number) => `r-${number}`);
    const changes = fc.array(fc.tuple(id, fc.option(record, { nil: undefined })), { maxLength: 5 });
    fc.assert(
      fc.property(fc.array(changes, { maxLength: 20 }), (steps) => {
        const rows = new RecordRows();
        for (const step of steps) {
          for (const [name, change] of step)
            if (change === undefined) rows.remove(name);
            else rows.put(name, change);
          const before = rows.now;
          rows.read();
          const size = Math.max(before.length, rows.now.length);
          const renewed = Array.from({ length: rows.renewed.count }, (_, place) => rows.renewed.at(place));
          const others = Array.from({ length: size }, (_, row) => row).filter(
            (row) => facts(before, row) !== facts(rows.now, row),
          );
          expect(renewed).toEqual(others);
          rows.now.forEach((known, row) => expect(rows.idOf(row)).toBe(known?.id));
          rows.now.forEach((known, row) => known && expect(rows.rowOf(known.id)).toBe(row));
          expect(rows.count).toBe(rows.now.filter((known) => known !== undefined).length);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

function facts(rows: RecordRows['now'], row: number): string {
  const known = rows[row];
  return known === undefined ? '' : JSON.stringify([known.id, known.name, known.code]);
}
