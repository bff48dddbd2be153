import { describe, expect, it } from 'vitest';
import { ColumnChoice } from '../../../../src/elements/base/grid/column-choice.js';
import { column } from './columns.js';

const ALL = [column('name'), column('a'), column('b'), column('c', { hidden: true }), column('d')];

function choice(): ColumnChoice {
  const made = new ColumnChoice();
  made.all = ALL;
  return made;
}

const shown = (of: ColumnChoice): string => of.chosen.map(({ column: { key } }) => key).join();

describe('the choice of columns', () => {
  it('is nobody’s at first: columns stand in their order, without those that are hidden', () => {
    const made = choice();
    expect(shown(made)).toBe('name,a,b,d');
    expect(made.states).toBeUndefined();
    expect(made.isOwn).toBe(false);
  });

  it('adopts what is shown, once', () => {
    const made = choice();
    made.adopt(ALL.slice(0, 2));
    expect(shown(made)).toBe('name,a');
    made.adopt(ALL);
    expect(shown(made)).toBe('name,a');
    expect(made.states).toHaveLength(5);
  });

  it('gives widths between 40 and 2,000 px, and takes them back', () => {
    const made = choice();
    const widthOfA = (): number | undefined => made.chosen[1]?.width;
    for (const [asked, given] of [
      [120.4, 120],
      [0, 40],
      [-50, 40],
      [39, 40],
      [5_000, 2_000],
      [undefined, undefined],
    ] as const) {
      made.resize('a', asked);
      expect(widthOfA(), String(asked)).toBe(given);
    }
    made.resize('nobody', 100);
    expect(shown(made)).toBe('name,a,b,d');
  });

  it('hides and shows, keeps widths, and never hides the first one', () => {
    const made = choice();
    made.resize('b', 77);
    made.hide('b', true);
    made.hide('name', true);
    made.hide('c', false);
    expect(shown(made)).toBe('name,a,c,d');
    made.hide('b', false);
    expect(made.chosen[2]).toMatchObject({ column: { key: 'b' }, width: 77 });
    for (const { key } of ALL) made.hide(key, true);
    expect(shown(made)).toBe('name');
  });

  it('moves a column before another one, and nothing before the first', () => {
    const made = choice();
    made.moveBefore('d', 'a');
    expect(shown(made)).toBe('name,d,a,b');
    made.moveBefore('d', undefined);
    expect(shown(made)).toBe('name,a,b,d');
    const before = made.list.map(({ key }) => key);
    for (const [key, target] of [
      ['name', 'd'],
      ['d', 'name'],
      ['a', 'a'],
      ['nobody', 'a'],
    ] as const)
      made.moveBefore(key, target);
    expect(made.list.map(({ key }) => key)).toEqual(before);
  });

  it('moves by places among those that are shown', () => {
    const made = choice();
    made.moveBy('b', 1);
    expect(shown(made), 'over the hidden one').toBe('name,a,d,b');
    made.moveBy('b', 1);
    made.moveBy('a', -1);
    made.moveBy('name', 2);
    expect(shown(made), 'not over an end').toBe('name,a,d,b');
    made.moveBy('b', -2);
    expect(shown(made)).toBe('name,b,a,d');
  });

  it('keeps what somebody chose when columns are made anew, with new ones in their places', () => {
    const made = choice();
    made.moveBefore('d', 'a');
    made.hide('b', true);
    made.all = [column('name'), column('a'), column('new'), column('b'), column('d')];
    expect(shown(made)).toBe('name,d,a,new');
    made.states = undefined;
    expect(shown(made)).toBe('name,a,new,b,d');
  });

  it('takes over any states, but for the first column, which stays the first and is shown', () => {
    const made = choice();
    made.states = [{ key: 'b' }, { key: 'evil' }, { key: 'name', hidden: true, width: 90 }, { key: 'a', hidden: true }];
    expect(made.chosen[0]).toMatchObject({ column: { key: 'name' }, width: 90 });
    expect(shown(made)).toBe('name,b,d');
    made.all = [];
    expect(shown(made)).toBe('');
  });

  it('takes back what happened since it was asked to remember', () => {
    const made = choice();
    const undo = made.remember();
    made.adopt(ALL.slice(0, 2));
    made.resize('a', 300);
    undo();
    expect(made.isOwn).toBe(false);
    expect(shown(made)).toBe('name,a,b,d');
    expect(made.chosen[1]?.width).toBeUndefined();
  });
});
