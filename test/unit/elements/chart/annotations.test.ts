import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { happenedAt, marksOf, nextMark } from '../../../../src/elements/base/chart/annotation-marks.js';
import { plainText, readAnnotations, type Annotation } from '../../../../src/elements/base/chart/annotations.js';
import { takePicture } from '../../../../src/elements/base/chart/picture.js';

const T0 = Date.parse('2026-09-21T14:15:23.456Z');

function note(at: number, text = 'x'): Annotation {
  return { at, kind: 'note', text };
}

const throwing = new Proxy(
  {},
  {
    get() {
      throw new Error('not yours');
    },
  },
);

describe('annotations of a host page', () => {
  it('are read from numbers, dates and texts, oldest first', () => {
    const { read, leftOut } = readAnnotations([
      { at: new Date(T0 + 2_000), text: 'Two', kind: 'incident' },
      { at: T0, text: ' First\n line ' },
      { at: '2026-09-21T14:15:24.456Z', text: 'One', kind: 'unheard of' },
    ]);
    expect(leftOut).toBe(0);
    expect(read).toEqual([
      { at: T0, text: 'First line', kind: 'note' },
      { at: T0 + 1_000, text: 'One', kind: 'note' },
      { at: T0 + 2_000, text: 'Two', kind: 'incident' },
    ]);
  });

  it('are left out one by one where they cannot be read, and counted', () => {
    const bad = [null, 7, 'text', {}, { at: NaN, text: 'x' }, { at: 1e300, text: 'x' }, { at: T0, text: '' }, throwing];
    const { read, leftOut } = readAnnotations([...bad, { at: T0, text: 'good' }]);
    expect(read).toEqual([note(T0, 'good')]);
    expect(leftOut).toBe(bad.length);
  });

  it('never throw, whatever a page gives', () => {
    for (const given of [undefined, null, 5, 'x', {}, throwing, new Proxy([], { get: () => throwing })])
      expect(readAnnotations(given).read).toEqual([]);
    fc.assert(
      fc.property(fc.anything(), (given) => {
        for (const { at, text } of [...readAnnotations(given).read, ...readAnnotations([given]).read]) {
          expect(Number.isFinite(at)).toBe(true);
          expect([...text].length).toBeLessThanOrEqual(160);
        }
      }),
    );
  });

  it('are the last 200 of a long list, and of a long text its beginning', () => {
    const many = Array.from({ length: 5_000 }, (_, index) => ({ at: T0 + index, text: 'x'.repeat(1_000_000) }));
    const { read, leftOut } = readAnnotations(many);
    expect(read).toHaveLength(200);
    expect(leftOut).toBe(4_800);
    expect(read[0]?.text).toHaveLength(160);
    expect(read[0]?.text.endsWith('…')).toBe(true);
  });

  it('turn no text around them and hide nothing', () => {
    expect(plainText('a\u202Eb\u0000c\u2028d')).toBe('a b c d');
  });
});

describe('marks in time', () => {
  it('stand for those inside the picture, and are one where they would cover each other', () => {
    const list = [note(-1), note(0), note(1_000), note(1_900), note(50_000), note(60_001)];
    const marks = marksOf(list, { from: 0, to: 60_000 }, 600);
    expect(marks.map(({ at, annotations }) => [at, annotations.length])).toEqual([
      [0, 3],
      [50_000, 1],
    ]);
  });

  it('are reached one after the other, in the direction of the arrow, and end at the ends', () => {
    const marks = marksOf([note(0), note(20_000), note(40_000)], { from: 0, to: 60_000 }, 600);
    expect(nextMark(marks, 0, 'ArrowRight', false)?.at).toBe(20_000);
    expect(nextMark(marks, 40_000, 'ArrowRight', false)?.at).toBe(40_000);
    expect(nextMark(marks, 20_000, 'ArrowRight', true)?.at).toBe(0);
    expect(nextMark(marks, 20_000, 'End', true)?.at).toBe(40_000);
    expect(nextMark(marks, 20_000, 'a', false)).toBeUndefined();
  });

  it('belong to the first value after them', () => {
    const times = Float64Array.from([0, 1_000, 2_000, 3_000]);
    const picture = takePicture({ times, values: [times] }, 3_000, undefined);
    if (picture === undefined) throw new Error('There should be a picture.');
    const list = [note(1_500), note(2_000), note(2_001)];
    expect(happenedAt(list, picture, 2_000)).toEqual([note(1_500), note(2_000)]);
    expect(happenedAt(list, picture, 1_000)).toEqual([]);
  });
});
