import { describe, expect, it } from 'vitest';
import { Selection } from '../../../../src/elements/base/grid/selection.js';
import { GridEngine } from '../../../../src/elements/base/grid-engine/grid-engine.js';
import { Grouping } from '../../../../src/elements/base/grid-engine/grouping.js';
import { TestSource } from '../grid-engine/test-source.js';

/** Records r1 to r6 in the order of their numbers. */
function rows(): { readonly engine: GridEngine; readonly source: TestSource } {
  const source = new TestSource();
  for (let number = 1; number <= 6; number += 1)
    source.put(`r${number}`, { name: `r${number}`, code: number % 2, a: number, b: 0 });
  const engine = new GridEngine(source);
  engine.sort = [{ column: 'a', direction: 'asc' }];
  engine.refresh();
  return { engine, source };
}

describe('a selection', () => {
  it('is of one record, or of several in the order in which they were chosen', () => {
    const [selection, { engine }] = [new Selection(), rows()];
    selection.select('r3', 'only', engine);
    selection.select('r1', 'toggle', engine);
    selection.select('r5', 'toggle', engine);
    expect(selection.ids).toEqual(['r3', 'r1', 'r5']);
    selection.select('r1', 'toggle', engine);
    expect(selection.ids).toEqual(['r3', 'r5']);
    expect([selection.size, selection.has('r1'), selection.has('r5')]).toEqual([2, false, true]);
    selection.select('r2', 'only', engine);
    expect(selection.ids).toEqual(['r2']);
  });

  it('is a range from where it began, in both directions', () => {
    const [selection, { engine }] = [new Selection(), rows()];
    selection.select('r4', 'only', engine);
    selection.select('r6', 'range', engine);
    expect(selection.ids).toEqual(['r4', 'r5', 'r6']);
    selection.select('r2', 'range', engine);
    expect(selection.ids).toEqual(['r2', 'r3', 'r4']);
  });

  it('is a range of the order there is then', () => {
    const [selection, { engine }] = [new Selection(), rows()];
    selection.select('r2', 'only', engine);
    engine.sort = [{ column: 'a', direction: 'desc' }];
    engine.refresh();
    selection.select('r4', 'range', engine);
    expect(selection.ids).toEqual(['r4', 'r3', 'r2']);
  });

  it('is that record alone where nothing was chosen before, or where it began is not shown any more', () => {
    const [selection, { engine, source }] = [new Selection(), rows()];
    selection.select('r3', 'range', engine);
    expect(selection.ids).toEqual(['r3']);
    source.remove('r3');
    engine.refresh();
    selection.select('r5', 'range', engine);
    expect(selection.ids).toEqual(['r5']);
  });

  it('leaves out the headers of groups, and what a closed one hides', () => {
    const [selection, { engine }] = [new Selection(), rows()];
    engine.grouping = new Grouping('color');
    engine.refresh();
    selection.selectAll(engine);
    expect([...selection.ids].sort()).toEqual(['r1', 'r2', 'r3', 'r4', 'r5', 'r6']);
    engine.collapse(0, true);
    selection.selectAll(engine);
    expect(selection.ids).toEqual(['r1', 'r3', 'r5']);
  });

  it('goes on from what was set; the same set again does not move where a range begins', () => {
    const [selection, { engine }] = [new Selection(), rows()];
    selection.select('r2', 'only', engine);
    selection.select('r4', 'range', engine);
    selection.set(['r2', 'r3', 'r4']);
    selection.select('r1', 'range', engine);
    expect(selection.ids).toEqual(['r1', 'r2']);
    selection.set(['r6', 'r5']);
    selection.select('r3', 'range', engine);
    expect(selection.ids).toEqual(['r3', 'r4', 'r5']);
  });
});
