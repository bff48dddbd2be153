import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellPlaces, layOut, type ChosenColumn } from '../../../../src/elements/base/grid/column-layout.js';
import { column } from './columns.js';

const chosen: readonly ChosenColumn[] = [
  { column: column('name', { width: 160, share: 2, card: 1 }) },
  { column: column('kind', { rank: 2 }) },
  { column: column('figure', { width: 120, share: 1, card: 3 }) },
  { column: column('detail', { width: 200, rank: 2 }) },
  { column: column('age', { width: 60, card: 2 }) },
];
const keysIn = (width: number, isOwn = false, columns = chosen): string =>
  layOut(columns, width, isOwn)
    .columns.map(({ key }) => key)
    .join();

describe('columns in a box', () => {
  it('all have their place where there is room, and share what is left over', () => {
    const layout = layOut(chosen, 640 + 16 + 30, false);
    expect(layout.columns).toHaveLength(5);
    expect(layout.widths).toEqual([180, 100, 130, 200, 60]);
    expect(cellPlaces(layout)).toContain('nth-child(3){inset-inline-start:288px;inline-size:130px}');
    expect(layout).toMatchObject({ totalWidth: 686, scrolls: false, cards: false });
  });

  it('leave by rank where there is none, of those of one rank the last one first', () => {
    expect(keysIn(656)).toBe('name,kind,figure,detail,age');
    expect(keysIn(655)).toBe('name,kind,figure,age');
    const narrow = chosen.map(({ column: each }) => ({ column: { ...each, width: each.width * 2 } }));
    expect(keysIn(700, false, narrow)).toBe('name,figure,age');
  });

  it('of rank 0 never leave: the box scrolls', () => {
    const wide = chosen.map(({ column: each }) => ({ column: { ...each, width: each.width * 3 } }));
    expect(keysIn(500, false, wide)).toBe('name,figure,age');
    expect(layOut(wide, 500, false)).toMatchObject({ scrolls: true, totalWidth: 3 * 340 + 16 });
  });

  it('that a person chose stay, however narrow the box', () => {
    expect(keysIn(500, true)).toBe('name,kind,figure,detail,age');
    expect(layOut(chosen, 500, true)).toMatchObject({ scrolls: true, totalWidth: 656 });
  });

  it('have the width that a person gave them, and no more', () => {
    const [name, ...others] = chosen;
    const own = [{ ...name, width: 50 } as ChosenColumn, ...others];
    expect(layOut(own, 1_000, true).widths).toEqual([50, 100, 120 + 454, 200, 60]);
  });

  it('are those of a card under 480 px, in their order there', () => {
    expect(layOut(chosen, 479, true)).toMatchObject({ cards: true, scrolls: false, widths: [], totalWidth: 479 });
    expect(keysIn(479)).toBe('name,age,figure');
    expect(layOut(chosen, 480, true).cards).toBe(false);
    expect(layOut(chosen, 0, false).cards, 'before the width is known').toBe(false);
  });

  it('never are wider together than a box that does not scroll, and never narrower than their least', () => {
    const any = fc.record({
      width: fc.integer({ min: 40, max: 400 }),
      rank: fc.integer({ min: 0, max: 3 }),
      share: fc.integer({ min: 0, max: 3 }),
      own: fc.option(fc.integer({ min: 40, max: 400 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(
        fc.array(any, { maxLength: 8 }),
        fc.integer({ min: 480, max: 3_000 }),
        fc.boolean(),
        (all, px, own) => {
          const given = all.map(({ own: width, ...facts }, key) => ({ column: column(String(key), facts), width }));
          const { columns, widths, scrolls, totalWidth } = layOut(given, px, own);
          const sum = widths.reduce((total, width) => total + width, 0);
          expect(totalWidth).toBe(scrolls ? sum + 16 : px);
          if (!scrolls) expect(sum).toBeLessThanOrEqual(px - 16 < 0 ? 0 : px - 16);
          columns.forEach(({ key, width }, place) =>
            expect(widths[place]).toBeGreaterThanOrEqual(given[Number(key)]?.width ?? width),
          );
        },
      ),
    );
  });
});
