import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { naturalKey, TextRanks } from '../../../../src/elements/base/grid-engine/text-ranks.js';
import { TestSource } from './test-source.js';

const name = fc.constantFrom('', 'x-2', 'X-10', 'x-9', 'x-10', 'y', 'Z 1', 'z 1');

describe('the order of texts', () => {
  test('is that of people: case aside, and numbers by their value', () => {
    const names = ['node-10', 'Node-9', 'node-1', 'alpha', 'node-9a'];
    const compare = (a: string, b: string): number => (naturalKey(a) < naturalKey(b) ? -1 : 1);
    expect(names.sort(compare)).toEqual(['alpha', 'node-1', 'Node-9', 'node-9a', 'node-10']);
  });

  test.each([
    [3, 1],
    [40, 2],
    [40, 40],
  ])(
    'of up to %i rows, %i of them changed at a time, is right after any changes, however seldom somebody asks',
    (rows, most) => {
      const change = fc.tuple(fc.nat({ max: rows - 1 }), fc.option(name, { nil: undefined }));
      const step = fc.record({ changed: fc.array(change, { maxLength: most, size: 'max' }), asked: fc.boolean() });
      const changes = fc.array(step, { maxLength: 16, size: 'max' });
      fc.assert(
        fc.property(changes, (steps) => {
          const source = new TestSource();
          const ranks = new TextRanks();
          for (const { changed, asked } of steps) {
            for (const [id, text] of changed) {
              if (text === undefined) source.remove(`${id}`);
              else source.put(`${id}`, { name: text, code: 0, a: 0, b: 0 });
            }
            source.read();
            ranks.note(source.renewed);
            if (!asked) continue;
            const shown = ranks.update(source, { kind: 'text', textOf: (row) => source.now[row]?.name ?? '' });
            expect([...shown.subarray(0, source.size)]).toEqual(ranksOf(source));
          }
        }),
        { numRuns: 500 },
      );
    },
  );
});

function ranksOf(source: TestSource): number[] {
  const keys = source.now.map((record) => naturalKey(record?.name ?? ''));
  const order = [...new Set(keys.filter((key) => key !== ''))].sort();
  return keys.map((key) => (key === '' ? NaN : order.indexOf(key)));
}
